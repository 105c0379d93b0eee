"""A matcher in one file: labels and tables, opened by memory map in milliseconds.

The file is one line of magic with the version, the length and SHA-256 of a JSON head, the head, and the arrays at
multiples of 64 bytes. The head names each array with its place, kind and checksum, and the version of Unicode the folds
were made with. Opening checks the head and the size of the file and, unless told otherwise, the checksums. A file made
where numba is missing holds no tables; opening it on a machine with numba builds them.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Any, overload

from schakel.engine.errors import DataError
from schakel.engine.labels.matcher import LabelMatcher, has_kernel

VERSION = 1
_MAGIC = b"schakel labels %04d\n"
_HEAD = len(_MAGIC % VERSION) + 8 + 32
_ALIGN = 64
_TEXTS = ("label", "key")
_REMEDY = "Make the file again from the labels"


class StoredLabels(Sequence[str]):
    """The labels of a file, each read when asked for."""

    def __init__(self, offsets: memoryview, data: memoryview) -> None:
        """``offsets`` are int64, one more than there are labels; ``data`` is UTF-8."""
        self._offsets, self._data = offsets, data

    def __len__(self) -> int:
        """The number of labels."""
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """The label with this number, or some of them."""
        numbers = range(len(self))[place]
        if isinstance(numbers, range):
            return [self._label(one) for one in numbers]
        return self._label(numbers)

    def _label(self, number: int) -> str:
        return bytes(self._data[self._offsets[number] : self._offsets[number + 1]]).decode()


def save_matcher(matcher: LabelMatcher, path: Path) -> None:
    """Write a matcher to a file, in one move: a reader sees the old file or the new one, whole."""
    arrays = list(_arrays(matcher))
    head, place = [], 0
    for name, kind, content in arrays:
        head.append({"name": name, "kind": kind, "place": place, "size": len(content), "crc": zlib.crc32(content)})
        place += -(-len(content) // _ALIGN) * _ALIGN
    written = json.dumps({"unicode": unicodedata.unidata_version, "size": place, "arrays": head}).encode()
    written += b" " * (-(len(written) + _HEAD) % _ALIGN)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_MAGIC % VERSION + len(written).to_bytes(8, "little") + hashlib.sha256(written).digest())
            stream.write(written)
            for _, _, content in arrays:
                stream.write(content)
                stream.write(b"\0" * (-len(content) % _ALIGN))
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _arrays(matcher: LabelMatcher) -> Iterator[tuple[str, str, bytes]]:
    """(name, kind, bytes) of all that is kept."""
    for name, texts in zip(_TEXTS, (matcher.labels, matcher.keys), strict=True):
        encoded = [text.encode() for text in texts]
        stops = accumulate((len(text) for text in encoded), initial=0)
        yield f"{name}_offsets", "int64", b"".join(stop.to_bytes(8, "little") for stop in stops)
        yield f"{name}_data", "uint8", b"".join(encoded)
    for name, array in zip(matcher.tables._fields, matcher.tables, strict=True) if matcher.tables else ():
        yield name, array.dtype.name, array.tobytes()


def open_matcher(path: Path, *, fast: bool | None = None, check: bool = True) -> LabelMatcher:
    """The matcher in a file, by memory map. Raises DataError when the file is damaged or of another version.

    With ``check`` the checksums of all arrays are compared too (some milliseconds for 100,000 labels); without it only
    the head and the size, for a file this process wrote itself.
    """
    content = _content(path)
    head, body = _head(content, path)
    found = {one["name"]: (one["kind"], body[one["place"] : one["place"] + one["size"]]) for one in head["arrays"]}
    if check and any(zlib.crc32(found[one["name"]][1]) != one["crc"] for one in head["arrays"]):
        raise DataError("The file of labels is damaged", file=str(path), remedy=_REMEDY)
    labels, keys = (StoredLabels(found[f"{name}_offsets"][1].cast("q"), found[f"{name}_data"][1]) for name in _TEXTS)
    use = has_kernel() if fast is None else fast
    current = head["unicode"] == unicodedata.unidata_version
    tables = _tables(found) if use and current and "edges" in found else None
    return LabelMatcher(labels, keys=keys, fast=use, tables=tables)


def labels_digest(path: Path) -> str:
    """A name for the labels and keys in a file, whatever tables it holds. Raises DataError."""
    content = _content(path)
    head, body = _head(content, path)
    mark = hashlib.sha256()
    for one in head["arrays"][: 2 * len(_TEXTS)]:
        mark.update(body[one["place"] : one["place"] + one["size"]])
    return mark.hexdigest()


def _content(path: Path) -> memoryview:
    try:
        with path.open("rb") as stream:
            return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise DataError("The file of labels cannot be opened", file=str(path), remedy=_REMEDY) from error


def _head(content: memoryview, path: Path) -> tuple[dict[str, Any], memoryview]:
    """The head, and the bytes behind it."""
    magic = _MAGIC % VERSION
    if bytes(content[: len(magic)]) != magic:
        raise DataError("This is no file of labels of this version", file=str(path), remedy=_REMEDY)
    size = int.from_bytes(content[len(magic) : len(magic) + 8], "little")
    written = bytes(content[_HEAD : _HEAD + size])
    if hashlib.sha256(written).digest() != bytes(content[len(magic) + 8 : _HEAD]):
        raise DataError("The file of labels is damaged", file=str(path), remedy=_REMEDY)
    head: dict[str, Any] = json.loads(written)
    body = content[_HEAD + size :]
    if len(body) != head["size"]:
        raise DataError("The file of labels is not whole", file=str(path), remedy=_REMEDY)
    return head, body


def _tables(found: dict[str, tuple[str, memoryview]]) -> Any:
    import numpy as np

    from schakel.engine.labels.tables import Tables

    return Tables(*(np.frombuffer(found[name][1], found[name][0]) for name in Tables._fields))
