"""Wider roles: the same fitting offers in another order, those near the person's work and those further away in turn."""

from collections.abc import Sequence
from itertools import chain, zip_longest

from schakel.engine.matching import Match
from schakel.records.core.region import taxonomy
from schakel.records.offers.models import Offer
from schakel.records.people.models import Profile

# Occupations that share so many digits of their ISCO-08 code are the same kind of work (a minor group).
SAME_WORK = 3
Ranked = list[tuple[Offer, Match]]


def wider(ranked: Ranked, *, profile: Profile) -> Ranked:
    """One offer near the person's work, one further away, and so on, each best first; nothing comes in or leaves.

    Near is: the occupation the person comes from (else that of the best fitting offer), what it leads to, and the same
    minor group of ISCO-08. An offer without an occupation is near. Nothing else of the person is looked at.
    """
    home = profile.occupation if profile.occupation in taxonomy().occupations else _first([one for one, _ in ranked])
    near = [pair for pair in ranked if _near(pair[0], home)]
    far = [pair for pair in ranked if not _near(pair[0], home)]
    return [pair for pair in chain.from_iterable(zip_longest(near, far)) if pair is not None]


def _work(offer: Offer) -> list[str]:
    return [one.uri for one in offer.work if one.uri in taxonomy().occupations]  # type: ignore[attr-defined]


def _first(offers: Sequence[Offer]) -> str:
    return next((uri for offer in offers for uri in _work(offer)), "")


def _near(offer: Offer, home: str) -> bool:
    work = _work(offer)
    if not home or not work:
        return True
    mine = taxonomy().occupations[home]
    group = mine.isco[:SAME_WORK]
    return any(
        uri == home or uri in mine.leads_to or (bool(group) and taxonomy().occupations[uri].isco[:SAME_WORK] == group)
        for uri in work
    )
