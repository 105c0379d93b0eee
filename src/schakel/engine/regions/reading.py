"""Reading the folder of a region. Code knows the format, never the region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import schakel
from schakel.engine.errors import DataError, NotFound
from schakel.engine.ledger import Budget
from schakel.engine.regions import records_figures as figures
from schakel.engine.regions import records_people as people
from schakel.engine.regions import records_plan as plan
from schakel.engine.regions.building import build, declared, missing_columns
from schakel.engine.regions.files import Raw, read_csv, read_toml
from schakel.engine.regions.model import KINDS, Region, key_of

REQUIRED = ("source.toml", "region.toml")


@dataclass(frozen=True)
class Part:
    """Where the records of one attribute of Region stand. `table` is the TOML table ('' for loose keys)."""

    attribute: str
    file: str
    record: type[plan.Record]
    table: str = ""
    single: bool = False


PARTS = (
    Part("edition", "source.toml", plan.Edition, single=True),
    Part("facts", "region.toml", plan.RegionFacts, single=True),
    Part("programme", "region.toml", plan.Programme, "programme", single=True),
    Part("sectors", "region.toml", plan.Sector, "sectors"),
    Part("labour_market_regions", "region.toml", plan.LabourMarketRegion, "labour_market_regions"),
    Part("highlights", "region.toml", plan.Highlight, "highlight"),
    Part("vision", "goals.toml", plan.Statement, "vision", single=True),
    Part("mission", "goals.toml", plan.Statement, "mission", single=True),
    Part("goals", "goals.toml", plan.Goal, "goal"),
    Part("targets", "goals.toml", plan.Target, "target"),
    Part("principles", "goals.toml", plan.Principle, "principle"),
    Part("problems", "goals.toml", plan.PlanProblem, "problem"),
    Part("wordings", "goals.toml", plan.Wording, "wording"),
    Part("lines", "lines.toml", plan.Line, "line"),
    Part("sublines", "lines.toml", plan.Subline, "subline"),
    Part("activities", "lines.toml", plan.Activity, "activity"),
    Part("attentions", "lines.toml", plan.Attention, "attention"),
    Part("partners", "partners.toml", people.Partner, "partner"),
    Part("desks", "partners.toml", people.Desk, "desk"),
    Part("bodies", "partners.toml", people.Body, "body"),
    Part("contacts", "contacts.toml", people.Contact, "contact"),
    Part("programmes", "programmes.csv", people.SchoolProgramme),
    Part("initiatives", "initiatives.toml", people.Initiative, "initiative"),
    Part("cases", "cases.toml", plan.Case, "case"),
    Part("gaps", "gaps.toml", plan.Gap, "gap"),
    Part("sections", "gaps.toml", plan.Section, "section"),
    Part("trainings", "trainings.toml", people.Training, "training"),
    Part("budget_rows", "budget.csv", figures.BudgetRow),
    Part("cover_rows", "cover.csv", figures.CoverRow),
    Part("stated_rows", "stated.csv", figures.StatedRow),
    Part("education", "education.csv", figures.EducationFigure),
    Part("labour_market", "labour_market.csv", figures.LabourFigure),
    Part("top_occupations", "top_occupations.csv", figures.TopOccupation),
    Part("municipalities", "municipalities.csv", figures.Municipality),
    Part("neighbours", "neighbours.csv", figures.Neighbour),
)


def shipped_regions() -> Path:
    """The folder of the regions that come with the product."""
    return Path(schakel.__path__[0]) / "reference" / "regions"


def regions_available(extra: Iterable[Path] = ()) -> dict[str, Path]:
    """The regions that can be read: slug to folder, sorted. Folders under `extra` win over shipped ones of that name.

    >>> "limburg" in regions_available()
    True
    """
    found: dict[str, Path] = {}
    for root in (shipped_regions(), *extra):
        folders = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
        found.update({folder.name: folder for folder in folders if (folder / "region.toml").is_file()})
    return dict(sorted(found.items()))


def region_folder(slug: str, extra: Iterable[Path] = ()) -> Path:
    """The folder of region `slug`. Raises NotFound, which names the regions there are.

    >>> region_folder("limburg").name
    'limburg'
    """
    regions = regions_available(extra)
    if slug not in regions:
        raise NotFound(f"There is no region '{slug}'", remedy=f"Choose one of: {', '.join(regions) or 'none'}")
    return regions[slug]


def read_region(folder: Path) -> Region:
    """The region in `folder`. Raises one DataError that lists every problem found, each with file, line and remedy.

    `source.toml` and `region.toml` are needed; every other file may be missing and then gives no records.

    >>> read_region(region_folder("limburg")).facts.slug
    'limburg'
    """
    if not folder.is_dir():
        raise NotFound(f"There is no folder '{folder.name}'", remedy="Give the folder of a region")
    problems = [
        DataError("The file is missing", file=name, remedy="Write it as the format description says")
        for name in REQUIRED
        if not (folder / name).is_file()
    ]
    raws = _raw_files(folder, problems)
    values: dict[str, Any] = {}
    placed: list[tuple[Part, plan.Record, Raw]] = []
    for part in PARTS:
        pairs = _records(part, raws, problems)
        placed += [(part, record, raw) for record, raw in pairs]
        records = tuple(record for record, _ in pairs)
        values[part.attribute] = (records[0] if records else None) if part.single else records
    _check_ids(placed, problems)
    _check_references(placed, _known_ids(raws), problems)
    values["budget"] = _budget(values, problems)
    if problems:
        raise DataError.collected(problems)
    return Region(**values, extra=_unused(raws))


def _raw_files(folder: Path, problems: list[DataError]) -> dict[str, dict[str, list[Raw]]]:
    raws: dict[str, dict[str, list[Raw]]] = {}
    for name in dict.fromkeys(part.file for part in PARTS):
        path = folder / name
        if path.is_file():
            raws[name] = {"": read_csv(path, problems)} if path.suffix == ".csv" else read_toml(path, problems)
    return raws


def _records(
    part: Part, raws: Mapping[str, dict[str, list[Raw]]], problems: list[DataError]
) -> list[tuple[plan.Record, Raw]]:
    found = raws.get(part.file, {}).get(part.table, [])
    missing_columns(part.record, found, problems)
    if part.file in REQUIRED and not part.table and part.file in raws and not found:
        problems.append(DataError("The file has no keys", file=part.file, remedy="Write it as the format says"))
    pairs = []
    for raw in found:
        record = build(part.record, raw, problems)
        if record is not None:
            pairs.append((record, raw))
    return pairs


def _check_ids(placed: list[tuple[Part, plan.Record, Raw]], problems: list[DataError]) -> None:
    """Within one kind of record an id stands once."""
    first: dict[tuple[str, str], Raw] = {}
    for part, record, raw in placed:
        key = key_of(record)
        if not key:
            continue
        before = first.setdefault((part.attribute, key), raw)
        if before is not raw:
            column = next(name for name in ("id", "code", "rank") if hasattr(record, name))
            message = f"'{key}' stands twice, first on line {before.line}"
            problems.append(raw.error(column, message, "Give each record its own id"))


def _known_ids(raws: Mapping[str, dict[str, list[Raw]]]) -> dict[str, set[str]]:
    """The ids by kind of record, of records that break a rule too; a kind whose file is not there is left out."""
    parts = {part.attribute: part for part in PARTS}
    known: dict[str, set[str]] = {}
    for kind, attribute in KINDS.items():
        part = parts[attribute]
        if part.file in raws:
            found = raws[part.file].get(part.table, [])
            known[kind] = {str(raw.values.get("id", raw.values.get("code", ""))) for raw in found}
    return known


def _check_references(
    placed: list[tuple[Part, plan.Record, Raw]], known: Mapping[str, set[str]], problems: list[DataError]
) -> None:
    """Every id that points to another record exists, unless the file it points into is not there at all."""
    files = {part.attribute: part.file for part in PARTS}
    for part, record, raw in placed:
        for name, spec in declared(part.record).items():
            value = getattr(record, name)
            if not value or spec.ref not in known:
                continue
            for id in (value,) if isinstance(value, str) else value:
                if id not in known[spec.ref]:
                    message = f"There is no {spec.ref.replace('_', ' ')} '{id}'"
                    remedy = f"Use an id of {files[KINDS[spec.ref]]}, or add it there"
                    problems.append(raw.error(name, message, remedy))


def _budget(values: Mapping[str, Any], problems: list[DataError]) -> Budget | None:
    """The ledger's budget; None when there are no rows of costs. A broken table is not judged a second time."""
    if not values["budget_rows"] or any(problem.file in _MONEY_FILES for problem in problems):
        return None
    costs = tuple(row.as_row() for row in values["budget_rows"])
    cover = tuple(row.as_row() for row in values["cover_rows"])
    years = max((len(row.years) for row in (*costs, *cover)), default=0)
    try:
        return Budget(years, costs, cover, tuple(row.as_stated() for row in values["stated_rows"]))
    except DataError as error:
        problems.append(error)
        return None


_MONEY_FILES = ("budget.csv", "cover.csv", "stated.csv")


def _unused(raws: Mapping[str, dict[str, list[Raw]]]) -> Mapping[tuple[str, str], Any]:
    """Tables that no part reads, as they stand."""
    used = {(part.file, part.table) for part in PARTS}
    return MappingProxyType(
        {
            (name, table): tuple(raw.values for raw in found)
            for name, tables in raws.items()
            for table, found in tables.items()
            if (name, table) not in used
        }
    )
