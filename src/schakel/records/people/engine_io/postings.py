"""What a text says of an offer beside its skills, to fill in a form with: the employer corrects it before it counts."""

from dataclasses import dataclass
from decimal import Decimal

from schakel.engine.skills.result import Reading
from schakel.engine.skills.salary import Salary
from schakel.records.people.engine_io.own import SPOKEN
from schakel.records.people.engine_io.parts import reader

MONTHS = 12
TITLE_MOST = 200


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """What was read; empty and None are: not told. `place` is a code, `spoken` an ISO 639 code, pay is euro a month."""

    language: str
    title: str
    levels: tuple[str, ...]
    place: str
    hours_min: int | None
    hours_max: int | None
    salary_min: int | None
    salary_max: int | None
    spoken: str
    remote: bool


def read_facts(text: str) -> ReadFacts:
    """Read a text as a vacancy. The same text always gives the same facts."""
    reading = reader().read(text, kind="vacancy")
    low, high = reading.hours or (None, None)
    least, most = _pay(reading.salary)
    return ReadFacts(
        language=reading.language if reading.language in ("nl", "en", "de") else "nl",
        title=(reading.title or first_line(text))[:TITLE_MOST],
        levels=reading.levels,
        place=reading.place[0] if reading.place else "",
        hours_min=low,
        hours_max=high,
        salary_min=least,
        salary_max=most,
        spoken=_spoken(reading),
        remote=reading.remote,
    )


def first_line(text: str) -> str:
    """The first line that holds something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _pay(salary: Salary | None) -> tuple[int | None, int | None]:
    """Pay a month in whole euros. Pay by the hour stays out: a month has no fixed number of hours."""
    if salary is None or salary.per == "hour" or salary.currency not in (None, "EUR"):
        return None, None
    share = MONTHS if salary.per == "year" else 1
    amounts = [None if one is None else round(Decimal(one) / share) for one in (salary.least, salary.most)]
    return amounts[0], amounts[1]


def _spoken(reading: Reading) -> str:
    """The language of the work: the one a text asks, or of several the one it is written in."""
    codes = {id_: code for code, id_ in SPOKEN.items()}
    asked = [codes.get(one.uri.rpartition(":")[2], "") for one in reading.spoken]
    if reading.language in asked:
        return reading.language
    return next((code for code in asked if code), "")
