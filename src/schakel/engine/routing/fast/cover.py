"""The cheapest modules that give what is wanted, with prerequisites: branch and bound, in plain Python.

A node has chosen some modules and must still get some skills. The bound is a dual ascent: each missing skill in turn
takes as its price the least that is left of the cost of any module that gives it; no choice of modules can cost less
than these prices together. We branch over the modules that give the skill with the fewest of them; a module that an
earlier branch took is closed to the later ones. Modules that only serve each other in a circle are no answer: then
one more module must break the circle, and we branch over those. With a limit on the number of modules each counts for
its cost plus a toll, and the bound loses the tolls of all modules that may still be taken: no choice within the limit
costs less, whatever the toll.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schakel.engine.routing.fast.problems import Cover, CoverProblem
from schakel.engine.routing.fast.reduce import in_order, reachable, worth_keeping

NODES_MOST = 200_000
_NONE = 1 << 62


def plain_cover(problem: CoverProblem, *, nodes_most: int = NODES_MOST, modules_most: int | None = None) -> Cover:
    """The cheapest modules that give all wanted skills that can be had; above `nodes_most` nodes, with a bound.

    With `modules_most` no more modules are chosen; where there is no such choice (or none was found in so many nodes)
    none are chosen, at no cost.

    >>> plain_cover(CoverProblem((0b01, 0b10, 0b11), (0, 0b01, 0), (30, 40, 90), 0b11))
    Cover(cost=70, chosen=(0, 1), covered=3, bound=70, proven=True, nodes=5)
    """
    wanted = problem.wanted & reachable(problem.gives, problem.needs)
    keep = worth_keeping(problem.gives, problem.needs, problem.costs, wanted)
    tree = _Tree(
        gives=[problem.gives[at] for at in keep],
        needs=[problem.needs[at] for at in keep],
        costs=[problem.costs[at] for at in keep],
        nodes_most=nodes_most,
        modules_most=modules_most,
    )
    root = tree.root(wanted)
    tree.grow(wanted, 0, (), 0)
    proven = tree.nodes <= nodes_most
    found = tree.best < _NONE
    cost = tree.best if found else 0
    order, _ = in_order(tree.chosen, tree.gives, tree.needs)
    bound = cost if proven else min(root, tree.best)
    return Cover(cost, tuple(keep[at] for at in order), wanted, bound, proven, min(tree.nodes, nodes_most))


def price_bound(problem: CoverProblem) -> int:
    """A cost that no choice of modules can go below, by one dual ascent.

    >>> price_bound(CoverProblem((0b01, 0b10, 0b11), (0, 0b01, 0), (30, 40, 90), 0b11))
    70
    """
    return plain_cover(problem, nodes_most=0).bound if problem.size else 0


@dataclass(slots=True)
class _Tree:
    """The search: the modules, what is closed on this path, and the best found."""

    gives: Sequence[int]
    needs: Sequence[int]
    costs: Sequence[int]
    nodes_most: int
    modules_most: int | None = None
    toll: int = 0
    shut: set[int] = field(default_factory=set)
    best: int = _NONE
    chosen: tuple[int, ...] = ()
    nodes: int = 0

    def grow(self, required: int, covered: int, chosen: tuple[int, ...], cost: int) -> None:
        """Everything below one node."""
        self.nodes += 1
        if self.nodes > self.nodes_most and (self.best < _NONE or self.modules_most is not None):
            return
        required = self.close(required, covered)
        missing = required & ~covered
        steps = None if self.modules_most is None else self.modules_most - len(chosen)
        if steps is not None and not self._fits(missing, steps):
            return
        if missing:
            bound, left = self._least(missing, steps)
            if cost + bound >= self.best:
                return
            choices = [at for at in self._fewest(missing) if cost + bound + left[at] < self.best]
        else:
            _, stuck = in_order(chosen, self.gives, self.needs)
            if not stuck:
                self._note(chosen, cost)
                return
            choices = [at for at in self._givers(stuck) if at not in chosen] if steps != 0 else []
        self._branch(sorted(choices, key=lambda at: self._rate(at, missing)), required, covered, chosen, cost)

    def _branch(self, choices: Sequence[int], required: int, covered: int, chosen: tuple[int, ...], cost: int) -> None:
        for at in choices:
            self.grow(required | self.needs[at], covered | self.gives[at], (*chosen, at), cost + self.costs[at])
            self.shut.add(at)
        self.shut.difference_update(choices)

    def _note(self, chosen: tuple[int, ...], cost: int) -> None:
        if cost < self.best:
            self.best, self.chosen = cost, chosen

    def close(self, required: int, covered: int) -> int:
        """Also required: what every module that gives a missing skill needs."""
        while True:
            grown = required
            for bit in _bits(required & ~covered):
                shared = -1
                for at in self._givers(bit):
                    shared &= self.needs[at]
                grown |= shared if shared != -1 else 0
            if grown == required:
                return required
            required = grown

    def root(self, wanted: int) -> int:
        """The bound for the whole; sets the toll that makes it highest."""
        missing, most = self.close(wanted, 0), self.modules_most
        plain, _ = self.ascend(missing)
        if most is None:
            return plain
        bounds = {toll: self.ascend(missing, toll)[0] - toll * most for toll in self._tolls()}
        self.toll = max(bounds, key=lambda toll: (bounds[toll], -toll))
        return max(plain, bounds[self.toll])

    def _tolls(self) -> list[int]:
        dearest = max(self.costs, default=0)
        return sorted({0, *(dearest * share // 32 for share in range(1, 65, 3))})

    def _least(self, missing: int, steps: int | None) -> tuple[int, list[int]]:
        """The better bound of those with and without toll, and what is left of the cost of each module."""
        bound, left = self.ascend(missing)
        if steps is None or not self.toll or bound == _NONE:
            return bound, left
        tolled, rest = self.ascend(missing, self.toll)
        tolled -= self.toll * steps
        return (tolled, rest) if tolled > bound else (bound, left)

    def _fits(self, missing: int, steps: int) -> bool:
        """Whether so many modules can give so many skills, by number alone."""
        if steps <= 0:
            return steps == 0 and not missing
        counts = sorted(((gift & missing).bit_count() for at, gift in enumerate(self.gives) if at not in self.shut))
        return sum(counts[-steps:]) >= missing.bit_count()

    def ascend(self, missing: int, toll: int = 0) -> tuple[int, list[int]]:
        """The bound for the missing skills, and what is left of the cost of each module."""
        left, bound = [cost + toll for cost in self.costs], 0
        for bit in sorted(_bits(missing), key=lambda one: (len(list(self._givers(one))), one)):
            givers = list(self._givers(bit))
            if not givers:
                return _NONE, left
            share = min(left[at] for at in givers)
            bound += share
            for at in givers:
                left[at] -= share
        return bound, left

    def _givers(self, mask: int) -> Iterator[int]:
        return (at for at, gift in enumerate(self.gives) if gift & mask and at not in self.shut)

    def _fewest(self, missing: int) -> list[int]:
        return min((list(self._givers(bit)) for bit in _bits(missing)), key=len)

    def _rate(self, at: int, missing: int) -> tuple[float, int]:
        return self.costs[at] / max((self.gives[at] & missing).bit_count(), 1), at


def _bits(mask: int) -> list[int]:
    return [1 << at for at in range(mask.bit_length()) if mask >> at & 1]
