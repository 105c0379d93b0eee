from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.fairness.exposure import LEAST_PEOPLE, Draws, exposure, reach

GROUPS = {"a": "x", "b": "x", "c": "y", "d": "z"}


@given(st.lists(st.permutations("abcd"), min_size=1, max_size=12), st.integers(1, 5))
@settings(max_examples=30)
def test_shares_are_of_the_places_on_top(lists: list[list[str]], top: int) -> None:
    rows = exposure(lists, GROUPS, top=top, seed="s", shuffles=40)
    places = len(lists) * min(top, 4)
    plain = Counter(GROUPS[offer] for one in lists for offer in one[:top])
    assert [row.group for row in rows] == ["x", "y", "z"]
    assert sum(row.shown for row in rows) == places
    for row in rows:
        assert row.shown == plain[row.group]
        assert row.share_milli == row.shown * 1000 // places
        assert row.low_milli <= row.shuffled_milli <= row.high_milli


def test_an_order_that_says_nothing_is_as_shuffled_and_one_that_favours_is_seen() -> None:
    wrong = 0
    for number in range(10):
        draws = Draws(f"lists {number}")
        fair = [draws.head(list("abcd"), 4) for _ in range(30)]
        wrong += sum(row.verdict != "as-shuffled" for row in exposure(fair, GROUPS, top=2, seed="s", shuffles=100))
    assert wrong <= 5  # one in twenty of thirty is 1.5; more than five has a chance below one in a hundred
    unfair = [list("dabc")] * 100
    rows = {row.group: row for row in exposure(unfair, GROUPS, top=1, seed="s")}
    assert (rows["z"].verdict, rows["x"].verdict) == ("more", "less")
    assert rows["z"].offers == 1


def test_everything_shown_is_never_uneven() -> None:
    rows = exposure([list("abcd")] * 5, GROUPS, top=4, seed="s")
    assert {row.verdict for row in rows} == {"as-shuffled"}


def test_results_depend_on_the_seed_only() -> None:
    lists = [list("abcd"), list("dcba")]
    assert exposure(lists, GROUPS, top=2, seed="1") == exposure(lists, GROUPS, top=2, seed="1")
    assert exposure(lists, dict(reversed(GROUPS.items())), top=2, seed="1") == exposure(lists, GROUPS, top=2, seed="1")


def test_draws_are_the_same_everywhere_and_even() -> None:
    draws = Draws("seed")
    assert [draws.below(1000) for _ in range(4)] == [357, 65, 707, 700]
    counts = Counter(draws.below(5) for _ in range(5000))
    assert all(880 < count < 1120 for count in counts.values())


@pytest.mark.parametrize(("lists", "top"), [([], 1), ([[]], 1), ([["a"]], 0), ([["q"]], 1)])
def test_exposure_of_nothing_is_refused(lists: list[list[str]], top: int) -> None:
    with pytest.raises(InputError):
        exposure(lists, GROUPS, top=top, seed="s")


def test_reach_counts_people_and_signals_only_what_a_shuffle_does_not_give() -> None:
    groups = ["noord"] * 50 + ["zuid"] * 50
    uneven = reach(groups, [n % 5 == 0 for n in range(50)] + [n % 5 != 0 for n in range(50)], seed="s")
    north, south = uneven
    assert (north.reached, south.reached, north.ratio_milli) == (10, 40, 250)
    assert (north.signal, south.signal) == (True, False)
    assert north.interval is not None
    assert north.interval[0] < 20 < north.interval[1]
    even = reach(groups, [n % 2 == 0 for n in range(100)], seed="s")
    assert not any(one.signal for one in even)


def test_small_groups_are_not_compared() -> None:
    few = LEAST_PEOPLE - 1
    rows = {row.group: row for row in reach(["a"] * few + ["b"] * 20, [True] * few + [False] * 20, seed="s")}
    assert (rows["a"].people, rows["a"].reached, rows["a"].signal) == (few, None, None)
    assert rows["b"].ratio_milli is None  # nobody of a large group was reached: there is no rate to compare with


def test_reach_needs_an_outcome_for_everyone() -> None:
    with pytest.raises(InputError, match="equal length"):
        reach(["a"], [], seed="s")


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
@settings(max_examples=20)
def test_reach_does_not_depend_on_the_order_of_people(people: list[tuple[str, bool]], random) -> None:  # type: ignore[no-untyped-def]
    def rows() -> object:
        return reach([group for group, _ in people], [hit for _, hit in people], seed="s", shuffles=20)

    before = rows()
    random.shuffle(people)
    assert rows() == before
