"""The folder where imported taxonomies are kept, one compiled file an edition, and the store that is made of them.

``sources/<kind>-<edition>/source.store`` is what was imported, ``problems-*.csv`` beside it what was wrong with it;
``concepts.store`` is all newest editions and our own taxonomy together. Each file is written in one move, so an import
that is stopped at any moment leaves the old files as they were and the next one goes on from there.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cmp_to_key
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError
from schakel.engine.store.compiled import Store, StoreError, compile_store, open_store
from schakel.engine.store.concepts import SCHEMES, Concept, Relation
from schakel.engine.store.drafts import Imported
from schakel.engine.store.files import SourceFile, digest
from schakel.engine.store.layout import READABLE
from schakel.engine.store.merge import merge, renewed

COLUMNS = ("weight", "file", "line", "column", "message", "remedy")
# Raised when what the importers make of the same files changes: then files are read again.
_READING = "1"


@dataclass(frozen=True, slots=True)
class Kept:
    """One edition on the shelf. ``imports`` tells of each import: ``fingerprint``, ``files``, ``problems``, ``notices``."""

    kind: str
    edition: str
    date: str
    folder: Path
    imports: tuple[Mapping[str, Any], ...]

    def open(self) -> Store:
        """Its concepts and relations."""
        return open_store(self.folder / "source.store")

    def told(self, fingerprint: str) -> tuple[list[DataError], list[DataError]]:
        """The problems and notices of one of its imports."""
        return read_problems(self.folder / _problems(fingerprint))


class Shelf:
    """Everything imported, in one folder.

    >>> Shelf(Path("no-such-folder")).kept()
    ()
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unreadable: list[StoreError] = []

    @property
    def store_path(self) -> Path:
        """The store of everything."""
        return self.folder / "concepts.store"

    def kept(self) -> tuple[Kept, ...]:
        """Every edition, oldest first within its kind; files that cannot be read are put in ``unreadable``."""
        found = []
        self.unreadable = []
        for path in sorted(self.folder.glob("sources/*/source.store")):
            try:
                with_it = open_store(path)
            except StoreError as error:
                self.unreadable.append(error)
                continue
            about = with_it.sources[0]
            with_it.close()
            found.append(Kept(about["kind"], about["edition"], about["date"], path.parent, tuple(about["imports"])))
        return tuple(sorted(sorted(found, key=_AGE), key=lambda one: one.kind))

    def newest(self, kind: str) -> Kept | None:
        """The newest edition of a kind; None when it was never imported."""
        return next((one for one in reversed(self.kept()) if one.kind == kind), None)

    def find(self, kind: str, edition: str) -> Kept | None:
        """This edition, if it is here."""
        return next((one for one in self.kept() if (one.kind, one.edition) == (kind, edition)), None)

    def in_use(self, kind: str) -> Kept | None:
        """The edition of a kind that the store was last made of; None when there is no store or it holds none."""
        try:
            store = open_store(self.store_path)
        except StoreError:
            return None
        edition = next((str(source["edition"]) for source in store.sources if source["kind"] == kind), None)
        store.close()
        return None if edition is None else self.find(kind, edition)

    def imported_before(self, kind: str, fingerprint: str) -> Kept | None:
        """The edition that these very files were brought in for, if they were."""
        for one in reversed(self.kept()):
            if one.kind == kind and any(earlier["fingerprint"] == fingerprint for earlier in one.imports):
                return one
        return None

    def placed(self, imported: Imported, fingerprint: str) -> Imported:
        """The import with the edition it belongs to, where nobody tells: a language or part that the edition in use
        does not have yet is put with it, and so are files that were put there before; else it stays on its own.
        """
        if imported.edition_told:
            return imported
        home = self.imported_before(imported.kind, fingerprint) or self._with_room_for(imported)
        if home is None or home.edition == imported.edition:
            return imported
        concepts = tuple(replace(concept, edition=home.edition) for concept in imported.concepts)
        return replace(imported, edition=home.edition, concepts=concepts)

    def _with_room_for(self, imported: Imported) -> Kept | None:
        """The edition in use, when it lacks most of the labels of this import."""
        used = self.in_use(imported.kind)
        if used is None:
            return None
        store = used.open()
        offered = [(concept.uri, language) for concept in imported.concepts for language in concept.labels]
        known = sum(
            1 for uri, language in offered if (i := store.by_uri(uri)) is not None and store.labels(i, language)
        )
        return used if 2 * known < len(offered) else None

    def add(self, imported: Imported, fingerprint: str) -> Kept:
        """Keep what was imported; an edition that is here already gets the new texts on top of the old."""
        earlier = self.find(imported.kind, imported.edition)
        concepts: Iterable[Concept] = imported.concepts
        relations: Sequence[Relation] = imported.relations
        imports: tuple[Mapping[str, Any], ...] = ()
        if earlier is not None:
            with_it = earlier.open()
            concepts = renewed(with_it.concepts(), imported.concepts, _languages(imported.concepts))
            relations = (*with_it.relations(), *imported.relations)
            imports = tuple(one for one in earlier.imports if one["fingerprint"] != fingerprint)
        about = {
            "fingerprint": fingerprint,
            "files": [list(pair) for pair in imported.files],
            "problems": len(imported.problems),
            "notices": len(imported.notices),
        }
        date = max(imported.date, earlier.date if earlier is not None else "")
        folder = self.folder / "sources" / f"{imported.kind}-{_safe(imported.edition)}"
        write_problems(folder / _problems(fingerprint), imported.problems, imported.notices)
        source = {"kind": imported.kind, "edition": imported.edition, "date": date, "imports": [*imports, about]}
        compile_store(folder / "source.store", concepts, relations, edition=imported.edition, sources=[source])
        return Kept(imported.kind, imported.edition, date, folder, (*imports, about))

    def build(self, own: Imported) -> Store:
        """Make the store of our own taxonomy and the newest edition of each kind, and open it."""
        newest = {one.kind: one for one in self.kept()}
        stores = [newest[kind].open() for kind in SCHEMES if kind in newest]
        concepts = merge([own.concepts, *(store.concepts() for store in stores)])
        relations = [*own.relations, *(relation for store in stores for relation in store.relations())]
        sources: list[dict[str, Any]] = [
            {"kind": "own", "edition": own.edition, "date": own.date, "files": [list(pair) for pair in own.files]}
        ]
        sources += [
            {"kind": one.kind, "edition": one.edition, "date": one.date, "imports": list(one.imports)}
            for one in newest.values()
        ]
        edition = ", ".join(f"{source['kind']} {source['edition']}" for source in sources)
        compile_store(self.store_path, concepts, relations, edition=edition, sources=sources)
        return open_store(self.store_path)

    def is_current(self, own_files: Iterable[tuple[str, str]]) -> bool:
        """Whether there is a store and it was made of these files of our own taxonomy (see `own_files`)."""
        try:
            store = open_store(self.store_path)
        except StoreError:
            return False
        used = next((source.get("files") for source in store.sources if source["kind"] == "own"), None)
        store.close()
        return used == [list(pair) for pair in own_files]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One import at a time; `DataError` when another is at work. The lock ends with the process that holds it."""
        try:
            import fcntl
        except ImportError:  # no such thing on Windows: there the last one to finish wins
            yield
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                place = str(self.folder)
                raise DataError("Another import is at work", file=place, remedy="Wait until it is done") from None
            yield


def _problems(fingerprint: str) -> str:
    return f"problems-{fingerprint[:12]}.csv"


def fingerprint(files: Iterable[SourceFile], *told: str) -> str:
    """One name for the content of files and whatever else decides what is made of them."""
    mark = hashlib.sha256("\0".join((_READING, *told)).encode())
    for file in files:
        mark.update(f"\0{file.place}\0{digest(file.read())}".encode())
    return mark.hexdigest()


def write_problems(path: Path, problems: Iterable[DataError], notices: Iterable[DataError]) -> None:
    """Problems (``row``) and notices (``note``) as CSV, in one move."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for weight, errors in (("row", problems), ("note", notices)):
        writer.writerows((weight, one.file, one.line, one.column, one.message, one.remedy) for one in errors)
    write_text(path, text.getvalue())


