"""The real reader, scorer and places, made once for the tests of fairness."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from schakel.engine.fairness.sample import Town
from schakel.engine.matching import Scorer, load_rules
from schakel.engine.regions import read_region, region_folder
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import Taxonomy, load_taxonomy
from schakel.engine.text.lexicon import load_lexicon

REFERENCE = Path(__file__).parents[3] / "src/schakel/reference"


@cache
def taxonomy() -> Taxonomy:
    return load_taxonomy(REFERENCE / "taxonomy")


@cache
def scorer() -> Scorer:
    return Scorer(taxonomy(), load_rules(REFERENCE / "matching"))


@cache
def reader() -> Reader:
    region = read_region(region_folder("limburg"))
    places: list[Any] = [*region.municipalities, *region.neighbours]
    return Reader(taxonomy(), load_lexicon(REFERENCE / "reading"), places=places)


@cache
def towns() -> tuple[Town, ...]:
    return tuple(
        Town(one.code, one.labour_market_region) for one in read_region(region_folder("limburg")).municipalities
    )
