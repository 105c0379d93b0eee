"""A route that must change: a session is full, moved or cancelled, or a step was not finished.

What is done or enrolled stays as it is. The rest is planned again from there, with the steps of the old plan marked, so
that of all best routes the one with the least change is found, and next to it the route that changes least of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from schakel.engine.errors import InputError, NotFound
from schakel.engine.matching.rules import MatchingRules
from schakel.engine.routing.candidates import without_session
from schakel.engine.routing.given import Planning
from schakel.engine.routing.plan import plan_routes
from schakel.engine.routing.types import NotCovered, Route, RouteOffer, RouteSession, Step

EventKind = Literal["full", "failed", "moved", "cancelled"]
State = Literal["done", "enrolled"]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a step of a route, by the id of its offer; `to` is the new first day of one that moved."""

    kind: EventKind
    offer: str
    to: date | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(EventKind):
            raise InputError(f"There is no event '{self.kind}'", remedy=f"Use one of {', '.join(get_args(EventKind))}")
        if (self.kind == "moved") != (self.to is not None):
            raise InputError(
                "A new day belongs to a step that moved", place="event", remedy="Give `to` for `moved` only"
            )


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the old and the new route. `what`: kept, dropped, added or moved."""

    what: str
    offer: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Replanned:
    """The new plan. `fixed` are the steps that were done or enrolled; `released` those enrolled in that can no longer be
    followed, because they need what the event took away. `route` is the rest, best by the aim of the old one; `steady`
    the rest with the least change, where that is another route. None: nothing closes what is left.

    `why` is the kind of event; `changes` tells every step of the old and new plan; `not_covered` what is lost.
    """

    why: EventKind
    fixed: tuple[Step, ...]
    released: tuple[Step, ...]
    route: Route | None
    steady: Route | None
    changes: tuple[Change, ...]
    not_covered: tuple[NotCovered, ...]
    proven: bool


def replan(
    route: Route,
    event: Event,
    offers: Iterable[RouteOffer],
    rules: MatchingRules,
    *,
    have: Iterable[str],
    goal_demands: Iterable[str],
    now: date,
    states: dict[str, State] | None = None,
    planning: Planning | None = None,
    weekly_hours_most: int | None = None,
) -> Replanned:
    """Plans the rest of a route again after an event.

    `states` says by offer what is done or enrolled; the step of the event is never fixed. `have` is what the person had
    before the route. New steps come after the last enrolled one. Raises NotFound for an event of no step in the route.
    """
    states = states or {}
    step = next((one for one in route.steps if one.offer.id == event.offer), None)
    if step is None:
        raise NotFound(f"'{event.offer}' is no step of this route", place="event", remedy="Use the id of a step")
    have = frozenset(have)
    fixed, released = _fixed(route, event, states, have)
    rest = tuple(one for one in route.steps if one not in fixed)
    held = {*have, *[uri for one in fixed for uri in one.offer.teaches]}
    begin = max([now, *[one.end for one in fixed if states[one.offer.id] == "enrolled" and one.end]])
    keep = frozenset((one.offer.id, one.session) for one in rest if one is not step)
    moved = frozenset({(step.offer.id, step.session)}) if event.kind == "moved" else frozenset()
    left = [one for one in _after_event(list(offers), event, step, now) if one.id not in {f.offer.id for f in fixed}]
    found = plan_routes(
        held,
        goal_demands,
        left,
        replace(rules, route_shown_most=1_000),
        now=begin,
        weekly_hours_most=weekly_hours_most,
        planning=replace(planning or Planning(), keep=keep | moved),
    )
    best = _best(found.routes, route.names)
    steady = min(found.routes, key=lambda one: (one.cost.changes, one.cost, one.offers), default=None)
    return Replanned(
        why=event.kind,
        fixed=fixed,
        released=released,
        route=best,
        steady=None if steady is None or best is None or steady.steps == best.steps else steady,
        changes=_changes(rest, best),
        not_covered=found.not_covered,
        proven=found.proven,
    )


def _fixed(
    route: Route, event: Event, states: dict[str, State], have: frozenset[str]
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The done and enrolled steps that still stand, and the enrolled ones whose prerequisites are gone."""
    held, fixed, released = set(have), list[Step](), list[Step]()
    for step in route.steps:
        state = states.get(step.offer.id)
        if state is None or step.offer.id == event.offer:
            continue
        if state == "enrolled" and not held.issuperset(step.offer.needs):
            released.append(step)
        else:
            fixed.append(step)
            held.update(step.offer.teaches)
    return tuple(fixed), tuple(released)


def _after_event(offers: list[RouteOffer], event: Event, step: Step, now: date) -> list[RouteOffer]:
    """The offers as they are after the event."""
    if event.kind == "failed":
        return [replace(one, sessions=_later(one, step, now)) if one.id == step.offer.id else one for one in offers]
    if event.kind == "moved" and event.to is not None:
        run = RouteSession(step.session or "moved", event.to)
        return [
            replace(one, sessions=tuple(run if old.id == step.session else old for old in one.sessions) or (run,))
            if one.id == step.offer.id
            else one
            for one in offers
        ]
    return without_session(offers, step.offer.id, step.session)


def _later(offer: RouteOffer, step: Step, now: date) -> tuple[RouteSession, ...]:
    """The sessions one can take after failing: none that ran already; where all have gone, the start is unknown."""
    over = max(now, step.end or now)
    return tuple(one for one in offer.sessions if one.start is None or (one.start >= over and one.id != step.session))


_AIMS: dict[str, Callable[[Route], tuple[int, ...]]] = {
    "fastest": lambda route: (route.cost.size, route.cost.times_unknown, route.cost.days),
    "safest": lambda route: (route.cost.risk, route.cost.travels_unknown),
    "cheapest": lambda route: (route.cost.prices_unknown, route.cost.price),
}


def _best(routes: Sequence[Route], names: Sequence[str]) -> Route | None:
    """The best by the aim of the old route (the cheapest where it had none); of equals the one with the least change."""
    if "balanced" in names and len(names) == 1:
        again = next((one for one in routes if "balanced" in one.names), None)
        if again is not None:
            return again
    aim = _AIMS[next((name for name in names if name in _AIMS), "cheapest")]
    return min(routes, key=lambda one: (aim(one), one.cost.changes, one.cost, one.offers), default=None)


def _changes(rest: Sequence[Step], route: Route | None) -> tuple[Change, ...]:
    new = {} if route is None else {step.offer.id: step for step in route.steps}
    old = {step.offer.id: step for step in rest}
    found = []
    for id_, step in old.items():
        other = new.get(id_)
        if other is None:
            found.append(Change("dropped", id_, step.start, None))
        else:
            same = (other.session, other.start) == (step.session, step.start)
            found.append(Change("kept" if same else "moved", id_, step.start, other.start))
    found += [Change("added", id_, None, step.start) for id_, step in new.items() if id_ not in old]
    return tuple(found)
