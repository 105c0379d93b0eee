"""Words in a vacancy that keep people away: where they stand, why, and what to write instead.

Patterns chosen by people, from a dated file. What it cannot do: it does not understand a text. It looks at words and
the phrase around them, so irony, a photo or a demand in other words pass unseen, and a word may be meant well. It
advises; nothing is refused. No word counts as a fault of its own where the file names only its tone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from schakel.engine.errors import DataError, InputError

Force = Literal["strict", "tone"]
LANGUAGES = ("nl", "en", "de", "fr")
_WHY_LANGUAGES = ("nl", "en", "de")
_CODED = ("masculine-coded", "feminine-coded")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of excluding word: `strict` where the law speaks, `tone` where research does; why, and the source."""

    id: str
    force: Force
    why: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One word found: `text == vacancy[start:end]`; `better` is in the language of the vacancy."""

    id: str
    kind: str
    force: Force
    text: str
    start: int
    end: int
    better: str


@dataclass(frozen=True, slots=True)
class WordCheck:
    """All findings in order of the text, and how many coded words lean each way."""

    language: str
    edition: date
    findings: tuple[Finding, ...]
    masculine: int
    feminine: int

    @property
    def strict(self) -> tuple[Finding, ...]:
        """What the law may forbid."""
        return tuple(one for one in self.findings if one.force == "strict")

    @property
    def leaning(self) -> Literal["masculine", "feminine", "even"]:
        """Which way the tone leans: only with at least two more words to one side, as one word says nothing."""
        if abs(self.masculine - self.feminine) < 2:
            return "even"
        return "masculine" if self.masculine > self.feminine else "feminine"


@dataclass(frozen=True, slots=True)
class _Word:
    id: str
    kind: str
    force: Force
    find: re.Pattern[str]
    better: str


@dataclass(frozen=True, slots=True)
class WordBook:
    """The words of one edition, ready to look for; made by `load_words`."""

    edition: date
    kinds: Mapping[str, Kind]
    words: Mapping[str, tuple[_Word, ...]]
    harmless: Mapping[str, re.Pattern[str]]
    denied: Mapping[str, re.Pattern[str]]

    def check(self, text: str, language: str) -> WordCheck:
        """What in a vacancy keeps people away. Raises InputError for a language that has no words.

        Of words that overlap the longest is given, of equal ones the strict one. Offsets count characters of `text`.

        >>> from schakel.reference import REFERENCE
        >>> book = load_words(REFERENCE / "fairness" / "excluding_words.toml")
        >>> check = book.check("Wij zijn een jong bedrijf en zoeken een jonge hond, native speaker.", "nl")
        >>> [(one.kind, one.text) for one in check.findings]
        [('age', 'jonge hond'), ('native-speaker', 'native speaker')]
        """
        if language not in self.words:
            known = ", ".join(self.words)
            raise InputError(f"There are no words for the language '{language}'", remedy=f"Use one of {known}")
        spared = [found.span() for found in self.harmless[language].finditer(text)]
        hits = [
            Finding(word.id, word.kind, word.force, found.group(), found.start(), found.end(), word.better)
            for word in self.words[language]
            for found in word.find.finditer(text)
            if not self._spared(text, found.span(), spared, language)
        ]
        findings = _longest(hits)
        masculine, feminine = (len({one.id for one in findings if one.kind == kind}) for kind in _CODED)
        return WordCheck(language, self.edition, findings, masculine, feminine)

    def _spared(self, text: str, span: tuple[int, int], spared: Sequence[tuple[int, int]], language: str) -> bool:
        start, end = span
        if any(first <= start and end <= last for first, last in spared):
            return True
        return self.denied[language].search(text, max(0, start - 40), start) is not None


def load_words(path: Path) -> WordBook:
    """The words in the file. A mistake in it raises `DataError` with the id and the remedy."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The words cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    return _Reader(path.name).book(data)


def _longest(hits: Sequence[Finding]) -> tuple[Finding, ...]:
    """Of findings that overlap the longest, of equal ones the strict one, the first by id."""
    order = sorted(hits, key=lambda one: (one.start - one.end, one.force != "strict", one.start, one.kind, one.id))
    kept: list[Finding] = []
    for one in order:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _phrases(forms: Sequence[str]) -> str:
    """A pattern of whole words; a space stands for any white space."""
    ways = sorted((r"\s+".join(map(re.escape, form.split())) for form in forms), key=lambda way: (-len(way), way))
    return rf"(?<![\w-])(?:{'|'.join(ways)})(?![\w-])"


