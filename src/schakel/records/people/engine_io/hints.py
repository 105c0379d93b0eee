"""Hints on a vacancy: what in the text keeps people from answering, found by rules anybody can read."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from schakel.engine.matching.types import CEFR
from schakel.engine.skills.concepts import Occupation
from schakel.engine.skills.result import Reading
from schakel.records.people.engine_io.linking import Choice
from schakel.reference import REFERENCE

LEVEL_ORDER = ("mbo-1", "mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: the screen has the words by `code`; `number`, `levels` and `skills` are what to fill in."""

    code: str
    number: int = 0
    levels: tuple[str, ...] = ()
    skills: tuple[Choice, ...] = field(default_factory=tuple)


@lru_cache(maxsize=1)
def limits() -> dict[str, Any]:
    """The limits and words of the hints, as published."""
    with (REFERENCE / "vacancies" / "hints.toml").open("rb") as file:
        return tomllib.load(file)


def hints(
    reading: Reading, *, required: int, could_be_wished: Sequence[Choice], occupation: Occupation | None
) -> tuple[Hint, ...]:
    """The hints that hold, the ones that keep out most people first. `required` counts the skills asked as a must."""
    found = []
    if required > limits()["required_most"]:
        found.append(Hint("many-required", required, skills=tuple(could_be_wished)))
    found += [*_level(reading, occupation), *_years(reading, occupation)]
    if required == 0:
        found.append(Hint("nothing-required"))
    if not names_salary(reading.text):
        found.append(Hint("no-salary"))
    if reading.hours is None:
        found.append(Hint("no-hours"))
    if any(_above(one.cefr, limits()["language_most"]) for one in reading.spoken):
        found.append(Hint("language-native"))
    return tuple(found)


def _level(reading: Reading, occupation: Occupation | None) -> list[Hint]:
    """The lowest level asked lies above the lowest at which the work is usually done."""
    usual = sorted((level for level in (occupation.levels if occupation else ()) if level in LEVEL_ORDER), key=_rank)
    asked = [level for level in reading.levels if level in LEVEL_ORDER]
    if not usual or not asked or _rank(asked[0]) <= _rank(usual[0]):
        return []
    code = "level-higher" if _rank(asked[0]) > _rank(usual[-1]) else "level-also-lower"
    return [Hint(code, levels=(asked[0], *(level for level in usual if _rank(level) < _rank(asked[0]))))]


def _years(reading: Reading, occupation: Occupation | None) -> list[Hint]:
    """Years of experience asked for work that somebody can begin in."""
    entry = "junior" in reading.seniority or bool(occupation and occupation.seniority == ("junior",))
    years = reading.years or 0
    return [Hint("years-on-entry", years)] if entry and years > limits()["entry_years_most"] else []


def _rank(level: str) -> int:
    return LEVEL_ORDER.index(level)


def _above(level: str | None, most: str) -> bool:
    names: Sequence[str] = CEFR
    return level in names and names.index(level) > names.index(most)


def names_salary(text: str) -> bool:
    """Whether a text names an amount of pay or a pay scale.

    >>> names_salary("Salaris: € 3.100 tot € 4.300"), names_salary("Marktconform salaris"), names_salary("omzet van € 20 miljoen")
    (True, False, False)
    """
    amount, after = _salary_patterns()
    return any(not after.match(text, found.end()) for found in amount.finditer(text))


@lru_cache(maxsize=1)
def _salary_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = limits()["salary"]
    currency = "|".join(re.escape(word) for word in words["currency"])
    scales = "|".join(re.escape(word) for word in words["scales"])
    digits = r"\d{1,3}(?:[.,\s]\d{3})+|\d{3,6}|\d{2,3}\s?k\b"
    amount = rf"(?:\b|(?=€))(?:{currency})\s?(?:{digits})(?:,[-\d]+)?|\b(?:{digits})(?:,[-\d]+)?\s?(?:{currency})(?!\w)"
    scale = rf"\b(?:{scales})\s+(?:[a-z]{{1,4}}\s?)?\d{{1,2}}\b"
    not_with = "|".join(re.escape(word) for word in words["not_with"])
    return re.compile(f"{amount}|{scale}", re.IGNORECASE), re.compile(rf"\W*(?:{not_with})\b", re.IGNORECASE)
