"""How long somebody worked: months that are sure, each once, from jobs with days that are told roughly or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Job:
    """A job by its title. Days are `2023-04`, or `2023` where only the year is told; no end: it goes on; no start: unknown."""

    title: str
    started: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """`months` that are sure, from the `jobs` of these titles. `vague`: some tell only a year or nothing, so it may be more."""

    months: int = 0
    jobs: tuple[str, ...] = ()
    vague: bool = False


def worked(jobs: Iterable[Job], *, on: date) -> Worked:
    """The months somebody surely worked in these jobs, up to a day. Two jobs in one month are one month.

    The first and last month count as a whole. Where only a year is told, the least it can mean counts: from December,
    until January.

    >>> worked([Job("Tester", "2023-01", "2023-12"), Job("Tester", "2023-07", "2024-03")], on=date(2026, 11, 24))
    Worked(months=15, jobs=('Tester',), vague=False)
    >>> worked([Job("Tester", "2021", "2023")], on=date(2026, 11, 24))
    Worked(months=14, jobs=('Tester',), vague=True)
    """
    seen: set[int] = set()
    titles: dict[str, None] = {}
    vague = False
    for job in jobs:
        titles[job.title] = None
        vague = vague or not job.started or "-" not in job.started or ("-" not in job.ended and bool(job.ended))
        if job.started:
            seen.update(range(_month(job.started, MONTHS), _last(job, on) + 1))
    return Worked(len(seen), tuple(titles), vague)


def _last(job: Job, on: date) -> int:
    """The last month of a job; what lies after the day has not been worked."""
    today = on.year * MONTHS + on.month - 1
    return min(today, _month(job.ended, 1)) if job.ended else today


def _month(text: str, without: int) -> int:
    """The number of a month; `without` is the month (1 to 12) where only the year is told."""
    year, _, month = text.partition("-")
    return int(year) * MONTHS + (int(month) if month else without) - 1
