from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.ledger import Amount, Status, split, total

AMOUNTS = st.builds(Amount, st.integers(-(10**9), 10**9).map(Decimal), st.integers(0, 3), st.integers(0, 3))


@given(st.lists(AMOUNTS))
def test_total_is_the_same_in_every_order_and_loses_no_unknown_part(amounts: list[Amount]) -> None:
    whole = total(amounts)
    assert whole == total(reversed(amounts))
    assert whole.known == sum((amount.known for amount in amounts), Decimal(0))
    assert whole.complete == all(amount.complete for amount in amounts)


@given(AMOUNTS, AMOUNTS)
def test_a_difference_never_makes_an_unknown_part_known(one: Amount, other: Amount) -> None:
    assert (one - other).complete == (one.complete and other.complete)


@pytest.mark.parametrize(
    ("amount", "status"),
    [
        (Amount.of(0), Status.ZERO),
        (Amount.of(3), Status.AMOUNT),
        (Amount.PM, Status.PM),
        (Amount.UNKNOWN, Status.UNKNOWN),
        (Amount.of(3) + Amount.PM, Status.PARTIAL),
        (Amount.of(0) + Amount.PM, Status.PM),
    ],
)
def test_status_says_what_kind_of_number_it_is(amount: Amount, status: Status) -> None:
    assert amount.status is status


@pytest.mark.parametrize("value", [0.1, "NaN", "Infinity"])
def test_an_amount_that_is_not_exact_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        Amount.of(value)  # type: ignore[arg-type]


@given(st.integers(0, 10**9).map(Decimal), st.lists(st.integers(0, 10**6).map(Decimal), min_size=1).filter(any))
def test_split_adds_up_to_the_unit_and_is_never_more_than_one_unit_off(value: Decimal, weights: list[Decimal]) -> None:
    parts = split(value, weights)
    whole = sum(weights, Decimal(0))
    assert sum(parts, Decimal(0)) == value
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - value * weight) < whole


def test_split_of_cents_goes_to_the_largest_remainder() -> None:
    parts = split(Decimal("1.00"), [Decimal(1), Decimal(2)], unit=Decimal("0.01"))
    assert parts == (Decimal("0.33"), Decimal("0.67"))
