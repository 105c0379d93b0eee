"""Intervals around a share."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

from schakel.engine.errors import InputError

Z_95 = 1.959963984540054  # the point a standard normal number passes, either way, in 5 % of cases


def wilson(part: int, whole: int, *, digits: int = 1) -> tuple[Decimal, Decimal]:
    """The 95 % Wilson score interval of the share `part` of `whole`, in percent, rounded to `digits` decimals.

    Of all intervals for a share this one stays within 0 and 100 and also holds for few persons and small shares.
    Raises InputError when `part` is not between 0 and `whole`, or `whole` is 0.

    >>> wilson(17, 318)
    (Decimal('3.4'), Decimal('8.4'))
    """
    if not 0 <= part <= whole or whole == 0:
        raise InputError(f"{part} of {whole} is no share", remedy="Give a part from 0 up to a whole of at least 1")
    share, square = part / whole, Z_95**2
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = Z_95 / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    return _percent(max(0.0, middle - half), digits), _percent(min(1.0, middle + half), digits)


def difference(first: tuple[int, int], second: tuple[int, int], *, digits: int = 1) -> tuple[Decimal, Decimal, Decimal]:
    """The second share less the first, in percent points, with its 95 % interval: (difference, low, high).

    Each share is (part, whole). The interval is Newcombe's, made of the two Wilson intervals, so that it holds for few
    persons and for shares near 0 or 100. Raises InputError as `wilson` does.

    >>> difference((48, 80), (56, 70))
    (Decimal('20.0'), Decimal('5.2'), Decimal('33.4'))
    """
    one, two = (100 * part / whole if whole else 0.0 for part, whole in (first, second))
    (low1, high1), (low2, high2) = ([float(end) for end in wilson(*share, digits=9)] for share in (first, second))
    middle = two - one
    low = middle - sqrt((two - low2) ** 2 + (high1 - one) ** 2)
    high = middle + sqrt((high2 - two) ** 2 + (one - low1) ** 2)
    # Adding 0 makes a zero of what rounds to -0.
    return tuple(_percent(value / 100, digits) + 0 for value in (middle, low, high))  # type: ignore[return-value]


def _percent(share: float, digits: int) -> Decimal:
    # A float such as 8.399999999999999 first becomes the number it stands for, then is rounded as people round.
    return Decimal(repr(round(share * 100, 9))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
