"""Where journeys meet the engine: the draw of internship places, kept so that anyone can draw again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from schakel import __version__
from schakel.engine.allocation import Allocation, Place, Student, allocate, commitment, explain_draw, load_sentences
from schakel.engine.errors import EngineError
from schakel.reference import REFERENCE

# Goes up when the same wishes and seed would give another outcome.
RULES = "deferred-acceptance-1"


@dataclass(frozen=True, slots=True)
class Result:
    """How a draw went for all: shares in thousandths, counts by choice (1 is the first), and those without a place."""

    students: int
    first_choice_milli: int | None
    choice_counts: Mapping[int, int]
    without: int


def fingerprint(seed: str) -> str:
    """What is shown before the draw."""
    return commitment(seed)


def draw(students: Iterable[tuple[str, Sequence[str]]], places: Iterable[tuple[str, int]], *, seed: str) -> Any:
    """Draw; returns the record to keep: what went in (`students`, `places`, `seed`) and what came out (`placed`)."""
    record: dict[str, Any] = {
        "rules": RULES,
        "software": __version__,
        "seed": seed,
        "commitment": commitment(seed),
        "places": [{"key": key, "capacity": capacity} for key, capacity in sorted(places)],
        "students": [{"key": key, "wishes": list(wishes)} for key, wishes in sorted(students)],
    }
    return {**record, "placed": _rows(_again(record))}


def same_again(record: Mapping[str, Any], *, commitment_shown: str) -> bool:
    """Whether the record, drawn again, gives the outcome kept, with the seed whose fingerprint was shown before."""
    try:
        rows = _rows(_again(record))
    except (EngineError, KeyError):
        return False
    return rows == record.get("placed") and commitment(record["seed"]) == commitment_shown == record["commitment"]


def result_of(record: Mapping[str, Any]) -> Result:
    """How it went for all."""
    done = _again(record)
    return Result(len(done.placed), done.first_choice_milli, done.choice_counts, len(done.without))


def explained(record: Mapping[str, Any], student: str, *, names: Mapping[str, str], language: str) -> tuple[str, ...]:
    """The outcome for one student in sentences: the place, the own number, why not a better liked one."""
    return explain_draw(_again(record), student, _sentences(), language, names=names)


def in_order_of_number(record: Mapping[str, Any]) -> list[str]:
    """The keys of the students, the lowest lottery number first: never shown, used when a place comes back."""
    return [row["student"] for row in sorted(record["placed"], key=lambda row: row["number"])]


def _again(record: Mapping[str, Any]) -> Allocation:
    students = [Student(row["key"], tuple(row["wishes"])) for row in record["students"]]
    places = [Place(row["key"], row["capacity"]) for row in record["places"]]
    return allocate(students, places, seed=record["seed"])


def _rows(done: Allocation) -> list[dict[str, Any]]:
    return [
        {"student": one.student, "number": one.number, "place": one.place, "choice": one.choice} for one in done.placed
    ]


@lru_cache(maxsize=1)
def _sentences() -> Any:
    return load_sentences(REFERENCE / "allocation" / "texts.toml")
