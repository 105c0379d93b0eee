"""Whole routes that lead to a vacancy: from the work that lies near it, and from nothing; for nobody in particular.

No person is looked at here. A start is an occupation with what it usually brings, so the routes say what somebody who
comes from there would learn, where, and what stays for the employer to teach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schakel.engine.advice.offers import closing
from schakel.engine.routing.plan import plan_routes
from schakel.engine.routing.types import Route
from schakel.engine.skills.concepts import Occupation
from schakel.records.people.engine_io.linking import Choice, choice, label_of, occupation_uri_of
from schakel.records.people.engine_io.parts import scorer, speaker, trainings
from schakel.records.people.engine_io.roles import Person, RouteView, route_view

ROUTES_EACH = 2
# Nobody follows more trainings than this for one job: so much is asked that no route leads there.
STEPS_MOST = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One route, and the demands (URIs) it closes."""

    route: RouteView
    closes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Leading:
    """Where one can come from: an occupation (None: new to this work), what it usually brings of the demands, and ways."""

    start: Choice | None
    has: tuple[str, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    occupation: Occupation | None
    have: tuple[str, ...]
    held: tuple[str, ...]


def leading_to(demands: Sequence[str], occupation: str, language: str, *, on: date) -> tuple[Leading, ...]:
    """Routes to these demands (skill URIs), from four starts at most; `occupation` (an id) is the work itself, if known.

    Each start adds a route that no start before it showed, of three trainings at most. Who needs no training, or finds
    no such route, is left out.

    >>> leading_to([], "", "nl", on=date(2026, 11, 24))
    ()
    """
    offers = closing([one.route for one in trainings()], demands, scorer())
    found: list[Leading] = []
    shown: set[tuple[frozenset[str], frozenset[str]]] = set()
    for start in _starts(demands, occupation):
        wanted = [uri for uri in demands if uri not in start.held]
        routes = plan_routes([*start.have, *start.held], wanted, offers, scorer().rules, now=on).routes
        fresh = [one for one in routes if len(one.steps) <= STEPS_MOST and _told(one) not in shown][:ROUTES_EACH]
        if not fresh:
            continue
        shown.update(_told(one) for one in routes)
        found.append(
            Leading(
                choice(start.occupation.uri, language) if start.occupation else None,
                tuple(label_of(uri, language) for uri in start.held),
                tuple(Way(_view(one, wanted, language), frozenset(one.covered)) for one in fresh),
            )
        )
    return tuple(found)


def _told(route: Route) -> tuple[frozenset[str], frozenset[str]]:
    """What makes a route another one: its trainings, and what they close for who comes from here."""
    return frozenset(step.offer.id for step in route.steps), frozenset(route.covered)


def _view(route: Route, wanted: Sequence[str], language: str) -> RouteView:
    return route_view(route, wanted, speaker(language), Person())


def _starts(demands: Sequence[str], occupation: str) -> Iterator[_Start]:
    """The work itself, the ICT occupation that brings most (two without the work), one outside ICT, and nothing."""
    every = [_start(one, demands) for one in scorer().taxonomy.occupations.values()]
    near = sorted((one for one in every if one.held), key=lambda one: (-len(one.held), _uri(one)))
    own = occupation_uri_of(occupation)
    itself = [one for one in near if _uri(one) == own]
    yield from itself
    ict = [one for one in near if one.occupation and one.occupation.kind == "ict" and _uri(one) != own]
    yield from _different(ict, 2 - len(itself))
    yield from _different([one for one in near if one.occupation and one.occupation.kind != "ict"], 1)
    yield _Start(None, (), ())


def _different(starts: Sequence[_Start], most: int) -> list[_Start]:
    """The first ones that bring different demands: two names for the same start teach nothing."""
    first: dict[tuple[str, ...], _Start] = {}
    for one in starts:
        first.setdefault(one.held, one)
    return list(first.values())[:most]


def _start(occupation: Occupation, demands: Sequence[str]) -> _Start:
    """What this work asks and brings along is taken to be had, as for the mobility pool."""
    have = tuple(sorted({*(one.uri for one in occupation.demands), *occupation.carries_over}))
    held = tuple(uri for uri in demands if not scorer().closers(uri).isdisjoint(have))
    return _Start(occupation, have, held)


def _uri(start: _Start) -> str:
    return start.occupation.uri if start.occupation else ""
