from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.allocation import Crossing, Pool, RoleCount, is_optimal, plan_pool
from schakel.engine.allocation.flow import Network, cheapest_flow, reduced_costs_hold
from schakel.engine.errors import InputError


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    starts = [f"s{n}" for n in range(draw(st.integers(1, 4)))]
    ends = [f"g{n}" for n in range(draw(st.integers(1, 4)))]
    numbers = st.integers(0, 6)
    pairs = draw(st.lists(st.sampled_from([(a, b) for a in starts for b in ends]), unique=True))
    crossings = tuple(Crossing(a, b, draw(st.integers(0, 30)), (f"t-{b}",)) for a, b in pairs)
    return Pool(
        tuple(RoleCount(role, draw(numbers)) for role in starts),
        tuple(RoleCount(role, draw(numbers)) for role in ends),
        crossings,
        draw(st.sampled_from([None, 0, 5, 15, 100])),
    )


def by_linear_programme(pool: Pool) -> int:
    """The least cost with penalties, by scipy: a transport problem has a whole optimum."""
    from scipy.optimize import linprog

    starts = [one.role for one in pool.shrinking]
    ends = [one.role for one in pool.growing]
    width = len(pool.crossings) + len(starts)
    costs = [one.cost for one in pool.crossings] + [pool.penalty] * len(starts)
    equal = [
        [int(one.start == role) for one in pool.crossings] + [int(role == other) for other in starts] for role in starts
    ]
    most = [[int(one.end == role) for one in pool.crossings] + [0] * len(starts) for role in ends]
    found = linprog(
        costs,
        A_ub=most,
        b_ub=[one.number for one in pool.growing],
        A_eq=equal,
        b_eq=[one.number for one in pool.shrinking],
        bounds=[(0, None)] * width,
        method="highs",
    )
    assert found.success
    return round(found.fun)


@given(pools())
@settings(max_examples=50)
def test_plan_is_the_cheapest_and_proves_it(pool: Pool) -> None:
    plan = plan_pool(pool)
    assert is_optimal(pool, plan)
    assert plan.cost + pool.penalty * sum(plan.unplaced.values()) == by_linear_programme(pool)


@given(pools(), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_plan_does_not_depend_on_the_order(pool: Pool, random) -> None:  # type: ignore[no-untyped-def]
    parts = [list(part) for part in (pool.shrinking, pool.growing, pool.crossings)]
    for part in parts:
        random.shuffle(part)
    assert plan_pool(Pool(tuple(parts[0]), tuple(parts[1]), tuple(parts[2]), pool.unplaced_cost)) == plan_pool(pool)


@given(pools())
@settings(max_examples=30)
def test_without_a_penalty_as_many_as_possible_move(pool: Pool) -> None:
    open_pool = replace(pool, unplaced_cost=None)
    dear = replace(pool, unplaced_cost=10**9)
    assert plan_pool(open_pool).placed == plan_pool(dear).placed
    assert plan_pool(open_pool).cost == plan_pool(dear).cost


def _apg_like() -> Pool:
    shrinking = (RoleCount("tester", 20), RoleCount("cobol", 15), RoleCount("desk", 25))
    growing = (RoleCount("cloud", 18), RoleCount("data", 22), RoleCount("security", 12))
    crossings = (
        Crossing("tester", "data", 14, ("sql", "python")),
        Crossing("tester", "security", 10, ("soc",)),
        Crossing("cobol", "cloud", 20, ("aws",)),
        Crossing("cobol", "data", 9, ("sql",)),
        Crossing("desk", "cloud", 12, ("aws",)),
        Crossing("desk", "security", 18, ("soc",)),
    )
    return Pool(shrinking, growing, crossings)


def test_a_pool_of_sixty_people_counts_roles_and_trainings() -> None:
    plan = plan_pool(_apg_like())
    assert [(move.start, move.end, move.people) for move in plan.moves] == [
        ("cobol", "data", 15),
        ("desk", "cloud", 18),
        ("tester", "data", 7),
        ("tester", "security", 12),
    ]
    assert plan.unplaced == {"desk": 7, "tester": 1}
    assert plan.open == {}
    assert plan.trainings == {"aws": 18, "python": 7, "soc": 12, "sql": 22}
    assert plan.cost == 15 * 9 + 18 * 12 + 7 * 14 + 12 * 10


def test_a_role_that_no_crossing_leaves_stays_unplaced() -> None:
    plan = plan_pool(Pool((RoleCount("a", 3),), (RoleCount("b", 3),), ()))
    assert (plan.moves, plan.unplaced, plan.open, plan.cost) == ((), {"a": 3}, {"b": 3}, 0)


def test_a_move_dearer_than_the_penalty_is_not_made() -> None:
    pool = Pool((RoleCount("a", 2),), (RoleCount("b", 2),), (Crossing("a", "b", 50),), unplaced_cost=40)
    assert plan_pool(pool).unplaced == {"a": 2}


def test_is_optimal_refuses_dearer_and_impossible_plans() -> None:
    pool = _apg_like()
    good = plan_pool(pool)
    assert is_optimal(pool, good)
    assert not is_optimal(pool, replace(good, cost=good.cost - 1))
    assert not is_optimal(pool, replace(good, moves=good.moves[1:]))
    assert not is_optimal(pool, replace(good, start_prices={**good.start_prices, "tester": 10**6}))
    dearer = replace(pool, crossings=tuple(replace(one, cost=1) for one in pool.crossings))
    assert not is_optimal(dearer, good)
    assert not is_optimal(pool, replace(good, start_prices={}))


def test_prices_say_what_one_more_place_saves() -> None:
    pool = _apg_like()
    plan = plan_pool(pool)
    total = plan.cost + pool.penalty * sum(plan.unplaced.values())
    wider = replace(
        pool,
        growing=(*pool.growing[:2], RoleCount("security", 13)),
        unplaced_cost=pool.penalty,
    )
    after = plan_pool(wider)
    assert total - (after.cost + wider.penalty * sum(after.unplaced.values())) == plan.end_prices["security"]


def test_flow_kernel_leaves_no_negative_reduced_cost() -> None:
    network = Network(4)
    network.add(0, 1, room=3, cost=1)
    network.add(0, 2, room=2, cost=4)
    network.add(1, 2, room=2, cost=1)
    network.add(1, 3, room=1, cost=6)
    network.add(2, 3, room=3, cost=1)
    prices = cheapest_flow(network, 0, 3)
    assert reduced_costs_hold(network, prices)
    assert sum(network.flow(arc) for arc in (0, 2)) == 4


@pytest.mark.parametrize(
    ("pool", "word"),
    [
        (Pool((RoleCount("a", 1), RoleCount("a", 1)), (), ()), "named twice"),
        (Pool((RoleCount("a", -1),), (), ()), "below zero"),
        (Pool((RoleCount("a", 1),), (RoleCount("b", 1),), (Crossing("a", "b", -1),)), "below zero"),
        (Pool((RoleCount("a", 1),), (RoleCount("b", 1),), (Crossing("a", "c", 1),)), "not between"),
        (Pool((RoleCount("a", 1),), (RoleCount("b", 1),), (Crossing("a", "b", 1),) * 2), "named twice"),
        (Pool((), (), (), unplaced_cost=-1), "below zero"),
    ],
)
def test_impossible_pools_are_refused(pool: Pool, word: str) -> None:
    with pytest.raises(InputError, match=word):
        plan_pool(pool)
