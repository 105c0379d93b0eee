"""Branch and bound over bitmasks in machine code. See `cover` for the method and the plain reference."""

from __future__ import annotations

from typing import Any

import numpy as np

from schakel.engine.routing.fast.machine import machine_code

_NONE = 1 << 62


@machine_code
def reach(gives: Any, needs: Any) -> Any:
    """All skills that can be had in the end."""
    held, grown = 0, True
    while grown:
        grown = False
        for at in range(gives.size):
            if gives[at] & ~held and not needs[at] & ~held:
                held |= gives[at]
                grown = True
    return held


@machine_code
def scope_of(gives: Any, needs: Any, wanted: Any) -> Any:
    """The wanted skills and all that may be needed on the way."""
    found, grown = wanted, True
    while grown:
        grown = False
        for at in range(gives.size):
            if gives[at] & found and needs[at] & ~found:
                found |= needs[at]
                grown = True
    return found


@machine_code
def keepers(gives: Any, needs: Any, costs: Any, scope: Any) -> Any:
    """Positions of the modules that give something in `scope` and are not bettered by another."""
    kept = np.empty(gives.size, np.int64)
    count = 0
    for one in range(gives.size):
        alive = gives[one] & scope != 0
        for by in range(gives.size):
            if not alive:
                break
            if by == one or gives[one] & scope & ~gives[by] or needs[by] & ~needs[one] or costs[by] > costs[one]:
                continue
            same = gives[one] & scope == gives[by] & scope and needs[one] == needs[by] and costs[one] == costs[by]
            alive = same and one < by
        if alive:
            kept[count] = one
            count += 1
    return kept[:count]


@machine_code
def givers_of(gives: Any, scope: Any) -> Any:
    """Per skill the modules that give it, as one list with offsets; and the skills, those with few givers first."""
    offsets = np.zeros(64, np.int64)
    members = np.empty(gives.size * 62, np.int64)
    counts = np.zeros(62, np.int64)
    filled = 0
    for bit in range(62):
        offsets[bit] = filled
        if scope >> bit & 1:
            for at in range(gives.size):
                if gives[at] >> bit & 1:
                    members[filled] = at
                    filled += 1
        counts[bit] = filled - offsets[bit]
    offsets[62] = filled
    return offsets, members, np.argsort(counts, kind="mergesort")


@machine_code
def close(required: Any, covered: Any, needs: Any, shut: Any, offsets: Any, members: Any) -> Any:
    """Also required: what every open module that gives a missing skill needs."""
    grown = True
    while grown:
        grown = False
        for bit in range(62):
            if required & ~covered & (1 << bit):
                shared = -1
                for place in range(offsets[bit], offsets[bit + 1]):
                    if shut[members[place]] == 0:
                        shared &= needs[members[place]]
                if shared != -1 and shared & ~required:
                    required |= shared
                    grown = True
    return required


@machine_code
def ascend(missing: Any, costs: Any, shut: Any, offsets: Any, members: Any, order: Any, left: Any) -> Any:
    """The bound by dual ascent; `left` becomes what is left of each cost; `_NONE` when a skill has no giver."""
    left[:] = costs
    bound = 0
    for bit in order:
        if missing >> bit & 1:
            share = _NONE
            for place in range(offsets[bit], offsets[bit + 1]):
                at = members[place]
                if shut[at] == 0 and left[at] < share:
                    share = left[at]
            if share == _NONE:
                return share
            if share > 0:
                bound += share
                for place in range(offsets[bit], offsets[bit + 1]):
                    left[members[place]] -= share
    return bound


@machine_code
def stuck_needs(gives: Any, needs: Any, taken: Any) -> Any:
    """The skills still needed by chosen modules that only serve each other; 0 when all can be followed."""
    held, grown = 0, True
    while grown:
        grown = False
        for at in range(gives.size):
            if taken[at] and gives[at] & ~held and not needs[at] & ~held:
                held |= gives[at]
                grown = True
    stuck = 0
    for at in range(gives.size):
        if taken[at]:
            stuck |= needs[at] & ~held
    return stuck


