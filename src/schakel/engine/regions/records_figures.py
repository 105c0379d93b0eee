"""The records of numbers and places: budget, cover, stated totals, education, labour market, municipalities."""

# ruff: noqa: RUF009  (each call of specs makes a field of the dataclass; nothing is shared)
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from schakel.engine.ledger import Amount, Row, Stated, Status
from schakel.engine.regions import specs
from schakel.engine.regions.records_plan import Problem, Record

QUALIFIERS = ("exact", "about", "almost", "over", "under")
COVER_KINDS = ("in-kind", "cash", "in-kind-or-cash", "requested")


@dataclass(frozen=True, kw_only=True)
class BudgetRow(Record):
    """budget.csv, a printed row of costs.

    `status`: `amount`, `zero` (printed as 0), `pm`, or `heading` (printed without a total of its own).
    """

    id: str = specs.ident()
    parent: str = specs.ident(optional=True, ref="budget")
    part: str = specs.text(optional=True)
    label: str = specs.text()
    line: str = specs.ident(optional=True, ref="line")
    printed_total: Amount | None = specs.money()
    hours: tuple[Decimal | None, ...] = specs.numbers_by_year()
    amount: tuple[Amount | None, ...] = specs.money_by_year()
    status: str = specs.choice("amount", "pm", "zero", "heading")
    remark: str = specs.text(optional=True)

    def problems(self) -> Iterator[Problem]:
        """The status says what the printed total is."""
        yield from super().problems()
        found = self.printed_total.status.value if self.printed_total else ""
        years_only = self.status == "amount" and not found and self.amount
        if found != ("" if self.status == "heading" else self.status) and not years_only:
            text = f"Status {self.status} does not fit the printed total ({self.printed_total or 'empty'})"
            yield "status", text, "Use amount, zero, pm, or heading for a row without a printed total"

    def as_row(self) -> Row:
        """This row for the ledger."""
        return Row(
            self.id,
            self.label,
            total=self.printed_total,
            years=cells(self.amount, self.printed_total),
            parent=self.parent,
            hours=self.hours,
            line=self.line,
            where=self.where,
        )


@dataclass(frozen=True, kw_only=True)
class CoverRow(Record):
    """cover.csv, a printed row of cover; `printed_note` are other numbers or words printed on it."""

    id: str = specs.ident()
    label: str = specs.text()
    funder: tuple[str, ...] = specs.idents(ref="partner")
    kind: str = specs.choice(*COVER_KINDS)
    printed_total: Amount | None = specs.money()
    amount: tuple[Amount | None, ...] = specs.money_by_year()
    printed_note: tuple[str, ...] = specs.texts()

    def as_row(self) -> Row:
        """This row for the ledger."""
        return Row(
            self.id,
            self.label,
            total=self.printed_total,
            years=cells(self.amount, self.printed_total),
            kind=self.kind,
            funders=self.funder,
            notes=tuple(number for note in self.printed_note if (number := _number_or_none(note)) is not None),
            where=self.where,
        )


@dataclass(frozen=True, kw_only=True)
class StatedRow(Record):
    """stated.csv, a printed total, check, result or key figure; `scope` as in the ledger.

    `reading` is `unclear` where the page can be read in more than one way (in which column a number stands).
    """

    id: str = specs.ident()
    label: str = specs.text()
    kind: str = specs.choice("total", "check", "result", "cumulative", "key-figure")
    scope: str = specs.text(optional=True)
    year: int | None = specs.integer(optional=True, low=1, high=50)
    amount: Decimal = specs.number()
    cover_kind: str = specs.choice(*COVER_KINDS, optional=True)
    reading: str = specs.choice("sure", "unclear", optional=True)

    def as_stated(self) -> Stated:
        """This number for the ledger."""
        return Stated(
            self.id,
            self.label,
            kind=self.kind,
            scope=self.scope,
            amount=self.amount,
            year=self.year,
            cover_kind=self.cover_kind,
            sure=self.reading != "unclear",
            where=self.where,
        )


