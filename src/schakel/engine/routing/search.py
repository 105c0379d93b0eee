"""The exact search behind the routes: labels over sets of skills, kept only while nothing beats them.

A label is a partial route: the skills it gives (a bitmask) and its cost. One that gives no fewer skills at no more cost
in every part makes another needless, because whatever follows the other can also follow it. Steps come one after
another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

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
    """All routes that close as many bits of `wanted` as can be, and that no other beats in every part of the cost."""
    ordered = sorted(candidates, key=lambda one: one.offer.id)
    kept = _Kept()
    layer, proven = [Label(0)], True
    kept.add(layer[0])
    for _ in range(limits.steps):
        fresh = [label for one in layer for label in _extend(one, ordered)]
        layer = [label for label in sorted(fresh, key=Label.order) if kept.add(label)]
        layer = [label for label in layer if kept.has(label)]
        if kept.size > limits.labels:
            proven = False
            layer = sorted(layer, key=lambda one: (-(one.held & wanted).bit_count(), one.order()))[
                : limits.labels // 20
            ]
        if not layer:
            break
    return Found(_front(kept.labels(), wanted), proven)


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

    def __init__(self) -> None:
        self._by_mask: dict[int, list[Label]] = {}
        self.size = 0

    def add(self, label: Label) -> bool:
        """Keep a label unless one that holds as much is no worse; drop those it beats."""
        for mask, labels in self._by_mask.items():
            if mask & label.held == label.held and any(one.cost.no_worse(label.cost) for one in labels):
                return False
        same = self._by_mask.setdefault(label.held, [])
        left = [one for one in same if not label.cost.no_worse(one.cost)]
        self.size += len(left) + 1 - len(same)
        self._by_mask[label.held] = [*left, label]
        return True

    def has(self, label: Label) -> bool:
        """Whether the label is still kept."""
        return any(one is label for one in self._by_mask.get(label.held, []))

    def labels(self) -> list[Label]:
        return [label for mask in sorted(self._by_mask) for label in self._by_mask[mask]]


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
