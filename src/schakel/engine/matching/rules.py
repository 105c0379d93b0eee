"""The rules of matching and routing: a dated, readable file, read into one frozen record.

Every value in the file carries its reason in Dutch, English and German and its source; `/algoritmes/matching` shows
them as they stand. Changing a weight is editing a file, never code.
"""

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
from schakel.engine.matching.types import RELATIONS, TIERS, Relation, Tier
from schakel.engine.skills.concepts import RELEVANCES, Relevance

LANGUAGES = ("nl", "en", "de")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.toml")
_NUMBERS = {
    "level.not_told": 1000,
    "rarity.least": 1000,
    "rarity.most": 1000,
    "kin.uses_per_skill": 5,
    "sibling.group_most": 500,
    "coverage.floor": 1000,
    "occupation.full_at": 1000,
    "reach.shown_from": 1000,
    "reach.round_to": 1000,
    "threshold.good": 100,
    "threshold.near": 100,
    "outside.least": 100,
    "outside.among_first": 1000,
    "outside.isco_digits": 4,
    "whatif.exact_most": 16,
    "route.closing_credit": 1000,
    "route.labels_most": 1_000_000,
    "route.shown_most": 20,
    "route.steps_most": 20,
    "route.least_gain": 100,
    "route.short_size": 1000,
    "advice.roles_shown": 1000,
    "advice.roles_least": 100,
    "advice.proof_least": 20,
    "advice.usual_step_lead": 100,
    "advice.routes_for": 100,
    "advice.offers_shown": 1000,
}
_SIZES = ("course", "module", "switch-track", "work-learn", "programme")
_LISTS = ("sibling.not_for", "tier.evidenced_sections", "route.not_for", "advice.proof_not_for")


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of the file with why it is what it is: what `/algoritmes/matching` shows."""

    id: str
    value: int | tuple[str, ...]
    unit: str
    reason: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class LevelWord:
    """What a level is called (language to word), and which words of the reader mean it."""

    number: int
    words: Mapping[str, str]
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """The rules in force. Credits, factors, rarity and shares are in thousandths; thresholds in points of 100."""

    edition: date
    title: Mapping[str, str]
    values: tuple[RuleValue, ...]
    levels: tuple[LevelWord, ...]
    relevance: Mapping[Relevance, int]
    relation: Mapping[Relation, int]
    tier: Mapping[Tier, int]
    level_not_told: int
    rarity_least: int
    rarity_most: int
    kin_uses: int
    sibling_group_most: int
    no_siblings: tuple[str, ...]
    evidenced_sections: tuple[str, ...]
    route_not_for: tuple[str, ...]
    coverage_floor: int
    occupation_full_at: int
    reach_shown_from: int
    reach_round_to: int
    threshold_good: int
    threshold_near: int
    outside_least: int
    outside_among_first: int
    outside_isco_digits: int
    whatif_exact_most: int
    route_closing_credit: int
    route_labels_most: int
    route_shown_most: int
    route_steps_most: int
    route_short_size: int
    route_size: Mapping[str, int]
    route_least_closes: Mapping[str, int]
    route_least_gain: int
    roles_shown: int
    roles_least: int
    proof_least: int
    proof_not_for: tuple[str, ...]
    usual_step_lead: int
    routes_for: int
    offers_shown: int

    def level_word(self, level: int | None, language: str) -> str:
        """The word for a level, empty when no level is told."""
        found = next((word for word in self.levels if word.number == level), None)
        return "" if found is None else found.words[language]

    def level_read(self, word: str | None) -> int | None:
        """The level that a word of the reader (`basic`, `working`, ...) means; None when it says none."""
        return next((level.number for level in self.levels if word in level.read_as), None)


def load_rules(folder: Path, *, on: date | None = None) -> MatchingRules:
    """The rules in force `on` a day (None: the newest) from the files `YYYY-MM-DD.toml` in `folder`.

    A missing, unknown or impossible value raises `DataError` with file, value and remedy.
    """
    dated = sorted(path for path in folder.glob("*.toml") if _DATED.fullmatch(path.name))
    fitting = [path for path in dated if on is None or date.fromisoformat(path.stem) <= on]
    if not fitting:
        raise DataError(
            "There are no matching rules for this day", file=folder.name, remedy="Add a file YYYY-MM-DD.toml"
        )
    return read_rules(fitting[-1])


def read_rules(path: Path) -> MatchingRules:
    """The rules in one file; see `load_rules` for what is refused."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The rules cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    reader = _Reader(path.name)
    return reader.rules(data)


