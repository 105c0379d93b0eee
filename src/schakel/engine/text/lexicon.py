"""The words of the reader, loaded from the reference data (``reading/*.toml``)."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError

FILES = ("languages", "sections", "words", "compounds", "verbs")
COUNTS = frozenset({"yes", "mentioned", "no"})


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A kind of section: its id, the kind of text it stands in, whether skills in it count, its headings."""

    id: str
    of: str
    counts: str
    headings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists; ``words``, ``compounds`` and ``verbs`` are the tables of those files as they stand."""

    read: tuple[str, ...]
    names: Mapping[str, str]
    small_words: Mapping[str, frozenset[str]]
    letters: Mapping[str, str]
    sections: tuple[SectionRule, ...]
    heading_continues: frozenset[str]
    heading_before_name: tuple[str, ...]
    words: Mapping[str, Any]
    compounds: Mapping[str, Any]
    towns: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, Any]

    def phrases(self, *path: str) -> tuple[str, ...]:
        """The phrases under this path of ``words``, of all languages together."""
        return tuple(phrase for _, phrase in self.by_language(*path))

    def by_language(self, *path: str) -> Iterator[tuple[str, str]]:
        """(language, phrase) for all phrases under this path of ``words``; language is ``""`` for a list for all."""
        table: Any = self.words
        for step in path:
            table = table[step]
        yield from _spread(table)

    def graded(self, table: str, key: str = "level") -> Iterator[tuple[str, Any]]:
        """(phrase, value of ``key``) for every phrase in an array of tables such as ``skill_level``."""
        for entry in self.words[table]:
            lists = {name: value for name, value in entry.items() if name != key}
            for _, phrase in _spread(lists):
                yield phrase, entry[key]

    def compound_words(self, table: str, language: str) -> frozenset[str]:
        """The words of a table of ``compounds`` for a language, or the list for all languages."""
        found = self.compounds[table]
        value = found.get(language, found.get("words", ""))
        return frozenset(value.split() if isinstance(value, str) else value)


def _spread(table: Any) -> Iterator[tuple[str, str]]:
    for language, phrases in table.items():
        for phrase in phrases.split() if isinstance(phrases, str) else phrases:
            yield ("" if language in {"phrases", "words"} else language), phrase


def load_lexicon(folder: Path) -> Lexicon:
    """Read the word lists in ``folder``; `DataError` names the file when one is missing or malformed."""
    tables = {name: _table(folder / f"{name}.toml") for name in FILES}
    languages = tables["languages"]
    try:
        return Lexicon(
            read=tuple(languages["read"]),
            names=languages["names"],
            small_words={language: frozenset(words.split()) for language, words in languages["words"].items()},
            letters=languages["letters"],
            sections=tuple(_section(entry) for entry in tables["sections"]["section"]),
            heading_continues=frozenset(tables["sections"]["continue"]["words"].split()),
            heading_before_name=tuple(tables["sections"]["before_name"]["phrases"]),
            words=tables["words"],
            compounds=tables["compounds"],
            towns=_towns(folder / "towns.csv"),
            verbs=tables["verbs"],
        )
    except KeyError as missing:
        message = f"The word lists lack {missing}"
        raise DataError(message, file=str(folder), remedy="Take the files of this edition together") from missing


def _towns(path: Path) -> dict[str, tuple[str, ...]]:
    """The towns of each municipality, by its code."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        towns: dict[str, list[str]] = {}
        for row in rows:
            towns.setdefault(row["code"], []).append(row["town"])
    except FileNotFoundError:
        raise DataError("The file is missing", file=str(path), remedy="Give the folder 'reading'") from None
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"The file is no list of towns: {error}", file=str(path), remedy="Use code,town") from error
    return {code: tuple(names) for code, names in towns.items()}


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError("The file is missing", file=str(path), remedy="Give the folder 'reading'") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"The file is no TOML: {error}", file=str(path), remedy="Mend that line") from error


def _section(entry: Mapping[str, Any]) -> SectionRule:
    if entry["counts"] not in COUNTS:
        raise DataError(
            f"'{entry['counts']}' is unknown", file="sections.toml", column="counts", remedy="Use yes or no"
        )
    headings = {name: tuple(value) for name, value in entry.items() if name not in {"id", "of", "counts"}}
    return SectionRule(entry["id"], entry["of"], entry["counts"], headings)
