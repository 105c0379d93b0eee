"""What is still sure when there are too many routes to compare: the least price, the first day, and routes that reach them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from schakel.engine.routing.bounds import LowerBound
from schakel.engine.routing.fast.cover import plain_cover
from schakel.engine.routing.fast.problems import MOST_SKILLS, Cover, CoverProblem
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
    cover = cheapest_cover(candidates, wanted, nodes_most=nodes_most, steps_most=limits.steps)
    day, soonest = (first or first_day)(candidates, wanted, limits, nodes_most=nodes_most * _TIME_NODES)
    price = least.price if cover is None else max(cover[0], least.price)
    sure = _cover(candidates, wanted, [one.risk for one in candidates], nodes_most=nodes_most, steps_most=limits.steps)
    risk = least.risk if sure is None else max(sure.bound, least.risk)
    found = [label for label in (cover[1] if cover else None, soonest) if label is not None]
    fitting = [label for label in found if len(label.moves) <= limits.steps and not wanted & ~label.held]
    return least._replace(price=price, days=max(day, least.days), risk=risk), fitting


def first_day(
    candidates: Sequence[Candidate], wanted: int, limits: Limits, *, nodes_most: int
) -> tuple[int, Label | None]:
    """The first day all of `wanted` can be had, and a route that does it; after `nodes_most` steps tried only a bound.

    Who holds a set of skills sooner and after no more steps can do all that who holds it later can do, so one day is
    enough for a set and a number of steps. Unknown lengths count as nothing, and prices not at all.
    """
    space, bound = Space(candidates, wanted, limits), LowerBound(candidates, wanted)
    queue: list[tuple[int, int, Label]] = [(bound.after(Label(0)).days, 0, Label(0))]
    reached: dict[tuple[int, int, int, int], int] = {}
    made = tried = 0
    while queue and tried <= nodes_most:
        least, _, label = heappop(queue)
        if not wanted & ~label.held:
            return least, label
        grown = space.extend(label)
        tried += len(grown)
        for one in grown:
            state, now = (space.settle(one.held), one.used, one.jobs), one.cost.days
            before = (reached.get((*state, steps), now + 1) for steps in range(1, one.cost.steps + 1))
            if space.in_time(one.held, one.cost.steps) and now < min(before):
                reached[*state, one.cost.steps] = now
                made += 1
                heappush(queue, (max(least, bound.after(one).days), made, one))
    return (queue[0][0] if queue else 0), None


def cheapest_cover(
    candidates: Sequence[Candidate], wanted: int, *, nodes_most: int, steps_most: int | None = None
) -> tuple[int, Label | None] | None:
    """A price no route can go below, and the route of the cheapest choice where its dates fit.

    At most `steps_most` steps. Reckoned without dates and with unknown prices as nothing, so that it holds for every route. None when there are
    more skills than a mask holds.
    """
    ordered = sorted(candidates, key=lambda one: one.id)
    costs = [min(begin.paid.pays or 0 for begin in one.starts) for one in ordered]
    found = _cover(ordered, wanted, costs, nodes_most=nodes_most, steps_most=steps_most)
    if found is None:
        return None
    label: Label | None = Label(0)
    for at in found.chosen:
        steps = [] if label is None else moves(label, ordered[at])
        label = min((after(label, step) for step in steps), key=Label.order) if label is not None and steps else None
    return found.bound, label


def _cover(
    candidates: Sequence[Candidate], wanted: int, costs: Sequence[int], *, nodes_most: int, steps_most: int | None
) -> Cover | None:
    """The choice of candidates with the least of these costs; None when there are more skills than a mask holds."""
    if any((one.gives | one.needs | wanted) >> MOST_SKILLS for one in candidates):
        return None
    gives, needs = tuple(one.gives for one in candidates), tuple(one.needs for one in candidates)
    problem = CoverProblem(gives, needs, tuple(costs), wanted)
    return plain_cover(problem, nodes_most=nodes_most, modules_most=steps_most)
