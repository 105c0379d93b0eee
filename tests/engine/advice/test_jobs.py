"""Jobs on the way: only work that can be done now and brings the goal nearer, beside the trainings and never among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schakel.engine.advice import Advice, Request, Stones, advise, region_offers, stones_to
from schakel.engine.errors import NotFound
from schakel.engine.matching import (
    PersonsOwnView,
    Profile,
    Scorer,
    SkillClaim,
    Target,
    load_rules,
    match,
    occupation_target,
    score_target,
)
from schakel.engine.regions import read_region, region_folder
from schakel.engine.routing import PayFacts, load_settings, pay_path
from schakel.engine.routing.given import Pay
from schakel.engine.skills.concepts import occupation_uri, skill_uri
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.engine.transitions import PayBand, load_transition_rules, make_yardstick, transitions
from schakel.reference import REFERENCE

NOW = date(2026, 11, 24)
SCORER = Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))
OFFERS = region_offers(read_region(region_folder("limburg")), SCORER.rules)
RULES = load_transition_rules(REFERENCE / "transitions")
STONES = Stones(make_yardstick(SCORER, RULES), RULES, load_settings(REFERENCE / "routing"))
ADMIN = occupation_uri("system-administrator")
HELPDESK = (
    *("active-directory", "microsoft-365", "incident-management", "topdesk", "windows-client", "windows-server"),
    *("powershell", "service-desk-work"),
)


def _view(*skills: str, occupation: str | None = None) -> PersonsOwnView:
    claims = tuple(SkillClaim(skill_uri(one)) for one in skills)
    registered = occupation_uri(occupation) if occupation else None
    return PersonsOwnView.open(Profile(skills=claims, occupation=registered), person="p", viewer="p")


def _advice(view: PersonsOwnView, goal: str, stones: Stones | None = STONES) -> Advice:
    return advise(view, SCORER, OFFERS, Request(now=NOW, goal=SCORER.taxonomy.occupation(goal), stones=stones))


def _stones(view: PersonsOwnView, goal: str, given: Stones = STONES):  # type: ignore[no-untyped-def]
    found = match(view, occupation_target(SCORER.taxonomy.occupation(goal)), SCORER, now=NOW)
    return stones_to(view, found, SCORER, given)


def test_every_stone_can_be_stepped_into_now_and_brings_the_goal_nearer() -> None:
    view = _view(*HELPDESK)
    found = transitions(view, SCORER, STONES.yardstick, RULES)
    open_now = {one.role for one in found.in_band("feasible")}
    stones = _stones(view, ADMIN)
    assert stones
    assert len(stones) <= RULES.stones_shown
    goal = occupation_target(SCORER.taxonomy.occupation(ADMIN))
    before = score_target(view.profile, goal, SCORER).milli or 0
    for one in stones:
        assert one.occupation in open_now - {ADMIN}
        assert not set(one.gains) & {claim.uri for claim in view.profile.skills}
        more = tuple(SkillClaim(uri, None, "evidenced") for uri in one.gains)
        after = score_target(Profile(skills=(*view.profile.skills, *more)), goal, SCORER).milli or 0
        assert after > before


def test_a_route_over_a_job_stands_apart_and_the_others_stay_as_they_are() -> None:
    view = _view(*HELPDESK)
    plain, whole = _advice(view, ADMIN, None).roles[0].routes, _advice(view, ADMIN).roles[0].routes
    assert plain is not None
    assert whole is not None
    assert plain.over_jobs == ()
    assert replace(whole, over_jobs=()) == plain
    assert whole.over_jobs
    for route in whole.over_jobs:
        assert route.names == ("job",)
        jobs = [step for step in route.steps if step.offer.kind == "job"]
        assert jobs
        assert all(step.closes or step.opens for step in jobs)


def test_who_can_step_into_the_goal_at_once_needs_no_job_on_the_way() -> None:
    asked = [demand.uri for demand in SCORER.taxonomy.occupation(ADMIN).demands]
    view = PersonsOwnView.open(Profile(skills=tuple(map(SkillClaim, asked))), person="p", viewer="p")
    assert _stones(view, ADMIN) == ()
    assert _stones(_view(), ADMIN) == ()  # nothing told: nothing is feasible


def test_work_above_ones_level_is_no_stepping_stone() -> None:
    low = replace(STONES, level="mbo-2")
    allowed = {one.occupation for one in _stones(_view(*HELPDESK), ADMIN, low)}
    for role in allowed:
        levels = [RULES.nlqf[one] for one in SCORER.taxonomy.occupations[role].levels if one in RULES.nlqf]
        assert not levels or min(levels) <= RULES.nlqf["mbo-2"]


def test_a_job_that_brings_too_little_is_not_named() -> None:
    settings = replace(STONES.settings, stones_least_gain=100)
    paths_only = _stones(_view(*HELPDESK), ADMIN, replace(STONES, settings=settings))
    assert len(paths_only) <= len(_stones(_view(*HELPDESK), ADMIN))


def test_pay_of_the_job_is_in_the_path_of_pay() -> None:
    view = _view("electronic-health-records", "key-user-work", "coaching", occupation="registered-nurse")
    given = replace(STONES, pay={role: PayBand(2600, 3000) for role in SCORER.taxonomy.occupations})
    found = _advice(view, occupation_uri("functional-manager"), given)
    routes = found.roles[0].routes
    assert routes is not None
    route = next(one for one in routes.over_jobs if one.weeks is not None)
    stones = stones_to(view.with_profile(found.profile), found.roles[0].match, SCORER, given)
    facts = PayFacts(now=Pay(2500, 2500), goal=Pay(3200, 3800))
    path = pay_path(route, facts, given.settings, now=NOW, stones=stones)
    assert [stretch.why for stretch in path.stretches] == ["job", "goal"]
    assert path.stretches[0].pay == Pay(2600, 3000)
    assert path.difference is not None
    assert path.stretches[0].months == pytest.approx(given.settings.stones_months, abs=1)


def test_without_a_known_pay_the_stone_has_none() -> None:
    assert {one.pay for one in _stones(_view(*HELPDESK), ADMIN)} == {None}


def test_an_unknown_goal_is_not_found() -> None:
    view = _view(*HELPDESK)
    strange = Target(
        occupation_uri("astronaut"), "occupation", occupation_target(SCORER.taxonomy.occupation(ADMIN)).demands
    )
    found = match(view, strange, SCORER, now=NOW)
    with pytest.raises(NotFound):
        stones_to(view, found, SCORER, STONES)
