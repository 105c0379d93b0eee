"""Rows of the observatory to numbers of the engine, and its figures to pages and files: the only place they meet."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from schakel.engine.figures import (
    Definition,
    Figure,
    Speaker,
    Vocabulary,
    build_figures,
    charts,
    exports,
    find_figure,
    read_definitions,
    read_published,
    read_vocabulary,
    sentences,
    svg,
    tables,
    verify,
)
from schakel.engine.figures import Observation as Number
from schakel.engine.figures.observations import plain
from schakel.engine.ledger.findings import Finding
from schakel.engine.regions import Region, Words
from schakel.records.observatory.models import NumberFinding, Observation, Snapshot
from schakel.reference import REFERENCE

FOLDER = REFERENCE / "figures"
LANGUAGES = ("nl", "en", "de")
ROWS_IN_A_CARD = 3


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
        key=row.key,
        file=row.snapshot.file,
        measure=series.measure,
        level=series.level,
        label=Words(nl=series.label_nl, en=series.label_en, de=series.label_de),
        area=series.area,
        code=series.code,
        year=row.year,
        sex=row.sex,
        value=plain(row.value),
        unit=series.unit,
        qualifier=row.qualifier,
        status=row.status,
        text=row.text,
        where=row.where,
    )


def to_finding(row: NumberFinding) -> Finding:
    """One finding on a number."""
    return Finding.of(
        row.key, row.where, stated=plain(row.stated), computed=plain(row.computed), status=row.status, note=row.note
    )


def to_figures(rows: Iterable[Observation], findings: Iterable[NumberFinding]) -> tuple[Figure, ...]:
    """The figures that these rows give."""
    return build_figures(definitions(), [to_number(row) for row in rows], [to_finding(row) for row in findings])


def find(figures: Sequence[Figure], id: str) -> Figure:
    """One of the figures. Raises NotFound."""
    return find_figure(figures, id)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A number beside the words of the source: what it is of, the number in words, where it stands, as printed."""

    name: str
    name_language: str
    value: str
    year: int | None
    where: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A figure in one language, ready for a page. `chart` is SVG; `shown` of its `count` rows are in it."""

    id: str
    theme: str
    version: int
    name: str
    title: str
    lead: str
    note: str
    calculation: str
    reading: tuple[str, ...]
    chart: str
    shown: int
    count: int
    table: tables.Table
    printed: tuple[Printed, ...]
    years: tuple[int, ...]
    areas: tuple[str, ...]
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    digest: str
    related: tuple[str, ...]


def shown(figure: Figure, language: str, *, small: bool = False) -> Shown:
    """A figure for a page in `language`; `small` draws only the first rows of a long chart."""
    say = speaker(language)
    title = sentences.title(figure, say)
    drawing = charts.draw(figure, say, limit=ROWS_IN_A_CARD if small else None)
    table = tables.table_of(figure, say)
    numbers = [point for group in figure.groups for point in group.points]
    return Shown(
        id=figure.id,
        theme=figure.definition.theme,
        version=figure.definition.version,
        name=say.words(figure.definition.name),
        title=title,
        lead=sentences.lead(figure, say),
        note=sentences.note(figure, say),
        calculation=say.words(figure.definition.calculation),
        reading=tuple(say.words(words) for words in figure.definition.reading),
        chart=svg.in_page(drawing, id=f"chart-{figure.id}", title=title, description=_description(table)),
        shown=drawing.shown,
        count=drawing.count,
        table=table,
        printed=tuple(_printed(figure, point, say) for point in figure.observed),
        years=tuple(sorted({point.year for point in numbers if point.year is not None})),
        areas=tuple(dict.fromkeys(point.area for point in numbers if point.area)),
        files=tuple(dict.fromkeys(point.file for point in numbers)),
        findings=figure.findings,
        digest=figure.digest,
        related=figure.definition.related,
    )


def _description(table: tables.Table) -> str:
    """The table in one paragraph, for those who cannot see the chart."""
    rows = [", ".join([row[0].text, *(f"{cell.column} {cell.text}" for cell in row[1:])]) for row in table.rows]
    return f"{'. '.join(rows)}."


def _printed(figure: Figure, point: Number, say: Speaker) -> Printed:
    language = tables.language_of(point.label, say) if "label" in figure.definition.name_by else ""
    name = sentences.name_of(figure, point, say)
    if point.level and figure.definition.name_by != "level":
        name = f"{name} ({point.level})"
    if point.sex != "total":
        name = f"{name}, {say.word(point.sex).lower()}" if say.language != "de" else f"{name}, {say.word(point.sex)}"
    value = say.value(point.value, point.unit, point.qualifier)
    return Printed(name=name, name_language=language, value=value, year=point.year, where=point.where, text=point.text)


def result_against_published(figure: Figure, region: str) -> str:
    """`same`, `changed` or `new`: this figure as computed now, against what was published of it."""
    known = read_published(FOLDER / "published" / f"{region}.csv")
    return verify([figure], known)[0].result


@dataclass(frozen=True, kw_only=True)
class Export:
    """A figure with its source, to be written as a file."""

    figure: Figure
    origin: exports.Origin

    def rows(self) -> list[list[Any]]:
        """A heading and all rows, harmless to a spreadsheet."""
        names = [name for name, _, _ in exports.COLUMNS]
        return [
            names,
            *(
                [exports.harmless(row[name]) for name in names]
                for row in exports.rows_with_source(self.figure, self.origin)
            ),
        ]

    def columns(self) -> list[tuple[str, str]]:
        """Each column and what it holds."""
        return [(name, says) for name, says, _ in exports.COLUMNS]

    def csv(self) -> str:
        return exports.as_csv(self.figure, self.origin)

    def document(self) -> dict[str, Any]:
        return exports.as_document(self.figure, self.origin, [speaker(language) for language in LANGUAGES])

    def metadata(self) -> dict[str, Any]:
        return exports.as_metadata(self.figure, self.origin, [speaker(language) for language in LANGUAGES])

    def svg(self, language: str) -> str:
        """The chart as a file in `language`, with the source below it."""
        say = speaker(language)
        source = ", ".join(part for part in (self.origin.title, self.origin.date) if part)
        return svg.as_file(
            charts.draw(self.figure, say),
            title=sentences.title(self.figure, say),
            note=sentences.note(self.figure, say),
            source=f"{source}. Schakel: {self.figure.id}, {self.figure.definition.version}, {self.figure.digest[:12]}",
            language=language,
        )

    def title(self, language: str) -> str:
        return sentences.title(self.figure, speaker(language))

    def fingerprint(self) -> str:
        """Changes with anything a file could hold."""
        return hashlib.sha256(json.dumps(self.document(), sort_keys=True).encode()).hexdigest()


def to_export(figure: Figure, snapshots: Mapping[str, Snapshot]) -> Export:
    """A figure with the source of its numbers."""
    files = sorted({point.file for point in figure.observed})
    source = snapshots[files[0]].source
    origin = exports.Origin(
        title=source.title,
        publisher=source.publisher,
        edition=source.edition,
        date=source.date.isoformat() if source.date else "",
        licence=source.licence,
        snapshots={name: snapshots[name].sha256 for name in files},
    )
    return Export(figure=figure, origin=origin)


def highlight_numbers(region: Region) -> dict[tuple[str, str], tuple[object, ...]]:
    """Value, unit and qualifier of every record that a highlight of the front page may name."""
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for kind, records in (("education", region.education), ("labour_market", region.labour_market)):
        found |= {(kind, record.id): (plain(record.value), record.unit, record.qualifier) for record in records}
    return found | {("target", target.id): (plain(target.value), target.unit, "exact") for target in region.targets}
