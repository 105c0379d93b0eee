"""The region this site serves, and the taxonomy it reads with: files, read once per process when first asked for."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from schakel.engine.regions import Region, read_region
from schakel.engine.regions import region_folder as find_folder
from schakel.engine.skills.taxonomy import Taxonomy, load_taxonomy
from schakel.reference import REFERENCE


def region_folder() -> Path:
    """The folder of the region in use: one of your own (SCHAKEL_REGIONS), or one that ships."""
    return find_folder(settings.REGION, [Path(settings.REGIONS)] if settings.REGIONS else [])


@lru_cache(maxsize=1)
def current_region() -> Region:
    return read_region(region_folder())


def lines_of(initiative: str) -> tuple[str, ...]:
    """The programme lines of an initiative; none for one the region does not know."""
    return next((one.lines for one in current_region().initiatives if one.id == initiative), ())


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    return load_taxonomy(REFERENCE / "taxonomy")
