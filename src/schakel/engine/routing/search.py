"""The exact search behind the routes: labels over sets of skills, kept only while nothing beats them.

A label is a partial route: the skills it gives (a bitmask) and its cost. One that gives no fewer skills at no more cost
in every part makes another needless, because whatever follows the other can also follow it. Steps come one after
another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import le

from schakel.engine.routing.bounds import LowerBound
from schakel.engine.routing.exemptions import Version
from schakel.engine.routing.fewest import Fewest
from schakel.engine.routing.money import Paid
from schakel.engine.routing.types import Cost, RouteOffer, RouteSession

Order = tuple[Cost, int, tuple[str, ...]]


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
    def plain(self) -> bool:
        """Whether all starts are paid alike and change alike: then only the first that can be made matters."""
        kinds = {(one.paid.pays, one.paid.once, one.changed, one.session is None) for one in self.starts}
        return len(kinds) == 1 and self.starts[0].paid.once == 0

    def first_end(self, day: int) -> int | None:
        """The first day this can be finished by who begins on `day` or later; None when every session has gone."""
        for one in self.starts:
            if one.until is None or one.until >= day:
                return max(day, one.day) + 7 * (self.weeks or 0)
        return None

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

    def order(self) -> Order:
        """A fixed order of labels: less cost, more extra, then ids; the order of the offers has no influence."""
        return self.cost, -len(self.extra), tuple([move.candidate.offer.id for move in self.moves])

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
    which loses nothing: what it must at least still cost is a lower bound. So is one that has too few steps left to
    close as many skills as a route that was found.
    """
    space = Space(candidates, wanted, limits)
    kept = _Kept(_beams(space), LowerBound(space.candidates, wanted), space)
    layer, proven = [Label(0)], True
    kept.add(layer[0])
    work = limits.labels * WORK
    for _ in range(limits.steps):
        work -= len(layer) * len(space.candidates)
        if work < 0:
            proven, layer = False, _most_promising(layer, wanted, limits)
        fresh = [label for one in layer for label in space.extend(one, kept)]
        layer = [label for label in sorted(fresh, key=Label.order) if kept.add(label)]
        layer = [label for label in layer if kept.has(label)]
        if kept.size > limits.labels:
            proven = False
            layer = _most_promising(layer, wanted, limits)
        if not layer:
            break
    return Found(front_of(kept.labels(), wanted), proven)


