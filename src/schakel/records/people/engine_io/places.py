"""How far places are from each other, as the crow flies: from the region's own files."""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from schakel.records.core.region import current_region

EARTH_KM = 6371.0


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str, float, float]]:
    """Code and name in small letters to (name, latitude, longitude)."""
    region = current_region()
    rows = [(one.code, one.name, one.latitude, one.longitude) for one in region.municipalities]
    rows += [(one.code, one.name, one.latitude, one.longitude) for one in region.neighbours]
    found: dict[str, tuple[str, float, float]] = {}
    for code, name, latitude, longitude in rows:
        found.setdefault(code.casefold(), (name, latitude, longitude))
        found.setdefault(name.casefold(), (name, latitude, longitude))
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
