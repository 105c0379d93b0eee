"""Regions in the test database: Limburg as it ships, and a tiny made-up one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from schakel.engine.regions import Region, read_region
from schakel.records.core import actions as core
from schakel.records.core.region import current_region
from schakel.records.offers import actions as offers
from schakel.records.organisations import actions as organisations
from schakel.records.programme import actions as programme

REGIONS = Path(__file__).parents[1] / "reference" / "regions"


def load_plan(region: Region) -> Region:
    """Places, partners, trainings and the plan of a region in the database."""
    core.load_places(by="test", region=region)
    for part in (organisations, offers, programme):
        part.load_region(by="test", region=region)
    return region


@contextmanager
def region_in_use(settings: Any, folder: Path) -> Iterator[Region]:
    """The site serves the region in `folder` for as long as the block runs; its plan is loaded."""
    settings.REGION, settings.REGIONS = folder.name, str(folder.parent)
    current_region.cache_clear()
    try:
        yield load_plan(read_region(folder))
    finally:
        current_region.cache_clear()
