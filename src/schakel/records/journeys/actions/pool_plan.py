"""Computing the plan of a pool: at once when it is small, by the worker when it is large."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from schakel.records.core.actions import record_event
from schakel.records.journeys import engine_io_pool as engine
from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.models import MobilityPool, PoolOutcome

State = PoolOutcome.State
# Pairs of roles that one request may compare: about a second of work. The worker does the rest.
AT_ONCE = 400


def compute(*, pool: MobilityPool, by: str, now: datetime, later: Callable[[int], object]) -> PoolOutcome | None:
    """The plan for the numbers as they are: the one there is, a new one, or one that `later(pool)` will make.

    None while nothing shrinks or nothing grows. A plan that holds already, or is being made for these numbers, is not
    made twice.
    """
    sides = queries.sides_of(pool.pk)
    if not all(sides):
        return None
    mark = queries.fingerprint(sides)
    with transaction.atomic():
        MobilityPool.objects.select_for_update(of=("self",)).get(pk=pool.pk)
        there = queries.outcome_of(pool.pk)
        if there is not None and there.fingerprint == mark and not queries.stuck(there, now=now):
            return there
        state = State.RUNNING if engine.pairs(*sides) <= AT_ONCE else State.QUEUED
        fresh = {"fingerprint": mark, "state": state, "progress": 0, "asked": now, "done": None, "plan": {}}
        outcome, _new = PoolOutcome.objects.update_or_create(pool=pool, defaults=fresh)
        record_event(by=by, action="journeys.pool_compute", subject=f"pool {pool.key}", details={"how": state})
        if state == State.QUEUED:
            transaction.on_commit(lambda: later(pool.pk))
            return outcome
    _make(outcome, sides, now)
    return outcome


def work(*, pool: int, now: datetime) -> PoolOutcome | None:
    """What the worker does; None when there is nothing to do (any more).

    Numbers that were changed in the meantime are not computed with: whoever changed them asked for a plan anew.
    """
    found = queries.outcome_of(pool)
    if found is None or found.state not in (State.QUEUED, State.RUNNING):
        return None
    sides = queries.sides_of(pool)
    if queries.fingerprint(sides) != found.fingerprint:
        _same(found).update(state=State.FAILED)
        return None
    _make(found, sides, now)
    return found


def _make(outcome: PoolOutcome, sides: queries.Sides, now: datetime) -> None:
    """Compute and keep; what breaks is kept as failed, so that somebody can try again."""
    _same(outcome).update(state=State.RUNNING, progress=1)
    try:
        plan = engine.solve(*sides, today=now.date(), tell=lambda percent: _tell(outcome, percent))
    except Exception:
        _same(outcome).update(state=State.FAILED)
        raise
    outcome.state, outcome.progress, outcome.done, outcome.plan = State.READY, 100, now, plan
    _same(outcome).update(state=State.READY, progress=100, done=now, plan=plan)


def _same(outcome: PoolOutcome) -> QuerySet[PoolOutcome]:
    """The row, as long as it is about the same numbers: a later question is never overwritten."""
    return PoolOutcome.objects.filter(pool_id=outcome.pool_id, fingerprint=outcome.fingerprint)


def _tell(outcome: PoolOutcome, percent: int) -> None:
    """Write the progress down in steps of ten: a write for every role would be the larger part of the work."""
    if percent and percent % 10 == 0:
        _same(outcome).update(progress=percent)
