"""Hashes of words and classes of characters, as the kernel computes them; compiled by numba."""
# mypy: disable-error-code="untyped-decorator,no-untyped-call,no-any-return"

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from schakel.engine.labels.simd import count_bits, load64

Array = Any
Number = Any
SEED = np.uint64(0x9E3779B97F4A7C15)
_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_LAST = np.uint64(0xA0761D6478BD642F)
_EDGE = np.uint64(0xE7037ED1A0B428DB)
_HALF = np.uint64(32)


@njit(cache=True, nogil=True)
def mix(hashed: Number, part: Number) -> Number:
    """Eight more bytes into a hash; for one hash no two parts give the same."""
    hashed = (hashed ^ part) * _FACTOR
    return hashed ^ (hashed >> _HALF)


@njit(cache=True, nogil=True)
def finish(hashed: Number) -> Number:
    """The hash of a whole word: its highest bits are the slot in the vocabulary."""
    return hashed * _LAST


@njit(cache=True, nogil=True)
def hash_bytes(data: Array, start: Number, end: Number) -> Number:
    """The hash of data[start:end]; eight bytes after it may be read."""
    hashed = SEED
    while end - start >= 8:
        hashed = mix(hashed, load64(data, start))
        start += 8
    if end > start:
        spare = np.uint64(64 - 8 * (end - start))
        hashed = mix(hashed, (load64(data, start) << spare) >> spare)
    return finish(hashed)


@njit(cache=True, nogil=True)
def edge_slot(key: Number, mask: Number) -> Number:
    """Where a step of the tree is looked for first."""
    key = key * _EDGE
    key ^= key >> _HALF
    return (key * _LAST) >> np.uint64(64 - count_bits(mask))


@njit(cache=True, nogil=True)
def is_high(high: Array, start: Number, stop: Number) -> bool:
    """Whether any byte from start to stop is not ASCII."""
    first, last = start >> 6, (stop - 1) >> 6
    for block in range(first, last + 1):
        mask = high[block]
        if block == first:
            mask &= ~np.uint64(0) << np.uint64(start & 63)
        if block == last:
            mask &= ~np.uint64(0) >> np.uint64(63 - ((stop - 1) & 63))
        if mask != np.uint64(0):
            return True
    return False


@njit(cache=True, nogil=True)
def is_word_byte(byte: Number) -> bool:
    """Whether an ASCII byte in lower case is a letter or a digit."""
    return 97 <= byte <= 122 or 48 <= byte <= 57


@njit(cache=True, nogil=True)
def decode(data: Array, place: Number, stop: Number) -> tuple[Number, Number]:
    """The character at a place of UTF-8 and its bytes; (-1, 1) where there is none."""
    lead = np.int64(data[place])
    if lead < 0x80:
        return lead, 1
    size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    if lead < 0xC2 or lead > 0xF4 or place + size > stop:
        return -1, 1
    code = lead & (0xFF >> (size + 1))
    for one in range(place + 1, place + size):
        byte = np.int64(data[one])
        if byte & 0xC0 != 0x80:
            return -1, 1
        code = (code << 6) | (byte & 0x3F)
    return (code, size) if code < 0x110000 else (-1, 1)


@njit(cache=True, nogil=True)
def kind_of(data: Array, place: Number, stop: Number, folds: Array) -> tuple[Number, Number]:
    """The entry of the character at a place in the table of folds, and its bytes."""
    code, size = decode(data, place, stop)
    if code < 0:
        return 0, size
    return np.int64(folds[1][np.int64(folds[0][code >> 8]) * 256 + (code & 255)]), size


@njit(cache=True, nogil=True)
def end_of_tail(low: Array, stop: Number, folds: Array) -> Number:
    """Where a word ends whose letters end at ``stop``: after ``++``, or a ``+`` or ``#`` that no word follows."""
    byte = low[stop]
    if byte != 43 and byte != 35:
        return stop
    after = low[stop + 1]
    if byte == 43 and after == 43:
        return stop + 2
    if after < 128:
        return stop if is_word_byte(after) else stop + 1
    entry, _ = kind_of(low, stop + 1, low.shape[0], folds)
    return stop if entry & 3 > 1 else stop + 1


def _hash_of(word: bytes) -> np.uint64:
    """The hash of a short word, without compiling."""
    mask = (1 << 64) - 1
    hashed = ((int(SEED) ^ int.from_bytes(word, "little")) * int(_FACTOR)) & mask
    hashed ^= hashed >> 32
    return np.uint64((hashed * int(_LAST)) & mask)


NET = _hash_of(b"net")
DOT_NET = _hash_of(b".net")
