"""The files of a source as its publisher hands them out: in a folder, packed in a .zip or .gz, or one by one."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from schakel.engine.errors import InputError

_MOST_BYTES = 1 << 30
_REMEDY = "Give the folder or the .zip as the publisher hands it out"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source; ``name`` is its own name without ``.gz``, ``place`` how a person finds it back."""

    name: str
    place: str
    read: Callable[[], bytes]

    @property
    def origin(self) -> str:
        """The place without the file's own name: the folder or archive, which may tell edition and language."""
        return self.place.removesuffix(".gz").removesuffix(self.name)


def gather(paths: Iterable[Path], endings: tuple[str, ...]) -> list[SourceFile]:
    """All files with one of these endings (``.csv``) in folders, archives and single files, in the order of their place.

    Raises `InputError` when a path is missing, cannot be read, or nothing with such an ending is found.
    """
    given = list(paths)
    found: dict[str, SourceFile] = {}
    for path in given:
        if not path.exists():
            raise InputError("There is no such file or folder", place=str(path), remedy=_REMEDY)
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for one in inside:
            found.update({file.place: file for file in _opened(one, endings)})
    if not found:
        asked = " or ".join(endings)
        raise InputError(f"There is no {asked} file here", place=", ".join(map(str, given)), remedy=_REMEDY)
    return [found[place] for place in sorted(found)]


def _opened(path: Path, endings: tuple[str, ...]) -> Iterator[SourceFile]:
    name = path.name.lower()
    if name.endswith(".zip"):
        yield from _packed(path, endings)
    elif name.removesuffix(".gz").endswith(endings):
        plain = path.name[:-3] if name.endswith(".gz") else path.name
        yield SourceFile(plain, str(path), partial(_gunzipped if name.endswith(".gz") else _read, path))


def _packed(path: Path, endings: tuple[str, ...]) -> Iterator[SourceFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if info.filename.lower().endswith(endings)]
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"The archive cannot be opened: {error}", place=str(path), remedy="Fetch it again") from error
    for name in names:
        yield SourceFile(Path(name).name, f"{path}/{name}", partial(_unzipped, path, name))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("The file is larger than 1 GB", place=str(path), remedy=_REMEDY)
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or "cannot be opened"
        raise InputError(f"The file cannot be read: {why}", place=str(path), remedy="Check who may read it") from error


def _gunzipped(path: Path) -> bytes:
    try:
        with gzip.open(path) as stream:
            content = stream.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"The file cannot be unpacked: {error}", place=str(path), remedy="Fetch it again") from error
    return _no_bomb(content, str(path))


def _unzipped(path: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
            content = stream.read(_MOST_BYTES + 1)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError) as error:
        raise InputError(
            f"The file cannot be unpacked: {error}", place=f"{path}/{name}", remedy="Fetch it again"
        ) from error
    return _no_bomb(content, f"{path}/{name}")


def _no_bomb(content: bytes, place: str) -> bytes:
    if len(content) > _MOST_BYTES:
        raise InputError("The file is larger than 1 GB", place=place, remedy=_REMEDY)
    return content


def digest(content: bytes) -> str:
    """The sha256 of a file, as text."""
    return hashlib.sha256(content).hexdigest()
