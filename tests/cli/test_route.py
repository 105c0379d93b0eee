from __future__ import annotations

import contextlib
import io
import json
from functools import lru_cache
from typing import Any

import pytest

from schakel.cli.main import main

START = ("route", "--have", "SQL,programmeren", "--goal", "data engineer", "--on", "2026-11-24")


@lru_cache
def _json(*words: str) -> dict[str, Any]:
    """What a run prints; the same question is asked once."""
    page = io.StringIO()
    with contextlib.redirect_stdout(page):
        assert main([*START, *words, "--json"]) in (0, 1)
    found: dict[str, Any] = json.loads(page.getvalue())
    return found


def test_contract_of_routes_and_steps_is_kept() -> None:
    shape = _json()
    assert {"goal", "routes"} <= shape.keys()
    for route in shape["routes"]:
        assert {"steps", "price", "net_price", "weeks", "covered", "gap_to_bound"} <= route.keys()
        for step in route["steps"]:
            asked = {"offer", "session", "start", "end", "hours", "price", "net_price", "closes", "exempted", "why"}
            assert asked <= step.keys()
    assert {"cheapest", "fastest", "balanced", "safest"} <= {name for one in shape["routes"] for name in one["names"]}


def test_unknown_price_has_no_net_price_and_ended_schemes_are_refused() -> None:
    steps = [step for route in _json()["routes"] for step in route["steps"]]
    assert steps
    assert all(step["net_price"] is None for step in steps if step["price"] is None)
    for step in steps:
        stap = next(one for one in step["support"] if one["scheme"] == "stap-budget")
        assert (stap["result"], stap["refused_by"]) == ("refused", ["ended"])


def test_what_must_be_asked_is_named_once_with_its_source() -> None:
    asked = _json()["support_to_ask"]
    assert len({one["scheme"] for one in asked}) == len(asked) > 0
    assert all(one["source"] and one["verified"] and one["text"] for one in asked)


def test_place_gives_travel_and_country() -> None:
    shape = _json("--from", "Maastricht")
    steps = [step for route in shape["routes"] for step in route["steps"]]
    assert all("travel_km" in step for step in steps)
    assert "bildungsgutschein" not in {one["scheme"] for one in shape["support_to_ask"]}
    german = _json("--from", "Aachen")
    assert "bildungsgutschein" in {one["scheme"] for one in german["support_to_ask"]}


def test_facts_that_are_told_are_not_asked() -> None:
    shape = _json("--about", "person.benefit=none", "--about", "person.status=unemployed")
    assert not {"uwv-scholing", "sectorfonds"} & {one["scheme"] for one in shape["support_to_ask"]}


def test_pay_is_only_reckoned_where_it_is_told() -> None:
    assert all(route["pay"] is None for route in _json()["routes"])
    pay = _json("--pay-now", "2500", "--pay-goal", "3000-3500")["routes"][0]["pay"]
    assert pay["staying"] == [90_000, 90_000]
    assert pay["months"] == sum(one["to_month"] - one["from_month"] + 1 for one in pay["stretches"]) == 36


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_page_for_people_says_risk_and_what_may_help(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*START, "--answer-in", language, "--hours-per-week", "16"]) in (0, 1)
    page = capsys.readouterr().out
    assert {"nl": "gaat een stap mis", "en": "a step goes wrong", "de": "geht ein Schritt schief"}[language] in page
    assert "DUO" in page


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--from", "Maastrich"], "Did you mean Maastricht"),
        (["--from", "Qqq"], "There is no place"),
        (["--pay-now", "veel"], "is no pay"),
        (["--pay-now", "3000-2000"], "is no pay"),
        (["--about", "age=40"], "is no fact"),
        (["--travel-most", "far"], "no whole number"),
    ],
)
def test_mistakes_end_in_exit_code_2(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = main([*START, *words])
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert says in capsys.readouterr().err


JOBS = (
    "route",
    "--have",
    "electronic-health-records,key-user-work,coaching,elderly-home-care",
    "--goal",
    "functional-manager",
)


def test_routes_over_a_job_stand_last_with_pay_of_the_job(capsys: pytest.CaptureFixture[str]) -> None:
    pay = ("--pay-now", "2400", "--pay-goal", "3000-3600", "--pay-job", "2600")
    assert main([*JOBS, "--on", "2026-11-24", "--jobs", *pay, "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert [route["names"] for route in shape["routes"]].index(["job"]) == len(shape["routes"]) - 1
    route = shape["routes"][-1]
    assert route["steps"][0]["offer"].startswith("job:urn:schakel:occupation:")
    assert route["net_price"] == 0
    assert [stretch["why"] for stretch in route["pay"]["stretches"]] == ["job", "goal"]


def test_without_asking_no_job_is_in_a_route(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*JOBS, "--on", "2026-11-24", "--json"]) == 0
    names = [name for route in json.loads(capsys.readouterr().out)["routes"] for name in route["names"]]
    assert "job" not in names


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--travel-most", "10"), "nothing without --from"),
        (("--pay-while", "1800"), "nothing without --pay-now"),
        (("--pay-job", "2500"), "nothing without --jobs"),
        (("--about", "person.agee=40"), "No scheme asks 'person.agee'. Use one of"),
        (("--about", "person.age=forty"), "'forty' is no number"),
    ],
)
def test_what_would_be_passed_over_is_said(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*START, *words]) == 2
    assert says in capsys.readouterr().err
