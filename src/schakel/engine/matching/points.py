"""Whole numbers that add up: sharing a total and rounding parts without losing a point."""

from __future__ import annotations

from collections.abc import Sequence


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` in proportion to `weights` (not negative) in whole units that add up to `total` exactly.

    Largest remainder; of equal remainders the first gets the unit. All weights zero, or none: all shares are zero.

    >>> share(100, [1, 1, 1])
    [34, 33, 33]
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in order[: total - sum(shares)]:
        shares[at] += 1
    return shares


def whole_points(milli: Sequence[int]) -> list[int]:
    """Thousandths of a point as whole points that add up to the whole points of the sum (rounded down).

    >>> whole_points([8400, 8400, 8400])
    [9, 8, 8]
    """
    points = [part // 1000 for part in milli]
    order = sorted(range(len(milli)), key=lambda at: (-(milli[at] % 1000), at))
    for at in order[: sum(milli) // 1000 - sum(points)]:
        points[at] += 1
    return points
