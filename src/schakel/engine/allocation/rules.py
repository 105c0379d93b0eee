"""The rules by which teams are made: a dated, readable file, each value with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError
from schakel.engine.matching.rules import LANGUAGES, RuleValue

# Id to the least and the most it may be.
_NUMBERS = {"least": (2, 10), "required": (1, 100), "wished": (1, 100), "exact_most": (1, 1_000_000)}


@dataclass(frozen=True, slots=True)
class TeamRules:
    """The rules in force: the least size of a team, what an asked or wished skill weighs, and how many ways are all tried.

    `version` goes up when the same sign-ups and seed would give another outcome; `values` are the rows to publish.
    """

    version: str
    edition: date
    least: int
    required: int
    wished: int
    exact_most: int
    values: tuple[RuleValue, ...]


def load_team_rules(file: Path) -> TeamRules:
    """The rules of a file. A missing, unknown or impossible value raises `DataError` with file, value and remedy.

    >>> from schakel.reference import REFERENCE
    >>> rules = load_team_rules(REFERENCE / "allocation" / "teams.toml")
    >>> rules.version, [value.id for value in rules.values]
    ('teams-1', ['least', 'required', 'wished', 'exact_most'])
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The rules cannot be read: {error}", file=file.name, remedy="Repair the file") from error
    version, edition = data.get("version"), data.get("edition")
    if not isinstance(version, str) or not version:
        raise DataError("The version is missing", file=file.name, column="version", remedy='Write version = "teams-1"')
    if not isinstance(edition, date):
        raise DataError("The edition is no date", file=file.name, column="edition", remedy="Write edition = 2026-11-24")
    values = tuple(_value(row, file.name) for row in data.get("value", []))
    number = {one.id: one.value for one in values}
    for id_ in _NUMBERS:
        if id_ not in number:
            raise DataError(f"The value '{id_}' is missing", file=file.name, column=id_, remedy="Write it")
    return TeamRules(version, edition, values=values, **number)  # type: ignore[arg-type] # whole numbers: see _value


def _value(row: Mapping[str, Any], file: str) -> RuleValue:
    id_, value = str(row.get("id", "")), row.get("value")
    if id_ not in _NUMBERS:
        raise DataError(f"There is no value '{id_}'", file=file, column=id_, remedy=f"Use {', '.join(_NUMBERS)}")
    low, high = _NUMBERS[id_]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise DataError(f"{value!r} cannot be", file=file, column=id_, remedy=f"Use a whole number, {low} to {high}")
    reason = {language: str(row.get(f"reason_{language}", "")) for language in LANGUAGES}
    if not all(reason.values()) or not row.get("source"):
        raise DataError("A reason or source is missing", file=file, column=id_, remedy="Write it in every language")
    return RuleValue(id_, value, str(row.get("unit", "")), reason, str(row["source"]))
