"""The texts of the Limburg plan: whole, as printed, and well connected."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import schakel

FOLDER = Path(schakel.__path__[0]) / "reference" / "regions" / "limburg"
PRINTED = {
    "text_nl", "intro_nl", "goal_text_nl", "monitoring_nl", "actors_nl", "lead_in_nl", "closing_nl", "results_nl",
    "note_nl", "quote_nl", "task_nl", "footnote_nl", "steps_nl", "parts_nl", "examples_nl", "printed", "activities_nl",
    "audience_nl", "level_nl", "achieved_nl", "expected_nl", "address", "activities_header_nl", "audience_header_nl",
    "level_header_nl", "achieved_header_nl", "expected_header_nl", "name_header_nl", "workforce_text_nl",
}  # fmt: skip
TOML_FILES = ("region", "goals", "lines", "partners", "initiatives", "cases", "gaps")
ACTIVITIES = {
    "6.1a": 4, "6.1b": 4, "6.1c": 3, "6.1d": 4, "6.2a": 4, "6.2b": 1, "6.2c": 5, "6.2d": 3,
    "6.3a": 2, "6.3b": 4, "6.3c": 5, "6.3d": 4, "6.3e": 3, "6.3f": 3, "6.3g": 2, "6.3g-2": 1,
}  # fmt: skip
# (first heading, heading after it): every word between them stands in our files
WHOLE_CHAPTERS = {
    "3.4b to 6.3": ("3.4.b Witte vlekken analyse", "6. Begroting (CONCEPT)"),
    "7": ("7. Consortium met de BSSC", "8. Bijlagen"),
}
# the two places where the page breaks a word or puts a comma on the next line
BROKEN = {"mbo’ ers": "mbo’ers", "Cubiss , ": "Cubiss, "}
ROW_COLUMNS = ("name", "address", "activities_nl", "audience_nl", "level_nl", "achieved_nl", "expected_nl")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _programmes() -> list[dict[str, str]]:
    with (FOLDER / "programmes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _plain(text: str) -> str:
    """One line, bullets gone, words broken at a hyphen joined: the same for the page and for our text."""
    text = re.sub(r"[•\uf075\xa0]", " ", text)
    text = re.sub(r"(?<=\S)-\s+", "-", text)
    text = re.sub(r"\s+", " ", text)
    for broken, whole in BROKEN.items():
        text = text.replace(broken, whole)
    return text.strip()


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _records(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _records(inner)


def _paragraphs(record: dict[str, Any]) -> Iterator[str]:
    """Every printed paragraph of a record, and its heading with the number the plan gives it. A highlight is in our words."""
    if "label_nl" in record:
        return
    for key, value in record.items():
        if key not in PRINTED:
            continue
        for text in value if isinstance(value, list) else [value]:
            yield from (_plain(part) for part in text.split("\n") if part.strip())
    if record.get("title_printed"):
        yield _plain(record["title_nl"])


def _headings(record: dict[str, Any]) -> Iterator[str]:
    for prefix in ("", "chapter_"):
        number, title = record.get(f"{prefix}printed"), record.get(f"{prefix}title_nl")
        if isinstance(number, str) and title:
            yield from (_plain(f"{number}{mark}{title}") for mark in (" ", ". ", ": "))


@pytest.fixture(scope="module")
def source(shared: Path) -> str:
    return _plain((shared / "source" / "hca-ict-limburg.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TOML_FILES)
def test_printed_text_stands_in_the_plan(name: str, source: str) -> None:
    missing = [text[:80] for record in _records(_toml(name)) for text in _paragraphs(record) if text not in source]
    assert missing == []


@pytest.mark.parametrize("chapter", WHOLE_CHAPTERS)
def test_chapter_is_covered_to_the_last_word(chapter: str, source: str) -> None:
    first, after = WHOLE_CHAPTERS[chapter]
    begin = source.index(first)
    end = source.index(after, begin)
    covered = bytearray(len(source))
    for name in TOML_FILES:
        for record in _records(_toml(name)):
            for text in (*_paragraphs(record), *_headings(record)):
                _mark(covered, source, text)
    left = "".join(" " if covered[at] else source[at] for at in range(begin, end))
    assert [part for part in re.split(r"\s{2,}", left) if re.search(r"\w", part)] == []


def _mark(covered: bytearray, source: str, text: str) -> None:
    if len(text) < 9:  # a short word would cover places it was not taken from
        return
    at = source.find(text)
    while at >= 0:
        covered[at : at + len(text)] = b"\1" * len(text)
        # the number of a numbered step stands before it
        number = re.search(r"(?<![\w.])\d\. $", source[max(0, at - 4) : at])
        if number:
            width = len(number.group())
            covered[at - width : at] = b"\1" * width
        at = source.find(text, at + 1)


def test_initiatives_columns_together_are_the_printed_row(source: str) -> None:
    at = source.index("1 Make IT Work")
    for row in _toml("initiatives")["initiative"]:
        printed = re.sub(r"\s", "", f"{row['number']}{''.join(row[column] for column in ROW_COLUMNS)}")
        rest = re.sub(r"\s", "", source[at:])
        assert rest.startswith(printed), row["id"]
        at = _after(source, at, len(printed))
    assert source[at:].strip() == "Bijlage 1: Regionale initiatieven matrix"


def _after(text: str, at: int, letters: int) -> int:
    """Where `letters` characters other than spaces have passed, counted from `at`."""
    while letters:
        letters -= not text[at].isspace()
        at += 1
    return at


def test_counts_are_those_of_the_plan() -> None:
    plan = _toml("lines")
    assert [line["id"] for line in plan["line"]] == ["1", "2", "3"]
    assert [part["id"] for part in plan["subline"]] == list(ACTIVITIES)
    assert Counter(activity["subline"] for activity in plan["activity"]) == ACTIVITIES
    assert [row["number"] for row in _toml("initiatives")["initiative"]] == list(range(1, 22))
    assert len(_toml("partners")["consortium_entry"]) == 10
    assert Counter(gap["kind"] for gap in _toml("gaps")["gap"])["white-spot"] == 1


def test_targets_are_those_of_the_plan() -> None:
    targets = {(t["value"], t["unit"], t["year"], t.get("baseline_year")) for t in _toml("goals")["target"]}
    assert targets == {
        (15, "percent", 2030, 2023),
        (20, "percent", 2034, 2023),
        (1000, "persons", 2030, None),
        (5000, "persons", 2030, None),
        (1_000_000, "persons", 2030, None),
    }


def test_ids_are_unique_within_their_kind() -> None:
    for name in TOML_FILES:
        for kind, records in _toml(name).items():
            if isinstance(records, list):
                ids = [record["id"] for record in records if "id" in record]
                assert [i for i, count in Counter(ids).items() if count > 1] == [], (name, kind)
    ids = [row["id"] for row in _programmes()]
    assert len(ids) == len(set(ids))


def test_every_record_says_where_it_stands() -> None:
    silent = [
        (name, record.get("id"))
        for name in TOML_FILES
        for records in _toml(name).values()
        for record in _records(records)
        if not record.get("where")
    ]
    assert silent == []
    assert all(row["where"] for row in _programmes())


def test_references_resolve() -> None:
    plan, people, annex = _toml("lines"), _toml("partners"), _toml("initiatives")["initiative"]
    partners = {partner["id"] for partner in people["partner"]}
    lines, sublines = ({r["id"] for r in plan[kind]} for kind in ("line", "subline"))
    activities = {activity["id"] for activity in plan["activity"]}
    used = [actor for activity in plan["activity"] for actor in activity["actors"]]
    used += [partner for row in annex for partner in row["partners"]]
    used += [member for record in (*people["body"], *people["consortium_entry"]) for member in record["members"]]
    used += [case["organisation"] for case in _toml("cases")["case"]]
    used += [row["partner"] for row in _programmes() if row["partner"]]
    used += [partner["part_of"] for partner in people["partner"] if "part_of" in partner]
    assert sorted(set(used) - partners) == []
    assert {part["line"] for part in plan["subline"]} == lines
    assert {subline for row in annex for subline in row["sublines"]} <= sublines
    assert {point["subline"] for point in plan["attention"]} <= sublines
    assert {line for row in annex for line in row["lines"]} <= lines
    assert {activity["part_of"] for activity in plan["activity"] if "part_of" in activity} <= activities
    assert {activity["initiative"] for activity in plan["activity"] if "initiative" in activity} <= {
        row["id"] for row in annex
    }


def test_lines_of_an_initiative_are_those_of_its_sublines() -> None:
    line_of = {part["id"]: part["line"] for part in _toml("lines")["subline"]}
    for row in _toml("initiatives")["initiative"]:
        assert {line_of[subline] for subline in row["sublines"]} == set(row["lines"]), row["id"]


def test_budget_rows_of_sublines_are_each_named() -> None:
    rows = {row for part in _toml("lines")["subline"] for row in part["budget"]}
    counts = {"1": 4, "2": 4, "3": 6}
    assert rows == {f"{line}.{number}" for line, last in counts.items() for number in range(1, last + 1)}


def test_steering_group_is_chaired_by_the_director_of_the_campus() -> None:
    bodies = {body["id"]: body for body in _toml("partners")["body"]}
    assert bodies["steering-group"]["chair"] == "Directeur BSSC"
    assert bodies["consortium"]["lead"] == "bssc"


def test_summaries_and_titles_stand_in_three_languages() -> None:
    kinds = {"lines": ("line", "subline", "activity"), "initiatives": ("initiative",), "cases": ("case",)}
    for name, tables in kinds.items():
        for record in (record for table in tables for record in _toml(name)[table]):
            for stem in ("title", "summary"):
                present = [key for key in (f"{stem}_nl", f"{stem}_en", f"{stem}_de") if record.get(key)]
                assert len(present) in (0, 3), (record["id"], present)
