"""What the imports of all taxonomies share: read, keep, merge with the others, and tell."""

from __future__ import annotations

import gc
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from schakel.cli.imports import Request

if TYPE_CHECKING:
    from schakel.engine.errors import DataError
    from schakel.engine.store.compiled import Store
    from schakel.engine.store.drafts import Imported
    from schakel.engine.store.shelf import Kept, Shelf

SHOWN = 20


class Importer(Protocol):
    """A reader of one source."""

    def __call__(self, paths: Iterable[Path], *, edition: str, told: Any) -> Imported: ...


def import_taxonomy(request: Request, importer: Importer, endings: tuple[str, ...]) -> int:
    """Import one taxonomy and make the store of all of them anew; 1 when rows were left out.

    What was read before is not read again: a stopped import goes on where it was.
    """
    from schakel.config.environment import home
    from schakel.engine.store.files import gather
    from schakel.engine.store.shelf import Shelf, fingerprint

    shelf = Shelf(home() / "taxonomy")
    mark = fingerprint(gather(request.paths, endings), request.kind, request.edition)
    with _writing(shelf.folder), shelf.locked(), _no_search_for_garbage():
        before = shelf.in_use(request.kind)
        kept = _read(request, shelf, importer, mark)
        change = _changed(shelf, before, kept, home() / "log")
        _tell("merge with the other taxonomies")
        store = shelf.build(_own())
    _index(request)
    problems, notices = kept.told(mark)
    log = home() / "log" / f"import-{request.kind}.csv"
    _log(log, problems, notices)
    _complain(problems, notices, log)
    for error in shelf.unreadable:
        _tell(f"left out: {error}")
    answer = {**_answer(kept, store, problems, notices), "change": change, "log": str(log)}
    request.out.write(json.dumps(answer, ensure_ascii=False) + "\n" if request.as_json else _page(answer))
    return 1 if problems or shelf.unreadable else 0


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """An import makes much that stays until its end: looking for garbage meanwhile is lost time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """A disk that is full or closed to us is said in one line."""
    from schakel.engine.errors import InputError

    try:
        yield
    except OSError as error:
        why = error.strerror or "it cannot be written"
        remedy = "Make room, or set SCHAKEL_HOME to a folder you may write in"
        raise InputError(
            f"The import cannot be kept: {why}", place=error.filename or str(folder), remedy=remedy
        ) from error


def _index(request: Request) -> None:
    """What `link` searches, made now so that its first call need not wait; what is there already stays."""
    if request.without_index:
        return
    from schakel.cli.linkers import prepare

    prepare(region=request.region, told=_tell)


def _read(request: Request, shelf: Shelf, importer: Importer, mark: str) -> Kept:
    earlier = shelf.imported_before(request.kind, mark)
    if earlier is not None and not request.again:
        _tell(f"{request.kind} {earlier.edition} was read before and did not change")
        return earlier
    imported = importer(request.paths, edition=request.edition, told=_tell)
    placed = shelf.placed(imported, mark)
    if placed.edition != imported.edition:
        _tell(f"no edition was told: put with {placed.edition}, which lacks this; name another with --edition")
    _tell(f"keep {len(placed.concepts)} concepts of {request.kind} {placed.edition}")
    return shelf.add(placed, mark)


def _own() -> Imported:
    from schakel.engine.skills.taxonomy import load_taxonomy
    from schakel.engine.store.own import own_concepts, own_files
    from schakel.reference import REFERENCE

    source = tomllib.loads((REFERENCE / "taxonomy" / "source.toml").read_text(encoding="utf-8"))
    files = own_files(REFERENCE / "taxonomy")
    return own_concepts(load_taxonomy(REFERENCE / "taxonomy"), edition=str(source["edition"]), files=files)


def _changed(shelf: Shelf, before: Kept | None, kept: Kept, log: Path) -> dict[str, Any] | None:
    """What differs from the edition that was used until now; None when there was none or it is the same one."""
    if before is None or before.edition == kept.edition:
        return None
    newest = shelf.newest(kept.kind)
    if newest is None or newest.edition != kept.edition:
        _tell(
            f"{kept.kind} {before.edition} is newer than {kept.edition} and stays the one that is used; name the edition with --edition to put it elsewhere"
        )
        return None
    from schakel.engine.store.editions import as_csv, compare
    from schakel.engine.store.shelf import write_text

    _tell(f"compare with {before.edition}")
    change = compare(before.open().concepts(), kept.open().concepts())
    name = f"{kept.folder.name}-after-{before.folder.name}.csv"
    write_text(log / name, as_csv(change))
    return {
        "from": before.edition,
        "to": kept.edition,
        **{str(what): count for what, count in change.counts().items()},
        "list": str(log / name),
    }


def _log(path: Path, problems: Sequence[DataError], notices: Sequence[DataError]) -> None:
    from schakel.engine.store.shelf import write_problems

    write_problems(path, problems, notices)


def _complain(problems: Sequence[DataError], notices: Sequence[DataError], log: Path) -> None:
    for problem in problems[:SHOWN]:
        sys.stderr.write(f"schakel import: {problem}\n")
    if len(problems) > SHOWN:
        _tell(f"and {len(problems) - SHOWN} more rows; all of them stand in {log}")
    for notice in [one for one in notices if not one.line][:SHOWN]:
        _tell(f"note: {notice}")
    with_line = sum(1 for one in notices if one.line)
    if with_line:
        _tell(f"note: {with_line} more notes on rows stand in {log}")


def _answer(kept: Kept, store: Store, problems: Sequence[DataError], notices: Sequence[DataError]) -> dict[str, Any]:
    source = kept.open()
    return {
        "kind": kept.kind,
        "edition": kept.edition,
        "date": kept.date,
        "concepts": _concepts(source),
        "labels": _labels(source),
        "relations": sum(1 for _ in source.relations()),
        "rows_left_out": len(problems),
        "notes": len(notices),
        "problems": [
            {"file": one.file, "line": one.line, "column": one.column, "message": one.message, "remedy": one.remedy}
            for one in problems[:SHOWN]
        ],
        "store": {
            "file": str(store.path),
            "edition": store.edition,
            "concepts": _concepts(store),
            "labels": _labels(store),
        },
    }


def _concepts(store: Store) -> dict[str, int]:
    return dict(sorted(Counter(store.kind(index) for index in range(len(store))).items()))


def _labels(store: Store) -> dict[str, dict[str, int]]:
    """How many labels by kind and language ("" is: the same in every language)."""
    from schakel.engine.store.concepts import KINDS

    counted = {kind: Counter(language for _, language, *_ in store.link_labels(kind)) for kind in KINDS}
    return {kind: dict(sorted(found.items())) for kind, found in counted.items() if found}


def _page(answer: dict[str, Any]) -> str:
    store = answer["store"]
    lines = [f"{answer['kind']} {answer['edition']}" + (f" ({answer['date']})" if answer["date"] else "")]
    for kind, count in answer["concepts"].items():
        spread = ", ".join(f"{one or 'all'} {number}" for one, number in answer["labels"].get(kind, {}).items())
        lines.append(f"  {kind:<12}{count:>7}   labels: {spread}")
    lines.append(f"  {'relations':<12}{answer['relations']:>7}")
    lines.append(f"  {'left out':<12}{answer['rows_left_out']:>7}   rows; {answer['notes']} notes; see {answer['log']}")
    if answer["change"]:
        change = answer["change"]
        said = ", ".join(f"{change[what]} {what}" for what in ("renamed", "moved", "merged", "split", "gone", "new"))
        lines.append(f"  since {change['from']}: {said}; see {change['list']}")
    total = sum(store["concepts"].values())
    lines.append(f"All together: {total} concepts ({store['edition']}) in {store['file']}")
    return "\n".join(lines) + "\n"


def _tell(message: str) -> None:
    sys.stderr.write(f"schakel import: {message}\n")
    sys.stderr.flush()
