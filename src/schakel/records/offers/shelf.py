"""The offers that fit one person, best first, out of thousands: for that person only, and the same list as `rank_offers`.

What all offers ask is kept in this process as an index. Each time somebody asks, what counts for the order (demands, work,
conditions) is compared with the database: what is new or changed is ranked beside the index, and where that is much the
index is made anew. So no list is ever old, and a change costs what changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum

from schakel.engine.matching import Match, PersonsOwnView
from schakel.engine.matching import Profile as Told
from schakel.engine.matching.types import Target
from schakel.records.offers.engine_io import (
    KINDS,
    open_offers,
    rank_offers,
    target_of,
    that_go_on,
    ways_from,
    with_demands,
)
from schakel.records.offers.models import Offer, OfferOccupation, OfferSkill
from schakel.records.people.engine_io.own import open_view
from schakel.records.people.engine_io.parts import scorer
from schakel.records.people.models import Profile

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from schakel.engine.matching.fast import OfferIndex

# Nobody reads further than ten pages of what fits them.
MOST = 120
# Up to so many offers plain Python is quick, and nothing is kept.
SMALL = 300
# So many offers that changed are ranked beside the index before it is made anew.
BESIDE_MOST = 150
AT_ONCE = 500
# What the order hangs on, beside demands and work.
FIELDS = ("kind", "language", "hours_min", "hours_max", "place_id", "mode")

Row = tuple[Any, ...]
Placed = tuple[int, Match]


def best_offers(profile: Profile, *, kinds: Iterable[str], viewer: str, now: datetime) -> list[Placed]:
    """The numbers of the offers that fit a person, best first, with their match; those without any point are left out."""
    view = open_view(profile, viewer=viewer)
    if not view.profile.skills:
        return []
    counting = frozenset(that_go_on(now=now, kinds=kinds).order_by("pk").values_list("pk", flat=True))
    if len(counting) <= SMALL:
        ranked = rank_offers(profile, open_offers(now=now, kinds=kinds), viewer=viewer, now=now)
        return [(offer.pk, match) for offer, match in ranked[:MOST]]
    from schakel.engine.matching.fast import rank_part

    part = SHELF.part(counting)
    ways = ways_from(profile, part.places)
    found = rank_part(view, part.index, now=now.date(), limit=MOST, among=part.among, also=part.beside, distances=ways)
    return [(part.numbers[one.target.uri], one) for one in found]


def with_offers(placed: Sequence[Placed]) -> list[tuple[Offer, Match]]:
    """The same with the offers themselves, as they are now; what went in the meantime falls out."""
    rows = {one.pk: one for one in with_demands(Offer.objects.filter(pk__in=[pk for pk, _match in placed]))}
    return [(rows[pk], replace(match, target=target_of(rows[pk]))) for pk, match in placed if pk in rows]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the index with the offers beside it; `numbers` are those of the offers by the URI of their target."""

    index: "OfferIndex"
    among: "npt.NDArray[np.bool_]"
    beside: tuple[Target, ...]
    numbers: dict[str, int]
    places: frozenset[str]


@dataclass(slots=True)
class Shelf:
    """The targets of all offers by number; `made` are those of the index, in its order."""

    rows: dict[int, Row] = field(default_factory=dict)
    sums: tuple[Row, ...] = ()
    details: dict[int, Row] = field(default_factory=dict)
    targets: dict[int, Target] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    index: "OfferIndex | None" = None
    made: list[tuple[int, Target]] = field(default_factory=list)
    lock: Any = field(default_factory=Lock)

    def part(self, counting: frozenset[int]) -> Part:
        """The offers with these numbers, as the database says they are now."""
        import numpy as np

        with self.lock:
            self._follow()
            index = self._indexed()
            among = np.array([pk in counting and self.targets.get(pk) is one for pk, one in self.made], dtype=bool)
            inside = {pk for (pk, _one), counts in zip(self.made, among.tolist(), strict=True) if counts}
            beside = tuple(self.targets[pk] for pk in sorted(counting - inside) if pk in self.targets)
            places = frozenset(row[FIELDS.index("place_id")] or "" for row in self.rows.values())
            return Part(index, among, beside, self.numbers, places)

    def _indexed(self) -> "OfferIndex":
        """The index; made anew where too many offers are not in it."""
        kept = dict(self.made)
        outside = sum(kept.get(pk) is not one for pk, one in self.targets.items())
        if self.index is None or outside > BESIDE_MOST:
            from schakel.engine.matching.fast import OfferIndex

            self.index = OfferIndex(self.targets.values(), scorer())
            self.made = [(self.numbers[one.uri], one) for one in self.index.targets]
        return self.index

    def _follow(self) -> None:
        """Take over what changed in the database."""
        rows = {row[0]: row[1:] for row in _offers().values_list("pk", *FIELDS)}
        changed = {pk for pk, row in rows.items() if self.rows.get(pk) != row}
        sums = tuple(tuple(model.objects.aggregate(Count("pk"), Sum("pk")).values()) for model in ASKED)
        details = self.details
        if sums != self.sums:
            details = _details()
            changed |= {pk for pk in rows if details.get(pk) != self.details.get(pk)}
        for first in range(0, len(changed), AT_ONCE):
            part = sorted(changed)[first : first + AT_ONCE]
            self.targets |= {one.pk: target_of(one) for one in with_demands(Offer.objects.filter(pk__in=part))}
        self.targets = {pk: one for pk, one in self.targets.items() if pk in rows}
        if changed or len(self.numbers) != len(self.targets):
            self.numbers = {one.uri: pk for pk, one in self.targets.items()}
        self.rows, self.sums, self.details = rows, sums, details


# Rows of these are added and removed, never changed: their numbers say whether an offer asks what it did.
ASKED: tuple[type[OfferSkill] | type[OfferOccupation], ...] = (OfferSkill, OfferOccupation)
SHELF = Shelf()


def _offers() -> Any:
    return Offer.objects.filter(kind__in=list(KINDS)).order_by("pk")


def _details() -> dict[int, Row]:
    """Of each offer: how many rows it has of what it asks and what work it is, and the sum of their numbers."""
    found: dict[int, Row] = {}
    for model in ASKED:
        rows = model.objects.filter(offer__kind__in=list(KINDS)).order_by("offer_id").values("offer_id")
        for pk, *numbers in rows.annotate(Count("pk"), Sum("pk")).values_list("offer_id", "pk__count", "pk__sum"):
            found[pk] = (*found.get(pk, ()), model.__name__, *numbers)
    return found


def warm_up() -> None:
    """Fill the shelf where there are many offers, and load the machine code, so that the first visitor need not wait."""
    if _offers().count() > SMALL:
        from schakel.engine.matching.fast import rank_part

        part = SHELF.part(frozenset())
        nobody = PersonsOwnView.open(Told(), person="nobody", viewer="nobody")
        rank_part(nobody, part.index, now=date.min, limit=1, among=part.among)
