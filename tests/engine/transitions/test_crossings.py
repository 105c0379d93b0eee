from __future__ import annotations

from dataclasses import replace

import pytest

from engine.transitions.region import REFERENCE, half, role, scorer, skill
from schakel.engine.allocation import Pool, RoleCount, is_optimal, plan_pool
from schakel.engine.errors import NotFound
from schakel.engine.matching import FULL_MILLI, Scorer, load_rules, occupation_target, score_target
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.transitions import role_crossings, role_gap
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


def test_what_a_role_brings_along_counts_for_the_gap() -> None:
    """A carer asks nothing in the taxonomy, yet brings listening: half of what an agent asks."""
    gap = role_gap(role("carer"), role("agent"), scorer(), half())
    assert gap is not None
    assert gap.have == (skill("listening"),)
    assert gap.milli < FULL_MILLI
    assert [term.demand for term in gap.terms if term.milli] == [skill("listening")]


def test_a_step_people_often_make_is_open_however_large_the_gap() -> None:
    taxonomy = scorer().taxonomy
    carer = replace(taxonomy.occupation(role("carer")), carries_over=(), leads_to=(role("analyst"),))
    wider = Scorer(
        Taxonomy(dict(taxonomy.skills), {**taxonomy.occupations, carer.uri: carer}), load_rules(REFERENCE / "matching")
    )
    assert role_gap(role("carer"), role("admin"), wider, half()) is None
    gap = role_gap(role("carer"), role("analyst"), wider, half(), worst="feasible")
    assert gap is not None
    assert gap.milli == FULL_MILLI


def test_nobody_steps_into_a_role_of_which_nothing_is_known() -> None:
    assert role_gap(role("agent"), role("carer"), scorer(), half()) is None
    assert role_crossings([role("agent")], [role("carer")], scorer(), half()) == ()
