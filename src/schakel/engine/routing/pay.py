"""What someone earns over the months of a route and after it, next to staying where they are.

Every amount is gross euros a month, as an interval; what nobody told stays unknown and makes the sums unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schakel.engine.errors import InputError
from schakel.engine.routing.given import Pay, RouteSettings, SteppingStone
from schakel.engine.routing.types import Route, Step
from schakel.engine.support.checking import Check, check
from schakel.engine.support.types import Case, Scheme, Value

JOB = "job:"


@dataclass(frozen=True, slots=True)
class PayFacts:
    """What is told about pay. `during` is what someone keeps earning while studying, `goal` what the new work pays."""

    now: Pay | None = None
    during: Pay | None = None
    goal: Pay | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months `first` to `last` (0 is the first, both included) at one pay. `why`: now, study, job or goal."""

    first: int
    last: int
    why: str
    pay: Pay | None

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class PayPath:
    """Pay over `months`, next to staying. Sums are intervals (low, high) in euros; None where a part is unknown.

    `difference` is what the route brings more than staying, after what the person pays for it; `back_by` the month in
    which it has surely earned itself back within the months looked at (None: not surely, or unknown). `compensation`
    are schemes for who earns less in the meantime: none of these is counted before a person has granted it.
    """

    months: int
    stretches: tuple[Stretch, ...]
    staying: tuple[int, int] | None
    earned: tuple[int, int] | None
    difference: tuple[int, int] | None
    back_by: int | None
    drop: tuple[int, int] | None
    compensation: tuple[Check, ...]


def pay_path(
    route: Route,
    facts: PayFacts,
    settings: RouteSettings,
    *,
    now: date,
    stones: Sequence[SteppingStone] = (),
    schemes: Sequence[Scheme] = (),
    told: dict[str, Value] | None = None,
) -> PayPath:
    """The pay path of a route. A month counts as studied when any step runs in it; then, `facts.goal` begins.

    With a start or length of the route unknown, everything after the first unknown is unknown. `told` are the facts
    that schemes for a drop in pay ask for.

    >>> from datetime import date
    >>> from schakel.engine.routing.settings import load_settings
    >>> from schakel.engine.routing.types import Cost
    >>> from schakel.reference import REFERENCE
    >>> empty = Route(("cheapest",), (), Cost(), (), 0)
    >>> facts = PayFacts(now=Pay(2500, 2500), goal=Pay(3000, 3500))
    >>> pay_path(empty, facts, load_settings(REFERENCE / "routing"), now=date(2026, 11, 24)).difference
    (18000, 36000)
    """
    paid = {f"{JOB}{stone.occupation}": stone.pay for stone in stones}
    row = _months(route, facts, settings.months, now=now, jobs=paid)
    stretches = _stretches(row)
    staying = None if facts.now is None else (facts.now.low * settings.months, facts.now.high * settings.months)
    earned = _total([pay for _, pay in row])
    difference = _difference(earned, staying, route.price)
    case = Case({**(told or {})}, now, now)
    return PayPath(
        months=settings.months,
        stretches=stretches,
        staying=staying,
        earned=earned,
        difference=difference,
        back_by=_back_by(row, facts.now, route.price),
        drop=_drop(row, facts.now),
        compensation=tuple(
            found for one in schemes if one.covers == "salary" and (found := check(one, case)).result != "fail"
        ),
    )


def _months(
    route: Route, facts: PayFacts, months: int, *, now: date, jobs: dict[str, Pay | None]
) -> list[tuple[str, Pay | None]]:
    """Per month why, and what is paid. `unknown` from the first step on whose start or length nobody knows."""
    if months < 1:
        raise InputError(f"{months} months is no time", place="pay.months", remedy="Use one or more")
    row: list[tuple[str, Pay | None]] = []
    for month in range(months):
        row.append(_month(route, facts, month * 365 // 12, now=now, jobs=jobs))
    return row


def _month(
    route: Route, facts: PayFacts, day: int, *, now: date, jobs: dict[str, Pay | None]
) -> tuple[str, Pay | None]:
    for step in route.steps:
        begin, end = _span(step, now)
        if begin is None or end is None:
            return ("now", facts.now) if begin is not None and day < begin else ("unknown", None)
        if day < begin:
            return "now", facts.now
        if day < end:
            return ("job", jobs.get(step.offer.id)) if step.offer.kind == "job" else ("study", facts.during)
    return "goal", facts.goal


def _span(step: Step, now: date) -> tuple[int | None, int | None]:
    begin = None if step.start is None or step.earliest else (step.start - now).days
    return begin, None if step.end is None or step.earliest else (step.end - now).days


def _stretches(row: Sequence[tuple[str, Pay | None]]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for month, (why, pay) in enumerate(row):
        if found and (found[-1].why, found[-1].pay) == (why, pay):
            found[-1] = Stretch(found[-1].first, month, why, pay)
        else:
            found.append(Stretch(month, month, why, pay))
    return tuple(found)


def _total(pays: Sequence[Pay | None]) -> tuple[int, int] | None:
    known = [pay for pay in pays if pay is not None]
    return (sum(pay.low for pay in known), sum(pay.high for pay in known)) if len(known) == len(pays) else None


def _difference(
    earned: tuple[int, int] | None, staying: tuple[int, int] | None, price: int | None
) -> tuple[int, int] | None:
    if earned is None or staying is None or price is None:
        return None
    return earned[0] - staying[1] - price, earned[1] - staying[0] - price


def _back_by(row: Sequence[tuple[str, Pay | None]], now: Pay | None, price: int | None) -> int | None:
    """The first month (1 is the first) from which the least that is earned stays above staying and the price."""
    if now is None or price is None or any(pay is None for _, pay in row):
        return None
    balance, back = -price, None
    for month, (_, pay) in enumerate(row, start=1):
        balance += 0 if pay is None else pay.low - now.high
        back = (back or month) if balance >= 0 else None
    return back


def _drop(row: Sequence[tuple[str, Pay | None]], now: Pay | None) -> tuple[int, int] | None:
    """Euros that all months below the old pay are short together; None when any month before the goal is unknown."""
    before = [pay for why, pay in row if why != "goal"]
    if now is None or any(pay is None for pay in before):
        return None
    known = [pay for pay in before if pay is not None]
    return sum(max(now.low - pay.high, 0) for pay in known), sum(max(now.high - pay.low, 0) for pay in known)
