"""Routes: the cheapest modules with prerequisites against HiGHS, the front of cost and finish day, and whole plans.

Catalogues are made up, from a fixed seed: `gap` skills to close, half as many skills that are only needed on the way,
modules of one to four skills with prices between 50 and 2,000 euros, two in five asking one or two skills first. Skills
stand in tiers and a module only asks skills of a lower tier, so that the model of HiGHS needs no order of its own.
Both optima must be equal, or the race stops.
"""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from race import in_turns, result
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from schakel.engine.matching.rules import load_rules
from schakel.engine.routing import (
    Planning,
    RouteOffer,
    Routes,
    RouteSession,
    load_settings,
    plan_routes,
    solving,
)
from schakel.engine.routing.choose import NAMES
from schakel.engine.routing.fast import CoverProblem, Front, FrontProblem
from schakel.engine.routing.fast.compiled import fast_cover, fast_front
from schakel.reference import REFERENCE

COVERS = ((5, 10), (10, 40), (16, 80), (20, 100))
FRONTS = ((5, 10), (8, 20), (10, 40), (12, 60))
PLANS = ((10, 40), (20, 100))
BUDGET_SECONDS = 0.050
TERM_DAYS, YEAR_DAYS = 63, 365
START = date(2026, 11, 24)


def races(*, quick: bool) -> Iterator[dict[str, Any]]:
    """One race a size; each time is that of all its catalogues together, divided by their number."""
    for gap, modules in COVERS[:2] if quick else COVERS:
        yield _cover_race(gap, modules, catalogues=3 if quick else 12)
    for gap, modules in FRONTS[:2] if quick else FRONTS:
        yield _front_race(gap, modules, catalogues=3 if quick else 10)
    for gap, modules in PLANS[:1] if quick else PLANS:
        yield _plan_race(gap, modules, catalogues=1 if quick else 3)


def _cover_race(gap: int, modules: int, *, catalogues: int) -> dict[str, Any]:
    problems = [_catalogue(gap, modules, seed=seed).cover for seed in range(catalogues)]
    for at, problem in enumerate(problems):
        ours, theirs = fast_cover(problem), _highs(problem)
        assert ours.proven, (gap, modules, at)
        assert ours.cost == theirs, (gap, modules, at, ours.cost, theirs)
    ours_s, peer_s = in_turns(
        lambda: [fast_cover(one) for one in problems], lambda: [_highs(one) for one in problems], rounds=3
    )
    return result(
        f"routes-cheapest-{gap}x{modules}",
        ours=ours_s / catalogues,
        peer=peer_s / catalogues,
        peer_name="HiGHS (scipy.optimize.milp)",
        goal=10,
        catalogues=catalogues,
        same_optimum=True,
    )


