"""From a record batch of documents to a record batch of what was read in them: each document by itself.

A row of the answer belongs to the document with that ``row``; a document that cannot be read gives one row with its
``problem`` and nothing else, so that no document is lost. The answer for a batch is that for its documents one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from schakel.engine.errors import EngineError
from schakel.engine.labels.matcher import LabelMatcher
from schakel.engine.skills.reading import Reader
from schakel.engine.text.documents import Limits, read_document

if TYPE_CHECKING:
    import pyarrow as pa

Columns = tuple[tuple[str, str], ...]
SKILL_COLUMNS: Columns = (
    ("uri", "string"), ("start", "int64"), ("end", "int64"), ("demand", "string"), ("confidence", "float64"),
    ("decision", "string"),
)  # fmt: skip
LABEL_COLUMNS: Columns = (("uri", "string"), ("label", "string"), ("start", "int64"), ("end", "int64"))
_LIMITS = Limits()
_LETTER = r"[\pL\pN]"


class BatchDocument(NamedTuple):
    """One document: its number in the input (from 0), its name, and its text or the bytes of its file.

    ``language`` and ``kind`` are guessed where they are None. ``problem`` says why there is nothing to read.
    """

    row: int
    doc: str
    text: str | None = None
    data: bytes | None = None
    language: str | None = None
    kind: str | None = None
    problem: str | None = None


class HasColumns(Protocol):
    """What fills columns: (name, kind of Arrow) of each."""

    @property
    def columns(self) -> Columns:
        """(name, kind) of each column."""


class Matcher(HasColumns, Protocol):
    """What finds something in texts."""

    def read(self, documents: pa.RecordBatch) -> pa.RecordBatch:
        """Rows with the `place` of their document in the batch, the columns, and the `problem` of a document or null.

        The documents all have a text. Rows come in order of their document, and then of the text.
        """


class LabelRows:
    """The labels of a matcher with their keys: ``keys[label]`` is what a label stands for."""

    columns = LABEL_COLUMNS

    def __init__(self, matcher: LabelMatcher, keys: Sequence[str]) -> None:
        """``keys`` has one for each label of the matcher."""
        import pyarrow as pa

        self._matcher = matcher
        self._keys, self._labels = pa.array(keys, pa.utf8()), pa.array(matcher.labels, pa.utf8())

    def read(self, documents: pa.RecordBatch) -> pa.RecordBatch:
        """Every label met; offsets count characters."""
        import pyarrow as pa

        found = self._matcher.match(documents.column("text"))
        label = found.column("label")
        start, end = (found.column(name).cast(pa.int64()) for name in ("start", "end"))
        columns = [self._keys.take(label), self._labels.take(label), start, end]
        return _answer(self, [found.column("doc"), *columns, pa.nulls(len(label), pa.utf8())])


class SkillRows:
    """What `Reader.read` finds: the skills of a document with their demand."""

    columns = SKILL_COLUMNS

    def __init__(self, reader: Reader) -> None:
        """Read with this reader."""
        self._reader = reader

    def read(self, documents: pa.RecordBatch) -> pa.RecordBatch:
        """Every skill met; offsets count characters. Of a text only as much is read as of a file."""
        rows: list[tuple[Any, ...]] = []
        given = (documents.column(name).to_pylist() for name in ("text", "language", "kind"))
        for place, (text, language, kind) in enumerate(zip(*given, strict=True)):
            try:
                reading = self._reader.read(text[: _LIMITS.characters], language, kind=kind)
            except EngineError as error:
                rows.append((place, *[None] * len(self.columns), str(error)))
                continue
            for one in reading.skills:
                rows.append((place, one.uri, one.start, one.end, one.demand, one.confidence, one.decision, None))
        return _answer(self, list(zip(*rows, strict=True)))


def _answer(matcher: Matcher, columns: Sequence[Any]) -> pa.RecordBatch:
    """A batch of `place`, the columns of a matcher and `problem`."""
    import pyarrow as pa

    schema = pa.schema([("place", pa.int64()), *list(answer_schema(matcher))[2:]])
    arrays = [pa.array(one, field.type) for one, field in zip(columns or [()] * len(schema), schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def document_schema() -> pa.Schema:
    """The columns of a batch of documents."""
    import pyarrow as pa

    kinds = {"row": pa.int64(), "text": pa.large_utf8(), "data": pa.large_binary()}
    return pa.schema([pa.field(name, kinds.get(name, pa.utf8())) for name in BatchDocument._fields])


def answer_schema(matcher: HasColumns) -> pa.Schema:
    """The columns of the answer: ``row``, ``doc``, those of the matcher, ``problem``."""
    import pyarrow as pa

    own = [(name, getattr(pa, kind)()) for name, kind in matcher.columns]
    return pa.schema([("row", pa.int64()), ("doc", pa.utf8()), *own, ("problem", pa.utf8())])


def documents_batch(documents: Iterable[BatchDocument]) -> pa.RecordBatch:
    """Documents as a record batch."""
    import pyarrow as pa

    schema = document_schema()
    columns = list(zip(*documents, strict=True)) or [()] * len(schema)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def read_batch(batch: pa.RecordBatch, matcher: Matcher) -> pa.RecordBatch:
    """What stands in a batch of documents (columns of `document_schema`), with the columns of `answer_schema`.

    >>> documents = documents_batch([BatchDocument(0, "a", "Java en C#"), BatchDocument(1, "b", problem="The line is cut")])
    >>> labels = LabelRows(LabelMatcher(["java", "c#"], fast=False), ["urn:java", "urn:c-sharp"])
    >>> for row in read_batch(documents, labels).to_pylist():
    ...     print(row["row"], row["uri"], row["start"], row["end"], row["problem"])
    0 urn:java 0 4 None
    0 urn:c-sharp 8 10 None
    1 None None None The line is cut
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    opened = _opened(batch)
    whole = pc.is_null(opened.column("problem"))
    documents = opened.filter(whole)
    found = matcher.read(documents)
    place = found.column("place")
    named = [documents.column(name).take(place) for name in ("row", "doc")]
    schema = answer_schema(matcher)
    answer = pa.RecordBatch.from_arrays([*named, *found.columns[1:]], schema=schema)
    bad = opened.filter(pc.invert(whole))
    return _with_problems(answer, bad) if bad.num_rows else answer


