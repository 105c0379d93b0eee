"""Costs, cover, stated totals and findings."""

from collections.abc import Mapping
from decimal import Decimal

from schakel.engine.regions import Region, check_region
from schakel.engine.regions.records_figures import BudgetRow, CoverRow, cells
from schakel.records.organisations.models import Organisation
from schakel.records.programme import models
from schakel.records.programme.loading.sync import cell, renew, sync


def load_costs(region: Region, lines: Mapping[str, models.Line], sublines: Mapping[str, models.Subline]) -> int:
    rows = sync(
        models.BudgetRow,
        [
            models.BudgetRow(
                slug=row.id,
                position=position,
                line=lines.get(row.line),
                part=row.part,
                label=row.label,
                kind=row.status,
                remark=row.remark,
                where=row.where or row.source,
                **cell(row.printed_total),
            )
            for position, row in enumerate(region.budget_rows)
        ],
    )
    parts = [row for row in region.budget_rows if row.parent]
    for part in parts:
        rows[part.id].parent = rows[part.parent]
    models.BudgetRow.objects.bulk_update([rows[part.id] for part in parts], ["parent"])
    years = region.budget.years if region.budget else 0
    renew(
        models.BudgetAmount,
        [
            models.BudgetAmount(
                row=rows[row.id], year=year, hours=row.hours[year - 1] if row.hours else None, **_year(row, year)
            )
            for row in region.budget_rows
            for year in range(1, years + 1)
        ],
    )
    renew(
        models.SublineBudget,
        [
            models.SublineBudget(subline=sublines[part.id], row=rows[id])
            for part in region.sublines
            for id in part.budget
            if id in rows
        ],
    )
    return len(rows)


def load_cover(region: Region, organisations: Mapping[str, Organisation]) -> int:
    rows = sync(
        models.CoverRow,
        [
            models.CoverRow(
                slug=row.id,
                position=position,
                label=row.label,
                kind=row.kind,
                notes=list(row.printed_note),
                where=row.where or row.source,
                **cell(row.printed_total),
            )
            for position, row in enumerate(region.cover_rows)
        ],
    )
    years = region.budget.years if region.budget else 0
    renew(
        models.CoverAmount,
        [
            models.CoverAmount(row=rows[row.id], year=year, **_year(row, year))
            for row in region.cover_rows
            for year in range(1, years + 1)
        ],
    )
    renew(
        models.CoverFunder,
        [
            models.CoverFunder(row=rows[row.id], organisation=organisations[id])
            for row in region.cover_rows
            for id in row.funder
            if id in organisations
        ],
    )
    return len(rows)


def _year(row: BudgetRow | CoverRow, year: int) -> dict[str, Decimal | str | None]:
    """The cell of one year. An empty cell beside filled ones is unknown; a row without any has nothing printed."""
    if not row.amount:
        return cell(None)
    return cell(cells(row.amount, row.printed_total)[year - 1])


def load_stated(region: Region) -> int:
    return len(
        sync(
            models.StatedTotal,
            [
                models.StatedTotal(
                    slug=row.id,
                    position=position,
                    label=row.label,
                    kind=row.kind,
                    scope=row.scope,
                    year=row.year,
                    amount=row.amount,
                    cover_kind=row.cover_kind,
                    sure=row.reading != "unclear",
                    where=row.where or row.source,
                )
                for position, row in enumerate(region.stated_rows)
            ],
        )
    )


def load_findings(region: Region) -> int:
    """What the engine finds when it holds the plan against itself, as it finds it."""
    return len(
        sync(
            models.Finding,
            [
                models.Finding(
                    slug=finding.id,
                    position=position,
                    where=finding.where,
                    stated=finding.stated,
                    computed=finding.computed,
                    difference=finding.difference,
                    kind=finding.class_,
                    status=finding.status,
                    note=finding.note,
                )
                for position, finding in enumerate(check_region(region))
            ],
        )
    )
