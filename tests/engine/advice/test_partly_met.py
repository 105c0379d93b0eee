"""A demand met in part stays open for what is left, and a short training that brings much of the work is worth it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schakel.engine.advice import Request, advise, region_offers
from schakel.engine.advice.gains import gain_of
from schakel.engine.advice.offers import worthwhile
from schakel.engine.advice.types import RoleAdvice
from schakel.engine.matching import PersonsOwnView, Profile, Scorer, SkillClaim, load_rules, match, occupation_target
from schakel.engine.regions import read_region, region_folder
from schakel.engine.skills.concepts import occupation_uri, skill_uri
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.reference import REFERENCE

NOW = date(2026, 11, 24)
SCORER = Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))
OFFERS = region_offers(read_region(region_folder("limburg")), SCORER.rules)
JUNIOR = occupation_uri("junior-web-developer")
WEB = skill_uri("web-development")
MAKER = ("wordpress", "html", "css", "elderly-home-care")


def _view(*skills: str, occupation: str = "nursing-assistant-ig", level: int | None = None) -> PersonsOwnView:
    claims = tuple(SkillClaim(skill_uri(one), level) for one in skills)
    return PersonsOwnView.open(Profile(skills=claims, occupation=occupation_uri(occupation)), person="p", viewer="p")


def _junior(view: PersonsOwnView) -> RoleAdvice:
    goal = SCORER.taxonomy.occupation(JUNIOR)
    return advise(view, SCORER, OFFERS, Request(now=NOW, goal=goal)).roles[0]


def test_a_care_worker_who_makes_websites_gets_a_route_that_fits_a_job_beside_it() -> None:
    role = _junior(_view(*MAKER))
    partly = {term.demand: term.relation for term in role.match.terms if term.milli and term.relation != "same"}
    assert partly[WEB] == "related"  # met in part, by what they know of HTML
    assert role.routes is not None
    route = role.routes.routes[0]
    assert WEB in route.covered
    assert {step.offer.kind for step in route.steps} <= {"course", "module", "switch-track", "work-learn"}


def test_what_is_met_in_part_is_never_called_held() -> None:
    routes = _junior(_view(*MAKER)).routes
    assert routes is not None
    assert WEB not in routes.held
    assert all(WEB not in step.exempted for route in routes.routes for step in route.steps)


def test_what_is_only_being_learned_is_still_open() -> None:
    learning = PersonsOwnView.open(
        Profile(skills=(*_view(*MAKER).profile.skills, SkillClaim(WEB, 0))), person="p", viewer="p"
    )
    routes = _junior(learning).routes
    assert routes is not None
    assert any(WEB in route.covered for route in routes.routes)


def test_a_whole_programme_is_not_worth_it_for_one_skill_however_much_it_brings() -> None:
    view = _view(*MAKER)
    found = match(view, occupation_target(SCORER.taxonomy.occupation(JUNIOR)), SCORER, now=NOW)
    usable = worthwhile(OFFERS, [WEB], SCORER, gain=lambda offer: gain_of(view, found, offer, SCORER))
    kinds = {one.kind for one in usable}
    assert "programme" not in kinds
    assert kinds & {"switch-track", "work-learn"}
    ids = {one.route.id for one in usable}
    assert {one.route.id for one in worthwhile(OFFERS, [WEB], SCORER)} < ids


def test_a_short_track_that_brings_little_stays_out() -> None:
    view = _view(*MAKER)
    found = match(view, occupation_target(SCORER.taxonomy.occupation(JUNIOR)), SCORER, now=NOW)
    strict = Scorer(SCORER.taxonomy, replace(SCORER.rules, route_least_gain=100))
    usable = worthwhile(OFFERS, [WEB], strict, gain=lambda offer: gain_of(view, found, offer, SCORER))
    assert usable == worthwhile(OFFERS, [WEB], strict)


def test_the_gain_of_an_offer_is_the_score_computed_again() -> None:
    view = _view(*MAKER)
    found = match(view, occupation_target(SCORER.taxonomy.occupation(JUNIOR)), SCORER, now=NOW)
    best = max(OFFERS, key=lambda offer: gain_of(view, found, offer, SCORER))
    learned = tuple(SkillClaim(uri, None, "evidenced") for uri in best.route.teaches if uri in SCORER.taxonomy.skills)
    kept = [one for one in view.profile.skills if one.uri not in {claim.uri for claim in learned}]
    after = PersonsOwnView.open(replace(view.profile, skills=(*kept, *learned)), person="p", viewer="p")
    again = match(after, found.target, SCORER, now=NOW)
    assert gain_of(view, found, best, SCORER) == (again.milli or 0) - (found.milli or 0) > 0