def _front_race(gap: int, modules: int, *, catalogues: int) -> dict[str, Any]:
    """The middle catalogue against the time a page may take: no open peer gives the whole front to compare with.

    A budget in seconds says nothing on a busy machine, so the processor time of this process is what counts.
    """
    problems = [_catalogue(gap, modules, seed=seed) for seed in range(catalogues)]
    fronts = [fast_front(problem) for problem in problems]
    for problem, front in zip(problems, fronts, strict=True):
        _check_front(problem, front)
    seconds = sorted(min(_processor(problem) for _ in range(3)) for problem in problems)
    return result(
        f"routes-front-{gap}x{modules}",
        ours=statistics.median(seconds),
        peer=BUDGET_SECONDS,
        peer_name="budget of 50 ms",
        goal=1,
        unit="s of processor time",
        slowest=seconds[-1],
        catalogues=catalogues,
        points=sorted(len(front.points) for front in fronts)[catalogues // 2],
    )


def _processor(problem: FrontProblem) -> float:
    start = time.process_time()
    fast_front(problem)
    return time.process_time() - start


def _plan_race(gap: int, modules: int, *, catalogues: int) -> dict[str, Any]:
    """Whole plans with money, travel and risk: machine code against the same search in plain Python, same answers."""
    rules, settings = load_rules(REFERENCE / "matching"), load_settings(REFERENCE / "routing")
    asked = [_offers(_catalogue(gap, modules, seed=seed), gap) for seed in range(catalogues)]

    def plans() -> list[Routes]:
        planning = Planning(settings=settings)
        return [plan_routes([], goal, offers, rules, now=START, planning=planning) for offers, goal in asked]

    with solving.plain_only():
        before = plans()
    solving.make_ready()
    assert plans() == before

    def plain() -> list[Routes]:
        with solving.plain_only():
            return plans()

    ours, peer = in_turns(plans, plain, rounds=2)
    return result(
        f"routes-plan-{gap}x{modules}",
        ours=ours / catalogues,
        peer=peer / catalogues,
        peer_name="the plain reference",
        goal=4,
        catalogues=catalogues,
        same_routes=True,
        proven=sum(one.proven for one in before),
        gaps_most=[
            max((route.gap_to_bound or 0 for one in before for route in one.routes if name in route.names), default=0)
            for name in NAMES
        ],
    )


def _offers(problem: FrontProblem, gap: int) -> tuple[list[RouteOffer], list[str]]:
    """A catalogue as offers with dates and prices, and the skills to close."""

    def names(mask: int) -> tuple[str, ...]:
        return tuple(f"skill-{bit:02d}" for bit in range(62) if mask >> bit & 1)

    offers = [
        RouteOffer(
            id=f"module-{at:03d}",
            teaches=names(problem.gives[at]),
            needs=names(problem.needs[at]),
            sessions=tuple(RouteSession(f"{at}:{day}", START + timedelta(day)) for day in problem.starts[at]),
            weeks=problem.days[at] // 7,
            hours_per_week=8,
            price_eur=problem.costs[at],
        )
        for at in range(problem.cover.size)
    ]
    return offers, list(names((1 << gap) - 1))


def _check_front(problem: FrontProblem, front: Front) -> None:
    assert front.proven
    assert front.points
    assert front.points[0].cost >= fast_cover(problem.cover).cost
    costs, days = [point.cost for point in front.points], [point.day for point in front.points]
    assert costs == sorted(set(costs))
    assert days == sorted(set(days), reverse=True)


def _catalogue(gap: int, modules: int, *, seed: int) -> FrontProblem:
    """A made-up catalogue that can close the whole gap."""
    draw = random.Random(f"{gap} {modules} {seed}")
    skills = gap + min(gap // 2, 6)
    tier = [draw.randrange(3) if skill < gap else draw.randrange(2) for skill in range(skills)]
    tier[0] = tier[gap % skills] = 0
    gives, needs, starts = [], [], []
    for at in range(modules):
        gift = {at % skills, *draw.sample(range(skills), draw.randint(0, 3))}
        lower = [skill for skill in range(skills) if tier[skill] < min(tier[one] for one in gift)]
        asks = draw.sample(lower, min(len(lower), draw.randint(1, 2))) if draw.random() < 0.4 else []
        gives.append(sum(1 << one for one in gift))
        needs.append(sum(1 << one for one in asks))
        first = draw.randrange(TERM_DAYS)
        starts.append(tuple(range(first, 4 * YEAR_DAYS, TERM_DAYS * draw.choice((1, 2, 3)))))
    return FrontProblem(
        tuple(gives),
        tuple(needs),
        tuple(draw.randint(5, 200) * 10 for _ in range(modules)),
        tuple(7 * draw.randint(1, 20) for _ in range(modules)),
        tuple(starts),
        (1 << gap) - 1,
    )


def _highs(problem: CoverProblem) -> int:
    """The optimum as a mixed-integer programme: every wanted skill given, every asked skill given by another choice."""
    size = problem.size
    rows = [(skill, None) for skill in range(62) if problem.wanted >> skill & 1]
    rows += [(skill, at) for at in range(size) for skill in range(62) if problem.needs[at] >> skill & 1]
    matrix, least = lil_matrix((len(rows), size)), np.zeros(len(rows))
    for row, (skill, asker) in enumerate(rows):
        for at in range(size):
            if problem.gives[at] >> skill & 1:
                matrix[row, at] = 1
        if asker is None:
            least[row] = 1
        else:
            matrix[row, asker] -= 1
    found = milp(
        np.array(problem.costs, dtype=float),
        constraints=LinearConstraint(matrix.tocsr(), least, np.inf),
        integrality=np.ones(size),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    assert found.success, found.message
    return round(found.fun)
