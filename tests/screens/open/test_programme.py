import csv
import io
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation

from schakel.engine.ledger import Amount, costs_of, cover_of, sums_by_year
from schakel.engine.ledger.findings import CLASSES, STATUSES
from schakel.engine.regions import Region, check_region, read_region, region_folder
from schakel.records.programme.models import BudgetRow, Finding
from schakel.screens.open.programme.charts import year_chart
from schakel.screens.open.programme.findings import Plan, by_group, explain
from schakel.screens.open.programme.labels import STATUSES as STATUS_WORDS
from schakel.ui.templatetags.schakel import euro
from support.regions import REGIONS, load_plan, region_in_use

PAGES = ["", "1/", "2/", "3/", "begroting/", "partners/", "witte-vlekken/"]


@pytest.fixture
def limburg(db: None) -> Region:
    return load_plan(read_region(region_folder("limburg")))


@pytest.fixture
def oostmark(db: None, settings: Any) -> Iterator[Region]:
    with region_in_use(settings, REGIONS / "oostmark") as region:
        yield region


def text_of(response: Any) -> str:
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0]))


def rows_of(html: str, mark: str) -> dict[str, str]:
    """The table rows that carry a mark, by its value."""
    return {found[1]: found[2] for found in re.finditer(rf'<tr [^>]*{mark}="([^"]*)"[^>]*>(.*?)</tr>', html, re.DOTALL)}


def table(html: str, id: str) -> str:
    return html.partition(f'id="{id}"')[2].partition("</table>")[0]


def cells(row: str) -> list[str]:
    """What stands in the cells of a row: the number for machines where there is one, else the words."""
    found = []
    for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL):
        value = re.search(r'<data value="([^"]*)"', cell)
        found.append(value.group(1) if value else re.sub(r"<[^>]+>", "", cell).strip())
    return found


def shown(amount: Amount | None, empty: str = "leeg") -> str:
    if amount is None:
        return empty
    return f"{amount.known.normalize():f}" if amount.complete else str(amount).replace("unknown", "onbekend")


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_every_page_shows_in_each_language(limburg: Region, client: Any, prefix: str) -> None:
    for page in PAGES:
        response = client.get(f"{prefix}/programma/{page}")
        assert response.status_code == 200, page
        html = response.content.decode()
        assert html.count("<h1") == 1
        assert 'lang="nl"' in html.partition("<main")[2]
        levels = [int(level) for level in re.findall(r"<h([1-6])", html.partition("<main")[2].partition("</main>")[0])]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (page, levels)


def test_overview_answers_what_it_costs_who_pays_and_whether_it_adds_up(limburg: Region, client: Any) -> None:
    words = text_of(client.get("/programma/"))
    assert "Het plan kost 20,1 miljoen euro, en nog niet alles klopt" in words
    assert words.count("nog niet gemeten") == len({t.goal for t in limburg.targets if t.kind != "context"})
    assert "+15%" in words
    assert "5.000" in words
    assert limburg.budget
    deepest = min(sums_by_year(limburg.budget), key=lambda year: year.cumulative.known)
    shortage = euro(-deepest.cumulative.known).replace("\xa0", " ")
    assert f"Na jaar {deepest.year} is het tekort {shortage}" in words
    for row in limburg.cover_rows:
        assert (row.label.replace("&", "&amp;") in words) == bool(row.printed_total and row.printed_total.known)


def test_overview_shows_each_difference_beside_what_is_computed(limburg: Region, client: Any) -> None:
    html = client.get("/programma/").content.decode()
    numbers = [finding for finding in check_region(limburg) if finding.stated is not None]
    assert len(re.findall(r"begroting/#bevinding-", html)) == len(numbers)
    for finding in numbers:
        if finding.class_ in ("unbalanced", "requested", "stray-number", "result"):
            assert euro(finding.stated) in html
            assert euro(finding.difference) in html


