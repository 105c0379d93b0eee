"""Numbered parts of a run: each finished part is kept, so that a run that was stopped goes on where it was.

In the folder of a run ``parts/part-00000.parquet`` holds the answer of a part and ``parts/part-00000.json`` says what
it was made from (a hash of its documents and of all they were read with), what it is (a hash of the file) and which
documents could not be read. The second is written last, in one move: a part without it is not finished. Nothing in the
folder tells when, where or by how many workers it was made, so the bytes are the same each time.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from schakel.engine.batch.reading import BatchDocument, documents_batch
from schakel.engine.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa


class Part(NamedTuple):
    """Some documents that follow each other, as a record batch; parts are numbered from 0."""

    number: int
    batch: pa.RecordBatch


class Done(NamedTuple):
    """What a finished part holds: documents, rows, and the documents that could not be read."""

    documents: int
    rows: int
    problems: tuple[tuple[int, str, str], ...]


def cut(documents: Iterable[BatchDocument], size: int) -> Iterator[Part]:
    """The documents in parts of ``size``, in order."""
    number, kept = 0, list[BatchDocument]()
    for document in documents:
        kept.append(document)
        if len(kept) == size:
            yield Part(number, documents_batch(kept))
            number, kept = number + 1, []
    if kept:
        yield Part(number, documents_batch(kept))


class RunFolder:
    """The folder of one run. ``settings`` is what it is a run of: another run is not written over it."""

    def __init__(self, path: Path, settings: dict[str, Any], digest: str) -> None:
        """Take a new or empty folder, or one with the same run. Raises InputError for another."""
        self.path = path
        self._parts = path / "parts"
        self._settings = settings
        self._digest = digest
        self._hashes: dict[int, str] = {}
        self._begin()

    def _begin(self) -> None:
        marker = self.path / "run.json"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if all(one.name.startswith(".") for one in self.path.iterdir()):
                _write(marker, _json(self._settings))
            known = json.loads(marker.read_text(encoding="utf-8"))
            self._parts.mkdir(exist_ok=True)
        except (OSError, ValueError) as error:
            raise InputError(
                "The folder cannot be used for a run", place=str(self.path), remedy="Give a new folder"
            ) from error
        if {name: known.get(name) for name in self._settings} != self._settings:
            raise InputError("The folder holds another run", place=str(self.path), remedy="Give a new folder")

    def _file(self, number: int, ending: str) -> Path:
        return self._parts / f"part-{number:05d}.{ending}"

    def done(self, part: Part) -> Done | None:
        """What is kept of a part, when it was made from the same documents in the same way."""
        made_from = self._hashes[part.number] = self._hash(part)
        try:
            kept = json.loads(self._file(part.number, "json").read_text(encoding="utf-8"))
            content = self._file(part.number, "parquet").read_bytes()
        except (OSError, ValueError):
            return None
        same = kept.get("input") == made_from and kept.get("output") == hashlib.sha256(content).hexdigest()
        return _done(kept) if same else None

    def _hash(self, part: Part) -> str:
        """A name for the documents of a part and all they are read with; of values, as bytes of Arrow may differ."""
        import pyarrow as pa

        mark = hashlib.sha256(f"{self._digest} {part.number} {pa.__version__}\n".encode())
        for name in part.batch.schema.names:
            values = part.batch.column(name).to_pylist()
            for place, value in enumerate(values):
                if isinstance(value, bytes):
                    values[place] = hashlib.sha256(value).hexdigest()
            mark.update(json.dumps([name, values]).encode())
        return mark.hexdigest()

    def keep(self, part: Part, answer: pa.RecordBatch) -> Done:
        """Write a finished part."""
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        bad = pc.is_valid(answer.column("problem"))
        good = pa.Table.from_batches([answer]).filter(pc.invert(bad)).drop_columns(["problem"]).combine_chunks()
        troubles = answer.filter(bad).select(["row", "doc", "problem"]).to_pylist()
        sink = io.BytesIO()
        pq.write_table(good, sink, compression="zstd", row_group_size=1 << 20)
        kept = {
            "input": self._hashes.pop(part.number, None) or self._hash(part),
            "output": hashlib.sha256(sink.getvalue()).hexdigest(),
            "documents": part.batch.num_rows,
            "rows": good.num_rows,
            "problems": [[one["row"], one["doc"], one["problem"]] for one in troubles],
        }
        _write(self._file(part.number, "parquet"), sink.getvalue())
        _write(self._file(part.number, "json"), _json(kept))
        return _done(kept)

    def finish(self, parts: int) -> Done:
        """Drop parts the input no longer has, list the problems of all, and write what the run came to."""
        for path in sorted([*self._parts.iterdir(), *self.path.glob(".*.part")]):
            number = path.stem.removeprefix("part-")
            if not number.isdigit() or int(number) >= parts:
                path.unlink()
        every = [_done(json.loads(self._file(one, "json").read_text(encoding="utf-8"))) for one in range(parts)]
        problems = tuple(problem for one in every for problem in one.problems)
        total = Done(sum(one.documents for one in every), sum(one.rows for one in every), problems)
        table = io.StringIO(newline="")
        writer = csv.writer(table, lineterminator="\n")
        writer.writerows([("row", "doc", "problem"), *problems])
        _write(self.path / "problems.csv", table.getvalue().encode())
        counts = {"parts": parts, "documents": total.documents, "rows": total.rows, "problems": len(problems)}
        _write(self.path / "run.json", _json({**self._settings, **counts}))
        return total


def _done(kept: dict[str, Any]) -> Done:
    return Done(kept["documents"], kept["rows"], tuple((row, doc, problem) for row, doc, problem in kept["problems"]))


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    """Write a file in one move: whole or not at all, even when the machine stops."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
