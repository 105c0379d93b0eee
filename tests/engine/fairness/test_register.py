from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.fairness.parts import REFERENCE, scorer
from schakel.engine.allocation import load_team_rules
from schakel.engine.errors import DataError, NotFound
from schakel.engine.fairness.register import (
    Deployment,
    as_csv,
    draft_ids,
    fairness_sentence,
    make_record,
    problems_of,
    read_draft,
    read_standard,
    values_of_file,
)
from schakel.engine.fairness.report import read_published
from schakel.engine.matching.rules import RuleValue
from schakel.engine.transitions import load_transition_rules

FOLDER = REFERENCE / "fairness" / "register"
HERE = Deployment(
    "Stichting Voorbeeld", "https://example.org/hulp/", {"matching": "https://example.org/algoritmes/matching/"}
)


def _record(id_: str) -> dict[str, Any]:
    rules = {
        "matching": scorer().rules,
        "transitions": load_transition_rules(REFERENCE / "transitions"),
        "teams": load_team_rules(REFERENCE / "allocation" / "teams.toml"),
    }
    draft = read_draft(FOLDER, id_)
    found = rules.get(draft.rules)
    if draft.rules == "linking":
        values, edition = values_of_file(REFERENCE / "linking")
        return make_record(draft, read_standard(FOLDER), HERE, values=values, edition=edition)
    return make_record(
        draft,
        read_standard(FOLDER),
        HERE,
        values=found.values if found else (),
        edition=found.edition if found else None,
        report=read_published(REFERENCE / "fairness" / "published" / "limburg.json"),
    )


@pytest.mark.parametrize("id_", draft_ids(FOLDER))
def test_each_record_meets_the_standard(id_: str) -> None:
    record = _record(id_)
    assert problems_of(record, read_standard(FOLDER)) == ()
    assert list(record) == [field.name for field in read_standard(FOLDER)]
    assert "niet zelflerend" in record["methods_and_models"]


def test_the_record_of_matching_holds_every_rule_in_force_and_the_results() -> None:
    record, rules = _record("matching"), scorer().rules
    for value in rules.values:
        assert f"{value.id} = " in record["methods_and_models"]
    assert rules.edition.isoformat() in record["methods_and_models"]
    assert record["source_id"].endswith(rules.edition.isoformat())
    assert "tweelingteksten" in record["risks"]
    assert record["url"] == "https://example.org/algoritmes/matching.json"


def test_the_record_of_teams_holds_every_rule_in_force() -> None:
    record, rules = _record("teams"), load_team_rules(REFERENCE / "allocation" / "teams.toml")
    for value in rules.values:
        assert f"{value.id} = {value.value}" in record["methods_and_models"]
    assert record["source_id"] == f"schakel-teams-{rules.edition.isoformat()}"


def test_the_standard_knows_the_required_fields() -> None:
    required = {field.name for field in read_standard(FOLDER) if field.required}
    assert required == {
        "name",
        "description_short",
        "organization",
        "status",
        "contact_email",
        "publication_category",
        "lang",
    }


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"name": ""}, "name is required"),
        ({"name": "x" * 101}, "name is longer than 100"),
        ({"status": "Klaar"}, "status is 'Klaar'"),
        ({"category": ["Sport"]}, "category has 'Sport'"),
        ({"website": "http://example.org"}, "website does not begin with https"),
        ({"begin_date": "november"}, "begin_date is no month"),
        ({"lawful_basis_grouping": [{"title": "AVG"}]}, "lawful_basis_grouping has a link"),
        ({"colour": "red"}, "colour is no field"),
    ],
)
def test_what_breaks_the_standard_is_named(change: Mapping[str, Any], word: str) -> None:
    problems = problems_of({**_record("matching"), **change}, read_standard(FOLDER))
    assert any(problem.startswith(word) for problem in problems)


def test_the_table_holds_every_field_once() -> None:
    record = _record("matching")
    rows = list(csv.reader(io.StringIO(as_csv(record))))
    assert rows[0] == ["field", "value"]
    assert [row[0] for row in rows[1:]] == list(record)
    assert "Werk; Onderwijs en wetenschap" in [row[1] for row in rows]


def test_an_unknown_record_is_not_found_and_a_missing_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no record"):
        read_draft(FOLDER, "weather")
    (tmp_path / "empty.toml").write_text('id = "empty"\n', encoding="utf-8")
    with pytest.raises(DataError, match="'name' is missing"):
        read_draft(tmp_path, "empty")
    (tmp_path / "broken.toml").write_text("= 1", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        read_draft(tmp_path, "broken")


def test_rules_that_do_not_fit_are_refused_instead_of_cut() -> None:
    draft = replace(read_draft(FOLDER, "matching"), method="x" * 4990)
    value = RuleValue("a.b", 1, "", {}, "source")
    with pytest.raises(DataError, match="do not fit"):
        make_record(draft, read_standard(FOLDER), HERE, values=[value], edition=scorer().rules.edition)


def test_groups_that_stay_behind_are_named() -> None:
    report = {"made_on": "2026-11-24", "twins": [], "reach": {"sub-region": [{"group": "noord", "signal": True}]}}
    assert "noord (sub-region)" in fairness_sentence(report)


def test_numbers_of_a_rule_file_are_named_by_their_place(tmp_path: Path) -> None:
    (tmp_path / "2026-01-01.toml").write_text("old = 1\n", encoding="utf-8")
    (tmp_path / "2026-11-24.toml").write_text('source = "here"\n[ask]\nskill = 4000\nnote = "x"\n', encoding="utf-8")
    values, edition = values_of_file(tmp_path)
    assert [(value.id, value.value, value.source) for value in values] == [("ask.skill", 4000, "here")]
    assert edition.isoformat() == "2026-11-24"
    with pytest.raises(DataError, match="no dated rules"):
        values_of_file(tmp_path / "nothing")
