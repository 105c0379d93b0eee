"""`advise --programmes`: modules somebody need not do, from a file of the site; and files that are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schakel.cli.main import main
from schakel.engine.advice.programmes import programmes_shape, read_programmes
from schakel.engine.errors import DataError
from schakel.engine.matching.rules import load_rules
from schakel.reference import REFERENCE

CV = """Opleiding
2021 - 2024 MBO niveau 4 Software developer, diploma

Vaardigheden
communicatief
"""
TEACHES = ["programming", "object-oriented-programming", "git", "sql", "debugging", "unit-testing"]


def programme(**changes: Any) -> dict[str, Any]:
    modules = [
        {"key": str(at), "title": f"Module {at}", "hours": 100, "price": "400.00", "teaches": [skill]}
        for at, skill in enumerate(TEACHES[:4], 1)
    ]
    rule = {
        "modules": ["1", "2"],
        "source": "Examenregeling",
        "level": "mbo-4",
        "studies": ["software developer"],
        "skills": {},
        "tier": "evidenced",
        "occupation": "",
        "years": 1,
        "valid_from": None,
        "valid_until": "2030-08-31",
    }
    whole = {
        "id": "ad-software",
        "kind": "programme",
        "provider": "Zuyd",
        "labels": {"nl": "Ad Software"},
        "level": "ad",
        "place": None,
        "language": "nl",
        "teaches": TEACHES,
        "weeks": 40,
        "hours_per_week": 14,
        "price": "1600.00",
        "price_eur": 1600,
        "starts": [],
        "written_in": "nl",
        "modules": modules,
        "rules": [rule],
    }
    return {"programmes": [{**whole, **changes}]}


def advised(tmp_path: Path, data: object, *words: str) -> tuple[str, str]:
    cv, file = tmp_path / "cv.txt", tmp_path / "p.json"
    cv.write_text(CV, encoding="utf-8")
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(cv), str(file)


def steps(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: object) -> list[dict[str, Any]]:
    cv, file = advised(tmp_path, data)
    words = ["--programmes", file, "--goal", "software-developer", "--json", "--on", "2026-11-24"]
    assert main(["advise", cv, *words]) == 0
    shape = json.loads(capsys.readouterr().out)
    every = [step for role in shape["roles"] for route in role["routes"] for step in route["steps"]]
    return [step for step in every if step["offer"] == "ad-software"]


def test_the_modules_of_a_diploma_come_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = steps(tmp_path, capsys, programme())
    assert found
    assert found[0]["exemption"]["known"] == ["Module 1", "Module 2"]
    assert found[0]["exemption"]["saves"] == {"price": 800, "weeks": 20}
    assert "Module 1, Module 2" in found[0]["why"]


def test_the_same_is_told_to_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cv, file = advised(tmp_path, programme())
    assert main(["advise", cv, "--programmes", file, "--goal", "software-developer", "--on", "2026-11-24"]) == 0
    assert "Dat scheelt € 800 en 20 weken." in capsys.readouterr().out


def test_after_its_last_day_a_rule_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = programme()
    data["programmes"][0]["rules"][0]["valid_until"] = "2020-01-01"
    assert all("exemption" not in step for step in steps(tmp_path, capsys, data))


def test_what_is_written_is_read_back_the_same() -> None:
    rules = load_rules(REFERENCE / "matching")
    offers, curricula = read_programmes(programme(starts=["2027-02-01"]), rules, file="p.json")
    again = programmes_shape(offers, curricula)
    assert read_programmes(json.loads(json.dumps(again)), rules, file="p.json") == (offers, curricula)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"programmes": [7]},
        {"programmes": [{}]},
        programme(weeks="40"),
        programme(price="-1"),
        programme(price="NaN"),
        programme(starts=["soon"]),
        programme(rules=[{"modules": ["1"]}]),
        programme(price_eur=-1),
    ],
)
def test_a_wrong_file_is_named(data: object) -> None:
    with pytest.raises(DataError, match=r"p\.json"):
        read_programmes(data, load_rules(REFERENCE / "matching"), file="p.json")


@pytest.mark.parametrize("text", ["", "{", "\x00"])
def test_no_json_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    cv, file = advised(tmp_path, {})
    Path(file).write_text(text, encoding="utf-8")
    assert main(["advise", cv, "--programmes", file]) != 0
    assert "programmes" in capsys.readouterr().err
