"""O*NET technology skills: which tools are used in which occupation, with the marks *hot* and *in demand*.

O*NET(r) is a trademark of the U.S. Department of Labor, Employment and Training Administration; CC BY 4.0. Tools have no URI
of their own there, so they get one here, made of their name.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from schakel.engine.errors import InputError
from schakel.engine.store.drafts import Drafts, Imported
from schakel.engine.store.files import SourceFile, digest, gather
from schakel.engine.store.rows import Report, Row, plain, read_table

ENDINGS = (".xlsx", ".txt", ".csv")
PREFIX = "urn:schakel:onet:"
_NEEDED = ("onetsoccode", "title", "example")
_CODE = re.compile(r"\d\d-\d{4}\.\d\d")
_EDITION = re.compile(r"(?:db|o\*?net|database)[ _-]*v?(\d+)[._](\d+)", re.IGNORECASE)


def tool_uri(name: str) -> str:
    """The URI of a tool by its name.

    >>> tool_uri("Microsoft Visual C# .NET"), tool_uri("Microsoft Visual C++")
    ('urn:schakel:onet:tool:microsoft-visual-c-sharp-.net', 'urn:schakel:onet:tool:microsoft-visual-c-plus-plus')
    """
    text = unicodedata.normalize("NFKD", name.lower().replace("#", "-sharp").replace("+", "-plus"))
    letters = "".join(letter for letter in text if not unicodedata.combining(letter))
    return f"{PREFIX}tool:{re.sub(r'[^a-z0-9.]+', '-', letters).strip('-')}"


def import_onet(
    paths: Iterable[Path], *, edition: str = "", told: Callable[[str], object] = lambda message: None
) -> Imported:
    """Read the technology skills of O*NET (``.xlsx``, or the text file with tabs); see `import_esco` for the rest."""
    reader = _Reader()
    files = []
    for file in gather(paths, ENDINGS):
        told(f"read {file.name}")
        content = file.read()
        if reader.take(file, content):
            files.append((file.name, digest(content)))
        match = _EDITION.search(file.place)
        edition = edition or (f"{match.group(1)}.{match.group(2)}" if match else "")
    if not files:
        raise InputError("There are no technology skills of O*NET here", remedy="Give Technology Skills.xlsx or .txt")
    edition_told = bool(edition)
    if not edition_told:
        reader.report.note((files[0][0], 0), "The file does not tell its edition", "Give it: --edition 29.2")
        edition = "undated"
    return Imported(
        kind="onet",
        edition=edition,
        date="",
        concepts=reader.drafts.concepts(edition),
        relations=reader.drafts.relations(),
        problems=tuple(reader.report.problems),
        notices=tuple(reader.report.notices),
        files=tuple(files),
        edition_told=edition_told,
    )


class _Reader:
    def __init__(self) -> None:
        self.drafts = Drafts("onet")
        self.report = Report()

    def take(self, file: SourceFile, content: bytes) -> bool:
        """Read one file; whether it is one of technology skills."""
        if file.name.lower().endswith(".xlsx"):
            columns, rows = self._workbook(file.place, content)
        else:
            table = read_table(file.place, content, self.report)
            columns, rows = (table.columns, table.rows) if table is not None else ((), iter(()))
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            self.report.note((file.place, 0), "This is no table of technology skills; it was passed over")
            return False
        for where, row in rows:
            self._row(where, row)
        return True

    def _row(self, where: tuple[str, int], row: Row) -> None:
        code, tool = row["onetsoccode"], row["example"]
        if not _CODE.fullmatch(code):
            self.report.bad(where, "O*NET-SOC Code", f"'{code}' is no code of O*NET", "Write it as 15-1252.00")
            return
        if not tool:
            self.report.bad(where, "Example", "The tool has no name", "Give its name")
            return
        occupation = self.drafts.get(f"{PREFIX}occupation:{code}", "occupation")
        occupation.name("en", row["title"])
        occupation.set(code=code)
        draft = self.drafts.get(tool_uri(tool), "skill")
        draft.name("en", tool)
        draft.set(type="tool")
        hot, asked = _yes(row.get("hottechnology", "")), _yes(row.get("indemand", ""))
        draft.add("marks", "digital", "hot" if hot else "", "in-demand" if asked else "")
        draft.add("broader", self._group(row))
        self.drafts.relate(occupation.uri, draft.uri, "important" if asked else "optional")

    def _group(self, row: Row) -> str:
        number, title = row.get("commoditycode", ""), row.get("commoditytitle", "")
        if not number or not title:
            return ""
        group = self.drafts.get(f"{PREFIX}group:{number}", "group")
        group.name("en", title)
        group.set(code=number)
        return group.uri

    def _workbook(self, place: str, content: bytes) -> tuple[tuple[str, ...], Iterator[tuple[tuple[str, int], Row]]]:
        import openpyxl

        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            rows = book.worksheets[0].iter_rows(values_only=True)
            columns = tuple(plain(_cell(value)) for value in next(rows, ()))
        except Exception as error:  # whatever a broken workbook raises, it says the same to the user
            raise InputError("The workbook cannot be read", place=place, remedy="Fetch it again") from error
        return columns, _placed(place, columns, rows)


def _placed(
    place: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> Iterator[tuple[tuple[str, int], Row]]:
    for line, cells in enumerate(rows, 2):
        texts = list(map(_cell, cells))
        if any(texts):
            yield (place, line), {**dict.fromkeys(columns, ""), **dict(zip(columns, texts, strict=False))}


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _yes(cell: str) -> bool:
    return cell.lower() in ("y", "yes", "1", "true")
