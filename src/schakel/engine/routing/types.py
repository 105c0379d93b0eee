"""What routing reads and gives back. Money is in whole euros, time in days and weeks; None is *unknown*, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from schakel.engine.errors import InputError


@dataclass(frozen=True, slots=True)
class RouteSession:
    """One run of an offer. `start` None means: starts at any time."""

    id: str
    start: date | None = None


@dataclass(frozen=True, slots=True)
class RouteOffer:
    """A training or other offer as a possible step.

    `teaches` are skill URIs, `needs` those one must have before. Without `sessions` the start is unknown: ask the
    provider. `weeks`, `hours_per_week` and `price_eur` are None when unknown; `net_price_eur` is the price after
    support that was worked out, None when none was. `size` says how big an offer of unknown length is next to others
    (a course 1, a whole programme more): it only orders what has no known length.
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
class Step:
    """One offer in a route.

    `start` and `end` are None when the offer has no known start (or, for `end`, no known length); `earliest` says that
    something before it has no known length, so that the dates may be later. `closes` are the demands it meets, `opens`
    what it teaches only because a later step needs it, `exempted` what it teaches that the person already has.
    """

    offer: RouteOffer
    session: str | None
    start: date | None
    end: date | None
    earliest: bool
    closes: tuple[str, ...]
    opens: tuple[str, ...]
    exempted: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a route costs, as the parts that are compared: less is better in each, and no part is traded for another.

    `prices_unknown` and `times_unknown` count steps; `price` (euros) and `days` (from now to the end) are the known
    part; `size` adds up the sizes of the steps of unknown length.
    """

    prices_unknown: int = 0
    price: int = 0
    times_unknown: int = 0
    size: int = 0
    days: int = 0
    steps: int = 0

    def no_worse(self, other: Cost) -> bool:
        """Whether this is at most `other` in every part."""
        return (
            self.prices_unknown <= other.prices_unknown
            and self.price <= other.price
            and self.times_unknown <= other.times_unknown
            and self.size <= other.size
            and self.days <= other.days
            and self.steps <= other.steps
        )


@dataclass(frozen=True, slots=True)
class Route:
    """One way from what the person has to the goal.

    `names` says why it is shown: `cheapest`, `fastest`, `balanced` or `other` of the front, or an alternative: `short`
    (only short offers, closes less) and `elsewhere` (none of the offers of the first route). `gap_to_bound` is how far
    it may be from the best, in thousandths of a lower bound: 0 is proven best, None means that no bound is known.
    """

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    cost: Cost
    covered: tuple[str, ...]
    gap_to_bound: int | None

    @property
    def price(self) -> int | None:
        """The price in euros; None when the price of any step is unknown."""
        return self.cost.price if self.cost.prices_unknown == 0 else None

    @property
    def weeks(self) -> int | None:
        """Weeks from now to the end, rounded up; None when any start or length is unknown."""
        return -(-self.cost.days // 7) if self.cost.times_unknown == 0 else None


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A demand that no possible route closes, and keys of what to do about it.

    `why` is `not-taught`, `not-in-time` or `only-larger` (taught, but by something too large for it).
    """

    demand: str
    why: str
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes to a goal. `held` are demands the person already meets; `proven`: no better route exists.

    `alternatives` may close less or cost more than `routes`, and give a real choice beside them.
    """

    routes: tuple[Route, ...]
    alternatives: tuple[Route, ...]
    front_size: int
    held: tuple[str, ...]
    not_covered: tuple[NotCovered, ...]
    proven: bool
