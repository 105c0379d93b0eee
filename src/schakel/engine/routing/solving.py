"""Who searches: plain Python, or machine code that gives the same answer sooner.

Machine code asks for numba, which takes a second to start and longer the first time ever. A process that answers many
people (the site, a worker) calls `make_ready` once and is quick from then on; a single command never waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from schakel.engine.routing import anytime, search
from schakel.engine.routing.search import Candidate, Found, Label, Limits

SMALL = 40
"""Below so many candidates times wanted skills plain Python is as quick as filling arrays (measured)."""


class FirstDay(Protocol):
    """See `anytime.first_day`."""

    def __call__(
        self, candidates: Sequence[Candidate], wanted: int, limits: Limits, *, nodes_most: int
    ) -> tuple[int, Label | None]: ...


@dataclass(frozen=True, slots=True)
class Solver:
    """The three searches behind routes; every solver gives the same answers to the bit."""

    search: Callable[[Sequence[Candidate], int, Limits], Found]
    quick_route: Callable[[Sequence[Candidate], int, Limits], Label | None]
    first_day: FirstDay
    can: Callable[[Sequence[Candidate], int], bool]


PLAIN = Solver(search.search, search.quick_route, anytime.first_day, lambda _candidates, _wanted: True)
_ready: list[Solver] = []


def make_ready() -> bool:
    """Loads and compiles the machine code, so that later routes use it; False where numba is not installed.

    Calling it again does nothing. Answers do not depend on it, only how soon they come.
    """
    if not _ready:
        try:
            from schakel.engine.routing.fast import searching
        except ImportError:
            return False
        searching.warm()
        _ready.append(
            Solver(searching.fast_search, searching.fast_quick_route, searching.fast_first_day, searching.can_search)
        )
    return True


@contextmanager
def plain_only() -> Iterator[None]:
    """Plain Python only, whatever is ready: to compare the two.

    >>> with plain_only():
    ...     solver_for([], 0b1) is PLAIN
    True
    """
    kept = _ready[:]
    _ready.clear()
    try:
        yield
    finally:
        _ready[:] = kept


def solver_for(candidates: Sequence[Candidate], wanted: int) -> Solver:
    """Machine code where it is ready, quicker and able to hold the problem; else plain Python."""
    if not _ready or len(candidates) * wanted.bit_count() < SMALL or not _ready[0].can(candidates, wanted):
        return PLAIN
    return _ready[0]
