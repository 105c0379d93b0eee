"""An amount of money that remembers what is not known about it.

Plans print numbers, zeros, "pm" (pro memorie: there will be costs, not yet estimated) and empty cells. Adding them up
as if pm and empty were zero would turn "at least" into "exactly"; so a sum keeps count of its pm and unknown parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from schakel.engine.errors import InputError


class Status(StrEnum):
    """What kind of number an amount is."""

    AMOUNT = "amount"
    ZERO = "zero"
    PM = "pm"
    UNKNOWN = "unknown"
    PARTIAL = "partial"  # a sum of which some parts are known and others pm or unknown


@dataclass(frozen=True)
class Amount:
    """Euros: the part that is known, and how many parts are pm or unknown.

    >>> rent, audit = Amount.of("1200.50"), Amount.PM
    >>> (rent + audit).status, str(rent + audit)
    (<Status.PARTIAL: 'partial'>, '1200.50 + pm')
    >>> (rent - rent).status
    <Status.ZERO: 'zero'>
    """

    PM: ClassVar[Amount]  # pro memorie: there will be an amount, not yet estimated
    UNKNOWN: ClassVar[Amount]  # nothing printed

    known: Decimal = Decimal(0)
    pm: int = 0
    unknown: int = 0

    @classmethod
    def of(cls, value: Decimal | int | str) -> Amount:
        """The known amount `value`, in euros; text is read as a decimal number. A float is refused: it is not exact.

        >>> Amount.of(12).known
        Decimal('12')
        """
        if isinstance(value, float) or not Decimal(value).is_finite():
            raise InputError(f"{value} is no exact amount", remedy="Give a whole number, a Decimal or text")
        return cls(known=Decimal(value))

    @property
    def complete(self) -> bool:
        """True when every part is known."""
        return self.pm == 0 and self.unknown == 0

    @property
    def status(self) -> Status:
        """Amount, zero, pm, unknown, or partial (some known, some not)."""
        if self.complete:
            return Status.AMOUNT if self.known else Status.ZERO
        if self.known:
            return Status.PARTIAL
        return Status.UNKNOWN if self.unknown else Status.PM

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.known + other.known, self.pm + other.pm, self.unknown + other.unknown)

    def __sub__(self, other: Amount) -> Amount:
        # What is not known stays not known, on whichever side it stands: the counts add up, they never cancel.
        return Amount(self.known - other.known, self.pm + other.pm, self.unknown + other.unknown)

    def __str__(self) -> str:
        parts = [str(self.known)] if self.known or self.complete else []
        parts += [_times(self.pm, "pm")] if self.pm else []
        parts += [_times(self.unknown, "unknown")] if self.unknown else []
        return " + ".join(parts)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of `amounts`; of none it is zero.

    >>> str(total([Amount.of(2), Amount.UNKNOWN, Amount.of(3)]))
    '5 + unknown'
    """
    result = Amount()
    for amount in amounts:
        result = result + amount
    return result


def split(value: Decimal, weights: Iterable[Decimal], *, unit: Decimal = Decimal(1)) -> tuple[Decimal, ...]:
    """Share `value` out by `weights` in whole `unit`s, so that the parts add up to `value` to the unit.

    The largest remainders get the units that are left (Hare's rule); of equal remainders the first one. `value` is a
    whole number of units, zero or more; weights are zero or more and not all zero.

    >>> split(Decimal(100), [Decimal(1), Decimal(1), Decimal(1)])
    (Decimal('34'), Decimal('33'), Decimal('33'))
    """
    shares = list(weights)
    whole = sum(shares, Decimal(0))
    if value < 0 or value % unit or whole <= 0 or min(shares) < 0:
        raise InputError("This amount cannot be shared out", remedy="Give whole units and weights of zero or more")
    units = int(value / unit)
    floors = [int(units * share / whole) for share in shares]
    # The remainder is taken from exact products, not from a rounded quotient.
    order = sorted(range(len(shares)), key=lambda i: (-(units * shares[i] - floors[i] * whole), i))
    for index in order[: units - sum(floors)]:
        floors[index] += 1
    return tuple(part * unit for part in floors)


def _times(count: int, word: str) -> str:
    return word if count == 1 else f"{count} {word}"


Amount.PM = Amount(pm=1)
Amount.UNKNOWN = Amount(unknown=1)
