"""The peer of linking: TF-IDF of runs of letters within words, over the labels of one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from linking_cases import Case, rank_of
from scipy.sparse import csr_matrix

from schakel.engine.linking.types import LinkLabel

DEPTH = 100


class Sort(NamedTuple):
    """Shortest and longest run, and whether the logarithm of a count is taken."""

    least: int
    most: int
    log: bool


SORTS = (Sort(3, 5, False), Sort(3, 5, True), Sort(2, 5, True))


class Peer:
    """Smooth idf, vectors of length one, cosine; runs do not go over the edge of a word."""

    def __init__(self, labels: Sequence[LinkLabel], language: str, sort: Sort) -> None:
        rows = [label for label in labels if label.language == language]
        self.uris = [label.uri for label in rows]
        self._sort = sort
        self._numbers: dict[str, int] = {}
        pairs = [(row, run) for row, label in enumerate(rows) for run in self._runs(label.label)]
        for _, run in pairs:
            self._numbers.setdefault(run, len(self._numbers))
        shape = (len(rows), len(self._numbers))
        where = ([row for row, _ in pairs], [self._numbers[run] for _, run in pairs])
        counts = csr_matrix((np.ones(len(pairs)), where), shape=shape)
        counts.sum_duplicates()
        self._idf = np.log((1 + shape[0]) / (1 + np.bincount(counts.indices, minlength=shape[1]))) + 1
        counts.data = self._weighed(counts.data) * self._idf[counts.indices]
        length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data /= np.repeat(np.maximum(length, 1e-9), np.diff(counts.indptr))
        self._matrix = counts

    def _weighed(self, counts: np.ndarray) -> np.ndarray:
        return 1 + np.log(counts) if self._sort.log else counts

    def _runs(self, text: str) -> Iterator[str]:
        for word in text.lower().split():
            padded = f" {word} "
            for size in range(self._sort.least, self._sort.most + 1):
                if len(padded) < size:
                    yield padded
                    break
                yield from (padded[at : at + size] for at in range(len(padded) - size + 1))

    def rank(self, case: Case) -> int:
        """The rank of the first right concept; 0 when it is not among the first 100."""
        tally = Counter(run for run in self._runs(case.phrase) if run in self._numbers)
        values = np.zeros(len(self._numbers))
        for run, count in tally.items():
            number = self._numbers[run]
            values[number] = float(self._weighed(np.array([float(count)]))[0]) * self._idf[number]
        scores = self._matrix @ values
        seen: dict[str, None] = {}
        for row in np.argsort(-scores, kind="stable")[: 10 * DEPTH]:
            if scores[row] > 0:
                seen[self.uris[row]] = None
        return rank_of(list(seen)[:DEPTH], case)
