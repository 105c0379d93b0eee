"""Words that the labels themselves use for each other: "gegevens" and "data", "beheren" and "managen".

Two labels of one concept that differ in one word only are a witness that the two words mean the same there. Enough
witnesses, and enough of them beside all labels with these words, make them twins. Labels that differ in two words
("s'exprimer oralement", "interagir verbalement") are witnesses too, but far more of them are asked for.
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
_WIDE_SHARE = 3
_WIDE = 2
_WIDE_STRONGEST = 500


def twins_of(labels: Sequence[frozenset[int]], concepts: Sequence[int], *, words: int) -> Postings:
    """For every word its twins with their strength (thousandths), from the words of all labels, ordered by concept."""
    witnesses, wide = _witnesses(labels, concepts)
    holders: dict[int, set[int]] = {}
    for words_of, concept in zip(labels, concepts, strict=True):
        for word in words_of:
            holders.setdefault(word, set()).add(concept)
    near: dict[int, list[tuple[int, int]]] = {}
    for (one, other), few in sorted({**dict.fromkeys(wide, 0), **witnesses}.items()):
        least = min(len(holders[one]), len(holders[other]))
        count = max(few, wide.get((one, other), 0))
        enough = few >= _WITNESSES and few * _SHARE >= least
        if enough or (count >= _WITNESSES and count * _WIDE_SHARE >= least):
            strength = (_STRONGEST if enough else _WIDE_STRONGEST) * count // (count + _HALF)
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


_Counts = dict[tuple[int, int], int]


def _witnesses(labels: Sequence[frozenset[int]], concepts: Sequence[int]) -> tuple[_Counts, _Counts]:
    """How many concepts have two labels that differ in these two words only; and in two words at most."""
    counts: _Counts = {}
    wide: _Counts = {}
    first = 0
    while first < len(labels):
        stop = first
        while stop < len(labels) and concepts[stop] == concepts[first]:
            stop += 1
        group = sorted(set(labels[first : min(stop, first + _LABELS_MOST)]), key=sorted)
        pairs: set[tuple[int, int]] = set()
        more: set[tuple[int, int]] = set()
        for one, other in combinations(group, 2):
            left, right = one - other, other - one
            if len(left) > _WIDE or len(right) > _WIDE or not left or not right or len(left) == len(one):
                continue
            more.update((min(a, b), max(a, b)) for a in left for b in right)
            if len(left) == len(right) == 1:
                pairs.update((min(a, b), max(a, b)) for a in left for b in right)
        for found, tally in ((pairs, counts), (more, wide)):
            for pair in found:
                tally[pair] = tally.get(pair, 0) + 1
        first = stop
    return counts, wide
