from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.routing.worked import Job, Worked, worked

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("started", "ended", "months", "vague"),
    [
        ("2024-01", "2024-12", 12, False),
        ("2024-06", "2024-06", 1, False),
        ("2025-12", "", 12, False),
        ("2022", "2024", 14, True),  # December 2022 until January 2024
        ("2024", "2024", 0, True),
        ("2025", "", 12, True),
        ("2025-03", "2026", 11, True),
        ("", "", 0, True),
        ("", "2020-05", 0, True),
        ("2026-06", "2028-06", 6, False),  # what is still to come is not worked
        ("2028-01", "", 0, False),
        ("2024-05", "2024-02", 0, False),
    ],
)
def test_only_sure_months_count(started: str, ended: str, months: int, *, vague: bool) -> None:
    assert worked([Job("Tester", started, ended)], on=TODAY) == Worked(months, ("Tester",), vague)


def test_jobs_beside_each_other_count_once() -> None:
    both = [Job("A", "2024-01", "2024-06"), Job("B", "2024-04", "2024-09"), Job("A", "2025-01", "2025-01")]
    assert worked(both, on=TODAY) == Worked(10, ("A", "B"), False)
    assert worked([], on=TODAY) == Worked()


MONTH = st.builds("{:04d}-{:02d}".format, st.integers(2015, 2026), st.integers(1, 12))


@settings(max_examples=40)
@given(st.lists(st.builds(Job, st.just("x"), MONTH, MONTH), max_size=5))
def test_a_year_without_its_month_never_counts_more(jobs: list[Job]) -> None:
    exact = worked(jobs, on=TODAY).months
    rough = worked([Job(one.title, one.started[:4], one.ended[:4]) for one in jobs], on=TODAY).months
    assert rough <= exact or any(one.started > one.ended for one in jobs)
    assert exact <= sum(worked([one], on=TODAY).months for one in jobs)
