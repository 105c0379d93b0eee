"""Which skill meets which demand: an exact assignment of greatest total value, in integers.

Greedy choice can be wrong: it may spend the one skill that a second demand needs on a first demand that had another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Edges = Mapping[int, Mapping[int, int]]
"""Row to column to value (a positive integer); pairs that are not there are worth nothing."""


def assign(edges: Edges) -> dict[int, int]:
    """Row to column, each used once at most, with the greatest total value.

    Deterministic: equal input gives equal output whatever the order in which rows and columns were put in. Rows that
    nothing can serve are left out. Time: cubic in the largest connected group of rows, which is small in practice.

    >>> assign({0: {0: 5, 1: 4}, 1: {0: 4}})
    {0: 1, 1: 0}
    """
    chosen: dict[int, int] = {}
    for rows in _groups(edges):
        columns = sorted({column for row in rows for column in edges[row]})
        chosen.update(_solve(edges, rows, columns))
    return {row: chosen[row] for row in sorted(chosen)}


def total_value(edges: Edges, chosen: Mapping[int, int]) -> int:
    """The sum of the values of the chosen pairs."""
    return sum(edges[row][column] for row, column in chosen.items())


def _groups(edges: Edges) -> list[list[int]]:
    """The rows in groups that share no column."""
    by_column: dict[int, list[int]] = {}
    for row in sorted(edges):
        for column in sorted(edges[row]):
            by_column.setdefault(column, []).append(row)
    seen: set[int] = set()
    groups = []
    for start in sorted(edges):
        if start in seen or not edges[start]:
            continue
        group, queue = [], [start]
        seen.add(start)
        while queue:
            row = queue.pop()
            group.append(row)
            for column in edges[row]:
                fresh = [other for other in by_column[column] if other not in seen]
                seen.update(fresh)
                queue.extend(fresh)
        groups.append(sorted(group))
    return groups


def _solve(edges: Edges, rows: Sequence[int], columns: Sequence[int]) -> dict[int, int]:
    """The Hungarian method with potentials; a spare column of value 0 for each row lets it stay without."""
    first = {row: min(edges[row], key=lambda column: (-edges[row][column], column)) for row in rows}
    if len(set(first.values())) == len(rows):  # everyone's best choice is free: nothing to settle
        return first
    width = len(columns) + len(rows)
    costs = [[-edges[row].get(column, 0) for column in columns] + [0] * len(rows) for row in rows]
    owner = [-1] * (width + 1)
    row_price, column_price = [0] * len(rows), [0] * (width + 1)
    for number in range(len(rows)):
        _place(number, costs, owner, prices=(row_price, column_price))
    pairs = {rows[owner[at]]: columns[at] for at in range(len(columns)) if owner[at] >= 0}
    return {row: column for row, column in pairs.items() if edges[row].get(column, 0) > 0}


def _place(number: int, costs: list[list[int]], owner: list[int], *, prices: tuple[list[int], list[int]]) -> None:
    """Give row `number` a column along the cheapest chain of moves. Column `-1` stands for the row not placed yet."""
    row_price, column_price = prices
    width = len(owner) - 1
    least: list[int | None] = [None] * width
    came_from = [width] * width
    done = [False] * (width + 1)
    owner[width], here = number, width
    while owner[here] >= 0:
        done[here] = True
        row = owner[here]
        for column in range(width):
            if done[column]:
                continue
            reduced = costs[row][column] - row_price[row] - column_price[column]
            known = least[column]
            if known is None or reduced < known:
                least[column], came_from[column] = reduced, here
        step, following = min(
            (value, column) for column, value in enumerate(least) if value is not None and not done[column]
        )
        for column in range(width + 1):
            if done[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            elif column < width and least[column] is not None:
                least[column] = (least[column] or 0) - step
        here = following
    while here != width:
        before = came_from[here]
        owner[here] = owner[before]
        here = before
    owner[width] = -1
