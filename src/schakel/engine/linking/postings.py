"""Tables of terms and texts, both ways round, with weights in whole numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from schakel.engine.linking.grams import Ints, rarity, unit_weights


class Postings(NamedTuple):
    """Which texts hold a term: ``starts[t]:starts[t+1]`` are the places of term ``t`` in ``owners`` and ``weights``."""

    starts: Ints
    owners: Ints
    weights: Ints


class Pairs(NamedTuple):
    """Each term of each text once, by term and then by text, with how often it stands there."""

    terms: Ints
    texts: Ints
    counts: Ints


def pairs_of(terms: Ints, texts: Ints, size: int) -> Pairs:
    """The pairs of these occurrences in ``size`` texts.

    >>> pairs_of(np.array([4, 1, 4]), np.array([0, 1, 0]), 2)
    Pairs(terms=array([1, 4]), texts=array([1, 0]), counts=array([1, 2]))
    """
    size = max(1, size)
    keys, counts = np.unique(terms.astype(np.int64) * size + texts, return_counts=True)
    return Pairs(keys // size, keys % size, counts)


def telling(pairs: Pairs, *, terms: int, size: int) -> Ints:
    """How telling each term is, from the number of texts that hold it."""
    return rarity(size, np.bincount(pairs.terms, minlength=terms))


def by_term(pairs: Pairs, weights: Ints, *, terms: int) -> Postings:
    """From term to texts (ascending)."""
    starts = np.concatenate(([0], np.cumsum(np.bincount(pairs.terms, minlength=terms)))).astype(np.int64)
    return Postings(starts, pairs.texts.astype(np.int32), weights.astype(np.uint16))


def by_text(pairs: Pairs, weights: Ints, *, size: int) -> Postings:
    """From text to terms (ascending): ``owners`` are terms here."""
    order = np.argsort(pairs.texts, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(pairs.texts, minlength=size)))).astype(np.int64)
    return Postings(starts, pairs.terms[order].astype(np.int32), weights[order].astype(np.uint16))


def directions(pairs: Pairs, idf: Ints, *, size: int) -> Ints:
    """The weights that make the terms of each text a vector of length one."""
    return unit_weights(pairs.counts * idf[pairs.terms], pairs.texts, size)


def ranges(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """All places ``starts[r]:starts[r+1]`` of the rows one after another, and where each row begins among them."""
    counts = starts[rows + 1] - starts[rows]
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) - np.repeat(ends - counts - starts[rows], counts), ends - counts
