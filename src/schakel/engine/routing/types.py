"""What routing reads and gives back. Money is in whole euros, time in days and weeks; None is *unknown*, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import le
from typing import NamedTuple

from schakel.engine.errors import InputError
from schakel.engine.support.payments import NetPrice
from schakel.engine.support.types import Value


@dataclass(frozen=True, slots=True)
class RouteSession:
    """One run of an offer. `start` None means: starts at any time; `places` are those left, None when unknown."""

    id: str
    start: date | None = None
    places: int | None = None

    @property
    def full(self) -> bool:
        """Whether nobody can join any more."""
        return self.places is not None and self.places <= 0


@dataclass(frozen=True, slots=True)
class RouteOffer:
    """A training or other offer as a possible step.

    `teaches` are skill URIs, `needs` those one must have before. Without `sessions` the start is unknown: ask the
    provider. `weeks`, `hours_per_week` and `price_eur` are None when unknown; `net_price_eur` is the price after
    support that was worked out, None when none was. `size` says how big an offer of unknown length is next to others
    (a course 1, a whole programme more): it only orders what has no known length. `kind` is a kind of step, `outcomes`
    are the learning outcomes an exemption is reckoned over (empty: what it teaches), `cefr` the level asked in
    `language`, `fails` how often it is not finished (thousandths; None: as its kind), `facts` what schemes ask about it.
    """

    id: str
    teaches: tuple[str, ...]
    needs: tuple[str, ...] = ()
    sessions: tuple[RouteSession, ...] = ()
    weeks: int | None = None
    hours_per_week: int | None = None
    price_eur: int | None = None
    net_price_eur: int | None = None
    size: int = 1
    labels: Mapping[str, str] = field(default_factory=dict)
    place: str | None = None
    language: str | None = None
    kind: str = "course"
    provider: str = ""
    outcomes: tuple[str, ...] = ()
    cefr: str | None = None
    fails: int | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("weeks", "hours_per_week", "price_eur", "net_price_eur", "size"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise InputError(
                    f"{name} is {value}", place=f"offer {self.id}", remedy="Use zero or more, or leave it out"
                )

    @property
    def pays(self) -> int | None:
        """What the person pays, in euros: the net price where it is known, else the price."""
        return self.price_eur if self.net_price_eur is None else self.net_price_eur

    @property
    def hours(self) -> int | None:
        """Study hours in all; None when a part is unknown."""
        return None if self.weeks is None or self.hours_per_week is None else self.weeks * self.hours_per_week


@dataclass(frozen=True, slots=True)
class Exempted:
    """What is taken off a step for outcomes already held with proof.

    `granted`: the rule of the provider grants it; otherwise it must be asked, and `price_without` and `weeks_without`
    are what the step asks when it is refused.
    """

    outcomes: tuple[str, ...]
    granted: bool
    chance: int | None
    fee_eur: int | None
    price_without: int | None
    weeks_without: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Another way to the same that was not taken, and how much more it asks: euros and weeks, None when unknown.

    Below zero it asks less in that part, and more elsewhere (or what else it teaches is not asked).
    """

    offer: RouteOffer
    euros: int | None
    weeks: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One offer in a route.

    `start` and `end` are None when the offer has no known start (or, for `end`, no known length); `earliest` says that
    something before it has no known length, so that the dates may be later. `closes` are the demands it meets, `opens`
    what it teaches only because a later step needs it, `exempted` what it teaches that the person already has. `weeks`
    and `list_price` are after an exemption and before support; `money` says what support pays. `travel_km` is one trip.
    """

    offer: RouteOffer
    session: str | None
    start: date | None
    end: date | None
    earliest: bool
    closes: tuple[str, ...]
    opens: tuple[str, ...]
    exempted: tuple[str, ...]
    weeks: int | None = None
    list_price: int | None = None
    pays: int | None = None
    money: NetPrice | None = None
    exemption: Exempted | None = None
    travel_km: int | None = None
    risk: int = 0
    language_known: bool = True
    rejected: tuple[Rejected, ...] = ()


class Cost(NamedTuple):
    """What a route costs, as the parts that are compared: less is better in each, and no part is traded for another.

    `prices_unknown`, `times_unknown` and `travels_unknown` count steps; `price` (euros after support), `days` (from now
    to the end) and `travel` (kilometres of one trip to each step, added up) are the known part; `size` adds up the
    sizes of the steps of unknown length; `risk` adds up the chances that a step fails, in thousandths: at most so often
    the route fails. `changes` counts steps that were not in an earlier plan.
    """

    prices_unknown: int = 0
    price: int = 0
    times_unknown: int = 0
    size: int = 0
    days: int = 0
    steps: int = 0
    travels_unknown: int = 0
    travel: int = 0
    risk: int = 0
    changes: int = 0

    def no_worse(self, other: Cost) -> bool:
        """Whether this is at most `other` in every part."""
        return all(map(le, self, other))


@dataclass(frozen=True, slots=True)
class Route:
    """One way from what the person has to the goal.

    `names` says why it is shown: `cheapest`, `fastest`, `balanced`, `safest` or `other` of the front, or an alternative:
    `short` (only short offers, closes less) and `elsewhere` (none of the offers of the first route). `gap_to_bound` is
    how far it may be from the best for what it is named for (price, time or risk; else price and time both) among the
    routes that close the same, in thousandths of a lower bound: 0 is proven best, None means that no bound is known.
    """

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    cost: Cost
    covered: tuple[str, ...]
    gap_to_bound: int | None

    @property
    def price(self) -> int | None:
        """What the person pays in euros, after support; None when the price of any step is unknown."""
        return self.cost.price if self.cost.prices_unknown == 0 else None

    @property
    def list_price(self) -> int | None:
        """The price before support; None when that of any step is unknown."""
        return _sum([step.list_price for step in self.steps])

    @property
    def least_price(self) -> int | None:
        """What would be left if all support that must still be asked were granted; None when that cannot be said."""
        return _sum([step.pays if step.money is None else step.money.least for step in self.steps])

    @property
    def price_without_exemptions(self) -> int | None:
        """What the person pays if no exemption is granted, without support for those steps."""
        return _sum([step.exemption.price_without if step.exemption else step.pays for step in self.steps])

    @property
    def weeks_without_exemptions(self) -> int | None:
        """Weeks of study in all if no exemption is granted; waiting left aside."""
        return _sum([step.exemption.weeks_without if step.exemption else step.weeks for step in self.steps])

    @property
    def weeks(self) -> int | None:
        """Weeks from now to the end, rounded up; None when any start or length is unknown."""
        return -(-self.cost.days // 7) if self.cost.times_unknown == 0 else None

    @property
    def offers(self) -> tuple[str, ...]:
        """The ids of the offers, in order."""
        return tuple(step.offer.id for step in self.steps)


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A demand that no possible route closes, and keys of what to do about it.

    `why` is `not-taught`; `outside-limits` (taught, but too many hours a week, too far or in another language);
    `no-place` (every session is full or past); `needs-first` (asks a skill that nothing here leads to); `not-in-time`
    (does not fit in a route of so many steps, or its dates clash); `only-larger` (taught, but by something too large).
    """

    demand: str
    why: str
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes to a goal. `held` are demands the person already meets; `proven`: no better route exists.

    `alternatives` may close less or cost more than `routes`, and give a real choice beside them. `over_jobs` go over a
    job on the way: they stand apart, because a year of work and a course of unknown length and price cannot be compared.
    """

    routes: tuple[Route, ...]
    alternatives: tuple[Route, ...]
    front_size: int
    held: tuple[str, ...]
    not_covered: tuple[NotCovered, ...]
    proven: bool
    over_jobs: tuple[Route, ...] = ()
