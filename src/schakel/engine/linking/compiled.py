"""The compiled search over an index, for many phrases. Gives the same answers as the plain one, to the bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schakel.engine.linking.grams import Ints
from schakel.engine.linking.kernels import WHOLE, add_weighed, score_labels, shorten, top_words
from schakel.engine.linking.part import Part, Question
from schakel.engine.linking.search import Hits, Weights
from schakel.engine.linking.spelling import LOOKED_AT, LookUp, Spelling

if TYPE_CHECKING:
    from schakel.engine.linking.index import LinkIndex, Search


def searcher(index: LinkIndex) -> Search:
    """The compiled search of an index, with room of its own for the sums: not for several threads at once."""
    rooms = [_Room(part, index.weights, index.rules.limits["shortlist"]) for part in index.parts]
    return lambda number, question: rooms[number].search(question)


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

    def __init__(self, part: Part, weights: Weights, shortlist: int) -> None:
        arrays = part.arrays
        self._arrays = arrays
        self._weights = tuple(weights)
        self._most = shortlist
        plain = [np.asarray(one) for one in (*arrays.runs_of_label, *arrays.words_of_label)]
        self._tables = (
            np.asarray(arrays.first_label),
            np.asarray(arrays.label_total),
            np.asarray(arrays.bonus),
            *plain,
        )
        self._of_run = tuple(np.asarray(one) for one in arrays.concepts_of_run)
        self._of_word = tuple(np.asarray(one) for one in arrays.concepts_of_word)
        self._whole, self._told = (np.zeros(len(arrays.concepts), dtype=np.int64) for _ in range(2))
        self._tally = np.zeros(WHOLE + 1, dtype=np.int64)
        self._chosen = np.zeros(min(shortlist, len(arrays.concepts)), dtype=np.int64)
        self._run_worth = np.zeros(len(arrays.runs), dtype=np.int64)
        self._word_worth = np.zeros((len(arrays.word_idf), 2), dtype=np.int64)

    def search(self, question: Question) -> Hits:
        """As `search_plain`."""
        self._whole[:] = 0
        self._told[:] = 0
        add_weighed(*self._of_run, question.runs, question.for_concepts, self._whole)
        add_weighed(*self._of_word, question.words, question.telling, self._told)
        found = shorten(self._whole, self._told, question.total, self._most, self._tally, self._chosen)
        chosen = self._chosen[:found]
        points = np.empty(found, dtype=np.int64)
        score_labels(
            self._tables,
            (question.runs, question.for_labels, question.words, question.telling, question.shares, question.total),
            self._weights, chosen, self._whole, self._told, self._run_worth, self._word_worth, points,
        )  # fmt: skip
        return Hits(self._arrays.concepts[chosen], points, self._told[chosen])
