from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.matching.small import RULES_FOLDER
from schakel.engine.errors import DataError
from schakel.engine.matching.rules import load_rules, read_rules

SHIPPED = RULES_FOLDER / "2026-11-24.toml"


def test_shipped_rules_give_a_reason_in_three_languages_and_a_source_for_each_value() -> None:
    rules = load_rules(RULES_FOLDER)
    assert len(rules.values) > 25
    for value in rules.values:
        assert set(value.reason) == {"nl", "en", "de"}
        assert value.source


def test_shipped_rules_keep_their_own_order() -> None:
    rules = load_rules(RULES_FOLDER)
    assert rules.relevance["essential"] > rules.relevance["important"] > rules.relevance["wished"] > 0
    assert rules.relation["same"] == 1000
    assert rules.tier["validated"] >= rules.tier["evidenced"] >= rules.tier["claimed"] >= rules.tier["assumed"]
    assert [word.number for word in rules.levels] == [0, 1, 2, 3]
    assert rules.level_word(2, "de") == "selbstständig"
    assert rules.level_word(None, "nl") == ""


def test_load_rules_takes_the_edition_of_the_day(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    (tmp_path / "2026-11-24.toml").write_text(text, encoding="utf-8")
    newer = text.replace("edition = 2026-11-24", "edition = 2027-11-24")
    (tmp_path / "2027-11-24.toml").write_text(newer, encoding="utf-8")
    (tmp_path / "texts.toml").write_text("not = 'rules'", encoding="utf-8")
    assert load_rules(tmp_path, on=date(2027, 1, 1)).edition == date(2026, 11, 24)
    assert load_rules(tmp_path).edition == date(2027, 11, 24)
    with pytest.raises(DataError, match="no matching rules for this day"):
        load_rules(tmp_path, on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("value = 1000", "value = 1001", "from 0 to 1000"),
        ("value = 1000", 'value = "much"', "whole number"),
        ('id = "tier.claimed"', 'id = "tier.boasted"', "tier.boasted"),
        ('id = "tier.claimed"', 'id = "tier.assumed"', "given twice"),
        ("edition = 2026-11-24", "", "is no date"),
        ("reason_de = ", "reason_fr = ", "no reason_de"),
        ("source = ", "origin = ", "no source"),
        ("[[value]]", "[[value", "cannot be read"),
    ],
)
def test_read_rules_refuses_with_file_and_value(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "2026-11-24.toml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=says) as caught:
        read_rules(path)
    assert caught.value.place.startswith("2026-11-24.toml")
    assert caught.value.remedy
