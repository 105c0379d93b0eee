"""Where the mobility pool meets the engine: from numbers of roles to the cheapest moves, with proof, trainings and support.

All answers are ids and numbers; words are put to them when a page is made. Nothing here is about a person: a role is
what somebody who can do all that the role asks would bring along.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from schakel.engine.advice.offers import closing, worthwhile
from schakel.engine.allocation.pool import Crossing, Pool, PoolPlan, RoleCount, is_optimal, plan_pool
from schakel.engine.matching.types import Term
from schakel.engine.routing.plan import plan_routes
from schakel.engine.routing.types import Route
from schakel.engine.skills.concepts import OCCUPATION_PREFIX, SKILL_PREFIX, Occupation
from schakel.engine.support import Case, Scheme, check, load_schemes
from schakel.engine.transitions import RoleGap, role_gap
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.moves import yardstick
from schakel.records.people.engine_io.parts import scorer, trainings
from schakel.reference import REFERENCE

# One more place is worked out for at most so many growing roles: those where the prices promise most.
MORE_MOST = 24
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """Of one role (id of the taxonomy): a number of people or places, from a month on."""

    occupation: str
    month: date
    number: int

    @property
    def node(self) -> str:
        """Its name in the flow: the same role in another month is another node."""
        return f"{self.occupation}|{self.month:%Y-%m}"


def merged(rows: Sequence[Row]) -> list[Row]:
    """The rows of all organisations together: one for each role and month, in a fixed order."""
    numbers: dict[tuple[str, date], int] = {}
    for row in rows:
        numbers[row.occupation, row.month] = numbers.get((row.occupation, row.month), 0) + row.number
    return [Row(role, month, number) for (role, month), number in sorted(numbers.items())]


def pairs(shrinking: Sequence[Row], growing: Sequence[Row]) -> int:
    """How many pairs of roles must be compared: what decides whether the worker does it."""
    return len({row.occupation for row in shrinking}) * len({row.occupation for row in growing})


@lru_cache(maxsize=4096)
def gap_between(start: str, end: str) -> RoleGap | None:
    """What is missing between two roles (ids); None when the step is too large."""
    return role_gap(OCCUPATION_PREFIX + start, OCCUPATION_PREFIX + end, scorer(), yardstick())


def months_between(first: date, second: date) -> int:
    """Whole months from one to the other; below zero when the second comes first.

    >>> months_between(date(2027, 1, 1), date(2027, 4, 1)), months_between(date(2027, 1, 1), date(2026, 12, 1))
    (3, -1)
    """
    return (second.year - first.year) * 12 + second.month - first.month


def solve(shrinking: Sequence[Row], growing: Sequence[Row], *, today: date, tell: Tell = lambda _percent: None) -> Any:
    """The plan of a pool as plain data. `tell` hears how far it is, in percent.

    First as many people as possible have a place; of all such ways the one with the least to learn; of equal ones the
    one with the fewest months between the end of the old role and the start of the new. One whole number holds the
    last two: the gap weighs more than all months together.
    """
    starts, ends = merged(shrinking), merged(growing)
    question, unit = _question(starts, ends, tell)
    plan = plan_pool(question)
    tell(60)
    rows = {row.node: row for row in (*starts, *ends)}
    moves = [_move(rows[one.start], rows[one.end], one.people, today) for one in plan.moves]
    tell(75)
    return {
        "people": sum(row.number for row in starts),
        "places": sum(row.number for row in ends),
        "placed": plan.placed,
        "gap": sum(one["gap"] * one["people"] for one in moves),
        "proof": _proof(question, plan),
        "moves": moves,
        "unplaced": _left(starts, plan.unplaced, ends),
        "open": _left(ends, plan.open, starts),
        "more": _more(question, plan, unit, tell),
    }


def _question(starts: Sequence[Row], ends: Sequence[Row], tell: Tell) -> tuple[Pool, int]:
    """The flow, and what one thousandth of a point weighs in it."""
    people = sum(row.number for row in starts)
    wait_most = max((abs(months_between(one.month, other.month)) for one in starts for other in ends), default=0)
    unit = people * wait_most + 1
    crossings = []
    for at, start in enumerate(starts):
        for end in ends:
            gap = gap_between(start.occupation, end.occupation)
            if gap is not None:
                wait = abs(months_between(start.month, end.month))
                crossings.append(Crossing(start.node, end.node, gap.milli * unit + wait))
        tell(50 * (at + 1) // len(starts))
    sides = [tuple(RoleCount(row.node, row.number) for row in side) for side in (starts, ends)]
    return Pool(sides[0], sides[1], tuple(crossings)), unit


def _proof(question: Pool, plan: PoolPlan) -> dict[str, Any]:
    """Both sides of the proof: what the plan costs, and what no plan can be below. Strings: they outgrow JSON numbers."""
    starts = sum(one.number * plan.start_prices[one.role] for one in question.shrinking)
    ends = sum(one.number * plan.end_prices[one.role] for one in question.growing)
    cost = plan.cost + question.penalty * sum(plan.unplaced.values())
    return {"holds": is_optimal(question, plan), "cost": str(cost), "bound": str(starts - ends)}


def _move(start: Row, end: Row, people: int, today: date) -> dict[str, Any]:
    gap = gap_between(start.occupation, end.occupation)
    assert gap is not None  # noqa: S101 -- the flow only uses crossings that exist
    route, left = _route(gap, today)
    steps = route.steps if route else ()
    return {
        "start": start.occupation,
        "start_month": f"{start.month:%Y-%m}",
        "end": end.occupation,
        "end_month": f"{end.month:%Y-%m}",
        "people": people,
        "gap": gap.milli,
        "wait": months_between(start.month, end.month),
        "trainings": [step.offer.id for step in steps],
        "price": sum(step.offer.price_eur or 0 for step in steps),
        "prices_unknown": sum(step.offer.price_eur is None for step in steps),
        "left": [uri.removeprefix(SKILL_PREFIX) for uri in left],
    }


def _route(gap: RoleGap, today: date) -> tuple[Route | None, tuple[str, ...]]:
    """The cheapest way through the region's trainings, and the essential skills that no training of it teaches.

    As in advice: the essential demands first; when no training closes one, the important ones too, then the wished.
    """
    wanted: list[str] = []
    first: tuple[str, ...] | None = None
    every, rules = [term.demand for term in gap.terms], scorer().rules
    for relevance in ("essential", "important", "wished"):
        missing = [term.demand for term in gap.terms if term.relevance == relevance and _is_missing(term, gap.have)]
        wanted += missing
        if not missing:
            continue
        usable = closing([one.route for one in worthwhile(trainings(), wanted, scorer())], every, scorer())
        held = [uri for uri in every if not scorer().closers(uri).isdisjoint(gap.have)]
        routes = plan_routes([*gap.have, *held], wanted, usable, rules, now=today, wishes=every)
        first = first if first is not None else tuple(one.demand for one in routes.not_covered)
        if routes.routes:
            closed = set(routes.routes[0].covered)
            return routes.routes[0], tuple(uri for uri in first if uri not in closed)
    return None, first or ()


def _is_missing(term: Term, have: Sequence[str]) -> bool:
    kind = scorer().taxonomy.skills[term.demand].kind
    return kind not in scorer().rules.route_not_for and scorer().closers(term.demand).isdisjoint(have)


def _left(rows: Sequence[Row], left: Any, others: Sequence[Row]) -> list[dict[str, Any]]:
    """Who has no place, or which places nobody comes to; `near` says whether any role of the other side is near."""
    growing = bool(others) and any(row.node in left for row in rows)
    found = []
    for row in rows:
        if row.node in left:
            near = growing and any(_near(row, other) for other in others)
            month = f"{row.month:%Y-%m}"
            found.append({"role": row.occupation, "month": month, "number": left[row.node], "near": near})
    return found


def _near(one: Row, other: Row) -> bool:
    both = (one.occupation, other.occupation)
    return gap_between(*both) is not None or gap_between(*reversed(both)) is not None


def _more(question: Pool, plan: PoolPlan, unit: int, tell: Tell) -> list[dict[str, Any]]:
    """What one more place in a growing role changes: solved again, not guessed from prices."""
    order = sorted(question.growing, key=lambda one: (-plan.end_prices[one.role], one.role))[:MORE_MOST]
    before, found = plan.cost // unit, []
    for at, chosen in enumerate(order):
        growing = tuple(replace(one, number=one.number + (one is chosen)) for one in question.growing)
        after = plan_pool(replace(question, growing=growing))
        role, month = chosen.role.split("|")
        change = {"placed": after.placed - plan.placed, "gap": after.cost // unit - before}
        found.append({"role": role, "month": month, **change})
        tell(75 + 25 * (at + 1) // len(order))
    return found


@lru_cache(maxsize=8)
def _schemes(today: date) -> tuple[Scheme, ...]:
    return load_schemes(REFERENCE / "support", on=today, region=settings.REGION)


def support_for(needed: dict[str, int], *, today: date) -> list[tuple[Scheme, int, list[dict[str, str]]]]:
    """Schemes that may pay for trainings (id to people): each with for how many people, and what to ask.

    Of the people only one thing is known: they have work. A scheme that surely does not fit any training is left out.
    """
    by_id = {one.route.id: one for one in trainings()}
    found = []
    for scheme in _schemes(today):
        people, asks = 0, {}
        for training, number in sorted(needed.items()):
            offer = by_id.get(training)
            if offer is None:
                continue
            facts: dict[str, Any] = {"person.status": "employed", "offer.kind": offer.kind, **offer.route.facts}
            if offer.route.weeks is not None:
                facts["offer.weeks"] = offer.route.weeks
            answer = check(scheme, Case(facts, today))
            if answer.result != "fail":
                people += number
                asks.update({one.fact: dict(one.ask) for one in answer.questions})
        if people:
            found.append((scheme, people, list(asks.values())))
    # What the employer itself can do first; then what leaves the least to ask.
    return sorted(found, key=lambda one: ("employer" not in (one[0].to, one[0].kind), len(one[2]), one[0].id))


def occupation_of(id_: str) -> Occupation | None:
    """The occupation with this id."""
    return taxonomy().occupations.get(OCCUPATION_PREFIX + id_)


def can_grow(id_: str) -> bool:
    """Whether an occupation can be one that grows: an ICT occupation, of which is known what it asks."""
    found = occupation_of(id_)
    return found is not None and bool(found.demands)


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Every name of an occupation, in any language, to its id; where two share a name, the preferred label wins."""
    found: dict[str, str] = {}
    every = list(taxonomy().occupations.values())
    for one in every:
        for label in (one.id, *one.labels.values()):
            found.setdefault(" ".join(label.casefold().split()), one.id)
    for one in every:
        for label in (label for group in one.alternatives.values() for label in group):
            found.setdefault(" ".join(label.casefold().split()), one.id)
    return found
