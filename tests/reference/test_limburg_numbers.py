"""The numbers of the Limburg plan: as printed, and where they do not add up."""

import csv
import json
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from schakel.engine.ledger import Status, costs_of, cover_of
from schakel.engine.regions import Region, check_region, read_region, region_folder

FOLDER = region_folder("limburg")


@pytest.fixture(scope="module")
def region() -> Region:
    return read_region(FOLDER)


@pytest.fixture(scope="module")
def plan(shared: Path) -> str:
    """The text of the plan, with all white space as single spaces."""
    path = shared / "source" / "hca-ict-limburg.txt"
    if not path.is_file():
        pytest.skip("the text of the plan is not there")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def running_text(plan: str) -> str:
    return " ".join(plan.split())


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((FOLDER / name).read_text(encoding="utf-8"))))


def printed_line(row: dict[str, str]) -> str:
    """The line of the table as the plan prints it, put together from the cells."""
    cells = [row["part"], row["label"]] if row.get("part") != row["label"].split()[0] else [row["label"]]
    note = row.get("printed_note", "")
    cells += [row["printed_total"], note]
    for year in range(1, 6):
        cells += [row.get(f"hours_{year}", ""), row[f"amount_{year}"]]
    return " ".join([cell for cell in [*cells, row.get("remark", "")] if cell])


@pytest.mark.parametrize("row", [*rows("budget.csv"), *rows("cover.csv")], ids=lambda row: row["id"])
def test_every_row_of_the_budget_stands_in_the_plan_number_for_number(row: dict[str, str], plan: str) -> None:
    assert printed_line({"part": "", **row}) in {line.strip() for line in plan.splitlines()}


def test_every_line_of_the_printed_table_is_in_our_tables(plan: str) -> None:
    start, end = plan.index("HCA-ICT Limburg rev.pA3"), plan.index("start 1-1-2025")
    lines = [line.strip() for line in plan[start:end].splitlines() if line.strip()]
    heads = ("HCA-ICT Limburg", "Kosten Totaal", "Deel Act", "Dekking kosten", "OP Inbreng")
    ours = {printed_line({"part": "", **row}) for name in ("budget.csv", "cover.csv") for row in rows(name)}
    ours |= {printed_stated(label) for label in STATED}
    assert [line for line in lines if line not in ours and not line.startswith(heads)] == []


STATED = (
    ("Totale subsidiabele kosten  HCA-ICT", "costs-total", "costs-check", "costs-year"),
    ("check", "costs-check-row", "", ""),
    ("Totaal aan dekking HCA-ICT programma", "cover-total", "cover-check", "cover-year"),
    ("Resultaat HCA-ICT Programma", "result-total", "", "result-year"),
    ("Cumulatief Resultaat", "cumulative-check", "", "cumulative-year"),
)


def printed_stated(names: tuple[str, str, str, str]) -> str:
    amounts = {row["id"]: row["amount"] for row in rows("stated.csv")}
    label, first, second, years = names
    ids = [first, second, *(f"{years}-{year}" for year in range(1, 6))]
    return " ".join([label, *(amounts[id] for id in ids if id in amounts)])


def test_the_key_figures_stand_in_the_text(running_text: str) -> None:
    for row in rows("stated.csv"):
        if row["kind"] == "key-figure":
            printed = f"{int(row['amount']):,}".replace(",", ".") + ",-"
            assert re.search(rf"{re.escape(row['where'][-1])}\. [^€]*€ +{re.escape(printed)}", running_text), row["id"]


@pytest.mark.parametrize("name", ["education.csv", "labour_market.csv"])
def test_every_figure_quotes_the_words_of_the_plan(name: str, running_text: str) -> None:
    # The 3 is the number of a footnote; a line ends between IT- and tak.
    text = running_text.replace("606.000.3", "606.000.").replace("IT- tak", "IT-tak")
    missing = [row["text_nl"] for row in rows(name) if row["text_nl"] not in text]
    assert missing == []


WORDS = {"0.5": "0,5", "12.5": "12,5", "50": "de helft", "2": "verdubbeld", "-100": "100", "250000000": "250 miljoen"}


