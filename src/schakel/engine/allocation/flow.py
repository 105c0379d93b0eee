"""Exact integer min-cost flow by successive shortest paths, with prices that prove the result is the cheapest.

A small kernel of its own: whole numbers only, so the answer is the same on every machine and the proof is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

_NONE = -1


@dataclass(slots=True)
class Network:
    """A directed network of `size` nodes; arcs are kept in pairs (arc, its way back) at even and odd numbers."""

    size: int
    heads: list[int] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    out: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.out = [[] for _ in range(self.size)]

    def add(self, tail: int, head: int, *, room: int, cost: int) -> int:
        """Add an arc with room for `room` units at `cost` (0 or more) each; returns its number."""
        number = len(self.heads)
        for start, end, space, price in ((tail, head, room, cost), (head, tail, 0, -cost)):
            self.out[start].append(len(self.heads))
            self.heads.append(end)
            self.rooms.append(space)
            self.costs.append(price)
        return number

    def flow(self, arc: int) -> int:
        """What runs through an arc: what its way back has room for."""
        return self.rooms[arc ^ 1]


def cheapest_flow(network: Network, source: int, sink: int) -> list[int]:
    """Send as much as possible from source to sink, as cheaply as possible; the flow stays in the network.

    Returns a price for every node such that no arc with room left has a negative reduced cost
    (cost + price of tail - price of head): the proof that no cheaper flow of this size exists.
    """
    prices = [0] * network.size
    while True:
        reach, came_by = _nearest(network, source, prices)
        far = reach[sink]
        if far is None:
            return prices
        # Nodes not reached, or further than the sink, move along with the sink: reduced costs stay at least 0.
        for node in range(network.size):
            here = reach[node]
            prices[node] += far if here is None or here > far else here
        _push(network, source, sink, came_by)


def reduced_costs_hold(network: Network, prices: list[int]) -> bool:
    """Whether no arc with room left has a negative reduced cost under these prices."""
    return all(
        network.rooms[arc] == 0 or network.costs[arc] + prices[tail] - prices[network.heads[arc]] >= 0
        for tail in range(network.size)
        for arc in network.out[tail]
    )


def _nearest(network: Network, source: int, prices: list[int]) -> tuple[list[int | None], list[int]]:
    """Dijkstra on reduced costs: distance (None: not reached) and the arc each node was reached by."""
    reach: list[int | None] = [None] * network.size
    came_by = [_NONE] * network.size
    reach[source] = 0
    queue = [(0, source)]
    while queue:
        here, node = heappop(queue)
        known = reach[node]
        if known is None or here > known:
            continue
        for arc in network.out[node]:
            if network.rooms[arc] == 0:
                continue
            head = network.heads[arc]
            there = here + network.costs[arc] + prices[node] - prices[head]
            best = reach[head]
            if best is None or there < best:
                reach[head], came_by[head] = there, arc
                heappush(queue, (there, head))
    return reach, came_by


def _push(network: Network, source: int, sink: int, came_by: list[int]) -> None:
    path, node = [], sink
    while node != source:
        path.append(came_by[node])
        node = network.heads[came_by[node] ^ 1]
    amount = min(network.rooms[arc] for arc in path)
    for arc in path:
        network.rooms[arc] -= amount
        network.rooms[arc ^ 1] += amount
