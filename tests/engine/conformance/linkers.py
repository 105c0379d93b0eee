"""Linkers: phrases to skills and occupations, plain and compiled, and to places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

pytest.importorskip("numpy", reason="linking needs the extra `fast`")

from engine.conformance.adapter import Adapter, Many
from engine.matching.small import small_taxonomy
from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.places import PlaceLinker, PlaceName
from schakel.engine.linking.rules import load_rules
from schakel.engine.linking.types import LinkLabel
from schakel.reference import REFERENCE

PHRASES = ("sql", "network administrator", "power bi rapporten", "cisco netwerken", "pythn", "iets heel anders", "sql")
PLACES = ("Heerlen", "6411 Heerlen", "maastricht", "Aken", "Heerln", "nergens")


def _labels(kind: str) -> list[LinkLabel]:
    taxonomy = small_taxonomy()
    concepts: Sequence[Any] = list((taxonomy.skills if kind == "skill" else taxonomy.occupations).values())
    return [LinkLabel(one.uri, lang, text, True) for one in concepts for lang, text in one.labels.items()]


def _linker(kind: Any, *, compiled: bool) -> Many:
    index = LinkIndex.build(_labels(kind), kind=kind, rules=load_rules(REFERENCE / "linking"))
    return lambda phrases: index.link_batch(list(phrases), language="nl", top=3, compiled=compiled)


def _places() -> Many:
    rows = [("GM0917", "Heerlen", ()), ("GM0935", "Maastricht", ("Mestreech",)), ("DE:aachen", "Aken", ("Aachen",))]
    linker = PlaceLinker([PlaceName(*row) for row in rows], postcodes={"6411": "GM0917"}, around=["regio"])
    return lambda phrases: linker.link_batch(list(phrases))


def _no_candidates(linked: Any) -> bool:
    return linked.candidates == () and linked.decision == "unmatched"


LINKERS = [
    Adapter("skills, plain", lambda: _linker("skill", compiled=False), PHRASES, "", _no_candidates),
    Adapter("skills, compiled", lambda: _linker("skill", compiled=True), PHRASES, "", _no_candidates),
    Adapter("occupations, plain", lambda: _linker("occupation", compiled=False), PHRASES, "", _no_candidates),
    Adapter("places", _places, PLACES, "", _no_candidates),
]
