"""Every printed number of a budget against what the other numbers add up to. Nothing is repaired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from schakel.engine.ledger.amounts import Amount, total
from schakel.engine.ledger.findings import Finding
from schakel.engine.ledger.model import Budget, Row, Stated
from schakel.engine.ledger.sums import computed_for, costs_of, cover_of

SIDES = ("costs", "cover")
_TOTAL_CLASS = {"costs": "column-sum", "cover": "cover-sum", "result": "result", "cumulative": "cumulative"}


def check_budget(budget: Budget, *, unit: Decimal = Decimal(0)) -> list[Finding]:
    """All findings of `budget`, in the order of its rows: rows, headings, rates, stated totals, balance, unknown parts.

    `unit` is what the document rounds to, in euros (0: it does not round); a sum of `n` rounded parts may be off by
    `n / 2` units, and a difference no larger gets the status `rounding`.

    >>> rows = (Row("a", "A", total=Amount.of(7), years=(Amount.of(1), Amount.of(2)), where="table 1"),)
    >>> budget = Budget(years=2, costs=rows, cover=rows, stated=())
    >>> [(f.id, f.where, f.difference) for f in check_budget(budget)][0]
    ('row-sum:a', 'table 1', Decimal('4'))
    """
    findings = [finding for side in SIDES for finding in _row_findings(budget, side, unit)]
    findings += [finding for stated in budget.stated for finding in _stated_findings(budget, stated, unit)]
    findings += [*_key_figure_balance(budget), *_balance(budget), *_requested(budget), *_unknown_parts(budget)]
    return findings


def not_compared(budget: Budget) -> tuple[Stated, ...]:
    """The printed numbers whose meaning cannot be told from the document, so that nothing is compared with them.

    >>> not_compared(Budget(years=1, costs=(), cover=(), stated=(Stated("x", "check", "check", "", Decimal(0)),)))[0].id
    'x'
    """
    return tuple(stated for stated in budget.stated if not stated.scope)


def _row_findings(budget: Budget, side: str, unit: Decimal) -> Iterator[Finding]:
    for row in budget.leaves(side) + tuple(row for row in _rows(budget, side) if row.id in budget.parents):
        name = row.id if side == "costs" else f"cover-{row.id}"
        if row.total is not None and row.years:
            note = f"{row.label}: the years do not add up to the printed total."
            yield from _compare(
                f"row-sum:{name}", row.where, (row.total, total(row.years)), parts=len(row.years), unit=unit, note=note
            )
        children = budget.children(side, row.id)
        if children:
            yield from _parent_findings(row, children, name, unit)
        yield from _rate_findings(row, name)
        yield from _stray_numbers(budget, row, side, name)


def _parent_findings(row: Row, children: tuple[Row, ...], name: str, unit: Decimal) -> Iterator[Finding]:
    note = f"{row.label}: the rows below it do not add up to it."
    parts = len(children)
    if row.total is not None:
        pair = (row.total, total(child.amount for child in children))
        yield from _compare(f"parent-sum:{name}", row.where, pair, parts=parts, unit=unit, note=note)
    for year, amount in enumerate(row.years, 1):
        pair = (amount, total(child.in_year(year) for child in children))
        yield from _compare(f"parent-sum:{name}-year-{year}", row.where, pair, parts=parts, unit=unit, note=note)


def _compare(
    id: str, where: str, pair: tuple[Amount, Amount], *, parts: int, unit: Decimal, note: str
) -> Iterator[Finding]:
    stated, computed = pair
    if not stated.complete and not computed.complete:
        return  # pm against pm: nothing is claimed, and the unknown part is a finding of its own
    difference = stated.known - computed.known
    if difference == 0 and stated.complete:
        return
    status = "rounding" if stated.complete and abs(difference) * 2 <= parts * unit else "open"
    said = stated.known if stated.complete else None
    yield Finding.of(id, where, stated=said, computed=computed.known, status=status, note=note)


def _rate_findings(row: Row, name: str) -> Iterator[Finding]:
    """The hourly rate of each year against the first rate printed on the row."""
    first: tuple[Decimal, Decimal] | None = None
    for year, (hours, amount) in enumerate(zip(row.hours, row.years, strict=False), 1):
        if not hours or not amount.complete:
            continue
        if first is None:
            first = (amount.known, hours)
        elif amount.known * first[1] != first[0] * hours:
            expected = first[0] * hours / first[1]
            note = f"{row.label}: {hours} hours in year {year} cost {amount.known}; at the first rate {expected:.2f}."
            yield Finding.of(f"rate:{name}-year-{year}", row.where, stated=amount.known, computed=expected, note=note)


def _stray_numbers(budget: Budget, row: Row, side: str, name: str) -> Iterator[Finding]:
    for number in row.notes:
        if row.amount.complete and number == row.amount.known:
            continue
        run = _run_that_gives(budget.leaves(side), number)
        note = f"{row.label}: {number} is printed on this row, whose total is {row.amount}."
        if run:
            note = f"{note} It is the sum of {', '.join(part.id for part in run)}."
        status = "explained" if run else "open"
        yield Finding.of(
            f"stray-number:{name}-{number}",
            row.where,
            stated=number,
            computed=row.amount.known,
            status=status,
            note=note,
        )


def _run_that_gives(rows: tuple[Row, ...], number: Decimal) -> tuple[Row, ...]:
    """The first run of two or more neighbouring rows with this sum, or none."""
    for start in range(len(rows)):
        for end in range(start + 2, len(rows) + 1):
            amount = total(row.amount for row in rows[start:end])
            if amount.complete and amount.known == number:
                return rows[start:end]
    return ()


def _stated_findings(budget: Budget, stated: Stated, unit: Decimal) -> Iterator[Finding]:
    if not stated.scope:
        return
    computed = computed_for(budget, stated)
    class_ = "key-figure" if stated.kind == "key-figure" else _TOTAL_CLASS[stated.base]
    parts = len(budget.leaves_of(stated.base, stated.rows)) if stated.rows else len(budget.costs) + len(budget.cover)
    note = f"{stated.label}: the rows give another number."
    if not computed.complete:
        note = f"{note} They hold parts that are not known ({computed})."
    pair = (Amount(known=stated.amount), Amount(known=computed.known))
    for finding in _compare(f"{class_}:{stated.id}", stated.where, pair, parts=parts, unit=unit, note=note):
        yield finding if stated.sure else replace(finding, status="unclear")
    yield from _kind_findings(budget, stated)


def _kind_findings(budget: Budget, stated: Stated) -> Iterator[Finding]:
    if not stated.cover_kind or stated.base != "cover":
        return
    rows = budget.leaves_of("cover", stated.rows) if stated.rows else budget.leaves("cover")
    others = [row for row in rows if row.kind != stated.cover_kind]
    if others:
        named = ", ".join(f"{row.id} ({row.kind})" for row in others)
        note = f"{stated.label}: the text says {stated.cover_kind}, the table {named}."
        yield Finding.of(f"text-against-table:{stated.id}-kind", stated.where, note=note)


def _key_figure_balance(budget: Budget) -> Iterator[Finding]:
    """Key figures that together are the whole cover, against the key figure of the costs."""
    keys = [stated for stated in budget.stated if stated.kind == "key-figure" and stated.year is None]
    whole = [key for key in keys if key.scope == "costs"]
    parts = [key for key in keys if key.base == "cover" and key.rows]
    named = {row.id for key in parts for row in budget.leaves_of("cover", key.rows)}
    left = [row for row in budget.leaves("cover") if row.id not in named and row.amount != Amount()]
    if not whole or not parts or left:
        return
    stated, computed = sum((key.amount for key in parts), Decimal(0)), whole[0].amount
    if stated != computed:
        note = "The key figures of the cover do not add up to the key figure of the costs."
        yield Finding.of("key-figure:balance", whole[0].where, stated=stated, computed=computed, note=note)


def _balance(budget: Budget) -> Iterator[Finding]:
    """Cover against costs: as a whole, then each year. Stated is the cover, computed the costs it should meet."""
    where = budget.costs[0].where if budget.costs else ""
    for year in (None, *range(1, budget.years + 1)):
        costs, cover = costs_of(budget, year), cover_of(budget, year)
        if costs.known == cover.known:
            continue
        result = cover.known - costs.known
        said = any(_says_result(stated, year, result, budget.years) for stated in budget.stated)
        word = "more" if result > 0 else "less"
        when = "Over the whole period" if year is None else f"In year {year}"
        note = f"{when} the cover is {abs(result)} {word} than the costs."
        id = "unbalanced:total" if year is None else f"unbalanced:year-{year}"
        status = "stated" if said else "open"
        yield Finding.of(id, where, stated=cover.known, computed=costs.known, status=status, note=note)


def _says_result(stated: Stated, year: int | None, result: Decimal, years: int) -> bool:
    whole = year is None and stated.scope == "cumulative" and stated.year == years
    return stated.amount == result and (whole or (stated.scope == "result" and stated.year == year))


def _requested(budget: Budget) -> Iterator[Finding]:
    """The contribution asked for, against what the costs leave open."""
    asked = [row for row in budget.leaves("cover") if row.kind == "requested"]
    if not asked:
        return
    stated = total(row.amount for row in asked).known
    needed = costs_of(budget).known - (cover_of(budget).known - stated)
    if stated != needed:
        note = "The contribution asked for differs from costs less all other cover (one cause with unbalanced:total)."
        yield Finding.of("requested:total", asked[0].where, stated=stated, computed=needed, note=note)


def _unknown_parts(budget: Budget) -> Iterator[Finding]:
    for side in SIDES:
        for row in budget.leaves(side):
            unknown_years = not all(row.in_year(year).complete for year in range(1, budget.years + 1))
            if row.amount.complete and not unknown_years:
                continue
            what = str(row.amount) if not row.amount.complete else "not split over the years"
            note = f"{row.label}: {what}; every sum that holds it is a lower bound."
            name = row.id if side == "costs" else f"cover-{row.id}"
            yield Finding.of(f"unknown-part:{name}", row.where, note=note)


def _rows(budget: Budget, side: str) -> tuple[Row, ...]:
    return budget.costs if side == "costs" else budget.cover
