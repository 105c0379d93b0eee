"""From the files of the taxonomy to concepts, with an error that names file, line and column for every mistake."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError
from schakel.engine.skills.concepts import LANGUAGES, RELEVANCES, Demand, Occupation, Skill, occupation_uri, skill_uri

SKILL_COLUMNS = (
    "id", "kind", "en", "nl", "de", "fr", "alt", "alt_nl", "alt_en", "alt_de", "alt_fr", "broader", "related",
    "levels", "seniority", "esco", "sense", "sense_labels", "not_with",
)  # fmt: skip
OPTIONAL_COLUMNS = frozenset(SKILL_COLUMNS) - {"id", "kind", "en", "broader"}
OCCUPATION_KEYS = frozenset({
    "id", "kind", "en", "nl", "de", "fr", "alt", "alt_nl", "alt_en", "alt_de", "alt_fr", "isco", "esco", "ecf",
    "levels", "seniority", "about_nl", "about_en", "about_de", "about_fr", "essential", "important", "wished",
    "leads_to", "sense", "sense_labels", "carries_over", "sector",
})  # fmt: skip

# A raw row: text by column, or a list of texts; "_place" is [file, line].
Row = dict[str, Any]


def read_concepts(folder: Path) -> tuple[dict[str, Skill], dict[str, Occupation], list[DataError]]:
    """All skills and occupations of ``folder`` by URI, in file order, and the mistakes met on the way."""
    skill_files = sorted((folder / "skills").glob("*.csv"))
    occupation_files = sorted((folder / "occupations").glob("*.toml"))
    if not skill_files:
        empty = DataError("There are no skills", file=str(folder / "skills"), remedy="Give the folder of the taxonomy")
        return {}, {}, [empty]
    contents = {_name(folder, path): path.read_bytes() for path in (*skill_files, *occupation_files)}
    rows, problems = _parse_all(contents)
    skills: dict[str, Skill] = {}
    occupations: dict[str, Occupation] = {}
    for row in rows:
        try:
            if row["_place"][0].startswith("skills/"):
                skill = _skill(row)
                _put_once(skills, skill, row)
            else:
                occupation = _occupation(row)
                _put_once(occupations, occupation, row)
        except DataError as problem:
            problems.append(problem)
    return skills, occupations, problems


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _put_once(concepts: dict[str, Any], concept: Skill | Occupation, row: Row) -> None:
    earlier = concepts.get(concept.uri)
    if earlier is not None:
        raise _mistake(row, "id", f"'{concept.id}' already stands in {earlier.source}", "Give each concept its own id")
    concepts[concept.uri] = concept


def _parse_all(contents: Mapping[str, bytes]) -> tuple[list[Row], list[DataError]]:
    rows: list[Row] = []
    problems: list[DataError] = []
    for name, content in contents.items():
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(DataError("The file is not UTF-8", file=name, remedy="Save it as UTF-8"))
            continue
        parse = _parse_csv if name.endswith(".csv") else _parse_toml
        found, wrong = parse(name, text)
        rows.extend(found)
        problems.extend(wrong)
    return rows, problems


def _parse_csv(name: str, text: str) -> tuple[list[Row], list[DataError]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[DataError] = []
    try:
        header = next(reader, [])
        problems.extend(_header_problems(name, header))
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                if len(cells) != len(header):
                    message = f"The row has {len(cells)} cells and the header {len(header)}"
                    problems.append(
                        DataError(message, file=name, line=line, remedy="Put quotes around text with a comma")
                    )
                else:
                    filled = {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}
                    rows.append({**filled, "_place": [name, line]})
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            DataError(f"The file is no CSV: {error}", file=name, line=reader.line_num, remedy="Mend the row")
        )
    return rows, problems


def _header_problems(name: str, header: list[str]) -> list[DataError]:
    problems = [
        DataError(f"Column '{column}' is unknown", file=name, line=1, column=column, remedy="Remove or rename it")
        for column in header
        if column not in SKILL_COLUMNS
    ]
    problems += [
        DataError(f"Column '{column}' is missing", file=name, line=1, column=column, remedy="Add it to the first line")
        for column in SKILL_COLUMNS
        if column not in header and column not in OPTIONAL_COLUMNS
    ]
    return problems


def _parse_toml(name: str, text: str) -> tuple[list[Row], list[DataError]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        line = int(where.group(1)) if where else 0
        return [], [DataError(f"The file is no TOML: {error}", file=name, line=line, remedy="Mend that line")]
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[occupation]]"]
    found = tables.get("occupation", [])
    problems = [
        DataError(f"Unknown part '{key}'", file=name, column=key, remedy="Only [[occupation]] may stand in this file")
        for key in tables
        if key != "occupation"
    ]
    lines = starts if len(starts) == len(found) else [0] * len(found)
    return [{**table, "_place": [name, line]} for table, line in zip(found, lines, strict=True)], problems


def _mistake(row: Row, column: str, message: str, remedy: str) -> DataError:
    file, line = row["_place"]
    return DataError(message, file=file, line=line, column=column, remedy=remedy)


def _text(row: Row, column: str, *, required: bool = False) -> str:
    value = row.get(column, "")
    if not isinstance(value, str):
        raise _mistake(row, column, "This must be a text", "Write it between quotes")
    if required and not value.strip():
        raise _mistake(row, column, f"'{column}' is empty", "Fill it in")
    return value.strip()


def _list(row: Row, column: str) -> tuple[str, ...]:
    value = row.get(column, ())
    if isinstance(value, str):
        parts: Iterable[str] = value.split(";")
    elif isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        parts = value
    else:
        raise _mistake(row, column, "This must be a list of texts", 'Write it as ["one", "two"]')
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _by_language(row: Row, prefix: str = "") -> dict[str, str]:
    return {language: text for language in LANGUAGES if (text := _text(row, prefix + language))}


def _alternatives(row: Row) -> dict[str, tuple[str, ...]]:
    columns = {"": "alt", **{language: f"alt_{language}" for language in LANGUAGES}}
    return {language: found for language, column in columns.items() if (found := _list(row, column))}


def _slug(row: Row) -> str:
    slug = _text(row, "id", required=True)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise _mistake(row, "id", f"'{slug}' is no slug", "Use lower-case letters, digits and single hyphens")
    return slug


def _sense(row: Row) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(row, "sense").split("+") if part.strip())


def _source(row: Row) -> str:
    file, line = row["_place"]
    return f"{file} line {line}"


def _skill(row: Row) -> Skill:
    slug = _slug(row)
    _text(row, "en", required=True)
    return Skill(
        uri=skill_uri(slug),
        id=slug,
        kind=_text(row, "kind", required=True),
        labels=_by_language(row),
        alternatives=_alternatives(row),
        broader=tuple(map(skill_uri, _list(row, "broader"))),
        related=tuple(map(skill_uri, _list(row, "related"))),
        levels=_list(row, "levels"),
        seniority=_list(row, "seniority"),
        esco=_text(row, "esco") or None,
        sense=_sense(row),
        sense_labels=_list(row, "sense_labels"),
        not_with=_list(row, "not_with"),
        source=_source(row),
    )


def _occupation(row: Row) -> Occupation:
    slug = _slug(row)
    for column in ("en", "nl", "de"):
        _text(row, column, required=True)
    for key in row:
        if key not in OCCUPATION_KEYS and key != "_place":
            raise _mistake(row, key, f"Key '{key}' of '{slug}' is unknown", "Remove or rename it")
    demands = {
        uri: Demand(uri, relevance)
        for relevance in reversed(RELEVANCES)
        for uri in map(skill_uri, _list(row, relevance))
    }
    order = {relevance: place for place, relevance in enumerate(RELEVANCES)}
    return Occupation(
        uri=occupation_uri(slug),
        id=slug,
        kind=_text(row, "kind", required=True),
        labels=_by_language(row),
        alternatives=_alternatives(row),
        about=_by_language(row, "about_"),
        isco=_text(row, "isco"),
        esco=_text(row, "esco") or None,
        ecf=_list(row, "ecf"),
        levels=_list(row, "levels"),
        seniority=_list(row, "seniority"),
        demands=tuple(sorted(demands.values(), key=lambda demand: order[demand.relevance])),
        carries_over=tuple(map(skill_uri, _list(row, "carries_over"))),
        leads_to=tuple(map(occupation_uri, _list(row, "leads_to"))),
        sector=_text(row, "sector"),
        sense=_sense(row),
        sense_labels=_list(row, "sense_labels"),
        source=_source(row),
    )
