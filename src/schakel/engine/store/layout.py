"""The compiled file, byte for byte: a header, tables of numbers and a pool of texts, checked piece by piece when used.

Little-endian. 64 bytes of header (see ``_HEAD``), then a checksum for every block of 64 KiB of the body, the description
(JSON: sections with place, length and type, and what the maker told), and the body: sections that begin at a multiple of
8. Opening reads the header only; a block is checked against its checksum before it is first used, so a damaged file is
never half-read and opening does not grow with the file.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import tempfile
import zlib
from array import array
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, Final

from schakel.engine.errors import DataError

MAGIC: Final = b"SCHAKEL\x00"
VERSION: Final = 1
BLOCK: Final = 1 << 16
# magic, version, checksum of all up to the body, size of the file, start of the body, length of the description
_HEAD: Final = struct.Struct("<8sIIQQQ24x")
# Public data: the site may run as another user than the one who imports.
READABLE: Final = 0o644
_CODES: Final = {"B": 1, "I": 4}
REMEDY: Final = "Make it anew with: ./schakel import esco FOLDER"

Ints = memoryview


class StoreError(DataError):
    """A compiled file that is damaged, of another version, or none at all.

    >>> StoreError.code
    'bad-store'
    """

    code: ClassVar[str] = "bad-store"


def _wrong(path: Path, message: str) -> StoreError:
    return StoreError(message, file=str(path), remedy=REMEDY)


class Sections:
    """An opened file: `ints` and `text` give what is in it, `about` what its maker told."""

    __slots__ = ("_checked", "_map", "_pieces", "_starts", "_sums", "_view", "about", "path", "size")

    def __init__(self, path: Path) -> None:
        """Open ``path``; `StoreError` when it is damaged, cut off, or of another version."""
        self.path = path
        self._map = _mapped(path)
        self._view = memoryview(self._map)
        self.size = len(self._view)
        try:
            start, description = self._head()
        except StoreError:
            self.close()
            raise
        self.about: Mapping[str, Any] = description["about"]
        self._starts = start
        self._pieces: dict[str, tuple[int, int, str]] = {
            name: (first, length, code) for name, first, length, code in description["sections"]
        }
        self._checked = bytearray(len(self._sums))

    def _head(self) -> tuple[int, dict[str, Any]]:
        path, view = self.path, self._view
        if sys.byteorder != "little":
            raise _wrong(path, "This machine writes numbers in another order than the file")
        if self.size < _HEAD.size or bytes(view[:8]) != MAGIC:
            raise _wrong(path, "This is no compiled taxonomy")
        _, version, mark, size, start, words = _HEAD.unpack_from(view)
        if version != VERSION:
            raise _wrong(path, f"The compiled taxonomy is of version {version}; this program reads version {VERSION}")
        blocks = -(-(size - start) // BLOCK)
        if size != self.size or not _HEAD.size + 4 * blocks + words <= start <= size:
            raise _wrong(path, f"The compiled taxonomy is {self.size} bytes long and should be {size}")
        if zlib.crc32(view[16:start]) != mark:
            raise _wrong(path, "The head of the compiled taxonomy is damaged")
        self._sums = view[_HEAD.size : _HEAD.size + 4 * blocks].cast("I")
        first = _HEAD.size + 4 * blocks
        return start, json.loads(bytes(view[first : first + words]))

    def check(self, first: int, stop: int) -> None:
        """See to it that these bytes are as they were written, else `StoreError`."""
        checked, sums, view = self._checked, self._sums, self._view
        for block in range((first - self._starts) // BLOCK, -(-(stop - self._starts) // BLOCK)):
            if not checked[block]:
                begin = self._starts + block * BLOCK
                if zlib.crc32(view[begin : begin + BLOCK]) != sums[block]:
                    raise _wrong(self.path, f"The compiled taxonomy is damaged at byte {begin}")
                checked[block] = 1

    def check_all(self) -> None:
        """Check every byte of the file."""
        self.check(self._starts, self.size)

    def piece(self, name: str) -> tuple[memoryview, int]:
        """The bytes of a section, unchecked, and where they begin in the file."""
        first, length, _ = self._pieces[name]
        return self._view[first : first + length], first

    def ints(self, name: str) -> Ints:
        """A table of whole numbers, checked."""
        first, length, code = self._pieces[name]
        self.check(first, first + length)
        piece = self._view[first : first + length]
        return piece.cast("I") if code == "I" else piece.cast("B")

    def close(self) -> None:
        """Let go of the file (what was taken from it before must be gone)."""
        with suppress(BufferError):
            if hasattr(self, "_sums"):
                self._sums.release()
            self._view.release()
            self._map.close()


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size < _HEAD.size:
                raise _wrong(path, "This is no compiled taxonomy")
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise _wrong(path, "There is no compiled taxonomy yet") from None
    except OSError as error:
        raise _wrong(path, f"The compiled taxonomy cannot be opened: {error.strerror or error}") from error


def write_sections(path: Path, tables: Mapping[str, array[int] | bytes], about: Mapping[str, Any]) -> None:
    """Write the file in one move: whoever has the old one open keeps it, and nobody ever sees half of the new one."""
    sections, body = _body(tables)
    sums = array("I", (zlib.crc32(body[first : first + BLOCK]) for first in range(0, len(body), BLOCK)))
    # Places count from the start of the file, which depends on how long their description is: it is padded to settle.
    room = len(_described(sections, about, 1 << 40))
    start = -(-(_HEAD.size + 4 * len(sums) + room) // 8) * 8
    words = _described(sections, about, start)
    head = (_little(sums) + words).ljust(start - _HEAD.size, b" ")
    size = start + len(body)
    rest = _HEAD.pack(MAGIC, VERSION, 0, size, start, len(words))[16:] + head
    whole = struct.pack("<8sII", MAGIC, VERSION, zlib.crc32(rest)) + rest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    try:
        os.chmod(name, READABLE)
        with os.fdopen(handle, "wb") as stream:
            stream.write(whole)
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _body(tables: Mapping[str, array[int] | bytes]) -> tuple[list[tuple[str, int, int, str]], bytes]:
    body = bytearray()
    sections: list[tuple[str, int, int, str]] = []
    for name, table in tables.items():
        content = table if isinstance(table, bytes) else _little(table)
        code = "B" if isinstance(table, bytes) else table.typecode
        if code not in _CODES or (not isinstance(table, bytes) and table.itemsize != _CODES[code]):
            raise StoreError(f"A table of type {code} cannot be kept", column=name, remedy="Use B or I")
        body += b"\0" * (-len(body) % 8)
        sections.append((name, len(body), len(content), code))
        body += content
    return sections, bytes(body)


def _little(table: array[int]) -> bytes:
    if sys.byteorder == "big" and table.itemsize > 1:
        table = array(table.typecode, table)
        table.byteswap()
    return table.tobytes()


def _described(sections: list[tuple[str, int, int, str]], about: Mapping[str, Any], start: int) -> bytes:
    placed = [(name, start + first, length, code) for name, first, length, code in sections]
    return json.dumps({"sections": placed, "about": about}, ensure_ascii=False, separators=(",", ":")).encode()
