"""What the kernels read and give back. A skill is a bit, a set of skills is a mask; at most 62 skills."""

from __future__ import annotations

from dataclasses import dataclass

from schakel.engine.errors import InputError

MOST_SKILLS = 62
"""Masks travel as signed 64-bit numbers."""


@dataclass(frozen=True, slots=True)
class CoverProblem:
    """Modules that each give skills at a cost and need skills first; `wanted` are the skills to end with.

    >>> CoverProblem(gives=(0b01, 0b10), needs=(0, 0b01), costs=(100, 50), wanted=0b10).size
    2
    """

    gives: tuple[int, ...]
    needs: tuple[int, ...]
    costs: tuple[int, ...]
    wanted: int

    def __post_init__(self) -> None:
        _check_lengths(self.gives, self.needs, self.costs)
        _check_masks((self.wanted, *self.gives, *self.needs))
        if any(cost < 0 for cost in self.costs):
            raise InputError("A cost is below zero", place="costs", remedy="Use zero or more")

    @property
    def size(self) -> int:
        """The number of modules."""
        return len(self.gives)


@dataclass(frozen=True, slots=True)
class Cover:
    """The cheapest modules that give all wanted skills that can be had.

    `chosen` are positions of modules in an order that keeps every prerequisite, `covered` the wanted skills they give.
    `proven`: nothing cheaper exists; if not, the cheapest costs at least `bound`. `nodes` is the work that was done.
    """

    cost: int
    chosen: tuple[int, ...]
    covered: int
    bound: int
    proven: bool
    nodes: int


@dataclass(frozen=True, slots=True)
class FrontProblem:
    """As `CoverProblem`, with time: each module lasts `days` and starts on one of `starts` (days from now, ascending).

    An empty row of `starts` means that the module starts on any day. One module follows another.
    """

    gives: tuple[int, ...]
    needs: tuple[int, ...]
    costs: tuple[int, ...]
    days: tuple[int, ...]
    starts: tuple[tuple[int, ...], ...]
    wanted: int

    def __post_init__(self) -> None:
        _check_lengths(self.gives, self.needs, self.costs, self.days, self.starts)
        _check_masks((self.wanted, *self.gives, *self.needs))
        if any(number < 0 for number in (*self.costs, *self.days)):
            raise InputError("A cost or length is below zero", place="costs, days", remedy="Use zero or more")
        if any(list(row) != sorted(row) or (row and row[0] < 0) for row in self.starts):
            raise InputError(
                "The starts of a module are not in order, or lie in the past",
                place="starts",
                remedy="Sort them; leave out what is past",
            )

    @property
    def cover(self) -> CoverProblem:
        """The same without time."""
        return CoverProblem(self.gives, self.needs, self.costs, self.wanted)


@dataclass(frozen=True, slots=True, order=True)
class FrontPoint:
    """One best trade between cost and the day of the end, with the modules in the order they are followed."""

    cost: int
    day: int
    chosen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """All best trades, cheapest first. `proven`: none is missing and none can be bettered; `labels` is the work."""

    points: tuple[FrontPoint, ...]
    proven: bool
    labels: int


def _check_lengths(first: tuple[object, ...], *others: tuple[object, ...]) -> None:
    if any(len(other) != len(first) for other in others):
        raise InputError("The modules do not have one value each", place="problem", remedy="Give lists of one length")


def _check_masks(masks: tuple[int, ...]) -> None:
    if any(mask < 0 or mask >> MOST_SKILLS for mask in masks):
        raise InputError(
            f"More than {MOST_SKILLS} skills in one problem", place="masks", remedy="Leave out skills nobody asks"
        )