def write_text(path: Path, text: str) -> None:
    """Write a text file in one move."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    os.chmod(name, READABLE)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    Path(name).replace(path)


def read_problems(path: Path) -> tuple[list[DataError], list[DataError]]:
    """The problems and notices `write_problems` wrote; none where the file is gone."""
    found: tuple[list[DataError], list[DataError]] = ([], [])
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                error = DataError(
                    row["message"], file=row["file"], line=int(row["line"]), column=row["column"], remedy=row["remedy"]
                )
                found[row["weight"] == "note"].append(error)
    return found


def _languages(concepts: Iterable[Concept]) -> frozenset[str]:
    return frozenset(one for concept in concepts for one in (*concept.labels, *concept.alternatives))


def _safe(edition: str) -> str:
    return re.sub(r"[^\w.-]+", "-", edition).strip("-.") or "undated"


def _older(one: Kept, other: Kept) -> int:
    """Below zero when ``one`` is the older: by version where both tell theirs, else by date, else by what numbers there are."""
    if not (_VERSION.fullmatch(one.edition) and _VERSION.fullmatch(other.edition)) and one.date and other.date:
        return (one.date > other.date) - (one.date < other.date)
    mine, theirs = _numbers(one.edition), _numbers(other.edition)
    return (mine > theirs) - (mine < theirs)


def _numbers(edition: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"[0-9]+", edition)))


_VERSION = re.compile(r"v?[0-9]{1,3}(\.[0-9]+)*")
_AGE = cmp_to_key(_older)
