"""Drafts of offers, written in a few large statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schakel.records.offers.fictional.world import BATCH
from schakel.records.offers.models import Offer, OfferLevel, OfferOccupation, OfferSkill, Session


@dataclass
class Draft:
    """An offer with what hangs on it; `skills` are pairs of URI and role."""

    offer: Offer
    levels: Sequence[str] = ()
    occupations: Sequence[str] = ()
    skills: Sequence[tuple[str, str]] = ()
    sessions: list[Session] = field(default_factory=list)


def save(drafts: Sequence[Draft]) -> None:
    """Write the drafts; the rows that hang on an offer follow it."""
    Offer.objects.bulk_create([draft.offer for draft in drafts], batch_size=BATCH)
    levels, occupations, skills, sessions = [], [], [], []
    for draft in drafts:
        pk = draft.offer.pk
        levels += [OfferLevel(offer_id=pk, level=level) for level in dict.fromkeys(draft.levels)]
        occupations += [OfferOccupation(offer_id=pk, uri=uri) for uri in dict.fromkeys(draft.occupations)]
        skills += [OfferSkill(offer_id=pk, uri=uri, role=role) for uri, role in dict.fromkeys(draft.skills)]
        for session in draft.sessions:
            session.offer_id = pk
            sessions.append(session)
    OfferLevel.objects.bulk_create(levels, batch_size=BATCH)
    OfferOccupation.objects.bulk_create(occupations, batch_size=BATCH)
    OfferSkill.objects.bulk_create(skills, batch_size=BATCH)
    Session.objects.bulk_create(sessions, batch_size=BATCH)
