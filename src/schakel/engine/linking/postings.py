"""Which texts hold a term, with weights: the turned-round table that every search walks through."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from schakel.engine.linking.grams import Ints, rarity, unit_weights


class Postings(NamedTuple):
    """``starts[t]:starts[t+1]`` are the places of term ``t`` in ``owners`` (texts, ascending) and ``weights``.

    ``terms`` are the numbers of the terms, ascending (empty when terms are numbered from 0 themselves); ``idf`` how
    telling each is.
    """

    terms: Ints
    starts: Ints
    owners: Ints
    weights: Ints
    idf: Ints

    def find(self, wanted: Ints) -> tuple[Ints, Ints]:
        """Where the wanted terms stand among ``terms``, and which of the wanted there are."""
        if not len(self.terms):
            return np.empty(0, dtype=np.int64), np.zeros(len(wanted), dtype=bool)
        places = np.searchsorted(self.terms, wanted)
        places[places == len(self.terms)] = 0
        return places, self.terms[places] == wanted


def by_grams(codes: Ints, owners: Ints, size: int) -> Postings:
    """Postings of runs of letters: weights are TF-IDF with length one per text (``size`` texts)."""
    size = max(1, size)
    terms, at = np.unique(codes, return_inverse=True)
    pairs, counts = np.unique(at.astype(np.int64) * size + owners, return_counts=True)
    term_of, text_of = pairs // size, pairs % size
    spread = np.bincount(term_of, minlength=len(terms))
    idf = rarity(size, spread)
    weights = unit_weights(counts * idf[term_of], text_of, size)
    starts = np.concatenate(([0], np.cumsum(spread)))
    return Postings(terms, starts, text_of.astype(np.int32), weights, idf)


def by_words(numbers: Ints, owners: Ints, *, idf: Ints, size: int) -> Postings:
    """Postings of word numbers, each once a text: weights are ``idf`` with length one per text."""
    size = max(1, size)
    pairs = np.unique(numbers * size + owners)
    term_of, text_of = pairs // size, pairs % size
    starts = np.concatenate(([0], np.cumsum(np.bincount(term_of, minlength=len(idf)))))
    weights = unit_weights(idf[term_of], text_of, size)
    return Postings(np.empty(0, dtype=np.uint64), starts, text_of.astype(np.int32), weights, idf)
