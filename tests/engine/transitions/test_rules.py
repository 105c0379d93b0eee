from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.transitions.region import REFERENCE, rules
from schakel.engine.errors import DataError
from schakel.engine.transitions import load_transition_rules

FILE = REFERENCE / "transitions" / "2026-11-24.toml"


def test_every_value_has_a_reason_in_three_languages_and_a_source() -> None:
    for value in rules().values:
        assert all(value.reason[language] for language in ("nl", "en", "de"))
        assert value.source


def test_levels_rise_and_hops_are_few() -> None:
    assert list(rules().nlqf.values()) == sorted(rules().nlqf.values())
    assert rules().hops_most == 2


def test_the_edition_in_force_is_read() -> None:
    assert load_transition_rules(FILE.parent, on=date(2027, 1, 1)).edition == date(2026, 11, 24)
    with pytest.raises(DataError, match="no transition rules"):
        load_transition_rules(FILE.parent, on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('value = 3\nunit = "occupations"', 'value = 0\nunit = "occupations"', "whole number from 1"),
        ('id = "nlqf.ad"', 'id = "nlqf.phd"', "no value of the transition rules"),
        ('["essential", "important"]', '["essential", "all"]', "Use a list"),
        ("edition = 2026-11-24", 'edition = "soon"', "no date"),
        ('source = "NLQF: mbo 2 is level 2"', 'source = ""', "has no source"),
        ("value = 1000", "value = = 1", "cannot be read"),
    ],
)
def test_impossible_values_are_refused_by_name(tmp_path: Path, before: str, after: str, word: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    (tmp_path / FILE.name).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError, match=word):
        load_transition_rules(tmp_path)


def test_a_missing_value_is_refused(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    (tmp_path / FILE.name).write_text(text[: text.index('[[value]]\nid = "nlqf.wo"')], encoding="utf-8")
    with pytest.raises(DataError, match="is missing"):
        load_transition_rules(tmp_path)
