"""The exact search behind the routes: labels over sets of skills, kept only while nothing beats them.

A label is a partial route: the skills it gives (a bitmask) and its cost. One that gives no fewer skills at no more cost
in every part makes another needless, because whatever follows the other can also follow it. Steps come one after
another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from schakel.engine.routing.types import Cost, RouteOffer, RouteSession


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer in the terms of the search: bitmasks of what it gives and needs, and its sessions in days from now.

    `extra` are the wishes it also meets: they only choose between routes of equal cost.
    """

    offer: RouteOffer
    gives: int
    needs: int
    extra: frozenset[str]
    starts: tuple[tuple[int, RouteSession | None], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One step taken: the candidate, its session, and the day it starts and ends (known part)."""

    candidate: Candidate
    session: RouteSession | None
    start: int
    end: int
    earliest: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A partial route."""

    held: int
    cost: Cost = field(default_factory=Cost)
    moves: tuple[Move, ...] = ()
    extra: frozenset[str] = frozenset()

    def order(self) -> tuple[Cost, int, tuple[str, ...]]:
        """A fixed order of labels: less cost, more extra, then ids; the order of the offers has no influence."""
        return self.cost, -len(self.extra), tuple(move.candidate.offer.id for move in self.moves)


ANY_DAY = -1
"""A start that suits any day."""


def session_days(offer: RouteOffer, now: date) -> tuple[tuple[int, RouteSession | None], ...]:
    """(day, session) pairs not in the past, earliest first; (ANY_DAY, None) when the start is unknown."""
    if not offer.sessions:
        return ((ANY_DAY, None),)
    days = [(ANY_DAY if one.start is None else (one.start - now).days, one) for one in offer.sessions]
    coming = [pair for pair in days if pair[0] >= 0 or pair[1].start is None]
    return tuple(sorted(coming, key=lambda pair: (pair[0], pair[1].id)))


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the search goes: labels kept in all, and steps in a route."""

    labels: int
    steps: int


@dataclass(frozen=True, slots=True)
class Found:
    """The labels that reach the most wanted skills and that nothing beats; `proven` when nothing was cut off."""

    front: tuple[Label, ...]
    proven: bool


def search(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> Found:
    """All routes that close as many bits of `wanted` as can be, and that no other beats in every part of the cost.

    A quick beam finds some whole routes first; a partial route that cannot become better than one of these is dropped,
    which loses nothing: what it must at least still cost is a lower bound.
    """
    ordered = sorted(candidates, key=lambda one: one.offer.id)
    bound = LowerBound(ordered, wanted)
    kept = _Kept(_beams(ordered, wanted, limits), bound)
    layer, proven = [Label(0)], True
    kept.add(layer[0])
    for _ in range(limits.steps):
        fresh = [label for one in layer for label in _extend(one, ordered)]
        layer = [label for label in sorted(fresh, key=Label.order) if kept.add(label)]
        layer = [label for label in layer if kept.has(label)]
        if kept.size > limits.labels:
            proven = False
            layer = sorted(layer, key=lambda one: _promise(one, wanted))[: limits.labels // 20]
        if not layer:
            break
    return Found(_front(kept.labels(), wanted), proven)


_BEAM = 40


def _beams(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> list[Label]:
    """Some whole routes, found fast: the most promising labels of each layer by price, and by time."""
    seen = [label for by_time in (False, True) for label in _beam(candidates, wanted, limits, by_time=by_time)]
    whole = [label for label in seen if label.held & wanted == wanted]
    return list(_front(whole, wanted)) if whole and wanted else []


def _beam(candidates: Sequence[Candidate], wanted: int, limits: Limits, *, by_time: bool) -> list[Label]:
    seen: list[Label] = []
    layer = [Label(0)]
    for _ in range(limits.steps):
        fresh = [label for one in layer for label in _extend(one, candidates)]
        layer = sorted(fresh, key=lambda one: _promise(one, wanted, by_time=by_time))[:_BEAM]
        seen += layer
    return seen


def quick_route(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> Label | None:
    """A good route, found fast and without proof: closes the most that the beam finds, at the least cost."""
    ordered = sorted(candidates, key=lambda one: one.offer.id)
    seen = [label for label in _beam(ordered, wanted, limits, by_time=False) if label.held & wanted]
    return min(seen, key=lambda one: _promise(one, wanted), default=None)


def _promise(label: Label, wanted: int, *, by_time: bool = False) -> tuple[int, int, tuple[Cost, int, tuple[str, ...]]]:
    time = label.cost.days if by_time else 0
    return -(label.held & wanted).bit_count(), time, label.order()


def _extend(label: Label, candidates: Iterable[Candidate]) -> list[Label]:
    moves = ((one, _move(label, one)) for one in candidates if one.gives & ~label.held and not one.needs & ~label.held)
    return [_after(label, move) for _, move in moves if move is not None]


def _move(label: Label, candidate: Candidate) -> Move | None:
    """The first session that can be made after the label; None when all have gone."""
    now = label.cost.days
    earliest = label.cost.times_unknown > 0
    for day, session in candidate.starts:
        if day == ANY_DAY or day >= now:
            start = now if day == ANY_DAY else day
            return Move(candidate, session, start, start + 7 * (candidate.offer.weeks or 0), earliest)
    return None


def _after(label: Label, move: Move) -> Label:
    offer, cost = move.candidate.offer, label.cost
    time_unknown = offer.weeks is None or move.session is None
    grown = Cost(
        prices_unknown=cost.prices_unknown + (offer.pays is None),
        price=cost.price + (offer.pays or 0),
        times_unknown=cost.times_unknown + time_unknown,
        size=cost.size + (offer.size if offer.weeks is None else 0),
        days=move.end,
        steps=cost.steps + 1,
    )
    candidate = move.candidate
    return Label(label.held | candidate.gives, grown, (*label.moves, move), label.extra | candidate.extra)


class _Kept:
    """The labels nothing beats so far, by what they hold."""

    def __init__(self, whole: Sequence[Label], bound: LowerBound) -> None:
        self._by_mask: dict[int, list[Label]] = {}
        self._whole = list(whole)
        self._bound = bound
        self.size = 0
        for label in whole:
            self.add(label)

    def add(self, label: Label) -> bool:
        """Keep a label unless one that holds as much is no worse, or none that follows it can beat a whole route."""
        same = self._by_mask.get(label.held, [])
        if any(one.cost.no_worse(label.cost) for one in same):
            return False
        least = self._bound.after(label)
        if any(one is not label and one.cost.no_worse(least) for one in self._whole):
            return False
        left = [one for one in same if not label.cost.no_worse(one.cost)]
        self.size += len(left) + 1 - len(same)
        self._by_mask[label.held] = [*left, label]
        return True

    def has(self, label: Label) -> bool:
        """Whether the label is still kept."""
        return any(one is label for one in self._by_mask.get(label.held, []))

    def labels(self) -> list[Label]:
        return [label for mask in sorted(self._by_mask) for label in self._by_mask[mask]]


class LowerBound:
    """What a partial route must at least still cost: for each missing bit the smallest share any offer asks for it."""

    def __init__(self, candidates: Sequence[Candidate], wanted: int) -> None:
        self._wanted = wanted
        self._shares = {bit: _shares(candidates, bit, wanted) for bit in _bits(wanted)}
        self._known: dict[int, Cost] = {}

    def after(self, label: Label) -> Cost:
        """A cost that no whole route beginning with `label` can go below in any part."""
        missing = self._wanted & ~label.held
        rest = self._known.get(missing)
        if rest is None:
            rest = self._known[missing] = self._rest(missing)
        cost = label.cost
        return Cost(
            cost.prices_unknown + rest.prices_unknown,
            cost.price + rest.price,
            cost.times_unknown + rest.times_unknown,
            cost.size + rest.size,
            cost.days + rest.days,
            cost.steps + rest.steps,
        )

    def _rest(self, missing: int) -> Cost:
        """The shares of the missing bits together, rounded up: every part of a cost is whole."""
        sums = [sum(self._shares[bit][part] for bit in _bits(missing)) for part in range(6)]
        return Cost(*(-(-total.numerator // total.denominator) for total in map(Fraction, sums)))


def _bits(mask: int) -> list[int]:
    return [1 << at for at in range(mask.bit_length()) if mask >> at & 1]


def _shares(candidates: Sequence[Candidate], bit: int, wanted: int) -> tuple[Fraction, ...]:
    """The six parts of a cost, each at its smallest share over the offers that give the bit."""
    rows = []
    for one in candidates:
        if one.gives & bit:
            offer, among = one.offer, (one.gives & wanted).bit_count()
            start_unknown = offer.weeks is None or all(session is None for _, session in one.starts)
            parts = (
                int(offer.pays is None),
                offer.pays or 0,
                int(start_unknown),
                offer.size if offer.weeks is None else 0,
                7 * (offer.weeks or 0),
                1,
            )
            rows.append([Fraction(part, among) for part in parts])
    return tuple(min(column) for column in zip(*rows, strict=True)) if rows else (Fraction(0),) * 6


def _front(labels: Sequence[Label], wanted: int) -> tuple[Label, ...]:
    most = max((label.held & wanted).bit_count() for label in labels)
    if most == 0:
        return ()
    reached = sorted((one for one in labels if (one.held & wanted).bit_count() == most), key=Label.order)
    front: list[Label] = []
    for label in reached:
        if not any(other.cost.no_worse(label.cost) for other in front):
            front.append(label)
    return tuple(front)