def test_cost_table_has_every_printed_number(limburg: Region, client: Any) -> None:
    html = table(client.get("/programma/begroting/").content.decode(), "kostentabel")
    rows = rows_of(html, "data-row")
    assert list(rows) == [row.id for row in limburg.budget_rows]
    assert limburg.budget
    for record in limburg.budget_rows:
        total, *years = cells(rows[record.id])[: limburg.budget.years + 1]
        children = limburg.budget.children("costs", record.id)
        assert total == shown(record.printed_total) or record.status == "heading"
        printed = record.amount or (None,) * limburg.budget.years
        for year, (cell, amount) in enumerate(zip(years, printed, strict=True), 1):
            if amount is None and children and cell != "leeg":  # a sum of ours, marked with *
                assert Decimal(cell) == sum(child.in_year(year).known for child in children)
                assert "</data>*" in rows[record.id]
            else:
                assert cell == shown(amount)
        hours = [f"{hours:,} uur".replace(",", ".") for hours in record.hours if hours is not None]
        assert re.findall(r"[\d.]+ uur", rows[record.id]) == hours
    together = re.findall(r"<strong>(€[^<]*)</strong>", rows_of(html, "data-computed")["costs"])
    sums = [costs_of(limburg.budget), *(year.costs for year in sums_by_year(limburg.budget))]
    assert together == [euro(amount.known) for amount in sums]


def test_cover_table_has_every_printed_number(limburg: Region, client: Any) -> None:
    html = table(client.get("/programma/begroting/").content.decode(), "dekkingtabel")
    rows = rows_of(html, "data-row")
    assert limburg.budget
    for record in limburg.cover_rows:
        printed = record.amount or (None,) * limburg.budget.years
        expected = [shown(record.printed_total), *(shown(amount) for amount in printed)]
        assert cells(rows[record.id])[1 : limburg.budget.years + 2] == expected
        assert all(note in rows[record.id] for note in record.printed_note)
    together = re.findall(r"<strong>(€[^<]*)</strong>", rows_of(html, "data-computed")["cover"])
    sums = [cover_of(limburg.budget), *(year.cover for year in sums_by_year(limburg.budget))]
    assert together == [euro(amount.known) for amount in sums]


def test_stated_totals_stand_beside_what_the_rows_give(limburg: Region, client: Any) -> None:
    html = client.get("/programma/begroting/").content.decode()
    rows = rows_of(html, "data-stated")
    assert set(rows) == {row.id for row in limburg.stated_rows}
    findings = {
        f.id.split(":")[1]: f for f in check_region(limburg) if f.class_ in ("result", "column-sum", "cover-sum")
    }
    for record in limburg.stated_rows:
        year, stated, computed, difference, where = cells(rows[record.id])
        assert stated == euro(record.amount)
        assert year == str(record.year or "alle")
        assert where == record.where
        assert (computed == "niet vergeleken") == (not record.scope)
        if record.id in findings:
            assert difference == euro(findings[record.id].difference)
        else:
            assert difference in ("geen", "")


def test_budget_page_shows_the_findings_of_the_engine(limburg: Region, client: Any) -> None:
    html = client.get("/programma/begroting/").content.decode()
    found = check_region(limburg)
    assert sorted(re.findall(r'data-finding="([^"]+)"', html)) == sorted(finding.id for finding in found)
    for finding in found:
        block = html.partition(f'data-finding="{finding.id}"')[2].partition("</li>")[0]
        assert finding.where in block
        assert str(STATUS_WORDS[finding.status]) != ""
    assert f"{len(found)} bevindingen, uitgelegd" in html


def test_a_line_shows_every_part_and_activity_as_printed(limburg: Region, client: Any) -> None:
    for line in limburg.lines:
        html = client.get(f"/en/programma/{line.id}/").content.decode()
        words = html.replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')
        parts = [part for part in limburg.sublines if part.line == line.id]
        for part in parts:
            assert f'id="deel-{part.id}"' in html
            assert part.title.en in words
        for activity in limburg.activities:
            if activity.subline in {part.id for part in parts}:
                assert f'id="activiteit-{activity.id}"' in html
                assert all(piece.strip() in words for piece in activity.text_nl.splitlines() if piece.strip())
                assert all(step in words for step in activity.steps_nl)


def test_partners_and_gaps_are_all_there(limburg: Region, client: Any) -> None:
    partners = text_of(client.get("/programma/partners/")).replace("&#x27;", "'")
    assert all(partner.name.replace("&", "&amp;") in partners for partner in limburg.partners)
    assert all(body.name.nl in partners for body in limburg.bodies)
    gaps = text_of(client.get("/programma/witte-vlekken/"))
    assert all(gap.title.nl in gaps for gap in limburg.gaps)
    assert all(case.title.nl in gaps for case in limburg.cases)


