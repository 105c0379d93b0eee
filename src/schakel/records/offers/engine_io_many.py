"""New offers for many people at once: each person's own list, the same as one by one; nobody is compared with anybody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from schakel.engine.matching import Match, PersonsOwnView, rank
from schakel.engine.matching.travel import Distances
from schakel.records.offers.engine_io import open_offers, target_of
from schakel.records.offers.models import Offer
from schakel.records.people.engine_io.own import open_view
from schakel.records.people.engine_io.parts import scorer
from schakel.records.people.engine_io.places import km_between
from schakel.records.people.models import Profile

if TYPE_CHECKING:
    from schakel.engine.matching.fast import OfferIndex

# Below so many people times offers, plain Python is done before machine code has started.
SMALL = 4_000

Fits = list[tuple[Offer, Match]]


class NewOffers:
    """The offers of some kinds added after a number, open today, ready to be laid beside anybody."""

    def __init__(self, *, kinds: Iterable[str], after: int, now: datetime) -> None:
        rows = open_offers(now=now, kinds=kinds, after=after)
        self.today = now.date()
        self.offers = {offer.slug: offer for offer in rows}
        self.targets = [target_of(offer) for offer in self.offers.values()]
        self._index: OfferIndex | None = None

    def for_each(self, profiles: Sequence[Profile], *, most: int) -> Iterator[Fits]:
        """For each profile, in their order, the first of what gives points and fails no condition, best first.

        Each person is the only one who looks at their own list. Many people and offers go through machine code; the
        lists are the same. `most`: so many at least, where there are so many.
        """
        most += scorer().rules.outside_among_first
        views = [open_view(one, viewer=str(one.person.user.key) if one.person.user else "") for one in profiles]
        ways = _distances(profiles, self.offers.values())
        every: Iterator[tuple[Match, ...]]
        if len(views) * len(self.targets) < SMALL:
            every = (rank(view, self.targets, scorer(), now=self.today, distances=ways) for view in views)
        else:
            every = self._fast(views, ways, most)
        for matches in every:
            fit = [one for one in matches if one.milli and not one.gate_results("fail")]
            yield [(self.offers[one.target.uri], one) for one in fit[:most]]

    def _fast(self, views: Sequence[PersonsOwnView], ways: Distances, most: int) -> Iterator[tuple[Match, ...]]:
        from schakel.engine.matching.fast import OfferIndex, rank_many

        if self._index is None:
            self._index = OfferIndex(self.targets, scorer())
        return rank_many(views, self._index, now=self.today, limit=most, distances=ways)


def _distances(profiles: Iterable[Profile], offers: Iterable[Offer]) -> dict[tuple[str, str], int]:
    """Kilometres from every home to every place of work, as far as known."""
    homes = sorted({one.place_id for one in profiles if one.place_id})
    places = sorted({one.place_id for one in offers if one.place_id})
    pairs = ((home, place, km_between(home, place)) for home in homes for place in places)
    return {(home, place): km for home, place, km in pairs if km is not None}