def _most_promising(layer: Sequence[Label], wanted: int, limits: Limits) -> list[Label]:
    return sorted(layer, key=lambda one: _promise(one, wanted))[: max(limits.labels // 20, 1)]


class Space:
    """The candidates of one problem, and which skills still matter to who holds some."""

    def __init__(self, candidates: Sequence[Candidate], wanted: int, limits: Limits) -> None:
        self.candidates = sorted(candidates, key=lambda one: one.id)
        self.wanted = wanted
        self.limits = limits
        self._plain = [one.plain for one in self.candidates]
        self._settled: dict[int, int] = {}
        self._every = wanted
        for one in self.candidates:
            self._every |= one.gives | one.needs
        self._fewest = Fewest((one.gives for one in self.candidates), wanted)

    def closed(self, held: int) -> int:
        """How many wanted skills are among these."""
        return (held & self.wanted).bit_count()

    def most(self, held: int, steps: int) -> int:
        """How many wanted skills who holds these after so many steps can have at the end at most."""
        return self.closed(held) + (self.limits.steps - steps) * self._fewest.most

    def in_time(self, held: int, steps: int) -> bool:
        """Whether the steps that are left may be enough to have all that is wanted."""
        return self._fewest.fit(self.wanted & ~held, self.limits.steps - steps)

    def settle(self, held: int) -> int:
        """`held` with every skill added that can no longer matter: sets that differ only in those are the same set."""
        found = self._settled.get(held)
        if found is None:
            matter, grown = self.wanted & ~held, True
            while grown:
                before = matter
                for one in self.candidates:
                    if one.gives & matter:
                        matter |= one.needs & ~held
                grown = matter != before
            found = self._settled[held] = self._every & ~matter
        return found

    def extend(self, label: Label, kept: _Kept | None = None) -> list[Label]:
        """The labels with one more step; none after one that holds all that is wanted.

        With `kept`, steps that lead to nothing better than what is kept already are left out.
        """
        if not self.wanted & ~label.held:
            return []
        settled, missing = self.settle(label.held), ~label.held
        found = []
        for one, plain in zip(self.candidates, self._plain, strict=True):
            if one.gives & ~settled and not one.needs & missing and (not one.job or label.jobs < self.limits.jobs):
                for move in first_move(label, one) if plain else moves(label, one):
                    if kept is None or not kept.beats(label, move):
                        found.append(after(label, move))
        return found


WORK = 25
"""So many steps may be tried for each partial route that may be kept, before the search is cut off."""
BEAM = 40
DAY_WORTH = (0, 5, 50, 100_000)
"""What a day counts for in euros, in the quick searches."""


def _beams(space: Space) -> tuple[list[Label], int]:
    """Some whole routes, found fast, and the most skills a label closed: the most promising labels of each layer, by
    price, by time and in between.
    """
    seen = [label for worth in DAY_WORTH for label in _beam(space, worth)]
    whole = [label for label in seen if label.held & space.wanted == space.wanted]
    most = max((space.closed(label.held) for label in seen), default=0)
    return list(front_of(whole, space.wanted)) if whole and space.wanted else [], most


def _beam(space: Space, day_worth: int) -> list[Label]:
    seen: list[Label] = []
    layer = [Label(0)]
    for _ in range(space.limits.steps):
        fresh = [label for one in layer for label in space.extend(one)]
        layer = sorted(fresh, key=lambda one: _promise(one, space.wanted, day_worth=day_worth))[:BEAM]
        seen += layer
        if not layer:
            break
    return seen


def quick_route(candidates: Sequence[Candidate], wanted: int, limits: Limits) -> Label | None:
    """A good route, found fast and without proof: closes the most that the beam finds, at the least cost."""
    seen = [label for label in _beam(Space(candidates, wanted, limits), 0) if label.held & wanted]
    return min(seen, key=lambda one: _promise(one, wanted), default=None)


def _promise(label: Label, wanted: int, *, day_worth: int = 0) -> tuple[int, int, Order]:
    worth = label.cost.price + day_worth * label.cost.days if day_worth else 0
    return -(label.held & wanted).bit_count(), worth, label.order()


def first_move(label: Label, candidate: Candidate) -> list[Move]:
    """The first start that can be made after the label, as a list; empty when all have gone."""
    now = label.cost.days
    for begin in candidate.starts:
        if begin.until is None or begin.until >= now:
            day = max(now, begin.day)
            return [Move(candidate, begin, day, day + 7 * (candidate.weeks or 0), label.cost.times_unknown > 0)]
    return []


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
    candidate = move.candidate
    return Label(
        label.held | candidate.gives,
        grown_cost(label.cost, move),
        (*label.moves, move),
        label.extra | candidate.extra,
        label.used | move.begin.paid.once,
        label.jobs + candidate.job,
    )


def grown_cost(cost: Cost, move: Move) -> Cost:
    """What a route costs with one more step."""
    candidate, pays = move.candidate, move.begin.paid.pays
    weeks_unknown = candidate.version.weeks is None
    return Cost(
        cost.prices_unknown + (pays is None),
        cost.price + (pays or 0),
        cost.times_unknown + (weeks_unknown or move.begin.session is None),
        cost.size + (candidate.offer.size if weeks_unknown else 0),
        move.end,
        cost.steps + 1,
        cost.travels_unknown + (candidate.travel is None),
        cost.travel + (candidate.travel or 0),
        cost.risk + candidate.risk,
        cost.changes + move.begin.changed,
    )


class _Kept:
    """The labels nothing beats so far, by what they hold."""

    def __init__(self, beams: tuple[Sequence[Label], int], bound: LowerBound, space: Space) -> None:
        self._by_mask: dict[int, list[Label]] = {}
        whole, self._most = beams
        self._whole = list(whole)
        self._bound = bound
        self._space = space
        self.size = 0
        for label in whole:
            self.add(label)

    def add(self, label: Label) -> bool:
        """Keep a label unless one that holds as much is no worse, or none that follows it can beat a whole route."""
        state = self._space.settle(label.held)
        same = self._by_mask.get(state, [])
        if any(one.no_worse(label) for one in same):
            return False
        if self._too_late(label.held, label.cost.steps):
            return False
        least = self._bound.after(label)
        if any(one is not label and one.cost.no_worse(least) for one in self._whole):
            return False
        left = [one for one in same if not label.no_worse(one)]
        self.size += len(left) + 1 - len(same)
        self._by_mask[state] = [*left, label]
        if self._space.wanted and not self._space.wanted & ~label.held and label not in self._whole:
            self._whole.append(label)
        return True

    def beats(self, label: Label, move: Move) -> bool:
        """Whether a label with one more step is beaten already, told without making it."""
        cost, one = grown_cost(label.cost, move), move.candidate
        held, used, jobs = label.held | one.gives, label.used | move.begin.paid.once, label.jobs + one.job
        for other in self._by_mask.get(self._space.settle(held), ()):
            if other.jobs <= jobs and not other.used & ~used and all(map(le, other.cost, cost)):
                return other.cost != cost or len(other.extra) >= len(label.extra | one.extra)
        if self._too_late(held, cost.steps):
            return True
        least = self._bound.of(self._space.wanted & ~held, cost)
        return any(whole.cost.no_worse(least) and whole.cost != least for whole in self._whole)

    def _too_late(self, held: int, steps: int) -> bool:
        """Whether too few steps are left to close as much as was closed before."""
        space = self._space
        return space.most(held, steps) < self._most or (bool(self._whole) and not space.in_time(held, steps))

    def has(self, label: Label) -> bool:
        """Whether the label is still kept."""
        return any(one is label for one in self._by_mask.get(self._space.settle(label.held), []))

    def labels(self) -> list[Label]:
        return [label for mask in sorted(self._by_mask) for label in self._by_mask[mask]]


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
