"""Rows of the observatory to numbers of the engine, and its figures to what a page shows: the only place where they meet."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from schakel.engine.figures import Definition, Figure, Speaker, Vocabulary, build_figures, find_figure, read_definitions, read_vocabulary
from schakel.engine.figures import Observation as Number
from schakel.engine.figures import published as engine_published
from schakel.engine.figures.observations import plain
from schakel.engine.ledger.findings import Finding
from schakel.engine.regions import Region, Words
from schakel.records.observatory.models import NumberFinding, Observation
from schakel.reference import REFERENCE

FOLDER = REFERENCE / "figures"


@lru_cache(maxsize=1)
def definitions() -> tuple[Definition, ...]:
    """The definitions in use, read once per process."""
    return read_definitions(FOLDER)


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return read_vocabulary(FOLDER)


def speaker(language: str) -> Speaker:
    """Says numbers in a language."""
    return Speaker(language, _vocabulary())


def series_key(number: Number) -> str:
    """A short stable key of the series a number belongs to."""
    return hashlib.sha256("\x1f".join((*number.series, number.code)).encode()).hexdigest()[:40]


def to_number(row: Observation) -> Number:
    """One row, with its series and snapshot fetched before."""
    series = row.series
    return Number(
        key=row.key, file=row.snapshot.file, measure=series.measure, level=series.level,
        label=Words(nl=series.label_nl, en=series.label_en, de=series.label_de), area=series.area, code=series.code, year=row.year,
        sex=row.sex, value=plain(row.value), unit=series.unit, qualifier=row.qualifier, status=row.status, text=row.text, where=row.where,
    )


def to_finding(row: NumberFinding) -> Finding:
    """One finding on a number."""
    return Finding.of(row.key, row.where, stated=plain(row.stated), computed=plain(row.computed), status=row.status, note=row.note)


def to_figures(rows: Iterable[Observation], findings: Iterable[NumberFinding]) -> tuple[Figure, ...]:
    """The figures that these rows give."""
    return build_figures(definitions(), [to_number(row) for row in rows], [to_finding(row) for row in findings])


def find(figures: Sequence[Figure], id: str) -> Figure:
    """One of the figures. Raises NotFound."""
    return find_figure(figures, id)


def published(region: str) -> dict[str, str]:
    """The digest of each published figure of a region, by id and version."""
    return engine_published(FOLDER / "published" / f"{region}.csv")


def highlight_numbers(region: Region) -> dict[tuple[str, str], tuple[object, ...]]:
    """Value, unit and qualifier of every record that a highlight of the front page may name."""
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for kind, records in (("education", region.education), ("labour_market", region.labour_market)):
        found |= {(kind, record.id): (plain(record.value), record.unit, record.qualifier) for record in records}
    return found | {("target", target.id): (plain(target.value), target.unit, "exact") for target in region.targets}
