"""Rows of the programme to objects of the engine's ledger: the only place where the two meet."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from schakel.engine.ledger import Amount, Budget, Row, Stated
from schakel.records.programme.models import BudgetRow, CoverRow, StatedTotal


def amount_of(amount: Decimal | None, status: str) -> Amount | None:
    """A cell as an amount of the ledger; None where nothing is printed.

    >>> str(amount_of(None, "pm"))
    'pm'
    """
    if status == "none":
        return None
    if amount is not None:
        return Amount.of(amount)
    return Amount.PM if status == "pm" else Amount.UNKNOWN


def to_row(row: BudgetRow | CoverRow) -> Row:
    """One row of costs or cover; its `amounts` (and `parent`) are best fetched before."""
    cells = [amount_of(cell.amount, cell.status) for cell in row.amounts.all()]
    years = tuple(cell if cell is not None else Amount.UNKNOWN for cell in cells) if any(cell is not None for cell in cells) else ()
    parent = row.parent.slug if isinstance(row, BudgetRow) and row.parent else ""
    kind = row.kind if isinstance(row, CoverRow) else ""
    return Row(row.slug, row.label, total=amount_of(row.amount, row.status), years=years, parent=parent, kind=kind, where=row.where)


def to_stated(total: StatedTotal) -> Stated:
    """A printed total for the ledger."""
    return Stated(total.slug, total.label, total.kind, total.scope, total.amount, total.year, total.cover_kind, total.sure, total.where)


def to_budget(costs: Sequence[BudgetRow], cover: Sequence[CoverRow], stated: Iterable[StatedTotal] = ()) -> Budget:
    """The whole budget, to add up."""
    years = max((len(row.amounts.all()) for row in (*costs, *cover)), default=0)
    return Budget(years, tuple(to_row(row) for row in costs), tuple(to_row(row) for row in cover), tuple(to_stated(total) for total in stated))
