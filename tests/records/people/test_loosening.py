"""The most demands that still reach enough people: against every way there is."""

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.matching.reach import Disclosure
from schakel.records.people.engine_io.loosening import most_to_keep

HIDE = Disclosure(10, 5)
DEMANDS = "abcdef"
PEOPLE = st.dictionaries(st.frozensets(st.sampled_from(DEMANDS)), st.integers(1, 30), max_size=8)


def every_way(having: Counter[frozenset[str]], needs: str) -> tuple[int, int] | None:
    """How many demands can stay at most, and the most people that reaches: by trying all."""
    for size in range(len(DEMANDS), 0, -1):
        sets = [frozenset(one) for one in combinations(DEMANDS, size) if set(one) & set(needs)]
        shown = [HIDE.show(sum(number for have, number in having.items() if one <= have)) for one in sets]
        reached = [number for number in shown if number is not None]
        if reached:
            return size, max(reached)
    return None


@settings(max_examples=50)
@given(PEOPLE, st.sampled_from(["abcdef", "ab", "f"]))
def test_finds_what_trying_everything_finds(people: dict[frozenset[str], int], needs: str) -> None:
    having = Counter(people)
    found = most_to_keep(having, DEMANDS, HIDE, needs=needs)
    assert (found and (len(found[0]), found[1])) == every_way(having, needs)
    if found:
        assert not found[0].isdisjoint(needs)


def test_equal_ways_follow_the_order_of_the_demands() -> None:
    having = Counter({frozenset("ab"): 20, frozenset("cd"): 20})
    assert most_to_keep(having, "abcd", HIDE, needs="abcd") == (frozenset("ab"), 20)
    assert most_to_keep(having, "dcba", HIDE, needs="abcd") == (frozenset("dc"), 20)


def test_nobody_or_too_few_gives_nothing() -> None:
    assert most_to_keep(Counter(), "ab", HIDE, needs="ab") is None
    assert most_to_keep(Counter({frozenset("ab"): 9}), "ab", HIDE, needs="ab") is None
    assert most_to_keep(Counter({frozenset("ab"): 90}), "", HIDE, needs="") is None


def test_many_demands_stay_quick_to_answer() -> None:
    everything = [f"d{number}" for number in range(25)]
    having = Counter({frozenset(everything): 40})
    found = most_to_keep(having, everything, HIDE, needs=everything)
    assert found is not None
    assert len(found[0]) == 25
