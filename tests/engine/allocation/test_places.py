from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.allocation import Place, Student, allocate, blocking_pairs, commitment, ticket
from schakel.engine.errors import InputError

URIS = ("x", "y", "z")


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Student], list[Place], str]:
    places = [
        Place(uri, draw(st.integers(0, 3)), draw(st.sampled_from([(), ("ict",), ("ict", "care")]))) for uri in URIS
    ]
    wishes = st.lists(st.sampled_from(URIS), unique=True, max_size=3)
    count = draw(st.integers(0, 7))
    students = [Student(f"s{n}", tuple(draw(wishes)), draw(st.sampled_from(["ict", "care", ""]))) for n in range(count)]
    return students, places, draw(st.text("abc", min_size=1, max_size=4))


def serial(students: list[Student], places: list[Place], seed: str) -> dict[str, str | None]:
    """The plain reference where no group goes first: in the order of the draw, each takes the best that is left."""
    left = {place.uri: place.capacity for place in places}
    got: dict[str, str | None] = {}
    for student in sorted(students, key=lambda one: (ticket(seed, one.id), one.id)):
        got[student.id] = next((uri for uri in student.wishes if left[uri]), None)
        if got[student.id] is not None:
            left[got[student.id]] -= 1  # type: ignore[index]
    return got


@given(questions())
@settings(max_examples=50)
def test_allocation_is_stable_and_keeps_to_the_capacity(question: tuple[list[Student], list[Place], str]) -> None:
    students, places, seed = question
    done = allocate(students, places, seed=seed)
    assert blocking_pairs(students, places, done) == ()
    for place in places:
        assert len(done.students_at(place.uri)) <= place.capacity
    assert [one.student for one in done.placed] == sorted(student.id for student in students)


@given(questions(), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_allocation_does_not_depend_on_the_order_of_the_lists(question, random) -> None:  # type: ignore[no-untyped-def]
    students, places, seed = question
    before = allocate(students, places, seed=seed)
    random.shuffle(students)
    random.shuffle(places)
    assert allocate(students, places, seed=seed) == before


@given(questions())
@settings(max_examples=40)
def test_without_groups_the_draw_is_taking_turns(question: tuple[list[Student], list[Place], str]) -> None:
    students, places, seed = question
    plain = [Place(place.uri, place.capacity) for place in places]
    done = allocate(students, plain, seed=seed)
    assert {one.student: one.place for one in done.placed} == serial(students, plain, seed)


@given(questions())
@settings(max_examples=25)
def test_no_student_wins_by_giving_other_wishes(question: tuple[list[Student], list[Place], str]) -> None:
    students, places, seed = question
    if not students:
        return
    truth = students[0]
    honest = allocate(students, places, seed=seed).of(truth.id)
    for size in range(len(URIS) + 1):
        for lie in permutations(URIS, size):
            changed = [Student(truth.id, lie, truth.group), *students[1:]]
            got = allocate(changed, places, seed=seed).of(truth.id).place
            if got in truth.wishes:
                assert honest.choice is not None
                assert honest.choice <= truth.wishes.index(got) + 1


@given(questions())
@settings(max_examples=30)
def test_every_better_liked_place_is_explained(question: tuple[list[Student], list[Place], str]) -> None:
    students, places, seed = question
    by_id = {student.id: student for student in students}
    for one in allocate(students, places, seed=seed).placed:
        wishes = by_id[one.student].wishes
        assert (
            tuple(passed.place for passed in one.passed)
            == wishes[: len(wishes) if one.place is None else one.choice - 1]
        )  # type: ignore[operator]
        for passed in one.passed:
            # The last one in was drawn earlier, or a published group went first; an empty place has room for nobody.
            assert passed.last_number is None or passed.by_group or passed.last_number < one.number


def test_nobody_is_let_in_for_merit_but_a_published_group_goes_first() -> None:
    students = [Student(f"s{n}", ("x",), "zuyd" if n == 4 else "other") for n in range(5)]
    drawn_last = allocate(students, [Place("x", 1, ("zuyd",))], seed="autumn")
    assert drawn_last.students_at("x") == ("s4",)
    turned_away = drawn_last.of("s0").passed[0]
    assert turned_away.by_group
    assert turned_away.last_number == drawn_last.of("s4").number


def test_counts_say_how_many_got_which_wish() -> None:
    students = [Student("a", ("x", "y")), Student("b", ("x", "y")), Student("c", ("x",)), Student("d", ())]
    done = allocate(students, [Place("x", 1), Place("y", 1)], seed="s")
    assert done.choice_counts.get(1) == 1
    assert done.first_choice_milli == 333
    assert len(done.without) == 3 - len([one for one in done.placed if one.place])
    assert done.of("d").place is None
    assert "d" not in done.without


def test_nobody_wishing_anything_has_no_share() -> None:
    assert allocate([Student("a", ())], [Place("x", 1)], seed="s").first_choice_milli is None
    assert allocate([], [], seed="s").placed == ()


def test_another_seed_is_another_draw_and_the_commitment_fits_the_seed() -> None:
    students = [Student(f"s{n}", ("x",)) for n in range(20)]
    winners = {allocate(students, [Place("x", 1)], seed=f"seed {n}").students_at("x") for n in range(10)}
    assert len(winners) > 3
    done = allocate(students, [Place("x", 1)], seed="seed 1")
    assert done.commitment == commitment("seed 1") != commitment("seed 2")


def test_the_draw_is_even_over_many_seeds() -> None:
    students = [Student(f"s{n}", ("x",)) for n in range(4)]
    wins = dict.fromkeys((student.id for student in students), 0)
    for seed in range(400):
        wins[allocate(students, [Place("x", 1)], seed=str(seed)).students_at("x")[0]] += 1
    assert all(70 <= won <= 130 for won in wins.values())  # 100 each, plus or minus 3.5 standard deviations


def test_tickets_stay_the_same_when_others_join() -> None:
    few = [Student("a", ("x",)), Student("b", ("x",))]
    many = [*few, Student("c", ("y",))]
    places = [Place("x", 1), Place("y", 1)]
    assert allocate(few, places, seed="s").students_at("x") == allocate(many, places, seed="s").students_at("x")
    assert ticket("2027-spring", "s-1") == 4557682090381572223


@pytest.mark.parametrize(
    ("students", "places", "seed", "word"),
    [
        ([Student("a", ("q",))], [Place("x", 1)], "s", "not in this draw"),
        ([Student("a", ("x", "x"))], [Place("x", 1)], "s", "named twice"),
        ([Student("a", ()), Student("a", ())], [], "s", "named twice"),
        ([], [Place("x", 1), Place("x", 1)], "s", "named twice"),
        ([], [Place("x", -1)], "s", "no capacity"),
        ([], [], "", "needs a seed"),
    ],
)
def test_impossible_questions_are_refused(students: list[Student], places: list[Place], seed: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        allocate(students, places, seed=seed)


def test_a_student_who_did_not_take_part_is_not_found() -> None:
    with pytest.raises(InputError, match="did not take part"):
        allocate([], [], seed="s").of("nobody")
