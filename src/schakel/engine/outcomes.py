"""One map from every kind of error to what a caller sees: exit code, HTTP status and problem type."""

from typing import NamedTuple

from schakel.engine.errors import Conflict, DataError, EngineError, InputError, NotFound


class Outcome(NamedTuple):
    """`exit_code` for the command line, `status` for HTTP, `problem` the type of the problem+json document."""

    exit_code: int
    status: int
    problem: str


# The first class that fits holds, so the narrow ones stand first.
OUTCOMES: tuple[tuple[type[EngineError], Outcome], ...] = (
    (NotFound, Outcome(1, 404, "not-found")),
    (Conflict, Outcome(2, 409, "conflict")),
    (InputError, Outcome(2, 422, "bad-input")),
    (DataError, Outcome(2, 422, "bad-data")),
    (EngineError, Outcome(3, 500, "engine-error")),
)


def outcome_of(error: EngineError) -> Outcome:
    """What an error means for the caller.

    >>> outcome_of(NotFound("There is no region 'atlantis'"))
    Outcome(exit_code=1, status=404, problem='not-found')
    """
    return next(outcome for kind, outcome in OUTCOMES if isinstance(error, kind))
