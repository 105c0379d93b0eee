from __future__ import annotations

import pytest

from engine.transitions.region import half, role, scorer
from schakel.engine.allocation import Pool, RoleCount, is_optimal, plan_pool
from schakel.engine.errors import NotFound
from schakel.engine.matching import FULL_MILLI, occupation_target, score_target
from schakel.engine.transitions import role_crossings
from schakel.engine.transitions.yardstick import profile_of


def test_crossings_cost_what_is_missing_and_far_ones_are_left_out() -> None:
    starts, ends = [role("admin"), role("agent")], [role("cloud-engineer"), role("analyst")]
    found = {(one.start, one.end): one.cost for one in role_crossings(starts, ends, scorer(), half())}
    taxonomy = scorer().taxonomy
    milli = score_target(
        profile_of(taxonomy.occupation("admin")), occupation_target(taxonomy.occupation("cloud-engineer")), scorer()
    ).milli
    assert found == {(role("admin"), role("cloud-engineer")): FULL_MILLI - (milli or 0)}


def test_staying_in_a_role_costs_nothing_and_order_has_no_influence() -> None:
    both = [role("admin"), role("agent-two")]
    found = role_crossings(both, both, scorer(), half())
    assert found == role_crossings(both[::-1], both[::-1], scorer(), half())
    assert [one.cost for one in found if one.start == one.end] == [0, 0]


def test_a_stricter_band_leaves_fewer_crossings() -> None:
    roles = [role(one) for one in ("agent", "agent-two", "admin", "cloud-engineer", "data-engineer")]
    near = role_crossings(roles, roles, scorer(), half())
    feasible = role_crossings(roles, roles, scorer(), half(), worst="feasible")
    assert set(feasible) < set(near)


def test_crossings_go_straight_into_the_pool() -> None:
    starts = (RoleCount(role("admin"), 4), RoleCount(role("agent"), 3))
    ends = (RoleCount(role("cloud-engineer"), 3), RoleCount(role("agent-two"), 2))
    crossings = role_crossings([one.role for one in starts], [one.role for one in ends], scorer(), half())
    pool = Pool(starts, ends, crossings)
    plan = plan_pool(pool)
    assert is_optimal(pool, plan)
    assert plan.placed == 5


def test_an_unknown_role_is_not_found() -> None:
    with pytest.raises(NotFound):
        role_crossings([role("astronaut")], [role("admin")], scorer(), half())
