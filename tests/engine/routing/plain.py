"""Routes by trying every order of every choice of offers. Only for comparing in tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

from schakel.engine.routing import Cost, RouteOffer


def plain_front(have: frozenset[str], goal: frozenset[str], offers: Sequence[RouteOffer], now: date) -> set[Cost]:
    """The costs of all routes that close the most demands and that no other such route beats."""
    runs = [
        run
        for size in range(len(offers) + 1)
        for order in permutations(offers, size)
        if (run := _run(have, order, now))
    ]
    most = max((len(held & (goal - have)) for held, _ in runs), default=0)
    if most == 0:
        return set()
    costs = {cost for held, cost in runs if len(held & (goal - have)) == most}
    return {cost for cost in costs if not any(other != cost and other.no_worse(cost) for other in costs)}


def _run(have: frozenset[str], order: Sequence[RouteOffer], now: date) -> tuple[frozenset[str], Cost] | None:
    held, cost = have, Cost()
    for offer in order:
        if not set(offer.needs) <= held:
            return None
        days = [cost.days if one.start is None else (one.start - now).days for one in offer.sessions]
        fitting = [day for day in days if day >= cost.days]
        if offer.sessions and not fitting:
            return None
        start = min(fitting) if offer.sessions else cost.days
        held |= set(offer.teaches)
        cost = Cost(
            cost.prices_unknown + (offer.price_eur is None),
            cost.price + (offer.price_eur or 0),
            cost.times_unknown + (offer.weeks is None or not offer.sessions),
            cost.size + (offer.size if offer.weeks is None else 0),
            start + 7 * (offer.weeks or 0),
            cost.steps + 1,
        )
    return held, cost
