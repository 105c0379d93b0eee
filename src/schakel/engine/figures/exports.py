"""A figure as files for others: CSV, JSON and the description of the columns (CSV on the Web)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schakel.engine.figures.build import Figure, figure_rows
from schakel.engine.figures.saying import Speaker
from schakel.engine.figures.sentences import lead, note, title

# Column: what it holds, its type in CSV on the Web.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("figure", "id of the figure", "string"),
    ("definition_version", "version of the rule that chose and computed the rows", "integer"),
    ("kind", "observed (stands in the source) or computed (follows from other rows)", "string"),
    ("key", "id of the number in the source file, or of the computation", "string"),
    ("measure", "what is measured", "string"),
    ("level", "level of education, empty when it does not apply", "string"),
    ("label", "what is counted, in Dutch as in the source", "string"),
    ("area", "region or organisation", "string"),
    ("code", "ISCO-08 unit group, empty when it does not apply", "string"),
    ("year", "year, empty when the source names none", "integer"),
    ("sex", "total, men or women", "string"),
    ("value", "the number, with a point for decimals; empty when it is unknown", "decimal"),
    ("unit", "persons, percent, rank, organisations, euro or factor", "string"),
    ("qualifier", "exact, about, almost, over, under; unknown when there is no number", "string"),
    ("status", "final, provisional or unknown", "string"),
    ("low95", "lower bound of the 95 % interval, in percent", "decimal"),
    ("high95", "upper bound of the 95 % interval, in percent", "decimal"),
    ("computed_from", "keys of the rows a computed number follows from", "string"),
    ("text", "the words of the source, as printed", "string"),
    ("where", "place in the source", "string"),
    ("file", "file of the region the number was read from", "string"),
    ("source", "title of the source", "string"),
    ("source_date", "date of the source", "string"),
)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the numbers come from. `snapshots` are the sha256 of each file by name; `date` may be empty."""

    title: str
    publisher: str
    edition: str
    date: str
    licence: str
    snapshots: Mapping[str, str]


def rows_with_source(figure: Figure, origin: Origin) -> list[dict[str, Any]]:
    """All rows of the figure with every column of COLUMNS."""
    return [row | {"source": origin.title, "source_date": origin.date} for row in figure_rows(figure)]


def as_csv(figure: Figure, origin: Origin) -> str:
    """UTF-8 text with commas, without a byte order mark; a cell a spreadsheet could run is kept as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [name for name, _, _ in COLUMNS]
    writer.writerow(names)
    for row in rows_with_source(figure, origin):
        writer.writerow([harmless(row[name]) for name in names])
    return out.getvalue()


def harmless(value: Any) -> Any:
    """A value for a cell: text that begins as a formula gets an apostrophe; numbers stay numbers.

    >>> harmless("=1+1"), harmless("-100"), harmless("-x"), harmless(None)
    ("'=1+1", '-100', "'-x", '')
    """
    if value is None:
        return ""
    if not isinstance(value, str) or not value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return value
    is_number = value.removeprefix("-").replace(".", "", 1).isdigit()
    return value if is_number else f"'{value}"


def as_document(figure: Figure, origin: Origin, speakers: Sequence[Speaker]) -> dict[str, Any]:
    """The figure as one JSON object: rows, sentences by language, findings and where it comes from."""
    definition = figure.definition
    return {
        "id": figure.id,
        "definition_version": definition.version,
        "digest": figure.digest,
        "name": {s.language: s.words(definition.name) for s in speakers},
        "title": {s.language: title(figure, s) for s in speakers},
        "summary": {s.language: lead(figure, s) for s in speakers},
        "note": {s.language: note(figure, s) for s in speakers},
        "calculation": {s.language: s.words(definition.calculation) for s in speakers},
        "reading": [{s.language: s.words(words) for s in speakers} for words in definition.reading],
        "rows": rows_with_source(figure, origin),
        "findings": [finding.as_dict() for finding in figure.findings],
        "source": _source(origin),
        "related": list(definition.related),
    }


def as_metadata(figure: Figure, origin: Origin, speakers: Sequence[Speaker]) -> dict[str, Any]:
    """The CSV described as CSV on the Web: dialect, columns and their types, source and licence."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{figure.id}.csv",
        "dc:title": {s.language: s.words(figure.definition.name) for s in speakers},
        "dc:description": {s.language: note(figure, s) for s in speakers},
        "dc:source": _source(origin),
        "dc:license": origin.licence,
        "schema:version": f"{figure.definition.version}",
        "schema:identifier": f"sha256:{figure.digest}",
        "notes": [finding.as_dict() for finding in figure.findings],
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminators": ["\r\n"],
            "header": True,
        },
        "tableSchema": {
            "columns": [
                {"name": name, "titles": name, "dc:description": says, "datatype": kind, "null": ""}
                for name, says, kind in COLUMNS
            ],
        },
    }


def _source(origin: Origin) -> dict[str, Any]:
    return {
        "title": origin.title,
        "publisher": origin.publisher,
        "edition": origin.edition,
        "date": origin.date,
        "licence": origin.licence,
        "snapshots": [{"file": name, "sha256": digest} for name, digest in sorted(origin.snapshots.items())],
    }
