"""The money of the plan, added up once for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from schakel.records.programme import engine_io, queries
from schakel.records.programme.models import BudgetRow, CoverRow, StatedTotal
from schakel.screens.open.programme.charts import YearChart, year_chart
from schakel.screens.open.programme.tables import Compared, TableRow, cost_table, cover_table
from schakel.ui.templatetags.schakel import euro, number


@dataclass(frozen=True)
class Money:
    """Rows of costs and cover as printed, with everything the pages compute from them."""

    costs: Sequence[BudgetRow]
    cover: Sequence[CoverRow]
    stated: Sequence[StatedTotal]

    @classmethod
    def load(cls) -> "Money":
        return cls(list(queries.cost_rows()), list(queries.cover_rows()), list(queries.stated_totals()))

    @cached_property
    def _budget(self) -> Any:
        return engine_io.to_budget(self.costs, self.cover, self.stated)

    @property
    def cost_rows(self) -> list[TableRow]:
        return cost_table(self.costs)

    @property
    def cover_rows(self) -> list[TableRow]:
        return cover_table(self.cover)

    @cached_property
    def years(self) -> list[engine_io.YearResult]:
        return engine_io.results_by_year(self._budget)

    @cached_property
    def all_years(self) -> engine_io.YearResult:
        return engine_io.result_in_all(self._budget)

    @cached_property
    def lines(self) -> dict[str, engine_io.LineCosts]:
        """Costs by line; the key of what belongs to no line is empty."""
        return {costs.line: costs for costs in engine_io.costs_by_line(self._budget)}

    @property
    def general(self) -> engine_io.LineCosts | None:
        """Costs that belong to no line: running the programme."""
        return self.lines.get("")

    @cached_property
    def deepest(self) -> engine_io.YearResult | None:
        """The year in which the running result is lowest, when it is below zero."""
        below = [year for year in self.years if year.cumulative < 0]
        return min(below, key=lambda year: year.cumulative, default=None)

    @cached_property
    def unknown_costs(self) -> list[BudgetRow]:
        """Rows without an amount yet."""
        return [row for row in self.costs if row.status in ("pm", "unknown")]

    @cached_property
    def compared(self) -> list[Compared]:
        """Each number the plan states, beside what its rows give."""
        computed = engine_io.computed_totals(self._budget)
        return [Compared(total, *computed.get(total.slug, (None, False))) for total in self.stated]

    @property
    def totals(self) -> list[Compared]:
        return [row for row in self.compared if row.total.kind != "key-figure"]

    @property
    def key_figures(self) -> list[Compared]:
        return [row for row in self.compared if row.total.kind == "key-figure"]

    @property
    def not_compared(self) -> bool:
        """Whether the table of the plan has numbers of which it does not say what they should equal."""
        return any(row.computed is None for row in self.totals)

    @cached_property
    def chart(self) -> YearChart | None:
        """Costs and cover by year, with the result under each."""
        years = self.years
        series = [[year.costs for year in years], [year.cover for year in years]]
        return year_chart(series, results=[year.result for year in years])

    @property
    def short(self) -> str:
        """All costs in a few words: 20,1 million euro."""
        return in_short(self.all_years.costs)


def in_short(amount: Decimal) -> str:
    """An amount in words: millions with one decimal, smaller amounts in full."""
    if abs(amount) < 1_000_000:
        return euro(amount)
    return _("%(amount)s million euro") % {"amount": number((amount / 1_000_000).quantize(Decimal("0.1")))}
