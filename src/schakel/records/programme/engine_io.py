"""Rows of the programme to objects of the engine's ledger: the only place where the two meet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schakel.engine.ledger import Amount, Budget, Row, Stated, costs_of, cover_of, sums_by_year, total
from schakel.engine.ledger.sums import computed_for
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
    years = (
        tuple(cell if cell is not None else Amount.UNKNOWN for cell in cells)
        if any(cell is not None for cell in cells)
        else ()
    )
    parent = row.parent.slug if isinstance(row, BudgetRow) and row.parent else ""
    line = row.line.slug if isinstance(row, BudgetRow) and row.line else ""
    kind = row.kind if isinstance(row, CoverRow) else ""
    return Row(
        row.slug,
        row.label,
        total=amount_of(row.amount, row.status),
        years=years,
        parent=parent,
        line=line,
        kind=kind,
        where=row.where,
    )


def to_stated(total: StatedTotal) -> Stated:
    """A printed total for the ledger."""
    return Stated(
        total.slug,
        total.label,
        total.kind,
        total.scope,
        total.amount,
        total.year,
        total.cover_kind,
        total.sure,
        total.where,
    )


def to_budget(costs: Sequence[BudgetRow], cover: Sequence[CoverRow], stated: Iterable[StatedTotal] = ()) -> Budget:
    """The whole budget, to add up."""
    printed = [len(row.amounts.all()) for row in costs] + [len(row.amounts.all()) for row in cover]
    years = max(printed, default=0)
    return Budget(
        years,
        tuple(to_row(row) for row in costs),
        tuple(to_row(row) for row in cover),
        tuple(to_stated(total) for total in stated),
    )


@dataclass(frozen=True)
class YearResult:
    """Computed euros of one year, or of all years together (`year` 0). `at_least`: parts are not known."""

    year: int
    costs: Decimal
    cover: Decimal
    result: Decimal
    cumulative: Decimal
    at_least: bool

    @property
    def cumulative_short(self) -> Decimal:
        """How much is short up to and with this year; zero when nothing is."""
        return max(-self.cumulative, Decimal(0))


def results_by_year(budget: Budget) -> list[YearResult]:
    """Costs, cover, result and running result of each year, as the rows add up."""
    return [
        YearResult(
            sums.year,
            sums.costs.known,
            sums.cover.known,
            sums.result.known,
            sums.cumulative.known,
            not sums.result.complete,
        )
        for sums in sums_by_year(budget)
    ]


def result_in_all(budget: Budget) -> YearResult:
    """The same over the whole period."""
    costs, cover = costs_of(budget), cover_of(budget)
    result = cover - costs
    return YearResult(0, costs.known, cover.known, result.known, result.known, not result.complete)


def computed_totals(budget: Budget) -> dict[str, tuple[Decimal, bool]]:
    """For each stated total that says what it should equal: what the rows give, and whether that is a lower bound."""
    computed = {stated.id: computed_for(budget, stated) for stated in budget.stated if stated.scope}
    return {id: (amount.known, not amount.complete) for id, amount in computed.items()}


@dataclass(frozen=True)
class LineCosts:
    """Computed costs of one programme line (empty `line`: of no line), in all and by year."""

    line: str
    total: Decimal
    years: tuple[Decimal, ...]
    at_least: bool


def costs_by_line(budget: Budget) -> list[LineCosts]:
    """What each line costs as its rows add up, in the order of the budget."""
    rows: dict[str, list[Row]] = {}
    for row in budget.leaves("costs"):
        rows.setdefault(row.line, []).append(row)
    found = []
    for line, own in rows.items():
        amount = total(row.amount for row in own)
        by_year = [total(row.in_year(year) for row in own).known for year in range(1, budget.years + 1)]
        found.append(LineCosts(line, amount.known, tuple(by_year), not amount.complete))
    return found
