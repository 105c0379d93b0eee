from __future__ import annotations

from pathlib import Path

import pytest

from schakel.engine.allocation import load_team_rules
from schakel.engine.allocation.teams import EXACT_MOST
from schakel.engine.errors import DataError
from schakel.reference import REFERENCE

FILE = REFERENCE / "allocation" / "teams.toml"


def test_every_value_is_read_with_its_reason_in_each_language() -> None:
    rules = load_team_rules(FILE)
    assert {one.id: one.value for one in rules.values} == {
        "least": rules.least,
        "required": rules.required,
        "wished": rules.wished,
        "exact_most": rules.exact_most,
    }
    assert all(set(one.reason) == {"nl", "en", "de"} and all(one.reason.values()) for one in rules.values)
    assert rules.required > rules.wished
    assert rules.exact_most == EXACT_MOST, "what the engine takes when nothing is said"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("value = 2\n", "value = 0\n", "least"),
        ("value = 20000", 'value = "many"', "exact_most"),
        ('id = "wished"', 'id = "hoped"', "hoped"),
        ('id = "required"', 'id = "least"', "required"),
        ('version = "teams-1"', "version = 1", "version"),
        ("edition = 2026-11-24", 'edition = "today"', "edition"),
        ("reason_de = ", "reason_fr = ", "least"),
        ("[[value]]", "[[value", ""),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_what_to_do(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "teams.toml"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_team_rules(file)
    assert says in str(caught.value)
    assert "teams.toml" in str(caught.value)
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_team_rules(tmp_path / "teams.toml")
