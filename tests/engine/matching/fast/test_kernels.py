"""The machine code and the plain reference give the same, for sums of sixteen and of thirty-two bits, in any blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.matching.fast import kernels
from schakel.engine.matching.fast.filters import bits_of
from schakel.engine.matching.fast.layout import bound_milli, postings, scale_for, weight_of
from schakel.engine.matching.fast.plain import plain_expand, plain_score, plain_top

TERMS = 12
LOW = 0xFFFFFFFF

offers = st.lists(
    st.dictionaries(st.integers(0, TERMS - 1), st.integers(1, 21), max_size=TERMS), min_size=1, max_size=300
)
worths = st.dictionaries(st.integers(0, TERMS - 1), st.integers(1, 255), max_size=TERMS)


def _search(listed, worth, most, *, counts, blocks, dtype):  # type: ignore[no-untyped-def]
    words = -(-len(listed) // 64)
    starts = np.array([at * words // min(blocks, words) for at in range(min(blocks, words) + 1)], dtype=np.int64)
    rows = [(slot, term, weight) for slot, one in enumerate(listed) for term, weight in one.items()]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    index = postings((table[:, 0], table[:, 1], table[:, 2]), TERMS, starts, dtype)
    masks = np.stack([bits_of(np.array([row(at) for at in range(len(listed))], dtype=bool), words) for row in counts])
    reach = np.ones(len(starts) - 1, dtype=np.uint8)
    sums, heap = np.zeros(words * 64, dtype=dtype), np.zeros(most, dtype=np.int64)
    terms = np.array(list(worth), dtype=np.int32)
    values = np.array(list(worth.values()), dtype=np.uint8)
    size = kernels.search(index.arrays, terms, values, masks, np.arange(len(counts)), reach, sums, heap, most)
    return [(int(item) >> 32, LOW - (int(item) & LOW)) for item in sorted(heap[:size].tolist(), reverse=True)]


@given(offers, worths, st.integers(1, 20), st.integers(1, 4), st.sampled_from([np.uint16, np.uint32]))
@settings(max_examples=50)
def test_search_finds_what_plain_finds(listed, worth, most, blocks, dtype) -> None:  # type: ignore[no-untyped-def]
    def third(at: int) -> bool:
        return at % 3 != 0

    def half(at: int) -> bool:
        return at % 7 < 5

    found = _search(listed, worth, most, counts=[third, half], blocks=blocks, dtype=dtype)
    assert found == plain_top(listed, worth, most, counts=lambda at: third(at) and half(at))


claims = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 4)), max_size=8)
served = st.dictionaries(
    st.integers(0, 4), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=4), max_size=5
)


@given(claims, served, st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_expand_gives_what_plain_gives_and_leaves_nothing_behind(own, serves, seed) -> None:  # type: ignore[no-untyped-def]
    credit = np.random.default_rng(seed).integers(0, 256, (6, 4, 5, 4)).astype(np.uint8)
    flat = [pair for skill in range(5) for pair in serves.get(skill, [])]
    at = np.cumsum([0, *(len(serves.get(skill, [])) for skill in range(5))], dtype=np.int64)
    demands = np.array([demand for demand, _ in flat], dtype=np.int32)
    relations = np.array([relation for _, relation in flat], dtype=np.uint8)
    best, terms, values = np.zeros(20, np.uint8), np.zeros(20, np.int32), np.zeros(20, np.uint8)
    rows = np.array(own, dtype=np.int32).reshape(-1, 3)
    count = kernels.expand(rows, at, demands, relations, credit, 4, best, terms, values)
    found = dict(zip(terms[:count].tolist(), values[:count].tolist(), strict=True))
    plain = plain_expand(own, serves, lambda *where: int(credit[where]), wide=4)
    assert found == plain
    assert not best.any()


@pytest.mark.parametrize("demands", [1, 2, 13, 57, 129, 130, 400])
@pytest.mark.parametrize("whole", [100_000, 181_818])
def test_no_sum_can_overflow_and_no_bound_is_below_the_score(demands: int, whole: int) -> None:
    scale, dtype = scale_for(demands, whole)
    worths = [whole // demands + (at < whole % demands) for at in range(demands)]
    weights = [weight_of(worth, scale) for worth in worths]
    assert max(weights) <= 255
    assert sum(weights) * 255 <= np.iinfo(dtype).max
    assert bound_milli(sum(weights) * 255, scale) == 100_000
    half = sum(weight * 128 for weight in weights)
    assert bound_milli(half, scale) >= min(100_000, sum(worth * 128 // 255 for worth in worths))


def test_plain_score_is_a_sum_of_products() -> None:
    assert plain_score({1: 3, 2: 5}, {2: 7, 9: 100}) == 35
