"""The tables of the kernel, built from the labels: vocabulary, tree and folds of characters."""
# mypy: disable-error-code="untyped-decorator,no-untyped-call,no-any-return"

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from schakel.engine.errors import InputError
from schakel.engine.labels.folding import MARK, WORD, class_of, fold_character
from schakel.engine.labels.hashing import edge_slot
from schakel.engine.labels.kernel import hash_words
from schakel.engine.labels.simd import count_bits

Array = Any
# The checksum of hashing.py and simd.py: numba compiles again when this file changes, not when those do (a test knows).
MADE_WITH = 3493510424
_LOAD = 0.45
_WORDS_MOST = 1 << 30
_ONE, _TWO, _ZERO, _HALF = np.uint64(1), np.uint64(2), np.uint64(0), np.uint64(32)
_ID, _GOES_ON = np.uint64(0x7FFFFFFF), np.uint64(0x80000000)


class Tables(NamedTuple):
    """What the kernel looks in.

    ``vocabulary`` and ``edges`` are open-addressing tables of pairs of 64-bit numbers (key, value); ``top``, ``pages``
    and ``folded`` give the class and the fold of every character; ``alike`` gives for every label the first with the
    same words.
    """

    vocabulary: Array
    edges: Array
    top: Array
    pages: Array
    folded: Array
    alike: Array

    def kernel(self) -> tuple[Array, Array, tuple[Array, Array, Array]]:
        """In the shape the kernel takes."""
        return fixed(self.vocabulary), fixed(self.edges), (fixed(self.top), fixed(self.pages), fixed(self.folded))


def fixed(array: Array) -> Array:
    """An array that is not written to, as those of a file: numba compiles once for those and once for others."""
    view = array.view()
    view.flags.writeable = False
    return view


def build_tables(offsets: Array, data: Array) -> Tables:
    """The tables for labels in the form of an Arrow column: int64 offsets and UTF-8 bytes. Raises InputError."""
    folds = fold_table()
    sizes = np.diff(offsets)
    most = int(sizes.sum()) // 2 + 2 * len(sizes) + 2
    hashes, stops = np.empty(most, np.uint64), np.zeros(len(sizes), np.int64)
    count = hash_words(fixed(offsets), fixed(data), folds, int(sizes.max(initial=0)), hashes, stops)
    if count >= _WORDS_MOST:
        raise InputError("There are too many labels for one matcher", remedy="Divide them over several")
    slots = _slots(count)
    vocabulary, places = np.zeros(2 * slots, np.uint64), np.empty(count, np.int64)
    words = number_words(hashes[:count], vocabulary, places)
    edges, alike = np.zeros(2 * slots, np.uint64), np.zeros(len(sizes), np.uint32)
    steps = grow(stops, places, vocabulary, edges, alike, words)
    return Tables(
        _fitted(vocabulary, words, keyed=False), _fitted(edges, steps, keyed=True), folds[0], folds[1], folds[2], alike
    )


def _slots(count: int) -> int:
    """A power of two with room for so many at the wanted load."""
    slots = 64
    while slots * _LOAD < count:
        slots *= 2
    return slots


def _fitted(table: Array, count: int, *, keyed: bool) -> Array:
    """The same pairs in a table of the right size."""
    slots = _slots(count)
    if 2 * slots >= len(table):
        return table
    smaller = np.zeros(2 * slots, np.uint64)
    move(table, smaller, keyed)
    return smaller


