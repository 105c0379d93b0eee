"""The plan of a mobility pool: proven cheapest, in numbers of roles only."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from schakel.records.journeys import engine_io_pool as engine
from schakel.records.journeys.engine_io_pool import Row

TODAY = date(2026, 11, 24)
JAN, APR, JUL = date(2027, 1, 1), date(2027, 4, 1), date(2027, 7, 1)
# A pension administrator of sixty people: roles that a machine takes over, and roles that it cannot fill.
SHRINKING = [
    Row("pension-employee", JAN, 22),
    Row("insurance-employee", JAN, 8),
    Row("call-centre-agent", APR, 12),
    Row("data-entry-assistant", APR, 10),
    Row("system-administrator", JUL, 8),
]
GROWING = [
    Row("functional-designer", JAN, 14),
    Row("data-analyst-junior", APR, 12),
    Row("service-desk-agent", APR, 9),
    Row("cloud-administrator", JUL, 6),
    Row("software-tester", JUL, 8),
]


@pytest.fixture(scope="module")
def plan() -> dict:
    return engine.solve(SHRINKING, GROWING, today=TODAY)


def test_sixty_people_are_planned_and_the_plan_is_proven(plan: dict) -> None:
    assert (plan["people"], plan["places"]) == (60, 49)
    assert plan["proof"]["holds"]
    assert plan["proof"]["cost"] == plan["proof"]["bound"]
    assert plan["placed"] >= 40
    assert plan["placed"] + sum(one["number"] for one in plan["unplaced"]) == 60
    assert plan["placed"] + sum(one["number"] for one in plan["open"]) == 49


def test_system_administrators_go_to_the_cloud(plan: dict) -> None:
    cloud = [one for one in plan["moves"] if one["end"] == "cloud-administrator"]
    assert [(one["start"], one["people"], one["wait"]) for one in cloud] == [("system-administrator", 6, 0)]
    assert cloud[0]["gap"] < 50_000


def test_moves_need_real_trainings_and_say_what_none_teaches(plan: dict) -> None:
    known = {one.route.id for one in engine.trainings()}
    named = [training for one in plan["moves"] for training in one["trainings"]]
    assert named
    assert set(named) <= known
    assert any(one["left"] for one in plan["moves"])


def test_one_more_place_never_makes_it_worse(plan: dict) -> None:
    assert len(plan["more"]) == len(GROWING)
    for one in plan["more"]:
        assert one["placed"] in (0, 1)
        assert one["placed"] == 1 or one["gap"] <= 0


def test_order_of_rows_has_no_influence(plan: dict) -> None:
    assert engine.solve(SHRINKING[::-1], GROWING[::-1], today=TODAY) == plan


def test_a_larger_pool_costs_more_learning_only_where_it_places_more() -> None:
    small = engine.solve(SHRINKING[:1], GROWING[:1], today=TODAY)
    wide = engine.solve(SHRINKING[:1], GROWING[:2], today=TODAY)
    assert small["placed"] == 14
    assert wide["placed"] == 22


def test_of_equal_gaps_the_shorter_wait_is_taken() -> None:
    starts = [Row("system-administrator", JAN, 1), Row("system-administrator", JUL, 1)]
    ends = [Row("cloud-administrator", JAN, 1), Row("cloud-administrator", JUL, 1)]
    found = engine.solve(starts, ends, today=TODAY)
    assert [(one["start_month"], one["end_month"], one["wait"]) for one in found["moves"]] == [
        ("2027-01", "2027-01", 0),
        ("2027-07", "2027-07", 0),
    ]


def test_the_same_role_elsewhere_asks_no_learning() -> None:
    found = engine.solve([Row("software-tester", JAN, 3)], [Row("software-tester", APR, 3)], today=TODAY)
    (move,) = found["moves"]
    assert (move["gap"], move["wait"], move["trainings"], move["left"]) == (0, 3, [], [])


def test_a_step_that_is_too_large_is_not_taken() -> None:
    found = engine.solve([Row("cleaner", JAN, 2)], [Row("data-scientist", JAN, 2)], today=TODAY)
    assert found["moves"] == []
    assert found["unplaced"] == [{"role": "cleaner", "month": "2027-01", "number": 2, "near": False}]


@pytest.mark.parametrize(("starts", "ends"), [([], []), (SHRINKING, []), ([], GROWING)])
def test_one_empty_side_has_no_moves(starts: list, ends: list) -> None:
    found = engine.solve(starts, ends, today=TODAY)
    assert (found["moves"], found["placed"], found["proof"]["holds"]) == ([], 0, True)


@settings(max_examples=25)
@given(
    some.lists(some.tuples(some.sampled_from(SHRINKING), some.integers(1, 30)), min_size=1, max_size=5),
    some.lists(some.tuples(some.sampled_from(GROWING), some.integers(1, 30)), min_size=1, max_size=5),
)
def test_every_plan_is_proven_and_counts_everybody_once(left: list, right: list) -> None:
    starts, ends = ([Row(row.occupation, row.month, number) for row, number in side] for side in (left, right))
    found = engine.solve(starts, ends, today=TODAY)
    assert found["proof"]["holds"]
    moved = sum(one["people"] for one in found["moves"])
    assert moved + sum(one["number"] for one in found["unplaced"]) == sum(row.number for row in starts)
    assert found["gap"] == sum(one["gap"] * one["people"] for one in found["moves"])


def test_progress_ends_at_a_hundred() -> None:
    heard: list[int] = []
    engine.solve(SHRINKING, GROWING, today=TODAY, tell=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 100


@pytest.mark.django_db
def test_support_names_schemes_with_questions(plan: dict) -> None:
    needed: dict[str, int] = {}
    for one in plan["moves"]:
        for training in one["trainings"]:
            needed[training] = needed.get(training, 0) + one["people"]
    found = engine.support_for(needed, today=TODAY)
    ids = [scheme.id for scheme, _people, _asks in found]
    assert "sectorfonds" in ids
    assert "stap-budget" not in ids  # it ended in 2023
    assert all(people >= 1 and scheme.source for scheme, people, _asks in found)
    assert engine.support_for({}, today=TODAY) == []
