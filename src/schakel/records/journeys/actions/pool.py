"""Writes of mobility pools: begin one, join, fill in roles, compute, leave, close.

The pool's row is the lock of everything in it. An organisation changes its own roles only; who leads (the one that
joined first of those in it) also invites, shows the pool to the desk and closes it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import MobilityPool, PoolMember, PoolRole
from schakel.records.journeys.pool_rows import ROWS_MOST, Told, together
from schakel.records.journeys.validators import checked_text
from schakel.records.organisations.models import Organisation, Role

State = PoolMember.State
NAME_MOST = 120
LETTER = "pool-invited"
MEMBERS_MOST = 40


@transaction.atomic
def begin(*, organisation: Organisation, name: str, by: str, now: datetime) -> MobilityPool:
    """A new pool, with one organisation in it: it leads."""
    made = MobilityPool.objects.create(name=_name(name), made=now)
    PoolMember.objects.create(pool=made, organisation=organisation, state=State.JOINED, joined=now)
    record_event(by=by, action="journeys.pool_begin", subject=_subject(made))
    return made


@transaction.atomic
def rename(*, member: int, version: int, name: str, desk_sees: bool, by: str) -> MobilityPool:
    """Another name, and whether the desk looks along. Refused when somebody else changed it in the meantime."""
    pool = _led(member)
    if pool.version != version:
        raise _meanwhile(pool)
    pool.name, pool.desk_sees, pool.version = _name(name), desk_sees, pool.version + 1
    pool.save(update_fields=["name", "desk_sees", "version"])
    record_event(by=by, action="journeys.pool_settings", subject=_subject(pool), details={"desk_sees": desk_sees})
    return pool


@transaction.atomic
def set_roles(*, member: int, version: int, rows: Sequence[Told], by: str) -> PoolMember:
    """Make the roles of an organisation equal to these. Refused when a colleague changed them in the meantime."""
    found = _member(member)
    if found.version != version:
        raise _meanwhile(found.pool)
    return _write(found, together(rows), by)


@transaction.atomic
def add_roles(*, member: int, rows: Sequence[Told], by: str) -> PoolMember:
    """Put these beside the roles there are; the same role from the same month gets the new number.

    The file says what it changes, so no version is asked: two colleagues with two files both have their rows kept.
    """
    found = _member(member)
    there = {(row.side, row.occupation, row.month): row.number for row in queries.roles_of(found.pk)}
    there.update({(row.side, row.occupation, row.month): row.number for row in together(rows)})
    return _write(found, [Told(*key, number) for key, number in sorted(there.items())], by)


def _write(found: PoolMember, rows: Sequence[Told], by: str) -> PoolMember:
    if len(rows) > ROWS_MOST:
        raise InputError(f"More than {ROWS_MOST} rows", place="rows", remedy="Take small roles together")
    PoolRole.objects.filter(member=found).delete()
    PoolRole.objects.bulk_create(
        [PoolRole(member=found, side=r.side, occupation=r.occupation, month=r.month, number=r.number) for r in rows]
    )
    found.version += 1
    found.save(update_fields=["version"])
    record_event(by=by, action="journeys.pool_roles", subject=_subject(found.pool), details={"rows": len(rows)})
    return found


@transaction.atomic
def invite(*, member: int, organisation: Organisation, by: str, now: datetime) -> PoolMember:
    """Ask an organisation to join. Asking again gives the invitation there is; who is in the pool stays in it."""
    pool = _led(member)
    days = timedelta(days=house_rules().days["invitation"])
    rows = PoolMember.objects.filter(pool=pool).order_by("pk")
    there = rows.filter(organisation=organisation).first()
    if there is not None and there.state in (State.JOINED, State.INVITED):
        return there
    if rows.filter(state__in=[State.JOINED, State.INVITED]).count() >= MEMBERS_MOST:
        raise InputError(f"A pool has at most {MEMBERS_MOST} organisations", place="pool", remedy="Begin a second pool")
    there = there or PoolMember(pool=pool, organisation=organisation)
    there.state, there.invited, there.answer_by = State.INVITED, now, (now + days).date()
    there.joined = there.ended = there.reminded = None
    there.save()
    letters.write_organisation(LETTER, there, organisation.pk, Role.EMPLOYER)
    details = {"organisation": organisation.slug}
    record_event(by=by, action="journeys.pool_invite", subject=_subject(pool), details=details)
    return there


@transaction.atomic
def answer(*, invitation: int, yes: bool, by: str, now: datetime) -> PoolMember:
    """An organisation joins, or does not."""
    found = _locked(invitation)
    if found.state != State.INVITED or found.pool.state != MobilityPool.State.OPEN:
        raise Conflict("There is no invitation any more", place=_subject(found.pool), remedy="Load the page again")
    found.state = State.JOINED if yes else State.DECLINED
    found.joined, found.ended = (now, None) if yes else (None, now)
    found.save(update_fields=["state", "joined", "ended"])
    record_event(by=by, action=f"journeys.pool_{found.state}", subject=_subject(found.pool))
    return found


@transaction.atomic
def take_back(*, member: int, invitation: int, by: str) -> None:
    """Who leads takes an unanswered invitation back. Twice changes nothing."""
    pool = _led(member)
    gone, _rows = PoolMember.objects.filter(pk=invitation, pool=pool, state=State.INVITED).delete()
    if gone:
        record_event(by=by, action="journeys.pool_take_back", subject=_subject(pool))


@transaction.atomic
def leave(*, member: int, by: str, now: datetime) -> bool:
    """An organisation leaves, its numbers with it. Returns whether the pool still is there: the last one ends it."""
    found = _locked(member)
    if found.state != State.JOINED:
        raise Conflict("You are not in this pool any more", place=_subject(found.pool), remedy="Look in your list")
    record_event(by=by, action="journeys.pool_leave", subject=_subject(found.pool))
    PoolRole.objects.filter(member=found).delete()
    found.state, found.ended = State.LEFT, now
    found.save(update_fields=["state", "ended"])
    return not end_when_empty(found.pool_id)


@transaction.atomic
def close(*, member: int, version: int, by: str, now: datetime) -> MobilityPool:
    """Close the pool: everything stays to read, nothing can be changed, and open invitations end."""
    pool = _led(member)
    if pool.version != version:
        raise _meanwhile(pool)
    pool.state, pool.closed, pool.desk_sees, pool.version = MobilityPool.State.CLOSED, now, False, pool.version + 1
    pool.save(update_fields=["state", "closed", "desk_sees", "version"])
    PoolMember.objects.filter(pool=pool, state=State.INVITED).delete()
    record_event(by=by, action="journeys.pool_close", subject=_subject(pool))
    return pool


def end_when_empty(pool: int) -> bool:
    """A pool nobody is in goes, with all that is in it; returns whether it went. Also asked when an organisation goes."""
    if PoolMember.objects.filter(pool_id=pool, state=State.JOINED).exists():
        return False
    MobilityPool.objects.filter(pk=pool).delete()
    return True


def looked(*, pool: MobilityPool, by: str) -> None:
    """The desk looked at a pool: written down."""
    record_event(by=by, action="journeys.pool_look", subject=_subject(pool))


def _name(name: str) -> str:
    clean = checked_text(name, place="name")
    if len(clean) > NAME_MOST:
        raise InputError(f"The name is longer than {NAME_MOST} characters", place="name", remedy="Make it shorter")
    return clean


def _locked(member: int) -> PoolMember:
    """A place in a pool; the pool's row is held until the end of the transaction."""
    at = PoolMember.objects.filter(pk=member).values("pool_id")
    pool = MobilityPool.objects.select_for_update(of=("self",)).filter(pk__in=at).order_by("pk").first()
    found = PoolMember.objects.filter(pk=member).select_related("pool").order_by("pk").first()
    if pool is None or found is None:
        raise NotFound("There is no such pool any more", remedy="Look in your list")
    return found


def _member(member: int) -> PoolMember:
    """Somebody in an open pool."""
    found = _locked(member)
    if found.state != State.JOINED:
        raise Conflict("You are not in this pool any more", place=_subject(found.pool), remedy="Look in your list")
    if found.pool.state != MobilityPool.State.OPEN:
        raise Conflict("This pool is closed", place=_subject(found.pool), remedy="Begin a new one")
    return found


def _led(member: int) -> MobilityPool:
    """The open pool, for who leads it."""
    found = _member(member)
    lead = queries.lead_of(found.pool_id)
    if lead is None or lead.pk != found.pk:
        raise Conflict("Another organisation leads this pool", place=_subject(found.pool), remedy="Ask them to do it")
    return found.pool


def _meanwhile(pool: MobilityPool) -> Conflict:
    return Conflict(
        "A colleague changed this pool in the meantime",
        place=_subject(pool),
        remedy="Load the page again; what you wrote is still in the form",
    )


def _subject(pool: MobilityPool) -> str:
    return f"pool {pool.key}"