class _Reader:
    """Turns the parsed file into rules and knows its name for the messages."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._values: dict[str, RuleValue] = {}

    def rules(self, data: Mapping[str, Any]) -> MatchingRules:
        for entry in data.get("value", []):
            value = self._value(entry)
            if value.id in self._values:
                raise self._error(value.id, "is given twice", "Keep one")
            self._values[value.id] = value
        self._check_ids()
        return MatchingRules(
            edition=self._edition(data.get("edition")),
            title=self._texts(data, "title", "title"),
            values=tuple(self._values.values()),
            levels=tuple(self._level(entry, number) for number, entry in enumerate(data.get("level", []))),
            relevance=cast("Mapping[Relevance, int]", self._group("relevance", RELEVANCES)),
            relation=cast("Mapping[Relation, int]", self._group("relation", RELATIONS)),
            tier=cast("Mapping[Tier, int]", self._group("tier", TIERS)),
            no_siblings=self._list("sibling.not_for"),
            route_not_for=self._list("route.not_for"),
            proof_not_for=self._list("advice.proof_not_for"),
            evidenced_sections=self._list("tier.evidenced_sections"),
            route_size=self._group("route.size", _SIZES),
            route_least_closes=self._group("route.least_closes", _SIZES),
            **self._plain_numbers(),
        )

    def _plain_numbers(self) -> dict[str, Any]:
        names = {
            "level.not_told": "level_not_told",
            "rarity.least": "rarity_least",
            "rarity.most": "rarity_most",
            "kin.uses_per_skill": "kin_uses",
            "sibling.group_most": "sibling_group_most",
            "coverage.floor": "coverage_floor",
            "occupation.full_at": "occupation_full_at",
            "reach.shown_from": "reach_shown_from",
            "reach.round_to": "reach_round_to",
            "threshold.good": "threshold_good",
            "threshold.near": "threshold_near",
            "outside.least": "outside_least",
            "outside.among_first": "outside_among_first",
            "outside.isco_digits": "outside_isco_digits",
            "whatif.exact_most": "whatif_exact_most",
            "route.closing_credit": "route_closing_credit",
            "route.labels_most": "route_labels_most",
            "route.shown_most": "route_shown_most",
            "route.steps_most": "route_steps_most",
            "route.short_size": "route_short_size",
            "route.least_gain": "route_least_gain",
            "advice.roles_shown": "roles_shown",
            "advice.roles_least": "roles_least",
            "advice.proof_least": "proof_least",
            "advice.usual_step_lead": "usual_step_lead",
            "advice.routes_for": "routes_for",
            "advice.offers_shown": "offers_shown",
        }
        return {name: self._number(id_, most=_NUMBERS[id_]) for id_, name in names.items()}

    def _value(self, entry: Mapping[str, Any]) -> RuleValue:
        id_ = entry.get("id")
        if not isinstance(id_, str):
            raise self._error("value", "has no id", "Give every [[value]] an id")
        value = entry.get("value")
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = tuple(value)
        elif not isinstance(value, int) or isinstance(value, bool):
            raise self._error(id_, f"has the value {value!r}", "Use a whole number or a list of words")
        source = entry.get("source")
        if not isinstance(source, str) or not source:
            raise self._error(id_, "has no source", "Say where the value comes from")
        reason = self._texts(entry, "reason", id_)
        return RuleValue(id=id_, value=value, unit=str(entry.get("unit", "")), reason=reason, source=source)

    def _check_ids(self) -> None:
        groups = {
            "relevance": RELEVANCES,
            "relation": RELATIONS,
            "tier": TIERS,
            "route.size": _SIZES,
            "route.least_closes": _SIZES,
        }
        known = {f"{group}.{name}" for group, names in groups.items() for name in names} | {*_NUMBERS, *_LISTS}
        for id_ in self._values:
            if id_ not in known:
                raise self._error(id_, "is no value of the matching rules", "Remove it or correct the id")
        for id_ in sorted(known):
            if id_ not in self._values:
                raise self._error(id_, "is missing", "Add a [[value]] with this id")

    def _group(self, group: str, names: tuple[str, ...]) -> Mapping[str, int]:
        return MappingProxyType({name: self._number(f"{group}.{name}", most=1000) for name in names})

    def _number(self, id_: str, *, most: int) -> int:
        value = self._values[id_].value
        if not isinstance(value, int) or not 0 <= value <= most:
            raise self._error(id_, f"is {value!r}", f"Use a whole number from 0 to {most}")
        return value

    def _list(self, id_: str) -> tuple[str, ...]:
        value = self._values[id_].value
        if isinstance(value, int):
            raise self._error(id_, f"is {value!r}", "Use a list of words")
        return value

    def _level(self, entry: Mapping[str, Any], number: int) -> LevelWord:
        if entry.get("number") != number:
            raise self._error("level", f"{entry.get('number')!r} is out of order", "Number the levels 0, 1, 2, 3")
        words = self._texts(entry, "word", f"level {number}")
        return LevelWord(number=number, words=words, read_as=tuple(entry.get("read_as", ())))

    def _texts(self, entry: Mapping[str, Any], stem: str, id_: str) -> Mapping[str, str]:
        texts = {language: entry.get(f"{stem}_{language}") for language in LANGUAGES}
        for language, text in texts.items():
            if not isinstance(text, str) or not text:
                raise self._error(id_, f"has no {stem}_{language}", "Write the text")
        return MappingProxyType(cast("dict[str, str]", texts))

    def _edition(self, value: object) -> date:
        if not isinstance(value, date):
            raise self._error("edition", "is no date", "Write edition = 2026-11-24, without quotes")
        return value

    def _error(self, id_: str, what: str, remedy: str) -> DataError:
        return DataError(f"'{id_}' {what}", file=self._file, column=id_, remedy=remedy)
