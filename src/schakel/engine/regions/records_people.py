"""The records of who does what: partners, bodies, school programmes, initiatives, trainings."""

# ruff: noqa: RUF009  (each call of specs makes a field of the dataclass; nothing is shared)
from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from schakel.engine.regions import specs
from schakel.engine.regions.records_plan import Problem, Record
from schakel.engine.regions.words import Words

PARTNER_KINDS = (
    "campus",
    "university",
    "hbo",
    "mbo",
    "private-trainer",
    "employer",
    "association",
    "public",
    "network",
    "foreign",
)
AUDIENCES = (
    "pupils",
    "students",
    "jobseekers",
    "workers",
    "switchers",
    "employers",
    "teachers",
    "researchers",
    "newcomers",
    "public",
)
SCOPES = ("noord", "midden", "zuid", "limburg", "national", "euregio")


@dataclass(frozen=True, kw_only=True)
class Partner(Record):
    """partners.toml, an organisation the plan names; `municipality` is a code or a name."""

    id: str = specs.ident()
    name: str = specs.text()
    kind: str = specs.choice(*PARTNER_KINDS)
    consortium: bool = specs.boolean()
    role_nl: str = specs.text(optional=True)
    municipality: str = specs.text(optional=True)
    website: str = specs.text(optional=True)
    country: str = specs.text(optional=True)
    part_of: str = specs.ident(optional=True, ref="partner")
    printed: tuple[str, ...] = specs.texts()
    about_nl: str = specs.text(optional=True)


@dataclass(frozen=True, kw_only=True)
class Body(Record):
    """partners.toml, a body that steers or carries out; `chair` and `members` in words or ids."""

    id: str = specs.ident()
    name: Words = specs.words()
    chair: str = specs.text(optional=True)
    lead: str = specs.text(optional=True)
    members: tuple[str, ...] = specs.texts()
    text_nl: str = specs.text(optional=True)
    task_nl: str = specs.text(optional=True)


DESK_AUDIENCES = ("talent", "employer", "school", "border")


@dataclass(frozen=True, kw_only=True)
class Desk(Record):
    """partners.toml, a place where a person can talk to somebody: for whom, about what, how to reach it."""

    partner: str = specs.ident(ref="partner")
    audiences: tuple[str, ...] = specs.choices(*DESK_AUDIENCES)
    about: Words = specs.words()
    address: str = specs.text(optional=True)
    website: str = specs.text(optional=True)


CONTACT_TOPICS = ("arriving", "municipality", "housing", "border", "work")
VERIFIED = ("official", "press", "plan", "no")


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """contacts.toml, who helps somebody that comes to live or work here. Without municipalities and regions: everywhere.

    `verified`: where the facts stand (`official`: on a page of the organisation or the state, `press`: in the press or a
    guide, `plan`: only in the plan, `no`: nowhere we could read); `checked`: the day somebody looked.
    """

    id: str = specs.ident()
    topic: str = specs.choice(*CONTACT_TOPICS)
    name: Words = specs.words()
    about: Words = specs.words()
    municipalities: tuple[str, ...] = specs.idents(ref="municipality")
    regions: tuple[str, ...] = specs.idents(ref="labour_market_region")
    address: str = specs.text(optional=True)
    phone: str = specs.text(optional=True)
    email: str = specs.text(optional=True)
    website: str = specs.text(optional=True)
    verified: str = specs.choice(*VERIFIED)
    checked: datetime.date | None = specs.date()

    def problems(self) -> Iterator[Problem]:
        """What was not read anywhere promises no way to reach it; what was read has a day."""
        yield from super().problems()
        if self.verified in ("plan", "no") and (self.address or self.phone or self.email):
            yield "verified", "An address or number is given that nobody checked", "Name the page it stands on"
        if self.verified in ("official", "press") and self.checked is None:
            yield "checked", "The day of the check is missing", "Write the day somebody looked"

    def serves(self, municipality: str, region: str) -> bool:
        """Whether it is there for a municipality (its code) in a labour market region (its id)."""
        everywhere = not self.municipalities and not self.regions
        return everywhere or municipality in self.municipalities or region in self.regions


@dataclass(frozen=True, kw_only=True)
class SchoolProgramme(Record):
    """programmes.csv, an ICT programme; without a partner it is a qualification no school is known to offer here."""

    id: str = specs.ident()
    partner: str = specs.ident(optional=True, ref="partner")
    name_nl: str = specs.text(optional=True)
    name_en: str = specs.text(optional=True)
    level: str = specs.text()
    place: str = specs.text(optional=True)
    language: str = specs.text(optional=True)
    nominal_years: Decimal | None = specs.number(optional=True)
    crebo: str = specs.text(optional=True)
    note: str = specs.text(optional=True)

    def problems(self) -> Iterator[Problem]:
        """It needs a name and an origin."""
        yield from super().problems()
        if not self.name_nl and not self.name_en:
            yield "name_nl", "The name is missing", "Give a Dutch or an English name"


@dataclass(frozen=True, kw_only=True)
class Initiative(Record):
    """initiatives.toml, an initiative of the annex: as printed, and our own reading of it."""

    id: str = specs.ident()
    number: int | None = specs.integer(optional=True, low=1)
    name: str = specs.text()
    address: str = specs.text(optional=True)
    municipality: str = specs.text(optional=True)
    activities_nl: str = specs.text(optional=True)
    audience_nl: str = specs.text(optional=True)
    level_nl: str = specs.text(optional=True)
    achieved_nl: str = specs.text(optional=True)
    expected_nl: str = specs.text(optional=True)
    summary: Words | None = specs.words(optional=True)
    audiences: tuple[str, ...] = specs.choices(*AUDIENCES)
    levels: tuple[str, ...] = specs.texts()
    scope: tuple[str, ...] = specs.texts()
    lines: tuple[str, ...] = specs.idents(ref="line")
    sublines: tuple[str, ...] = specs.idents(ref="subline")
    partners: tuple[str, ...] = specs.idents(ref="partner")
    note: str = specs.text(optional=True)


@dataclass(frozen=True, kw_only=True)
class Training(Record):
    """trainings.toml, a real training of a school or an initiative; prices in euros, unknown is None."""

    id: str = specs.ident()
    partner: str = specs.ident(optional=True, ref="partner")
    initiative: str = specs.ident(optional=True, ref="initiative")
    programme: str = specs.ident(optional=True, ref="programme")
    kind: str = specs.choice("programme", "module", "course", "switch-track", "work-learn")
    title: Words = specs.words()
    level: str = specs.text(optional=True)
    place: str = specs.text(optional=True)
    language: str = specs.text(optional=True)
    weeks: Decimal | None = specs.number(optional=True)
    hours_per_week: Decimal | None = specs.number(optional=True)
    start: Any = specs.date_or_text()
    price_eur: Decimal | None = specs.number(optional=True)
    entry_nl: str = specs.text(optional=True)
    needs: tuple[str, ...] = specs.idents()
    teaches: tuple[str, ...] = specs.idents()
    prepares_for: tuple[str, ...] = specs.idents()
    teaches_basis: str = specs.choice("plan", "qualification-file", "name", optional=True)
    verified: bool = specs.boolean()
    note_nl: str = specs.text(optional=True)

    def problems(self) -> Iterator[Problem]:
        """It belongs to a school or to an initiative."""
        yield from super().problems()
        if not self.partner and not self.initiative:
            yield "partner", "Nobody gives this training", "Name a partner or an initiative"