@machine_code
def count_bits(mask: Any) -> Any:
    """The number of skills in a mask."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@machine_code
def list_choices(missing: Any, room: Any, modules: Any, state: Any, givers: Any, row: Any) -> Any:
    """The modules to branch over, best rate first: givers of the missing skill with the fewest that may still pay."""
    gives, _, costs = modules
    shut, taken, left = state
    offsets, members, order = givers
    best, chosen_bit = 1 << 30, -1
    for bit in order:
        if missing >> bit & 1:
            count = 0
            for place in range(offsets[bit], offsets[bit + 1]):
                at = members[place]
                count += shut[at] == 0 and not taken[at] and left[at] < room
            if count < best:
                best, chosen_bit = count, bit
    size = 0
    for place in range(offsets[chosen_bit], offsets[chosen_bit + 1]):
        at = members[place]
        if shut[at] == 0 and not taken[at] and left[at] < room:
            row[size] = at
            size += 1
    for first in range(1, size):  # insertion sort: a row is short
        at = row[first]
        rate, place = costs[at] / max(count_bits(gives[at] & missing), 1), first
        while place and costs[row[place - 1]] / max(count_bits(gives[row[place - 1]] & missing), 1) > rate:
            row[place] = row[place - 1]
            place -= 1
        row[place] = at
    return size


@machine_code
def list_breakers(stuck: Any, room: Any, modules: Any, state: Any, row: Any) -> Any:
    """The open modules that give one of the skills a circle waits for."""
    gives, _, costs = modules
    shut, taken, _ = state
    size = 0
    for at in range(gives.size):
        if gives[at] & stuck and shut[at] == 0 and not taken[at] and costs[at] < room:
            row[size] = at
            size += 1
    return size


@machine_code
def search(modules: Any, givers: Any, wanted: Any, nodes_most: Any) -> Any:
    """The tree, depth first, with a row of choices for each depth. Returns cost, root bound, nodes, chosen."""
    gives, needs, costs = modules
    offsets, members, order = givers
    size = gives.size
    rows, lengths = np.empty((size + 2, size), np.int32), np.zeros(size + 2, np.int64)
    places, required = np.zeros(size + 2, np.int64), np.zeros(size + 2, np.int64)
    covered, spent = np.zeros(size + 2, np.int64), np.zeros(size + 2, np.int64)
    taken, shut, left = np.zeros(size, np.bool_), np.zeros(size, np.int64), np.empty(size, np.int64)
    answer, state = np.zeros(size, np.bool_), (shut, taken, left)
    best, nodes, depth, root = _NONE, 0, 0, 0
    required[0], entering = wanted, True
    while depth >= 0:
        if entering:
            nodes += 1
            lengths[depth], places[depth] = 0, 0
            required[depth] = close(required[depth], covered[depth], needs, shut, offsets, members)
            missing = required[depth] & ~covered[depth]
            bound = ascend(missing, costs, shut, offsets, members, order, left) if missing else 0
            root = bound if depth == 0 else root
            room = best - spent[depth] - bound
            if missing and bound < _NONE and room > 0:
                lengths[depth] = list_choices(missing, room, modules, state, givers, rows[depth])
            elif not missing and room > 0:
                stuck = stuck_needs(gives, needs, taken)
                if stuck:
                    lengths[depth] = list_breakers(stuck, room, modules, state, rows[depth])
                else:
                    best = spent[depth]
                    answer[:] = taken
            if nodes > nodes_most and best < _NONE:
                break
        if places[depth] > 0:  # the branch before this one is done: closed to its later sisters
            at = rows[depth, places[depth] - 1]
            taken[at] = False
            shut[at] += 1
        if places[depth] == lengths[depth]:
            for place in range(lengths[depth]):
                shut[rows[depth, place]] -= 1
            depth, entering = depth - 1, False
            continue
        at = rows[depth, places[depth]]
        places[depth] += 1
        taken[at] = True
        required[depth + 1] = required[depth] | needs[at]
        covered[depth + 1] = covered[depth] | gives[at]
        spent[depth + 1] = spent[depth] + costs[at]
        depth, entering = depth + 1, True
    return best, root, nodes, answer


@machine_code
def solve_cover(gives: Any, needs: Any, costs: Any, wanted: Any, nodes_most: Any) -> Any:
    """Cost, bound, nodes, the wanted skills that are given, and which modules are chosen."""
    chosen = np.zeros(gives.size, np.bool_)
    had = reach(gives, needs)
    wanted &= had
    if wanted == 0:
        return 0, 0, 0, 0, chosen
    usable = np.flatnonzero((needs & ~had) == 0)
    scope = scope_of(gives[usable], needs[usable], wanted)
    kept = usable[keepers(gives[usable], needs[usable], costs[usable], scope)]
    modules = (gives[kept] & scope, needs[kept], costs[kept])
    cost, root, nodes, answer = search(modules, givers_of(modules[0], scope), wanted, nodes_most)
    chosen[kept[answer]] = True
    return cost, min(root, cost), nodes, wanted, chosen
