"""The inner loops as machine code. Importing this module imports numba; only the fast path does.

All arithmetic is on unsigned integers that cannot overflow (`layout.scale_for` sees to that), so the answer does not
depend on the machine, the order of work or the number of threads. Offers stand in slots, 64 to a word; a block of
slots has its own postings, so that its sums stay in the nearest cache and a block out of reach costs nothing.
"""

from __future__ import annotations

import numpy as np
from numba import njit

# A heap entry is the score in the high bits and the slot turned round in the low ones: of equal scores the first wins.
_LOW = 0xFFFFFFFF
# The place of the only bit in a word: multiply, keep the top six bits, look up (a de Bruijn sequence).
_TURN = np.uint64(0x03F79D71B4CB0A89)
_LANE = np.zeros(64, dtype=np.int64)
for _bit in range(64):
    _LANE[((1 << _bit) * int(_TURN) & (1 << 64) - 1) >> 58] = _bit


@njit(cache=True, nogil=True, inline="always")
def _push(heap, size, most, item):  # type: ignore[no-untyped-def]
    """Put `item` on a heap of at most `most`, the least on top; gives the new size."""
    if size < most:
        at = size
        size += 1
        while at > 0 and heap[(at - 1) >> 1] > item:
            heap[at] = heap[(at - 1) >> 1]
            at = (at - 1) >> 1
        heap[at] = item
        return size
    if item <= heap[0]:
        return size
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= item:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = item
    return size


@njit(cache=True, nogil=True)
def expand(claims, served_at, served, relation, credit, wide, best, terms, values):  # type: ignore[no-untyped-def]
    """What a person's claims are worth for each term; gives how many terms.

    `claims` has a row (skill, tier, level) each; `served[served_at[s]:served_at[s + 1]]` are the demands that skill `s`
    can meet, by `relation`. A term is a demand at one of `wide` wanted levels. `best` is zero before and after.
    """
    count = 0
    for row in range(claims.shape[0]):
        skill, tier, level = claims[row, 0], claims[row, 1], claims[row, 2]
        for at in range(served_at[skill], served_at[skill + 1]):
            for wanted in range(wide):
                value = credit[relation[at], tier, level, wanted]
                term = served[at] * wide + wanted
                if value > best[term]:
                    if best[term] == 0:
                        terms[count] = term
                        count += 1
                    best[term] = value
    for at in range(count):
        values[at] = best[terms[at]]
        best[terms[at]] = 0
    return count


@njit(cache=True, nogil=True, inline="always")
def _add(posts, lists, terms, values, sums):  # type: ignore[no-untyped-def]
    """Add what each term gives to the sums of a block. A posting is a slot and, in the low eight bits, a weight."""
    for at in range(terms.shape[0]):
        value = sums.dtype.type(values[at])
        for post in range(lists[terms[at]], lists[terms[at] + 1]):
            entry = posts[post]
            sums[entry >> np.uint32(8)] += sums.dtype.type(entry & np.uint32(255)) * value


@njit(cache=True, nogil=True)
def search(index, terms, values, masks, rows, reach, sums, heap, most):  # type: ignore[no-untyped-def]
    """The `most` best slots of one query on a heap; gives how many there are. Slots without points are left out.

    `index` is (start of each block in words, start of the postings of each block and term, postings). A slot counts
    when its bit is set in every row of `masks` named in `rows`; a block counts when `reach` says so. `sums` is scratch
    of at least the largest block.
    """
    words, lists, posts = index
    size = 0
    threshold = sums.dtype.type(0)
    for block in range(words.shape[0] - 1):
        if reach[block] == 0:
            continue
        first, last = words[block], words[block + 1]
        sums[: (last - first) * 64] = 0
        _add(posts, lists[block], terms, values, sums)
        for word in range(first, last):
            bits = masks[rows[0], word]
            for row in range(1, rows.shape[0]):
                bits &= masks[rows[row], word]
            if bits == 0:
                continue
            base = (word - first) * 64
            above = sums.dtype.type(0)
            for lane in range(64):  # no branch: the compiler does this for many lanes at once
                above |= sums.dtype.type(sums[base + lane] > threshold)
            if above == 0:
                continue
            while bits != 0:
                lane = _LANE[((bits & (~bits + np.uint64(1))) * _TURN) >> np.uint64(58)]
                bits &= bits - np.uint64(1)
                here = sums[base + lane]
                if here > threshold:
                    item = (np.int64(here) << 32) | np.int64(_LOW - (word * 64 + lane))
                    size = _push(heap, size, most, item)
                    if size == most:
                        threshold = sums.dtype.type(heap[0] >> 32)
    return size


@njit(cache=True, nogil=True)
def search_many(index, people, graph, masks, rows, reach, scratch, found):  # type: ignore[no-untyped-def]
    """`expand` and `search` for each person: `found[p]` gets the heap entries of person `p`, best first, then -1.

    `people` is (claims, where each person's claims start); `graph` (served_at, served, relation, credit, wide); `rows`
    has the mask rows of each person; `reach[reach_row, block]` with `reach_row` the first of them.
    """
    claims, starts = people
    served_at, served, relation, credit, wide = graph
    best, terms, values, sums, heap = scratch
    most = found.shape[1]
    for person in range(starts.shape[0] - 1):
        own = claims[starts[person] : starts[person + 1]]
        count = expand(own, served_at, served, relation, credit, wide, best, terms, values)
        size = search(
            index, terms[:count], values[:count], masks, rows[person], reach[rows[person, 0]], sums, heap, most
        )
        ordered = np.sort(heap[:size])
        for at in range(size):
            found[person, at] = ordered[size - 1 - at]
        for at in range(size, most):
            found[person, at] = -1
