"""Rows of a table as text by column, each with its line; a broken row costs that row and no other.

Read are UTF-8 (with or without byte order mark) and UTF-16, separated by comma, semicolon or tab, with line ends inside
quotes. Names of columns are compared by their letters and digits only, so ``conceptUri`` is ``Concept URI``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schakel.engine.errors import DataError

Row = Mapping[str, str]

# How a row of the known sources begins: an optional first cell, then a URI or an O*NET code.
_BEGINS = re.compile(
    r"""(?:[\w.-]+[,;\t])"?(?:https?://|urn:) | "?https?://[^,;\t"]*"?[,;\t] | "?\d\d-\d{4}""", re.VERBOSE
)
_LOST = "\ufffd"


@dataclass
class Report:
    """What an import has to say: ``problems`` are rows that were left out or mended, ``notices`` are things to know."""

    problems: list[DataError] = field(default_factory=list)
    notices: list[DataError] = field(default_factory=list)

    def bad(self, place: tuple[str, int], column: str, message: str, remedy: str) -> None:
        """A row at (file, line) that could not be used as it stands."""
        self.problems.append(DataError(message, file=place[0], line=place[1], column=column, remedy=remedy))

    def note(self, place: tuple[str, int], message: str, remedy: str = "") -> None:
        """Something about a file or row that is no mistake."""
        self.notices.append(DataError(message, file=place[0], line=place[1], remedy=remedy))


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table (plain names, see `plain`) and its good rows, each with (file, line)."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[tuple[str, int], Row]]


def plain(name: str) -> str:
    """A column's name as it is compared.

    >>> plain("Level 0 URI")
    'level0uri'
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


def read_table(name: str, content: bytes, report: Report, *, ragged: bool = False) -> Table | None:
    """The table in ``content``; None (with a problem told) when there is no header. ``ragged``: rows may be shorter.

    >>> report = Report()
    >>> table = read_table("a.csv", b"id,label\\n1,one\\n2\\n3,three\\n", report)
    >>> [row["label"] for _, row in table.rows], str(report.problems[0])
    (['one', 'three'], 'a.csv line 3: The row has 1 cells and the header 2. Put quotes around text with a comma or a line end.')
    """
    text, broken = _decoded(content)
    lines = list(io.StringIO(text, newline=""))
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        report.bad((name, 0), "", "The file is empty", "Fetch it again")
        return None
    separator = max(",;\t", key=lines[first].count)
    header = next(csv.reader([lines[first]], delimiter=separator), [])
    columns = tuple(map(plain, header))
    reader = _Reader(name, lines, separator, len(header), ragged=ragged, broken=broken)
    return Table(columns, reader.rows(first + 1, columns, report))


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether bytes in it could not be read."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), len(content) % 2 == 1
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return content.decode("utf-8-sig", errors="replace"), True


class _Reader:
    """Reads rows and, where one is broken, goes on at the next line that looks like the beginning of a row."""

    def __init__(
        self, name: str, lines: Sequence[str], separator: str, width: int, *, ragged: bool, broken: bool
    ) -> None:
        self._name, self._lines, self._separator, self._width = name, lines, separator, width
        self._ragged, self._broken = ragged, broken

    def rows(self, start: int, columns: Sequence[str], report: Report) -> Iterator[tuple[tuple[str, int], Row]]:
        while start < len(self._lines):
            resume = len(self._lines)
            for first, stop, cells in self._cells(start):
                wrong = self._wrong(cells)
                if wrong is None:
                    if isinstance(cells, list) and any(cells):
                        yield (self._name, first + 1), dict(zip(columns, map(str.strip, cells), strict=False))
                    continue
                report.bad((self._name, first + 1), "", *wrong)
                if not isinstance(cells, list) or stop - first > 1:
                    resume = self._next_start(first + 1, stop)
                    break
            start = resume

    def _cells(self, start: int) -> Iterator[tuple[int, int, list[str] | csv.Error]]:
        """From line ``start`` on: (first line, line after it, cells); an error is the last."""
        reader = csv.reader(
            (self._lines[place] for place in range(start, len(self._lines))), delimiter=self._separator, strict=True
        )
        first = start
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield first, len(self._lines), error
                return
            yield first, start + reader.line_num, cells
            first = start + reader.line_num

    def _wrong(self, cells: list[str] | csv.Error) -> tuple[str, str] | None:
        if isinstance(cells, csv.Error):
            return "The quotes of this row do not match", 'Close the quote, and write a quote inside text as ""'
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            return None
        short, long = len(cells) < self._width, any(cell.strip() for cell in cells[self._width :])
        if long or (short and not self._ragged):
            message = f"The row has {len(cells)} cells and the header {self._width}"
            return message, "Put quotes around text with a comma or a line end"
        if self._broken and any(_LOST in cell for cell in cells):
            return "The row holds bytes that are no UTF-8", "Save the file as UTF-8"
        return None

    def _next_start(self, place: int, stop: int) -> int:
        """The first line from ``place`` that begins a row; where none does before ``stop``, the line at ``stop``."""
        for line in range(place, stop):
            if _BEGINS.match(self._lines[line]):
                return line
        return stop
