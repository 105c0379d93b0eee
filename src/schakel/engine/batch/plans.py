"""With what a batch is read, as plain data: a process of a pool or a machine of a cluster makes it for itself, once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol

from schakel.engine.batch.reading import LABEL_COLUMNS, SKILL_COLUMNS, Columns, LabelRows, Matcher, SkillRows
from schakel.engine.skills.places import Place


class Plan(Protocol):
    """A recipe for a matcher: can be compared, hashed and sent to another process."""

    columns: ClassVar[Columns]

    def __hash__(self) -> int:
        """Equal plans hash alike."""

    def build(self) -> Matcher:
        """Make the matcher."""

    def digest(self) -> str:
        """A name for all that the answer depends on, besides the documents."""


@dataclass(frozen=True)
class LabelPlan:
    """Reads with the labels in a file of `schakel.engine.labels.files`, which holds their keys too."""

    columns: ClassVar[Columns] = LABEL_COLUMNS

    file: Path

    def build(self) -> Matcher:
        """Open the file. Raises DataError."""
        from schakel.engine.labels.files import open_matcher

        matcher = open_matcher(self.file)
        return LabelRows(matcher, matcher.keys or matcher.labels)

    def digest(self) -> str:
        """That of the labels and keys; the tables follow from them."""
        from schakel.engine.labels.files import labels_digest

        return "labels " + labels_digest(self.file)


class PlaceNames(NamedTuple):
    """A place as `schakel.engine.skills.places` knows it, in a form that can be sent; see `place_names`."""

    code: str
    name: str
    names: Sequence[str] = ""
    name_nl: str = ""
    name_de: str = ""
    name_fr: str = ""


def place_names(places: Iterable[Place]) -> tuple[PlaceNames, ...]:
    """The names of places of any kind; a reader made with them is the same."""
    fields = PlaceNames._fields
    return tuple(PlaceNames(*(getattr(place, field, "") for field in fields)) for place in places)


@dataclass(frozen=True)
class SkillPlan:
    """Reads in full with the taxonomy and word lists of these folders, and the places of a region."""

    columns: ClassVar[Columns] = SKILL_COLUMNS

    taxonomy: Path
    reading: Path
    places: tuple[PlaceNames, ...] = ()
    cache: Path | None = None

    def build(self) -> Matcher:
        """Make the reader, or take it from the cache. Raises DataError."""
        from schakel.engine.skills.compiled import ready_reader

        return SkillRows(ready_reader(self.taxonomy, self.reading, places=self.places, cache=self.cache)[0])

    def digest(self) -> str:
        """That of the files, the places and the code."""
        from schakel.engine.skills.compiled import reader_digest

        return "skills " + reader_digest(self.taxonomy, self.reading, self.places)


@lru_cache(maxsize=2)
def built(plan: Plan) -> Matcher:
    """The matcher of a plan, made once in a process."""
    return plan.build()


def digest_of(plan: Plan) -> str:
    """A name for all an answer depends on besides the documents: the plan, and the code of batches and labels."""
    mark = hashlib.sha256(plan.digest().encode())
    for folder in (Path(__file__).parent, Path(__file__).parents[1] / "labels"):
        for path in sorted(folder.glob("*.py")):
            mark.update(path.read_bytes())
    return mark.hexdigest()
