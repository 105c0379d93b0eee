"""What a person still pays for a step: the best combination of schemes that may go together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schakel.engine.support.checking import Check
from schakel.engine.support.types import Scheme

EXACT_MOST = 12
"""Up to this many schemes every combination is compared."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One scheme that pays `amount` euros of a step."""

    scheme: Scheme
    amount: int


@dataclass(frozen=True, slots=True)
class NetPrice:
    """The price after support. `net` counts only what is certain; None: the price is unknown.

    `least` is what would be left if everything that must still be asked were granted, None when that cannot be said.
    `paid` adds up with `net` to `price`. `asked` are checks that may still help, `refused` those that cannot, `loans`
    those that only lend. `proven`: no allowed combination pays more.
    """

    price: int | None
    net: int | None
    least: int | None
    paid: tuple[Payment, ...] = ()
    asked: tuple[Check, ...] = ()
    refused: tuple[Check, ...] = ()
    loans: tuple[Check, ...] = ()
    proven: bool = True


def net_price(price: int | None, checks: Iterable[Check], *, without: frozenset[str] = frozenset()) -> NetPrice:
    """The best that schemes can pay of a step; those in `without` may not be used for it.

    Only schemes for the price that go to the person (or that the employer must pay) count; together they never pay
    more than the price. With an unknown price the net price is unknown too, unless a scheme pays all of any price.

    >>> from datetime import date
    >>> from schakel.engine.support.checking import check
    >>> from schakel.engine.support.types import Case
    >>> half = Scheme("half", {}, "us", "a rule", "no", date(2026, 1, 1), share=500)
    >>> found = net_price(900, [check(half, Case({}, today=date(2026, 11, 24)))])
    >>> (found.net, [(one.scheme.id, one.amount) for one in found.paid])
    (450, [('half', 450)])
    """
    fitting = sorted((one for one in checks if _for_the_price(one.scheme)), key=lambda one: one.scheme.id)
    loans = tuple(one for one in fitting if one.scheme.kind == "loan" and one.result != "fail")
    grants = [one for one in fitting if one.scheme.kind != "loan" and one.scheme.id not in without]
    certain = [one.scheme for one in grants if one.result == "pass" and one.scheme.amount_known]
    asked = tuple(
        one for one in grants if one.result == "ask" or (one.result == "pass" and not one.scheme.amount_known)
    )
    refused = tuple(one for one in fitting if one.result == "fail")
    paid, proven = _best(price, certain)
    net = _left(price, paid, certain)
    return NetPrice(price, net, _least(price, net, certain, asked), paid, asked, refused, loans, proven)


def _for_the_price(scheme: Scheme) -> bool:
    return scheme.covers == "price" and (scheme.to == "person" or scheme.kind == "employer")


def _pays_all(scheme: Scheme) -> bool:
    return scheme.amount_known and scheme.share == 1000 and scheme.most_eur is None


def _left(price: int | None, paid: Sequence[Payment], certain: Sequence[Scheme]) -> int | None:
    if price is None:
        return 0 if any(map(_pays_all, certain)) else None
    return price - sum(one.amount for one in paid)


def _least(price: int | None, net: int | None, certain: Sequence[Scheme], asked: Sequence[Check]) -> int | None:
    if not asked:
        return net
    schemes = [one.scheme for one in asked]
    if any(not one.amount_known for one in schemes):
        return None
    paid, _ = _best(price, [*certain, *schemes])
    return _left(price, paid, [*certain, *schemes])


def _best(price: int | None, schemes: Sequence[Scheme]) -> tuple[tuple[Payment, ...], bool]:
    """The combination that pays most, then has fewest schemes, then the first ids; and whether that is certain."""
    if price is None:
        return (), True
    worth = sorted(schemes, key=lambda one: (-(one.amount(price) or 0), one.id))
    exact = len(worth) <= EXACT_MOST
    chosen = _compare(price, worth) if exact else _greedy(worth)
    payments, left = [], price
    for scheme in sorted(chosen, key=lambda one: (-(one.amount(price) or 0), one.id)):
        amount = min(scheme.amount(price) or 0, left)
        if amount:
            payments.append(Payment(scheme, amount))
            left -= amount
    return tuple(payments), exact or left == 0


def _together(chosen: Sequence[Scheme], scheme: Scheme) -> bool:
    return all(scheme.id not in one.not_with and one.id not in scheme.not_with for one in chosen)


def _greedy(schemes: Sequence[Scheme]) -> list[Scheme]:
    chosen: list[Scheme] = []
    for scheme in schemes:
        if _together(chosen, scheme):
            chosen.append(scheme)
    return chosen


def _compare(price: int, schemes: Sequence[Scheme]) -> list[Scheme]:
    best: tuple[int, int, list[str]] = (0, 0, [])
    winner: list[Scheme] = []
    rows: list[list[Scheme]] = [[]]
    for scheme in schemes:
        rows += [[*row, scheme] for row in rows if _together(row, scheme)]
    for row in rows:
        total = min(sum(one.amount(price) or 0 for one in row), price)
        rank = (-total, len(row), sorted(one.id for one in row))
        if rank < best:
            best, winner = rank, row
    return winner
