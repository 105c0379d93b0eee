"""The label matcher in machine code: a tree of words on the bytes of an Arrow column of texts.

Per document: 64 bytes at once in lower case with a mask of what belongs to words; a 64-bit hash of each word, folded
where it is not plain ASCII; the number of the word from an open-addressing table, asked for some words ahead; then steps
through the tree, one more table from (node, word) to node. The longest label wins and the next one begins after it.

Arrays are filled by loops and not by slices, for which numba compiles messages of errors: many seconds of it.

A word of up to eight bytes is its own hash, so that no two are taken for one; for longer words the chance is 2**-64.
"""
# mypy: disable-error-code="untyped-decorator,no-untyped-call,no-any-return"

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from schakel.engine.labels.hashing import (
    DOT_NET,
    NET,
    SEED,
    edge_slot,
    end_of_tail,
    finish,
    hash_bytes,
    is_high,
    is_word_byte,
    kind_of,
    mix,
)
from schakel.engine.labels.simd import classify, count_bits, lowest_bit, prefetch

Array = Any
Number = Any
# The checksum of hashing.py and simd.py: numba compiles again when this file changes, not when those do (a test knows).
MADE_WITH = 3493510424
_ONE, _ZERO = np.uint64(1), np.uint64(0)
_LOW = np.uint64(0xFFFFFFFF)
_ID = np.uint64(0x7FFFFFFF)
_GOES_ON = np.uint64(0x80000000)
_HALF = np.uint64(32)
_AHEAD, _EDGE_AHEAD = 12, 4


@njit(cache=True, nogil=True)
def spread(data: Array, begin: Number, end: Number, scratch: Array) -> Number:
    """One document in lower case into the scratch with the masks of its blocks; gives the number of blocks."""
    low, word, high, before, rest = scratch[0], scratch[1], scratch[2], scratch[3], scratch[4]
    count, full = 0, (end - begin) >> 6
    for block in range(full):
        masks = classify(data, begin + (block << 6), low, block << 6)
        word[block], high[block] = masks[0], masks[1]
        before[block, 0], before[block, 1] = np.uint64(count), masks[2]
        count += count_bits(masks[2])
    left = end - begin - (full << 6)
    for place in range(64):
        rest[place] = data[begin + (full << 6) + place] if place < left else 0
    masks = classify(rest, 0, low, full << 6)
    word[full], high[full] = masks[0], masks[1]
    before[full, 0], before[full, 1] = np.uint64(count), masks[2]
    for place in range((full + 1) << 6, (full + 2) << 6):
        low[place] = 0
    return full + 1


@njit(cache=True, nogil=True)
def run_edges(word: Array, blocks: Number, edges: Array) -> Number:
    """Where runs of word bytes begin and end, in turns; gives how many."""
    found, carry = 0, _ZERO
    for block in range(blocks):
        mask = word[block]
        turns = mask ^ ((mask << _ONE) | carry)
        carry = mask >> np.uint64(63)
        while turns != _ZERO:
            edges[found] = (block << 6) + lowest_bit(turns)
            found += 1
            turns &= turns - _ONE
    return found


@njit(cache=True, nogil=True)
def words_into(scratch: Array, blocks: Number, folds: Array, hashes: Array, bounds: Array) -> Number:
    """The words of the document in the scratch: their hashes, and where each begins and ends; gives how many."""
    low, word, high, edges = scratch[0], scratch[1], scratch[2], scratch[5]
    found = 0
    for place in range(0, run_edges(word, blocks, edges), 2):
        start, stop = edges[place], edges[place + 1]
        if is_high(high, start, stop):
            found = mixed_run(low, start, stop, folds, hashes, bounds, found)
            continue
        end = end_of_tail(low, stop, folds)
        hashed = hash_bytes(low, start, end)
        if hashed == NET and is_dotted(low, start, end, folds):
            start, hashed = start - 1, DOT_NET
        hashes[found], bounds[found, 0], bounds[found, 1] = hashed, start, end
        found += 1
    return found


