"""How far places are from each other, as the crow flies: from the region's own files."""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from schakel.records.core.region import current_region

EARTH_KM = 6371.0


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str, float, float]]:
    """Code and name in small letters to (name, latitude, longitude)."""
    region = current_region()
    found: dict[str, tuple[str, float, float]] = {}
    for place in (*region.municipalities, *region.neighbours):
        where = (place.name, place.latitude, place.longitude)
        found.setdefault(place.code.casefold(), where)
        found.setdefault(place.name.casefold(), where)
    return found


def is_place(code: str) -> bool:
    """Whether a code or name is a place of the region or over the border."""
    return code.casefold() in _places()


def place_name(code: str) -> str:
    """The name of a place by its code or name; what was given where it is not known."""
    return _places().get(code.casefold(), (code, 0.0, 0.0))[0]


def km_between(here: str, there: str) -> int | None:
    """Whole kilometres between two places; None when one of them is not known."""
    first, second = _places().get(here.casefold()), _places().get(there.casefold())
    if first is None or second is None:
        return None
    (_, lat_1, lon_1), (_, lat_2, lon_2) = first, second
    across = sin(radians(lat_2 - lat_1) / 2) ** 2
    across += cos(radians(lat_1)) * cos(radians(lat_2)) * sin(radians(lon_2 - lon_1) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(across)))
