"""A region's plan held against itself: money, people, texts, targets and links. Nothing is repaired."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from schakel.engine.ledger import Finding, check_budget
from schakel.engine.regions.model import Region
from schakel.engine.regions.records_figures import EducationFigure, LabourFigure

_CODE = re.compile(r"GM[0-9]{4}")
_SLUG = re.compile(r"[^A-Za-z0-9.]+")


def check_region(
    region: Region, *, skills: Collection[str] | None = None, occupations: Collection[str] | None = None
) -> list[Finding]:
    """All findings of `region`: its budget first, then figures, texts, targets and links, each in file order.

    `skills` and `occupations` are the ids of the taxonomy; with them the trainings are checked too.

    >>> from schakel.engine.regions import read_region, region_folder
    >>> "men-women:wo-entrants-2021" in [f.id for f in check_region(read_region(region_folder("limburg")))]
    True
    """
    findings = check_budget(region.budget) if region.budget else []
    findings += [*_men_and_women(region.education), *_same_thing_twice(region.labour_market)]
    findings += [*_growth_factors(region.labour_market), *_wordings(region)]
    findings += [*_period(region), *_targets(region), *_lines_without_target(region)]
    findings += [*_numbering(region), *_budget_links(region), *_municipalities(region)]
    findings += _taxonomy_links(region, skills=skills, occupations=occupations)
    return findings


def _men_and_women(figures: Iterable[EducationFigure]) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], dict[str, EducationFigure]] = {}
    for figure in figures:
        key = (figure.level, figure.measure, figure.subject, figure.year, figure.area, figure.unit)
        groups.setdefault(key, {})[figure.sex] = figure
    for group in groups.values():
        if {"total", "men", "women"} - set(group) or any(figure.value is None for figure in group.values()):
            continue
        whole, men, women = group["total"], group["men"], group["women"]
        if whole.unit != "persons" or whole.value is None or men.value is None or women.value is None:
            continue
        computed = men.value + women.value
        if not _holds(whole.value, whole.qualifier, computed):
            note = f"{men.value} men and {women.value} women are {computed}; the text says {whole.value} in all."
            yield Finding.of(f"men-women:{whole.id}", whole.where, stated=whole.value, computed=computed, note=note)


def _holds(value: Decimal, qualifier: str, computed: Decimal) -> bool:
    """Whether `computed` can be what the text calls `qualifier` `value`."""
    if qualifier in ("almost", "under"):
        return computed <= value
    if qualifier == "over":
        return computed >= value
    return qualifier == "about" or computed == value


def _same_thing_twice(figures: Iterable[LabourFigure]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], LabourFigure] = {}
    for figure in figures:
        key = (figure.measure, figure.subject, figure.occupation, figure.level, figure.year, figure.unit)
        before = first.setdefault(key, figure)
        if before.value is not None and figure.value is not None and before.value != figure.value:
            note = f"{before.where} says {before.value}, {figure.where} says {figure.value}."
            where = f"{before.where}; {figure.where}"
            id = f"text-against-text:{figure.id}"
            yield Finding.of(id, where, stated=figure.value, computed=before.value, note=note)


def _growth_factors(figures: Iterable[LabourFigure]) -> Iterator[Finding]:
    """A figure `<measure>-factor` says how many times the last value of `<measure>` is the first."""
    known = [figure for figure in figures if figure.value is not None and figure.year is not None]
    for figure in known:
        base = figure.measure.removesuffix("-factor")
        series = sorted(
            (f for f in known if f.measure == base and f.subject == figure.subject), key=lambda f: f.year or 0
        )
        if base == figure.measure or len(series) < 2 or not series[0].value:
            continue
        computed = (series[-1].value or Decimal(0)) / series[0].value
        if figure.value is not None and not _holds(figure.value, figure.qualifier, computed):
            id = f"text-against-text:{figure.id}"
            yield Finding.of(id, figure.where, stated=figure.value, computed=computed)


def _wordings(region: Region) -> Iterator[Finding]:
    """A topic the plan words in more than one way: one finding, with the places and the note of the reader."""
    topics = dict.fromkeys(wording.topic for wording in region.wordings)
    for topic in topics:
        found = [wording for wording in region.wordings if wording.topic == topic]
        notes = [wording.note for wording in found if wording.note]
        if not notes or len({" ".join(wording.text_nl.split()).casefold() for wording in found}) < 2:
            continue
        where = "; ".join(dict.fromkeys(wording.where for wording in found))
        id = f"text-against-text:{_SLUG.sub('-', topic)}"
        yield Finding.of(id, where, status="wording", note=" ".join(dict.fromkeys(notes)))


def _period(region: Region) -> Iterator[Finding]:
    programme, budget = region.programme, region.budget
    if programme is None or budget is None or programme.years in (None, budget.years):
        return
    note = f"The programme runs {programme.years} years, the budget {budget.years}."
    stated, computed = Decimal(programme.years or 0), Decimal(budget.years)
    yield Finding.of("text-against-table:years", programme.where, stated=stated, computed=computed, note=note)


def _targets(region: Region) -> Iterator[Finding]:
    last = region.programme.last_year if region.programme else None
    for target in region.targets:
        if target.kind == "context":
            continue
        if last is not None and target.year > last:
            note = f"The target is for {target.year}; the programme and its budget end with {last}."
            id = f"text-against-table:{target.id}-year"
            yield Finding.of(id, target.where, stated=Decimal(target.year), computed=Decimal(last), note=note)
        if target.unit == "percent" and target.baseline_year is None:
            note = "A percentage of growth without the year it is counted from."
            yield Finding.of(f"incomplete:{target.id}-baseline", target.where, note=note)
        missing = [level for level in target.levels if not _has_baseline(region, level, target.baseline_year)]
        if target.baseline_year is not None and missing:
            note = f"The plan gives no number of {target.baseline_year} for {', '.join(missing)} to count from."
            yield Finding.of(f"incomplete:{target.id}-baseline", target.where, note=note)


def _has_baseline(region: Region, level: str, year: int | None) -> bool:
    return any(
        figure.level == level and figure.year == year and figure.measure == "graduates" for figure in region.education
    )


def _lines_without_target(region: Region) -> Iterator[Finding]:
    goals = {target.goal for target in region.targets}
    served = {goal.line for goal in region.goals if goal.id in goals}
    for line in region.lines:
        if line.id not in served:
            note = f"Line {line.id} ({line.title}) has no target that can be measured."
            yield Finding.of(f"incomplete:line-{line.id}-target", line.where, note=note)


def _numbering(region: Region) -> Iterator[Finding]:
    sublines = sorted((subline for subline in region.sublines if subline.printed), key=lambda s: s.printed.split()[0])
    for printed, group in groupby(sublines, key=lambda s: s.printed.split()[0]):
        same = list(group)
        if len(same) > 1:
            note = f"The plan numbers {len(same)} parts {printed}: {'; '.join(str(s.title) for s in same)}."
            yield Finding.of(f"numbering:{printed}", same[0].where, note=note)


def _budget_links(region: Region) -> Iterator[Finding]:
    """Every cost row of a line pays for some part of it, every part of a line is paid from some row."""
    if not region.sublines or not region.budget:
        return
    paid = {id for subline in region.sublines for id in subline.budget}
    for row in region.budget.leaves("costs"):
        if row.line and row.id not in paid:
            yield Finding.of(f"reference:budget-{row.id}", row.where, note=f"{row.label}: no part of a line names it.")
    for subline in region.sublines:
        if not subline.budget:
            note = f"{subline.id} {subline.title}: the budget has no row for it."
            yield Finding.of(f"reference:subline-{subline.id}", subline.where, note=note)


def _municipalities(region: Region) -> Iterator[Finding]:
    """A municipality given by its code is one of the region. By name it may lie anywhere."""
    codes = {town.code for town in region.municipalities}
    if not codes:
        return
    kinds = (("partner", region.partners), ("initiative", region.initiatives))
    records = [(kind, record.id, record.municipality, record.where) for kind, group in kinds for record in group]
    for kind, id, code, where in records:
        if _CODE.fullmatch(code) and code not in codes:
            note = f"'{code}' is no municipality of this region."
            yield Finding.of(f"reference:{kind}-{id}-municipality", where, note=note)


def _taxonomy_links(
    region: Region, *, skills: Collection[str] | None, occupations: Collection[str] | None
) -> Iterator[Finding]:
    for training in region.trainings:
        wrong = [] if skills is None else [id for id in training.teaches if id not in skills]
        wrong += [] if occupations is None else [id for id in training.prepares_for if id not in occupations]
        for id in wrong:
            note = f"{training.title}: the taxonomy has no '{id}'."
            yield Finding.of(f"reference:{training.id}-{id}", training.where or training.source, note=note)
