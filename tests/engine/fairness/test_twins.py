from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from engine.fairness.parts import REFERENCE, reader, scorer, taxonomy
from schakel.engine.errors import DataError
from schakel.engine.fairness.twins import TwinResult, Twins, check_twins, counts_by_kind, load_twins
from schakel.engine.matching import occupation_targets

FILE = REFERENCE / "fairness" / "twins.toml"
NOW = date(2026, 11, 24)
SOME = occupation_targets(taxonomy())[::6]


def _check(twins: list[Twins]) -> tuple[TwinResult, ...]:
    return check_twins(twins, reader(), scorer(), SOME, now=NOW)


def test_there_are_enough_twins_of_every_kind() -> None:
    book = load_twins(FILE)
    counts = Counter(one.kind for one in book.twins)
    assert counts["name"] >= 30
    assert (
        set(counts) == {"name", "sex", "age", "nationality", "address", "gap", "birthplace", "family"} == set(book.why)
    )
    assert {one.language for one in book.twins} == {"nl", "en", "de"}
    assert all(one.texts[0] != one.texts[1] for one in book.twins)


def test_twins_get_the_same_bits() -> None:
    """A quick choice: every name in Dutch, and of the other kinds the first in each language."""
    twins = load_twins(FILE).twins
    first = {(one.kind, one.language): one for one in reversed(twins)}
    chosen = [one for one in twins if one.kind == "name" and one.language == "nl"] + list(first.values())
    results = _check(chosen)
    assert [(one.twins.kind, one.twins.values, one.differs) for one in results if not one.same] == []
    assert all(one.skills >= 10 for one in results)


@pytest.mark.slow
def test_all_twins_get_the_same_bits_against_all_occupations() -> None:
    twins = load_twins(FILE).twins
    results = check_twins(twins, reader(), scorer(), occupation_targets(taxonomy()), now=NOW)
    assert [(one.twins.kind, one.twins.values, one.differs) for one in results if not one.same] == []
    assert all(same == pairs for same, pairs in counts_by_kind(results).values())


def test_a_difference_that_matters_is_seen() -> None:
    text = "Curriculum vitae\n\nVaardigheden\nPython, SQL, Linux, {}\n"
    pair = Twins("skill", "nl", ("Docker", "SAP"), (text.format("Docker"), text.format("SAP")))
    (result,) = _check([pair])
    assert not result.same
    assert {"skills", "profile", "scores"} <= set(result.differs)
    assert counts_by_kind([result]) == {"skill": (0, 1)}


def test_a_text_in_many_pairs_is_the_same_everywhere() -> None:
    text = "Curriculum vitae\n\nVaardigheden\nPython, SQL\n"
    (result,) = _check([Twins("nothing", "nl", ("a", "a"), (text, text))])
    assert result.same


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("edition = 2026-11-24", "edition = 3", "miss edition"),
        ('language = "nl"', 'language = "pl"', "has the language"),
        ("Geslacht: {sex}", "Geslacht: m", "does not use sex"),
        ("Naam: {name}", "Naam: {nom}", "unknown slot"),
        ('values = ["2019", "2018", "2017", "2016"]', 'values = ["2019"]', "two values"),
        ('why_nl = "Een gat', 'why_xx = "Een gat', "has no why"),
        ("edition =", "= edition", "cannot be read"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, before: str, after: str, word: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / FILE.name
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError, match=word):
        load_twins(file)


def test_a_name_that_is_also_a_skill_gives_no_skill_where_it_is_the_name() -> None:
    text = "Curriculum vitae\n\nNaam: {}\n\nProfiel\nIk ben {} en help graag.\n\nVaardigheden\nPython, SQL, {}\n"
    both = text.format("Ruby Jansen", "Ruby Jansen", "Ruby")
    read = reader().read(both, "nl", kind="cv")
    assert [one.section for one in read.skills if one.text == "Ruby"] == ["abilities"]
    only_name = reader().read(text.format("Julia Jenkins", "Julia Jenkins", "Linux"), "nl", kind="cv")
    assert [one.text for one in only_name.skills] == ["Python", "SQL", "Linux"]
    assert "Jenkins" not in only_name.masked_text()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Julia Jenkins\n\nIk ben Julia en help graag.\n\nVaardigheden\nPython, SQL\n", ["Python", "SQL"]),
        ("en", "Ruby Jansen\n\nMy name is Ruby and I like data.\n\nSkills\nPython, Ruby\n", ["Python", "Ruby"]),
        ("de", "Jan Kern\n\nIch heiße Pascal, ich bin Java-Entwickler.\n\nKenntnisse\nPython\n", ["Java", "Python"]),
        ("nl", "Jan Peters\n\nIk ben Java developer.\n\nVaardigheden\nPython, SQL\n", ["Java", "Python", "SQL"]),
    ],
)
def test_who_introduces_themself_says_a_name_and_no_skill(language: str, text: str, expected: list[str]) -> None:
    assert [one.text for one in reader().read(text, language, kind="cv").skills] == expected
