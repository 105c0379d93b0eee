"""The exact search behind the routes: labels over sets of skills, kept only while nothing beats them.

A label is a partial route: the skills it gives (a bitmask) and its cost. One that gives no fewer skills at no more cost
in every part makes another needless, because whatever follows the other can also follow it. Steps come one after
another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from schakel.engine.routing.exemptions import Version
from schakel.engine.routing.money import Paid
from schakel.engine.routing.types import Cost, RouteOffer, RouteSession


@dataclass(frozen=True, slots=True)
class Start:
    """One way to begin a candidate: from `day` up to `until` (None: no last day), its session, how it is paid then.

    A dated session has one day; one that starts on any day has a stretch for each price; without a session the start is
    unknown and only the earliest day is meant.
    """

    day: int
    until: int | None
    session: RouteSession | None
    paid: Paid
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version of an offer in the terms of the search: bitmasks of what it gives and needs, and its starts.

    `extra` are the wishes it also meets: they only choose between routes of equal cost. `travel` is one trip in
    kilometres (None: unknown), `risk` in thousandths; a `job` counts for the most jobs on the way.
    """

    offer: RouteOffer
    version: Version
    gives: int
    needs: int
    extra: frozenset[str]
    starts: tuple[Start, ...]
    travel: int | None = 0
    risk: int = 0
    job: bool = False

    @property
    def weeks(self) -> int | None:
        """How long this version lasts."""
        return self.version.weeks

    @property
    def id(self) -> tuple[str, bool, str]:
        """A name that orders candidates, whatever the order of the offers."""
        exemption = self.version.exemption
        return self.offer.id, exemption is not None, "" if exemption is None else repr(exemption)


@dataclass(frozen=True, slots=True)
class Move:
    """One step taken: the candidate, its session, and the day it starts and ends (known part)."""

    candidate: Candidate
    begin: Start
    start: int
    end: int
    earliest: bool

    @property
    def session(self) -> RouteSession | None:
        """The session that is taken; None when the start is unknown."""
        return self.begin.session


