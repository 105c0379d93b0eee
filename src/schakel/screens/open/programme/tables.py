"""The money of the plan as tables: each cell as printed, each total stated and computed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from schakel.records.programme.models import BudgetRow, CoverRow, StatedTotal
from schakel.screens.open.programme.labels import COVER_KINDS
from schakel.ui.templatetags.schakel import euro


@dataclass(frozen=True)
class Cell:
    """One cell. `status` is amount, zero, pm, unknown or none (nothing printed); `computed` marks a sum of ours."""

    amount: Decimal | None
    status: str
    hours: Decimal | None = None
    computed: bool = False

    @property
    def text(self) -> str:
        return euro(self.amount)

    @property
    def value(self) -> str:
        """The amount for machines."""
        return "" if self.amount is None else f"{self.amount.normalize():f}"


@dataclass(frozen=True)
class TableRow:
    """A printed row with its depth in the table and its cells by year."""

    record: BudgetRow | CoverRow
    total: Cell
    years: tuple[Cell, ...]
    depth: int = 0
    heading: bool = False
    also: tuple[Any, ...] = field(default_factory=tuple)

    @property
    def kind(self) -> str:
        """The kind of cover in words."""
        return str(COVER_KINDS.get(self.record.kind, self.record.kind))


def cost_table(rows: Sequence[BudgetRow]) -> list[TableRow]:
    """The rows of costs; a heading without printed years shows the sum of its rows, marked as ours."""
    children: dict[int, list[BudgetRow]] = {}
    for row in rows:
        if row.parent_id:
            children.setdefault(row.parent_id, []).append(row)
    above = {row.pk: row.parent_id for row in rows}
    return [
        TableRow(
            row, _total(row, children.get(row.pk, [])), _years(row, children.get(row.pk, [])), _depth(row.pk, above),
            row.pk in children, tuple(payment.subline for payment in row.pays_for.all()),
        )
        for row in rows
    ]  # fmt: skip


def cover_table(rows: Sequence[CoverRow]) -> list[TableRow]:
    """The rows of cover."""
    return [
        TableRow(row, Cell(row.amount, row.status), tuple(Cell(cell.amount, cell.status) for cell in row.amounts.all()))
        for row in rows
    ]


def _depth(key: int, above: dict[int, int | None]) -> int:
    depth, at = 0, above.get(key)
    while at is not None:
        depth, at = depth + 1, above.get(at)
    return depth


def _total(row: BudgetRow, children: list[BudgetRow]) -> Cell:
    if row.status == "none" and any(child.amount is not None for child in children):
        return Cell(sum((child.amount or Decimal(0) for child in children), Decimal(0)), "amount", computed=True)
    return Cell(row.amount, row.status)


def _years(row: BudgetRow, children: list[BudgetRow]) -> tuple[Cell, ...]:
    own = row.amounts.all()
    if not children or any(cell.status != "none" for cell in own):
        return tuple(Cell(cell.amount, cell.status, cell.hours) for cell in own)
    columns = zip(*(child.amounts.all() for child in children), strict=True)
    sums = [[cell.amount for cell in column if cell.amount is not None] for column in columns]
    return tuple(
        Cell(sum(known, Decimal(0)), "amount", computed=True) if known else Cell(None, "none") for known in sums
    )


@dataclass(frozen=True)
class Compared:
    """A number the plan states, beside what its rows give; `computed` is None where that cannot be told."""

    total: StatedTotal
    computed: Decimal | None
    at_least: bool = False

    @property
    def difference(self) -> Decimal | None:
        return None if self.computed is None else self.total.amount - self.computed
