from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.allocation import Assignment, Member, Teams, make_teams
from schakel.engine.errors import InputError

SKILLS = ("sql", "design", "cloud", "care")


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[Member], list[Assignment]]:
    skills = st.frozensets(st.sampled_from(SKILLS))
    members = [
        Member(f"m{n}", draw(skills), draw(st.sampled_from(["mbo", "hbo", "wo"])))
        for n in range(draw(st.integers(0, 6)))
    ]
    asks = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3))
    work = [Assignment(f"w{n}", draw(st.integers(1, 3)), draw(asks)) for n in range(draw(st.integers(0, 2)))]
    return members, work


def plain_value(members: list[Member], work: list[Assignment]) -> tuple[int, int]:
    """The best by trying every order of the people; slow and simple."""
    work = sorted(work, key=lambda one: one.uri)
    best = (0, 0)
    for order in permutations(members):
        at, mix, weight = 0, 0, 0
        for one in work:
            team = order[at : at + one.size]
            at += one.size
            have = {skill for member in team for skill in member.skills}
            mix += len({member.level for member in team})
            weight += sum(value for skill, value in one.asks.items() if skill in have)
        best = max(best, (mix, weight))
    return best


@given(groups())
@settings(max_examples=40)
def test_small_questions_are_solved_exactly(question: tuple[list[Member], list[Assignment]]) -> None:
    members, work = question
    made = make_teams(members, work, seed="s")
    assert made.proven
    assert (made.mix, made.weight) == plain_value(members, work)


@given(groups())
@settings(max_examples=40)
def test_search_never_beats_the_exact_answer_nor_the_bounds(question: tuple[list[Member], list[Assignment]]) -> None:
    members, work = question
    exact = make_teams(members, work, seed="s")
    found = make_teams(members, work, seed="s", exact_most=0)
    assert (found.mix, found.weight) <= (exact.mix, exact.weight)
    assert exact.mix <= exact.mix_bound
    assert exact.weight <= exact.weight_bound
    if found.proven:
        assert (found.mix, found.weight) == (exact.mix, exact.weight)


@given(groups(), st.randoms(use_true_random=False), st.sampled_from([0, 20_000]))
@settings(max_examples=30)
def test_teams_do_not_depend_on_the_order_of_the_lists(question, random, most: int) -> None:  # type: ignore[no-untyped-def]
    members, work = question
    before = make_teams(members, work, seed="s", exact_most=most)
    random.shuffle(members)
    random.shuffle(work)
    assert make_teams(members, work, seed="s", exact_most=most) == before


def _everyone(made: Teams) -> list[str]:
    return sorted([*made.without, *(name for team in made.teams for name in team.members)])


def test_a_large_class_is_divided_with_mixed_levels() -> None:
    levels = ["mbo", "hbo", "wo"]
    members = [Member(f"m{n:02}", frozenset({SKILLS[n % 4]}), levels[n % 3]) for n in range(36)]
    work = [Assignment(f"w{n}", 4, dict.fromkeys(SKILLS, 1)) for n in range(8)]
    made = make_teams(members, work, seed="class of 2027")
    assert _everyone(made) == [member.id for member in members]
    assert len(made.without) == 4
    assert made.mix == made.mix_bound == 24
    assert made.weight >= made.weight_bound * 9 // 10
    assert all(len(team.levels) == 3 for team in made.teams)


def test_the_same_seed_gives_the_same_teams() -> None:
    members = [Member(f"m{n:02}", frozenset({SKILLS[n % 4]}), "mbo") for n in range(20)]
    work = [Assignment(f"w{n}", 5, {"sql": 1, "care": 2}) for n in range(4)]
    one, again, other = (make_teams(members, work, seed=seed) for seed in ("a", "a", "b"))
    assert one == again
    assert _everyone(one) == _everyone(other)


def test_too_few_people_leave_a_team_short_and_say_what_is_missing() -> None:
    made = make_teams([Member("a", frozenset({"sql"}), "mbo")], [Assignment("w", 3, {"sql": 1, "care": 1})], seed="s")
    assert made.teams[0].members == ("a",)
    assert made.teams[0].covered == ("sql",)
    assert made.teams[0].missing == ("care",)
    assert make_teams([], [], seed="s").teams == ()


@pytest.mark.parametrize(
    ("members", "work", "word"),
    [
        ([Member("a", frozenset(), "mbo")] * 2, [], "named twice"),
        ([], [Assignment("w", 0, {})], "below 1"),
        ([], [Assignment("w", 1, {"sql": 0})], "below 1"),
    ],
)
def test_impossible_teams_are_refused(members: list[Member], work: list[Assignment], word: str) -> None:
    with pytest.raises(InputError, match=word):
        make_teams(members, work, seed="s")
