"""A reader that is ready to read, kept in a folder: building it takes seconds, taking it from a file a fraction.

The file is bound to everything it was made from: the reference files, the places, the code and the version of Python.
When any of these differs it is made anew. It is only taken from a file that belongs to this user and that nobody else
may write, and only classes of the engine are made from it.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from schakel.engine.skills.places import Place
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import Taxonomy, load_taxonomy
from schakel.engine.text.lexicon import load_lexicon

_CODE = (Path(__file__).parent, Path(__file__).parents[1] / "text")
_PLACE_FIELDS = ("code", "name", "names", "name_nl", "name_de", "name_fr")
# What the word pairs of a language are made of is there after one text in it.
_WARM_LANGUAGES = ("nl", "en", "de")
_PLAIN = frozenset({("builtins", "set"), ("builtins", "frozenset"), ("builtins", "getattr"), ("re", "_compile")})


def ready_reader(
    taxonomy: Path, reading: Path, *, places: Sequence[Place] = (), cache: Path | None = None
) -> tuple[Reader, Taxonomy]:
    """The reader and the taxonomy of these folders; from ``cache`` when it holds them, else built and kept there.

    ``taxonomy`` and ``reading`` are the folders of `load_taxonomy` and `load_lexicon`, which say what errors there can
    be. A cache that cannot be read or written is passed over: it never makes reading fail.

    >>> from schakel.reference import REFERENCE
    >>> reader, skills = ready_reader(REFERENCE / "taxonomy", REFERENCE / "reading")
    >>> [skills.label(uri, "nl") for uri in reader.read("Ervaring met Linux en Java", "nl").uris()]
    ['Linux', 'Java']
    """
    if cache is None:
        return _build(taxonomy, reading, places)
    file = cache / f"reader-{reader_digest(taxonomy, reading, places)}.pickle"
    with _collector_at_rest():
        made = _take(file)
        if made is None:
            made = _build(taxonomy, reading, places)
            for language in _WARM_LANGUAGES:
                made[0].read("x", language)
            _keep(file, made)
    return made


def _build(taxonomy: Path, reading: Path, places: Iterable[Place]) -> tuple[Reader, Taxonomy]:
    skills = load_taxonomy(taxonomy)
    return Reader(skills, load_lexicon(reading), places=places), skills


def reader_digest(taxonomy: Path, reading: Path, places: Iterable[Place]) -> str:
    """One name for all that a reader depends on: reference files, places, code, version of Python."""
    mark = hashlib.sha256(repr(sys.version_info).encode())
    for folder in (taxonomy, reading, *_CODE):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".csv", ".toml", ".py"}):
            content = path.read_bytes()
            mark.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            mark.update(content)
    for place in places:
        mark.update(repr([getattr(place, field, "") for field in _PLACE_FIELDS]).encode())
    return mark.hexdigest()[:32]


def _take(file: Path) -> tuple[Reader, Taxonomy] | None:
    try:
        with file.open("rb") as stream:
            if not _is_ours(os.fstat(stream.fileno())):
                return None
            made = _Unpickler(stream).load()
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    right = isinstance(made, tuple) and len(made) == 2 and isinstance(made[0], Reader) and isinstance(made[1], Taxonomy)
    return made if right else None


def _is_ours(status: os.stat_result) -> bool:
    """Whether a file is an ordinary one of this user that no one else may write (on Windows: an ordinary one)."""
    if not stat.S_ISREG(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(file: Path, made: tuple[Reader, Taxonomy]) -> None:
    """Write the file in one move, and remove those of earlier editions."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        buffer = io.BytesIO()
        pickle.Pickler(buffer, protocol=5).dump(made)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix="reader-", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(buffer.getvalue())
        Path(name).replace(file)
        for old in sorted(file.parent.glob("reader-*.pickle")):
            if old != file:
                old.unlink(missing_ok=True)


class _Unpickler(pickle.Unpickler):
    """Makes only classes of the engine and a few plain ones."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("schakel.engine.") or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a reader")


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection while much is made that stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
