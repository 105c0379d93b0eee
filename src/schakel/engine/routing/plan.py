"""From a gap to routes: which offers, in which order, when, at what price, closing what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schakel.engine.matching.rules import MatchingRules
from schakel.engine.routing.anytime import least_cost
from schakel.engine.routing.building import Builder
from schakel.engine.routing.candidates import Frame, candidates_of, open_offers, stone_offer
from schakel.engine.routing.choose import gap, named_routes
from schakel.engine.routing.given import Planning
from schakel.engine.routing.left import Closing, reachable
from schakel.engine.routing.search import Candidate, Found, Label, Limits, front_of
from schakel.engine.routing.solving import solver_for
from schakel.engine.routing.types import Cost, Route, RouteOffer, Routes

_NODES = 2000
"""Work on a proof when no settings say how much; the published number stands in `RouteSettings`."""
_SETS = 4
"""For so many sets of demands that routes close a bound is looked for."""


def plan_routes(
    have: Iterable[str],
    goal_demands: Iterable[str],
    offers: Iterable[RouteOffer],
    rules: MatchingRules,
    *,
    now: date,
    wishes: Iterable[str] = (),
    weekly_hours_most: int | None = None,
    planning: Planning | None = None,
) -> Routes:
    """Routes from the skills someone has to the demands of a goal: cheapest, fastest, balanced and safest first.

    `have` and `goal_demands` are skill URIs. Every route closes all demands that any route can close; the rest stands
    in `not_covered` with advice. Steps come one after another; prerequisites, start dates and places left are kept; an
    offer that asks more than `weekly_hours_most` hours a week is left out. Unknown prices, lengths and distances are
    counted apart and never taken as zero: of two routes the one with fewer unknown prices counts as the cheaper.
    `wishes` are further skills that choose between routes of equal cost. `planning` adds what is known of the person,
    schemes that pay, exemption rules, stepping-stone jobs and the chances behind `safest`. The order of the arguments
    has no influence. With nothing to close, or nothing that closes it, there are no routes.

    The routes come from an exact Pareto front over the parts of `Cost` while no more than `route.labels_most` partial
    routes are kept (`proven`); beyond that each route says how far it may be from a lower bound for all routes that close
    the same demands.

    >>> from datetime import date
    >>> from schakel.engine.matching.rules import load_rules
    >>> from schakel.reference import REFERENCE
    >>> course = RouteOffer("sql-course", teaches=("sql",), weeks=4, price_eur=300)
    >>> found = plan_routes([], ["sql"], [course], load_rules(REFERENCE / "matching"), now=date(2026, 11, 24))
    >>> [(route.names, route.price) for route in found.routes]
    [(('cheapest', 'fastest', 'balanced'), 300)]
    """
    held, goal = frozenset(have), sorted(set(goal_demands))
    planning = planning or Planning()
    missing = [uri for uri in goal if uri not in held]
    every = [*offers, *map(stone_offer, planning.stones)]
    usable = open_offers(every, planning.about, hours_most=weekly_hours_most)
    bits, candidates = _candidates(
        usable, missing, Frame({}, held, frozenset(wishes) - held, now=now, planning=planning)
    )
    wanted = sum(bits[uri] for uri in missing if uri in bits)
    problem = _Problem(candidates, wanted, _limits(rules, planning), _nodes(planning))
    found, least = problem.solve()
    builder = Builder(bits, frozenset(missing), held, now, planning.about, candidates, problem.limits.jobs)
    closed = found.front[0].held if found.front else 0
    closing = Closing(every, usable, held, now)
    return Routes(
        routes=_shown(found, least, builder=builder, rules=rules, with_risk=planning.settings is not None),
        alternatives=_alternatives(found, problem, builder=builder, rules=rules),
        front_size=len(found.front),
        held=tuple(uri for uri in goal if uri in held),
        not_covered=tuple(closing.left(uri) for uri in missing if not closed & bits.get(uri, 0)),
        proven=found.proven,
    )


@dataclass(frozen=True)
class _Problem:
    """What the search is asked."""

    candidates: Sequence[Candidate]
    wanted: int
    limits: Limits
    nodes_most: int

    def solve(self) -> tuple[Found, dict[int, Cost]]:
        """The front; where nothing is proven also lower bounds, and the routes found with them in the front.

        There is a bound for each set of demands that is closed (few sets: as many demands, but not the same ones).
        """
        solver = solver_for(self.candidates, self.wanted)
        found = solver.search(self.candidates, self.wanted, self.limits)
        least: dict[int, Cost] = {}
        labels = list(found.front)
        for closed in [] if found.proven else list(dict.fromkeys(self.closed(one) for one in labels))[:_SETS]:
            least[closed], more = least_cost(
                self.candidates, closed, self.limits, nodes_most=self.nodes_most, first=solver.first_day
            )
            labels += more
        return (Found(front_of(labels, self.wanted), proven=False), least) if least else (found, least)

    def closed(self, label: Label) -> int:
        """The demands a label closes."""
        return label.held & self.wanted


def _nodes(planning: Planning) -> int:
    return _NODES if planning.settings is None else planning.settings.nodes_most


def _limits(rules: MatchingRules, planning: Planning) -> Limits:
    settings, labels = planning.settings, rules.route_labels_most
    if settings is None:
        return Limits(labels=labels, steps=rules.route_steps_most)
    return Limits(min(labels, settings.labels_most), steps=rules.route_steps_most, jobs=settings.stones_most)


def _taught(offers: Iterable[RouteOffer]) -> frozenset[str]:
    return frozenset(uri for offer in offers for uri in offer.teaches)


def _candidates(
    offers: Sequence[RouteOffer], missing: Sequence[str], frame: Frame
) -> tuple[dict[str, int], list[Candidate]]:
    """A bit for each skill that matters (missing, or needed on the way) and the offers that give one."""
    reached = reachable(offers, frame.held)
    useful, matters = [offer for offer in offers if reached.issuperset(offer.needs)], dict.fromkeys(missing)
    grown = True
    while grown:
        needed = [uri for one in useful if not matters.keys().isdisjoint(one.teaches) for uri in sorted(one.needs)]
        fresh = [uri for uri in needed if uri not in frame.held and uri not in matters]
        matters.update(dict.fromkeys(fresh))
        grown = bool(fresh)
    taught = _taught(useful)
    bits = {uri: 1 << at for at, uri in enumerate(sorted(uri for uri in matters if uri in taught))}
    whole = Frame(bits, frame.held, frame.wishes, now=frame.now, planning=frame.planning)
    return bits, [one for offer in useful for one in candidates_of(offer, whole)]


def _shown(
    found: Found, least: dict[int, Cost], *, builder: Builder, rules: MatchingRules, with_risk: bool
) -> tuple[Route, ...]:
    """The named routes first, then others of the front, up to the number that is shown."""
    front = found.front
    if not front:
        return ()
    named = named_routes(front, with_risk=with_risk)
    order = _different(front, list(named))[: max(rules.route_shown_most, len(named))]
    return tuple(
        builder.route(
            front[at],
            named.get(at, ["other"]),
            gap=0 if found.proven else _gap(front[at], least, named.get(at, []), wanted=builder.wanted),
        )
        for at in order
    )


def _gap(label: Label, least: dict[int, Cost], names: list[str], *, wanted: int) -> int | None:
    bound = least.get(label.held & wanted)
    return None if bound is None else gap(label.cost, bound, names)


def _different(front: Sequence[Label], first: list[int]) -> list[int]:
    """The places of `first`, then those with other offers than any before, then the rest."""
    seen, fresh, rest = {_ids(front[at]) for at in first}, list[int](), list[int]()
    for at in range(len(front)):
        if at not in first:
            (rest if _ids(front[at]) in seen else fresh).append(at)
            seen.add(_ids(front[at]))
    return [*first, *fresh, *rest]


def _alternatives(found: Found, problem: _Problem, *, builder: Builder, rules: MatchingRules) -> tuple[Route, ...]:
    """A route of short offers only, and one without the offers of the first route, where these differ."""
    if not found.front:
        return ()
    first = min(found.front, key=Label.order)
    used = sorted({move.candidate.offer.id for move in first.moves})
    choices = [
        ("short", [one for one in problem.candidates if one.offer.size <= rules.route_short_size]),
        ("elsewhere", [one for one in problem.candidates if one.offer.id not in used]),
    ]
    seen = {_ids(label) for label in found.front}
    only_one = len(seen) == 1
    routes: list[Route] = []
    for name, allowed in choices:
        routes += _another(name, allowed, problem, builder=builder, seen=seen)
    for offer in used if only_one and not routes else ():
        without = [one for one in problem.candidates if one.offer.id != offer]
        routes += _another("elsewhere", without, problem, builder=builder, seen=seen)
    return tuple(routes[: max(1, rules.route_shown_most - len(found.front))])


def _another(
    name: str, allowed: Sequence[Candidate], problem: _Problem, *, builder: Builder, seen: set[tuple[str, ...]]
) -> list[Route]:
    """A quick route from some of the candidates, unless it was shown already."""
    label = solver_for(allowed, builder.wanted).quick_route(allowed, builder.wanted, problem.limits)
    if label is None or _ids(label) in seen:
        return []
    seen.add(_ids(label))
    return [builder.route(label, [name], gap=None)]


def _ids(label: Label) -> tuple[str, ...]:
    return tuple(sorted(move.candidate.offer.id for move in label.moves))
