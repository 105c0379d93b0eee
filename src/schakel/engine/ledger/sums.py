"""What the rows of a budget add up to: per year, as a whole, and for any stated scope."""

from __future__ import annotations

from dataclasses import dataclass

from schakel.engine.ledger.amounts import Amount, total
from schakel.engine.ledger.model import Budget, Row, Stated


@dataclass(frozen=True)
class YearSums:
    """Computed euros of one year (1 is the first; 0 stands for the whole period): result is cover less costs,
    cumulative the results up to and with this year."""

    year: int
    costs: Amount
    cover: Amount
    result: Amount
    cumulative: Amount


def costs_of(budget: Budget, year: int | None = None) -> Amount:
    """All costs, of one year or of the whole period.

    >>> costs_of(Budget(years=1, costs=(Row("a", "A", total=Amount.of(3)),), cover=(), stated=())).known
    Decimal('3')
    """
    return _sum(budget.leaves("costs"), year)


def cover_of(budget: Budget, year: int | None = None) -> Amount:
    """All cover, of one year or of the whole period.

    >>> cover_of(Budget(years=1, costs=(), cover=(), stated=())).known
    Decimal('0')
    """
    return _sum(budget.leaves("cover"), year)


def sums_by_year(budget: Budget) -> tuple[YearSums, ...]:
    """Costs, cover, result and running result of each year.

    >>> cover = (Row("c", "C", years=(Amount.of(5), Amount.of(1))),)
    >>> costs = (Row("a", "A", years=(Amount.of(2), Amount.of(3))),)
    >>> [str(sums.cumulative) for sums in sums_by_year(Budget(years=2, costs=costs, cover=cover, stated=()))]
    ['3', '1']
    """
    rows, running = [], Amount()
    for year in range(1, budget.years + 1):
        costs, cover = costs_of(budget, year), cover_of(budget, year)
        result = cover - costs
        running = running + result
        rows.append(YearSums(year, costs, cover, result, running))
    return tuple(rows)


def computed_for(budget: Budget, stated: Stated) -> Amount:
    """What the rows give for the scope of `stated`.

    >>> budget = Budget(years=1, costs=(Row("a", "A", total=Amount.of(3)),), cover=(), stated=())
    >>> computed_for(budget, Stated("t", "Result", "result", "result", Amount.of(0).known)).known
    Decimal('-3')
    """
    if stated.base == "cumulative":
        return sums_by_year(budget)[(stated.year or budget.years) - 1].cumulative
    if stated.base == "result":
        return cover_of(budget, stated.year) - costs_of(budget, stated.year)
    if stated.rows:
        return _sum(budget.leaves_of(stated.base, stated.rows), stated.year)
    return _sum(budget.leaves(stated.base), stated.year)


def _sum(rows: tuple[Row, ...], year: int | None) -> Amount:
    return total(row.amount if year is None else row.in_year(year) for row in rows)
