"""Fairness for the site: the published results, the record for the Algorithm Register, excluding words in a vacancy."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from schakel.engine.allocation import TeamRules, load_team_rules
from schakel.engine.fairness import register
from schakel.engine.fairness.report import read_published
from schakel.engine.fairness.twins import TwinBook, load_twins
from schakel.engine.fairness.words import WordBook, WordCheck, load_words
from schakel.engine.matching.rules import RuleValue
from schakel.engine.transitions import TransitionRules, load_transition_rules
from schakel.records.core.region import current_region
from schakel.records.people.engine_io.parts import matching_rules
from schakel.reference import REFERENCE

FOLDER = REFERENCE / "fairness"
RECORDS = FOLDER / "register"


@dataclass(frozen=True)
class TwinRow:
    """Of one kind of twins: why it may not count, how many pairs, how many gave the same."""

    kind: str
    why: str
    pairs: int
    same: int


@dataclass(frozen=True)
class GroupRow:
    """One group: what it has, and what a shuffle gives, in percent; None where the group is too small."""

    group: str
    count: int
    share: Decimal | None
    low: Decimal | None
    high: Decimal | None
    outside: bool


@dataclass(frozen=True)
class Results:
    """The published results, in words of one language; groups by attribute."""

    made_on: date
    people: int
    offers: int
    top: int
    twins: tuple[TwinRow, ...]
    exposure: dict[str, list[GroupRow]]
    reach: dict[str, list[GroupRow]]

    @property
    def pairs(self) -> int:
        return sum(one.pairs for one in self.twins)

    @property
    def same(self) -> int:
        return sum(one.same for one in self.twins)


def fairness_results(language: str) -> Results | None:
    """What was measured last for this region; None when nothing was published yet."""
    data = _published()
    if data is None:
        return None
    why = _twins().why
    return Results(
        made_on=date.fromisoformat(data["made_on"]),
        people=data["people"],
        offers=data["offers"],
        top=data["top"],
        twins=tuple(
            TwinRow(one["kind"], _in(why.get(one["kind"], {}), language), one["pairs"], one["same"])
            for one in data["twins"]
        ),
        exposure={name: [_exposure(row) for row in rows] for name, rows in data["exposure"].items()},
        reach={name: [_reach(row) for row in rows] for name, rows in data["reach"].items()},
    )


def register_ids() -> tuple[str, ...]:
    """The records for the Algorithm Register that there are."""
    return register.draft_ids(RECORDS)


def register_names() -> list[tuple[str, str]]:
    """Id and name (Dutch, as the register is) of each record."""
    return [(id_, str(register.read_draft(RECORDS, id_).written["name"])) for id_ in register_ids()]


def register_record(id_: str, *, contact: str, pages: dict[str, str]) -> dict[str, Any]:
    """The record of one algorithm. `contact` and `pages` are full addresses. Raises NotFound for an unknown id."""
    draft = register.read_draft(RECORDS, id_)
    values, edition = _rules_of(draft.rules)
    return register.make_record(
        draft,
        register.read_standard(RECORDS),
        register.Deployment(_responsible(), contact, pages),
        values=values,
        edition=edition,
        report=_published(),
    )


def transition_rules() -> TransitionRules:
    """The rules of transitions in force, as published."""
    return _transition_rules()


@lru_cache(maxsize=1)
def team_rules() -> TeamRules:
    """The rules of making teams in force, as published."""
    return load_team_rules(REFERENCE / "allocation" / "teams.toml")


def _rules_of(name: str) -> tuple[tuple[RuleValue, ...], date | None]:
    """The values in force and their date, by the name that a record gives them."""
    if name == "matching":
        return matching_rules().values, matching_rules().edition
    if name == "transitions":
        return _transition_rules().values, _transition_rules().edition
    if name == "teams":
        return team_rules().values, team_rules().edition
    return register.values_of_file(REFERENCE / name) if name else ((), None)


def _responsible() -> str:
    """Who answers for the calculation: the partner that leads the programme, or else the region."""
    region = current_region()
    lead = region.programme.lead if region.programme else ""
    named = [one.name for one in region.partners if one.id == lead]
    return named[0] if named else (region.facts.province or region.facts.name.nl or region.facts.slug)


def register_table(record: dict[str, Any]) -> str:
    """A record as CSV."""
    return register.as_csv(record)


def excluding_words(text: str, language: str) -> WordCheck | None:
    """Words in a vacancy that keep people away; None for a language without a list."""
    book = word_book()
    return book.check(text, language) if language in book.words else None


@lru_cache(maxsize=1)
def word_book() -> WordBook:
    """The list of excluding words in force: kinds with their reason, and words by language."""
    return load_words(FOLDER / "excluding_words.toml")


@lru_cache(maxsize=1)
def _twins() -> TwinBook:
    return load_twins(FOLDER / "twins.toml")


@lru_cache(maxsize=1)
def _transition_rules() -> TransitionRules:
    return load_transition_rules(REFERENCE / "transitions")


@lru_cache(maxsize=1)
def _published() -> dict[str, Any] | None:
    path = FOLDER / "published" / f"{current_region().facts.slug}.json"
    return read_published(path) if path.exists() else None


def _in(words: Any, language: str) -> str:
    return str(words.get(language) or words.get("nl", ""))


def _share(milli: int | None) -> Decimal | None:
    return None if milli is None else Decimal(milli) / 10


def _exposure(row: dict[str, Any]) -> GroupRow:
    outside = row["verdict"] != "as-shuffled"
    low, high = _share(row["low_milli"]), _share(row["high_milli"])
    return GroupRow(row["group"], row["offers"], _share(row["share_milli"]), low, high, outside)


def _reach(row: dict[str, Any]) -> GroupRow:
    if row["reached"] is None:
        return GroupRow(row["group"], row["people"], None, None, None, False)
    share = row["reached"] * 1000 // row["people"]
    outside = not row["low_milli"] <= share <= row["high_milli"]
    low, high = _share(row["low_milli"]), _share(row["high_milli"])
    return GroupRow(row["group"], row["people"], _share(share), low, high, outside)