class _Reader:
    """Turns the parsed file into a book and knows its name for the messages."""

    def __init__(self, file: str) -> None:
        self._file = file

    def book(self, data: Mapping[str, Any]) -> WordBook:
        edition = data.get("edition")
        if not isinstance(edition, date):
            raise self._error("edition", "is no date", "Write edition = 2026-11-24, without quotes")
        kinds = {kind.id: kind for kind in map(self._kind, data.get("kind", []))}
        words: dict[str, list[_Word]] = {language: [] for language in LANGUAGES}
        quiet: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        seen: set[tuple[str, str, str]] = set()
        for entry in data.get("word", []):
            word, language = self._word(entry, kinds)
            if (language, word.kind, word.id) in seen:
                raise self._error(word.id, "is given twice", "Join the two")
            seen.add((language, word.kind, word.id))
            words[language].append(word)
            quiet[language] += [_phrases([form]) for form in entry.get("not_with", [])]
            quiet[language] += [entry["not_pattern"]] if entry.get("not_pattern") else []
        return WordBook(
            edition=edition,
            kinds=MappingProxyType(kinds),
            words=MappingProxyType({language: tuple(found) for language, found in words.items() if found}),
            harmless=MappingProxyType(
                {language: self._pattern(found, "not_pattern") for language, found in quiet.items()}
            ),
            denied=MappingProxyType({language: self._denied(data, language) for language in LANGUAGES}),
        )

    def _kind(self, entry: Mapping[str, Any]) -> Kind:
        id_ = str(entry.get("id", ""))
        why = {language: entry.get(f"why_{language}") for language in _WHY_LANGUAGES}
        if not id_ or not entry.get("source") or not all(why.values()):
            raise self._error(id_ or "kind", "misses its id, why or source", "Fill in id, why_nl/_en/_de and source")
        return Kind(id_, self._force(entry.get("force"), id_), MappingProxyType(why), str(entry["source"]))  # type: ignore[arg-type]

    def _word(self, entry: Mapping[str, Any], kinds: Mapping[str, Kind]) -> tuple[_Word, str]:
        id_, language, kind = (str(entry.get(key, "")) for key in ("id", "language", "kind"))
        if language not in LANGUAGES or kind not in kinds:
            raise self._error(
                id_ or "word", "has no known language or kind", f"Use {', '.join(LANGUAGES)} and a [[kind]]"
            )
        forms, pattern = entry.get("forms", []), entry.get("pattern", "")
        if not entry.get("better") or not (forms or pattern):
            raise self._error(
                id_, "has no better words, or nothing to look for", "Fill in better, and forms or pattern"
            )
        ways = [way for way in (_phrases(forms) if forms else "", rf"(?<!\w)(?:{pattern})" if pattern else "") if way]
        find = self._pattern(ways, id_)
        force = self._force(entry.get("force", kinds[kind].force), id_)
        return _Word(id_, kind, force, find, str(entry["better"])), language

    def _pattern(self, ways: Sequence[str], id_: str) -> re.Pattern[str]:
        """One pattern for any of these ways; without ways one that finds nothing."""
        try:
            return re.compile("|".join(ways) if ways else r"(?!)", re.IGNORECASE)
        except re.error as error:
            raise self._error(id_, f"has a pattern that cannot be read: {error}", "Repair the pattern") from error

    def _denied(self, data: Mapping[str, Any], language: str) -> re.Pattern[str]:
        forms = data.get("negation", {}).get(language, [])
        if not forms:
            raise self._error("negation", f"has no words for {language}", "Give a list of words")
        return re.compile(rf"{_phrases(forms)}\s+(?:een\s+|a\s+|an\s+)?\Z", re.IGNORECASE)

    def _force(self, value: object, id_: str) -> Force:
        if value not in get_args(Force):
            raise self._error(id_, f"has the force {value!r}", "Use strict or tone")
        return "strict" if value == "strict" else "tone"

    def _error(self, id_: str, what: str, remedy: str) -> DataError:
        return DataError(f"'{id_}' {what}", file=self._file, column=id_, remedy=remedy)
