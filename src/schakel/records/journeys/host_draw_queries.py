"""What an employer hears of a draw: how many chose its internships, who showed a name, and why a place stayed empty."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from schakel.records.journeys.models import DrawEntry, DrawPlace, DrawWish
from schakel.records.journeys.queries_counts import shown
from schakel.records.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class HostPlace:
    """One internship in one period. `chosen`: how many students chose it, None for few or nobody.

    `held`: places given away; `names`: who of them showed who they are. `why` says why places stayed empty: `few`
    (few or nobody chose it), `elsewhere` (who chose it got something they liked better), `returned` (given back, and
    nobody who wished it was left), `out` (the school took it out), `closed` (it was closed before the draw); empty
    before the draw and when no place is.
    """

    place: DrawPlace
    chosen: int | None
    held: int
    names: tuple[DrawEntry, ...]
    why: str

    @property
    def empty(self) -> int:
        return max(0, self.place.capacity - self.held) if self.place.period.drawn else 0

    @property
    def without_name(self) -> int:
        return self.held - len(self.names)


def places_at(organisation: Organisation) -> QuerySet[DrawPlace]:
    """The internships of an organisation that took part in a period, the last period first."""
    found = DrawPlace.objects.filter(offer__organisation=organisation)
    found = found.select_related("period__school", "offer__organisation", "offer__posting")
    return found.order_by("-period__opens", "-period_id", "title", "pk")


def as_host(places: Sequence[DrawPlace]) -> list[HostPlace]:
    """The same with counts and names, in two queries however many there are."""
    numbers = [one.pk for one in places]
    wishes = DrawWish.objects.filter(place__in=numbers, entry__withdrawn=None).order_by("pk")
    chosen = Counter(wishes.values_list("place_id", flat=True))
    rows = DrawEntry.objects.filter(place__in=numbers, withdrawn=None).select_related("person")
    entries: dict[int, list[DrawEntry]] = {number: [] for number in numbers}
    for entry in rows.order_by("person__name", "key"):
        entries[entry.place_id or 0].append(entry)
    return [_as_host(one, chosen[one.pk], entries[one.pk]) for one in places]


def _as_host(place: DrawPlace, chosen: int, entries: list[DrawEntry]) -> HostPlace:
    holding = [one for one in entries if one.returned is None]
    names = tuple(one for one in holding if one.shown is not None)
    why = _why(place, chosen, returned=len(entries) > len(holding)) if len(holding) < place.capacity else ""
    return HostPlace(place, shown(chosen), len(holding), names, why)


def _why(place: DrawPlace, chosen: int, *, returned: bool) -> str:
    """Before the draw nothing. Few and nobody are one answer, so that no small number follows from it."""
    if place.period.drawn is None:
        return ""
    if place.gone:
        return "out"
    in_draw = {row["key"] for row in place.period.record.get("places", [])}
    if str(place.key) not in in_draw:
        return "closed"
    if returned:
        return "returned"
    return "few" if shown(chosen) is None else "elsewhere"
