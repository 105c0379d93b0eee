"""What a step costs the person on the day it starts: the price of a version of an offer after support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from schakel.engine.routing.exemptions import Version
from schakel.engine.routing.given import Circumstances
from schakel.engine.routing.types import RouteOffer
from schakel.engine.support.checking import Check, check
from schakel.engine.support.payments import NetPrice, net_price
from schakel.engine.support.types import Case, Scheme, Value

ONCE_MOST = 4
"""So many schemes that pay once are tried in every combination for one step; of more, the first by id."""


@dataclass(frozen=True, slots=True)
class Paid:
    """One way to pay a step: what the person pays, which schemes that pay only once it uses (a mask), the trail."""

    pays: int | None
    once: int
    money: NetPrice | None


def ways_to_pay(
    offer: RouteOffer,
    version: Version,
    schemes: Sequence[Scheme],
    *,
    about: Circumstances,
    start: date | None,
    today: date,
) -> tuple[Paid, ...]:
    """All ways to pay that no other beats: paying less may use up a scheme that a later step could use better.

    A net price given with the offer itself stands as it is. `start` None is an unknown start.
    """
    if offer.net_price_eur is not None and version.exemption is None:
        return (Paid(offer.net_price_eur, 0, None),)
    if not schemes:
        return (Paid(version.price, 0, None),)
    checks = [check(one, case_of(offer, version, about=about, start=start, today=today)) for one in schemes]
    once = [at for at, one in enumerate(schemes) if one.once and _may_pay(checks[at])][:ONCE_MOST]
    found: list[Paid] = []
    for size in range(len(once) + 1):
        for used in combinations(once, size):
            barred = frozenset(one.id for at, one in enumerate(schemes) if one.once and at not in used)
            money = net_price(version.price, checks, without=barred)
            spent = {payment.scheme.id for payment in money.paid}
            mask = sum(1 << at for at in used if schemes[at].id in spent)
            if not any(_beats(one, money.net, mask) for one in found):
                found.append(Paid(money.net, mask, _with_asked(money, checks, barred)))
    return tuple(found)


def case_of(offer: RouteOffer, version: Version, *, about: Circumstances, start: date | None, today: date) -> Case:
    """What schemes are held against: the facts of person and offer, with length and kind of the step itself."""
    facts: dict[str, Value] = {**about.facts, "offer.kind": offer.kind}
    if version.weeks is not None:
        facts["offer.weeks"] = version.weeks
    if offer.provider:
        facts["offer.provider"] = offer.provider
    return Case({**facts, **offer.facts}, today, start, about.inside)


def _may_pay(one: Check) -> bool:
    return one.result == "pass" and one.scheme.amount_known and one.scheme.covers == "price"


def _beats(one: Paid, net: int | None, mask: int) -> bool:
    return not one.once & ~mask and (net is None or (one.pays is not None and one.pays <= net))


def _with_asked(money: NetPrice, checks: Sequence[Check], barred: frozenset[str]) -> NetPrice:
    """Schemes that pay once and must be asked stay visible, whichever way is taken."""
    asked = tuple(
        one for one in checks if one.scheme.id in barred and one.result == "ask" and one.scheme.to == "person"
    )
    price_asked = tuple(one for one in asked if one.scheme.covers == "price" and one.scheme.kind != "loan")
    if not price_asked:
        return money
    least = None if any(not one.scheme.amount_known for one in price_asked) else money.least
    every = tuple(sorted((*money.asked, *price_asked), key=lambda one: one.scheme.id))
    return NetPrice(money.price, money.net, least, money.paid, every, money.refused, money.loans, money.proven)
