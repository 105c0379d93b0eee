"""The documents of an input: a .parquet, .jsonl or .csv file, or a folder of files.

A table has a column ``text``; ``doc`` (or ``id``) names the document, ``language`` and ``kind`` may be given. A row that
is damaged is given as a document with a problem: it is counted and reported, and stops nothing.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from schakel.engine.batch.reading import BatchDocument
from schakel.engine.errors import InputError
from schakel.engine.text.limits import Limits

ENDINGS = (".parquet", ".jsonl", ".csv")
LANGUAGES = ("nl", "en", "de", "fr")
KINDS = ("cv", "vacancy", "course")
_FIELD_MOST = 1 << 30
_ROWS_AT_ONCE = 1024


def documents_of(path: Path) -> Iterator[BatchDocument]:
    """The documents of a file or folder, in order. Raises InputError when there is nothing to read them from."""
    if path.is_dir():
        return _folder(path)
    ways: dict[str, Callable[[Path], Iterator[BatchDocument]]] = {
        ".parquet": _parquet, ".jsonl": _jsonl, ".csv": _csv,
    }  # fmt: skip
    way = ways.get(path.suffix.lower())
    if not path.exists():
        raise InputError("There is no such file or folder", place=str(path), remedy="Check the name")
    if way is None:
        known = ", ".join(ENDINGS)
        raise InputError(
            "This kind of file is not read as a batch", place=str(path), remedy=f"Give {known} or a folder"
        )
    return way(path)


def document_of(row: int, name: str, cells: dict[str, Any]) -> BatchDocument:
    """A document from the cells of a row; ``name`` is used where the row gives none.

    >>> document_of(0, "cvs.csv line 2", {"text": "Ik werk in de zorg", "language": "xx"}).problem
    "There is no language 'xx'; use nl, en, de or fr"
    """
    given = cells.get("doc", cells.get("id"))
    doc = str(given) if given not in (None, "") and _is_unicode(str(given)) else name
    text = cells.get("text")
    language, kind = cells.get("language") or None, cells.get("kind") or None
    problem = None
    if not isinstance(text, str):
        problem = "There is no text"
    elif not _is_unicode(text):
        problem = "The text is no valid Unicode (UTF-8)"
    elif language not in (None, *LANGUAGES):
        problem = f"There is no language '{language}'; use nl, en, de or fr"
    elif kind not in (None, *KINDS):
        problem = f"There is no kind '{kind}'; use cv, vacancy or course"
    if problem is not None:
        return BatchDocument(row, doc, problem=problem)
    return BatchDocument(row, doc, text, None, language, kind)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _jsonl(path: Path) -> Iterator[BatchDocument]:
    row = 0
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            name = f"{path.name} line {number}"
            try:
                cells = json.loads(line)
                fault = "" if isinstance(cells, dict) else "The line is no object"
            except ValueError as error:
                reason = "no valid UTF-8" if isinstance(error, UnicodeDecodeError) else "no valid JSON"
                cells, fault = {}, f"The line is {reason}"
            except RecursionError:
                cells, fault = {}, "The line is no valid JSON: it is nested too deep"
            yield BatchDocument(row, name, problem=fault) if fault else document_of(row, name, cells)
            row += 1


def _csv(path: Path) -> Iterator[BatchDocument]:
    csv.field_size_limit(_FIELD_MOST)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        first = stream.readline()
        delimiter = max(",;\t", key=first.count)
        stream.seek(0)
        reader = csv.reader(stream, delimiter=delimiter)
        head = [name.strip().lower() for name in next(reader, [])]
        _has_text(head, path)
        for row, (cells, line) in enumerate(_csv_rows(reader)):
            name = f"{path.name} line {line}"
            if cells is None or len(cells) != len(head):
                fault = f"The row has {len(cells)} cells and {len(head)} are needed" if cells else "The row is damaged"
                yield BatchDocument(row, name, problem=fault)
            else:
                yield document_of(row, name, dict(zip(head, cells, strict=True)))


def _csv_rows(reader: Any) -> Iterator[tuple[list[str] | None, int]]:
    """The rows that hold something, with the line each begins at; None for one that cannot be read."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None, line
            continue
        if cells:
            yield cells, line


def _parquet(path: Path) -> Iterator[BatchDocument]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise InputError("The file is no parquet file, or damaged", place=str(path), remedy="Make it again") from error
    names = file.schema_arrow.names
    _has_text(names, path)
    wanted = [name for name in ("doc", "id", "text", "language", "kind") if name in names]
    row = 0
    for batch in file.iter_batches(_ROWS_AT_ONCE, columns=wanted):
        for cells in batch.to_pylist():
            yield document_of(row, f"{path.name} row {row + 1}", cells)
            row += 1


def _has_text(names: list[str], path: Path) -> None:
    if "text" not in names:
        shown = ", ".join(names[:8]) or "nothing"
        raise InputError(
            f"There is no column 'text', but {shown}", place=str(path), remedy="Name the column with the texts 'text'"
        )


def _folder(path: Path) -> Iterator[BatchDocument]:
    """Every file below a folder, hidden ones aside; what it holds is found out when it is read."""
    files = [one for one in path.rglob("*") if one.is_file() and not _is_hidden(one.relative_to(path))]
    most = Limits().file_bytes
    for row, file in enumerate(sorted(files, key=lambda one: one.relative_to(path).as_posix())):
        name = file.relative_to(path).as_posix()
        name = name if _is_unicode(name) else name.encode("utf-8", "replace").decode()
        try:
            if file.stat().st_size > most:
                fault = f"The file is bigger than {most // 1_000_000} MB"
                yield BatchDocument(row, name, problem=fault)
            else:
                yield BatchDocument(row, name, data=file.read_bytes())
        except OSError as error:
            yield BatchDocument(row, name, problem=f"The file cannot be opened: {error.strerror or 'no access'}")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
