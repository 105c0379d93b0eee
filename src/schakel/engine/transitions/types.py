"""What a transition is: a role, how far one's skills reach, and, apart from that, how desirable it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schakel.engine.errors import InputError
from schakel.engine.matching.types import FULL_MILLI, SkillClaim, TargetDemand, Term

Band = Literal["feasible", "near", "far"]
BANDS: tuple[Band, ...] = ("feasible", "near", "far")
PayChange = Literal["higher", "overlaps", "lower", "unknown"]
LevelWarning = Literal["", "level-above", "level-unknown"]


@dataclass(frozen=True, slots=True)
class Demand:
    """How much a role is asked in the region: a value with its interval, in the unit of its source.

    All three None means not known, which is never the same as not asked.
    """

    value: int | None = None
    low: int | None = None
    high: int | None = None
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PayBand:
    """What a role usually pays, whole euros a month before tax; never what a person earned.

    >>> PayBand(4000, 3000)
    Traceback (most recent call last):
    ...
    schakel.engine.errors.InputError: pay band: 4000 to 3000 is no band. Give the lower amount first.
    """

    low: int
    high: int
    source: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise InputError(
                f"{self.low} to {self.high} is no band", place="pay band", remedy="Give the lower amount first"
            )


@dataclass(frozen=True, slots=True)
class Desirability:
    """Whether one would want to: demand and pay of the role. Never part of feasibility."""

    demand: Demand
    pay: PayBand | None
    pay_change: PayChange


@dataclass(frozen=True, slots=True)
class Transition:
    """One role for one person.

    `milli` is the coverage (thousandths of a point of 100) and equals the sum of `milli` over `terms`; None when too
    little is known. `told_milli` and `told_band` are the same without what was assumed from the occupation. `level_gap`
    is how many NLQF levels the lowest usual level of the role lies above the person's own (0: none; None: not known).
    """

    role: str
    band: Band
    milli: int | None
    terms: tuple[Term, ...]
    unknown: tuple[TargetDemand, ...]
    told_milli: int | None
    told_band: Band
    level_gap: int | None
    warning: LevelWarning
    desirability: Desirability

    @property
    def matched(self) -> tuple[Term, ...]:
        """The demands that something meets, with what meets them."""
        return tuple(term for term in self.terms if term.milli > 0)

    @property
    def missing(self) -> tuple[Term, ...]:
        """The demands nothing meets, the weightiest first."""
        empty = [term for term in self.terms if term.milli == 0]
        return tuple(sorted(empty, key=lambda term: (-term.worth_milli, term.demand)))

    @property
    def gap_milli(self) -> int:
        """What is missing, in thousandths of a point."""
        return FULL_MILLI - (self.milli or 0)

    @property
    def rests_on_assumed(self) -> bool:
        """Whether the band would be lower on what the person told alone."""
        return self.told_band != self.band


@dataclass(frozen=True, slots=True)
class Transitions:
    """All roles for one person, feasible first; `assumed` holds the claims taken from the occupation."""

    roles: tuple[Transition, ...]
    assumed: tuple[SkillClaim, ...]

    def in_band(self, band: Band) -> tuple[Transition, ...]:
        """The roles of one band, best covered first."""
        return tuple(one for one in self.roles if one.band == band)
