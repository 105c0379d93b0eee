"""Files of a region as raw records, each with its line. Problems are collected, not raised one by one."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_TOML_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Raw:
    """One record as it stands in a file: its values by column or key, its line, and the lines of its keys.

    In a table `columns` are all columns, also those with an empty cell (empty cells are left out of `values`).
    """

    file: str
    line: int
    values: dict[str, Any]
    key_lines: dict[str, int] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def error(self, column: str, message: str, remedy: str) -> DataError:
        """The problem `message` at `column` of this record."""
        line = self.key_lines.get(column, self.line)
        return DataError(message, file=self.file, line=line, column=column, remedy=remedy)


def read_csv(path: Path, problems: list[DataError]) -> list[Raw]:
    """The rows of a table. A row with another number of cells than the header is a problem, and is left out."""
    text = _text(path, problems)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Raw] = []
    header: tuple[str, ...] = ()
    line = 1
    try:
        for cells in reader:
            if not header:
                header = _header(path.name, cells, problems)
            elif not cells or len(cells) != len(header):
                message = f"This row has {len(cells)} cells, the header has {len(header)}"
                remedy = "Give each column a cell; put a text with a comma between double quotes"
                problems.append(DataError(message, file=path.name, line=line, remedy=remedy))
            else:
                values = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
                rows.append(Raw(path.name, line, values, columns=header))
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = "Close each quoted cell with a double quote"
        problems.append(DataError(f"The table cannot be read: {error}", file=path.name, line=line, remedy=remedy))
    if not header:
        problems.append(DataError("The file is empty", file=path.name, line=1, remedy="Write a header row"))
    return rows


def _header(file: str, cells: list[str], problems: list[DataError]) -> tuple[str, ...]:
    header = tuple(cell.strip() for cell in cells)
    twice = sorted({name for name in header if header.count(name) > 1})
    for name in twice:
        message, remedy = f"Column '{name}' stands twice", "Give each column its own name"
        problems.append(DataError(message, file=file, line=1, column=name, remedy=remedy))
    return header


def read_toml(path: Path, problems: list[DataError]) -> dict[str, list[Raw]]:
    """The tables of a TOML file by name (a single table is a list of one); loose keys stand under the name ''."""
    text = _text(path, problems)
    if text is None:
        return {}
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = int(found.group(1)) if found else 0
        message, remedy = f"The file cannot be read: {error}", "Correct the TOML on or just before this line"
        problems.append(DataError(message, file=path.name, line=line, remedy=remedy))
        return {}
    lines = _lines(text)
    result: dict[str, list[Raw]] = {}
    loose: dict[str, Any] = {}
    for name, value in data.items():
        tables = value if isinstance(value, list) else [value]
        if tables and all(isinstance(table, dict) for table in tables):
            places = lines.get(name, [])
            result[name] = [
                Raw(path.name, *_placed(table, places[index] if index < len(places) else (1, {})))
                for index, table in enumerate(tables)
            ]
        else:
            loose[name] = value
    if loose:
        result[""] = [Raw(path.name, 1, loose, lines.get("", [(1, {})])[0][1])]
    return result


def _placed(table: dict[str, Any], place: tuple[int, dict[str, int]]) -> tuple[int, dict[str, Any], dict[str, int]]:
    return place[0], table, place[1]


def _lines(text: str) -> dict[str, list[tuple[int, dict[str, int]]]]:
    """For each table name the line of each of its headers, with the lines of the keys below it."""
    keys: dict[str, int] = {}
    found: dict[str, list[tuple[int, dict[str, int]]]] = {"": [(1, keys)]}
    inside = ""  # the quotes of the multi-line text we are in
    for number, line in enumerate(text.splitlines(), 1):
        if not inside:
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                keys = {}
                found.setdefault(header.group(1), []).append((number, keys))
            elif key:
                keys.setdefault(key.group(1), number)
        for quotes in ("'''", '"""'):
            if inside in ("", quotes) and line.count(quotes) % 2:
                inside = "" if inside else quotes
                break
    return found


def _text(path: Path, problems: list[DataError]) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(DataError("The file is not UTF-8", file=path.name, line=line, remedy="Save it as UTF-8"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.append(DataError(f"The file cannot be read: {reason}", file=path.name, remedy="Check the file"))
    return None
