"""What a figure is made of: read from a dated reference file, so that no rule and no sentence stands in code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError
from schakel.engine.figures.observations import Observation
from schakel.engine.regions import Words

THEMES = ("work", "study")
KINDS = ("change", "share", "compare", "ranking")
CHARTS = ("slope", "bars", "dots", "ladder")
NAMES = ("level", "label", "area", "area-label")
TICKS = ("level", "year")
LANGUAGES = ("nl", "en", "de")


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A figure: which numbers it takes, how it computes and draws, and its sentences by case.

    `subject` holds patterns that must all occur in what is counted; `levels` empty means every level. `titles` and
    `leads` map a case (see `sentences.case_of`) to a template; the case `any` serves where there is no own one.
    """

    id: str
    version: int
    theme: str
    kind: str
    chart: str
    measure: str
    unit: str
    sex: tuple[str, ...]
    levels: tuple[str, ...]
    subject: tuple[str, ...]
    name_by: str
    tick_by: str
    related: tuple[str, ...]
    name: Words
    note: Words
    item: Words
    calculation: Words
    titles: Mapping[str, Words]
    leads: Mapping[str, Words]
    reading: tuple[Words, ...]

    def takes(self, observation: Observation) -> bool:
        """Whether a number belongs to this figure."""
        label = observation.label.nl.casefold()
        return (
            observation.measure == self.measure
            and observation.unit == self.unit
            and observation.sex in self.sex
            and (not self.levels or observation.level in self.levels)
            and all(re.search(pattern, label) for pattern in self.subject)
        )


@dataclass(frozen=True)
class Vocabulary:
    """The words around numbers: `vocabulary["qualifier", "about"]` are the words of that qualifier."""

    tables: Mapping[tuple[str, str], Words]

    def __getitem__(self, key: tuple[str, str]) -> Words:
        if key not in self.tables:
            raise DataError(f"There are no words for {key[0]} '{key[1]}'", file="words.toml", remedy="Add them")
        return self.tables[key]


def newest(folder: Path) -> Path:
    """The newest file of definitions in `folder`; their names are dates. Raises DataError when there is none."""
    dated = sorted(path for path in folder.glob("*.toml") if re.fullmatch(r"\d{4}-\d{2}-\d{2}", path.stem))
    if not dated:
        raise DataError("There are no definitions", file=folder.name, remedy="Add a file such as 2026-11-24.toml")
    return dated[-1]


def read_definitions(folder: Path) -> tuple[Definition, ...]:
    """The definitions in the newest file of `folder`, in the order of that file. Raises DataError.

    >>> from schakel.reference import REFERENCE
    >>> read_definitions(REFERENCE / "figures")[0].id
    'instroom-ict'
    """
    path = newest(folder)
    tables = _toml(path).get("figure", [])
    found = tuple(_definition(table, path.name) for table in tables)
    ids = [definition.id for definition in found]
    for definition in found:
        if ids.count(definition.id) > 1:
            raise DataError(f"Figure '{definition.id}' stands twice", file=path.name, remedy="Give each its own id")
        for other in definition.related:
            if other not in ids:
                message = f"Figure '{definition.id}' names '{other}', which is no figure"
                raise DataError(message, file=path.name, remedy="Use an id of this file")
    return found


def read_vocabulary(folder: Path) -> Vocabulary:
    """The words around numbers, from `words.toml` in `folder`. Raises DataError.

    >>> from schakel.reference import REFERENCE
    >>> read_vocabulary(REFERENCE / "figures")["word", "unknown"].in_language("de")
    'unbekannt'
    """
    tables: dict[tuple[str, str], Words] = {}
    for table, values in _toml(folder / "words.toml").items():
        for key in dict.fromkeys(name.rpartition("_")[0] for name in values):
            tables[table, key] = _words(values, key, "words.toml")
    return Vocabulary(tables)


def _definition(table: Mapping[str, Any], file: str) -> Definition:
    for key, allowed in (("theme", THEMES), ("kind", KINDS), ("chart", CHARTS), ("name_by", NAMES)):
        if table.get(key) not in allowed:
            message = f"Figure '{table.get('id', '?')}': '{table.get(key)}' is no {key}"
            raise DataError(message, file=file, remedy=f"Use one of: {', '.join(allowed)}")
    try:
        return Definition(
            id=table["id"],
            version=table["version"],
            theme=table["theme"],
            kind=table["kind"],
            chart=table["chart"],
            measure=table["measure"],
            unit=table["unit"],
            name_by=table["name_by"],
            sex=tuple(table["sex"]),
            levels=tuple(table.get("levels", ())),
            subject=tuple(table.get("subject", ())),
            tick_by=table.get("tick_by", "level"),
            related=tuple(table.get("related", ())),
            name=_words(table, "name", file),
            note=_words(table, "note", file),
            item=_words(table, "item", file),
            calculation=_words(table, "calculation", file),
            titles=_cases(table["title"], file),
            leads=_cases(table["lead"], file),
            reading=tuple(Words(**{language: words[language] for language in LANGUAGES}) for words in table["reading"]),
        )
    except KeyError as error:
        message = f"Figure '{table.get('id', '?')}' misses {error}"
        raise DataError(message, file=file, remedy="Add it, in nl, en and de") from None


def _cases(table: Mapping[str, Any], file: str) -> dict[str, Words]:
    return {case: _words(table, case, file) for case in dict.fromkeys(key.rpartition("_")[0] for key in table)}


def _words(table: Mapping[str, Any], key: str, file: str) -> Words:
    missing = [language for language in LANGUAGES if f"{key}_{language}" not in table]
    if missing:
        raise DataError(f"{key}_{missing[0]} is missing", file=file, remedy="Write it in nl, en and de")
    return Words(**{language: str(table[f"{key}_{language}"]) for language in LANGUAGES})


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The file cannot be read: {error}", file=path.name, remedy="Correct the file") from None
