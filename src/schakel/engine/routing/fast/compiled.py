"""The kernels as machine code: same answers as `cover` and `front`, for many problems and large ones.

Importing this module imports numba and numpy (about a second); the first call ever compiles, later ones read the cache.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from schakel.engine.routing.fast.cover_kernel import solve_cover
from schakel.engine.routing.fast.front_kernel import solve_front
from schakel.engine.routing.fast.problems import Cover, CoverProblem, Front, FrontPoint, FrontProblem
from schakel.engine.routing.fast.reduce import in_order

NODES_MOST = 5_000_000
LABELS_MOST = 3_000_000
_TABLE_BITS = 22
"""Up to this many skills the best day of a set stands in a table; beyond it the front is not looked for."""


def fast_cover(problem: CoverProblem, *, nodes_most: int = NODES_MOST) -> Cover:
    """`plain_cover` as machine code: the same cost; of equally cheap choices it may take another.

    >>> fast_cover(CoverProblem((0b01, 0b10, 0b11), (0, 0b01, 0), (30, 40, 90), 0b11)).cost
    70
    """
    gives, needs, costs = _array(problem.gives), _array(problem.needs), _array(problem.costs)
    cost, bound, nodes, covered, chosen = solve_cover(gives, needs, costs, problem.wanted, nodes_most)
    picked = np.flatnonzero(chosen).tolist()
    order, _ = in_order(range(len(picked)), [problem.gives[at] for at in picked], [problem.needs[at] for at in picked])
    proven = nodes <= nodes_most
    return Cover(
        int(cost),
        tuple(picked[at] for at in order),
        int(covered),
        int(cost if proven else bound),
        bool(proven),
        int(min(nodes, nodes_most)),
    )


def fast_front(problem: FrontProblem, *, labels_most: int = LABELS_MOST) -> Front:
    """`plain_front` as machine code: the same costs and days; of equal trades it may take other modules.

    >>> two = FrontProblem((1, 1), (0, 0), (100, 300), (70, 20), ((), ()), 1)
    >>> [(point.cost, point.day) for point in fast_front(two).points]
    [(100, 70), (300, 20)]
    """
    offsets = np.cumsum([0, *map(len, problem.starts)], dtype=np.int64)
    starts = np.fromiter((day for row in problem.starts for day in row), dtype=np.int64, count=int(offsets[-1]))
    labels, proven, ends, parents, steps = solve_front(
        (_array(problem.gives), _array(problem.needs), _array(problem.costs), _array(problem.days)),
        (offsets, starts),
        problem.wanted,
        (labels_most, _TABLE_BITS),
    )
    points = tuple(FrontPoint(int(cost), int(day), _path(int(at), parents, steps)) for cost, day, at in ends)
    return Front(points, bool(proven), int(labels))


def _path(at: int, parents: np.ndarray, steps: np.ndarray) -> tuple[int, ...]:
    path = []
    while at:
        path.append(int(steps[at]))
        at = int(parents[at])
    return tuple(reversed(path))


def _array(numbers: Sequence[int]) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)
