"""The labels of one language, ready to be searched."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from schakel.engine.linking.grams import BITS, IDF_UNIT, MASK, SIZES, UNIT, Ints, grams, joined, rarity
from schakel.engine.linking.postings import Pairs, Postings, by_term, by_text, directions, pairs_of, ranges, telling
from schakel.engine.linking.rules import LinkRules
from schakel.engine.linking.twins import twins_of
from schakel.engine.linking.words import Words, plain, standing_words

STRENGTH = 1000


class PartArrays(NamedTuple):
    """What a part is made of: numbers only, so that it can be kept in a file and opened by memory map.

    ``concepts`` holds the numbers the concepts of this part have in the whole index, ascending; the labels of the one
    at place ``c`` are ``first_label[c]:first_label[c+1]``. ``runs`` are all runs of letters, ascending, with how telling
    they are among labels and among concepts. From label to its runs and words, and from run and word to concepts, the
    weights make each text a vector of length one, but for ``concepts_of_word``: 1000 for a word of a label, less for one
    of a definition only. ``label_total`` is the sum of how telling the words of a label are, ``bonus`` the points of a
    preferred label. The weights of ``twins`` are how far words stand for each other.
    """

    concepts: Ints
    first_label: Ints
    label_total: Ints
    bonus: Ints
    runs: Ints
    run_idf_label: Ints
    run_idf_concept: Ints
    word_idf: Ints
    runs_of_label: Postings
    words_of_label: Postings
    concepts_of_run: Postings
    concepts_of_word: Postings
    twins: Postings


class Question(NamedTuple):
    """A phrase as one part sees it.

    ``runs`` are places of its runs of letters with their weight for labels and for concepts, the rarest first;
    ``words`` numbers of its words with how telling they are and their share of a vector of length one; ``total`` the
    sum of how telling its words are, those that no label has included.
    """

    runs: Ints
    for_labels: Ints
    for_concepts: Ints
    words: Ints
    telling: Ints
    shares: Ints
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
        self.rarest = (_top(arrays.run_idf_label), _top(arrays.run_idf_concept), _top(arrays.word_idf))

    def question(self, text: str, runs: Ints, counts: Ints, *, most: int) -> Question:
        """What this part makes of a plain phrase; ``runs`` are its runs of letters and ``counts`` how often each.

        For concepts the rarest runs count only, as many as stand in ``most`` concepts together.
        """
        arrays = self.arrays
        places = np.searchsorted(arrays.runs, runs)
        places[places == len(arrays.runs)] = 0
        known = arrays.runs[places] == runs
        at = places[known]
        for_labels = _directions(arrays.run_idf_label[at] * counts[known], self.rarest[0] * counts[~known])
        for_concepts = _directions(arrays.run_idf_concept[at] * counts[known], self.rarest[1] * counts[~known])
        spread = arrays.concepts_of_run.starts[at + 1] - arrays.concepts_of_run.starts[at]
        order = np.argsort(spread, kind="stable")
        too_many = np.cumsum(spread[order]) > most
        too_many[:1] = False
        for_concepts[order[too_many]] = 0
        return Question(at, for_labels, for_concepts, *self.words_in(text))

    def numbers_in(self, words: Sequence[str]) -> tuple[list[int], int]:
        """The numbers of the roots in a phrase of these words, each once, and how many other roots it has."""
        roots = dict.fromkeys(self.words.roots(words))
        known = [self.numbers[root] for root in roots if root in self.numbers]
        return known, len(roots) - len(known)

    def words_in(self, text: str) -> tuple[Ints, Ints, Ints, int]:
        """The words of a phrase: their numbers, how telling they are, their share of a vector of length one; the sum.

        A word brings its twins along, as telling as they are strong.
        """
        known, others = self.numbers_in(text.split())
        total, square = others * self.rarest[2], others * self.rarest[2] ** 2
        found: dict[int, int] = {}
        for number in known:
            telling = int(self.arrays.word_idf[number])
            total += telling
            square += telling * telling
            for word, strength in ((number, STRENGTH), *self._twins(number)):
                found[word] = max(found.get(word, 0), telling * strength // STRENGTH)
        values = np.fromiter(found.values(), dtype=np.int64, count=len(found))
        shares = np.rint(values * (UNIT / math.sqrt(max(1, square)))).astype(np.int64)
        return np.fromiter(found, dtype=np.int64, count=len(found)), values, shares, max(total, 1)

    def _twins(self, number: int) -> list[tuple[int, int]]:
        twins = self.arrays.twins
        first, stop = int(twins.starts[number]), int(twins.starts[number + 1])
        return [(int(twins.owners[at]), int(twins.weights[at])) for at in range(first, stop)]


def _top(idf: Ints) -> int:
    return int(idf.max()) if len(idf) else IDF_UNIT


def _directions(values: Ints, others: Ints) -> Ints:
    """Values brought to a vector of length one together with ``others``; sums of whole numbers, so the same anywhere."""
    square = int(np.dot(values, values)) + int(np.dot(others, others))
    return np.rint(values * (UNIT / math.sqrt(max(1, square)))).astype(np.int64)


class Row(NamedTuple):
    """One label to be put in: the number of its concept, its plain text, whether it is preferred."""

    concept: int
    text: str
    preferred: bool


def build_part(
    language: str, rows: Sequence[Row], definitions: Mapping[int, str], *, rules: LinkRules, kind: str = "skill"
) -> Part:
    """A part of these labels, ordered by concept, and definitions by concept."""
    standing = standing_words(language, rules, [row.text for row in rows])
    words = Words(language, rules, standing, by_root=language in rules.by_root[kind])
    labelled = np.array([row.concept for row in rows], dtype=np.int64)
    concepts, first = np.unique(labelled, return_index=True)
    owner = np.searchsorted(concepts, labelled)
    numbers = _Numbers(words, rules.little.get(language, frozenset()))
    roots = [numbers.of(row.text) for row in rows]
    defined = [numbers.of(plain(definitions.get(one, ""))) for one in concepts.tolist()]
    in_concept, idf = _concept_words(
        roots, owner, defined, strength=rules.factors["definition"], words=len(numbers.roots)
    )
    word_pairs = pairs_of(*_flat(roots), len(rows))
    total = np.bincount(word_pairs.texts, weights=idf[word_pairs.terms], minlength=len(rows)).astype(np.int64)
    runs, run_of, label_of_code = _runs_in([row.text for row in rows])
    of_labels = pairs_of(run_of, label_of_code, len(rows))
    of_concepts = pairs_of(run_of, owner[label_of_code], len(concepts))
    label_idf = telling(of_labels, terms=len(runs), size=len(rows))
    concept_idf = telling(of_concepts, terms=len(runs), size=len(concepts))
    arrays = PartArrays(
        concepts=concepts,
        first_label=np.append(first, len(rows)).astype(np.int64),
        label_total=np.maximum(total, 1),
        bonus=np.array([rules.limits["preferred"] if row.preferred else 0 for row in rows], dtype=np.int64),
        runs=runs,
        run_idf_label=label_idf,
        run_idf_concept=concept_idf,
        word_idf=idf,
        runs_of_label=by_text(of_labels, directions(of_labels, label_idf, size=len(rows)), size=len(rows)),
        words_of_label=by_text(word_pairs, directions(word_pairs, idf, size=len(rows)), size=len(rows)),
        concepts_of_run=by_term(of_concepts, directions(of_concepts, concept_idf, size=len(concepts)), terms=len(runs)),
        concepts_of_word=in_concept,
        twins=twins_of([frozenset(one) for one in roots], labelled.tolist(), words=len(numbers.roots)),
    )
    return Part(language, arrays, numbers=numbers.roots, words=words)


class _Numbers:
    """Gives roots their numbers, in the order in which they come."""

    def __init__(self, words: Words, little: Collection[str]) -> None:
        self.roots: dict[str, int] = {}
        self._words = words
        self._little = little
        self._known: dict[str, list[int]] = {}

    def of(self, text: str) -> list[int]:
        """The numbers of the roots of a text, each once: as `Words.roots`, but each word is looked at once only."""
        all_words = text.split()
        found: dict[int, None] = {}
        for word in [one for one in all_words if one not in self._little] or all_words:
            known = self._known.get(word)
            if known is None:
                roots = self.roots
                known = self._known[word] = [roots.setdefault(root, len(roots)) for root in self._words.parts(word)]
            for number in known:
                found[number] = None
        return list(found)


def _runs_in(texts: Sequence[str]) -> tuple[Ints, Ints, Ints]:
    """All runs of letters of texts, ascending; and for each time one stands in a text, its place and the text.

    Runs never go over the edge of a word, so that each word is looked at once only.
    """
    places: dict[str, int] = {}
    words = [[places.setdefault(word, len(places)) for word in text.split()] for text in texts]
    codes, word_of_code = grams(*joined(list(places)))
    runs, run_of = np.unique(codes, return_inverse=True)
    order = np.argsort(word_of_code, kind="stable")
    starts = np.searchsorted(word_of_code[order], np.arange(len(places) + 1))
    word, text_of_word = _flat(words)
    at, _ = ranges(starts, word)
    return runs, run_of[order][at], np.repeat(text_of_word, starts[word + 1] - starts[word])


def _flat(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """All numbers of the lists one after another, and the list each is of."""
    values = np.array([one for numbers in lists for one in numbers], dtype=np.int64)
    return values, np.repeat(np.arange(len(lists), dtype=np.int64), [len(numbers) for numbers in lists])


def _concept_words(
    roots: Sequence[Sequence[int]], owner: Ints, defined: Sequence[Sequence[int]], *, strength: int, words: int
) -> tuple[Postings, Ints]:
    """From word to concepts, and how telling each word is; a word of a label is stronger than one of a definition only."""
    named, label_of = _flat(roots)
    told, concept_of = _flat(defined)
    size = max(1, len(defined))
    keys, at = np.unique(
        np.concatenate((named * size + owner[label_of], told * size + concept_of)), return_inverse=True
    )
    strengths = np.full(len(keys), strength, dtype=np.uint16)
    strengths[at[: len(named)]] = STRENGTH
    pairs = Pairs(keys // size, keys % size, np.ones(len(keys), dtype=np.int64))
    spread = np.bincount(pairs.terms[strengths == STRENGTH], minlength=words)
    return by_term(pairs, strengths, terms=words), rarity(size, np.maximum(spread, 1))


def runs_of(text: str, sizes: Sequence[int] = SIZES) -> tuple[Ints, Ints]:
    """The runs of letters of one plain phrase, ascending, and how often each stands in it: as `grams`, for one text.

    >>> runs, counts = runs_of("test testen")
    >>> len(runs), int(counts.max())
    (18, 2)
    """
    tally: dict[int, int] = {}
    smallest, largest = min(sizes), max(sizes)
    for word in text.split():
        letters = [ord(letter) & MASK for letter in f" {word} "]
        for first in range(len(letters) - smallest + 1):
            code = 0
            for size, letter in enumerate(letters[first : first + largest], 1):
                code = code << BITS | letter
                if size >= smallest:
                    run = size << BITS * size | code
                    tally[run] = tally.get(run, 0) + 1
    runs = sorted(tally)
    return np.array(runs, dtype=np.uint64), np.array([tally[run] for run in runs], dtype=np.int64)
