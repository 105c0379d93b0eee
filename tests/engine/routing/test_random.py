"""Random catalogues: nothing broken, and never dearer than the exact optimum of an independent solver."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.routing.small import NOW, RULES
from schakel.engine.routing import Planning, Route, RouteOffer, RouteSession, plan_routes
from schakel.engine.routing.fast import FrontProblem, plain_front
from schakel.engine.support import Scheme

SKILLS = "abcdef"
WIDE = replace(RULES, route_steps_most=10, route_shown_most=500, route_labels_most=100_000)
DISCOUNT = Scheme("discount", {}, "payer", "a rule", "no", NOW, share=500, valid_until=NOW + timedelta(40))


def _offer(draw: random.Random, at: int) -> RouteOffer:
    days = sorted(draw.sample(range(-20, 90), draw.randint(0, 2)))
    dated = tuple(RouteSession(f"{at}:{day}", NOW + timedelta(day), draw.choice((None, 0, 3))) for day in days)
    return RouteOffer(
        id=f"o{at}",
        teaches=tuple(draw.sample(SKILLS, draw.randint(1, 3))),
        needs=tuple(draw.sample(SKILLS, draw.choice((0, 0, 1, 2)))),
        sessions=dated or draw.choice(((RouteSession("any"),), ())),
        weeks=draw.choice((None, 1, 2, 5, 9)),
        price_eur=draw.choice((None, 0, 50, 120, 300, 999)),
    )


def _check(seed: int) -> None:
    draw = random.Random(seed)
    offers = [_offer(draw, at) for at in range(draw.randint(0, 8))]
    have, goal = frozenset(draw.sample(SKILLS, 1)), draw.sample(SKILLS, 3)
    schemes = (DISCOUNT,) if seed % 2 else ()
    found = plan_routes(have, goal, offers, WIDE, now=NOW, planning=Planning(schemes=schemes))
    assert found.proven
    for route in (*found.routes, *found.alternatives):
        _nothing_broken(route, have, discount=bool(schemes))
    closed = set(found.routes[0].covered) if found.routes else set()
    assert closed | set(found.held) | {one.demand for one in found.not_covered} == set(goal)
    if not schemes:
        _not_dearer(
            offers, have, closed, min(((r.cost.prices_unknown, r.cost.price) for r in found.routes), default=None)
        )


def _nothing_broken(route: Route, have: frozenset[str], *, discount: bool) -> None:
    held, day = set(have), NOW
    for step in route.steps:
        assert set(step.offer.needs) <= held, "a prerequisite is broken"
        run = next((one for one in step.offer.sessions if one.id == step.session), None)
        assert run is not None or not step.offer.sessions
        assert run is None or not run.full
        assert step.start is None or step.start >= day, "a date is broken"
        assert run is None or run.start is None or step.start == run.start
        _paid_rightly(step.start, step.offer.price_eur, step.pays, discount=discount)
        day = step.end or step.start or day
        held |= set(step.offer.teaches)
    unknown = any(step.offer.price_eur is None for step in route.steps)
    assert (route.price is None) == unknown, "an unknown price was taken for a number"


def _paid_rightly(start: date | None, price: int | None, pays: int | None, *, discount: bool) -> None:
    in_time = start is not None and DISCOUNT.valid_until is not None and start <= DISCOUNT.valid_until
    halved = discount and in_time and price is not None
    assert pays == (price - price // 2 if halved and price is not None else price)


def _not_dearer(offers: list[RouteOffer], have: frozenset[str], closed: set[str], best: tuple[int, int] | None) -> None:
    """The same catalogue for the independent kernel: a price that is unknown weighs more than all others together."""
    bit = {skill: 1 << at for at, skill in enumerate(sorted(SKILLS))}
    usable = [one for one in offers if not one.sessions or any(_open(run) for run in one.sessions)]
    problem = FrontProblem(
        gives=tuple(sum(bit[uri] for uri in one.teaches) for one in usable),
        needs=tuple(sum(bit[uri] for uri in one.needs if uri not in have) for one in usable),
        costs=tuple(1_000_000 if one.price_eur is None else one.price_eur for one in usable),
        days=tuple(7 * (one.weeks or 0) for one in usable),
        starts=tuple(_starts(one) for one in usable),
        wanted=sum(bit[uri] for uri in closed),
    )
    points = plain_front(problem).points
    assert bool(points) == bool(closed)
    if best is not None:
        assert best == divmod(points[0].cost, 1_000_000), "dearer than the optimum"


def _open(run: RouteSession) -> bool:
    return not run.full and (run.start is None or run.start >= NOW)


def _starts(offer: RouteOffer) -> tuple[int, ...]:
    runs = [run for run in offer.sessions if _open(run)]
    return () if any(run.start is None for run in runs) else tuple((run.start - NOW).days for run in runs if run.start)


@pytest.mark.parametrize("seed", range(0, 200, 50))
def test_nothing_is_broken_and_nothing_is_dearer_than_the_optimum(seed: int) -> None:
    for one in range(seed, seed + 50):
        _check(one)


@pytest.mark.slow
def test_the_same_in_ten_thousand_cases() -> None:
    for seed in range(10_000):
        _check(seed)


def test_the_independent_solver_agrees_by_hand() -> None:
    offers = [
        RouteOffer("x", ("a",), sessions=(RouteSession("any"),), weeks=2, price_eur=100),
        RouteOffer("y", ("b",), ("a",), sessions=(RouteSession("s", NOW + timedelta(10)),), weeks=2, price_eur=10),
        RouteOffer("z", ("b",), sessions=(RouteSession("any"),), weeks=2, price_eur=500),
    ]
    found = plan_routes("", "ab", offers, WIDE, now=NOW)
    assert found.routes[0].price == 600  # y starts before x is done
