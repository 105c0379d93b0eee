"""Whether a scheme is open to a case: pass, fail or ask, with the reason of each part."""

from __future__ import annotations

from dataclasses import dataclass

from schakel.engine.support.types import Case, Condition, Result, Scheme, Value


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the answer: `key` is `date`, or the fact that was asked; `condition` is None for the date."""

    key: str
    result: Result
    condition: Condition | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """The answer for one scheme. `ask` means: all that is known fits, and something must still be asked of a person."""

    scheme: Scheme
    result: Result
    reasons: tuple[Reason, ...]

    @property
    def questions(self) -> tuple[Condition, ...]:
        """What must be asked."""
        return tuple(one.condition for one in self.reasons if one.result == "ask" and one.condition is not None)


def check(scheme: Scheme, case: Case) -> Check:
    """Holds a scheme against a case: its dates, then every group of conditions.

    Who is `inside` already must meet the conditions to stay, not those to enter, and keeps it when the scheme closes
    to others. A group with one condition that holds, holds; one with an unknown and none that holds must be asked.

    >>> from datetime import date
    >>> old = Scheme("old", {}, "us", "a rule", "no", date(2026, 1, 1), valid_until=date(2023, 12, 31))
    >>> check(old, Case({}, today=date(2026, 11, 24))).result
    'fail'
    """
    inside = scheme.id in case.inside
    groups = scheme.stay if inside else scheme.entry
    reasons = (() if inside else (_dates(scheme, case),)) + tuple(_group(group, case) for group in groups)
    results = {one.result for one in reasons}
    result: Result = "fail" if "fail" in results else "ask" if "ask" in results else "pass"
    return Check(scheme, result, reasons)


def _dates(scheme: Scheme, case: Case) -> Reason:
    day, least = case.start, case.start or case.today
    if scheme.valid_until is not None and least > scheme.valid_until:
        return Reason("date", "fail", detail="ended")
    if day is None:
        closing = scheme.valid_until is not None or (scheme.valid_from is not None and scheme.valid_from > case.today)
        return Reason("date", "ask" if closing else "pass", detail="start-unknown" if closing else "")
    if scheme.valid_from is not None and day < scheme.valid_from:
        return Reason("date", "fail", detail="not-begun")
    return Reason("date", "pass")


def _group(group: tuple[Condition, ...], case: Case) -> Reason:
    """The best of a group of alternatives: one that passes, else one to ask, else a failure."""
    found = [(_holds(one, case.facts.get(one.fact)), one) for one in group]
    for wanted in ("pass", "ask", "fail"):
        for result, condition in found:
            if result == wanted:
                return Reason(condition.fact, result, condition)
    return Reason("", "pass")


def _holds(condition: Condition, told: Value | None) -> Result:
    if told is None:
        return "ask"
    if condition.operator in ("is", "not"):
        return "pass" if (told in condition.values) == (condition.operator == "is") else "fail"
    limit = condition.values[0]
    if isinstance(told, str) or isinstance(limit, str):
        return "ask"
    return "pass" if (told >= limit if condition.operator == "least" else told <= limit) else "fail"
