"""The order of occupations: usual next steps first, and no role for kindness alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schakel.engine.advice import Request, advise
from schakel.engine.advice.order import in_order, is_shown_by_work, is_usual_step
from schakel.engine.matching import PersonsOwnView, Profile, Scorer, SkillClaim, load_rules, occupation_targets, rank
from schakel.engine.skills.concepts import occupation_uri, skill_uri
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.reference import REFERENCE

NOW = date(2026, 11, 24)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))


def _profile(*skills: str, occupation: str | None = None) -> Profile:
    claims = tuple(SkillClaim(skill_uri(one)) for one in sorted(skills))
    return Profile(skills=claims, occupation=occupation and occupation_uri(occupation))


def _view(profile: Profile) -> PersonsOwnView:
    return PersonsOwnView.open(profile, person="p", viewer="p")


def test_usual_steps_of_an_occupation_stand_higher_with_their_own_points(scorer: Scorer) -> None:
    profile = _profile("excel", "accuracy", "confidentiality", occupation="nursing-assistant-ig")
    advice = advise(_view(profile), scorer, (), Request(now=NOW))
    first = advice.roles[0]
    steps = scorer.taxonomy.occupations[occupation_uri("nursing-assistant-ig")].leads_to
    assert first.usual_step
    assert first.match.target.uri in steps
    assert sum(term.milli for term in first.match.terms) == first.match.milli
    assert sum(term.points for term in first.match.terms) == first.match.score


def test_a_next_step_of_an_ict_occupation_is_no_lead(scorer: Scorer) -> None:
    profile = _profile("linux", "windows-server", occupation="system-administrator")
    matches = rank(_view(profile), occupation_targets(scorer.taxonomy), scorer, now=NOW)
    assert not any(is_usual_step(profile, one, scorer) for one in matches)


def test_kindness_alone_shows_no_work(scorer: Scorer) -> None:
    profile = _profile("patience", "listening", "stress-resistance", "reporting-skills", "dutch")
    matches = rank(_view(profile), occupation_targets(scorer.taxonomy), scorer, now=NOW)
    assert not any(is_shown_by_work(one, scorer) for one in matches)


def test_where_nothing_else_is_left_every_occupation_with_points_is_shown(scorer: Scorer) -> None:
    profile = _profile("patience", "listening")
    matches = [one for one in rank(_view(profile), occupation_targets(scorer.taxonomy), scorer, now=NOW) if one.milli]
    assert in_order(matches, profile, scorer) == tuple(matches)


def test_without_a_lead_the_order_is_that_of_the_points(scorer: Scorer) -> None:
    profile = _profile("excel", "sql", "python", occupation="nursing-assistant-ig")
    flat = Scorer(scorer.taxonomy, replace(scorer.rules, usual_step_lead=0, proof_least=0))
    matches = [one for one in rank(_view(profile), occupation_targets(flat.taxonomy), flat, now=NOW) if one.milli]
    millis = [one.milli or 0 for one in in_order(matches, profile, flat)]
    assert millis == sorted(millis, reverse=True)