def _with_problems(answer: pa.RecordBatch, bad: pa.RecordBatch) -> pa.RecordBatch:
    """The answer with a row for each document that could not be read, in order of the documents."""
    import pyarrow as pa

    columns = [
        bad.column(field.name) if field.name in ("row", "doc", "problem") else pa.nulls(bad.num_rows, field.type)
        for field in answer.schema
    ]
    both = pa.concat_batches([answer, pa.RecordBatch.from_arrays(columns, schema=answer.schema)])
    rows = both.column("row").to_pylist()
    return both.take(pa.array(sorted(range(len(rows)), key=rows.__getitem__), pa.int64()))


def _opened(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The documents with their text, or with the problem that there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    schema = document_schema()
    columns = {
        field.name: batch.column(field.name).cast(field.type)
        if field.name in batch.schema.names
        else pa.nulls(batch.num_rows, field.type)
        for field in schema
    }
    if columns["data"].null_count < batch.num_rows:
        _open_files(columns)
    wordless = pc.invert(pc.fill_null(pc.match_substring_regex(columns["text"], _LETTER), False))
    said = pc.if_else(wordless, "There are no words in the text", pa.scalar(None, pa.utf8()))
    columns["problem"] = pc.coalesce(columns["problem"], said)
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)


def _open_files(columns: dict[str, Any]) -> None:
    """Puts the text of files in the place of their bytes."""
    import pyarrow as pa

    texts, problems = columns["text"].to_pylist(), columns["problem"].to_pylist()
    for place, (data, doc) in enumerate(zip(columns["data"], columns["doc"], strict=True)):
        if data.is_valid and problems[place] is None:
            try:
                texts[place] = read_document(data.as_py(), doc.as_py()).text
            except EngineError as error:
                problems[place] = f"{error.message}. {error.remedy}".strip()
    columns["text"], columns["problem"] = pa.array(texts, pa.large_utf8()), pa.array(problems, pa.utf8())
    columns["data"] = pa.nulls(len(texts), pa.large_binary())
