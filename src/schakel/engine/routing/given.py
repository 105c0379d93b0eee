"""What is known beside the offers: the person's circumstances, stepping-stone jobs, exemption rules, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from schakel.engine.errors import InputError
from schakel.engine.support.types import Scheme, Value

PROVEN_TIERS = ("validated", "evidenced")
"""Tiers of evidence that an exemption may rest on."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Gross euros a month, as an interval: what is known for sure lies between `low` and `high`.

    >>> Pay(2500, 3100).high
    3100
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise InputError(
                f"The pay {self.low} to {self.high} is impossible", place="pay", remedy="Give low and high"
            )


@dataclass(frozen=True, slots=True)
class SteppingStone:
    """A job on the way: what one learns in it (`gains`), how many months, what one must have (`needs`), what it pays."""

    occupation: str
    gains: tuple[str, ...]
    months: int
    pay_from: int | None = None
    pay_to: int | None = None
    needs: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def pay(self) -> Pay | None:
        """Its pay; None when either end is unknown."""
        return None if self.pay_from is None or self.pay_to is None else Pay(self.pay_from, self.pay_to)


@dataclass(frozen=True, slots=True)
class ExemptionRule:
    """What a provider takes off when someone already has part of the learning outcomes, from a day to a day.

    For the share of outcomes held, `price_share` and `weeks_share` (thousandths) of that share come off, never more
    than `most` of the whole; asking costs `fee_eur` (None: unknown). `granted`: true when the rule grants it to who has
    proof; otherwise someone decides and `chance` (thousandths, None: unknown) is how often that goes well.
    """

    provider: str
    source: str
    price_share: int = 1000
    weeks_share: int = 1000
    most: int = 1000
    fee_eur: int | None = 0
    granted: bool = False
    chance: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        for name in ("price_share", "weeks_share", "most", "chance"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1000:
                raise InputError(
                    f"{name} is {value}", place=f"exemptions of {self.provider}", remedy="Use 0 to 1000 thousandths"
                )


@dataclass(frozen=True, slots=True)
class Waiver:
    """Whole modules of one offer that this person need not do: exactly what comes off, in euros and weeks.

    `outcomes` are what these modules teach. `granted`: the provider's rule grants it, or a school said yes; otherwise
    someone decides and `chance` (thousandths, None: unknown) is how often that goes well. Asking costs `fee_eur` (None:
    unknown).

    >>> Waiver("ad", price_off=650, weeks_off=5, source="exam rules").granted
    True
    """

    offer: str
    price_off: int
    weeks_off: int
    source: str
    outcomes: tuple[str, ...] = ()
    granted: bool = True
    chance: int | None = None
    fee_eur: int | None = 0

    def __post_init__(self) -> None:
        if self.price_off < 0 or self.weeks_off < 0:
            raise InputError(
                f"{self.price_off} euros and {self.weeks_off} weeks come off",
                place=f"exemptions of {self.offer}",
                remedy="Use zero or more",
            )
        if self.chance is not None and not 0 <= self.chance <= 1000:
            raise InputError(
                f"chance is {self.chance}", place=f"exemptions of {self.offer}", remedy="Use 0 to 1000 thousandths"
            )


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a person tells for planning; None or empty: not told. None of it reaches the ranker.

    `travel_km` maps the id of an offer to the kilometres of one trip (None: unknown; an offer that is not in it asks no
    travel to be compared); `languages` maps a language to the person's CEFR level; `evidence` a skill to its tier of
    proof; `facts` are the facts schemes ask for (`person.age`); `inside` the schemes someone already has.
    """

    weekly_hours_most: int | None = None
    travel_km: Mapping[str, int | None] = field(default_factory=dict)
    travel_most_km: int | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteSettings:
    """Published numbers of planning, in thousandths where a chance.

    `risk` is how often a step of a kind is not finished; `risk_start_unknown` is added when nobody knows when it
    starts, `risk_exemption` stands for an exemption whose chance is unknown. `stones_most` jobs at most are on the way,
    each for `stones_months`, and only one that brings the goal `stones_least_gain` points nearer is named;
    `months` is how far pay is looked ahead. `labels_most` partial routes are kept at most (the matching rules may allow
    fewer), and `nodes_most` nodes are spent on a bound when these are not enough.
    """

    edition: date
    risk: Mapping[str, int]
    risk_start_unknown: int
    risk_exemption: int
    stones_most: int
    stones_months: int
    stones_least_gain: int
    months: int
    nodes_most: int
    labels_most: int
    values: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Planning:
    """All that `plan_routes` can take beside have, goal and offers, in one piece for those who hand it on."""

    about: Circumstances = field(default_factory=Circumstances)
    schemes: tuple[Scheme, ...] = ()
    exemptions: tuple[ExemptionRule, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    stones: tuple[SteppingStone, ...] = ()
    settings: RouteSettings | None = None
    keep: frozenset[tuple[str, str | None]] | None = None
    """Offer and session of steps that should stay; anything else counts as a change. None: nothing to keep."""


StepKind = Literal[
    "programme",
    "module",
    "course",
    "switch-track",
    "work-learn",
    "exam",
    "evc",
    "shadow-day",
    "internship",
    "job",
]
