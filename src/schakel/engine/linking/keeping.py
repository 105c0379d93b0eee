"""An index kept in a file: built once, then opened by memory map.

One file holds a line of JSON that says where everything stands, and then arrays and texts. It is bound by name to all it
was made from, and is taken only when it belongs to this user and nobody else may write it. A file that is damaged (its
length and checksum tell) is made anew: it never makes linking fail.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
import zlib
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from schakel.engine.linking.dictionary import DictionaryArrays
from schakel.engine.linking.grams import Ints
from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.part import Part, PartArrays
from schakel.engine.linking.postings import Postings
from schakel.engine.linking.rules import LinkRules
from schakel.engine.linking.spelling import Spelling, SpellingArrays
from schakel.engine.linking.words import Words

_EDGE = 64
_VERSION = 3


def kept_index(
    build: Callable[[], LinkIndex],
    *,
    folder: Path,
    name: str,
    rules: LinkRules,
    places: Collection[str] = (),
    told: Callable[[str], object] = str,
) -> LinkIndex:
    """The index in ``folder`` under ``name`` (which tells all it depends on), else built and kept there.

    Older files of the same sort (what stands before the last "-" of the name) are removed. Before it builds it tells
    why, in one line.
    """
    file = folder / f"{name}.index"
    index = _take(file, rules, places)
    if index is None:
        told(_why(file))
        index = build()
        _keep(file, index)
        again = _take(file, rules, places)
        return again or index
    return index


def _why(file: Path) -> str:
    """Why an index must be made, for people."""
    sort = file.stem.rpartition("-")[0]
    if file.exists():
        return f"the kept index {file.name} is damaged or not yours alone: it is made anew, some seconds"
    if any(file.parent.glob(f"{sort}-*.index")):
        return f"the kept index {sort} is out of date: it is made anew, some seconds"
    return f"the index {sort} is made, once, some seconds"


def _keep(file: Path, index: LinkIndex) -> None:
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix="link-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(packed(index))
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
        for old in sorted(file.parent.glob(f"{file.stem.rpartition('-')[0]}-*.index")):
            if old != file:
                old.unlink(missing_ok=True)


def packed(index: LinkIndex) -> bytes:
    """The file of an index, as bytes."""
    pieces: list[bytes] = []
    places: dict[str, Any] = {}
    size = 0

    def put(name: str, content: bytes, kind: str) -> None:
        nonlocal size
        places[name] = [size, len(content), kind]
        gap = -len(content) % _EDGE
        pieces.append(content + b"\0" * gap)
        size += len(content) + gap

    def put_lines(name: str, lines: Collection[str]) -> None:
        put(name, "\n".join(line.replace("\n", " ") for line in lines).encode(), "text")

    put_lines("uris", index.uris)
    put("digital", np.ascontiguousarray(index.digital).tobytes(), index.digital.dtype.str)
    for language, labels in index.shown.items():
        put_lines(f"shown {language}", labels)
    put_lines("spelling", index.spelling.words)
    for name, array in _arrays("spelling", index.spelling.arrays):
        put(name, np.ascontiguousarray(array).tobytes(), array.dtype.str)
    for name, array in _arrays("dictionary", index.dictionary):
        put(name, np.ascontiguousarray(array).tobytes(), array.dtype.str)
    for at, part in enumerate(index.parts):
        put_lines(f"{at} texts", index.texts[at])
        put_lines(f"{at} numbers", list(part.numbers))
        put_lines(f"{at} words", part.words.lines())
        for name, array in _arrays(str(at), part.arrays):
            put(name, np.ascontiguousarray(array).tobytes(), array.dtype.str)
    body = b"".join(pieces)
    head = {
        "version": _VERSION,
        "size": len(body),
        "checksum": zlib.crc32(body),
        "kind": index.kind,
        "languages": [part.language for part in index.parts],
        "shown": list(index.shown),
        "places": places,
    }
    line = json.dumps(head).encode() + b"\n"
    return line + b" " * (-len(line) % _EDGE) + body


def _arrays(owner: str, arrays: PartArrays | SpellingArrays | DictionaryArrays) -> list[tuple[str, Ints]]:
    """The arrays one by one, each under a name of its own."""
    found: list[tuple[str, Ints]] = []
    for name, value in arrays._asdict().items():
        if isinstance(value, Postings):
            found += [(f"{owner} {name}.{field}", array) for field, array in value._asdict().items()]
        else:
            found.append((f"{owner} {name}", value))
    return found


def _take(file: Path, rules: LinkRules, places: Collection[str]) -> LinkIndex | None:
    try:
        with file.open("rb") as stream:
            if not _is_ours(os.fstat(stream.fileno())):
                return None
            line = stream.readline()
        head = json.loads(line)
        if head["version"] != _VERSION:
            return None
        start = len(line) + -len(line) % _EDGE
        body = np.asarray(np.memmap(file, dtype=np.uint8, mode="r"))[start:]
        if len(body) != head["size"] or zlib.crc32(body.data) != head["checksum"]:
            return None
        return _opened(body, head, rules, places)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _opened(body: Ints, head: dict[str, Any], rules: LinkRules, places: Collection[str]) -> LinkIndex:
    def array(name: str) -> Ints:
        first, length, kind = head["places"][name]
        return body[first : first + length].view(np.dtype(kind))

    def lines(name: str) -> list[str]:
        first, length, _ = head["places"][name]
        return body[first : first + length].tobytes().decode().split("\n")

    def fields(owner: str, names: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in names:
            if f"{owner} {name}" in head["places"]:
                found[name] = array(f"{owner} {name}")
            else:
                found[name] = Postings(*(array(f"{owner} {name}.{field}") for field in Postings._fields))
        return found

    parts = []
    for at, language in enumerate(head["languages"]):
        numbers = {word: number for number, word in enumerate(lines(f"{at} numbers"))}
        by_root = language in rules.by_root[head["kind"]]
        words = Words.from_lines(language, rules, lines(f"{at} words"), by_root=by_root)
        parts.append(Part(language, PartArrays(**fields(str(at), PartArrays._fields)), numbers=numbers, words=words))
    return LinkIndex(
        lines("uris"),
        parts,
        kind=head["kind"],
        rules=rules,
        shown={language: lines(f"shown {language}") for language in head["shown"]},
        texts=[lines(f"{at} texts") for at in range(len(parts))],
        digital=array("digital"),
        dictionary=DictionaryArrays(**fields("dictionary", DictionaryArrays._fields)),
        spelling=Spelling(
            lines("spelling"),
            SpellingArrays(**fields("spelling", SpellingArrays._fields)),
            parts=parts,
            limits=rules.limits,
        ),
        places=places,
    )


def _is_ours(status: os.stat_result) -> bool:
    """Whether a file is an ordinary one of this user that no one else may write (on Windows: an ordinary one)."""
    if not stat.S_ISREG(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
