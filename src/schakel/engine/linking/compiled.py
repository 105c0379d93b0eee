"""The compiled search over an index, for many phrases. Gives the same answers as the plain one, to the bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from schakel.engine.linking.grams import Ints
from schakel.engine.linking.kernels import WHOLE, add_weighed, search_part, top_words
from schakel.engine.linking.part import Part
from schakel.engine.linking.search import Hits, Weights
from schakel.engine.linking.spelling import LOOKED_AT, LookUp, Spelling

if TYPE_CHECKING:
    from schakel.engine.linking.index import Asked, LinkIndex, Search

# More than the runs of the longest phrase: 3 for each of its letters and spaces.
_RUNS_MOST = 4096


def searcher(index: LinkIndex) -> Search:
    """The compiled search of an index, with room of its own for the sums: not for several threads at once."""
    rooms = [_Room(part, index.weights, index.rules.limits) for part in index.parts]
    return lambda number, asked, before: rooms[number].search(asked, before)


def word_looker(spelling: Spelling) -> LookUp:
    """The compiled twin of `Spelling.plain_look_up`."""
    table = tuple(np.asarray(one) for one in spelling.arrays.words_of_run)
    sums = np.zeros(len(spelling.words), dtype=np.int64)
    places = np.zeros(LOOKED_AT, dtype=np.int64)

    def look_up(runs: Ints, counts: Ints) -> Ints:
        sums[:] = 0
        add_weighed(*table, runs, counts, sums)
        return places[: top_words(sums, LOOKED_AT, places)].copy()

    return look_up


class _Room:
    """The tables of one part laid out for the kernels, and room for its sums, all zero between two phrases."""

    def __init__(self, part: Part, weights: Weights, limits: Mapping[str, int]) -> None:
        arrays = part.arrays
        concepts = len(arrays.concepts)
        self._part = part
        self._weights = tuple(weights)
        self._limits = limits
        self._table = (arrays.runs, arrays.run_idf_label, arrays.run_idf_concept, arrays.concepts_of_run.starts)
        self._of_run, self._of_word = tuple(arrays.concepts_of_run), tuple(arrays.concepts_of_word)
        first = (arrays.first_label, arrays.label_total, arrays.bonus)
        self._tables = (*first, *arrays.runs_of_label, *arrays.words_of_label)
        self._chosen = np.zeros(min(limits["shortlist"], concepts), dtype=np.int64)
        sums = (np.zeros(concepts, dtype=np.int64), np.zeros(concepts, dtype=np.int64))
        rough = np.zeros(concepts, dtype=np.int16)
        self._sums = (*sums, np.zeros(WHOLE + 1, dtype=np.int64), rough, self._chosen)
        words = np.zeros((len(arrays.word_idf), 2), dtype=np.int64)
        bits = np.zeros(len(arrays.runs) // 32 + 1, dtype=np.uint32)
        self._worths = (np.zeros(len(arrays.runs), dtype=np.int32), words, bits)
        self._points = np.zeros(len(self._chosen), dtype=np.int64)
        self._room = tuple(np.zeros(_RUNS_MOST, dtype=np.int64) for _ in range(3))

    def search(self, asked: Asked, before: int) -> Hits:
        """As `Part.question` and `search_plain`."""
        limits = self._limits
        found, highest = search_part(
            asked.runs, asked.counts, self._part.words_in(asked.text), self._table, self._part.rarest[:2],
            (limits["shortlist"], limits["worth_a_look"], before, limits["rare_runs"]),
            self._of_run, self._of_word, self._tables, self._weights,
            self._room, self._sums, self._worths, self._points,
        )  # fmt: skip
        chosen = self._chosen[:found]
        concepts = self._part.arrays.concepts[chosen]
        return Hits(concepts, self._points[:found].copy(), self._sums[1][chosen], highest)
