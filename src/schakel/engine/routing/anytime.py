"""What is still sure when there are too many routes to compare: the least price, the first day, and routes that reach them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from schakel.engine.routing.bounds import LowerBound
from schakel.engine.routing.fast.cover import plain_cover
from schakel.engine.routing.fast.problems import MOST_SKILLS, CoverProblem
from schakel.engine.routing.search import Candidate, Label, Limits, Space, after, moves
from schakel.engine.routing.types import Cost

_TIME_NODES = 10
"""So many steps tried in the search for the first day cost as much as a node of the search for the least price."""


def least_cost(
    candidates: Sequence[Candidate],
    wanted: int,
    limits: Limits,
    *,
    nodes_most: int,
    first: Callable[..., tuple[int, Label | None]] | None = None,
) -> tuple[Cost, list[Label]]:
    """A cost no route that gives `wanted` can go below in any part, and good routes found on the way.

    `first` is what finds the first day: `first_day`, or the same as machine code.
    """
    least = LowerBound(candidates, wanted).after(Label(0))
    cover = cheapest_cover(candidates, wanted, nodes_most=nodes_most)
    day, soonest = (first or first_day)(candidates, wanted, limits, nodes_most=nodes_most * _TIME_NODES)
    price = least.price if cover is None else max(cover[0], least.price)
    found = [label for label in (cover[1] if cover else None, soonest) if label is not None]
    fitting = [label for label in found if len(label.moves) <= limits.steps and not wanted & ~label.held]
    return least._replace(price=price, days=max(day, least.days)), fitting


def first_day(
    candidates: Sequence[Candidate], wanted: int, limits: Limits, *, nodes_most: int
) -> tuple[int, Label | None]:
    """The first day all of `wanted` can be had, and a route that does it; after `nodes_most` steps tried only a bound.

    Who holds a set of skills sooner can do all that who holds it later can do, so one day a set is enough. Unknown
    lengths count as nothing, and prices not at all.
    """
    space, bound = Space(candidates, wanted, limits), LowerBound(candidates, wanted)
    queue: list[tuple[int, int, Label]] = [(bound.after(Label(0)).days, 0, Label(0))]
    reached: dict[tuple[int, int, int], int] = {}
    made = tried = 0
    while queue and tried <= nodes_most:
        least, _, label = heappop(queue)
        if not wanted & ~label.held:
            return least, label
        grown = space.extend(label)
        tried += len(grown)
        for one in grown:
            state = (space.settle(one.held), one.used, one.jobs)
            if one.cost.days < reached.get(state, one.cost.days + 1):
                reached[state] = one.cost.days
                made += 1
                heappush(queue, (max(least, bound.after(one).days), made, one))
    return (queue[0][0] if queue else 0), None


def cheapest_cover(candidates: Sequence[Candidate], wanted: int, *, nodes_most: int) -> tuple[int, Label | None] | None:
    """A price no route can go below, and the route of the cheapest choice where its dates fit.

    Reckoned without dates and with unknown prices as nothing, so that it holds for every route. None when there are
    more skills than a mask holds.
    """
    ordered = sorted(candidates, key=lambda one: one.id)
    if any((one.gives | one.needs | wanted) >> MOST_SKILLS for one in ordered):
        return None
    costs = tuple(min(begin.paid.pays or 0 for begin in one.starts) for one in ordered)
    problem = CoverProblem(tuple(one.gives for one in ordered), tuple(one.needs for one in ordered), costs, wanted)
    found = plain_cover(problem, nodes_most=nodes_most)
    label: Label | None = Label(0)
    for at in found.chosen:
        steps = [] if label is None else moves(label, ordered[at])
        label = min((after(label, step) for step in steps), key=Label.order) if label is not None and steps else None
    return found.bound, label
