"""The searches of routing as machine code: the same labels as `search`, `anytime` and `quick_route`, to the bit.

Importing this module imports numba and numpy (about a second); the first call ever compiles, later ones read the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import Any

import numpy as np

from schakel.engine.routing.bounds import LowerBound, bits_of, parts_of
from schakel.engine.routing.fast import search_kernel as kernel
from schakel.engine.routing.fast.problems import MOST_SKILLS
from schakel.engine.routing.fewest import Fewest
from schakel.engine.routing.search import (
    BEAM,
    DAY_WORTH,
    WORK,
    Candidate,
    Found,
    Label,
    Limits,
    Move,
    after,
)

_NEVER = 1 << 60
_DAYS_KEPT = 4096
ROOM = 1 << 11
WORD = 1 << 62


def can_search(candidates: Sequence[Candidate], wanted: int) -> bool:
    """Whether masks and numbers fit a machine word: at most 62 skills, wishes and schemes that pay once.

    >>> can_search([], 0b11)
    True
    """
    every, used = wanted, 0
    for one in candidates:
        every |= one.gives | one.needs
        for begin in one.starts:
            used |= begin.paid.once
    wishes = {uri for one in candidates for uri in one.extra}
    if every >> MOST_SKILLS or used >> MOST_SKILLS or len(wishes) > MOST_SKILLS:
        return False
    whole = lcm(*((one.gives & wanted).bit_count() or 1 for one in candidates))
    most = max((max(parts_of(one)) for one in candidates), default=0)
    return whole * (most + 1) * MOST_SKILLS < WORD


def fast_search(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> Found:
    """`search` as machine code: the same labels in the same order."""
    run = _Run(candidates, wanted, limits)
    return run.search() if wanted else Found((), True)


def fast_quick_route(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> Label | None:
    """`quick_route` as machine code: the same label."""
    run = _Run(candidates, wanted, limits, bounded=False)
    seen = run.beam(0) if wanted else np.zeros(0, np.int64)
    seen = seen[run.held[seen] & wanted != 0]
    return run.label(int(run.by_promise(seen, 0)[0])) if seen.size else None


def fast_first_day(
    candidates: Sequence[Candidate], wanted: int, limits: Limits, *, nodes_most: int
) -> tuple[int, Label | None]:
    """`first_day` as machine code: the same day and label."""
    run = _Run(candidates, wanted, limits, room=nodes_most)
    day, at = kernel.first_day(nodes_most, run.problem, run.store, run.bound, run.kept)
    return int(day), None if at < 0 else run.label(int(at))


def warm() -> None:
    """Compiles the kernels, or reads them from the cache, by solving nothing: who waits for an answer need not."""
    for wanted in (1, (1 << 13) - 1):
        fast_search([], wanted, Limits(10, 2))
        fast_quick_route([], wanted, Limits(10, 2))
        fast_first_day([], wanted, Limits(10, 2), nodes_most=10)


class _Run:
    """One problem as arrays, and the labels made so far: rows of `store`, the first of them the empty route."""

    def __init__(
        self, candidates: Sequence[Candidate], wanted: int, limits: Limits, *, room: int = 0, bounded: bool = True
    ) -> None:
        self.candidates = sorted(candidates, key=lambda one: one.id)
        self.wanted, self.limits = wanted, limits
        every = wanted
        for one in self.candidates:
            every |= one.gives | one.needs
        self.cands, self.starts = _candidates(self.candidates), _starts(self.candidates)
        self.problem = (self.cands, self.starts, (wanted, every, limits.jobs, limits.steps))
        self.bound = _bound(self.candidates if bounded else [], wanted if bounded else 0)
        self.size = 1
        self.store: tuple[np.ndarray, ...] = ()
        self.kept: tuple[np.ndarray, ...] = ()
        self._make(max(ROOM, room + self.starts[1].size + 2))

    def _make(self, room: int) -> None:
        """Room for so many labels; what was there stays."""
        old = [*self.store, *self.kept[2:5]]
        held, extra, used, jobs, parent, candidate, start = (np.zeros(room, np.int64) for _ in range(7))
        state = np.full(room, -1, np.int64)
        cost, path = np.zeros((room, kernel.PARTS), np.int64), np.zeros((room, self.limits.steps), np.int64)
        self.store = (held, cost, extra, used, jobs, parent, candidate, start, path, state)
        chain, alive, wholes = (np.full(room, fill, np.int64) for fill in (-1, 0, 0))
        for new, was in zip((*self.store, chain, alive, wholes), old, strict=False):
            new[: was.shape[0]] = was
        slots = 1 << (4 * room - 1).bit_length()
        keys, heads = np.full(slots, -1, np.int64), np.full(slots, -1, np.int64)
        if old:
            kernel.move_chains(self.kept[0], self.kept[1], keys, heads)
        counts = self.kept[5] if old else np.zeros(4, np.int64)
        self.kept = (keys, heads, chain, alive, wholes, counts)

    @property
    def held(self) -> np.ndarray:
        """What each label holds."""
        return self.store[0]

    @property
    def cost(self) -> np.ndarray:
        """What each label costs, a column for each part."""
        return self.store[1]

    def search(self) -> Found:
        """All labels that reach the most and that nothing beats."""
        wholes = self.beams()
        self.kept[4][: wholes.size], self.kept[5][0] = wholes, wholes.size
        least = np.zeros(kernel.PARTS, np.int64)
        for at in wholes:
            kernel.keep(at, True, self.problem, self.store, self.bound, self.kept, least)
        kernel.keep(0, False, self.problem, self.store, self.bound, self.kept, least)
        layer, proven, work = np.zeros(1, np.int64), True, self.limits.labels * WORK
        for _ in range(self.limits.steps):
            work -= layer.size * len(self.candidates)
            if work < 0:
                proven, layer = False, self._most_promising(layer)
            fresh = self.extend(layer, kept=True)
            layer = kernel.keep_all(self.in_order(fresh), self.problem, self.store, self.bound, self.kept, least)
            if self.kept[5][1] > self.limits.labels:
                proven, layer = False, self._most_promising(layer)
            if not layer.size:
                break
        return Found(self._front(self._kept_labels()), proven)

    def _most_promising(self, layer: np.ndarray) -> np.ndarray:
        return self.by_promise(layer, 0)[: max(self.limits.labels // 20, 1)]

    def _kept_labels(self) -> np.ndarray:
        """The labels that are kept: by what they hold, of those in the order in which they were kept."""
        keys, heads, chain = self.kept[:3]
        used = np.flatnonzero(keys != -1)
        found: np.ndarray = kernel.list_kept(used[np.argsort(keys[used])], heads, chain, int(self.kept[5][1]))
        return found

    def _front(self, labels: np.ndarray) -> tuple[Label, ...]:
        counts = _count_bits(self.held[labels] & self.wanted)
        most = counts.max(initial=0)
        if not most:
            return ()
        reached = self.in_order(labels[counts == most])
        front: list[int] = []
        for at in reached:
            if not (self.cost[front] <= self.cost[at]).all(axis=1).any():
                front.append(int(at))
        return tuple(self.label(at) for at in front)

    def beams(self) -> np.ndarray:
        """Rows of whole routes that no other of them beats, found fast."""
        seen = np.concatenate([self.beam(worth) for worth in DAY_WORTH])
        self.kept[5][3] = _count_bits(self.held[seen] & self.wanted).max(initial=0)
        whole = seen[self.held[seen] & self.wanted == self.wanted]
        front: list[int] = []
        for at in self.in_order(whole):
            if not (self.cost[front] <= self.cost[at]).all(axis=1).any():
                front.append(int(at))
        return np.array(front, dtype=np.int64)

    def beam(self, day_worth: int) -> np.ndarray:
        """The most promising labels of each layer."""
        seen, layer = [], np.zeros(1, np.int64)
        for _ in range(self.limits.steps):
            layer = self.by_promise(self.extend(layer, kept=False), day_worth)[:BEAM]
            seen.append(layer)
            if not layer.size:
                break
        return np.concatenate(seen) if seen else layer[:0]

    def extend(self, layer: np.ndarray, *, kept: bool) -> np.ndarray:
        """The rows of the labels with one more step than those of a layer; with `kept` only those nothing beats."""
        least = np.zeros(kernel.PARTS if kept else 0, np.int64)
        first = self.size
        while (size := self._extended(layer, least)) < 0:
            self._make(4 * self.held.size)
        self.size = size
        return np.arange(first, size, dtype=np.int64)

    def _extended(self, layer: np.ndarray, least: np.ndarray) -> int:
        return int(kernel.extend_all(layer, self.size, self.problem, self.store, self.bound, self.kept, least))

    def in_order(self, rows: np.ndarray) -> np.ndarray:
        """The labels in their fixed order: less cost, more extra, then ids."""
        return rows[_order(self._keys(rows))] if rows.size > 1 else rows

    def by_promise(self, rows: np.ndarray, day_worth: int) -> np.ndarray:
        """The labels that give the most first, then the cheaper in money and days, then in their fixed order."""
        if rows.size <= 1:
            return rows
        cost = self.cost[rows]
        worth = cost[:, 1] + day_worth * cost[:, kernel.DAYS] if day_worth else np.zeros(rows.size, np.int64)
        given = _count_bits(self.held[rows] & self.wanted)
        order = _order([-given, worth, *self._keys(rows)])
        return np.take(rows, order)

    def _keys(self, rows: np.ndarray) -> list[np.ndarray]:
        columns = [*self.cost[rows].T, -_count_bits(self.store[2][rows])]
        return [*columns, *self.store[8][rows].T]

    def label(self, at: int) -> Label:
        """A row as the search in plain Python would have made it."""
        steps = []
        while at:
            steps.append((int(self.store[6][at]), int(self.store[7][at])))
            at = int(self.store[5][at])
        found = Label(0)
        for one, begin in reversed(steps):
            candidate = self.candidates[one]
            start = candidate.starts[begin - int(self.starts[0][one])]
            day = max(found.cost.days, start.day)
            end = day + 7 * (candidate.weeks or 0)
            found = after(found, Move(candidate, start, day, end, found.cost.times_unknown > 0))
        return found


def _candidates(candidates: Sequence[Candidate]) -> tuple[np.ndarray, ...]:
    """A column for each thing the kernel reads of a candidate; the last one orders them by the id of their offer."""
    wishes = {uri: at for at, uri in enumerate(sorted({uri for one in candidates for uri in one.extra}))}
    ranks = {id_: at + 1 for at, id_ in enumerate(sorted({one.offer.id for one in candidates}))}
    rows = [
        (
            one.gives,
            one.needs,
            7 * (one.weeks or 0),
            int(one.weeks is None),
            one.offer.size if one.weeks is None else 0,
            int(one.travel is None),
            one.travel or 0,
            one.risk,
            int(one.job),
            int(one.plain),
            sum(1 << wishes[uri] for uri in one.extra),
            ranks[one.offer.id],
        )
        for one in candidates
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 12)
    return tuple(np.ascontiguousarray(column) for column in table.T)


def _starts(candidates: Sequence[Candidate]) -> tuple[np.ndarray, ...]:
    """Offsets, then a column for each thing the kernel reads of a start, then room for marks."""
    rows = [
        (
            begin.day,
            _NEVER if begin.until is None else begin.until,
            int(begin.session is not None),
            int(begin.paid.pays is None),
            begin.paid.pays or 0,
            begin.paid.once,
            begin.changed,
            0,
        )
        for one in candidates
        for begin in one.starts
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 8)
    offsets = np.cumsum([0, *(len(one.starts) for one in candidates)], dtype=np.int64)
    return (offsets, *(np.ascontiguousarray(column) for column in table.T))


def _bound(candidates: Sequence[Candidate], wanted: int) -> tuple[Any, ...]:
    """What the lower bound knows, as arrays; see `LowerBound`."""
    known, masks = LowerBound(candidates, wanted), bits_of(wanted)
    place = {id(one): at for at, one in enumerate(candidates)}
    givers = [[place[id(one)] for one in known.givers[bit]] for bit in masks]
    offsets = np.cumsum([0, *map(len, givers)], dtype=np.int64)
    flat = np.array([at for row in givers for at in row], dtype=np.int64)
    soon = np.full((len(masks), _DAYS_KEPT), -1, np.int64)
    shares = np.array([known.shares[bit] for bit in masks], dtype=np.int64).reshape(len(masks), kernel.PARTS)
    table, whole = np.zeros((1, kernel.PARTS), np.int64), known.whole
    if known.exact:
        table, whole = _table(known, masks), 0
    return table, np.array(masks, dtype=np.int64), shares, whole, soon, offsets, flat, _fewest(candidates, wanted)


def _fewest(candidates: Sequence[Candidate], wanted: int) -> tuple[Any, ...]:
    """What `Fewest` knows, as arrays: gifts by the skill they give, and room for what is found out."""
    known = Fewest((one.gives for one in candidates), wanted)
    place = {bit: at for at, bit in enumerate(known.rows)}
    gifts = [sum(1 << place[bit] for bit in bits_of(one)) for row in known.rows.values() for one in row]
    offsets = np.cumsum([0, *map(len, known.rows.values())], dtype=np.int64)
    room = 1 << len(place) if known.looked_up else 0
    return (
        np.array(gifts, dtype=np.int64),
        offsets,
        known.most,
        np.array(list(place), dtype=np.int64),
        np.zeros(room, np.int8),
        np.zeros(room, np.int8),
    )


def _table(known: LowerBound, masks: Sequence[int]) -> np.ndarray:
    rows = [row for bit in masks for row in known.rows[bit]]
    offsets = np.cumsum([0, *(len(known.rows[bit]) for bit in masks)], dtype=np.int64)
    parts = np.array([row[0] for row in rows], dtype=np.int64).reshape(len(rows), kernel.PARTS)
    gives = [sum(1 << at for at, bit in enumerate(masks) if row[1] & bit) for row in rows]
    table: np.ndarray = kernel.exact_table(parts, offsets, np.array(gives, dtype=np.int64), len(masks))
    return table


def _count_bits(masks: np.ndarray) -> np.ndarray:
    counts: np.ndarray = np.bitwise_count(masks).astype(np.int64)
    return counts


def _order(columns: Sequence[np.ndarray]) -> np.ndarray:
    """A stable order by the columns, the first counting most; small ones share a word, so that fewer are sorted."""
    keys: list[np.ndarray] = []
    room = 1
    for column in columns:
        low = column - column.min()
        span = int(low.max()) + 1
        if span == 1:
            continue
        if keys and room * span < WORD:
            keys[-1] = keys[-1] * span + low
            room *= span
        else:
            keys.append(low)
            room = span
    return np.lexsort(keys[::-1]) if keys else np.arange(columns[0].size)
