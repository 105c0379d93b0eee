"""What each offer does for the roles of a person: the score computed again with what it teaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schakel.engine.advice.types import AdviceOffer, GainTerm, OfferAdvice
from schakel.engine.matching.points import whole_points
from schakel.engine.matching.score import Scored, Scorer, score_target
from schakel.engine.matching.types import Match, Profile, SkillClaim, Term, merge_claims
from schakel.engine.matching.view import PersonsOwnView


def best_offers(
    view: PersonsOwnView, matches: Sequence[Match], offers: Sequence[AdviceOffer], scorer: Scorer
) -> tuple[OfferAdvice, ...]:
    """The offers that add most points to one of the roles, best first; each once, for the role it helps most."""
    best: list[tuple[int, OfferAdvice]] = []
    for offer in offers:
        gains = [gain for found in matches if (gain := _gain(view.profile, found, offer, scorer)) is not None]
        if gains:
            best.append(max(gains, key=lambda gain: (gain[0], -_place(matches, gain[1].role))))
    best.sort(key=lambda gain: (-gain[0], gain[1].offer.route.size, gain[1].offer.route.id))
    return tuple(gain[1] for gain in best[: scorer.rules.offers_shown])


def _place(matches: Sequence[Match], role: str) -> int:
    return next(at for at, found in enumerate(matches) if found.target.uri == role)


def _gain(profile: Profile, found: Match, offer: AdviceOffer, scorer: Scorer) -> tuple[int, OfferAdvice] | None:
    learned = [
        SkillClaim(uri, None, "evidenced")
        for uri in dict.fromkeys(offer.route.teaches)
        if uri in scorer.taxonomy.skills
    ]
    before = score_target(profile, found.target, scorer)
    after = score_target(_with(profile, learned), found.target, scorer)
    if before.milli is None or after.milli is None or after.milli <= before.milli:
        return None
    changed = _changed(before, after)
    points = whole_points([milli for _, milli in changed])
    terms = tuple(_term(term, milli, whole) for (term, milli), whole in zip(changed, points, strict=True))
    gain = OfferAdvice(
        offer=offer,
        role=found.target.uri,
        before=before.milli // 1000,
        after=after.milli // 1000,
        score=sum(points),
        terms=terms,
    )
    return after.milli - before.milli, gain


def _with(profile: Profile, learned: Sequence[SkillClaim]) -> Profile:
    """The profile with what is learned; where a claim is already stronger it stays."""
    return replace(profile, skills=merge_claims([*profile.skills, *learned]))


def _changed(before: Scored, after: Scored) -> list[tuple[Term, int]]:
    old = {term.demand: term.milli for term in before.terms}
    moved = [(term, term.milli - old.get(term.demand, 0)) for term in after.terms]
    return [(term, milli) for term, milli in moved if milli]


def _term(term: Term, milli: int, points: int) -> GainTerm:
    taught = term.claim.uri if term.claim else term.demand
    return GainTerm(term.demand, taught, term.relation or "none", term.weight, milli, points)
