"""What a partial route must at least still cost, in every part: the better this is known, the fewer routes are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from operator import add
from typing import TYPE_CHECKING

from schakel.engine.routing.types import Cost

if TYPE_CHECKING:
    from schakel.engine.routing.search import Candidate, Label

EXACT_MOST = 12
"""Up to this many wanted skills the least of each part is exact; beyond it, shares of what each offer asks."""

Parts = tuple[int, ...]
PARTS = len(Cost._fields)
_DAYS = Cost._fields.index("days")


class LowerBound:
    """A cost that no whole route beginning with a label can go below in any part.

    For up to `EXACT_MOST` wanted skills: for each set of missing skills the exact least of each part over all choices of
    offers, prerequisites and dates left aside. For more: each skill has a share, such that the shares of what an offer
    gives are never more than the offer asks; the missing skills then ask at least their shares together. The day of the
    end is also no sooner than the first day on which each missing skill can be finished.
    """

    def __init__(self, candidates: Sequence[Candidate], wanted: int) -> None:
        self._wanted = wanted
        self.givers = {bit: [one for one in candidates if one.gives & bit] for bit in bits_of(wanted)}
        self.rows = {
            bit: list(dict.fromkeys((parts_of(one), one.gives & wanted) for one in givers))
            for bit, givers in self.givers.items()
        }
        self.whole = lcm(*(gives.bit_count() for rows in self.rows.values() for _, gives in rows))
        self.shares = self._raised({bit: self._share(bit) for bit in self.rows})
        self.exact = wanted.bit_count() <= EXACT_MOST
        self._known: dict[int, Parts] = {0: (0,) * PARTS}
        self._ends: dict[tuple[int, int], int] = {}

    def after(self, label: Label) -> Cost:
        """The bound for one label."""
        missing = self._wanted & ~label.held
        return self.of(missing, label.cost)

    def of(self, missing: int, cost: Cost) -> Cost:
        """The bound for who paid `cost` so far and misses these of the wanted skills."""
        total = list(map(add, cost, self._rest(missing)))
        total[_DAYS] = max(total[_DAYS], self._end(missing, cost.days))
        return Cost._make(total)

    def _rest(self, missing: int) -> Parts:
        found = self._known.get(missing)
        if found is None:
            found = self._known[missing] = self._least(missing) if self.exact else self._shared(missing)
        return found

    def _least(self, missing: int) -> Parts:
        """Some offer must give the lowest missing skill; the rest is a smaller set. A skill nobody gives adds nothing."""
        lowest = missing & -missing
        totals = [tuple(map(add, parts, self._rest(missing & ~gives))) for parts, gives in self.rows[lowest]]
        return tuple(map(min, zip(*totals, strict=True))) if totals else self._rest(missing & ~lowest)

    def _shared(self, missing: int) -> Parts:
        """The shares of the missing skills together, rounded up: every part of a cost is whole."""
        rows = [self.shares[bit] for bit in bits_of(missing)]
        return tuple(-(-sum(column) // self.whole) for column in zip(*rows, strict=True))

    def _share(self, bit: int) -> Parts:
        """For each part the smallest share any offer asks for this skill, as a number of `1 / _whole`."""
        rows = [[part * self.whole // gives.bit_count() for part in parts] for parts, gives in self.rows[bit]]
        return tuple(map(min, zip(*rows, strict=True))) if rows else (0,) * PARTS

    def _raised(self, shares: dict[int, Parts]) -> dict[int, Parts]:
        """Shares that cannot be larger: each in turn takes what every offer that gives the skill has left.

        The skills with the fewest offers go first, as nothing else can close them.
        """
        rows = list(dict.fromkeys(row for rows in self.rows.values() for row in rows))
        left = {
            (parts, gives): [
                part * self.whole - sum(shares[bit][at] for bit in bits_of(gives)) for at, part in enumerate(parts)
            ]
            for parts, gives in rows
        }
        for bit in sorted(self.rows, key=lambda one: (len(self.rows[one]), one)):
            mine = [left[row] for row in self.rows[bit]]
            more = [min(column) for column in zip(*mine, strict=True)]
            for one in mine:
                one[:] = [had - taken for had, taken in zip(one, more, strict=True)]
            shares[bit] = tuple(map(add, shares[bit], more or (0,) * PARTS))
        return shares

    def _end(self, missing: int, day: int) -> int:
        """A day before which the missing skills cannot all be had by who begins on `day`."""
        return max((self._soonest(bit, day) for bit in bits_of(missing)), default=day)

    def _soonest(self, bit: int, day: int) -> int:
        found = self._ends.get((bit, day))
        if found is None:
            ends = [one.first_end(day) for one in self.givers[bit]]
            known = [end for end in ends if end is not None]
            found = self._ends[bit, day] = min(known, default=day)
        return found


def parts_of(one: Candidate) -> Parts:
    """The least a candidate asks of each part of a cost, whichever of its starts is taken."""
    pays = [begin.paid.pays for begin in one.starts]
    start_unknown = one.weeks is None or all(begin.session is None for begin in one.starts)
    return (
        int(all(price is None for price in pays)),
        min(price or 0 for price in pays),
        int(start_unknown),
        one.offer.size if one.weeks is None else 0,
        7 * (one.weeks or 0),
        1,
        int(one.travel is None),
        one.travel or 0,
        one.risk,
        min(begin.changed for begin in one.starts),
    )


def bits_of(mask: int) -> list[int]:
    """The single bits of a mask, lowest first."""
    found = []
    while mask:
        found.append(mask & -mask)
        mask &= mask - 1
    return found
