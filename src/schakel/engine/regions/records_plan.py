"""The records of a plan: goals, lines, partners, initiatives, trainings. Fields and their rules, file by file.

`extra` holds keys of the file that the product does not use; `where` is the place in the plan, `source` the origin of
what does not come from the plan. Texts that end in `_nl` stand as printed.
"""

# ruff: noqa: RUF009  (each call of specs makes a field of the dataclass; nothing is shared)
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from schakel.engine.regions import specs
from schakel.engine.regions.words import Words

Problem = tuple[str, str, str]  # column, what is wrong, what to do


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has."""

    where: str = specs.text(optional=True)
    source: str = specs.text(optional=True)
    extra: Mapping[str, Any] = field(default_factory=_nothing, compare=False)

    def problems(self) -> Iterator[Problem]:
        """Rules that take more than one field: column, what is wrong, remedy."""
        if not self.where and not self.source:
            yield "where", "The origin is missing", "Give the place in the plan (where) or a source"


@dataclass(frozen=True, kw_only=True)
class Edition(Record):
    """source.toml: which document this region was made from."""

    title: str = specs.text()
    publisher: str = specs.text(optional=True)
    version: str = specs.text(optional=True)
    edition: str = specs.text(optional=True)
    date: datetime.date | None = specs.date()
    language: str = specs.text(optional=True)
    status: str = specs.text(optional=True)
    licence: str = specs.text(optional=True)
    note: str = specs.text(optional=True)

    def problems(self) -> Iterator[Problem]:
        """Nothing: this is the origin."""
        return iter(())


@dataclass(frozen=True, kw_only=True)
class Sector(Record):
    """region.toml, a sector that leads the region's economy."""

    id: str = specs.ident(optional=True)
    name: Words = specs.words()
    text_nl: str = specs.text(optional=True)


@dataclass(frozen=True, kw_only=True)
class LabourMarketRegion(Record):
    """region.toml, a labour-market region; municipalities name its id."""

    id: str = specs.ident()
    name: Words = specs.words()


@dataclass(frozen=True, kw_only=True)
class Programme(Record):
    """region.toml, the agenda itself: first day, number of years, who leads it."""

    name: Words = specs.words()
    start: datetime.date | None = specs.date()
    years: int | None = specs.integer(optional=True, low=1, high=50)
    lead: str = specs.ident(optional=True, ref="partner")

    @property
    def last_year(self) -> int | None:
        """The last calendar year the programme (and its budget) runs, or None when start or years are not known."""
        if self.start is None or self.years is None:
            return None
        full_years = self.start.month == 1 and self.start.day == 1
        return self.start.year + self.years - (1 if full_years else 0)


@dataclass(frozen=True, kw_only=True)
class RegionFacts(Record):
    """region.toml: name and size of the region."""

    slug: str = specs.ident()
    name: Words = specs.words()
    province: str = specs.text(optional=True)
    country: str = specs.text(optional=True)
    workforce: int | None = specs.integer(optional=True, low=0)


@dataclass(frozen=True, kw_only=True)
class Highlight(Record):
    """region.toml, one of the few numbers the front page opens with: which record, and a sentence around it.

    `kind` says in which table `record` stands: education, labour_market or target. The number itself is never
    repeated here.
    """

    kind: str = specs.choice("education", "labour_market", "target")
    record: str = specs.ident()
    label: Words = specs.words()
    note: Words | None = specs.words(optional=True)


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """goals.toml, the vision or the mission."""

    title: Words | None = specs.words(optional=True)
    text_nl: str = specs.text()
    summary: Words | None = specs.words(optional=True)


@dataclass(frozen=True, kw_only=True)
class Goal(Record):
    """goals.toml, something the agenda wants; `line` is the programme line that works on it."""

    id: str = specs.ident()
    kind: str = specs.choice("own", "context", optional=True)
    title: Words = specs.words()
    text_nl: str = specs.text(optional=True)
    line: str = specs.ident(optional=True, ref="line")
    levels: tuple[str, ...] = specs.texts()


@dataclass(frozen=True, kw_only=True)
class Target(Record):
    """goals.toml, a number promised: `value` of `unit` for `indicator` in (or up to and with) `year`."""

    id: str = specs.ident()
    kind: str = specs.choice("own", "context", optional=True)
    goal: str = specs.ident(ref="goal")
    indicator: str = specs.ident()
    value: Decimal = specs.number()
    unit: str = specs.choice("percent", "persons")
    per_year: bool = specs.boolean()
    baseline_year: int | None = specs.integer(optional=True, low=1900, high=2200)
    year: int = specs.integer(low=1900, high=2200)
    year_basis: str = specs.text(optional=True)
    levels: tuple[str, ...] = specs.texts()
    text: Words = specs.words()


