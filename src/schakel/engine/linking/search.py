"""The plain search: the score of every concept for one phrase, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from schakel.engine.linking.grams import UNIT, Ints
from schakel.engine.linking.part import STRENGTH, Part, Question
from schakel.engine.linking.postings import Postings, ranges

WHOLE = 10_000
# From here on two texts have the same runs of letters: the same words, in whatever order.
SAME = 9_950
_UNIT_BITS = 2 * (UNIT.bit_length() - 1)


class Weights(NamedTuple):
    """What counts how much, in thousandths that add up to 1000.

    ``chars`` likeness of a label in runs of letters; ``words`` in words; ``least`` the smaller of two shares: of the
    phrase in the label and of the label in the phrase; ``whole`` likeness of all labels of the concept together in runs
    of letters; ``concept`` share of the phrase in its labels and definition.
    """

    chars: int
    words: int
    least: int
    whole: int
    concept: int


class Asked(NamedTuple):
    """A phrase made ready: as given, as plain text, whether typing errors were repaired in that, its language (or "")."""

    query: str
    text: str
    repaired: bool
    language: str


class Found(NamedTuple):
    """What was found, in the order of worth: points below zero, concept, number of the part, share of the phrase heard."""

    minus: int
    concept: int
    part: int
    heard: int


class Hits(NamedTuple):
    """Concepts of one part that may be meant (numbers of the whole index), their score (0 to 10,000), what share of the
    words of the phrase their labels and definition hold, and the ``highest`` likeness as a whole in this part."""

    concepts: Ints
    points: Ints
    heard: Ints
    highest: int


def search_plain(part: Part, question: Question, weights: Weights, *, limits: Mapping[str, int], before: int) -> Hits:
    """The concepts that look likest as a whole, each scored by its best label.

    At most `shortlist` of them, and only those at least ``worth_a_look`` thousandths as like as the likest of this part
    and of those ``before``.
    """
    arrays = part.arrays
    count = len(arrays.concepts)
    whole = _capped(add_up(arrays.concepts_of_run, question.runs, question.for_concepts, count) >> _UNIT_BITS)
    told = add_up(arrays.concepts_of_word, question.words, question.telling, count)
    heard = _capped(told // (question.total * STRENGTH))
    rough = (whole + heard) // 2
    highest = int(rough.max())
    floor = max(highest, before) * limits["worth_a_look"] // 1000
    chosen = likest(np.where(rough >= floor, rough, 0), limits["shortlist"])
    best, same = _best_labels(part, question, weights, chosen)
    best = best + weights.whole * whole[chosen] + weights.concept * heard[chosen]
    # Of concepts with the very same label the one that is likest besides comes first.
    same = np.where(same > 0, same + best // 100_000, 0)
    return Hits(arrays.concepts[chosen], np.maximum(best // 1000, same), heard[chosen], highest)


def likest(rough: Ints, most: int) -> Ints:
    """The places of the ``most`` highest values above zero, ascending; of equal ones the first places."""
    places = np.flatnonzero(rough)
    if len(places) > most:
        order = np.argsort(-rough[places], kind="stable")[:most]
        places = np.sort(places[order])
    return places


def _best_labels(part: Part, question: Question, weights: Weights, chosen: Ints) -> tuple[Ints, Ints]:
    """The points of the best label of each chosen concept, and 10,000 where one is the same as the phrase (else 0)."""
    arrays = part.arrays
    if not len(chosen):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    labels, firsts = ranges(arrays.first_label, chosen)
    like = _capped(
        _dot(arrays.runs_of_label, labels, question.runs, question.for_labels, len(arrays.runs)) >> _UNIT_BITS
    )
    words, size = arrays.words_of_label, len(arrays.word_idf)
    cosine = _capped(_dot(words, labels, question.words, question.shares, size) >> _UNIT_BITS)
    shared = _dot(words, labels, question.words, question.telling, size, weigh=False)
    share = _capped(shared // np.maximum(question.total, arrays.label_total[labels]))
    points = weights.chars * like + weights.words * cosine + weights.least * share
    same = np.where(like >= SAME, WHOLE + arrays.bonus[labels], 0)
    return np.maximum.reduceat(points, firsts), np.maximum.reduceat(same, firsts)


def _capped(value: Ints) -> Ints:
    return np.minimum(value, WHOLE)


def add_up(table: Postings, terms: Ints, values: Ints, size: int) -> Ints:
    """10,000 times, for every text, the sum over the wanted terms of their value times the weight of the term there."""
    at, _ = ranges(table.starts, terms)
    counts = table.starts[terms + 1] - table.starts[terms]
    # Sums stay far below 2**53, so that floats hold them exactly.
    worth = np.repeat(values, counts) * table.weights[at]
    return np.bincount(table.owners[at], weights=worth, minlength=size).astype(np.int64) * WHOLE


def _dot(table: Postings, rows: Ints, terms: Ints, values: Ints, size: int, *, weigh: bool = True) -> Ints:
    """10,000 times, for each row, the sum over its terms of their value in the phrase (times their weight in the row)."""
    worth = np.zeros(size, dtype=np.int64)
    worth[terms] = values
    at, _ = ranges(table.starts, rows)
    owner = np.repeat(np.arange(len(rows)), table.starts[rows + 1] - table.starts[rows])
    parts = worth[table.owners[at]]
    if weigh:
        parts = parts * table.weights[at]
    return np.bincount(owner, weights=parts, minlength=len(rows)).astype(np.int64) * WHOLE
