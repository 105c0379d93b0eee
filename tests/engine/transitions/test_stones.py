from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.transitions.region import _SKILLS, half, person, role, rules, scorer, skill
from schakel.engine.errors import InputError, NotFound
from schakel.engine.matching import (
    FULL_MILLI,
    PersonsOwnView,
    SkillClaim,
    merge_claims,
    occupation_targets,
    score_target,
)
from schakel.engine.transitions import missing_weight, skills_that_unlock, stepping_stones


def brute(view: PersonsOwnView, goal: str, hops_most: int) -> list[tuple[int, tuple[str, ...]]]:
    """Every path of feasible hops, tried one by one: cost and stones."""
    targets = {one.uri: one for one in occupation_targets(scorer().taxonomy)}
    found = []
    for size in range(hops_most):
        for stones in permutations(sorted(set(targets) - {goal, view.profile.occupation or ""}), size):
            profile, cost, dearest, possible = view.profile, 0, 0, True
            for uri in (*stones, goal):
                scored = score_target(profile, targets[uri], scorer())
                possible = possible and half().band(scored.milli) == "feasible"
                step = FULL_MILLI - (scored.milli or 0)
                cost, dearest = cost + step, max(dearest, step)
                shown = [SkillClaim(one.uri, None, "evidenced") for one in targets[uri].demands if one.uri]
                profile = replace(profile, skills=merge_claims([*profile.skills, *shown]))
            if possible:
                found.append((cost, stones, dearest))
    direct = next((dearest for _, stones, dearest in found if not stones), None)
    return sorted((cost, stones) for cost, stones, dearest in found if not stones or direct is None or dearest < direct)


@given(st.sets(st.sampled_from(_SKILLS), max_size=4), st.sampled_from(["cloud-engineer", "data-engineer", "admin"]))
@settings(max_examples=40)
def test_paths_are_the_cheapest_of_all_paths(held: set[str], goal: str) -> None:
    view = person(*sorted(held))
    found = stepping_stones(view, scorer(), half(), rules(), goal=role(goal))
    expected = brute(view, role(goal), rules().hops_most)
    assert [path.cost for path in found] == [cost for cost, _ in expected][: rules().stones_shown]
    assert all((path.cost, path.stones) in expected for path in found)
    assert all(path.cost == sum(hop.cost for hop in path.hops) for path in found)


def test_a_stone_brings_a_far_goal_into_reach() -> None:
    found = stepping_stones(person("helpdesk", "linux", "listening"), scorer(), half(), rules(), goal=role("admin"))
    assert (role("agent-two"),) in [path.stones for path in found]
    assert all(path.hops[-1].role == role("admin") for path in found)


def test_going_at_once_comes_without_stones_and_one_hop_means_no_stones() -> None:
    view = person("linux", "networking", "scripting")
    assert stepping_stones(view, scorer(), half(), rules(), goal=role("admin"))[0].stones == ()
    short = replace(rules(), hops_most=1)
    assert stepping_stones(person("helpdesk"), scorer(), half(), short, goal=role("admin")) == ()


def test_costs_of_the_caller_decide() -> None:
    view = person("helpdesk", "linux", "listening")
    priced = stepping_stones(view, scorer(), half(), rules(), goal=role("admin"), gap_cost=lambda uri, terms: 7)
    assert all(path.cost == 7 * len(path.hops) for path in priced)
    with pytest.raises(InputError, match="below zero"):
        stepping_stones(view, scorer(), half(), rules(), goal=role("agent"), gap_cost=lambda uri, terms: -1)


def test_an_unknown_goal_is_not_found() -> None:
    with pytest.raises(NotFound):
        stepping_stones(person("sql"), scorer(), half(), rules(), goal=role("astronaut"))


def test_missing_weight_of_nothing_met_is_the_whole() -> None:
    assert missing_weight("any", ()) == FULL_MILLI


@given(st.sets(st.sampled_from(_SKILLS), max_size=5))
@settings(max_examples=40)
def test_unlocking_skills_are_counted_by_scoring_again(held: set[str]) -> None:
    view = person(*sorted(held))
    targets = occupation_targets(scorer().taxonomy)
    before = {one.uri: score_target(view.profile, one, scorer()).milli or 0 for one in targets}
    expected = {}
    for slug in set(_SKILLS) - held:
        after = {one.uri: score_target(person(*held, slug).profile, one, scorer()).milli or 0 for one in targets}
        opened = [uri for uri in before if before[uri] < half().feasible <= after[uri]]
        if opened:
            expected[skill(slug)] = (tuple(sorted(opened)), sum(after[uri] - before[uri] for uri in opened))
    found = skills_that_unlock(view, scorer(), half(), rules())
    assert {one.skill: (one.opens, one.gain_milli) for one in found} == expected
    assert [len(one.opens) for one in found] == sorted((len(one.opens) for one in found), reverse=True)


def test_open_questions_are_not_suggested_as_something_to_learn() -> None:
    told = {one.skill for one in skills_that_unlock(person(), scorer(), half(), rules())}
    asked = {one.skill for one in skills_that_unlock(person(undecided=("sql",)), scorer(), half(), rules())}
    assert skill("sql") in told
    assert skill("sql") not in asked
