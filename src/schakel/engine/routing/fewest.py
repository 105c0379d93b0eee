"""Whether so few offers can close so many skills: a route that has too few steps left need not be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SKILLS_MOST = 22
"""With more skills than this it is not looked up: the answer is then always that they may be enough."""


class Fewest:
    """Looks up whether some of these gifts (masks) can together give a set of skills; prerequisites and dates aside.

    Some gift must give the skill with the fewest givers; the rest is a smaller set with one gift less. What was found
    out about a set is kept.

    >>> fewest = Fewest([0b011, 0b110, 0b100], 0b111)
    >>> fewest.fit(0b111, 1), fewest.fit(0b111, 2)
    (False, True)
    """

    def __init__(self, gifts: Iterable[int], wanted: int) -> None:
        self.gifts = worth_giving(one & wanted for one in gifts)
        self.most = max((one.bit_count() for one in self.gifts), default=0)
        self.looked_up = wanted.bit_count() <= SKILLS_MOST
        given = {bit: [one for one in self.gifts if one & bit] for bit in _bits(wanted)}
        self.rows = dict(sorted(given.items(), key=lambda row: (len(row[1]), row[0])))
        self._enough: dict[int, int] = {}
        self._too_few: dict[int, int] = {}

    def fit(self, missing: int, steps: int) -> bool:
        """Whether `steps` gifts can give all that is missing."""
        if not missing or not self.looked_up:
            return True
        if missing.bit_count() > steps * self.most or steps <= self._too_few.get(missing, 0):
            return False
        if steps >= self._enough.get(missing, steps + 1):
            return True
        rarest = next(row for bit, row in self.rows.items() if bit & missing)
        found = any(self.fit(missing & ~one, steps - 1) for one in rarest)
        (self._enough if found else self._too_few)[missing] = steps
        return found


def worth_giving(gifts: Iterable[int]) -> Sequence[int]:
    """The gifts that are no part of another, largest first.

    >>> worth_giving([0b001, 0b011, 0b100, 0b011])
    [3, 4]
    """
    kept: list[int] = []
    for one in sorted(set(gifts), key=lambda gift: (-gift.bit_count(), gift)):
        if one and not any(not one & ~other for other in kept):
            kept.append(one)
    return kept


def _bits(mask: int) -> list[int]:
    return [1 << at for at in range(mask.bit_length()) if mask >> at & 1]
