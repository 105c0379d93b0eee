"""Runs of three to five letters within words, as numbers; and weights of terms in whole numbers.

Everything that ranks is a whole number, so that every machine and every path gives the same bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]

SIZES = (3, 4, 5)
# A vector of length one is a vector of this length in whole numbers.
UNIT = 4096
IDF_UNIT = 256
BITS = 12
MASK = (1 << BITS) - 1


def joined(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """The letters of plain texts one after another, each word with a space on both sides, and the text of each letter."""
    padded = [" " + text.replace(" ", "  ") + " " for text in texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), [len(text) for text in padded])
    return letters & np.uint64(MASK), owners


def grams(letters: Ints, owners: Ints, sizes: Sequence[int] = SIZES) -> tuple[Ints, Ints]:
    """All runs (as one number each) and the text each stands in; a run never goes over the edge of a word."""
    space = letters == np.uint64(32)
    runs, texts = [], []
    for size in sizes:
        count = len(letters) - size + 1
        if count < 1:
            continue
        inside = np.ones(count, dtype=bool)
        for at in range(1, size - 1):
            inside &= ~space[at : at + count]
        inside &= owners[:count] == owners[size - 1 :]
        code = np.full(count, size, dtype=np.uint64)
        for at in range(size):
            code = (code << np.uint64(BITS)) | letters[at : at + count]
        runs.append(code[inside])
        texts.append(owners[:count][inside])
    if not runs:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    return np.concatenate(runs), np.concatenate(texts)


def rarity(total: int, counts: Ints) -> Ints:
    """How telling a term is, from the number of texts that hold it: a whole number, 256 for the weight one."""
    return np.rint(IDF_UNIT * (np.log((1.0 + total) / (1.0 + counts)) + 1.0)).astype(np.int64)


def unit_weights(values: Ints, owners: Ints, size: int) -> Ints:
    """Each text's values brought to length one (4096), in whole numbers."""
    length = np.sqrt(np.bincount(owners, weights=values.astype(np.float64) ** 2, minlength=size))
    return np.rint(values * (UNIT / np.maximum(length, 1e-9))[owners]).astype(np.uint16)
