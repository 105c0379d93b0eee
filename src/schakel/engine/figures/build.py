"""Figures computed from the numbers of a region: the rows as they stand in the source, and what follows from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from schakel.engine.errors import NotFound
from schakel.engine.figures.definitions import Definition
from schakel.engine.figures.observations import Observation, plain
from schakel.engine.ledger.findings import Finding, decimal_text
from schakel.engine.statistics import wilson


@dataclass(frozen=True, kw_only=True)
class Group:
    """The numbers of one row of a figure's table, in the order of the source. `also` are the same numbers elsewhere."""

    points: tuple[Observation, ...]
    also: tuple[Observation, ...] = ()

    @property
    def first(self) -> Observation:
        return self.points[0]

    @property
    def dated(self) -> tuple[Observation, ...]:
        """The points with a year and a value, oldest first."""
        found = [point for point in self.points if point.year is not None and point.value is not None]
        return tuple(sorted(found, key=lambda point: point.year or 0))


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A number that follows from others: `measure` is `difference` or `share-of-women`, `of` the keys it came from.

    `low` and `high` are the bounds of the 95 % interval in percent, where there is one.
    """

    measure: str
    of: tuple[str, ...]
    value: Decimal
    unit: str
    qualifier: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure of a region. `computed` has one entry per group, None where nothing can be computed."""

    definition: Definition
    groups: tuple[Group, ...]
    computed: tuple[Computed | None, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def id(self) -> str:
        return self.definition.id

    @property
    def observed(self) -> tuple[Observation, ...]:
        """All numbers it was made from, repetitions in the source included."""
        return tuple(point for group in self.groups for point in (*group.points, *group.also))

    @property
    def digest(self) -> str:
        """The sha256 of all rows and of which definition made them, the same on every machine.

        Labels in other languages than Dutch are no part of it: a better translation does not change a figure.
        """
        rows = json.dumps(figure_rows(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(rows.encode()).hexdigest()


def build_figures(
    definitions: Sequence[Definition], numbers: Iterable[Observation], findings: Iterable[Finding] = ()
) -> tuple[Figure, ...]:
    """The figures that `numbers` give, in the order of `definitions`; a figure without a number is left out.

    A finding belongs to a figure when it speaks of one of its numbers, or of the total of its women and men.
    """
    known, told = tuple(numbers), tuple(findings)
    made = [_figure(definition, known, told) for definition in definitions]
    return tuple(figure for figure in made if figure is not None)


def find_figure(figures: Iterable[Figure], id: str) -> Figure:
    """The figure with this id. Raises NotFound, which names the ids there are."""
    known = {figure.id: figure for figure in figures}
    if id not in known:
        raise NotFound(f"There is no figure '{id}'", remedy=f"Choose one of: {', '.join(known) or 'none'}")
    return known[id]


def _figure(definition: Definition, numbers: Sequence[Observation], findings: Sequence[Finding]) -> Figure | None:
    taken = [number for number in numbers if definition.takes(number)]
    groups = _groups(definition, taken)
    if not groups:
        return None
    compute = {"change": _difference, "share": _share}.get(definition.kind)
    computed = tuple(compute(group) if compute else None for group in groups)
    return Figure(
        definition=definition,
        groups=groups,
        computed=computed,
        findings=tuple(finding for finding in findings if _speaks_of(finding, definition, numbers, taken)),
    )


def _groups(definition: Definition, taken: Sequence[Observation]) -> tuple[Group, ...]:
    found: dict[tuple[Any, ...], list[Observation]] = {}
    for number in taken:
        key: tuple[Any, ...] = number.series
        if definition.kind == "share":
            key = (*key, number.year)
        elif definition.kind in ("compare", "ranking"):
            key = (*key, number.year, number.value if definition.kind == "ranking" else None)
        found.setdefault(key, []).append(number)
    groups = [_group(points) for points in found.values()]
    if definition.kind == "share":
        groups = [group for group in groups if {point.sex for point in group.points} >= {"women", "men"}]
    return tuple(groups)


def _group(points: Sequence[Observation]) -> Group:
    """A number that the source gives twice counts once; a second, other value stays beside it as a finding."""
    first: dict[tuple[int | None, str], Observation] = {}
    also = []
    for point in points:
        if first.setdefault((point.year, point.sex), point) is not point:
            also.append(point)
    return Group(points=tuple(first.values()), also=tuple(also))


def _difference(group: Group) -> Computed | None:
    dated = group.dated
    if len(dated) < 2 or dated[0].value is None or dated[-1].value is None:
        return None
    first, last = dated[0], dated[-1]
    exact = first.qualifier == last.qualifier == "exact"
    value = plain(dated[-1].value - dated[0].value)
    return Computed(
        measure="difference",
        of=(first.key, last.key),
        value=Decimal(0) if value is None else value,
        unit=first.unit,
        qualifier="exact" if exact else "about",
    )


def _share(group: Group) -> Computed | None:
    sexes = {point.sex: point for point in group.points}
    women, men = sexes["women"], sexes["men"]
    if women.value is None or men.value is None or women.value + men.value == 0:
        return None
    whole = women.value + men.value
    low, high = wilson(int(women.value), int(whole))
    share = (women.value * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    exact = women.qualifier == men.qualifier == "exact"
    return Computed(
        measure="share-of-women",
        of=(women.key, men.key),
        value=share,
        unit="percent",
        qualifier="exact" if exact else "about",
        low=low,
        high=high,
    )


def _speaks_of(
    finding: Finding, definition: Definition, numbers: Sequence[Observation], taken: Sequence[Observation]
) -> bool:
    subject = finding.id.partition(":")[2]
    number = next((number for number in numbers if number.key == subject), None)
    if number is None:
        return False
    series = {(other.series, other.year) for other in taken}
    return number in taken or (definition.kind == "share" and (number.series, number.year) in series)


def figure_rows(figure: Figure) -> list[dict[str, Any]]:
    """One row per number, in one fixed order: first those of the source, then the computed ones.

    Numbers are decimal strings, None is unknown (or not applicable). Keys: see `COLUMNS` in `exports`.
    """
    rows = [_observed_row(figure, point) for point in figure.observed]
    for group, computed in zip(figure.groups, figure.computed, strict=True):
        if computed is not None:
            rows.append(_computed_row(figure, group, computed))
    return rows


def _observed_row(figure: Figure, point: Observation) -> dict[str, Any]:
    return {
        "figure": figure.id,
        "definition_version": figure.definition.version,
        "kind": "observed",
        "key": point.key,
        "measure": point.measure,
        "level": point.level,
        "label": point.label.nl,
        "area": point.area,
        "code": point.code,
        "year": point.year,
        "sex": point.sex,
        "value": decimal_text(point.value),
        "unit": point.unit,
        "qualifier": "unknown" if point.value is None else point.qualifier,
        "status": point.status,
        "low95": None,
        "high95": None,
        "computed_from": "",
        "text": point.text,
        "where": point.where,
        "file": point.file,
    }


def _computed_row(figure: Figure, group: Group, computed: Computed) -> dict[str, Any]:
    row = _observed_row(figure, group.first)
    years = [point.year for point in group.points if point.key in computed.of and point.year is not None]
    return row | {
        "kind": "computed",
        "key": f"{computed.measure}:{group.first.key}",
        "measure": computed.measure,
        "sex": "total" if computed.measure == "difference" else "women",
        "year": max(years, default=None),
        "value": decimal_text(computed.value),
        "unit": computed.unit,
        "qualifier": computed.qualifier,
        "low95": decimal_text(computed.low),
        "high95": decimal_text(computed.high),
        "computed_from": " ".join(computed.of),
        "text": "",
    }
