"""A region as data: reading its folder, and holding its plan against itself."""

from schakel.engine.regions.check import check_region
from schakel.engine.regions.model import Region
from schakel.engine.regions.reading import read_region, region_folder, regions_available
from schakel.engine.regions.words import Words

__all__ = ["Region", "Words", "check_region", "read_region", "region_folder", "regions_available"]
