"""The front of cost and finish day in machine code: labels by cost plus what must still be paid (bi-objective A*).

What must still be paid, and how long it must still take, is the exact least for each set of missing skills with dates
and prerequisites left aside, so that no label with a place on the front is lost. The wanted skills are the lowest bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from schakel.engine.routing.fast.cover_kernel import count_bits, givers_of, reach, scope_of
from schakel.engine.routing.fast.machine import machine_code

_NEVER = 1 << 62
_LATE = (1 << 31) - 1
_DAYS = 1 << 20
"""A key is cost times this, plus the day: less cost first, then the earlier day."""
_DIVES = 12


@machine_code
def still(amounts: Any, gives: Any, size: Any) -> Any:
    """For each set of missing wanted skills (the lowest `size` bits) the least `amounts` any modules ask to give it."""
    least = np.full(1 << size, _NEVER, np.int64)
    offsets, members, _ = givers_of(gives, (1 << size) - 1)
    least[0] = 0
    for missing in range(1, 1 << size):
        bit = 0
        while not missing >> bit & 1:
            bit += 1
        for place in range(offsets[bit], offsets[bit + 1]):
            at = members[place]
            total = amounts[at] + least[missing & ~gives[at]]
            least[missing] = min(least[missing], total)
    return least


@machine_code
def pack(mask: Any, scope: Any, place: Any) -> Any:
    """A mask with only the bits of `scope`, pushed together from bit `place`: small numbers make small tables."""
    packed = 0
    for bit in range(62):
        if scope >> bit & 1:
            packed |= (mask >> bit & 1) << place
            place += 1
    return packed


@machine_code
def settled(held: Any, gives: Any, needs: Any, wanted: Any, known: Any) -> Any:
    """`held` with every skill added that can no longer matter: sets that differ only in those are the same set."""
    if known[held] < 0:
        found, more = wanted & ~held, True
        while more:
            more = False
            for at in range(gives.size):
                if gives[at] & found and needs[at] & ~held & ~found:
                    found |= needs[at] & ~held
                    more = True
        known[held] = (known.size - 1) & ~found
    return known[held]


@machine_code
def grown(array: Any) -> Any:
    """The same array with twice the room."""
    wider = np.empty(array.size * 2, array.dtype)
    wider[: array.size] = array
    return wider


@machine_code
def push(keys: Any, labels: Any, size: Any, key: Any, label: Any) -> None:
    """Puts a label with its key in the heap of `size` labels."""
    at = size
    while at and key < keys[(at - 1) >> 1]:
        keys[at], labels[at] = keys[(at - 1) >> 1], labels[(at - 1) >> 1]
        at = (at - 1) >> 1
    keys[at], labels[at] = key, label


@machine_code
def pop(keys: Any, labels: Any, size: Any) -> Any:
    """Takes the label with the least key from a heap of `size` labels."""
    first, key, label = labels[0], keys[size - 1], labels[size - 1]
    at, child = 0, 1
    while child < size - 1:
        if child + 1 < size - 1 and keys[child + 1] < keys[child]:
            child += 1
        if key <= keys[child]:
            break
        keys[at], labels[at] = keys[child], labels[child]
        at, child = child, 2 * child + 1
    keys[at], labels[at] = key, label
    return first


@machine_code
def timetable(offsets: Any, starts: Any) -> Any:
    """Per module and day the first day from then on that it starts; -1 when none is left, -2: on any day."""
    horizon = 1
    for start in starts:
        horizon = max(horizon, start + 1)
    table = np.full((offsets.size - 1, horizon), -1, np.int32)
    for at in range(offsets.size - 1):
        place = offsets[at + 1] - 1
        if place < offsets[at]:
            table[at, :] = -2
        for day in range(horizon - 1, -1, -1):
            while place > offsets[at] and starts[place - 1] >= day:
                place -= 1
            if place >= offsets[at] and starts[place] >= day:
                table[at, day] = starts[place]
    return table


@machine_code
def first_start(table: Any, module: Any, day: Any) -> Any:
    """The first day on or after `day` that a module starts; -1 when none is left."""
    start = table[module, min(day, table.shape[1] - 1)]
    if start == -2:
        return day
    return start if start >= day else -1


@machine_code
def soonest(table: Any, modules: Any, aims: Any) -> Any:
    """Per wanted skill and day the first day that any module giving it can be finished, begun from then on."""
    gives, _, _, days = modules
    horizon = table.shape[1]
    ends = np.full((aims, horizon + 1), _LATE, np.int32)
    for at in range(gives.size):
        for day in range(horizon + 1):
            start = first_start(table, at, day)
            if start >= 0:
                for bit in range(aims):
                    if gives[at] >> bit & 1:
                        ends[bit, day] = min(ends[bit, day], start + days[at])
    return ends


@machine_code
def end_of_all(missing: Any, day: Any, ends: Any) -> Any:
    """A day before which the missing skills cannot all be had."""
    horizon = ends.shape[1] - 1
    later = max(day - horizon, 0)
    last, bit = day, 0
    while missing >> bit:
        if missing >> bit & 1 and ends[bit, day - later] + later > last:
            last = ends[bit, day - later] + later
        bit += 1
    return last


@machine_code
def beaten(cost: Any, day: Any, seeds: Any) -> Any:
    """Whether a whole route is known that is better in one and no worse in the other."""
    for at in range(seeds.shape[0]):
        if (seeds[at, 0] <= cost and seeds[at, 1] < day) or (seeds[at, 0] < cost and seeds[at, 1] <= day):
            return True
    return False


@machine_code
def dive(modules: Any, table: Any, wanted: Any, still_needed: Any, weight: Any) -> Any:
    """One whole route, fast: each time the step that looks best when a day is worth `weight` euros."""
    gives, needs, costs, days = modules
    dear, slow = still_needed
    held, cost, day = 0, 0, 0
    while wanted & ~held:
        best, chosen, chosen_end = np.inf, -1, 0
        for at in range(gives.size):
            start = first_start(table, at, day)
            if not gives[at] & ~held or needs[at] & ~held or start < 0:
                continue
            missing, end = wanted & ~(held | gives[at]), start + days[at]
            rate = costs[at] + dear[missing] + weight * (end + slow[missing])
            rate /= 1.0 + 1e-3 * count_bits(gives[at] & ~held)  # of equals the one that also opens more
            if rate < best:
                best, chosen, chosen_end = rate, at, end
        if chosen < 0:
            return _NEVER, _NEVER
        held, cost, day = held | gives[chosen], cost + costs[chosen], chosen_end
    return cost, day


@machine_code
def some_routes(modules: Any, table: Any, wanted: Any, still_needed: Any) -> Any:
    """Costs and days of some whole routes, to drop early what cannot be better."""
    seeds = np.full((_DIVES, 2), _NEVER, np.int64)
    for at in range(_DIVES):
        seeds[at] = dive(modules, table, wanted, still_needed, 0.25 * 2.0**at)
    kept = 0
    for at in range(_DIVES):
        better = beaten(seeds[at, 0], seeds[at, 1], seeds) or seeds[at, 0] == _NEVER
        for other in range(kept):
            better = better or (seeds[other, 0] == seeds[at, 0] and seeds[other, 1] == seeds[at, 1])
        if not better:
            seeds[kept] = seeds[at]
            kept += 1
    return seeds[:kept]


@machine_code
def search(modules: Any, table: Any, sizes: Any, labels_most: Any) -> Any:
    """The labels. Returns their number, whether all were looked at, the ends, and how to walk back from them."""
    gives, needs, costs, days = modules
    aims, bits = sizes
    wanted = (1 << aims) - 1
    dear, slow = still(costs, gives, aims), still(days, gives, aims)
    ends_of = soonest(table, modules, aims)
    seeds = some_routes(modules, table, wanted, (dear, slow))
    reached, known = np.full(1 << bits, _LATE, np.int32), np.full(1 << bits, -1, np.int32)
    room = 4096
    masks, spent, ends = np.zeros(room, np.int32), np.zeros(room, np.int64), np.zeros(room, np.int32)
    parents, steps = np.zeros(room, np.int32), np.zeros(room, np.int32)
    keys, queue, waiting, made, last = np.zeros(room, np.int64), np.zeros(room, np.int32), 1, 1, _LATE
    found = [(0, 0, 0) for _ in range(0)]
    while waiting and made <= labels_most:
        label = pop(keys, queue, waiting)
        waiting -= 1
        held, day = masks[label], ends[label]
        if day >= reached[held] or max(day + slow[wanted & ~held], end_of_all(wanted & ~held, day, ends_of)) >= last:
            continue
        reached[held] = day
        if not wanted & ~held:
            last = day
            found.append((spent[label], day, label))
            continue
        for at in range(gives.size):
            if not gives[at] & ~held or needs[at] & ~held:
                continue
            start = first_start(table, at, day)
            end, cost = start + days[at], spent[label] + costs[at]
            missing = wanted & ~(held | gives[at])
            if start < 0 or end + slow[missing] >= last:
                continue
            more = settled(held | gives[at], gives, needs, wanted, known)
            if end >= reached[more]:
                continue
            least = max(end + slow[missing], end_of_all(missing, end, ends_of))
            if least >= last or beaten(cost + dear[missing], least, seeds):
                continue
            if made == room:
                room *= 2
                masks, spent, ends, keys = grown(masks), grown(spent), grown(ends), grown(keys)
                parents, steps, queue = grown(parents), grown(steps), grown(queue)
            masks[made], spent[made], ends[made] = more, cost, end
            parents[made], steps[made] = label, at
            push(keys, queue, waiting, (cost + dear[missing]) * _DAYS + end, made)
            waiting += 1
            made += 1
    return made, made <= labels_most, found, parents, steps


@machine_code
def solve_front(modules: Any, dates: Any, wanted: Any, limits: Any) -> Any:
    """The front over the skills that matter only; nothing is proven when these are more than the table holds."""
    gives, needs, costs, days = modules
    labels_most, table_bits = limits
    had = reach(gives, needs)
    wanted &= had
    scope = scope_of(gives, needs, wanted) & had
    aims, size, nothing = count_bits(wanted), count_bits(scope), np.zeros(1, np.int32)
    if wanted == 0 or size > table_bits:
        return 0, wanted == 0, [(0, 0, 0) for _ in range(0)], nothing, nothing
    small = np.empty(gives.size, np.int64)
    first = np.empty(gives.size, np.int64)
    for at in range(gives.size):
        usable = not needs[at] & ~had
        small[at] = pack(gives[at], wanted, 0) | pack(gives[at], scope & ~wanted, aims) if usable else 0
        first[at] = pack(needs[at], wanted, 0) | pack(needs[at], scope & ~wanted, aims)
    return search((small, first, costs, days), timetable(dates[0], dates[1]), (aims, size), labels_most)
