"""The score written down as plainly as possible: fractions, every assignment tried. Only for comparing in tests."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from schakel.engine.matching import Profile, Scorer, SkillClaim, Target, TargetDemand


def plain_credit(claim: SkillClaim, demand: TargetDemand, scorer: Scorer) -> Fraction:
    relation = scorer.kinship.relation(claim.uri, demand.uri or "")
    if relation is None:
        return Fraction(0)
    rules = scorer.rules
    credit = Fraction(rules.relation[relation], 1000) * Fraction(rules.tier[claim.tier], 1000)
    if demand.level is None:
        return credit if claim.level != 0 else Fraction(0)
    if claim.level is None:
        return credit * Fraction(rules.level_not_told, 1000)
    return credit * Fraction(min(claim.level, demand.level), demand.level)


def plain_score(profile: Profile, target: Target, scorer: Scorer) -> Fraction | None:
    """Points of 100 as an exact fraction; None when too little is known."""
    rules, known = scorer.rules, []
    held = {claim.uri for claim in profile.skills}
    for demand in target.demands:
        if demand.uri in scorer.taxonomy.skills and (demand.uri in held or demand.uri not in profile.undecided):
            known.append(demand)
    shown = sum(rules.relevance[demand.relevance] for demand in known)
    asked = sum(rules.relevance[demand.relevance] for demand in target.demands)
    if not known or Fraction(shown, asked) < Fraction(rules.coverage_floor, 1000):
        return None
    weights = [Fraction(scorer.weight(demand)) for demand in known]
    choices = [[None, *profile.skills]] * len(known)
    totals = (
        _total(known, weights, picked, scorer)
        for picked in product(*choices)
        if _allowed(known, picked, rules.kin_uses)
    )
    return 100 * max(totals) / sum(weights)


def _allowed(known: list[TargetDemand], picked: tuple[SkillClaim | None, ...], uses: int) -> bool:
    """Each skill may serve its own demand and at most `uses` demands near it."""
    kin = [claim.uri for demand, claim in zip(known, picked, strict=True) if claim and claim.uri != demand.uri]
    return all(kin.count(uri) <= uses for uri in kin)


def _total(
    known: list[TargetDemand], weights: list[Fraction], picked: tuple[SkillClaim | None, ...], scorer: Scorer
) -> Fraction:
    rows = zip(known, weights, picked, strict=True)
    return sum((weight * plain_credit(claim, demand, scorer) for demand, weight, claim in rows if claim), Fraction(0))
