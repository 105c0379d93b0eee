"""The cheapest modules that give what is wanted, with prerequisites: branch and bound, in plain Python.

A node has chosen some modules and must still get some skills. The bound is a dual ascent: each missing skill in turn
takes as its price the least that is left of the cost of any module that gives it; no choice of modules can cost less
than these prices together. We branch over the modules that give the skill with the fewest of them; a module that an
earlier branch took is closed to the later ones. Modules that only serve each other in a circle are no answer: then
one more module must break the circle, and we branch over those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schakel.engine.routing.fast.problems import Cover, CoverProblem
from schakel.engine.routing.fast.reduce import in_order, reachable, worth_keeping

NODES_MOST = 200_000
_NONE = 1 << 62


def plain_cover(problem: CoverProblem, *, nodes_most: int = NODES_MOST) -> Cover:
    """The cheapest modules that give all wanted skills that can be had; above `nodes_most` nodes, with a bound.

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
    )
    root, _ = tree.ascend(tree.close(wanted, 0))
    tree.grow(wanted, 0, (), 0)
    proven = tree.nodes <= nodes_most
    cost = tree.best if tree.best < _NONE else 0
    order, _ = in_order(tree.chosen, tree.gives, tree.needs)
    bound = cost if proven else min(root, cost)
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
    shut: set[int] = field(default_factory=set)
    best: int = _NONE
    chosen: tuple[int, ...] = ()
    nodes: int = 0

    def grow(self, required: int, covered: int, chosen: tuple[int, ...], cost: int) -> None:
        """Everything below one node."""
        self.nodes += 1
        if self.nodes > self.nodes_most and self.best < _NONE:
            return
        required = self.close(required, covered)
        missing = required & ~covered
        if missing:
            bound, left = self.ascend(missing)
            if cost + bound >= self.best:
                return
            choices = [at for at in self._fewest(missing) if cost + bound + left[at] < self.best]
        else:
            _, stuck = in_order(chosen, self.gives, self.needs)
            if not stuck:
                self._note(chosen, cost)
                return
            choices = [at for at in self._givers(stuck) if at not in chosen]
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

    def ascend(self, missing: int) -> tuple[int, list[int]]:
        """The bound for the missing skills, and what is left of the cost of each module."""
        left, bound = list(self.costs), 0
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
