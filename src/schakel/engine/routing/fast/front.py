"""The exact front of cost and finish day, in plain Python: labels in order of cost, one module after another."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

from schakel.engine.routing.fast.problems import Front, FrontPoint, FrontProblem
from schakel.engine.routing.fast.reduce import matters, reachable

LABELS_MOST = 500_000
_NEVER = 1 << 62


def plain_front(problem: FrontProblem, *, labels_most: int = LABELS_MOST) -> Front:
    """Every trade of cost against finish day that no other betters; all wanted skills that can be had are given.

    Labels leave the queue cheapest first, so a label is beaten when one with the same skills (or an end) came earlier
    and is no later. What is taken is the first session after the step before: a later one never ends sooner.

    >>> two = FrontProblem((1, 1), (0, 0), (100, 300), (70, 20), ((), ()), 1)
    >>> [(point.cost, point.day) for point in plain_front(two).points]
    [(100, 70), (300, 20)]
    """
    wanted = problem.wanted & reachable(problem.gives, problem.needs)
    search = _Search(problem, wanted, matters(problem.gives, problem.needs, wanted), labels_most)
    if wanted:
        search.run()
    return Front(tuple(search.points), proven=len(search.labels) <= labels_most, labels=len(search.labels))


@dataclass(slots=True)
class _Search:
    """The queue, the best day a set of skills was reached, and the points found."""

    problem: FrontProblem
    wanted: int
    scope: int
    labels_most: int
    labels: list[tuple[int, int]] = field(default_factory=lambda: [(-1, -1)])
    queue: list[tuple[int, int, int, int]] = field(default_factory=lambda: [(0, 0, 0, 0)])
    reached: dict[int, int] = field(default_factory=dict)
    points: list[FrontPoint] = field(default_factory=list)
    last: int = _NEVER

    def run(self) -> None:
        """Takes labels until none is left, or too many were made."""
        while self.queue and len(self.labels) <= self.labels_most:
            cost, day, held, label = heappop(self.queue)
            if day >= self.last or day >= self.reached.get(held, _NEVER):
                continue
            self.reached[held] = day
            if not self.wanted & ~held:
                self.last = day
                self.points.append(FrontPoint(cost, day, self._path(label)))
            else:
                self._extend(cost, day, held, label)

    def _extend(self, cost: int, day: int, held: int, label: int) -> None:
        given = self.problem
        for at, gift in enumerate(given.gives):
            if gift & self.scope & ~held and not given.needs[at] & ~held:
                start = _first(given.starts[at], day)
                if start is not None:
                    end = start + given.days[at]
                    grown = held | gift & self.scope
                    if end < self.last and end < self.reached.get(grown, _NEVER):
                        self.labels.append((label, at))
                        heappush(self.queue, (cost + given.costs[at], end, grown, len(self.labels) - 1))

    def _path(self, label: int) -> tuple[int, ...]:
        path = []
        while label:
            label, at = self.labels[label]
            path.append(at)
        return tuple(reversed(path))


def _first(starts: tuple[int, ...], day: int) -> int | None:
    return day if not starts else next((start for start in starts if start >= day), None)
