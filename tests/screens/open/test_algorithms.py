"""The pages about how we calculate: the rules, what was measured, the record for the Algorithm Register."""

import csv
import html
import io
import json
from datetime import date
from typing import Any

import pytest

from schakel.records.people.engine_io import matching_rules
from schakel.records.people.engine_io.fairness import (
    excluding_words,
    fairness_results,
    register_ids,
    register_record,
    team_rules,
    transition_rules,
)
from schakel.records.people.engine_io.rules import route_values, scheme_rows

pytestmark = pytest.mark.django_db
PREFIXES = {"nl": "", "en": "/en", "de": "/de"}


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_results_of_the_twins_stand_on_the_page_in_each_language(client: Any) -> None:
    for language, prefix in PREFIXES.items():
        results = fairness_results(language)
        assert results is not None
        shown = text(client.get(f"{prefix}/algoritmes/matching/"))
        assert f"{results.same} " in shown
        for twin in results.twins:
            assert twin.why in shown.replace("&#x27;", "'")


def test_every_group_is_shown_with_what_a_shuffle_gives(client: Any) -> None:
    shown = text(client.get("/algoritmes/matching/"))
    assert shown.count("<caption") == 11  # twins, six tables of groups, two of rules, planning, schemes
    for word in ("Noord-Limburg", "Midden-Limburg", "Zuid-Limburg", "mbo", "Veel ervaring", "fictief"):
        assert word in shown
    assert 'href="/vraag/"' in shown


@pytest.mark.parametrize("record", ["koppelen", "matching", "overstap", "plaatsing", "teams"])
def test_the_record_can_be_downloaded_as_json_and_as_a_table(client: Any, record: str) -> None:
    response = client.get(f"/algoritmes/{record}.json")
    content = json.loads(text(response))
    assert content["standard_version"] == "1.0"
    assert content["organization"]
    assert content["contact_email"].endswith("/hulp/")
    assert response["Content-Disposition"] == f'attachment; filename="{record}.json"'
    rows = list(csv.reader(io.StringIO(client.get(f"/algoritmes/{record}.csv").content.decode())))
    assert dict(rows[1:])["name"] == content["name"]


def test_the_record_of_matching_follows_the_rules_in_force() -> None:
    record = register_record("matching", contact="https://example.org/", pages={})
    for value in matching_rules().values:
        assert f"{value.id} = " in record["methods_and_models"]
    assert record["website"] == ""


@pytest.mark.parametrize("path", ["/algoritmes/weer.json", "/algoritmes/matching.pdf", "/algoritmes/.json"])
def test_what_there_is_not_is_not_found(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_overview_names_every_record(client: Any) -> None:
    for prefix in PREFIXES.values():
        shown = text(client.get(f"{prefix}/algoritmes/"))
        for record in register_ids():
            assert f"{prefix}/algoritmes/{record}.json" in shown
            assert f"{prefix}/algoritmes/{record}.csv" in shown


def test_the_making_of_teams_is_explained_with_every_rule_it_uses(client: Any) -> None:
    for language, prefix in PREFIXES.items():
        page = html.unescape(text(client.get(f"{prefix}/algoritmes/")))
        for value in team_rules().values:
            assert value.id in page
            assert value.reason[language] in page
        assert team_rules().version in page
    record = register_record("teams", contact="https://example.org/", pages={})
    assert all(f"{value.id} = {value.value}" in record["methods_and_models"] for value in team_rules().values)


def test_excluding_words_are_found_in_languages_with_a_list() -> None:
    check = excluding_words("Wij zoeken een native speaker.", "nl")
    assert check is not None
    assert [one.kind for one in check.findings] == ["native-speaker"]
    assert excluding_words("tekst", "pl") is None


def test_the_rules_of_changing_work_stand_there_too(client: Any) -> None:
    for language, prefix in PREFIXES.items():
        shown = text(client.get(f"{prefix}/algoritmes/matching/"))
        assert transition_rules().title[language].replace("'", "&#x27;") in shown
        for value in transition_rules().values:
            assert value.id in shown


def test_every_rule_of_planning_and_every_scheme_stands_on_the_page(client: Any) -> None:
    for language, prefix in PREFIXES.items():
        page = html.unescape(text(client.get(f"{prefix}/algoritmes/matching/")))
        for value in route_values():
            assert value.id in page
            assert value.reason[language] in page
        for scheme in scheme_rows(language, date(2026, 11, 24)):
            assert scheme.name in page
            assert scheme.source in page


def test_what_nobody_measured_or_checked_is_marked(client: Any) -> None:
    answer = client.get("/en/algoritmes/matching/")
    tables = {table["id"]: table for table in answer.context["rule_tables"]}
    assert set(tables) == {"waarden", "overstap", "routes"}
    for table in tables.values():
        assert table["chosen"] == sum(one["source"].startswith("Choice of the programme") for one in table["values"])
        assert 0 < table["chosen"] < len(table["values"])
    marks = sum(table["chosen"] for table in tables.values())
    assert text(answer).count("not measured yet</span>") == marks
    unsure = [one for one in answer.context["schemes"] if one.verified == "no"]
    assert text(answer).count("not checked yet</span>") == len(unsure)


def test_a_scheme_that_ended_is_said_to_have_ended(client: Any) -> None:
    rows = {one.id: one for one in scheme_rows("en", date(2026, 11, 24))}
    assert rows["stap-budget"].state == "ended"
    assert {one.id: one for one in scheme_rows("en", date(2023, 1, 1))}["stap-budget"].state == "open"
    assert {one.id: one for one in scheme_rows("en", date(2021, 1, 1))}["stap-budget"].state == "later"
    assert "ended on 31 December 2023" in text(client.get("/en/algoritmes/matching/"))
