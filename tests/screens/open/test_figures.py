import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from schakel.engine.regions import read_region, region_folder
from schakel.records.observatory import actions, queries
from schakel.screens.open.figures.downloads import FILES

OOSTMARK = Path(__file__).parents[2] / "reference" / "regions" / "oostmark"
PREFIX = {"nl": "", "en": "/en", "de": "/de"}


def load(folder: Path) -> None:
    actions.load_region(by="test", region=read_region(folder), folder=folder)


@pytest.fixture
def limburg(db: Any) -> None:
    load(region_folder("limburg"))


@pytest.mark.usefixtures("limburg")
@pytest.mark.parametrize(
    ("language", "finding", "qualified"),
    [
        ("nl", "Meer nieuwe ICT-studenten op wo", "bijna 389"),
        ("en", "More new ICT students at wo", "almost 389"),
        ("de", "Mehr neue IT-Studierende auf wo", "fast 389"),
    ],
)
def test_overview_says_what_the_numbers_say_and_what_is_missing(
    client: Any, language: str, finding: str, qualified: str
) -> None:
    text = client.get(f"{PREFIX[language]}/cijfers/").content.decode()
    assert finding in text
    assert qualified in text
    for name in ("CBS", "UWV", "ROA", "DUO"):
        assert f"<strong>{name}</strong>" in text


@pytest.mark.usefixtures("limburg")
@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_figure_has_a_page(client: Any, language: str) -> None:
    for figure in queries.shown_figures(language):
        response = client.get(f"{PREFIX[language]}/cijfers/{figure.id}")
        text = response.content.decode()
        assert response.status_code == 200
        assert f'<h1 class="utrecht-heading-1">{figure.title.replace("&", "&amp;")}' in text
        assert '<details class="schakel-more-box" open>' in text
        for row in queries.figure(figure.id).observed:
            assert f'<q lang="nl">{row.text.replace("&", "&amp;")}</q>' in text.replace("&quot;", '"').replace(
                "&#x27;", "'"
            )


@pytest.mark.usefixtures("limburg")
def test_table_and_chart_show_the_numbers_of_the_region(client: Any) -> None:
    text = client.get("/cijfers/instroom-ict").content.decode()
    cells = re.findall(r'data-label="(?:2017|2021|Verschil)">([^<]+)<', text)
    assert cells == ["353", "318", "−35", "bijna 389", "ruim 265", "ongeveer −124", "237", "421", "+184"]
    chart = re.search(r"<svg.*?</svg>", text[text.index("<figure") :], re.DOTALL)
    assert chart
    for label in ("mbo 353", "318 mbo", "hbo bijna 389", "ruim 265 hbo", "wo 237", "421 wo"):
        assert f">{label}<" in chart.group()


@pytest.mark.usefixtures("limburg")
def test_a_finding_is_told_beside_its_figure(client: Any) -> None:
    text = client.get("/en/cijfers/vrouwen-ict").content.decode()
    assert "The source says 421 in all. Men and women together are 423." in text
    assert "#bevinding-men-women-wo-entrants-2021" in text
    assert "bevinding-" not in client.get("/cijfers/gediplomeerden-ict").content.decode()


@pytest.mark.usefixtures("limburg")
def test_all_files_can_be_read_and_hold_the_same_numbers(client: Any) -> None:
    for figure in queries.figures():
        answers = {suffix: client.get(f"/cijfers/{figure.id}.{suffix}") for suffix in FILES}
        assert {answer.status_code for answer in answers.values()} == {200}
        rows = list(csv.DictReader(io.StringIO(answers["csv"].content.decode("utf-8"))))
        document = json.loads(answers["json"].content)
        sheet = load_workbook(io.BytesIO(answers["xlsx"].content))["rows"]
        column = [cell.value for cell in sheet[1]].index("value")
        numbers = [float(row["value"]) if row["value"] else None for row in rows]
        assert [row[column] or None for row in sheet.iter_rows(min_row=2, values_only=True)] == [
            n or None for n in numbers
        ]
        assert [row["value"] or "" for row in document["rows"]] == [row["value"] for row in rows]
        assert json.loads(answers["metadata.json"].content)["dialect"]["delimiter"] == ","
        assert ET.fromstring(answers["svg"].content).tag.endswith("svg")
        assert document["digest"] == figure.digest


@pytest.mark.usefixtures("limburg")
def test_no_cell_of_a_workbook_is_a_formula(client: Any) -> None:
    row = queries.figure("instroom-ict").observed[0]
    from schakel.records.observatory.models import Observation

    Observation.objects.filter(key=row.key).update(text="=1+1", where="@x")
    book = load_workbook(io.BytesIO(client.get("/cijfers/instroom-ict.xlsx").content))
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)
    assert "'=1+1" in client.get("/cijfers/instroom-ict.csv").content.decode()


@pytest.mark.usefixtures("limburg")
def test_a_file_that_did_not_change_is_not_sent_again(client: Any) -> None:
    first = client.get("/cijfers/instroom-ict.csv")
    again = client.get("/cijfers/instroom-ict.csv", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.usefixtures("limburg")
@pytest.mark.parametrize(
    "path",
    [
        "/cijfers/bestaat-niet",
        "/cijfers/bestaat-niet.csv",
        "/cijfers/instroom-ict.exe",
        "/cijfers/vrouwen-gediplomeerden-ict",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: Any, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "utrecht-heading-1" in response.content.decode()


@pytest.mark.django_db
def test_a_small_region_shows_only_its_own_figures(client: Any) -> None:
    load(OOSTMARK)
    text = client.get("/cijfers/").content.decode()
    assert re.findall(r'href="/cijfers/([a-z0-9-]+)"', text) == ["gediplomeerden-ict", "vrouwen-gediplomeerden-ict"]
    assert client.get("/cijfers/instroom-ict").status_code == 404
    for figure in ("gediplomeerden-ict", "vrouwen-gediplomeerden-ict"):
        assert client.get(f"/de/cijfers/{figure}").status_code == 200


@pytest.mark.django_db
def test_without_numbers_the_overview_says_so(client: Any) -> None:
    assert "Er zijn nog geen getallen" in client.get("/cijfers/").content.decode()


@pytest.mark.django_db
def test_more_figures_take_no_more_queries(client: Any) -> None:
    counts = []
    for folder in (OOSTMARK, region_folder("limburg")):
        load(folder)
        with CaptureQueriesContext(connection) as asked:
            client.get("/cijfers/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
