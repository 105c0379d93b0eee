"""Words that stand for each other, told by the labels of the same concepts in other languages.

"Prüfung" and "Test" never stand in one German label, yet concepts with either have "test" in their English ones. Within a
concept each word of one language goes with the one of the other language it shares most concepts with, if that holds
both ways; words that go with the same word elsewhere often enough are twins. All are counts of labels: nothing is tuned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from schakel.engine.linking.grams import Ints
from schakel.engine.linking.postings import Postings, ranges

if TYPE_CHECKING:
    from schakel.engine.linking.part import PartArrays

_STRONGEST = 1000
_SCALE = 1 << 20


class WordPairs(NamedTuple):
    """Words of two languages that go together, in how many concepts."""

    ones: Ints
    others: Ints
    counts: Ints


def pairs_of_parts(parts: Sequence[PartArrays]) -> dict[tuple[int, int], WordPairs]:
    """For every two parts, both ways round, the words that go together."""
    words = [words_of_concepts(part) for part in parts]
    sizes = [len(part.word_idf) for part in parts]
    found: dict[tuple[int, int], WordPairs] = {}
    for one in range(len(parts)):
        for other in range(one + 1, len(parts)):
            pairs = _together(words[one], words[other], sizes[one], sizes[other])
            found[one, other] = pairs
            found[other, one] = WordPairs(pairs.others, pairs.ones, pairs.counts)
    return found


def with_pivots(
    parts: Sequence[PartArrays],
    pairs: Mapping[tuple[int, int], WordPairs],
    *,
    most: int,
    least: int,
    strongest: int,
) -> list[Postings]:
    """For each part its twins together with those told by all other parts: at most ``most`` a word, each with at least
    ``least`` thousandths of the concepts of a word behind it."""
    return [
        _merged(
            part.twins,
            _paraphrases([pairs[at, other] for other in range(len(parts)) if other != at], len(part.word_idf)),
            len(part.word_idf),
            (most, least, strongest),
        )
        for at, part in enumerate(parts)
    ]


def words_of_concepts(part: PartArrays) -> tuple[Ints, Ints]:
    """The words of the labels of each concept, each once: concepts (ascending) and words."""
    table = part.words_of_label
    label = np.repeat(np.arange(len(table.starts) - 1), np.diff(table.starts))
    place = np.searchsorted(part.first_label, label, side="right") - 1
    size = max(1, len(part.word_idf))
    keys = np.unique(part.concepts[place].astype(np.int64) * size + table.owners)
    return keys // size, keys % size


def _together(one: tuple[Ints, Ints], other: tuple[Ints, Ints], size: int, other_size: int) -> WordPairs:
    """The pairs of words that choose each other within a concept, with the number of concepts where they do."""
    both = np.intersect1d(one[0], other[0])
    concepts, words = (column[np.isin(one[0], both)] for column in one)
    others, other_words = (column[np.isin(other[0], both)] for column in other)
    if not len(concepts):
        empty = np.zeros(0, dtype=np.int64)
        return WordPairs(empty, empty, empty)
    starts = np.searchsorted(others, np.append(both, both[-1] + 1)).astype(np.int64)
    rows = np.searchsorted(both, concepts)
    at, _ = ranges(starts, rows)
    spread = np.diff(starts)[rows]
    left, right, where = np.repeat(words, spread), other_words[at], np.repeat(concepts, spread)
    _, back, counts = np.unique(left * max(1, other_size) + right, return_inverse=True, return_counts=True)
    # Once is no witness.
    often = counts[back] > 1
    left, right, where, counts = left[often], right[often], where[often], counts[back][often]
    alone = np.bincount(words, minlength=size)[left] + np.bincount(other_words, minlength=other_size)[right]
    alike = 2 * _SCALE * counts // alone
    chosen = _best(where, left, alike, right, size) & _best(where, right, alike, left, other_size)
    keys, counts = np.unique(left[chosen] * max(1, other_size) + right[chosen], return_counts=True)
    return WordPairs(keys // max(1, other_size), keys % max(1, other_size), counts)


def _best(where: Ints, word: Ints, alike: Ints, other: Ints, size: int) -> Ints:
    """Of the pairs of each word in each concept: whether it is the likest, of equal ones the first."""
    order = np.lexsort((other, -alike, where * size + word))
    keys = (where * size + word)[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    best = np.zeros(len(keys), dtype=bool)
    best[order[first]] = True
    return best


def _paraphrases(pairs: Sequence[WordPairs], size: int) -> WordPairs:
    """Words that go with the same words elsewhere, in thousandths of the concepts of the first."""
    total = np.zeros(size, dtype=np.int64)
    keys, values = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for ones, others, counts in pairs:
        if not len(ones):
            continue
        total += np.bincount(ones, weights=counts, minlength=size).astype(np.int64)
        order = np.argsort(others, kind="stable")
        width = int(others.max()) + 1
        starts = np.append(0, np.cumsum(np.bincount(others, minlength=width))).astype(np.int64)
        whole = np.bincount(others, weights=counts, minlength=width).astype(np.int64)
        at, _ = ranges(starts, others)
        spread = np.diff(starts)[others]
        second = ones[order][at]
        share = counts[order][at] * _SCALE // whole[np.repeat(others, spread)]
        keys.append(np.repeat(ones, spread) * size + second)
        values.append(np.repeat(counts, spread) * share)
    found, back = np.unique(np.concatenate(keys), return_inverse=True)
    summed = np.zeros(len(found), dtype=np.int64)
    np.add.at(summed, back, np.concatenate(values))
    one, two = found // size, found % size
    kept = one != two
    one, two, summed = one[kept], two[kept], summed[kept]
    return WordPairs(one, two, summed * 1000 // (np.maximum(total[one], 1) * _SCALE))


def _merged(twins: Postings, told: WordPairs, size: int, limits: tuple[int, int, int]) -> Postings:
    most, least, strongest = limits
    near: list[dict[int, int]] = [{} for _ in range(size)]
    for word in range(size):
        for at in range(int(twins.starts[word]), int(twins.starts[word + 1])):
            near[word][int(twins.owners[at])] = int(twins.weights[at])
    for one, two, share in zip(told.ones.tolist(), told.others.tolist(), told.counts.tolist(), strict=True):
        if share >= least:
            strength = min(strongest, strongest * share // 500)
            near[one][two] = max(near[one].get(two, 0), strength)
    starts, owners, weights = [0], [], []
    for found in near:
        for other, strength in sorted(found.items(), key=lambda row: (-row[1], row[0]))[:most]:
            owners.append(other)
            weights.append(strength)
        starts.append(len(owners))
    return Postings(np.array(starts, np.int64), np.array(owners, np.int32), np.array(weights, np.uint16))
