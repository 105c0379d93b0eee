"""The plain search: the score of every concept for one phrase, in whole numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from schakel.engine.linking.grams import UNIT, Ints
from schakel.engine.linking.part import STRENGTH, Part, Question, Terms
from schakel.engine.linking.postings import Postings

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


def search_plain(part: Part, question: Question, weights: Weights) -> tuple[Ints, Ints]:
    """The score of every concept of a part (0 to 10,000), and what share of the words of the phrase its labels hold."""
    arrays = part.arrays
    concepts = len(arrays.concepts)
    if not concepts:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    labels = len(arrays.label_total)
    likeness = (add_up(arrays.label_grams, question.label_runs, labels) * WHOLE) >> _UNIT_BITS
    cosine = (add_up(arrays.in_label, Terms(question.words.places, question.directions), labels) * WHOLE) >> _UNIT_BITS
    shared = add_up(arrays.in_label, question.words, labels, weigh=False)
    share = shared * WHOLE // np.maximum(question.total, arrays.label_total)
    score = (
        weights.chars * np.minimum(likeness, WHOLE)
        + weights.words * np.minimum(cosine, WHOLE)
        + weights.least * np.minimum(share, WHOLE)
    )
    first = arrays.first_label[:-1]
    best = np.maximum.reduceat(score, first)
    same = np.maximum.reduceat(np.where(likeness >= SAME, WHOLE + arrays.bonus, 0), first)
    whole = (add_up(arrays.concept_grams, question.concept_runs, concepts) * WHOLE) >> _UNIT_BITS
    heard = add_up(arrays.in_concept, question.words, concepts) * WHOLE // (question.total * STRENGTH)
    best += weights.whole * np.minimum(whole, WHOLE) + weights.concept * np.minimum(heard, WHOLE)
    return np.maximum(best // 1000, same), np.minimum(heard, WHOLE)


def add_up(table: Postings, terms: Terms, size: int, *, weigh: bool = True) -> Ints:
    """For every text: the sum over the wanted terms of their value (times the weight of the term in the text)."""
    if not len(terms.places):
        return np.zeros(size, dtype=np.int64)
    starts = table.starts[terms.places]
    counts = table.starts[terms.places + 1] - starts
    ends = np.cumsum(counts)
    at = np.arange(int(ends[-1])) - np.repeat(ends - counts - starts, counts)
    worth = np.repeat(terms.values, counts)
    if weigh:
        worth = worth * table.weights[at]
    # Sums stay far below 2**53, so that floats hold them exactly.
    return np.bincount(table.owners[at], weights=worth, minlength=size).astype(np.int64)
