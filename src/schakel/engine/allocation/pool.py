"""The mobility pool: which roles that shrink can feed which roles that grow, at the least retraining cost.

In numbers of roles, never of named people. Exact: an integer min-cost flow, with prices that prove it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schakel.engine.allocation.flow import Network, cheapest_flow
from schakel.engine.errors import InputError


@dataclass(frozen=True, slots=True)
class RoleCount:
    """A role (URI) and a number of people in it, or of places for it."""

    role: str
    number: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """A possible move from a shrinking to a growing role: what it costs a person (whole units, 0 or more).

    The unit is the caller's (euros, weeks, gap points) and the same for all. `trainings` are the offers it takes.
    """

    start: str
    end: str
    cost: int
    trainings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """The question: shrinking and growing roles, possible crossings, what one person left without a move weighs.

    `unplaced_cost` None means: place as many people as can be placed, and among these ways take the cheapest.
    """

    shrinking: tuple[RoleCount, ...]
    growing: tuple[RoleCount, ...]
    crossings: tuple[Crossing, ...]
    unplaced_cost: int | None = None

    @property
    def penalty(self) -> int:
        """What one person without a move weighs in the sum."""
        if self.unplaced_cost is not None:
            return self.unplaced_cost
        # A detour that places one person more changes at most this many crossings.
        most = max((crossing.cost for crossing in self.crossings), default=0)
        return most * max(1, min(len(self.shrinking), len(self.growing))) + 1


@dataclass(frozen=True, slots=True)
class Move:
    """A number of people along one crossing; `cost` is for all of them together."""

    start: str
    end: str
    people: int
    cost: int
    trainings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """The answer, in numbers of roles.

    `moves` sorted by role; `unplaced` (shrinking role to people without a move) and `open` (growing role to places
    left) hold only what is above 0. `trainings` maps an offer to the number of people that need it. `cost` leaves the
    penalties out. `start_prices`, `end_prices` prove that nothing is cheaper (see `is_optimal`).
    """

    moves: tuple[Move, ...]
    unplaced: Mapping[str, int]
    open: Mapping[str, int]
    trainings: Mapping[str, int]
    cost: int
    start_prices: Mapping[str, int]
    end_prices: Mapping[str, int]

    @property
    def placed(self) -> int:
        """How many people have a move."""
        return sum(move.people for move in self.moves)


def plan_pool(pool: Pool) -> PoolPlan:
    """The cheapest plan. The order of roles and crossings has no influence.

    Raises InputError for a role named twice on one side, a crossing named twice or between unknown roles, and numbers
    below zero. Time: one shortest path for each push of people.

    >>> pool = Pool((RoleCount("desk", 3),), (RoleCount("cloud", 2),), (Crossing("desk", "cloud", 40, ("course",)),))
    >>> plan = plan_pool(pool)
    >>> plan.cost, dict(plan.unplaced), dict(plan.trainings), is_optimal(pool, plan)
    (80, {'desk': 1}, {'course': 2}, True)
    """
    _check(pool)
    starts = {one.role: one.number for one in sorted(pool.shrinking, key=lambda one: one.role)}
    ends = {one.role: one.number for one in sorted(pool.growing, key=lambda one: one.role)}
    crossings = sorted(pool.crossings, key=lambda one: (one.start, one.end))
    node_of_start = {role: 2 + at for at, role in enumerate(starts)}
    node_of_end = {role: 2 + len(starts) + at for at, role in enumerate(ends)}
    network = Network(2 + len(starts) + len(ends))
    # Inner arcs have room to spare, so that their prices never depend on a limit that is not in the question.
    ample = sum(starts.values()) + 1
    for role, number in starts.items():
        network.add(0, node_of_start[role], room=number, cost=0)
        network.add(node_of_start[role], 1, room=ample, cost=pool.penalty)
    for role, number in ends.items():
        network.add(node_of_end[role], 1, room=number, cost=0)
    arcs = [network.add(node_of_start[one.start], node_of_end[one.end], room=ample, cost=one.cost) for one in crossings]
    prices = cheapest_flow(network, 0, 1)
    moves = tuple(_move(one, network.flow(arc)) for one, arc in zip(crossings, arcs, strict=True) if network.flow(arc))
    return _plan(
        moves,
        starts=starts,
        ends=ends,
        start_prices={role: prices[1] - prices[node] for role, node in node_of_start.items()},
        end_prices={role: prices[1] - prices[node] for role, node in node_of_end.items()},
    )


def is_optimal(pool: Pool, plan: PoolPlan) -> bool:
    """Whether a plan is possible and proven cheapest by its own prices; trusts nothing the solver says.

    A start price is what one more person in that role would add to the sum, an end price what one place more would
    save. Proof: every crossing costs at least start price less end price, start prices are at most the penalty, end
    prices at least 0, and what the plan costs with penalties equals people x start prices - places x end prices.
    """
    starts = {one.role: one.number for one in pool.shrinking}
    ends = {one.role: one.number for one in pool.growing}
    cost_of = {(one.start, one.end): one.cost for one in pool.crossings}
    if set(plan.start_prices) != set(starts) or set(plan.end_prices) != set(ends):
        return False
    if not _possible(plan, starts, ends, cost_of):
        return False
    buy, sell = plan.start_prices, plan.end_prices
    fair = all(cost - buy[start] + sell[end] >= 0 for (start, end), cost in cost_of.items())
    bounded = all(price <= pool.penalty for price in buy.values()) and all(price >= 0 for price in sell.values())
    below = sum(starts[role] * buy[role] for role in starts) - sum(ends[role] * sell[role] for role in ends)
    total = plan.cost + pool.penalty * sum(plan.unplaced.values())
    return fair and bounded and below == total


def _possible(
    plan: PoolPlan, starts: Mapping[str, int], ends: Mapping[str, int], cost_of: Mapping[tuple[str, str], int]
) -> bool:
    """Whether everybody is counted once, no place is used twice and the costs add up."""
    left, room, cost = dict(starts), dict(ends), 0
    for move in plan.moves:
        if (move.start, move.end) not in cost_of or move.people < 1:
            return False
        left[move.start] -= move.people
        room[move.end] -= move.people
        cost += cost_of[move.start, move.end] * move.people
    return (
        cost == plan.cost
        and min([0, *left.values(), *room.values()]) == 0
        and {role: number for role, number in left.items() if number} == dict(plan.unplaced)
        and {role: number for role, number in room.items() if number} == dict(plan.open)
    )


def _move(crossing: Crossing, people: int) -> Move:
    return Move(crossing.start, crossing.end, people, crossing.cost * people, crossing.trainings)


def _plan(
    moves: tuple[Move, ...],
    *,
    starts: Mapping[str, int],
    ends: Mapping[str, int],
    start_prices: Mapping[str, int],
    end_prices: Mapping[str, int],
) -> PoolPlan:
    left, room = dict(starts), dict(ends)
    trainings: dict[str, int] = {}
    for move in moves:
        left[move.start] -= move.people
        room[move.end] -= move.people
        for training in move.trainings:
            trainings[training] = trainings.get(training, 0) + move.people
    return PoolPlan(
        moves=moves,
        unplaced={role: number for role, number in left.items() if number},
        open={role: number for role, number in room.items() if number},
        trainings=dict(sorted(trainings.items())),
        cost=sum(move.cost for move in moves),
        start_prices=start_prices,
        end_prices=end_prices,
    )


def _check(pool: Pool) -> None:
    for side, roles in (("shrinking", pool.shrinking), ("growing", pool.growing)):
        _check_once([one.role for one in roles], f"{side} role")
        for one in roles:
            _check_number(one.number, one.role)
    _check_once([f"{one.start} > {one.end}" for one in pool.crossings], "crossing")
    starts, ends = ({one.role for one in roles} for roles in (pool.shrinking, pool.growing))
    for crossing in pool.crossings:
        _check_number(crossing.cost, f"{crossing.start} > {crossing.end}")
        if crossing.start not in starts or crossing.end not in ends:
            raise InputError(
                "This crossing is not between a shrinking and a growing role",
                place=f"{crossing.start} > {crossing.end}",
                remedy="Name both roles first",
            )
    if pool.unplaced_cost is not None:
        _check_number(pool.unplaced_cost, "unplaced_cost")


def _check_number(number: int, place: str) -> None:
    if number < 0:
        raise InputError(f"{number} is below zero", place=place, remedy="Use 0 or more")


def _check_once(keys: Sequence[str], what: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InputError(f"The {what} '{key}' is named twice", place=key, remedy="Name it once")
        seen.add(key)
