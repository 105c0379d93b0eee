"""Words that the labels themselves use for each other: "gegevens" and "data", "beheren" and "managen".

Two labels of one concept that differ in one word only are a witness that the two words mean the same there. Enough
witnesses, and enough of them beside all labels with these words, make them twins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from schakel.engine.linking.postings import Postings

_WITNESSES = 3
_LABELS_MOST = 40
_TWINS_MOST = 4
_STRONGEST = 800
_HALF = 4
_SHARE = 25


def twins_of(labels: Sequence[frozenset[int]], concepts: Sequence[int], *, words: int) -> Postings:
    """For every word its twins with their strength (thousandths), from the words of all labels, ordered by concept."""
    witnesses = _witnesses(labels, concepts)
    holders: dict[int, set[int]] = {}
    for words_of, concept in zip(labels, concepts, strict=True):
        for word in words_of:
            holders.setdefault(word, set()).add(concept)
    near: dict[int, list[tuple[int, int]]] = {}
    for (one, other), count in sorted(witnesses.items()):
        least = min(len(holders[one]), len(holders[other]))
        if count >= _WITNESSES and count * _SHARE >= least:
            strength = _STRONGEST * count // (count + _HALF)
            near.setdefault(one, []).append((-strength, other))
            near.setdefault(other, []).append((-strength, one))
    starts, owners, weights = [0], [], []
    for word in range(words):
        for strength, other in sorted(near.get(word, ()))[:_TWINS_MOST]:
            owners.append(other)
            weights.append(-strength)
        starts.append(len(owners))
    return Postings(
        np.array(starts, dtype=np.int64), np.array(owners, dtype=np.int32), np.array(weights, dtype=np.uint16)
    )


def _witnesses(labels: Sequence[frozenset[int]], concepts: Sequence[int]) -> dict[tuple[int, int], int]:
    """How many concepts have two labels that differ in these two words only."""
    counts: dict[tuple[int, int], int] = {}
    first = 0
    while first < len(labels):
        stop = first
        while stop < len(labels) and concepts[stop] == concepts[first]:
            stop += 1
        group = sorted(set(labels[first : min(stop, first + _LABELS_MOST)]), key=sorted)
        pairs: set[tuple[int, int]] = set()
        for one, other in combinations(group, 2):
            if len(one) == len(other) and len(one) > 1:
                left, right = one - other, other - one
                if len(left) == 1:
                    pairs.add((min(*left, *right), max(*left, *right)))
        for pair in pairs:
            counts[pair] = counts.get(pair, 0) + 1
        first = stop
    return counts
