"""Which routes of a front are shown and under which name, and how far a route may be from a lower bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from schakel.engine.routing.search import Label
from schakel.engine.routing.types import Cost

Order = tuple[Any, ...]
NAMES = ("cheapest", "fastest", "balanced", "safest")
"""In the order they are shown."""


def named_routes(front: Sequence[Label], *, with_risk: bool) -> dict[int, list[str]]:
    """Places in the front by name: cheapest, fastest, balanced and, where risk is known, safest."""
    places = {name: min(range(len(front)), key=_keyed(front, key)) for name, key in _ORDERS.items()}
    places["balanced"] = _balanced(front)
    named: dict[int, list[str]] = {}
    for name in NAMES:
        if name != "safest" or with_risk:
            named.setdefault(places[name], []).append(name)
    return named


def _keyed(front: Sequence[Label], key: Callable[[Label], Order]) -> Callable[[int], Order]:
    return lambda at: key(front[at])


def _cheap(label: Label) -> Order:
    return label.order()


def _fast(label: Label) -> Order:
    cost = label.cost
    return cost.size, cost.times_unknown, cost.days, *label.order()


def _safe(label: Label) -> Order:
    return label.cost.risk, label.cost.travels_unknown, label.cost.steps, *label.order()


_ORDERS: dict[str, Callable[[Label], Order]] = {"cheapest": _cheap, "fastest": _fast, "safest": _safe}


def _balanced(front: Sequence[Label]) -> int:
    """The route that is nowhere far behind: the least worst place in the front by each part of the cost."""
    columns = [[part(label.cost) for label in front] for part in _PARTS]
    places = [{value: place for place, value in enumerate(sorted(set(column)))} for column in columns]

    def order(at: int) -> Order:
        found = [
            Fraction(rank[column[at]], len(rank)) for column, rank in zip(columns, places, strict=True) if len(rank) > 1
        ]
        return max(found, default=Fraction(0)), sum(found, Fraction(0)), front[at].order()

    return min(range(len(front)), key=order)


_PARTS: tuple[Callable[[Cost], tuple[int, ...]], ...] = (
    lambda cost: (cost.prices_unknown, cost.price),
    lambda cost: (cost.size, cost.times_unknown, cost.days),
    lambda cost: (cost.steps,),
    lambda cost: (cost.travels_unknown, cost.travel),
    lambda cost: (cost.risk,),
)


def gap(cost: Cost, least: Cost, names: Sequence[str]) -> int | None:
    """How far above a lower bound, in thousandths of it: in price for the cheapest, in time for the fastest route, in
    risk for the safest.

    For a route with another name, or with two, the smaller of the two: no route is better by more than this in both. None when a part is unknown or the bound is zero.
    """
    price = None if cost.prices_unknown else _part_gap(cost.price, least.price)
    time = None if cost.times_unknown else _part_gap(cost.days, least.days)
    if "safest" in names and "cheapest" not in names and "fastest" not in names:
        return _part_gap(cost.risk, least.risk)
    if ("cheapest" in names) != ("fastest" in names):
        return price if "cheapest" in names else time
    return None if price is None or time is None else min(price, time)


def _part_gap(value: int, bound: int) -> int | None:
    if bound == 0:
        return 0 if value == 0 else None
    return (value - bound) * 1000 // bound
