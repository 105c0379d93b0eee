"""The money of the plan as CSV: costs, cover and findings as kept, nothing rounded, nothing filled in."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from schakel.records.programme import queries
from schakel.records.programme.models import BudgetAmount, BudgetRow, CoverAmount, CoverRow

Table = list[list[str]]


def costs() -> Table:
    """The rows of costs with hours and euros by year."""
    rows = list(queries.cost_rows())
    years = max((len(row.amounts.all()) for row in rows), default=0)
    numbers = range(1, years + 1)
    head = ["id", "parent", "part", "label", "line", "kind", "printed_total"]
    table = [[*head, *(f"hours_{n}" for n in numbers), *(f"amount_{n}" for n in numbers), "remark", "where"]]
    for row in rows:
        amounts = list(row.amounts.all())
        line = [
            row.slug,
            row.parent.slug if row.parent else "",
            row.part,
            row.label,
            row.line.slug if row.line else "",
            row.kind,
        ]
        table.append(
            [*line, _text(row), *(_digits(cell.hours) for cell in amounts), *_cells(amounts), row.remark, row.where]
        )
    return table


def cover() -> Table:
    """The rows of cover with euros by year and who pays."""
    rows = list(queries.cover_rows())
    years = max((len(row.amounts.all()) for row in rows), default=0)
    table = [
        [
            "id",
            "label",
            "funders",
            "kind",
            "printed_total",
            *(f"amount_{n}" for n in range(1, years + 1)),
            "printed_notes",
            "where",
        ]
    ]
    for row in rows:
        funders = "; ".join(funder.organisation.slug for funder in row.funders.all())
        notes = "; ".join(row.notes)
        table.append([row.slug, row.label, funders, row.kind, _text(row), *_cells(row.amounts.all()), notes, row.where])
    return table


def findings() -> Table:
    """What the engine finds, with its note in English."""
    table = [["id", "where", "stated", "computed", "difference", "class", "status", "note"]]
    for row in queries.findings():
        numbers = [_digits(row.stated), _digits(row.computed), _digits(row.difference)]
        table.append([row.slug, row.where, *numbers, row.kind, row.status, row.note])
    return table


TABLES = {"kosten": costs, "dekking": cover, "bevindingen": findings}


def as_csv(table: Table) -> str:
    """A table as CSV text; a cell that a spreadsheet would run as a formula is kept as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[_safe(cell) for cell in row] for row in table])
    return out.getvalue()


def _safe(cell: str) -> str:
    is_number = cell.replace(".", "", 1).removeprefix("-").isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") and not is_number else cell


def _cells(amounts: Iterable[BudgetAmount | CoverAmount]) -> list[str]:
    return [_text(cell) for cell in amounts]


def _text(cell: BudgetRow | CoverRow | BudgetAmount | CoverAmount) -> str:
    """An amount in digits, `pm`, `unknown`, or empty where nothing is printed."""
    if cell.amount is not None:
        return _digits(cell.amount)
    return "" if cell.status == "none" else cell.status


def _digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
