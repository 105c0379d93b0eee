"""How far a step is: kilometres as the crow flies between two places. Unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import asin, cos, radians, sin, sqrt

from schakel.engine.errors import InputError
from schakel.engine.routing.types import RouteOffer

EARTH_KM = 6371.0
"""Mean radius of the earth."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place by code and name, in degrees (WGS 84)."""

    code: str
    name: str
    latitude: float
    longitude: float

    @property
    def country(self) -> str:
        """Two letters: what stands before the colon in a code over the border, else nl.

        >>> Place("DE:aachen", "Aachen", 50.78, 6.08).country
        'de'
        """
        return self.code.partition(":")[0].lower() if ":" in self.code else "nl"


def crow_km(one: Place, other: Place) -> int:
    """Whole kilometres between two places as the crow flies.

    >>> crow_km(Place("GM0935", "Maastricht", 50.85, 5.69), Place("GM0917", "Heerlen", 50.89, 5.98))
    21
    """
    lat_1, lat_2 = radians(one.latitude), radians(other.latitude)
    across = sin((lat_2 - lat_1) / 2) ** 2
    across += cos(lat_1) * cos(lat_2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(across)))


class Places:
    """Places by code or name, in any case of letters; of two with one name the first."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._found: dict[str, Place] = {}
        for place in places:
            self._found.setdefault(place.code.casefold(), place)
            self._found.setdefault(place.name.casefold(), place)

    def get(self, name: str | None) -> Place | None:
        """The place, or None when it is not known."""
        return self._found.get((name or "").strip().casefold())

    def named(self, name: str) -> Place:
        """The place someone named. Raises InputError with the nearest names when there is none."""
        found = self.get(name)
        if found is not None:
            return found
        near = get_close_matches(name.strip().casefold(), sorted(self._found), n=3)
        names = ", ".join(dict.fromkeys(self._found[one].name for one in near))
        remedy = f"Did you mean {names}?" if names else "Give a municipality or town of the region or its neighbours"
        raise InputError(f"There is no place '{name}'", place="--from", remedy=remedy)


def distances(home: Place, offers: Iterable[RouteOffer], places: Places) -> Mapping[str, int | None]:
    """Kilometres of one trip to each offer, by its id; None where its place is not known."""
    found: dict[str, int | None] = {}
    for offer in offers:
        there = places.get(offer.place)
        found[offer.id] = None if there is None else crow_km(home, there)
    return found
