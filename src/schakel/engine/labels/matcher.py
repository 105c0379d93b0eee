"""Finds labels in texts: on the kernel where numba is installed, else in plain Python, with the same result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from schakel.engine.errors import InputError
from schakel.engine.labels.plain import PlainMatcher, Span

if TYPE_CHECKING:
    import pyarrow as pa

    from schakel.engine.labels.tables import Tables

_SPANS_LEAST = 65_536
_BYTES_MOST = (1 << 32) - 1


def has_kernel() -> bool:
    """Whether the packages of the fast path are installed (extra ``fast``)."""
    return all(find_spec(name) is not None for name in ("numba", "numpy", "pyarrow"))


class LabelMatcher:
    """Any number of labels, built once; threads may share it.

    ``labels`` are in the order given; a span names its label by that number. Of labels with the same folded words the
    first one counts, and `alike` tells which that is. ``fast`` asks for the kernel (true), for plain Python (false) or
    for the best there is (None). ``keys`` says what each label stands for, such as a URI; the matcher only keeps them.
    """

    def __init__(
        self,
        labels: Sequence[str],
        *,
        keys: Sequence[str] = (),
        fast: bool | None = None,
        tables: Tables | None = None,
    ) -> None:
        """Build the tables, or take those that `files.open_matcher` found. Raises InputError for unusable labels."""
        if len(keys) not in (0, len(labels)):
            raise InputError(f"There are {len(labels)} labels and {len(keys)} keys", remedy="Give a key for each label")
        self.labels = labels
        self.keys = keys
        self.fast = has_kernel() if fast is None else fast
        self.tables = tables
        self._plain: PlainMatcher | None = None
        if not self.fast:
            self._plain = PlainMatcher(labels)
        elif tables is None:
            self.tables = _tables(labels)

    def alike(self, label: int) -> int:
        """The number of the first label with the same words; that is the one in spans."""
        return int(self._plain.alike[label] if self._plain else self._known().alike[label])

    def find(self, texts: Sequence[str]) -> list[Span]:
        """The labels in some texts: leftmost, then longest, without overlap; offsets count characters.

        >>> LabelMatcher(["Machine learning", "C#"], fast=False).find(["machine-learning in c#"])
        [Span(doc=0, start=0, end=16, label=0), Span(doc=0, start=20, end=22, label=1)]
        """
        if self._plain is not None:
            return list(self._plain.find(texts))
        import pyarrow as pa

        found = self.match(pa.array(texts, pa.large_utf8()))
        return [Span(*row) for row in zip(*(column.to_pylist() for column in found.columns), strict=True)]

    def match(self, texts: pa.Array, *, offsets: str = "characters") -> pa.RecordBatch:
        """The labels in a column of texts as columns ``doc, start, end, label`` (uint32), in order.

        ``doc`` is the row of the text; a null holds no labels. ``offsets`` are ``characters`` or ``bytes`` of the
        UTF-8. Raises InputError for other offsets and for a text of 4 GiB or more.
        """
        if offsets not in ("characters", "bytes"):
            raise InputError(f"There are no offsets in '{offsets}'", remedy="Use characters or bytes")
        column = _column(texts)
        if self._plain is not None:
            return _plain_batch(self._plain, column, in_bytes=offsets == "bytes")
        return _kernel_batch(self._known(), column, characters=offsets == "characters")

    def _known(self) -> Tables:
        assert self.tables is not None  # noqa: S101 -- the constructor made them
        return self.tables


def _tables(labels: Sequence[str]) -> Tables:
    from schakel.engine.labels.tables import arrow_form, build_tables

    try:
        return build_tables(*arrow_form(labels))
    except UnicodeEncodeError as error:
        raise InputError("A label is no valid Unicode", remedy="Give labels without lone surrogates") from error


def _column(texts: Any) -> Any:
    """One array of large_utf8 without nulls."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    column = column.cast(pa.large_utf8())
    return pc.fill_null(column, "") if column.null_count else column


def _kernel_batch(tables: Tables, column: Any, *, characters: bool) -> Any:
    import numpy as np
    import pyarrow as pa

    from schakel.engine.labels.kernel import find_spans
    from schakel.engine.labels.tables import fixed

    _, offset_buffer, data_buffer = column.buffers()
    offsets = np.zeros(1, np.int64)
    if len(column):
        offsets = np.frombuffer(offset_buffer, np.int64)[column.offset : column.offset + len(column) + 1]
    data = np.frombuffer(data_buffer if data_buffer is not None and data_buffer.size else b"\0", np.uint8)
    longest = int(np.diff(offsets).max(initial=0))
    if longest > _BYTES_MOST:
        raise InputError("A text is longer than 4 GiB", remedy="Divide it")
    room = max(_SPANS_LEAST, 32 * len(column), longest // 2 + 2)
    parts, doc = [], 0
    while doc < len(column):
        spans, docs = np.empty((3, room), np.uint32), np.empty(room, np.uint32)
        count, doc = find_spans(fixed(offsets), data, doc, tables.kernel(), characters, longest, spans, docs)
        parts.append([docs[:count], *spans[:, :count]])
    columns = [np.concatenate(pieces) for pieces in zip(*parts, strict=True)] if len(parts) != 1 else parts[0]
    return pa.RecordBatch.from_arrays([pa.array(one) for one in columns or [_none()] * 4], list(Span._fields))


def _none() -> Any:
    import numpy as np

    return np.empty(0, np.uint32)


def _plain_batch(plain: PlainMatcher, column: Any, *, in_bytes: bool) -> Any:
    import pyarrow as pa

    texts: list[str] = column.to_pylist()
    found: Iterable[Span] = plain.find(texts)
    if in_bytes:
        found = (_in_bytes(span, texts[span.doc]) for span in found)
    columns = list(zip(*found, strict=True)) or [()] * 4
    return pa.RecordBatch.from_arrays([pa.array(one, pa.uint32()) for one in columns], list(Span._fields))


def _in_bytes(span: Span, text: str) -> Span:
    start = len(text[: span.start].encode())
    return span._replace(start=start, end=start + len(text[span.start : span.end].encode()))
