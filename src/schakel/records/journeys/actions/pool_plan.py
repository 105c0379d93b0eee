"""Computing the plan of a pool: at once when it is small, by the worker when it is large."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from schakel.records.core.actions import record_event
from schakel.records.journeys import engine_io_pool as engine
from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.models import MobilityPool, PoolOutcome

State = PoolOutcome.State
# Pairs of roles that one request may compare: about a second of work. The worker does the rest.
AT_ONCE = 400


def compute(*, pool: MobilityPool, by: str, now: datetime, later: Callable[[int], object]) -> PoolOutcome:
    """The plan for the numbers as they are: the one there is, a new one, or one that `later(pool)` will make.

    A plan that holds already, or is being made for these numbers, is not made twice.
    """
    sides = queries.sides_of(pool.pk)
    mark = queries.fingerprint(sides)
    with transaction.atomic():
        MobilityPool.objects.select_for_update(of=("self",)).get(pk=pool.pk)
        there = queries.outcome_of(pool.pk)
        if there is not None and there.fingerprint == mark and there.state != State.FAILED:
            return there
        state = State.RUNNING if engine.pairs(*sides) <= AT_ONCE else State.QUEUED
        fresh = {"fingerprint": mark, "state": state, "progress": 0, "asked": now, "done": None, "plan": {}}
        outcome, _new = PoolOutcome.objects.update_or_create(pool=pool, defaults=fresh)
        record_event(by=by, action="journeys.pool_compute", subject=f"pool {pool.key}", details={"how": state})
        if state == State.QUEUED:
            transaction.on_commit(lambda: later(pool.pk))
            return outcome
    return work(pool=pool.pk, now=now) or outcome


def work(*, pool: int, now: datetime) -> PoolOutcome | None:
    """Do the computing; None when there is nothing to do (any more). Whoever changes the numbers meanwhile starts anew."""
    found = queries.outcome_of(pool)
    if found is None or found.state not in (State.QUEUED, State.RUNNING):
        return None
    mark, sides = found.fingerprint, queries.sides_of(pool)
    row = PoolOutcome.objects.filter(pool_id=pool, fingerprint=mark)
    if queries.fingerprint(sides) != mark:
        row.update(state=State.FAILED)
        return None
    row.update(state=State.RUNNING, progress=1)
    try:
        plan = engine.solve(*sides, today=now.date(), tell=lambda percent: _tell(pool, mark, percent))
    except Exception:
        row.update(state=State.FAILED)
        raise
    row.update(state=State.READY, progress=100, done=now, plan=plan)
    return queries.outcome_of(pool)


def _tell(pool: int, mark: str, percent: int) -> None:
    """Write the progress down in steps of ten: a write for every role would be the larger part of the work."""
    if percent % 10 == 0:
        PoolOutcome.objects.filter(pool_id=pool, fingerprint=mark).update(progress=percent)
