"""The Wilson interval against a plain reference: the shares whose own normal interval just reaches what was seen."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.statistics import difference, wilson

Z = 1.959963984540054


def plain(part: int, whole: int) -> tuple[float, float]:
    """Both bounds by halving: where |seen - share| is z standard errors of that share."""

    def far(share: float) -> bool:
        return abs(part / whole - share) > Z * sqrt(share * (1 - share) / whole)

    return _edge(far, part / whole, 0.0), _edge(far, part / whole, 1.0)


def _edge(far, near: float, end: float) -> float:
    if not far(end):
        return end
    for _ in range(80):
        middle = (near + end) / 2
        near, end = (near, middle) if far(middle) else (middle, end)
    return near


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilson_equals_the_plain_reference(pair: tuple[int, int]) -> None:
    low, high = wilson(*pair, digits=6)
    expected = plain(*pair)
    assert (float(low), float(high)) == pytest.approx([100 * bound for bound in expected], abs=1e-4)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilson_holds_the_share_and_stays_within_bounds(pair: tuple[int, int]) -> None:
    part, whole = pair
    low, high = wilson(part, whole, digits=6)
    assert 0 <= low <= high <= 100
    assert float(low) - 1e-6 <= 100 * part / whole <= float(high) + 1e-6


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (-1, 10), (11, 10)])
def test_wilson_refuses_what_is_no_share(part: int, whole: int) -> None:
    with pytest.raises(InputError):
        wilson(part, whole)


def test_difference_is_that_of_the_literature() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table II, method 10: 56/70 against 48/80 and 9/10 against 3/10.
    assert [str(end) for end in difference((48, 80), (56, 70), digits=2)] == ["20.00", "5.24", "33.39"]
    assert [str(end) for end in difference((3, 10), (9, 10), digits=2)] == ["60.00", "17.05", "80.90"]


shares = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(shares, shares)
def test_difference_lies_within_its_interval_and_turns_around(first: tuple[int, int], second: tuple[int, int]) -> None:
    middle, low, high = difference(first, second, digits=6)
    assert -100 <= low <= middle <= high <= 100
    assert difference(second, first, digits=6) == (-middle, -high, -low)


def test_difference_of_nobody_is_refused() -> None:
    with pytest.raises(InputError):
        difference((0, 0), (1, 2))
