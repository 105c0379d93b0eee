"""What each offer does for the roles of a person: the score computed again with what it teaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schakel.engine.advice.types import AdviceOffer, GainTerm, OfferAdvice
from schakel.engine.matching.points import whole_points
from schakel.engine.matching.score import Scored, Scorer, score_sheet
from schakel.engine.matching.sheet import Sheet, claims_of
from schakel.engine.matching.types import Match, Profile, SkillClaim, Term, merge_claims
from schakel.engine.matching.view import PersonsOwnView


def best_offers(
    view: PersonsOwnView, matches: Sequence[Match], offers: Sequence[AdviceOffer], scorer: Scorer
) -> tuple[OfferAdvice, ...]:
    """The offers that add most points to one of the roles, best first; each once, for the role it helps most.

    The gain of every offer is computed for every role; the terms only for the offers that are shown.
    """
    own = claims_of(view.profile)
    sheets = [(found, scorer.sheet(view.profile, found.target)) for found in matches if found.milli is not None]
    best: list[tuple[int, Match, AdviceOffer]] = []
    for offer in offers:
        learned = _learned(offer, scorer)
        with_offer = claims_of(Profile(merge_claims([*view.profile.skills, *learned])))
        gains = [
            ((sheet.milli(with_offer) or 0) - (found.milli or 0), found)
            for found, sheet in sheets
            if any(sheet.touches(claim.uri) for claim in learned)
        ]
        top = max(gains, key=lambda gain: gain[0], default=None)
        if top is not None and top[0] > 0:
            best.append((*top, offer))
    best.sort(key=lambda gain: (-gain[0], gain[2].route.size, gain[2].route.id))
    by_role = {found.target.uri: sheet for found, sheet in sheets}
    return tuple(
        _gain(found, offer, own, by_role[found.target.uri], scorer)
        for _, found, offer in best[: scorer.rules.offers_shown]
    )


def gain_of(view: PersonsOwnView, found: Match, offer: AdviceOffer, scorer: Scorer) -> int:
    """The points (thousandths) an offer adds to one role for somebody; 0 when too little is known to say."""
    learned = _learned(offer, scorer)
    claims = claims_of(Profile(merge_claims([*view.profile.skills, *learned])))
    return (scorer.sheet(view.profile, found.target).milli(claims) or 0) - (found.milli or 0)


def _learned(offer: AdviceOffer, scorer: Scorer) -> list[SkillClaim]:
    taught = dict.fromkeys(offer.route.teaches)
    return [SkillClaim(uri, None, "evidenced") for uri in taught if uri in scorer.taxonomy.skills]


def _gain(found: Match, offer: AdviceOffer, own: Mapping[str, SkillClaim], sheet: Sheet, scorer: Scorer) -> OfferAdvice:
    """What an offer does for a role; where a claim is already stronger than what is taught it stays."""
    claims = claims_of(Profile(merge_claims([*own.values(), *_learned(offer, scorer)])))
    before, after = score_sheet(sheet, own, scorer), score_sheet(sheet, claims, scorer)
    changed = _changed(before, after)
    points = whole_points([milli for _, milli in changed])
    return OfferAdvice(
        offer=offer,
        role=found.target.uri,
        before=(before.milli or 0) // 1000,
        after=(after.milli or 0) // 1000,
        score=sum(points),
        terms=tuple(_term(term, milli, whole) for (term, milli), whole in zip(changed, points, strict=True)),
    )


def _changed(before: Scored, after: Scored) -> list[tuple[Term, int]]:
    old = {term.demand: term.milli for term in before.terms}
    moved = [(term, term.milli - old.get(term.demand, 0)) for term in after.terms]
    return [(term, milli) for term, milli in moved if milli]


def _term(term: Term, milli: int, points: int) -> GainTerm:
    taught = term.claim.uri if term.claim else term.demand
    return GainTerm(term.demand, taught, term.relation or "none", term.weight, milli, points)
