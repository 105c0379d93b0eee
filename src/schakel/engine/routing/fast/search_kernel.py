"""The exact search over labels in machine code: see `schakel.engine.routing.search` for the method and plain reference.

A label is a row of `store`: (held, cost, extra, used, jobs, parent, candidate, start, path,
what it settles to or -1). `problem` holds the
candidates, their starts and (wanted, every, most jobs, most steps); `bound` what `schakel.engine.routing.bounds` knows; `kept` the
labels nothing beats, as chains by what they hold, in the order in which they were kept.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Any

import numpy as np

from schakel.engine.routing.fast.cover_kernel import count_bits
from schakel.engine.routing.fast.machine import machine_code

PARTS = 10
DAYS = 4
"""Where the days stand among the parts of a cost."""
STEPS = 5
_MIX = 0x1E3779B97F4A7C15


@machine_code
def settle(held: Any, cands: Any, aims: Any) -> Any:
    """`held` with every skill added that can no longer matter."""
    gives, needs = cands[0], cands[1]
    matter, grown = aims[0] & ~held, True
    while grown:
        before = matter
        for at in range(gives.size):
            if gives[at] & matter:
                matter |= needs[at] & ~held
        grown = matter != before
    return aims[1] & ~matter


@machine_code
def exact_table(rows: Any, offsets: Any, gives: Any, bits: Any) -> Any:
    """For each set of missing skills the least of each part over all choices; prerequisites and dates left aside."""
    table = np.zeros((1 << bits, PARTS), np.int64)
    for missing in range(1, 1 << bits):
        lowest = 0
        while not missing >> lowest & 1:
            lowest += 1
        first, last = offsets[lowest], offsets[lowest + 1]
        if first == last:
            table[missing] = table[missing & ~(1 << lowest)]
            continue
        for row in range(first, last):
            rest = missing & ~gives[row]
            for part in range(PARTS):
                total = rows[row, part] + table[rest, part]
                if row == first or total < table[missing, part]:
                    table[missing, part] = total
    return table


@machine_code
def soonest(at: Any, day: Any, cands: Any, starts: Any, bound: Any) -> Any:
    """The first day on which a skill can be had by who begins on `day`; kept for the first years."""
    soon, offsets, givers = bound[4], bound[5], bound[6]
    if day < soon.shape[1] and soon[at, day] >= 0:
        return soon[at, day]
    best = -1
    for place in range(offsets[at], offsets[at + 1]):
        one = givers[place]
        for begin in range(starts[0][one], starts[0][one + 1]):
            if starts[2][begin] >= day:
                end = max(day, starts[1][begin]) + cands[2][one]
                if best < 0 or end < best:
                    best = end
                break
    found = day if best < 0 else best
    if day < soon.shape[1]:
        soon[at, day] = found
    return found


@machine_code
def least_into(out: Any, missing: Any, cost: Any, problem: Any, bound: Any) -> Any:
    """Fills `out` with the cost that no whole route can go below after this cost with these skills missing."""
    cands, starts, _ = problem
    table, masks, shares, whole = bound[0], bound[1], bound[2], bound[3]
    out[:] = 0
    index, end = 0, cost[DAYS]
    for at in range(masks.size):
        if missing & masks[at]:
            index |= 1 << at
            end = max(end, soonest(at, cost[DAYS], cands, starts, bound))
            if whole:
                for part in range(PARTS):
                    out[part] += shares[at, part]
    for part in range(PARTS):
        rest = -(-out[part] // whole) if whole else table[index, part]
        out[part] = cost[part] + rest
    out[DAYS] = max(out[DAYS], end)


@machine_code
def no_dearer(one: Any, other: Any) -> Any:
    """Whether a cost is at most another in every part."""
    for part in range(PARTS):  # noqa: SIM110 -- machine code knows no generators
        if one[part] > other[part]:
            return False
    return True


@machine_code
def same_cost(one: Any, other: Any) -> Any:
    """Whether two costs are equal."""
    for part in range(PARTS):  # noqa: SIM110 -- machine code knows no generators
        if one[part] != other[part]:
            return False
    return True


@machine_code
def slot_of(keys: Any, state: Any) -> Any:
    """Where the chain of a state stands, or would stand."""
    size = keys.size
    at = (state * _MIX >> 17) & (size - 1)
    while keys[at] != -1 and keys[at] != state:
        at = (at + 1) & (size - 1)
    return at


@machine_code
def move_chains(old_keys: Any, old_heads: Any, keys: Any, heads: Any) -> Any:
    """Puts every chain in a larger table."""
    for at in range(old_keys.size):
        if old_keys[at] != -1:
            slot = slot_of(keys, old_keys[at])
            keys[slot], heads[slot] = old_keys[at], old_heads[at]


@machine_code
def list_kept(slots: Any, heads: Any, chain: Any, count: Any) -> Any:
    """The labels of these chains, one after another."""
    found, size = np.empty(count, np.int64), 0
    for slot in slots:
        at = heads[slot]
        while at >= 0:
            found[size] = at
            size += 1
            at = chain[at]
    return found[:size]


@machine_code
def is_too_late(held: Any, cost: Any, problem: Any, fewest: Any, counts: Any) -> Any:
    """Whether too few steps are left to close as much as was closed before."""
    left = problem[2][3] - cost[STEPS]
    if count_bits(held & problem[2][0]) + left * fewest[2] < counts[3]:
        return True
    return counts[0] > 0 and not in_time(held, left, problem[2][0], fewest)


@machine_code
def in_time(held: Any, left: Any, wanted: Any, fewest: Any) -> Any:
    """Whether the steps that are left may be enough to have all that is wanted. See `Fewest`."""
    index = 0
    for at in range(fewest[3].size):
        if wanted & ~held & fewest[3][at]:
            index |= 1 << at
    return index == 0 or fewest[4].size == 0 or fit(index, left, fewest)


@machine_code
def fit(missing: Any, steps: Any, fewest: Any) -> Any:
    """Whether `steps` gifts can give all that is missing (a bit for each wanted skill, the rarest lowest)."""
    gifts, offsets, most, _, enough, too_few = fewest
    if missing == 0:
        return True
    if count_bits(missing) > steps * most or steps <= too_few[missing]:
        return False
    if enough[missing] and steps >= enough[missing]:
        return True
    rarest = 0
    while not missing >> rarest & 1:
        rarest += 1
    for place in range(offsets[rarest], offsets[rarest + 1]):
        if fit(missing & ~gifts[place], steps - 1, fewest):
            enough[missing] = steps
            return True
    too_few[missing] = steps
    return False


@machine_code
def is_beaten(new: Any, store: Any, problem: Any, bound: Any, kept: Any, least: Any) -> Any:
    """Whether the label in row `new` leads to nothing better than what is kept."""
    held, cost, extra, used, jobs, state = store[0], store[1], store[2], store[3], store[4], store[9]
    keys, heads, chain, _, wholes, counts = kept
    state[new] = settle(held[new], problem[0], problem[2])
    slot = slot_of(keys, state[new])
    if keys[slot] != -1:
        at = heads[slot]
        while at >= 0:
            if jobs[at] <= jobs[new] and not used[at] & ~used[new] and no_dearer(cost[at], cost[new]):
                if not same_cost(cost[at], cost[new]):
                    return True
                return count_bits(extra[at]) >= count_bits(extra[new])
            at = chain[at]
    if is_too_late(held[new], cost[new], problem, bound[7], counts):
        return True
    least_into(least, problem[2][0] & ~held[new], cost[new], problem, bound)
    for place in range(counts[0]):
        whole = wholes[place]
        if no_dearer(cost[whole], least) and not same_cost(cost[whole], least):
            return True
    return False


@machine_code
def put(new: Any, label: Any, one: Any, begin: Any, problem: Any, store: Any) -> Any:
    """Writes the label with one more step into row `new`."""
    cands, starts, _ = problem
    held, cost, extra, used, jobs, parent, candidate, start, path, state = store
    held[new] = held[label] | cands[0][one]
    cost[new] = cost[label]
    cost[new, 0] += starts[4][begin]
    cost[new, 1] += starts[5][begin]
    cost[new, 2] += 1 if cands[3][one] == 1 or starts[3][begin] == 0 else 0
    cost[new, 3] += cands[4][one]
    cost[new, DAYS] = max(cost[label, DAYS], starts[1][begin]) + cands[2][one]
    cost[new, 5] += 1
    cost[new, 6] += cands[5][one]
    cost[new, 7] += cands[6][one]
    cost[new, 8] += cands[7][one]
    cost[new, 9] += starts[7][begin]
    extra[new] = extra[label] | cands[10][one]
    used[new] = used[label] | starts[6][begin]
    jobs[new] = jobs[label] + cands[8][one]
    parent[new], candidate[new], start[new], state[new] = label, one, begin, -1
    path[new] = path[label]
    if cost[label, 5] < path.shape[1]:
        path[new, cost[label, 5]] = cands[11][one]


@machine_code
def is_later_needless(one: Any, other: Any, starts: Any) -> Any:
    """Whether an earlier start leaves no reason for the other: paid no worse, and no more of a change."""
    dearer = starts[4][one] > starts[4][other] or (starts[4][other] == 0 and starts[5][one] > starts[5][other])
    unsure = starts[3][one] < starts[3][other]
    more = starts[6][one] & ~starts[6][other] != 0 or starts[7][one] > starts[7][other]
    return not (dearer or unsure or more)


@machine_code
def extend(label: Any, size: Any, problem: Any, store: Any, bound: Any, kept: Any, least: Any) -> Any:
    """Writes the labels with one more step after `size`; the new size, or -1 when there is no room.

    With an empty `least` nothing is asked of what is kept.
    """
    cands, starts, aims = problem
    held, cost, used, jobs = store[0][label], store[1], store[3][label], store[4][label]
    if not aims[0] & ~held:
        return size
    settled, first = settle(held, cands, aims), size
    for one in range(cands[0].size):
        if not cands[0][one] & ~settled or cands[1][one] & ~held or (cands[8][one] and jobs >= aims[2]):
            continue
        first = size
        for begin in range(starts[0][one], starts[0][one + 1]):
            if max(cost[label, DAYS], starts[1][begin]) > starts[2][begin]:
                continue
            if not cands[9][one]:
                needless = starts[6][begin] & used != 0
                for earlier in range(starts[0][one], begin):
                    if starts[8][earlier] and is_later_needless(earlier, begin, starts):
                        needless = True
                        break
                if needless:
                    continue
            starts[8][begin] = 1
            if size >= store[0].size:
                first = -1
                break
            put(size, label, one, begin, problem, store)
            if least.size == 0 or not is_beaten(size, store, problem, bound, kept, least):
                size += 1
            if cands[9][one]:
                break
        starts[8][starts[0][one] : starts[0][one + 1]] = 0
        if first < 0:
            return first
    return size


@machine_code
def extend_all(layer: Any, size: Any, problem: Any, store: Any, bound: Any, kept: Any, least: Any) -> Any:
    """`extend` for each label of a layer."""
    for place in range(layer.size):
        size = extend(layer[place], size, problem, store, bound, kept, least)
        if size < 0:
            return size
    return size


@machine_code
def keep(new: Any, is_whole: Any, problem: Any, store: Any, bound: Any, kept: Any, least: Any) -> Any:
    """Keeps the label in row `new` unless one is no worse, or none that follows it can beat a whole route."""
    held, cost, used, jobs = store[0], store[1], store[3], store[4]
    keys, heads, chain, alive, wholes, counts = kept
    state = store[9][new]
    if state < 0:
        state = settle(held[new], problem[0], problem[2])
    slot = slot_of(keys, state)
    at = heads[slot] if keys[slot] != -1 else -1
    while at >= 0:
        if jobs[at] <= jobs[new] and not used[at] & ~used[new] and no_dearer(cost[at], cost[new]):
            return False
        at = chain[at]
    if is_too_late(held[new], cost[new], problem, bound[7], counts):
        return False
    least_into(least, problem[2][0] & ~held[new], cost[new], problem, bound)
    for place in range(counts[0]):
        if wholes[place] != new and no_dearer(cost[wholes[place]], least):
            return False
    before, at = -1, heads[slot] if keys[slot] != -1 else -1
    while at >= 0:
        if jobs[new] <= jobs[at] and not used[new] & ~used[at] and no_dearer(cost[new], cost[at]):
            alive[at] = 0
            counts[1] -= 1
            if before < 0:
                heads[slot] = chain[at]
            else:
                chain[before] = chain[at]
        else:
            before = at
        at = chain[at]
    if keys[slot] == -1:
        keys[slot] = state
        counts[2] += 1
    if before < 0:
        heads[slot] = new
    else:
        chain[before] = new
    chain[new], alive[new] = -1, 1
    counts[1] += 1
    if not is_whole and not problem[2][0] & ~held[new]:
        wholes[counts[0]] = new
        counts[0] += 1
    return True


@machine_code
def keep_all(ordered: Any, problem: Any, store: Any, bound: Any, kept: Any, least: Any) -> Any:
    """`keep` for labels in their order; those that are still kept afterwards."""
    for place in range(ordered.size):
        keep(ordered[place], False, problem, store, bound, kept, least)
    return ordered[kept[3][ordered] == 1]


@machine_code
def first_day(nodes_most: Any, problem: Any, store: Any, bound: Any, kept: Any) -> Any:
    """The first day all of `wanted` can be had and the label that does it (-1: only a bound). See `anytime`."""
    least, none = np.zeros(PARTS, np.int64), np.zeros(0, np.int64)
    wanted, reached = problem[2][0], kept[1]
    least_into(least, wanted, store[1][0], problem, bound)
    queue = [(least[DAYS], 0, 0)]
    made, tried, size = 0, 0, 1
    while len(queue) > 0 and tried <= nodes_most:
        day, _, label = heappop(queue)
        if not wanted & ~store[0][label]:
            return day, label
        grown = extend(label, size, problem, store, bound, kept, none)
        tried += grown - size
        for one in range(size, grown):
            now, steps = store[1][one, DAYS], store[1][one, STEPS]
            if not in_time(store[0][one], problem[2][3] - steps, wanted, bound[7]):
                continue
            store[9][one] = settle(store[0][one], problem[0], problem[2])
            slot, later = 0, False
            for before in range(1, steps + 1):
                slot = _reached_in(before, one, reached, store)
                later = later or (reached[slot] >= 0 and store[1][reached[slot], DAYS] <= now)
            if later:
                continue
            reached[slot] = one
            made += 1
            least_into(least, wanted & ~store[0][one], store[1][one], problem, bound)
            heappush(queue, (max(day, least[DAYS]), made, one))
        size = grown
    return (queue[0][0] if len(queue) > 0 else 0), -1


@machine_code
def _reached_in(steps: Any, one: Any, reached: Any, store: Any) -> Any:
    """Where the label stands that got as far as this one in so many steps, or would stand."""
    used, jobs, state = store[3], store[4], store[9]
    slot = (((state[one] * 31 + used[one]) * 31 + jobs[one]) * 31 + steps) * _MIX >> 17 & (reached.size - 1)
    while reached[slot] >= 0:
        at = reached[slot]
        same = state[at] == state[one] and used[at] == used[one] and jobs[at] == jobs[one]
        if same and store[1][at, STEPS] == steps:
            break
        slot = (slot + 1) & (reached.size - 1)
    return slot
