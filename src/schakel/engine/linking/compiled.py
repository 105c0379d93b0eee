"""The compiled search over an index, for many phrases. Gives the same answers as the plain one, to the bit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from schakel.engine.linking.grams import Ints
from schakel.engine.linking.kernels import add_weighed, add_words, score_part

if TYPE_CHECKING:
    from schakel.engine.linking.index import Asked, LinkIndex, Search
    from schakel.engine.linking.part import Part, Terms
    from schakel.engine.linking.postings import Postings


def searcher(index: LinkIndex) -> Search:
    """The compiled search of an index, with room of its own for the sums: not for several threads at once."""
    return Searcher(index).search


class Searcher:
    """The tables of an index laid out for the kernels."""

    def __init__(self, index: LinkIndex) -> None:
        self._weights = tuple(index.weights)
        self._rooms = [_Room(part) for part in index.parts]
        self._score = np.zeros(len(index), dtype=np.int64)
        self._heard = np.zeros(len(index), dtype=np.int64)
        self._origin = np.zeros(len(index), dtype=np.int64)
        self._digital = index.digital * index.rules.limits["digital"]

    def search(self, asked: Asked, factors: Sequence[int]) -> tuple[Ints, Ints, Ints]:
        """As `LinkIndex._search`; the arrays are written over by the next search."""
        for array in (self._score, self._heard, self._origin):
            array[:] = 0
        for number, (room, question) in enumerate(zip(self._rooms, asked.questions, strict=True)):
            arrays = room.part.arrays
            words = question.words
            _add(arrays.label_grams, question.label_runs, room.likeness)
            _add(arrays.concept_grams, question.concept_runs, room.whole)
            _add(arrays.in_concept, words, room.told)
            table = arrays.in_label
            add_words(
                words.places, words.values, question.directions, table.starts, table.owners, table.weights,
                room.cosine, room.shared,
            )  # fmt: skip
            score_part(
                (room.likeness, room.cosine, room.shared, room.whole, room.told),
                (*self._weights, question.total, factors[number], number),
                arrays.label_total, arrays.bonus, arrays.first_label, arrays.concepts,
                self._score, self._heard, self._origin,
            )  # fmt: skip
        score = np.where(self._score > 0, self._score + self._digital, 0)
        return score, self._heard, self._origin


class _Room:
    """Room for the sums of one part, all zero between two phrases."""

    def __init__(self, part: Part) -> None:
        labels, concepts = len(part.arrays.label_total), len(part.arrays.concepts)
        self.part = part
        self.likeness, self.cosine, self.shared = (np.zeros(labels, dtype=np.int64) for _ in range(3))
        self.whole, self.told = (np.zeros(concepts, dtype=np.int64) for _ in range(2))


def _add(table: Postings, terms: Terms, into: Ints) -> None:
    add_weighed(terms.places, terms.values, table.starts, table.owners, table.weights, into)
