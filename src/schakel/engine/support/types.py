"""What support reads: schemes with their conditions and dates, and the case they are held against.

Money is in whole euros, shares in thousandths. None is *unknown*, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from schakel.engine.errors import InputError

Value = str | int | bool
Operator = Literal["is", "not", "least", "most"]
Covers = Literal["price", "salary"]
Kind = Literal["grant", "loan", "employer"]
Verified = Literal["official", "press", "plan", "no"]
Result = Literal["pass", "fail", "ask"]

OPERATORS: tuple[Operator, ...] = get_args(Operator)
KINDS: tuple[Kind, ...] = get_args(Kind)
VERIFIED: tuple[Verified, ...] = get_args(Verified)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a scheme asks of the person or the offer: `fact` `operator` `values`.

    `is`: the fact is one of the values; `not`: it is none of them; `least` and `most`: a number, limits included. A
    fact nobody told is unknown, which is `ask`, never `fail`. `ask` is the question for a person, by language.
    """

    fact: str
    operator: Operator
    values: tuple[Value, ...]
    ask: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A rule that pays for a step, in force from `valid_from` to `valid_until` (last day; None: no end is known).

    The start of the step must lie in that time. `entry` must hold to get in, `stay` to keep it; each is a row of
    groups that must all hold, and a group holds when one of its conditions does. `kind`: a `grant` and what an
    `employer` must pay lower the price; a `loan` does not. `share` of the price is paid, at most `most_eur`; when
    `amount_known` is false nobody can say how much. `once`: one step of a route only. `not_with` are ids of schemes
    that may not pay for the same step. `to` says who gets the money.
    """

    id: str
    names: Mapping[str, str]
    payer: str
    source: str
    verified: Verified
    checked: date
    kind: Kind = "grant"
    to: Literal["person", "employer"] = "person"
    covers: Covers = "price"
    valid_from: date | None = None
    valid_until: date | None = None
    share: int = 1000
    most_eur: int | None = None
    amount_known: bool = True
    once: bool = False
    not_with: tuple[str, ...] = ()
    entry: tuple[tuple[Condition, ...], ...] = ()
    stay: tuple[tuple[Condition, ...], ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    where: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1000:
            raise InputError(f"share is {self.share}", place=f"scheme {self.id}", remedy="Use 0 to 1000 thousandths")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise InputError(
                "It ends before it begins", place=f"scheme {self.id}", remedy="Correct valid_from or valid_until"
            )

    def amount(self, price: int | None) -> int | None:
        """Euros it pays at most for a step of this price; None when that cannot be said. Parts of a euro are dropped.

        >>> from datetime import date
        >>> half = Scheme("half", {}, "us", "a rule", "no", date(2026, 1, 1), share=500, most_eur=200)
        >>> half.amount(301), half.amount(1000), half.amount(None)
        (150, 200, None)
        """
        if not self.amount_known or price is None:
            return None
        paid = price * self.share // 1000
        return paid if self.most_eur is None else min(paid, self.most_eur)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of the person and of the offer, by the names in the conditions (`person.age`, `offer.level`).

    `start` is the first day of the step, None when unknown; `today` the day of asking. `inside` are ids of schemes the
    person already has for it: these need only stay. Used for support only: the ranker never sees these facts.
    """

    facts: Mapping[str, Value]
    today: date
    start: date | None = None
    inside: tuple[str, ...] = ()
