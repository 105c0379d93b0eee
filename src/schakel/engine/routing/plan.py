"""From a gap to routes: which offers, in which order, when, at what price, closing what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from schakel.engine.matching.rules import MatchingRules
from schakel.engine.routing.search import (
    Candidate,
    Found,
    Label,
    Limits,
    LowerBound,
    Move,
    quick_route,
    search,
    session_days,
)
from schakel.engine.routing.types import Cost, NotCovered, Route, RouteOffer, Routes, Step

_HELP = ("self-study", "shadow-day", "ask-desk")


def plan_routes(
    have: Iterable[str],
    goal_demands: Iterable[str],
    offers: Iterable[RouteOffer],
    rules: MatchingRules,
    *,
    now: date,
    wishes: Iterable[str] = (),
    weekly_hours_most: int | None = None,
) -> Routes:
    """Routes from the skills someone has to the demands of a goal, cheapest, fastest and balanced first.

    `have` and `goal_demands` are skill URIs. Every route closes all demands that any route can close; the rest stands
    in `not_covered` with advice. Steps come one after another; prerequisites and start dates are kept; an offer that
    asks more than `weekly_hours_most` hours a week is left out. Unknown prices and lengths are counted apart and never
    taken as zero: of two routes the one with fewer unknown prices counts as the cheaper. `wishes` are further skills
    that choose between routes of equal cost. The order of the arguments has no influence. With nothing to close, or
    nothing that closes it, there are no routes.

    The routes come from an exact Pareto front over the parts of `Cost` while no more than `route.labels_most` partial
    routes are kept (`proven`); beyond that each route says how far it may be from a lower bound.

    >>> from datetime import date
    >>> from schakel.engine.matching.rules import load_rules
    >>> from schakel.reference import REFERENCE
    >>> course = RouteOffer("sql-course", teaches=("sql",), weeks=4, price_eur=300)
    >>> found = plan_routes([], ["sql"], [course], load_rules(REFERENCE / "matching"), now=date(2026, 11, 24))
    >>> [(route.names, route.price) for route in found.routes]
    [(('cheapest', 'fastest', 'balanced'), 300)]
    """
    held, goal = frozenset(have), sorted(set(goal_demands))
    missing = [uri for uri in goal if uri not in held]
    usable = [one for one in offers if not _too_heavy(one, weekly_hours_most)]
    bits, candidates = _candidates(usable, missing, held=held, wishes=frozenset(wishes) - held, now=now)
    wanted = sum(bits[uri] for uri in missing if uri in bits)
    found = search(candidates, wanted, _limits(rules))
    builder = _Builder(bits, frozenset(missing), held=held, now=now)
    closed = found.front[0].held if found.front else 0
    return Routes(
        routes=_shown(found, candidates, builder=builder, rules=rules),
        alternatives=_alternatives(found, candidates, builder=builder, rules=rules),
        front_size=len(found.front),
        held=tuple(uri for uri in goal if uri in held),
        not_covered=tuple(_left(uri, offers_teach=_taught(offers)) for uri in missing if not closed & bits.get(uri, 0)),
        proven=found.proven,
    )


def _too_heavy(offer: RouteOffer, most: int | None) -> bool:
    return most is not None and offer.hours_per_week is not None and offer.hours_per_week > most


def _taught(offers: Iterable[RouteOffer]) -> frozenset[str]:
    return frozenset(uri for offer in offers for uri in offer.teaches)


def _left(uri: str, *, offers_teach: frozenset[str]) -> NotCovered:
    return NotCovered(uri, "not-in-time" if uri in offers_teach else "not-taught", _HELP)


def _candidates(
    offers: Sequence[RouteOffer], missing: Sequence[str], *, held: frozenset[str], wishes: frozenset[str], now: date
) -> tuple[dict[str, int], list[Candidate]]:
    """A bit for each skill that matters (missing, or needed on the way) and the offers that give one."""
    reachable = _reachable(offers, held)
    useful, matters = [offer for offer in offers if reachable.issuperset(offer.needs)], dict.fromkeys(missing)
    grown = True
    while grown:
        needed = [uri for one in useful if not matters.keys().isdisjoint(one.teaches) for uri in sorted(one.needs)]
        fresh = [uri for uri in needed if uri not in held and uri not in matters]
        matters.update(dict.fromkeys(fresh))
        grown = bool(fresh)
    taught = _taught(useful)
    bits = {uri: 1 << at for at, uri in enumerate(sorted(uri for uri in matters if uri in taught))}
    candidates = []
    for offer in useful:
        gives = sum(bits[uri] for uri in sorted(set(offer.teaches)) if uri in bits)
        starts = session_days(offer, now)
        if gives and starts:
            needs = sum(bits[uri] for uri in sorted(set(offer.needs)) if uri not in held)
            candidates.append(Candidate(offer, gives, needs, wishes.intersection(offer.teaches), starts))
    return bits, candidates


def _reachable(offers: Sequence[RouteOffer], held: frozenset[str]) -> set[str]:
    """All skills that can be had in the end, dates left aside."""
    reached, waiting = set(held), list(offers)
    while True:
        open_now = [offer for offer in waiting if reached.issuperset(offer.needs)]
        if not open_now:
            return reached
        waiting = [offer for offer in waiting if not reached.issuperset(offer.needs)]
        reached.update(uri for offer in open_now for uri in offer.teaches)


def _shown(
    found: Found, candidates: Sequence[Candidate], *, builder: _Builder, rules: MatchingRules
) -> tuple[Route, ...]:
    """The named routes first, then others of the front, up to the number that is shown."""
    front = found.front
    if not front:
        return ()
    named: dict[int, list[str]] = {}
    for name, at in (("cheapest", _cheapest(front)), ("fastest", _fastest(front)), ("balanced", _balanced(front))):
        named.setdefault(at, []).append(name)
    others = [at for at in range(len(front)) if at not in named]
    order = [*named, *others][: max(rules.route_shown_most, len(named))]
    least = LowerBound(candidates, front[0].held & builder.wanted).after(Label(0))
    return tuple(
        builder.route(
            front[at],
            named.get(at, ["other"]),
            gap=0 if found.proven else _gap(front[at].cost, least, named.get(at, [])),
        )
        for at in order
    )


def _limits(rules: MatchingRules) -> Limits:
    return Limits(labels=rules.route_labels_most, steps=rules.route_steps_most)


def _alternatives(
    found: Found, candidates: Sequence[Candidate], *, builder: _Builder, rules: MatchingRules
) -> tuple[Route, ...]:
    """A route of short offers only, and one without the offers of the first route, where these differ."""
    if not found.front:
        return ()
    first = found.front[_cheapest(found.front)]
    used = {move.candidate.offer.id for move in first.moves}
    choices = (
        ("short", [one for one in candidates if one.offer.size <= rules.route_short_size]),
        ("elsewhere", [one for one in candidates if one.offer.id not in used]),
    )
    seen = {_ids(label) for label in found.front}
    routes = []
    for name, allowed in choices:
        label = quick_route(allowed, builder.wanted, _limits(rules))
        if label is not None and _ids(label) not in seen:
            seen.add(_ids(label))
            routes.append(builder.route(label, [name], gap=None))
    return tuple(routes)


def _ids(label: Label) -> tuple[str, ...]:
    return tuple(sorted(move.candidate.offer.id for move in label.moves))


def _cheapest(front: Sequence[Label]) -> int:
    return min(range(len(front)), key=lambda at: front[at].order())


def _fastest(front: Sequence[Label]) -> int:
    def order(at: int) -> tuple[int, int, int, Cost, int, tuple[str, ...]]:
        cost = front[at].cost
        return cost.size, cost.times_unknown, cost.days, *front[at].order()

    return min(range(len(front)), key=order)


def _balanced(front: Sequence[Label]) -> int:
    """The route that is nowhere far behind: the least worst place in the front by price, time and number of steps."""
    prices = sorted({(label.cost.prices_unknown, label.cost.price) for label in front})
    times = sorted({(label.cost.size, label.cost.times_unknown, label.cost.days) for label in front})
    steps = sorted({label.cost.steps for label in front})

    def order(at: int) -> tuple[Fraction, Fraction, tuple[Cost, int, tuple[str, ...]]]:
        cost = front[at].cost
        places = (
            Fraction(prices.index((cost.prices_unknown, cost.price)), len(prices)),
            Fraction(times.index((cost.size, cost.times_unknown, cost.days)), len(times)),
            Fraction(steps.index(cost.steps), len(steps)),
        )
        return max(places), sum(places, Fraction(0)), front[at].order()

    return min(range(len(front)), key=order)


def _gap(cost: Cost, least: Cost, names: Sequence[str]) -> int | None:
    """How far above a lower bound, in thousandths of it: in price for the cheapest, in time for the fastest route.

    For a route that is neither, the larger of the two. None when a part is unknown or the bound is zero.
    """
    price = None if cost.prices_unknown else _part_gap(cost.price, least.price)
    time = None if cost.times_unknown else _part_gap(cost.days, least.days)
    if ("cheapest" in names) != ("fastest" in names):
        return price if "cheapest" in names else time
    return None if price is None or time is None else max(price, time)


def _part_gap(value: int, bound: int) -> int | None:
    if bound == 0:
        return 0 if value == 0 else None
    return (value - bound) * 1000 // bound


@dataclass(frozen=True)
class _Builder:
    """Turns labels back into routes that can be read."""

    bits: dict[str, int]
    missing: frozenset[str]
    held: frozenset[str]
    now: date

    @property
    def wanted(self) -> int:
        """The bits of the demands that are missing."""
        return sum(bit for uri, bit in self.bits.items() if uri in self.missing)

    def route(self, label: Label, names: Sequence[str], *, gap: int | None) -> Route:
        before, steps = 0, []
        for move in label.moves:
            steps.append(self._step(move, before))
            before |= move.candidate.gives
        covered = tuple(uri for uri, bit in self.bits.items() if label.held & bit and uri in self.missing)
        return Route(tuple(names), tuple(steps), label.cost, covered, gap)

    def _step(self, move: Move, before: int) -> Step:
        offer = move.candidate.offer
        fresh = [uri for uri, bit in self.bits.items() if bit & move.candidate.gives & ~before]
        known = move.session is not None
        return Step(
            offer=offer,
            session=move.session.id if move.session else None,
            start=self.now + timedelta(days=move.start) if known else None,
            end=self.now + timedelta(days=move.end) if known and offer.weeks is not None else None,
            earliest=move.earliest,
            closes=tuple(uri for uri in fresh if uri in self.missing),
            opens=tuple(uri for uri in fresh if uri not in self.missing),
            exempted=tuple(uri for uri in sorted(set(offer.teaches)) if uri in self.held),
        )