@dataclass(frozen=True, kw_only=True)
class Principle(Record):
    """goals.toml, a way of working the plan chooses."""

    id: str = specs.ident()
    number: str = specs.text(optional=True)
    part_of: str = specs.ident(optional=True, ref="principle")
    title: Words = specs.words()
    text_nl: str = specs.text(optional=True)


@dataclass(frozen=True, kw_only=True)
class PlanProblem(Record):
    """goals.toml, a problem the agenda wants to solve."""

    id: str = specs.ident()
    number: str = specs.text(optional=True)
    title: Words = specs.words()
    text_nl: str = specs.text(optional=True)
    quote_nl: str = specs.text(optional=True)


@dataclass(frozen=True, kw_only=True)
class Wording(Record):
    """goals.toml, one of several wordings of the same thing in the plan; `topic` says what it is about."""

    id: str = specs.ident()
    topic: str = specs.text()
    text_nl: str = specs.text(optional=True)
    note: str = specs.text(optional=True)


@dataclass(frozen=True, kw_only=True)
class Line(Record):
    """lines.toml, a programme line."""

    id: str = specs.ident()
    printed: str = specs.text(optional=True)
    title: Words = specs.words()
    intro_nl: str = specs.text(optional=True)
    goal_text_nl: str = specs.text(optional=True)
    monitoring_nl: str = specs.text(optional=True)
    actors_nl: str = specs.text(optional=True)
    lead_in_nl: str = specs.text(optional=True)
    cases: tuple[str, ...] = specs.idents(ref="case")


@dataclass(frozen=True, kw_only=True)
class Subline(Record):
    """lines.toml, a part of a line; `budget` are the rows that pay for it, `printed` its number in the plan."""

    id: str = specs.ident()
    printed: str = specs.text(optional=True)
    line: str = specs.ident(ref="line")
    budget: tuple[str, ...] = specs.idents(ref="budget")
    title: Words = specs.words()
    summary: Words | None = specs.words(optional=True)
    text_nl: str = specs.text(optional=True)
    goal_text_nl: str = specs.text(optional=True)
    results_nl: str = specs.text(optional=True)
    lead_in_nl: str = specs.text(optional=True)


@dataclass(frozen=True, kw_only=True)
class Activity(Record):
    """lines.toml, an activity; `actors` are partners, `part_of` the activity the plan lists it under."""

    id: str = specs.ident()
    subline: str = specs.ident(ref="subline")
    part_of: str = specs.ident(optional=True, ref="activity")
    title: Words = specs.words()
    title_printed: bool = specs.boolean(default=True)
    example: bool = specs.boolean()
    text_nl: str = specs.text(optional=True)
    actors: tuple[str, ...] = specs.idents(ref="partner")
    actors_nl: str = specs.text(optional=True)
    results_nl: str = specs.text(optional=True)
    goal_text_nl: str = specs.text(optional=True)
    monitoring_nl: str = specs.text(optional=True)
    note_nl: str = specs.text(optional=True)
    initiative: str = specs.ident(optional=True, ref="initiative")
    steps_nl: tuple[str, ...] = specs.texts()


@dataclass(frozen=True, kw_only=True)
class Attention(Record):
    """lines.toml, a point of attention within a part of a line."""

    id: str = specs.ident()
    subline: str = specs.ident(ref="subline")
    title: Words = specs.words()
    text_nl: str = specs.text()


@dataclass(frozen=True, kw_only=True)
class Case(Record):
    """cases.toml, a story of one organisation."""

    id: str = specs.ident()
    printed: str = specs.text(optional=True)
    title: Words = specs.words()
    organisation: str = specs.ident(ref="partner")
    line: str = specs.ident(optional=True, ref="line")
    text_nl: str = specs.text()
    summary: Words | None = specs.words(optional=True)


@dataclass(frozen=True, kw_only=True)
class Gap(Record):
    """gaps.toml, a white spot, an abundance, a challenge or a chance."""

    id: str = specs.ident()
    kind: str = specs.choice("white-spot", "abundance", "challenge", "chance")
    title: Words = specs.words()
    line: str = specs.ident(optional=True, ref="line")
    text_nl: str = specs.text()


@dataclass(frozen=True, kw_only=True)
class Section(Record):
    """gaps.toml, the printed introduction of a section."""

    id: str = specs.ident()
    title_nl: str = specs.text(optional=True)
    intro_nl: str = specs.text(optional=True)
