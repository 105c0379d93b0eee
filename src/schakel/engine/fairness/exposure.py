"""Who is shown how often, by group, held against a shuffle: what would come out if the order said nothing.

Two questions. `exposure`: which offers stand in the top of people's lists, by a property of the offer. `reach`: which
people find something that fits, by a property of the person. A group outside the interval of the shuffles is a reason to
look, not a verdict; a group that is too small is left out of the comparison and said to be so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from schakel.engine.errors import InputError
from schakel.engine.statistics.intervals import wilson

LEAST_PEOPLE = 10
"""Smaller groups are not compared: one person would move the figure by ten points or more."""
FOUR_FIFTHS = 800
"""A group whose rate is below this many thousandths of the highest rate is a signal (not a rule of law)."""
_MASK = (1 << 64) - 1

Verdict = Literal["as-shuffled", "more", "less"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """One group of offers: how many, the share of the places on top that they have, and what a shuffle gives (thousandths)."""

    group: str
    offers: int
    shown: int
    share_milli: int
    shuffled_milli: int
    low_milli: int
    high_milli: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Reach:
    """One group of people: how many found something, the 95 % interval of that share, and the interval of the shuffles.

    `ratio_milli` is the rate divided by the highest rate of any group; `signal` when it is under four fifths and
    outside the shuffles. All but `people` is None for a group of fewer than `LEAST_PEOPLE`.
    """

    group: str
    people: int
    reached: int | None
    interval: tuple[Decimal, Decimal] | None
    low_milli: int | None
    high_milli: int | None
    ratio_milli: int | None
    signal: bool | None


class Draws:
    """Random numbers that are the same everywhere: splitmix64 from a seed.

    >>> draws = Draws("2026")
    >>> first = [draws.below(1000) for _ in range(3)]
    >>> again = Draws("2026")
    >>> first == [again.below(1000) for _ in range(3)]
    True
    """

    __slots__ = ("_state",)

    def __init__(self, seed: str) -> None:
        self._state = int.from_bytes(sha256(b"schakel-shuffle\n" + seed.encode()).digest()[:8], "big")

    def below(self, limit: int) -> int:
        """A number from 0 up to but not including `limit` (far below 2^64, so that the bias is nothing)."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % limit

    def head(self, items: list[str], size: int) -> list[str]:
        """The first `size` of a shuffle; the list itself is shuffled as far as needed."""
        for at in range(min(size, len(items))):
            other = at + self.below(len(items) - at)
            items[at], items[other] = items[other], items[at]
        return items[:size]


def exposure(
    lists: Sequence[Sequence[str]], groups: Mapping[str, str], *, top: int, seed: str, shuffles: int = 200
) -> tuple[Exposure, ...]:
    """Which share of the first `top` places each group of offers has, over all lists; groups sorted by name.

    `lists` holds a ranked list of offers for each person, `groups` the group of each offer. Each list is shuffled
    `shuffles` times for the comparison; the interval holds the middle 95 % of these. Raises InputError for no lists,
    an offer without a group, or a top below 1.

    >>> rows = exposure([["a", "b", "c", "d"]] * 20, {"a": "x", "b": "x", "c": "y", "d": "y"}, top=1, seed="s")
    >>> [(row.group, row.share_milli, row.verdict) for row in rows]
    [('x', 1000, 'more'), ('y', 0, 'less')]
    """
    if not any(lists) or top < 1:
        raise InputError(
            "There is nothing to compare", place="exposure", remedy="Give ranked lists and a top of 1 or more"
        )
    for one in lists:
        for offer in one:
            if offer not in groups:
                raise InputError(f"The offer '{offer}' has no group", place=offer, remedy="Give every offer a group")
    names = sorted(set(groups.values()))
    shown = _count([list(one[:top]) for one in lists], groups, names)
    places = sum(shown.values())
    draws, rows = Draws(seed), []
    pools = [sorted(one) for one in lists]
    for _ in range(shuffles):
        rows.append(_count([draws.head(pool, top) for pool in pools], groups, names))
    found = []
    for name in names:
        low, high = _middle([row[name] for row in rows])
        mean = sum(row[name] for row in rows) * 1000 // (shuffles * places)
        found.append(
            Exposure(
                group=name,
                offers=sum(1 for group in groups.values() if group == name),
                shown=shown[name],
                share_milli=shown[name] * 1000 // places,
                shuffled_milli=mean,
                low_milli=low * 1000 // places,
                high_milli=high * 1000 // places,
                verdict="less" if shown[name] < low else "more" if shown[name] > high else "as-shuffled",
            )
        )
    return tuple(found)


def reach(groups: Sequence[str], reached: Sequence[bool], *, seed: str, shuffles: int = 1000) -> tuple[Reach, ...]:
    """How many people of each group found something; the labels of the groups are shuffled over the people to compare.

    Raises InputError when the two lists are not equally long.

    >>> rows = reach(["n"] * 20 + ["z"] * 20 + ["m"], [True] * 20 + [False] * 20 + [True], seed="s")
    >>> [(row.group, row.people, row.reached, row.signal) for row in rows]
    [('m', 1, None, None), ('n', 20, 20, False), ('z', 20, 0, True)]
    """
    if len(groups) != len(reached):
        raise InputError(
            "Every person needs a group and an outcome", place="reach", remedy="Give lists of equal length"
        )
    names = sorted(set(groups))
    people = {name: groups.count(name) for name in names}
    hits = {name: sum(hit for group, hit in zip(groups, reached, strict=True) if group == name) for name in names}
    draws, labels, rows = Draws(seed), sorted(groups), []
    order = sorted(zip(groups, reached, strict=True))
    for _ in range(shuffles):
        draws.head(labels, len(labels))
        row = dict.fromkeys(names, 0)
        for label, (_, hit) in zip(labels, order, strict=True):
            row[label] += hit
        rows.append(row)
    large = [name for name in names if people[name] >= LEAST_PEOPLE]
    best = max((hits[name] * 1000 // people[name] for name in large), default=0)
    return tuple(_reach(name, people[name], hits[name], rows=rows, best=best, large=name in large) for name in names)


def _reach(name: str, people: int, hits: int, *, rows: Sequence[Mapping[str, int]], best: int, large: bool) -> Reach:
    if not large:
        return Reach(name, people, None, None, None, None, None, None)
    low, high = _middle([row[name] for row in rows])
    ratio = (hits * 1000 // people) * 1000 // best if best else None
    return Reach(
        group=name,
        people=people,
        reached=hits,
        interval=wilson(hits, people),
        low_milli=low * 1000 // people,
        high_milli=high * 1000 // people,
        ratio_milli=ratio,
        signal=ratio is not None and ratio < FOUR_FIFTHS and hits < low,
    )


def _count(heads: Sequence[Sequence[str]], groups: Mapping[str, str], names: Sequence[str]) -> dict[str, int]:
    counts = dict.fromkeys(names, 0)
    for head in heads:
        for offer in head:
            counts[groups[offer]] += 1
    return counts


def _middle(values: Sequence[int]) -> tuple[int, int]:
    """The bounds of the middle 95 %."""
    ordered = sorted(values)
    cut = len(ordered) * 25 // 1000
    return ordered[cut], ordered[len(ordered) - 1 - cut]