@pytest.mark.parametrize("name", ["education.csv", "labour_market.csv"])
def test_every_value_stands_in_the_words_it_quotes(name: str) -> None:
    for row in rows(name):
        if not row["value"]:
            continue
        forms = {row["value"], f"{Decimal(row['value']):,}".replace(",", "."), WORDS.get(row["value"], row["value"])}
        forms |= {"tachtig"} if row["value"] == "80" else set()
        forms |= {"1 miljoen"} if row["value"] == "1000000" else set()
        assert any(form in row["text_nl"] for form in forms), row["id"]


def test_the_ten_occupations_stand_in_the_order_of_the_plan(region: Region, running_text: str) -> None:
    at = running_text.index("De top 10 vacatures")
    for occupation in region.top_occupations:
        at = running_text.index(f"• {occupation.label_nl} ({occupation.level})", at)
    assert [occupation.rank for occupation in region.top_occupations] == list(range(1, 11))


def test_the_isco_codes_carry_the_names_of_the_plan(region: Region, shared: Path) -> None:
    path = shared / "data" / "esco" / "ISCOGroups_nl.csv"
    if not path.is_file():
        pytest.skip("the ISCO groups are not there")
    groups = {row["code"]: row["preferredLabel"] for row in csv.DictReader(StringIO(path.read_text(encoding="utf-8")))}
    assert [groups[o.isco] for o in region.top_occupations] == [o.label_nl for o in region.top_occupations]


def test_limburg_has_its_31_municipalities_each_on_its_own_tile(region: Region, shared: Path) -> None:
    towns = region.municipalities
    assert len(towns) == 31
    assert len({(town.tile_column, town.tile_row) for town in towns}) == 31
    path = shared / "data" / "geo" / "nederland_gemeenten_centroids.json"
    if path.is_file():
        centres = [place for place in json.loads(path.read_text(encoding="utf-8")) if place["province"] == "Limburg"]
        known = {place["city"][0].removesuffix(" (L)"): (place["lat"], place["lon"]) for place in centres}
        assert {town.name for town in towns} == set(known)
        for town in towns:
            assert (town.latitude, town.longitude) == pytest.approx(known[town.name], abs=1e-5)


def test_north_lies_above_south_on_the_tile_map(region: Region) -> None:
    order = ["noord", "midden", "zuid"]
    from_the_top = sorted(region.municipalities, key=lambda town: town.tile_row)
    places = [order.index(town.labour_market_region) for town in from_the_top]
    assert places == sorted(places)


def test_the_rows_add_up_to_the_euro_and_pm_stays_pm(region: Region) -> None:
    assert region.budget is not None
    costs, cover = costs_of(region.budget), cover_of(region.budget)
    assert (costs.known, costs.pm, costs.status) == (Decimal(20109240), 2, Status.PARTIAL)
    assert (cover.known, cover.complete) == (Decimal(20182680), True)


def test_the_findings_of_the_plan_are_these(region: Region) -> None:
    found = {f.id: f.difference for f in check_region(region) if f.status != "wording"}
    money = {
        "stray-number:cover-bedrijfsleven-8767040": 5885200,
        "result:result-total": -73440,
        "text-against-table:key-2-kind": None,
        "key-figure:balance": 73440,
        "unbalanced:total": 73440,
        "unbalanced:year-1": -442720,
        "unbalanced:year-2": -308720,
        "unbalanced:year-3": -4320,
        "unbalanced:year-4": 274600,
        "unbalanced:year-5": 554600,
        "requested:total": 73440,
        "unknown-part:regioaanjager": None,
        "unknown-part:accountant": None,
    }
    assert {id: found.get(id, "missing") for id in money} == money
    others = {
        "men-women:wo-entrants-2021": -2,
        "text-against-table:outflow-15-2030-year": 1,
        "text-against-table:outflow-20-2034-year": 5,
        "text-against-table:inflow-1000-2030-year": 1,
        "text-against-table:upskilled-5000-2030-year": 1,
        "incomplete:outflow-15-2030-baseline": None,
        "incomplete:outflow-20-2034-baseline": None,
        "incomplete:line-3-target": None,
        "numbering:6.3g": None,
    }
    assert {id: found.get(id, "missing") for id in others} == others
    assert set(found) == set(money) | set(others)


def test_no_two_findings_share_an_id(region: Region) -> None:
    ids = [finding.id for finding in check_region(region)]
    assert len(ids) == len(set(ids))
