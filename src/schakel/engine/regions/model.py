"""A region: everything its folder says, read and linked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from schakel.engine.errors import NotFound
from schakel.engine.ledger import Budget
from schakel.engine.regions import records_figures as figures
from schakel.engine.regions import records_people as people
from schakel.engine.regions import records_plan as plan


@dataclass(frozen=True, kw_only=True)
class Region:
    """All records of a region, in the order of its files. A file that is missing gives no records.

    `extra` holds tables the product does not use, by (file, table). `find("partner", "zuyd")` gives a record by id.
    """

    facts: plan.RegionFacts
    programme: plan.Programme | None = None
    edition: plan.Edition
    sectors: tuple[plan.Sector, ...] = ()
    labour_market_regions: tuple[plan.LabourMarketRegion, ...] = ()
    highlights: tuple[plan.Highlight, ...] = ()
    vision: plan.Statement | None = None
    mission: plan.Statement | None = None
    goals: tuple[plan.Goal, ...] = ()
    targets: tuple[plan.Target, ...] = ()
    principles: tuple[plan.Principle, ...] = ()
    problems: tuple[plan.PlanProblem, ...] = ()
    wordings: tuple[plan.Wording, ...] = ()
    lines: tuple[plan.Line, ...] = ()
    sublines: tuple[plan.Subline, ...] = ()
    activities: tuple[plan.Activity, ...] = ()
    attentions: tuple[plan.Attention, ...] = ()
    partners: tuple[people.Partner, ...] = ()
    desks: tuple[people.Desk, ...] = ()
    bodies: tuple[people.Body, ...] = ()
    contacts: tuple[people.Contact, ...] = ()
    programmes: tuple[people.SchoolProgramme, ...] = ()
    initiatives: tuple[people.Initiative, ...] = ()
    cases: tuple[plan.Case, ...] = ()
    gaps: tuple[plan.Gap, ...] = ()
    sections: tuple[plan.Section, ...] = ()
    trainings: tuple[people.Training, ...] = ()
    budget_rows: tuple[figures.BudgetRow, ...] = ()
    cover_rows: tuple[figures.CoverRow, ...] = ()
    stated_rows: tuple[figures.StatedRow, ...] = ()
    education: tuple[figures.EducationFigure, ...] = ()
    labour_market: tuple[figures.LabourFigure, ...] = ()
    top_occupations: tuple[figures.TopOccupation, ...] = ()
    municipalities: tuple[figures.Municipality, ...] = ()
    neighbours: tuple[figures.Neighbour, ...] = ()
    budget: Budget | None = None
    extra: Mapping[tuple[str, str], Any] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def find(self, kind: str, id: str) -> plan.Record:
        """The record of `kind` (as in the names of references: partner, line, subline, activity, initiative, budget,
        goal, case, programme, municipality) with this `id`. Raises NotFound."""
        for record in getattr(self, KINDS[kind]):
            if key_of(record) == id:
                return record  # type: ignore[no-any-return]
        raise NotFound(f"Region {self.facts.slug} has no {kind} '{id}'", remedy="Look the id up in the region's files")


KINDS = MappingProxyType(
    {
        "partner": "partners",
        "body": "bodies",
        "contact": "contacts",
        "line": "lines",
        "subline": "sublines",
        "activity": "activities",
        "initiative": "initiatives",
        "budget": "budget_rows",
        "cover": "cover_rows",
        "stated": "stated_rows",
        "goal": "goals",
        "target": "targets",
        "principle": "principles",
        "case": "cases",
        "gap": "gaps",
        "programme": "programmes",
        "training": "trainings",
        "labour_market_region": "labour_market_regions",
        "municipality": "municipalities",
        "neighbour": "neighbours",
    }
)


def key_of(record: plan.Record) -> str:
    """What a record is known by: its id, code or rank; empty where it has none.

    >>> key_of(plan.Statement(text_nl="Wij willen ...", where="1"))
    ''
    """
    for name in ("id", "code", "rank"):
        if hasattr(record, name):
            return str(getattr(record, name))
    return ""
