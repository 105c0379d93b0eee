"""The rules of transitions: a dated, readable file, each value with its reason and source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from schakel.engine.errors import DataError
from schakel.engine.matching.rules import LANGUAGES, RuleValue
from schakel.engine.skills.concepts import RELEVANCES, Relevance

LEVELS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.toml")
# Id to the least and the most it may be.
_NUMBERS = {
    "threshold.group_digits": (1, 4),
    "threshold.family_digits": (1, 4),
    "threshold.neighbours": (1, 100),
    "threshold.spread": (0, 3000),
    "stones.hops_most": (1, 3),
    "stones.shown_most": (1, 20),
    "unlock.shown_most": (1, 100),
    **{f"nlqf.{level}": (1, 8) for level in LEVELS},
}


@dataclass(frozen=True, slots=True)
class TransitionRules:
    """The rules in force. `spread` is in thousandths of a standard deviation; `nlqf` maps a level to its NLQF level."""

    edition: date
    title: Mapping[str, str]
    values: tuple[RuleValue, ...]
    group_digits: int
    family_digits: int
    neighbours: int
    spread: int
    prior_relevances: tuple[Relevance, ...]
    hops_most: int
    stones_shown: int
    unlock_shown: int
    nlqf: Mapping[str, int]


def load_transition_rules(folder: Path, *, on: date | None = None) -> TransitionRules:
    """The rules in force `on` a day (None: the newest) from the files `YYYY-MM-DD.toml` in `folder`.

    A missing, unknown or impossible value raises `DataError` with file, value and remedy.
    """
    dated = sorted(path for path in folder.glob("*.toml") if _DATED.fullmatch(path.name))
    fitting = [path for path in dated if on is None or date.fromisoformat(path.stem) <= on]
    if not fitting:
        raise DataError("There are no transition rules for this day", file=folder.name, remedy="Add YYYY-MM-DD.toml")
    path = fitting[-1]
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The rules cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    return _Reader(path.name).rules(data)


class _Reader:
    """Turns the parsed file into rules and knows its name for the messages."""

    def __init__(self, file: str) -> None:
        self._file = file

    def rules(self, data: Mapping[str, Any]) -> TransitionRules:
        values = self._values(data.get("value", []))
        number = {id_: self._number(values[id_], least, most) for id_, (least, most) in _NUMBERS.items()}
        edition = data.get("edition")
        if not isinstance(edition, date):
            raise self._error("edition", "is no date", "Write edition = 2026-11-24, without quotes")
        return TransitionRules(
            edition=edition,
            title=self._texts(data, "title", "title"),
            values=tuple(values.values()),
            group_digits=number["threshold.group_digits"],
            family_digits=number["threshold.family_digits"],
            neighbours=number["threshold.neighbours"],
            spread=number["threshold.spread"],
            prior_relevances=self._relevances(values["prior.relevances"]),
            hops_most=number["stones.hops_most"],
            stones_shown=number["stones.shown_most"],
            unlock_shown=number["unlock.shown_most"],
            nlqf=MappingProxyType({level: number[f"nlqf.{level}"] for level in LEVELS}),
        )

    def _values(self, entries: list[Mapping[str, Any]]) -> dict[str, RuleValue]:
        known = {*_NUMBERS, "prior.relevances"}
        values: dict[str, RuleValue] = {}
        for entry in entries:
            id_ = entry.get("id")
            if not isinstance(id_, str) or id_ not in known or id_ in values:
                raise self._error(str(id_), "is no value of the transition rules, or given twice", "Correct the id")
            value, source = entry.get("value"), entry.get("source")
            if not isinstance(source, str) or not source:
                raise self._error(id_, "has no source", "Say where the value comes from")
            shown = tuple(value) if isinstance(value, list) else value
            reason = self._texts(entry, "reason", id_)
            values[id_] = RuleValue(
                id_, cast("int | tuple[str, ...]", shown), str(entry.get("unit", "")), reason, source
            )
        for id_ in sorted(known - set(values)):
            raise self._error(id_, "is missing", "Add a [[value]] with this id")
        return values

    def _number(self, value: RuleValue, least: int, most: int) -> int:
        if not isinstance(value.value, int) or isinstance(value.value, bool) or not least <= value.value <= most:
            raise self._error(value.id, f"is {value.value!r}", f"Use a whole number from {least} to {most}")
        return value.value

    def _relevances(self, value: RuleValue) -> tuple[Relevance, ...]:
        if not isinstance(value.value, tuple) or any(one not in RELEVANCES for one in value.value):
            raise self._error(value.id, f"is {value.value!r}", f"Use a list of {', '.join(RELEVANCES)}")
        return cast("tuple[Relevance, ...]", value.value)

    def _texts(self, entry: Mapping[str, Any], stem: str, id_: str) -> Mapping[str, str]:
        texts = {language: entry.get(f"{stem}_{language}") for language in LANGUAGES}
        for language, text in texts.items():
            if not isinstance(text, str) or not text:
                raise self._error(id_, f"has no {stem}_{language}", "Write the text")
        return MappingProxyType(cast("dict[str, str]", texts))

    def _error(self, id_: str, what: str, remedy: str) -> DataError:
        return DataError(f"'{id_}' {what}", file=self._file, column=id_, remedy=remedy)