def cells(years: tuple[Amount | None, ...], printed_total: Amount | None) -> tuple[Amount, ...]:
    """The year cells of a row: an empty cell beside filled ones is unknown; a row without any is not split.

    >>> cells((None, Amount.of(2)), Amount.of(2))[0].status.value
    'unknown'
    """
    if printed_total is not None and printed_total.status is Status.ZERO:
        return tuple(cell or Amount() for cell in years)  # the row is printed as 0, so its empty years are 0 too
    return tuple(cell if cell is not None else Amount.UNKNOWN for cell in years)


def _number_or_none(note: str) -> Decimal | None:
    try:
        return Decimal(note)
    except InvalidOperation:
        return None


@dataclass(frozen=True, kw_only=True)
class EducationFigure(Record):
    """education.csv, a number of the plan on pupils, students or staff; `value` None is unknown."""

    id: str = specs.ident()
    level: str = specs.choice("mbo", "hbo", "wo", "vo")
    measure: str = specs.choice("entrants", "graduates", "students", "share", "entrants-change")
    subject: str = specs.text(optional=True)
    subject_en: str = specs.text(optional=True)
    subject_de: str = specs.text(optional=True)
    year: int | None = specs.integer(optional=True, low=1900, high=2200)
    sex: str = specs.choice("total", "men", "women")
    value: Decimal | None = specs.number(optional=True)
    unit: str = specs.choice("persons", "percent")
    qualifier: str = specs.choice(*QUALIFIERS)
    area: str = specs.text()
    text_nl: str = specs.text()


@dataclass(frozen=True, kw_only=True)
class LabourFigure(Record):
    """labour_market.csv, a number of the plan on work."""

    id: str = specs.ident()
    measure: str = specs.ident()
    subject: str = specs.text()
    occupation: str = specs.text(optional=True)
    level: str = specs.text(optional=True)
    year: int | None = specs.integer(optional=True, low=1900, high=2200)
    value: Decimal | None = specs.number(optional=True)
    unit: str = specs.choice("persons", "percent", "organisations", "euro", "factor")
    qualifier: str = specs.choice(*QUALIFIERS)
    text_nl: str = specs.text()


@dataclass(frozen=True, kw_only=True)
class TopOccupation(Record):
    """top_occupations.csv, one of the most asked occupations; `isco` is the ISCO-08 unit group."""

    rank: int = specs.integer(low=1)
    label_nl: str = specs.text()
    label_en: str = specs.text(optional=True)
    label_de: str = specs.text(optional=True)
    level: str = specs.text()
    isco: str = specs.text()
    isco_source: str = specs.text()

    def problems(self) -> Iterator[Problem]:
        """An ISCO-08 unit group has four digits."""
        yield from super().problems()
        if not (len(self.isco) == 4 and self.isco.isdigit()):
            yield "isco", f"'{self.isco}' is no ISCO-08 unit group", "Give its four digits"


@dataclass(frozen=True, kw_only=True)
class Municipality(Record):
    """municipalities.csv, a municipality: position in degrees (WGS 84) and its block in the tile map."""

    code: str = specs.ident()
    name: str = specs.text()
    labour_market_region: str = specs.ident(ref="labour_market_region")
    latitude: float = specs.coordinate(90)
    longitude: float = specs.coordinate(180)
    tile_column: int = specs.integer(low=1)
    tile_row: int = specs.integer(low=1)


@dataclass(frozen=True, kw_only=True)
class Neighbour(Record):
    """neighbours.csv, a town over the border, with its names in the languages around it."""

    code: str = specs.ident()
    name: str = specs.text()
    name_nl: str = specs.text(optional=True)
    name_de: str = specs.text(optional=True)
    name_fr: str = specs.text(optional=True)
    country: str = specs.choice("DE", "BE", "NL", "LU", "FR", "UK")
    latitude: float = specs.coordinate(90)
    longitude: float = specs.coordinate(180)