@njit(cache=True, nogil=True)
def mixed_run(
    low: Array, start: Number, stop: Number, folds: Array, hashes: Array, bounds: Array, found: Number
) -> Number:
    """The words of a run of bytes that are not all ASCII, character by character."""
    place, begin, state = start, -1, (SEED, _ZERO, 0)
    while place < stop:
        entry, size = kind_of(low, place, stop, folds)
        kind = entry & 3
        if kind == 0:
            if begin >= 0:
                found = keep(low, begin, place, folds, hashes, bounds, found, close(state))
            begin = -1
        elif kind > 1:
            if begin < 0:
                begin, state = place, (SEED, _ZERO, 0)
            own = kind == 3
            state = feed(state, low, place, size) if own else feed(state, folds[2], entry >> 8, (entry >> 2) & 63)
        place += size
    if begin >= 0:
        end = end_of_tail(low, stop, folds)
        state = feed(state, low, stop, end - stop)
        found = keep(low, begin, end, folds, hashes, bounds, found, close(state))
    return found


@njit(cache=True, nogil=True)
def keep(
    low: Array, begin: Number, end: Number, folds: Array, hashes: Array, bounds: Array, found: Number, hashed: Number
) -> Number:
    """Notes one word of a mixed run."""
    if hashed == NET and end - begin == 3 and is_dotted(low, begin, end, folds):
        begin, hashed = begin - 1, DOT_NET
    hashes[found], bounds[found, 0], bounds[found, 1] = hashed, begin, end
    return found + 1


@njit(cache=True, nogil=True)
def feed(state: Array, source: Array, place: Number, size: Number) -> Array:
    """Bytes of a word that comes in pieces: (hash of the full eights, the bytes after, how many)."""
    hashed, part, filled = state
    for one in range(place, place + size):
        part |= np.uint64(source[one]) << np.uint64(8 * filled)
        filled += 1
        if filled == 8:
            hashed, part, filled = mix(hashed, part), _ZERO, 0
    return hashed, part, filled


@njit(cache=True, nogil=True)
def close(state: Array) -> Number:
    """The hash of a word that came in pieces; the same as of one that came whole."""
    hashed, part, filled = state
    return finish(mix(hashed, part) if filled else hashed)


@njit(cache=True, nogil=True)
def is_dotted(low: Array, start: Number, end: Number, folds: Array) -> bool:
    """Whether "net" is ".NET": a dot before it, and before that no word, mark or dot."""
    if start < 1 or low[start - 1] != 46 or low[end] == 43 or low[end] == 35:
        return False
    place = start - 2
    if place < 0:
        return True
    if low[place] < 128:
        return low[place] != 46 and not is_word_byte(low[place])
    while place > 0 and low[place] & 0xC0 == 0x80:
        place -= 1
    entry, _ = kind_of(low, place, start - 1, folds)
    return entry & 3 == 0


