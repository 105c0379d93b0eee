"""What we promise about a score, held against many random matches on the real taxonomy: 200 quickly, 10,000 when slow.

Each match is a random person and a random target: an occupation, or a vacancy that asks 3 to 14 real skills. For each:
the terms add up exactly, taking evidence away changes the score by its term less what takes over, what-ifs hold when
computed again, and a fresh scorer gives the same bits.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from schakel.engine.matching import (
    PersonsOwnView,
    Profile,
    Scorer,
    SkillClaim,
    Target,
    TargetDemand,
    load_rules,
    occupation_targets,
    score_target,
    what_helps,
    without,
)
from schakel.engine.matching.types import TIERS
from schakel.engine.matching.whatif import with_claims
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.reference import REFERENCE


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))


def _random_profile(draw: random.Random, skills: list[str], near: list[str]) -> Profile:
    some = {*draw.sample(skills, draw.randint(0, 10)), *draw.sample(near, draw.randint(0, min(6, len(near))))}
    claims = [SkillClaim(uri, draw.choice([None, 0, 1, 2, 3]), draw.choice(TIERS)) for uri in sorted(some)]
    return Profile(tuple(claims))


def _random_target(draw: random.Random, skills: list[str], roles: tuple[Target, ...]) -> Target:
    if draw.random() < 0.5:
        return draw.choice(roles)
    relevance = draw.choices(["essential", "important", "wished"], k=14)
    picked = draw.sample(skills, draw.randint(3, 14))
    rows = zip(picked, relevance[: len(picked)], strict=True)
    demands = [TargetDemand(uri, how, draw.choice([None, None, 1, 2, 3])) for uri, how in rows]  # type: ignore[arg-type]
    return Target("urn:test:random", "vacancy", tuple(demands))


def _hold(count: int, scorer: Scorer, seed: int) -> None:
    draw = random.Random(seed)
    skills = [uri for uri, skill in scorer.taxonomy.skills.items() if not skill.is_group]
    roles = occupation_targets(scorer.taxonomy)
    again = Scorer(scorer.taxonomy, scorer.rules)
    for _ in range(count):
        target = _random_target(draw, skills, roles)
        near = [demand.uri for demand in target.demands if demand.uri]
        profile = _random_profile(draw, skills, near)
        _hold_one(profile, target, scorer, again)


def _hold_one(profile: Profile, target: Target, scorer: Scorer, again: Scorer) -> None:
    scored = score_target(profile, target, scorer)
    assert scored == score_target(replace(profile, skills=profile.skills[::-1]), target, again)
    assert scored.milli is not None
    assert sum(term.milli for term in scored.terms) == scored.milli
    assert sum(term.points for term in scored.terms) == scored.milli // 1000
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    for claim in profile.skills[:3]:
        less = without(view, target, claim.uri, scorer)
        assert less is not None
        others = replace(profile, skills=tuple(one for one in profile.skills if one is not claim))
        assert score_target(others, target, again).milli == less.after
        assert less.before - less.own + less.taken_over == less.after
        assert less.taken_over >= 0
    for one in what_helps(view, target, scorer)[:2]:
        milli = score_target(with_claims(profile, one.added), target, again).milli or 0
        assert (milli // 1000, milli - scored.milli) == (one.after, one.gain_milli)


def test_the_promises_hold_for_200_random_matches(scorer: Scorer) -> None:
    _hold(200, scorer, seed=24)


@pytest.mark.slow
def test_the_promises_hold_for_10_000_random_matches(scorer: Scorer) -> None:
    _hold(10_000, scorer, seed=11)
