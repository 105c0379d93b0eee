"""Parts of a text: the quick answers are those of looking at each part."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.text.spans import Spans, apart

PART = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda one: (one[0], one[0] + one[1]))
PARTS = st.lists(PART, max_size=12)


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@given(PARTS, PART)
@settings(max_examples=50)
def test_spans_meets_as_each_part_says(parts: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    assert Spans(parts).meets(*asked) == any(meet(one, asked) for one in parts)


@given(PARTS)
@settings(max_examples=50)
def test_apart_keeps_the_first_of_what_meets(parts: list[tuple[int, int]]) -> None:
    kept: list[int] = []
    for number, part in enumerate(parts):
        if not any(meet(part, parts[other]) for other in kept):
            kept.append(number)
    assert apart(parts, 40) == kept


def test_spans_of_nothing_meet_nothing() -> None:
    assert not Spans([]).meets(0, 10)
    assert apart([], 0) == []