@njit(cache=True, nogil=True)
def look_up(vocabulary: Array, hashes: Array, count: Number, words: Array) -> None:
    """What the vocabulary says of each word: 0 for one that is in no label."""
    mask = np.uint64(vocabulary.shape[0] // 2 - 1)
    shift = np.uint64(64 - count_bits(mask))
    for place in range(count):
        if place + _AHEAD < count:
            prefetch(vocabulary, np.int64((hashes[place + _AHEAD] >> shift) * np.uint64(2)))
        hashed = hashes[place]
        slot = hashed >> shift
        while True:
            value = vocabulary[np.int64(slot * np.uint64(2) + _ONE)]
            if value == _ZERO or vocabulary[np.int64(slot * np.uint64(2))] == hashed:
                break
            slot = (slot + _ONE) & mask
        words[place] = value


@njit(cache=True, nogil=True)
def child_of(edges: Array, node: Number, word: Number) -> Number:
    """What the tree says of a step from a node by a word: 0 when there is none."""
    key = (node << _HALF) | word
    mask = np.uint64(edges.shape[0] // 2 - 1)
    slot = edge_slot(key, mask)
    while True:
        value = edges[np.int64(slot * np.uint64(2) + _ONE)]
        if value == _ZERO or edges[np.int64(slot * np.uint64(2))] == key:
            return value
        slot = (slot + _ONE) & mask


@njit(cache=True, nogil=True)
def longest(edges: Array, words: Array, place: Number, count: Number) -> tuple[Number, Number]:
    """(label + 1, place after its last word) of the longest label that begins at a word, or (0, 0)."""
    value = words[place]
    label, stop, step = value >> _HALF, place + 1, place + 1
    while value & _GOES_ON != _ZERO and step < count and words[step] != _ZERO:
        value = child_of(edges, value & _ID, words[step] & _ID)
        step += 1
        if value >> _HALF != _ZERO:
            label, stop = value >> _HALF, step
    return label, stop


@njit(cache=True, nogil=True)
def spans_into(
    edges: Array, words: Array, count: Number, bounds: Array, before: Array, characters: bool, out: Array, found: int
) -> Number:
    """The labels of one document behind those of earlier ones; gives how many there are now."""
    mask = np.uint64(edges.shape[0] // 2 - 1)
    place = 0
    while place < count:
        ahead = place + _EDGE_AHEAD
        if ahead + 1 < count and words[ahead] & _GOES_ON != _ZERO:
            key = ((words[ahead] & _ID) << _HALF) | (words[ahead + 1] & _ID)
            prefetch(edges, np.int64(edge_slot(key, mask) * np.uint64(2)))
        if words[place] <= _ID:  # begins no label
            place += 1
            continue
        label, stop = longest(edges, words, place, count)
        if label == _ZERO:
            place += 1
            continue
        start, end = bounds[place, 0], bounds[stop - 1, 1]
        if characters:
            start, end = start - continued(before, start), end - continued(before, end)
        out[0, found], out[1, found], out[2, found] = start, end, label - _ONE
        found += 1
        place = stop
    return found


@njit(cache=True, nogil=True)
def continued(before: Array, place: Number) -> Number:
    """How many bytes before a place go on a character: byte offset minus this is character offset."""
    block = place >> 6
    part = before[block, 1] & ((_ONE << np.uint64(place & 63)) - _ONE)
    return np.int64(before[block, 0]) + count_bits(part)


@njit(cache=True, nogil=True)
def room(longest_text: Number) -> Array:
    """Scratch for documents of up to so many bytes."""
    blocks = (longest_text >> 6) + 3
    return (
        np.zeros(blocks << 6, np.uint8),
        np.zeros(blocks, np.uint64),
        np.zeros(blocks, np.uint64),
        np.zeros((blocks, 2), np.uint64),
        np.zeros(64, np.uint8),
        np.zeros(longest_text + 3, np.int64),
    )


@njit(cache=True, nogil=True)
def find_spans(
    offsets: Array,
    data: Array,
    first: Number,
    tables: Array,
    characters: bool,
    longest_text: Number,
    out: Array,
    docs: Array,
) -> tuple[Number, Number]:
    """Spans of the documents from ``first`` on, until the room in ``out`` could be too little.

    ``tables`` is (vocabulary, edges, folds); ``out`` holds start, end and label, ``docs`` the document of each. Gives
    (number of spans, next document).
    """
    vocabulary, edges, folds = tables
    scratch = room(longest_text)
    most = longest_text // 2 + 2
    hashes, words = np.empty(most, np.uint64), np.empty(most, np.uint64)
    bounds = np.empty((most, 2), np.int64)
    found, doc = 0, first
    while doc < offsets.shape[0] - 1:
        begin, end = offsets[doc], offsets[doc + 1]
        if found + (end - begin) // 2 + 2 > docs.shape[0]:
            break
        blocks = spread(data, begin, end, scratch)
        count = words_into(scratch, blocks, folds, hashes, bounds)
        look_up(vocabulary, hashes, count, words)
        now = spans_into(edges, words, count, bounds, scratch[3], characters, out, found)
        while found < now:
            docs[found] = doc
            found += 1
        doc += 1
    return found, doc


@njit(cache=True, nogil=True)
def hash_words(offsets: Array, data: Array, folds: Array, longest_text: Number, hashes: Array, stops: Array) -> Number:
    """The words of all texts one after another, and where those of each text stop; gives how many words."""
    scratch = room(longest_text)
    most = longest_text // 2 + 2
    part, bounds = np.empty(most, np.uint64), np.empty((most, 2), np.int64)
    found = 0
    for doc in range(offsets.shape[0] - 1):
        blocks = spread(data, offsets[doc], offsets[doc + 1], scratch)
        count = words_into(scratch, blocks, folds, part, bounds)
        for place in range(count):
            hashes[found + place] = part[place]
        found += count
        stops[doc] = found
    return found