def test_downloads_hold_what_the_files_say(limburg: Region, client: Any) -> None:
    tables = {}
    for name in ("kosten", "dekking", "bevindingen"):
        response = client.get(f"/programma/download/{name}.csv")
        assert response["Content-Type"].startswith("text/csv")
        assert f"limburg-{name}.csv" in response["Content-Disposition"]
        tables[name] = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["id"] for row in tables["kosten"]] == [row.id for row in limburg.budget_rows]
    for row, record in zip(tables["kosten"], limburg.budget_rows, strict=True):
        assert row["printed_total"] == shown(record.printed_total, "")
        assert row["amount_1"] == shown(record.amount[0] if record.amount else None, "")
    assert sum(Decimal(row["printed_total"]) for row in tables["dekking"]) == cover_of(limburg.budget).known  # type: ignore[arg-type]
    keys = ("id", "where", "stated", "computed", "difference", "class", "status", "note")
    expected = [{key: finding.as_dict()[key] or "" for key in keys} for finding in check_region(limburg)]
    assert tables["bevindingen"] == expected


@pytest.mark.parametrize("path", ["/programma/99/", "/programma/download/x.csv", "/programma/begroting.csv/"])
def test_what_does_not_exist_is_not_found(limburg: Region, client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_only_read(limburg: Region, client: Any) -> None:
    assert client.post("/programma/").status_code == 405


@pytest.mark.django_db
def test_without_a_plan_the_pages_say_so(client: Any) -> None:
    assert "Het plan is nog niet geladen." in text_of(client.get("/programma/"))
    assert "Er is nog geen begroting" in text_of(client.get("/programma/begroting/"))
    assert client.get("/programma/partners/").status_code == 200
    assert "Het plan noemt er geen." in text_of(client.get("/programma/witte-vlekken/"))


def test_a_small_region_that_adds_up_shows(oostmark: Region, client: Any) -> None:
    words = text_of(client.get("/programma/"))
    assert "Het plan kost € 300,50, en alles klopt" in words
    assert "bevinding" not in words
    budget = client.get("/programma/begroting/").content.decode()
    assert cells(rows_of(table(budget, "kostentabel"), "data-row")["a-2"])[:4] == ["60", "20", "19.5", "20.5"]
    assert "Kosten en dekking zijn gelijk" in budget
    assert "We vonden geen verschillen" in budget
    assert "Lessen maken" in text_of(client.get("/programma/a/"))
    assert client.get("/programma/1/").status_code == 404
    assert "ROC Oostmark" in text_of(client.get("/programma/partners/"))


def test_a_broken_small_region_shows_its_finding(settings: Any, db: None, client: Any, tmp_path: Path) -> None:
    import shutil

    folder = Path(shutil.copytree(REGIONS / "oostmark", tmp_path / "oostmark"))
    (folder / "budget.csv").write_text((folder / "budget.csv").read_text().replace("19.50", "19.49"))
    with region_in_use(settings, folder) as region:
        ids = [finding.id for finding in check_region(region)]
        html = client.get("/de/programma/begroting/").content.decode()
    assert "row-sum:a-2" in ids
    assert sorted(re.findall(r'data-finding="([^"]+)"', html)) == sorted(ids)
    assert "Die Jahre dieser Zeile ergeben nicht ihre Summe." in html


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_every_class_of_finding_has_plain_words(kind: str, language: str) -> None:
    finding = Finding(
        slug=f"{kind}:x-year-2", kind=kind, status="open", stated=Decimal(3), computed=Decimal(2), difference=Decimal(1)
    )
    with translation.override(language):
        item = explain(finding, Plan(costs={"x": BudgetRow(slug="x", label="X", status="pm")}))
        assert item.title
        assert item.text
        assert item.status
        assert by_group([item])[0]["findings"] == [item]


def test_every_status_has_words() -> None:
    assert set(STATUS_WORDS) == set(STATUSES)


def test_chart_draws_what_the_numbers_say() -> None:
    chart = year_chart([[Decimal(4), Decimal(2)], [Decimal(2), Decimal(0)]], results=[Decimal(-2), Decimal(2)])
    assert chart
    heights = [[bar.height for bar in group.bars] for group in chart.groups]
    assert heights[0][0] == 2 * heights[0][1] == 2 * heights[1][0]
    assert heights[1][1] == 0
    assert [group.result for group in chart.groups] == ["\u22122", "+2"]
    assert year_chart([[]]) is None
    assert year_chart([[Decimal(0)]]) is None


@override_settings(DEBUG=False)
def test_addresses_have_their_names() -> None:
    assert reverse("open:programme-line", args=["6.x"]) == "/programma/6.x/"
