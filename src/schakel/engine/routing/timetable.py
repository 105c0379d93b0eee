"""Courses side by side, where the week has room: the same steps, sooner.

The planner lets steps follow one another: that is exact, and a full week stays a full week. This is an offer on top: the
steps of a finished route are set as early as their sessions and prerequisites allow, in the order of the route, while
all hours a week together stay within what someone has. It never ends later than the route itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schakel.engine.routing.types import Route, RouteSession, Step


@dataclass(frozen=True, slots=True)
class Beside:
    """When each step of a route starts and ends with courses side by side, and how many weeks it takes in all."""

    starts: tuple[date, ...]
    ends: tuple[date, ...]
    weeks: int
    hours_most: int


def side_by_side(route: Route, hours_most: int, *, have: frozenset[str], now: date) -> Beside | None:
    """The route with courses side by side; None when it ends no sooner, or when hours or times are unknown.

    Sessions stay those of the route; only what starts on any day moves, and not to before a scheme that pays for it.

    >>> from schakel.engine.routing.types import Cost, RouteOffer
    >>> day, later = date(2027, 1, 4), date(2027, 2, 1)
    >>> def step(name, start, end):
    ...     offer = RouteOffer(name, (name,), sessions=(RouteSession("any"),), weeks=4, hours_per_week=8)
    ...     return Step(offer, "any", start, end, False, (name,), (), (), weeks=4)
    >>> route = Route(("fastest",), (step("a", day, later), step("b", later, date(2027, 3, 1))), Cost(days=56), (), 0)
    >>> side_by_side(route, 16, have=frozenset(), now=day).weeks
    4
    """
    if any(step.weeks is None or step.start is None or step.offer.hours_per_week is None for step in route.steps):
        return None
    if not route.steps or route.weeks is None:
        return None
    spans: list[tuple[int, int, int]] = []
    for at, step in enumerate(route.steps):
        ready = _ready(at, route.steps, spans, have)
        start = _earliest(step, ready, spans, hours_most=hours_most, now=now)
        hours = step.offer.hours_per_week or 0
        spans.append((start, start + 7 * (step.weeks or 0), hours))
    end = max(span[1] for span in spans)
    if end >= route.cost.days:
        return None
    starts = tuple(now + timedelta(days=span[0]) for span in spans)
    return Beside(starts, tuple(now + timedelta(days=span[1]) for span in spans), -(-end // 7), _peak(spans))


def _ready(at: int, steps: Sequence[Step], spans: Sequence[tuple[int, int, int]], have: frozenset[str]) -> int:
    """The day on which all that a step needs was finished."""
    ends: dict[str, int] = {}
    for step, span in zip(steps[:at], spans, strict=True):
        for uri in step.offer.teaches:
            ends[uri] = min(ends.get(uri, span[1]), span[1])
    return max((ends.get(uri, 0) for uri in steps[at].offer.needs if uri not in have), default=0)


def _earliest(step: Step, ready: int, spans: Sequence[tuple[int, int, int]], *, hours_most: int, now: date) -> int:
    """The first day from `ready` on that its session allows and on which the week has room all along."""
    planned = (step.start - now).days if step.start else 0
    session = next((one for one in step.offer.sessions if one.id == step.session), RouteSession("planned", step.start))
    if session.start is not None:
        return planned
    length, hours = 7 * (step.weeks or 0), step.offer.hours_per_week or 0
    ready = max([ready, *_scheme_days(step, now)])
    tries = sorted({ready, *[end for _, end, _ in spans if end > ready]})
    return next((day for day in tries if _room(day, day + length, hours, spans) <= hours_most), planned)


def _scheme_days(step: Step, now: date) -> list[int]:
    paid = () if step.money is None else step.money.paid
    return [(one.scheme.valid_from - now).days for one in paid if one.scheme.valid_from is not None]


def _room(start: int, end: int, hours: int, spans: Sequence[tuple[int, int, int]]) -> int:
    """The most hours a week asked between two days when `hours` come on top."""
    marks = [start, *[begin for begin, _, _ in spans if start < begin < end]]
    return max(hours + sum(load for begin, until, load in spans if begin <= mark < until) for mark in marks)


def _peak(spans: Sequence[tuple[int, int, int]]) -> int:
    return max(sum(load for begin, until, load in spans if begin <= mark < until) for mark, _, _ in spans)
