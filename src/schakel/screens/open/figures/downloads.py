"""The files of a figure: how each is made and what it is called."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schakel.records.observatory.engine_io import Export

NUMBERS = {"value", "low95", "high95"}


@dataclass(frozen=True)
class File:
    """One kind of file. `make` gets the figure and the language of the reader."""

    name: str
    content_type: str
    make: Callable[[Export, str], str | bytes]
    inline: bool = False


def as_json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_xlsx(export: Export, language: str) -> bytes:
    """A workbook with the rows, what the columns mean, and where the numbers come from. No cell is a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill(book.create_sheet("rows"), export.rows(), numbers=True)
    _fill(book.create_sheet("columns"), [["column", "holds"], *(list(row) for row in export.columns())])
    document = export.document()
    source = document["source"]
    about = [
        ["figure", document["id"]],
        ["title", export.title(language)],
        ["definition version", document["definition_version"]],
        ["sha256 of the rows", document["digest"]],
        ["source", source["title"]],
        ["publisher", source["publisher"]],
        ["edition", source["edition"]],
        ["date", source["date"]],
        ["licence", source["licence"]],
        *([f"sha256 of {snapshot['file']}", snapshot["sha256"]] for snapshot in source["snapshots"]),
        *([f"finding {finding['id']}", finding["note"]] for finding in document["findings"]),
    ]
    _fill(book.create_sheet("source"), [["what", "value"], *about])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, table: list[list[Any]], *, numbers: bool = False) -> None:
    heads = table[0]
    for row in table:
        sheet.append(
            [_number(value) if numbers and name in NUMBERS else value for name, value in zip(heads, row, strict=True)]
        )
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # text stays text, also when it looks like a formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, min(40, len(str(name)) + 4))


def _number(value: Any) -> Any:
    try:
        return Decimal(value)
    except ArithmeticError:
        return value


FILES = {
    "csv": File("CSV", "text/csv; charset=utf-8", lambda export, language: export.csv()),
    "xlsx": File("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": File("JSON", "application/json", lambda export, language: as_json(export.document()), inline=True),
    "svg": File("SVG", "image/svg+xml", lambda export, language: export.svg(language)),
    "metadata.json": File(
        "Metadata", "application/csvm+json", lambda export, language: as_json(export.metadata()), inline=True
    ),
}
