"""Reading the roles of a pool: from what somebody types or uploads to rows, with what is wrong named by line."""

import csv
import difflib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from schakel.engine.errors import InputError
from schakel.records.journeys.engine_io import holds_bsn
from schakel.records.journeys.engine_io_pool import can_grow, names
from schakel.records.journeys.models import PoolRole

NUMBER_MOST = 10_000
ROWS_MOST = 600
BYTES_MOST = 1_000_000
YEARS = (2020, 2060)
NEAR = 0.72
COLUMNS = ("side", "role", "number", "from")
HEADERS: Mapping[str, tuple[str, ...]] = {
    "side": ("kant", "richting", "side", "seite", "richtung"),
    "role": ("rol", "functie", "beroep", "role", "rolle", "beruf", "funktion"),
    "number": ("aantal", "number", "anzahl"),
    "from": ("vanaf", "maand", "from", "month", "ab", "monat"),
}
SIDES: Mapping[str, tuple[str, ...]] = {
    PoolRole.Side.SHRINKING: ("krimpt", "krimp", "shrinks", "shrinking", "schrumpft", "-"),
    PoolRole.Side.GROWING: ("groeit", "groei", "grows", "growing", "wächst", "+"),
}


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One row of an organisation's own plan."""

    side: str
    occupation: str
    month: date
    number: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line was not taken: `code` names the words of the screens, `near` holds occupations it resembles."""

    line: int
    code: str
    value: str = ""
    near: tuple[str, ...] = ()


def role_named(text: str) -> str | None:
    """The id of the occupation with this name, in any of the languages; None when no occupation is called so."""
    return names().get(" ".join(text.casefold().split()))


def roles_like(text: str) -> tuple[str, ...]:
    """The ids of at most three occupations whose name resembles this."""
    near = difflib.get_close_matches(" ".join(text.casefold().split()), list(names()), n=8, cutoff=NEAR)
    return tuple(dict.fromkeys(names()[name] for name in near))[:3]


def month_of(text: str) -> date | None:
    """The first day of a month written as 2027-03, 2027-03-15, 03-2027 or 3/2027; None for anything else.

    >>> month_of("2027-03"), month_of("3/2027"), month_of("soon")
    (datetime.date(2027, 3, 1), datetime.date(2027, 3, 1), None)
    """
    clean = text.strip()
    found = re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:[-/]\d{1,2})?", clean, re.ASCII)
    parts = found.groups() if found else None
    if parts is None:
        found = re.fullmatch(r"(?:\d{1,2}[-/])?(\d{1,2})[-/](\d{4})", clean, re.ASCII)
        parts = (found[2], found[1]) if found else None
    if parts is None or not (1 <= int(parts[1]) <= 12 and YEARS[0] <= int(parts[0]) <= YEARS[1]):
        return None
    return date(int(parts[0]), int(parts[1]), 1)


def read_row(side: str, role: str, number: str, month: str, *, line: int) -> Told | Problem:
    """One row out of four texts, or the first thing that is wrong with it."""
    which = next((key for key, words in SIDES.items() if side.strip().casefold() in (key, *words)), None)
    if which is None:
        return Problem(line, "side", side.strip()[:40])
    if holds_bsn(role):
        return Problem(line, "bsn")
    occupation = role_named(role)
    if occupation is None:
        return Problem(line, "role", role.strip()[:80], roles_like(role))
    if which == PoolRole.Side.GROWING and not can_grow(occupation):
        return Problem(line, "cannot-grow", role.strip()[:80])
    if not re.fullmatch(r"\d{1,6}", number.strip(), re.ASCII) or not 1 <= int(number) <= NUMBER_MOST:
        return Problem(line, "number", number.strip()[:20])
    begins = month_of(month)
    return Problem(line, "from", month.strip()[:20]) if begins is None else Told(which, occupation, begins, int(number))


def together(rows: Iterable[Told]) -> list[Told]:
    """The same role on the same side from the same month once: the numbers are added."""
    numbers: dict[tuple[str, str, date], int] = {}
    for row in rows:
        key = (row.side, row.occupation, row.month)
        numbers[key] = numbers.get(key, 0) + row.number
    return [Told(*key, number) for key, number in sorted(numbers.items())]


def read_csv(data: bytes) -> tuple[list[Told], list[Problem]]:
    """The good rows of a file with the columns side, role, number and from, and what is wrong with the others.

    Raises InputError when the file as a whole cannot be used: too large, no text, or a column is missing.
    """
    if len(data) > BYTES_MOST:
        raise InputError("The file is too large", place="size", remedy="Send at most 1 MB")
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise InputError("The file is empty", place="empty", remedy="Fill it in first")
    mark = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        return _read_lines(reader)
    except csv.Error as error:
        raise InputError(f"The file is no CSV: {error}", place="text", remedy="Save it as CSV") from error


def _read_lines(reader: Any) -> tuple[list[Told], list[Problem]]:
    places: dict[str, int] | None = None
    rows: list[Told] = []
    wrong: list[Problem] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if places is None:
            places = _header(cells)
            continue
        if len(rows) + len(wrong) >= ROWS_MOST:
            wrong.append(Problem(reader.line_num, "too-many"))
            break
        found = read_row(*(_cell(cells, places[name]) for name in COLUMNS), line=reader.line_num)
        if isinstance(found, Told):
            rows.append(found)
        else:
            wrong.append(found)
    return rows, wrong


def _cell(cells: list[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _header(cells: list[str]) -> dict[str, int]:
    words = [cell.strip().casefold() for cell in cells]
    places = {name: next((at for at, word in enumerate(words) if word in known), -1) for name, known in HEADERS.items()}
    missing = [name for name in COLUMNS if places[name] < 0]
    if missing:
        raise InputError(f"Columns are missing: {', '.join(missing)}", place="header", remedy="Name all four columns")
    return places


def _decoded(data: bytes) -> str:
    """Spreadsheets save as UTF-8 or in the Windows alphabet; a file with zero bytes is no text."""
    if b"\x00" in data:
        raise InputError("The file is no text", place="text", remedy="Save it as CSV")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
