import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ledger.budgets import known, sound_budgets
from schakel.engine.errors import DataError
from schakel.engine.ledger import Amount, Budget, Finding, Row, Stated, check_budget, not_compared, sums_by_year
from schakel.engine.ledger.findings import CLASSES, STATUSES


def rebuilt(budget: Budget, **changes: object) -> Budget:
    parts = {name: getattr(budget, name) for name in ("years", "costs", "cover", "stated")}
    return Budget(**{**parts, **changes})  # type: ignore[arg-type]


def printed_numbers(budget: Budget) -> list[tuple[str, int, str, int]]:
    """Every printed number: side, row, field, year."""
    places = [("stated", i, "amount", 0) for i in range(len(budget.stated))]
    for side in ("costs", "cover"):
        for i, row in enumerate(getattr(budget, side)):
            places.append((side, i, "total", 0))
            places += [(side, i, "years", year) for year in range(len(row.years))]
            if len(row.hours) > 1:
                places += [(side, i, "hours", year) for year in range(len(row.hours))]
    return places


def with_error(budget: Budget, place: tuple[str, int, str, int], error: Decimal) -> Budget:
    side, index, field, year = place
    rows = list(getattr(budget, side))
    old = getattr(rows[index], field)
    if field == "amount":
        new = old + error
    elif field == "total":
        new = known(old.known + error)
    else:
        cell = old[year]
        new = (*old[:year], cell + error if field == "hours" else known(cell.known + error), *old[year + 1 :])
    rows[index] = dataclasses.replace(rows[index], **{field: new})
    return rebuilt(budget, **{side: tuple(rows)})


@given(sound_budgets())
def test_a_budget_that_adds_up_has_no_findings(budget: Budget) -> None:
    assert check_budget(budget) == []


@given(sound_budgets(), st.data(), st.integers(1, 10**6), st.sampled_from([-1, 1]))
def test_an_error_in_any_printed_number_is_found(budget: Budget, data: st.DataObject, size: int, sign: int) -> None:
    place = data.draw(st.sampled_from(printed_numbers(budget)))
    findings = check_budget(with_error(budget, place, Decimal(size * sign)))
    assert findings
    assert len({finding.id for finding in findings}) == len(findings)
    assert all(finding.class_ in CLASSES and finding.status in STATUSES for finding in findings)


@given(sound_budgets(), st.data())
def test_sums_by_year_are_the_sums_of_the_printed_leaves(budget: Budget, data: st.DataObject) -> None:
    year = data.draw(st.integers(1, budget.years))
    parents = {row.parent for row in budget.costs}
    plain = sum((row.years[year - 1].known for row in budget.costs if row.id not in parents), Decimal(0))
    assert sums_by_year(budget)[year - 1].costs == known(plain)


def test_pm_keeps_its_kind_and_becomes_a_finding() -> None:
    rows = (Row("a", "Audit", total=Amount.PM), Row("b", "Rent", total=known(Decimal(5)), years=(known(Decimal(5)),)))
    stated = (Stated("t", "Total", "total", "costs", Decimal(5)),)
    budget = Budget(1, rows, (Row("c", "Cover", years=(known(Decimal(5)),)),), stated)
    assert [finding.id for finding in check_budget(budget)] == ["unknown-part:a"]
    assert str(sums_by_year(budget)[0].costs) == "5 + pm"


def test_an_empty_year_between_filled_ones_is_unknown_not_zero() -> None:
    row = Row("a", "A", total=known(Decimal(5)), years=(known(Decimal(5)), Amount.UNKNOWN))
    found = [f.id for f in check_budget(Budget(2, (row,), (), ()))]
    assert "unknown-part:a" in found


def test_rounding_is_a_status_of_its_own_only_within_half_a_unit_a_part() -> None:
    cells = tuple(known(Decimal(n)) for n in (1000, 2000, 3000))
    for printed, status in ((7000, "rounding"), (8000, "open")):
        budget = Budget(3, (Row("a", "A", total=known(Decimal(printed)), years=cells),), (), ())
        assert check_budget(budget, unit=Decimal(1000))[0].status == status


def test_a_stray_number_is_explained_by_the_run_of_rows_it_is_the_sum_of() -> None:
    cover = tuple(Row(f"c{n}", "C", total=known(Decimal(n)), notes=(Decimal(5),) if n == 3 else ()) for n in (2, 3, 4))
    found = [f for f in check_budget(Budget(1, (), cover, ())) if f.class_ == "stray-number"]
    assert [(f.status, f.stated, f.computed) for f in found] == [("explained", Decimal(5), Decimal(3))]
    assert "c2, c3" in found[0].note


def test_a_number_without_a_meaning_is_listed_not_compared() -> None:
    budget = Budget(1, (), (), (Stated("x", "check", "check", "", Decimal(9)),))
    assert check_budget(budget) == []
    assert [stated.id for stated in not_compared(budget)] == ["x"]


def test_an_unclear_place_on_the_page_is_said() -> None:
    stated = Stated("x", "result", "result", "result", Decimal(9), sure=False)
    assert check_budget(Budget(1, (), (), (stated,)))[0].status == "unclear"


@pytest.mark.parametrize(
    ("rows", "stated", "column"),
    [
        ([Row("a", "A"), Row("a", "A")], [], "id"),
        ([Row("a", "A", parent="b"), Row("b", "B", parent="a")], [], "parent"),
        ([Row("a", "A", years=(Amount(), Amount()))], [], "amount"),
        ([], [Stated("t", "", "total", "profit", Decimal(0))], "scope"),
        ([], [Stated("t", "", "total", "costs", Decimal(0), year=2)], "year"),
        ([], [Stated("t", "", "total", "costs:nothing", Decimal(0))], "scope"),
    ],
)
def test_a_budget_that_is_malformed_is_refused(rows: list[Row], stated: list[Stated], column: str) -> None:
    with pytest.raises(DataError) as caught:
        Budget(1, tuple(rows), (), tuple(stated))
    assert column in {problem.column for problem in caught.value.problems}
    assert all(problem.remedy for problem in caught.value.problems)


def test_a_finding_prints_amounts_as_decimal_strings() -> None:
    finding = Finding.of("unbalanced:total", "6", stated=Decimal("1E+3"), computed=Decimal("0.10"))
    assert finding.as_dict()["stated"] == "1000"
    assert finding.as_dict()["difference"] == "999.90"
