"""The labels of one language, ready to be searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from schakel.engine.linking.grams import IDF_UNIT, UNIT, Ints, grams, joined
from schakel.engine.linking.postings import Postings, by_grams, by_words
from schakel.engine.linking.rules import LinkRules
from schakel.engine.linking.twins import twins_of
from schakel.engine.linking.words import Words, plain, standing_words

STRENGTH = 1000


class PartArrays(NamedTuple):
    """What a part is made of: numbers only, so that it can be kept in a file and opened by memory map.

    ``concepts`` holds the numbers the concepts of this part have in the whole index, ascending; the labels of the one
    at place ``c`` are ``first_label[c]:first_label[c+1]``. ``label_total`` is the sum of how telling the words of a
    label are, ``bonus`` the points of a preferred label. ``label_grams`` and ``concept_grams`` are the runs of letters
    of each label and of all labels of a concept. The weights of ``in_label`` make the words of a label a vector of
    length one; those of ``in_concept`` are 1000 for a word of a label, less for one of a definition only. The weights
    of ``twins`` are how far words stand for each other.
    """

    concepts: Ints
    first_label: Ints
    label_total: Ints
    bonus: Ints
    label_grams: Postings
    concept_grams: Postings
    in_label: Postings
    in_concept: Postings
    twins: Postings


class Terms(NamedTuple):
    """Places of terms in a table, and what each is worth in the phrase."""

    places: Ints
    values: Ints


class Question(NamedTuple):
    """A phrase as one part sees it.

    Its runs of letters for labels and for concepts, its words with their share of a vector of length one
    (``directions``, same places as ``words``), how telling they are, and the sum of that.
    """

    label_runs: Terms
    concept_runs: Terms
    words: Terms
    directions: Ints
    total: int


class Part:
    """One language: its arrays, its words with their numbers, and how to make roots."""

    def __init__(self, language: str, arrays: PartArrays, *, numbers: Mapping[str, int], words: Words) -> None:
        """As `build_part` or the file of a kept index gives them."""
        self.language = language
        self.arrays = arrays
        self.numbers = numbers
        self.words = words
        # A run or word that no label has is as telling as the rarest.
        self._rarest_word = _top(arrays.in_concept.idf)
        self._rarest_runs = (_top(arrays.label_grams.idf), _top(arrays.concept_grams.idf))

    def question(self, text: str, runs: Ints, counts: Ints) -> Question:
        """What this part makes of a plain phrase; ``runs`` are its runs of letters and ``counts`` how often each."""
        words, directions, total = self._words(text)
        return Question(
            _weigh(self.arrays.label_grams, runs, counts, self._rarest_runs[0]),
            _weigh(self.arrays.concept_grams, runs, counts, self._rarest_runs[1]),
            words,
            directions,
            total,
        )

    def _words(self, text: str) -> tuple[Terms, Ints, int]:
        found: dict[int, int] = {}
        total = square = 0
        idf = self.arrays.in_concept.idf
        for root in dict.fromkeys(self.words.roots(text.split())):
            number = self.numbers.get(root)
            telling = self._rarest_word if number is None else int(idf[number])
            total += telling
            square += telling * telling
            if number is not None:
                found[number] = telling
                for other, strength in self._twins(number):
                    found[other] = max(found.get(other, 0), telling * strength // STRENGTH)
        values = np.fromiter(found.values(), dtype=np.int64, count=len(found))
        directions = np.rint(values * (UNIT / np.sqrt(max(1.0, float(square))))).astype(np.int64)
        return Terms(np.fromiter(found, dtype=np.int64, count=len(found)), values), directions, max(total, 1)

    def _twins(self, number: int) -> list[tuple[int, int]]:
        twins = self.arrays.twins
        first, stop = int(twins.starts[number]), int(twins.starts[number + 1])
        return [(int(twins.owners[at]), int(twins.weights[at])) for at in range(first, stop)]


def _top(idf: Ints) -> int:
    return int(idf.max()) if len(idf) else IDF_UNIT


def _weigh(table: Postings, runs: Ints, counts: Ints, rarest: int) -> Terms:
    """The runs that are in the table, weighed as a vector of length one together with those that are not."""
    places, known = table.find(runs)
    if not len(places):
        return Terms(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    values = np.where(known, table.idf[places], rarest) * counts
    length = max(1.0, float(np.sqrt(np.sum(values.astype(np.float64) ** 2))))
    return Terms(places[known], np.rint(values[known] * (UNIT / length)).astype(np.int64))


class Row(NamedTuple):
    """One label to be put in: the number of its concept, its plain text, whether it is preferred."""

    concept: int
    text: str
    preferred: bool


def build_part(language: str, rows: Sequence[Row], definitions: Mapping[int, str], *, rules: LinkRules) -> Part:
    """A part of these labels, ordered by concept, and definitions by concept."""
    words = Words(language, rules, standing_words(language, rules, [row.text for row in rows]))
    labelled = np.array([row.concept for row in rows], dtype=np.int64)
    concepts, first = np.unique(labelled, return_index=True)
    owner = np.searchsorted(concepts, labelled)
    numbers: dict[str, int] = {}
    roots = [_number(words, row.text, numbers) for row in rows]
    defined = [_number(words, plain(definitions.get(int(one), "")), numbers) for one in concepts]
    in_concept = _concept_words(roots, owner, defined, strength=rules.factors["definition"], words=len(numbers))
    numbers_of, label_of = _flat(roots)
    idf = in_concept.idf
    total = np.bincount(label_of, weights=idf[numbers_of], minlength=len(rows)).astype(np.int64)
    letters, label_of_letter = joined([row.text for row in rows])
    of_label = grams(letters, label_of_letter)
    arrays = PartArrays(
        concepts,
        np.append(first, len(rows)).astype(np.int64),
        np.maximum(total, 1),
        np.array([rules.limits["preferred"] if row.preferred else 0 for row in rows], dtype=np.int64),
        by_grams(*of_label, len(rows)),
        by_grams(of_label[0], owner[of_label[1]], len(concepts)),
        by_words(numbers_of, label_of, idf=idf, size=len(rows)),
        in_concept,
        twins_of([frozenset(one) for one in roots], labelled.tolist(), words=len(numbers)),
    )
    return Part(language, arrays, numbers=numbers, words=words)


def _number(words: Words, text: str, numbers: dict[str, int]) -> list[int]:
    """The numbers of the roots of a text, each once; a new root gets the next number."""
    return [numbers.setdefault(root, len(numbers)) for root in dict.fromkeys(words.roots(text.split()))]


def _flat(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """All numbers of the lists one after another, and the list each is of."""
    values = np.array([one for numbers in lists for one in numbers], dtype=np.int64)
    return values, np.repeat(np.arange(len(lists), dtype=np.int64), [len(numbers) for numbers in lists])


def _concept_words(
    roots: Sequence[Sequence[int]], owner: Ints, defined: Sequence[Sequence[int]], *, strength: int, words: int
) -> Postings:
    """Postings of words over concepts; a word of a label is stronger than one of a definition only."""
    from schakel.engine.linking.grams import rarity

    named, label_of = _flat(roots)
    told, concept_of = _flat(defined)
    size = max(1, len(defined))
    keys, at = np.unique(
        np.concatenate((named * size + owner[label_of], told * size + concept_of)), return_inverse=True
    )
    strengths = np.full(len(keys), strength, dtype=np.uint16)
    strengths[at[: len(named)]] = STRENGTH
    of_word = keys // size
    spread = np.bincount(of_word[strengths == STRENGTH], minlength=words)
    starts = np.concatenate(([0], np.cumsum(np.bincount(of_word, minlength=words))))
    idf = rarity(size, np.maximum(spread, 1))
    return Postings(np.empty(0, dtype=np.uint64), starts, (keys % size).astype(np.int32), strengths, idf)


def runs_of(text: str) -> tuple[Ints, Ints]:
    """The runs of letters of one plain phrase, ascending, and how often each stands in it."""
    codes, _ = grams(*joined([text]))
    runs, counts = np.unique(codes, return_counts=True)
    return runs, counts.astype(np.int64)
