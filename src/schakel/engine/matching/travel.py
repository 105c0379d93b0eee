"""How far it is: kilometres or minutes, over the border or not, as far as known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schakel.engine.matching.types import Gate, GateFacts, GateName, GateResult, Wishes

Distances = Mapping[tuple[str, str], int]
"""(from, to) place codes to kilometres; one direction is enough."""

_COUNTRY_MARK = 2


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of travelling. `km`: (from, to) to kilometres, `minutes`: (from, to, by) to minutes door to door.

    One direction is enough. `countries` maps a place code to its country where the code does not say it: codes such as
    `DE:aachen` do, codes of municipalities (`GM0917`) are Dutch.

    >>> Ways(km={("GM0917", "DE:aachen"): 18}).country("DE:aachen")
    'DE'
    """

    km: Distances = field(default_factory=dict)
    minutes: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Distances | Ways) -> Ways:
        """Bare distances as ways."""
        return known if isinstance(known, Ways) else cls(km=known)

    def country(self, place: str | None) -> str | None:
        """The country of a place; None when it cannot be told."""
        if place is None:
            return None
        if place in self.countries:
            return self.countries[place]
        mark, colon, _ = place.partition(":")
        if colon and len(mark) == _COUNTRY_MARK and mark.isupper():
            return mark
        return "NL" if place.startswith("GM") else None

    def time(self, start: str, end: str, by: str) -> int | None:
        """Minutes from door to door; 0 in the same place, None when not known."""
        if start == end:
            return 0
        return self.minutes.get((start, end, by), self.minutes.get((end, start, by)))


def distance(distances: Distances, start: str, end: str) -> int | None:
    """Kilometres between two place codes; 0 for the same place, None when not known."""
    if start == end:
        return 0
    return distances.get((start, end), distances.get((end, start)))


def travel(wishes: Wishes, facts: GateFacts, ways: Ways) -> Iterator[Gate]:
    """Near enough? In minutes where the person said minutes and they are known, else in kilometres."""
    if wishes.travel_most_km is None and wishes.travel_most_minutes is None:
        return
    if facts.remote == "fully":
        yield _gate("travel", "pass", "no-travel")
    elif wishes.place is None or facts.place is None:
        yield _gate("travel", "unknown", "place-not-told" if wishes.place is None else "place-not-given")
    else:
        yield _by_time(wishes, facts.place, ways) or _by_distance(wishes, facts.place, ways)


def _by_time(wishes: Wishes, there: str, ways: Ways) -> Gate | None:
    most, by, here = wishes.travel_most_minutes, wishes.travel_by, wishes.place
    minutes = ways.time(here, there, by) if here and by else None
    if most is None or minutes is None:
        return None
    near = minutes <= most
    why = "soon-enough" if near else "too-long"
    return _gate("travel", "pass" if near else "fail", why, minutes=minutes, most=most)


def _by_distance(wishes: Wishes, there: str, ways: Ways) -> Gate:
    most, km = wishes.travel_most_km, distance(ways.km, wishes.place or "", there)
    if most is None or km is None:
        return _gate("travel", "unknown", "distance-not-known")
    near = km <= most
    return _gate("travel", "pass" if near else "fail", "near-enough" if near else "too-far", km=km, most=most)


def border(wishes: Wishes, facts: GateFacts, ways: Ways) -> Iterator[Gate]:
    """Work in another country than the person lives in."""
    here = ways.country(wishes.place)
    there = facts.country or ways.country(facts.place)
    if here is None or there is None or here == there:
        return
    result: GateResult = "unknown" if wishes.abroad is None else "pass" if wishes.abroad else "fail"
    why = {"unknown": "border-not-told", "pass": "border-wished", "fail": "border-unwished"}[result]
    yield _gate("border", result, why, country=there)


def _gate(gate: GateName, result: GateResult, why: str, **facts: object) -> Gate:
    return Gate(gate, result, why, tuple((name, str(value)) for name, value in facts.items()))
