"""The compiled search over an index, for many phrases. Gives the same answers as the plain one, to the bit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from schakel.engine.linking.grams import SIZES, Ints, joined
from schakel.engine.linking.kernels import WHOLE, all_runs, best_of, look_up_batch, search_batch, told_batch
from schakel.engine.linking.part import Part
from schakel.engine.linking.search import Asked, Found, Weights
from schakel.engine.linking.spelling import LOOKED_AT, SHORT, Spelling

if TYPE_CHECKING:
    from schakel.engine.linking.index import LinkIndex

# Phrases that go through the parts together.
CHUNK = 256
# More than the runs of the longest phrase (400 letters): 3 for each of its letters and spaces.
_RUNS_MOST = 4096
# More than the words of the longest phrase, with four twins each.
_WORDS_MOST = 4096


class _Runs(NamedTuple):
    """The runs of letters of texts: where those of each begin, the runs ascending, how often each."""

    bounds: Ints
    codes: Ints
    counts: Ints


class _Results(NamedTuple):
    """Of each part and each phrase: how many concepts were found, which, their points and the share heard."""

    founds: Ints
    concepts: Ints
    points: Ints
    heards: Ints


class Searcher:
    """The compiled search of an index, with room of its own for the sums: not for several threads at once."""

    def __init__(self, index: LinkIndex) -> None:
        self._index = index
        limits = index.rules.limits
        self._parts = [_Room(part, index.weights, limits) for part in index.parts]
        self._looks = _LookUps(index.spelling, limits["rare_words"])
        self._width = max((len(room.chosen) for room in self._parts), default=0)
        self._english = np.array([part.language == "en" for part in index.parts], dtype=np.bool_)
        self._digital = index.digital
        self._marks = np.zeros(int(index.dictionary.offset[-1]), dtype=np.uint8)
        self._priors = (limits["digital"], limits["digital_same"])

    def look_up(self, words: Sequence[str]) -> list[list[int]]:
        """As `Spelling.plain_look_up` for each word."""
        return self._looks.look_up(words)

    def ranked(self, asked: Sequence[Asked], *, mask: Ints | None, most: int) -> list[list[Found]]:
        """As `LinkIndex.ranked` for each phrase; every one of them has words."""
        limits = self._index.rules.limits
        found: list[list[Found]] = []
        for first in range(0, len(asked), CHUNK):
            chunk = asked[first : first + CHUNK]
            rows = self._chunk(chunk, mask, most, runs=limits["rare_runs"])
            weak = [at for at, one in enumerate(rows) if not one or -one[0].minus < limits["look_again"]]
            again = self._chunk([chunk[at] for at in weak], mask, most, runs=limits["more_runs"])
            for at, other in zip(weak, again, strict=True):
                rows[at] = other
            found += self._told(chunk, rows)
        return found

    def _told(self, asked: Sequence[Asked], rows: Sequence[list[Found]]) -> list[list[Found]]:
        """As `LinkIndex.ranked` does at its end, for each phrase."""
        words = [self._index.words_asked(one, found) for one, found in zip(asked, rows, strict=True)]
        numbers = [number for one in words if one for number in one.numbers]
        telling = [worth for one in words if one for worth in one.telling]
        phrases = (
            np.cumsum([0, *(len(one.numbers) if one else 0 for one in words)]),
            np.array(numbers, np.int64),
            np.array(telling, np.int64),
            np.array([one.total if one else 1 for one in words], np.int64),
        )
        bounds = np.cumsum([0, *map(len, rows)])
        concepts = np.array([row.concept for found in rows for row in found], np.int64)
        out = np.zeros(len(concepts), np.int64)
        arrays = self._index.dictionary
        told_batch(phrases, tuple(arrays.said), (arrays.first_word, arrays.word), (bounds, concepts), self._marks, out)
        return [
            self._index.with_told(found, out[bounds[at] : bounds[at + 1]].tolist()) for at, found in enumerate(rows)
        ]

    def _chunk(self, asked: Sequence[Asked], mask: Ints | None, most: int, *, runs: int) -> list[list[Found]]:
        if not asked:
            return []
        shape = (len(self._parts), len(asked), self._width)
        results = _Results(np.zeros(shape[:2], np.int64), *(np.zeros(shape, np.int64) for _ in range(3)))
        of_letters = _runs([one.text for one in asked], SIZES)
        split = [one.text.split() for one in asked]
        highest = np.zeros(len(asked), dtype=np.int64)
        for number, room in enumerate(self._parts):
            room.search(of_letters, split, runs, highest, _Results(*(table[number] for table in results)))
            results.concepts[number] = room.concepts[results.concepts[number]]
        factors = np.array([self._index.factors(one.language) for one in asked], dtype=np.int64)
        allowed = np.ones(len(self._index), dtype=np.bool_) if mask is None else mask
        counts = np.zeros(len(asked), dtype=np.int64)
        rows = np.zeros((len(asked), most, 4), dtype=np.int64)
        best_of(tuple(results), factors, self._english, (self._digital, *self._priors), allowed, (counts, rows))
        return [
            [Found(*row) for row in listed[:count]]
            for listed, count in zip(rows.tolist(), counts.tolist(), strict=True)
        ]


class _Room:
    """The tables of one part laid out for the kernels, and room for its sums, all zero between two phrases."""

    def __init__(self, part: Part, weights: Weights, limits: Mapping[str, int]) -> None:
        arrays = part.arrays
        self.concepts = arrays.concepts
        concepts, runs = len(arrays.concepts), len(arrays.runs)
        self.chosen = np.zeros(min(limits["shortlist"], concepts), dtype=np.int64)
        self._part = part
        table = (arrays.runs, arrays.run_idf_label, arrays.run_idf_concept, arrays.concepts_of_run.starts)
        asked = (limits["shortlist"], limits["worth_a_look"])
        by_term = (tuple(arrays.concepts_of_run), tuple(arrays.concepts_of_word), tuple(arrays.twins))
        first = (arrays.first_label, arrays.label_total, arrays.bonus)
        tables = (*first, *arrays.runs_of_label, *arrays.words_of_label)
        self._given = (table, arrays.word_idf, part.rarest[:2], asked, *by_term, tables, tuple(weights))
        # Runs weigh at most 4,096 in the phrase and in the concept, vectors of length one: their sum fits in 32 bits.
        sums = (np.zeros(concepts, dtype=np.int32), np.zeros(concepts, dtype=np.int64))
        lists = (np.zeros(concepts, dtype=np.int64), self.chosen, np.zeros(concepts, dtype=np.int64))
        self._sums = (*sums, np.zeros(WHOLE + 1, dtype=np.int64), *lists)
        bits = np.zeros(runs // 32 + 1, dtype=np.uint32)
        self._worths = (np.zeros(runs, dtype=np.int32), np.zeros((len(arrays.word_idf), 2), dtype=np.int64), bits)
        for_runs = tuple(np.zeros(_RUNS_MOST, dtype=np.int64) for _ in range(4))
        for_words = tuple(np.zeros(_WORDS_MOST, dtype=np.int64) for _ in range(3))
        self._room = (for_runs, for_words)

    def search(self, runs: _Runs, split: Sequence[Sequence[str]], most: int, highest: Ints, into: _Results) -> None:
        """As `Part.question` and `search_plain` for each phrase."""
        if not len(self.chosen):
            return
        numbers: list[int] = []
        bounds, unknown = [0], []
        rarest = self._part.rarest[2]
        for words in split:
            known, others = self._part.numbers_in(words)
            numbers += known
            bounds.append(len(numbers))
            unknown.append((others * rarest, others * rarest * rarest))
        words_of = (np.array(bounds, np.int64), np.array(numbers, np.int64), np.array(unknown, np.int64))
        room = (self._room, self._sums, self._worths)
        search_batch(tuple(runs), words_of, *self._given, *room, most, highest, tuple(into))


class _LookUps:
    """The tables of the words of all labels, for typing errors."""

    def __init__(self, spelling: Spelling, most: int) -> None:
        arrays = spelling.arrays
        self._table = (arrays.runs, *arrays.words_of_run)
        self._most = most
        self._sums = np.zeros(len(spelling.words), dtype=np.int64)
        numbers = tuple(np.zeros(_RUNS_MOST, dtype=np.int64) for _ in range(3))
        self._room = (*numbers, np.zeros(len(spelling.words), dtype=np.int64))

    def look_up(self, words: Sequence[str]) -> list[list[int]]:
        """The places of the words most alike, for each word."""
        founds = np.zeros(len(words), dtype=np.int64)
        places = np.zeros((len(words), LOOKED_AT), dtype=np.int64)
        if words:
            runs = _runs(words, SHORT)
            look_up_batch(tuple(runs), self._table, self._most, self._room, self._sums, (founds, places))
        return [row[:found] for row, found in zip(places.tolist(), founds.tolist(), strict=True)]


def _runs(texts: Sequence[str], sizes: Sequence[int]) -> _Runs:
    letters, owners = joined(texts)
    bounds = np.searchsorted(owners, np.arange(len(texts) + 1)).astype(np.int64)
    most = len(sizes) * len(letters)
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    runs = _Runs(starts, np.zeros(most, dtype=np.uint64), np.zeros(most, dtype=np.int64))
    all_runs(letters, bounds, min(sizes), max(sizes), tuple(runs))
    return runs
