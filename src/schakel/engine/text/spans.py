"""Whether a part of a text meets parts that are known, without looking at each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Parts ``(start, end)`` of a text, in any order; they may overlap. Asking takes a few steps however many there are.

    >>> parts = Spans([(2, 5), (9, 12)])
    >>> parts.meets(4, 8), parts.meets(5, 9)
    (True, False)
    """

    __slots__ = ("_furthest", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Sort the parts; beside each start stands the furthest end so far."""
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def meets(self, start: int, end: int) -> bool:
        """Whether a part shares a character with ``text[start:end]``."""
        place = bisect_left(self._starts, end)
        return place > 0 and self._furthest[place - 1] > start


def apart(spans: Iterable[tuple[int, int]], length: int) -> list[int]:
    """The numbers of the parts that are kept when each one that meets an earlier kept one is left out.

    ``length`` is the length of the text; an empty part meets what it stands inside.

    >>> apart([(0, 4), (3, 6), (4, 6)], 6)
    [0, 2]
    """
    taken = bytearray(length + 1)
    kept = []
    for number, (start, end) in enumerate(spans):
        if taken.find(1, start, max(end, start)) < 0:
            kept.append(number)
            taken[start:end] = b"\x01" * (end - start)
    return kept
