"""Planners: routes from skills to a goal, and whole advice."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from engine.conformance.adapter import Adapter, Many, one_by_one, shuffled
from engine.conformance.matchers import VIEWS
from engine.matching.small import NOW, own_view, small_scorer, uri
from engine.routing.small import RULES, course
from schakel.engine.advice import AdviceOffer, Request, advise
from schakel.engine.routing import Event, RouteOffer, plan_routes, replan, solving
from schakel.engine.routing.fast import CoverProblem, FrontProblem, plain_cover, plain_front

COURSES = (course("one", "ab"), course("two", "c", needs="a", price=50), course("three", "abc", weeks=20, price=900))
ROUTES = (
    (("a",), ("b", "c"), COURSES),
    ((), ("a", "c"), COURSES),
    ((), ("a", "b", "c", "z"), COURSES[:2]),
    (("a", "b"), ("a",), COURSES),
)
COVERS = (
    CoverProblem((0b01, 0b10, 0b11), (0, 0b01, 0), (30, 40, 90), 0b11),
    CoverProblem((0b001, 0b010, 0b100, 0b110), (0, 0, 0, 0b001), (10, 20, 30, 25), 0b111),
)
FRONTS = (FrontProblem((1, 1), (0, 0), (100, 300), (70, 20), ((), ()), 1),)


def _routes() -> Many:
    return one_by_one(lambda question: plan_routes(*question, RULES, now=NOW))


def _other_route(question: Any, draw: random.Random) -> Any:
    return tuple(shuffled(part, draw) for part in question)


TIGHT = replace(RULES, route_steps_most=2, route_labels_most=2)


def _routes_cut_off() -> Many:
    """So few partial routes are kept that the front is not proven and bounds are looked for."""
    return one_by_one(lambda question: plan_routes(*question, TIGHT, now=NOW))


def _routes_compiled() -> Many:
    """Machine code for every problem, also the smallest."""
    ready = solving.make_ready()

    def ask(question: Any) -> Any:
        small, solving.SMALL = solving.SMALL, 0 if ready else solving.SMALL
        try:
            return plan_routes(*question, RULES, now=NOW)
        finally:
            solving.SMALL = small

    return one_by_one(ask)


def _replans() -> Many:
    """The first step of the cheapest route is cancelled."""

    def ask(question: Any) -> Any:
        have, goal, offers = question
        routes = plan_routes(have, goal, offers, RULES, now=NOW).routes
        if not routes:
            return None
        event = Event("cancelled", routes[0].steps[0].offer.id)
        return replan(routes[0], event, offers, RULES, have=have, goal_demands=goal, now=NOW)

    return one_by_one(ask)


def _offer(name: str, *teaches: str) -> AdviceOffer:
    return AdviceOffer(RouteOffer(name, tuple(map(uri, teaches))), kind="course", provider="School")


OFFERS = (
    _offer("databases", "postgresql", "sql"),
    _offer("networks", "networking", "cisco"),
    _offer("python", "python"),
)
ADVICE = tuple((view, OFFERS) for view in VIEWS)


def _advice() -> Many:
    scorer = small_scorer()
    return one_by_one(lambda question: _told(advise(question[0], scorer, question[1], Request(now=NOW))))


def _told(advice: Any) -> Any:
    """Advice without the profile, whose claims stand in the order given."""
    roles = [
        (role.match.target.uri, role.match.milli, role.match.terms, role.helps, role.routes) for role in advice.roles
    ]
    return roles, advice.offers, advice.assumed, [step.id for step in advice.next_steps]


def _other_advice(question: Any, draw: random.Random) -> Any:
    view, offers = question
    profile = replace(view.profile, skills=shuffled(view.profile.skills, draw))
    return view.with_profile(profile), shuffled(offers, draw)


PLANNERS = [
    Adapter("plan_routes", _routes, ROUTES, ((), (), ()), lambda found: found.routes == (), _other_route),
    Adapter(
        "plan_routes cut off", _routes_cut_off, ROUTES, ((), (), ()), lambda found: found.routes == (), _other_route
    ),
    Adapter(
        "plan_routes compiled", _routes_compiled, ROUTES, ((), (), ()), lambda found: found.routes == (), _other_route
    ),
    Adapter("replan", _replans, ROUTES, ((), (), ()), lambda found: found is None, _other_route),
    Adapter("advise", _advice, ADVICE, (own_view(), ()), lambda found: found[:3] == ([], (), ()), _other_advice),
    Adapter(
        "plain_cover",
        lambda: one_by_one(plain_cover),
        COVERS,
        CoverProblem((), (), (), 0),
        lambda found: found.chosen == () and found.proven,
    ),
    Adapter(
        "plain_cover of two modules",
        lambda: one_by_one(lambda problem: plain_cover(problem, modules_most=2)),
        COVERS,
        CoverProblem((), (), (), 0),
        lambda found: found.chosen == () and found.proven,
    ),
    Adapter(
        "plain_front",
        lambda: one_by_one(plain_front),
        FRONTS,
        FrontProblem((), (), (), (), (), 0),
        lambda found: all(point.cost == 0 for point in found.points),
    ),
]
try:
    from schakel.engine.routing.fast.compiled import fast_cover, fast_front
except ImportError:  # the extra `fast` is not installed: the plain one is tested
    pass
else:
    PLANNERS += [
        Adapter(
            "fast_cover",
            lambda: one_by_one(fast_cover),
            COVERS,
            CoverProblem((0,), (0,), (1,), 0),
            lambda found: found.chosen == () and found.proven,
        ),
        Adapter(
            "fast_front",
            lambda: one_by_one(fast_front),
            FRONTS,
            FrontProblem((0,), (0,), (1,), (1,), ((),), 0),
            lambda found: found.points == () and found.proven,
        ),
    ]
