"""What was published before: a digest per figure, so that a number never changes without anyone saying so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from schakel.engine.errors import DataError
from schakel.engine.figures.build import Figure

COLUMNS = ("id", "version", "digest")


@dataclass(frozen=True)
class Check:
    """A figure against what was published: `result` is `same`, `changed`, `new` or `gone`."""

    id: str
    version: int | None
    digest: str
    published: str
    result: str


def read_published(path: Path) -> dict[str, str]:
    """The published digests by `id@version`; empty where the file is missing. Raises DataError.

    >>> read_published(Path("no-such-file.csv"))
    {}
    """
    if not path.is_file():
        return {}
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    if any(set(row) != set(COLUMNS) or not all(row.values()) for row in rows):
        remedy = f"Write the columns {', '.join(COLUMNS)} again with: schakel figures publish"
        raise DataError("The file of published figures cannot be read", file=path.name, remedy=remedy)
    return {f"{row['id']}@{row['version']}": row["digest"] for row in rows}


def verify(figures: Iterable[Figure], known: dict[str, str]) -> list[Check]:
    """Each figure as computed now against its published digest, and each published figure that is gone."""
    checks, left = [], dict(known)
    for figure in figures:
        before = left.pop(f"{figure.id}@{figure.definition.version}", "")
        result = "new" if not before else "same" if before == figure.digest else "changed"
        checks.append(Check(figure.id, figure.definition.version, figure.digest, before, result))
    for key, digest in left.items():
        id, _, version = key.partition("@")
        checks.append(Check(id, int(version) if version.isdigit() else None, "", digest, "gone"))
    return checks


def as_csv(figures: Iterable[Figure]) -> str:
    """The file of published digests for these figures."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((figure.id, figure.definition.version, figure.digest) for figure in figures)
    return out.getvalue()
