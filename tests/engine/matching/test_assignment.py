from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.matching.assignment import assign, total_value

edge_maps = st.dictionaries(
    st.integers(0, 4), st.dictionaries(st.integers(0, 4), st.integers(1, 20), max_size=5), max_size=5
)


def _best_by_trying(edges: dict[int, dict[int, int]]) -> int:
    rows, columns = list(edges), [*range(5), *[-1] * 5]
    tried = set(permutations(columns, len(rows)))
    return max(
        (sum(edges[row].get(column, 0) for row, column in zip(rows, picked, strict=True)) for picked in tried),
        default=0,
    )


@given(edge_maps)
@settings(max_examples=60, deadline=None)
def test_assign_reaches_the_greatest_total_and_uses_each_column_once(edges: dict[int, dict[int, int]]) -> None:
    chosen = assign(edges)
    assert total_value(edges, chosen) == _best_by_trying(edges)
    assert len(set(chosen.values())) == len(chosen)


@given(edge_maps)
def test_assign_ignores_the_order_of_its_input(edges: dict[int, dict[int, int]]) -> None:
    turned = {row: dict(reversed(edges[row].items())) for row in reversed(edges)}
    assert assign(turned) == assign(edges)


def test_assign_of_nothing_is_nothing() -> None:
    assert assign({}) == {}
    assert assign({0: {}}) == {}