@dataclass(frozen=True, slots=True)
class Label:
    """A partial route. `used` are the schemes that pay once and have paid, `jobs` the jobs on the way."""

    held: int
    cost: Cost = field(default_factory=Cost)
    moves: tuple[Move, ...] = ()
    extra: frozenset[str] = frozenset()
    used: int = 0
    jobs: int = 0

    def order(self) -> tuple[Cost, int, tuple[str, ...]]:
        """A fixed order of labels: less cost, more extra, then ids; the order of the offers has no influence."""
        return self.cost, -len(self.extra), tuple(move.candidate.offer.id for move in self.moves)

    def no_worse(self, other: Label) -> bool:
        """Whether whatever follows the other can follow this at no more cost (of labels that hold the same)."""
        return self.jobs <= other.jobs and not self.used & ~other.used and self.cost.no_worse(other.cost)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the search goes: labels kept in all, steps in a route, and jobs among them."""

    labels: int
    steps: int
    jobs: int = 2


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
    ordered = sorted(candidates, key=lambda one: one.id)
    bound = LowerBound(ordered, wanted)
    kept = _Kept(_beams(ordered, wanted, limits), bound)
    layer, proven = [Label(0)], True
    kept.add(layer[0])
    for _ in range(limits.steps):
        fresh = [label for one in layer for label in _extend(one, ordered, limits)]
        layer = [label for label in sorted(fresh, key=Label.order) if kept.add(label)]
        layer = [label for label in layer if kept.has(label)]
        if kept.size > limits.labels:
            proven = False
            layer = sorted(layer, key=lambda one: _promise(one, wanted))[: limits.labels // 20]
        if not layer:
            break
    return Found(front_of(kept.labels(), wanted), proven)


_BEAM = 40
_PARTS = 10
"""How many parts a cost has."""


def _beams(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> list[Label]:
    """Some whole routes, found fast: the most promising labels of each layer by price, and by time."""
    seen = [label for by_time in (False, True) for label in _beam(candidates, wanted, limits, by_time=by_time)]
    whole = [label for label in seen if label.held & wanted == wanted]
    return list(front_of(whole, wanted)) if whole and wanted else []


def _beam(candidates: Sequence[Candidate], wanted: int, limits: Limits, *, by_time: bool) -> list[Label]:
    seen: list[Label] = []
    layer = [Label(0)]
    for _ in range(limits.steps):
        fresh = [label for one in layer for label in _extend(one, candidates, limits)]
        layer = sorted(fresh, key=lambda one: _promise(one, wanted, by_time=by_time))[:_BEAM]
        seen += layer
    return seen


def quick_route(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> Label | None:
    """A good route, found fast and without proof: closes the most that the beam finds, at the least cost."""
    ordered = sorted(candidates, key=lambda one: one.id)
    seen = [label for label in _beam(ordered, wanted, limits, by_time=False) if label.held & wanted]
    return min(seen, key=lambda one: _promise(one, wanted), default=None)


def _promise(label: Label, wanted: int, *, by_time: bool = False) -> tuple[int, int, tuple[Cost, int, tuple[str, ...]]]:
    time = label.cost.days if by_time else 0
    return -(label.held & wanted).bit_count(), time, label.order()


def _extend(label: Label, candidates: Iterable[Candidate], limits: Limits) -> list[Label]:
    free = (one for one in candidates if one.gives & ~label.held and not one.needs & ~label.held)
    fitting = (one for one in free if not one.job or label.jobs < limits.jobs)
    return [after(label, move) for one in fitting for move in moves(label, one)]


def moves(label: Label, candidate: Candidate) -> list[Move]:
    """The first session that can be made after the label, and later ones only where they are paid better.

    A later session never ends sooner, so it is worth it only when it costs less, is no change to a plan that was made,
    or leaves a scheme that pays once for another step.
    """
    now, earliest = label.cost.days, label.cost.times_unknown > 0
    found: list[Move] = []
    for begin in candidate.starts:
        day = max(now, begin.day)
        gone = begin.until is not None and day > begin.until
        if gone or begin.paid.once & label.used or any(_beats(one.begin, begin) for one in found):
            continue
        found.append(Move(candidate, begin, day, day + 7 * (candidate.weeks or 0), earliest))
    return found


def _beats(one: Start, other: Start) -> bool:
    """Whether an earlier start leaves no reason for the other: paid no worse, and no more of a change."""
    mine, theirs = one.paid.pays, other.paid.pays
    no_dearer = (mine is not None and (theirs is None or mine <= theirs)) or (mine is None and theirs is None)
    known = one.session is not None or other.session is None
    return no_dearer and known and not one.paid.once & ~other.paid.once and one.changed <= other.changed


def after(label: Label, move: Move) -> Label:
    """The label with one more step."""
    candidate, cost, pays = move.candidate, label.cost, move.begin.paid.pays
    weeks_unknown = candidate.weeks is None
    grown = Cost(
        prices_unknown=cost.prices_unknown + (pays is None),
        price=cost.price + (pays or 0),
        times_unknown=cost.times_unknown + (weeks_unknown or move.session is None),
        size=cost.size + (candidate.offer.size if weeks_unknown else 0),
        days=move.end,
        steps=cost.steps + 1,
        travels_unknown=cost.travels_unknown + (candidate.travel is None),
        travel=cost.travel + (candidate.travel or 0),
        risk=cost.risk + candidate.risk,
        changes=cost.changes + move.begin.changed,
    )
    return Label(
        label.held | candidate.gives,
        grown,
        (*label.moves, move),
        label.extra | candidate.extra,
        label.used | move.begin.paid.once,
        label.jobs + candidate.job,
    )


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
        if any(one.no_worse(label) for one in same):
            return False
        least = self._bound.after(label)
        if any(one is not label and one.cost.no_worse(least) for one in self._whole):
            return False
        left = [one for one in same if not label.no_worse(one)]
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
            cost.travels_unknown + rest.travels_unknown,
            cost.travel + rest.travel,
            cost.risk + rest.risk,
            cost.changes + rest.changes,
        )

    def _rest(self, missing: int) -> Cost:
        """The shares of the missing bits together, rounded up: every part of a cost is whole."""
        sums = [sum(self._shares[bit][part] for bit in _bits(missing)) for part in range(_PARTS)]
        return Cost(*(-(-total.numerator // total.denominator) for total in map(Fraction, sums)))


def _bits(mask: int) -> list[int]:
    return [1 << at for at in range(mask.bit_length()) if mask >> at & 1]


def _shares(candidates: Sequence[Candidate], bit: int, wanted: int) -> tuple[Fraction, ...]:
    """The parts of a cost, each at its smallest share over the offers that give the bit."""
    rows = []
    for one in candidates:
        if one.gives & bit:
            among = (one.gives & wanted).bit_count()
            pays = [begin.paid.pays for begin in one.starts]
            start_unknown = one.weeks is None or all(begin.session is None for begin in one.starts)
            parts = (
                int(all(price is None for price in pays)),
                min(price or 0 for price in pays),
                int(start_unknown),
                one.offer.size if one.weeks is None else 0,
                7 * (one.weeks or 0),
                1,
                int(one.travel is None),
                one.travel or 0,
                one.risk,
                min(begin.changed for begin in one.starts),
            )
            rows.append([Fraction(part, among) for part in parts])
    return tuple(min(column) for column in zip(*rows, strict=True)) if rows else (Fraction(0),) * _PARTS


def front_of(labels: Sequence[Label], wanted: int) -> tuple[Label, ...]:
    """The labels that give the most of `wanted` and that no other of them beats, in their fixed order."""
    most = max((label.held & wanted).bit_count() for label in labels)
    if most == 0:
        return ()
    reached = sorted((one for one in labels if (one.held & wanted).bit_count() == most), key=Label.order)
    front: list[Label] = []
    for label in reached:
        if not any(other.cost.no_worse(label.cost) for other in front):
            front.append(label)
    return tuple(front)
