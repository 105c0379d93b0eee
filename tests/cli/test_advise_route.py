from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schakel.cli.main import main

CV = """Curriculum vitae

Werkervaring
2018 - heden  Medewerker helpdesk, Heerlen
Gebruikers ondersteunen, tickets afhandelen, Windows 11 en Active Directory beheren

Opleiding
2014 - 2018 mbo ICT

Vaardigheden
Windows Server, SQL, communicatief
"""


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main([*words, "--json", "--on", "2026-11-24"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def cv(tmp_path: Path) -> str:
    path = tmp_path / "cv.txt"
    path.write_text(CV, encoding="utf-8")
    return str(path)


def test_advise_gives_roles_whose_points_add_up(cv: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, shape = _json(capsys, "advise", cv)
    assert code == 0
    assert shape["kind"] == "cv"
    assert len(shape["roles"]) == 10
    for one in (*shape["roles"], *shape["offers"]):
        assert sum(term["points"] for term in one["terms"]) == one["score"]
        assert {"demand", "uri", "evidence", "relation", "weight", "points"} <= one["terms"][0].keys()
    scores = [role["score_milli"] for role in shape["roles"]]
    assert scores[0] == max(scores) > 0


def test_advise_with_a_goal_gives_routes_to_it(cv: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, shape = _json(capsys, "advise", cv, "--goal", "systeembeheerder", "--answer-in", "de")
    goal = shape["roles"][0]
    assert goal["routes"]
    step = goal["routes"][0]["steps"][0]
    assert {
        "offer",
        "session",
        "start",
        "end",
        "hours",
        "price",
        "net_price",
        "closes",
        "exempted",
        "why",
    } <= step.keys()
    assert step["price"] is None


def test_advise_says_that_a_vacancy_is_no_cv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vacancy.txt"
    path.write_text(
        "Vacature data-analist\n\nWij zoeken een data-analist voor 32 uur per week.\n\n"
        "Functie-eisen\n- Je hebt ervaring met SQL en Power BI\n- Python is een pre\n\nWij bieden\nEen goed salaris",
        encoding="utf-8",
    )
    _, shape = _json(capsys, "advise", str(path))
    assert shape["kind"] == "vacancy"
    assert "vacature" in shape["notice"]
    assert "urn:schakel:skill:sql" in {one["uri"] for one in shape["asks"]}


def test_route_closes_or_names_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    code, shape = _json(capsys, "route", "--have", "SQL,programmeren", "--goal", "data engineer")
    assert code in (0, 1)
    assert shape["goal"]["uri"] == "urn:schakel:occupation:data-engineer"
    route = shape["routes"][0]
    assert {"steps", "price", "net_price", "weeks", "covered", "gap_to_bound"} <= route.keys()
    assert route["gap_to_bound"] == 0
    assert sorted(uri for step in route["steps"] for uri in step["closes"]) == sorted(route["covered"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["route", "--have", "postgressql", "--goal", "data-engineer"], "Did you mean"),
        (["route", "--goal", "dataa engineer"], "Did you mean"),
        (["advise", "/nowhere/cv.txt"], "cannot be opened"),
    ],
)
def test_mistakes_end_in_one_line_and_exit_code_2(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_pages_for_people_are_printed(cv: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", cv]) == 0
    assert "punten" in capsys.readouterr().out
    assert main(["route", "--have", "sql", "--goal", "data-analyst", "--answer-in", "en"]) in (0, 1)
    assert "/100" in capsys.readouterr().out


def test_advise_transitions_names_feasible_work_stones_and_what_opens_most(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cv = tmp_path / "cv.txt"
    cv.write_text("Boekhouder. Exact, AFAS, Excel, Power BI-dashboards gemaakt. Maandafsluiting en btw-aangifte.")
    words = ["advise", str(cv), "--goal", "bi-developer", "--transitions"]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["transitions"]
    bands = [role["band"] for role in found["roles"]]
    assert bands == sorted(bands, key=["feasible", "near"].index)
    assert found["opens_most"]
    assert all(path[-1]["uri"].endswith("bi-developer") for path in found["stepping_stones"])
    assert main(words) == 0
    assert found["roles"][0]["label"] in capsys.readouterr().out