@njit(cache=True)
def slot_for(table: Array, key: Any, slot: Any) -> Any:
    """The slot that holds a key, or the free one where it would go."""
    mask = np.uint64(table.shape[0] // 2 - 1)
    while table[np.int64(slot * _TWO + _ONE)] != _ZERO and table[np.int64(slot * _TWO)] != key:
        slot = (slot + _ONE) & mask
    return np.int64(slot)


@njit(cache=True)
def move(table: Array, smaller: Array, keyed: bool) -> None:
    """All pairs of one table into another."""
    mask = np.uint64(smaller.shape[0] // 2 - 1)
    shift = np.uint64(64 - count_bits(mask))
    for place in range(table.shape[0] // 2):
        if table[2 * place + 1] != _ZERO:
            key = table[2 * place]
            slot = slot_for(smaller, key, edge_slot(key, mask) if keyed else key >> shift)
            smaller[2 * slot], smaller[2 * slot + 1] = key, table[2 * place + 1]


@njit(cache=True)
def number_words(hashes: Array, vocabulary: Array, places: Array) -> int:
    """Numbers every distinct word from 1, in order of first sight; notes the slot of each; gives how many."""
    shift = np.uint64(64 - count_bits(np.uint64(vocabulary.shape[0] // 2 - 1)))
    words = 0
    for place in range(hashes.shape[0]):
        slot = slot_for(vocabulary, hashes[place], hashes[place] >> shift)
        if vocabulary[2 * slot + 1] == _ZERO:
            words += 1
            vocabulary[2 * slot], vocabulary[2 * slot + 1] = hashes[place], np.uint64(words)
        places[place] = slot
    return words


@njit(cache=True)
def grow(stops: Array, places: Array, vocabulary: Array, edges: Array, alike: Array, words: int) -> int:
    """Puts every label in the tree; gives the number of steps. The first node of a label is its first word itself."""
    mask = np.uint64(edges.shape[0] // 2 - 1)
    steps, place = 0, 0
    for label in range(stops.shape[0]):
        alike[label] = label
        if place == stops[label]:
            continue
        table, slot = vocabulary, places[place]
        for word in range(place + 1, stops[label]):
            table[2 * slot + 1] |= _GOES_ON
            node = table[2 * slot + 1] & _ID
            key = (node << _HALF) | (vocabulary[2 * places[word] + 1] & _ID)
            table, slot = edges, slot_for(edges, key, edge_slot(key, mask))
            if edges[2 * slot + 1] == _ZERO:
                steps += 1
                edges[2 * slot], edges[2 * slot + 1] = key, np.uint64(words + steps)
        known = table[2 * slot + 1] >> _HALF
        if known == _ZERO:
            table[2 * slot + 1] |= np.uint64(label + 1) << _HALF
        else:
            alike[label] = np.uint32(known - _ONE)
        place = stops[label]
    return steps


@lru_cache(maxsize=1)
def fold_table() -> tuple[Array, Array, Array]:
    """Class and fold of every character: number of a page by its high bits, the pages, and the folds in UTF-8.

    An entry is 0 for a separator, 1 for a mark, 3 for a character that folds to itself, else place << 8 | bytes << 2 | 2.
    """
    folded = bytearray()
    known: dict[bytes, int] = {}
    pages: dict[tuple[int, ...], int] = {}
    top = np.zeros(0x1100, np.uint16)
    for high in range(0x1100):
        page = tuple(_entry(chr(high << 8 | low), folded, known) for low in range(256))
        top[high] = pages.setdefault(page, len(pages))
    table = np.array([entry for page in pages for entry in page], np.uint32)
    return fixed(top), fixed(table), np.frombuffer(bytes(folded) or b"\0", np.uint8)


def _entry(character: str, folded: bytearray, known: dict[bytes, int]) -> int:
    category = unicodedata.category(character)
    if category in ("Cn", "Co", "Cs"):
        return 0
    # Most of Unicode: ideographs and other letters without case that are not made of parts (as Hangul is).
    made = "\uac00" <= character <= "\ud7a3" or unicodedata.decomposition(character)
    if category == "Lo" and not made and character.casefold() == character:
        return 3
    kind = class_of(character)
    if kind != WORD:
        return 1 if kind == MARK else 0
    fold = fold_character(character)
    if fold == character:
        return 3
    form = fold.encode()
    if form not in known:
        known[form] = len(folded)
        folded += form
    return known[form] << 8 | len(form) << 2 | 2


def arrow_form(labels: Sequence[str]) -> tuple[Array, Array]:
    """Labels as an Arrow column holds them: int64 offsets and UTF-8 bytes."""
    encoded = [label.encode() for label in labels]
    offsets = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(one) for one in encoded], out=offsets[1:])
    return offsets, np.frombuffer(b"".join(encoded) or b"\0", np.uint8)
