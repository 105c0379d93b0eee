"""Who is ruled out, as bits: one row of bits over all offers for each answer of a part of the gates.

A part of the gates reads a few facts of an offer. Offers with the same facts get the same answer, so each person asks
once per different set of facts, of the very code that explains the gates; nothing is decided twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from schakel.engine.matching.fast.layout import WORD
from schakel.engine.matching.gates import PARTS, Part, Scene
from schakel.engine.matching.rank import is_outside
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.types import GateFacts, Profile, Target

Bits = npt.NDArray[np.uint64]


def bits_of(yes: npt.NDArray[np.bool_], words: int) -> Bits:
    """One bit a slot, 64 to a word, the first slot in the lowest bit; slots beyond the end are no.

    >>> bits_of(np.array([True, False, True]), 1).tolist()
    [5]
    """
    padded = np.zeros(words * WORD, dtype=bool)
    padded[: len(yes)] = yes
    return np.packbits(padded, bitorder="little").view("<u8").astype(np.uint64)


@dataclass(frozen=True, slots=True)
class Facet:
    """One part of the gates over all offers: the different sets of facts, and which of them each slot has."""

    part: Part
    values: tuple[GateFacts, ...]
    codes: npt.NDArray[np.int64]

    def row(self, profile: Profile, scene: Scene, words: int) -> Bits:
        """The offers that this part does not rule out for somebody."""
        passes = [not self.part.fails(profile, facts, scene) for facts in self.values]
        return bits_of(np.array(passes, dtype=bool)[self.codes], words)


def facets_of(targets: Sequence[Target]) -> tuple[Facet, ...]:
    """A facet for each part of the gates that any of the targets has facts for."""
    found = []
    silent = GateFacts()
    for part in PARTS:
        values, codes = _coded([tuple(getattr(one.gates, name) for name in part.facts) for one in targets])
        facts = tuple(_facts(dict(zip(part.facts, value, strict=True))) for value in values)
        if any(one != silent for one in facts):
            found.append(Facet(part, facts, codes))
    return tuple(found)


def _facts(told: Mapping[str, Any]) -> GateFacts:
    return GateFacts(**told)


def _coded(values: Sequence[Hashable]) -> tuple[list[tuple[object, ...]], npt.NDArray[np.int64]]:
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), np.array(codes, dtype=np.int64)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class OutsideFacet:
    """Which offers lie outside a registered occupation; offers of one ISCO group and occupation go together."""

    examples: tuple[Target, ...]
    codes: npt.NDArray[np.int64]

    def row(self, profile: Profile, scorer: Scorer, words: int) -> Bits:
        """The offers outside the occupation of somebody."""
        outside = [is_outside(profile, one, scorer) for one in self.examples]
        return bits_of(np.array(outside, dtype=bool)[self.codes], words)


def outside_facet(targets: Sequence[Target], scorer: Scorer) -> OutsideFacet:
    """The facet of the kinds of occupation among the targets."""
    digits = scorer.rules.outside_isco_digits
    keys = [(one.isco[:digits], one.occupation, one.uri if one.occupation is None else "") for one in targets]
    _, codes = _coded(keys)
    first = {int(code): at for at, code in reversed(list(enumerate(codes)))}
    return OutsideFacet(tuple(targets[first[code]] for code in range(len(first))), codes)


class Rows:
    """The rows of bits that a group of people needs, each made once."""

    def __init__(self, words: int) -> None:
        """`words` is the length of a row."""
        self._words = words
        self._made: dict[Hashable, int] = {}
        self._rows: list[Bits] = []

    def number(self, key: Hashable, make: Callable[[], Bits]) -> int:
        """The number of the row of `key`; `make` gives it the first time."""
        if key not in self._made:
            self._made[key] = len(self._rows)
            self._rows.append(make())
        return self._made[key]

    @property
    def table(self) -> Bits:
        """All rows so far."""
        return np.stack(self._rows) if self._rows else np.zeros((0, self._words), dtype=np.uint64)
