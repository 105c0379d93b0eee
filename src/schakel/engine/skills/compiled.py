"""A reader that is ready to read, kept in a folder: building it takes seconds, taking it from a file a fraction.

The file is bound to everything it was made from: the reference files, the places, the code and the version of Python.
When any of these differs it is made anew. It is only taken from a file and a folder that belong to this user and that
nobody else may write, and that begins with the hash of what follows: one that is damaged, half or made by something else
is not unpickled. Only classes of the engine are made from it, by a list of what they need. Processes may write at once:
each file is put in place in one move.
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
# What is made at first need is there after these: word pairs of a language, groups of unknown words, typing errors.
_WARMING = (
    ("nl", "vacancy", "Wij vragen:\n- Ervaring met Xyzzyplof"),
    ("en", "vacancy", "We ask for:\n- Experience with Xyzzyplof"),
    ("de", "cv", "Kenntnisse:\n- Xyzzyplof"),
)
_PLAIN = frozenset({("builtins", "set"), ("builtins", "frozenset"), ("re", "_compile")})
_MAGIC = b"schakel reader 2\n"
# Readers of so many editions and regions are kept.
_KEPT = 3


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
            for language, kind, text in _WARMING:
                made[0].read(text, language, kind=kind)
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
        if not _is_ours(file.parent.stat(), folder=True):
            return None
        with file.open("rb") as stream:
            if not _is_ours(os.fstat(stream.fileno())):
                return None
            head, content = stream.read(len(_MAGIC) + 32), stream.read()
        if head != _MAGIC + hashlib.sha256(content).digest():
            return None
        made = _Unpickler(io.BytesIO(content)).load()
        os.utime(file)  # tells `_keep` that it is in use
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    right = isinstance(made, tuple) and len(made) == 2 and isinstance(made[0], Reader) and isinstance(made[1], Taxonomy)
    return made if right else None


def _is_ours(status: os.stat_result, *, folder: bool = False) -> bool:
    """Whether a file or folder is of this user and no one else may write it (on Windows: whether it is one)."""
    if not (stat.S_ISDIR if folder else stat.S_ISREG)(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(file: Path, made: tuple[Reader, Taxonomy]) -> None:
    """Write the file in one move, and remove those that were not used for longest."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = pickle.dumps(made, protocol=5)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix="reader-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_MAGIC + hashlib.sha256(content).digest())
                stream.write(content)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        others = [one for one in file.parent.glob("reader-*.pickle") if one != file]
        for old in sorted(others, key=lambda one: -one.stat().st_mtime_ns)[_KEPT - 1 :]:
            old.unlink(missing_ok=True)


class _Unpickler(pickle.Unpickler):
    """Makes only classes of the engine and a few plain ones."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        plain = module.startswith("schakel.engine.") and "." not in name
        found = super().find_class(module, name) if plain else None
        if not isinstance(found, type) or found.__module__ != module:  # no function, nothing an engine module imports
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a reader")
        return found


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
