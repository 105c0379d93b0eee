"""Reads of mobility pools: for an organisation in it, and for the desk where the pool asked it to look along."""

import hashlib
import json
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum

from schakel.records.journeys import engine_io_pool as engine
from schakel.records.journeys.models import MobilityPool, PoolMember, PoolOutcome, PoolRole
from schakel.records.organisations.models import Organisation, Role
from schakel.records.people.engine_io.parts import matching_rules, trainings

State = PoolMember.State
# The engine's way of counting; goes up when the same numbers would give another plan.
METHOD = 1
# A plan that is not there after so long will not come: the worker stopped, or the process that made it did.
PATIENCE = timedelta(minutes=30)


def memberships_of(organisation: int) -> QuerySet[PoolMember]:
    """The pools an organisation is in, the open ones first."""
    found = PoolMember.objects.filter(organisation_id=organisation, state=State.JOINED)
    return found.select_related("pool").order_by("-pool__state", "pool__name", "pk")


def invitations_for(organisation: int) -> QuerySet[PoolMember]:
    """The pools an organisation is asked to join, the first to answer on top."""
    found = PoolMember.objects.filter(organisation_id=organisation, state=State.INVITED, pool__state="open")
    return found.select_related("pool").order_by("answer_by", "pk")


def for_the_desk() -> QuerySet[MobilityPool]:
    """Open pools that asked the desk to look along."""
    return MobilityPool.objects.filter(desk_sees=True, state=MobilityPool.State.OPEN).order_by("name", "pk")


def membership(key: UUID, organisation: int) -> PoolMember | None:
    """An organisation's place in a pool; None when it is not in it (any more)."""
    found = PoolMember.objects.filter(pool__key=key, organisation_id=organisation, state=State.JOINED)
    return found.select_related("pool", "organisation").order_by("pk").first()


def invitation(key: UUID, organisation: int) -> PoolMember | None:
    """An unanswered invitation of an organisation."""
    return invitations_for(organisation).filter(pool__key=key).first()


def pool_for_the_desk(key: UUID) -> MobilityPool | None:
    """A pool the desk may see."""
    return for_the_desk().filter(key=key).first()


def members_of(pool: int) -> list[PoolMember]:
    """Who is in a pool and who is asked, in the order they came."""
    found = PoolMember.objects.filter(pool_id=pool, state__in=[State.JOINED, State.INVITED])
    # "joined" comes after "invited" in the alphabet: those in the pool first.
    return list(found.select_related("organisation").order_by("-state", "joined", "pk"))


def lead_of(pool: int) -> PoolMember | None:
    """Who leads a pool: of those in it, the one that joined first."""
    found = PoolMember.objects.filter(pool_id=pool, state=State.JOINED)
    return found.select_related("organisation").order_by("joined", "pk").first()


def roles_of(member: int) -> list[PoolRole]:
    """An organisation's own roles: first what shrinks."""
    return list(PoolRole.objects.filter(member_id=member).order_by("-side", "month", "occupation", "pk"))


Sides = tuple[list[engine.Row], list[engine.Row]]


def sides_of(pool: int) -> Sides:
    """What shrinks and what grows: the roles of all organisations in the pool together."""
    found = PoolRole.objects.filter(member__pool_id=pool, member__state=State.JOINED)
    totals = found.values("side", "occupation", "month").annotate(total=Sum("number"))
    sides: Sides = ([], [])
    for row in totals.order_by("side", "occupation", "month"):
        which = sides[row["side"] == PoolRole.Side.GROWING]
        which.append(engine.Row(row["occupation"], row["month"], row["total"]))
    return sides


def fingerprint(sides: Sides) -> str:
    """Of all that a plan depends on: other numbers, rules or trainings give another one."""
    rows = [[(row.occupation, row.month.isoformat(), row.number) for row in side] for side in sides]
    offers = sorted(repr(one.route) for one in trainings())
    told = json.dumps([METHOD, rows, repr(matching_rules()), offers], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def outcome_of(pool: int) -> PoolOutcome | None:
    """The last plan of a pool, whatever its state."""
    return PoolOutcome.objects.filter(pool_id=pool).order_by("pk").first()


def stuck(outcome: PoolOutcome, *, now: datetime) -> bool:
    """Whether a plan failed, or takes so long that it must be asked for again."""
    if outcome.state == PoolOutcome.State.READY:
        return False
    return outcome.state == PoolOutcome.State.FAILED or outcome.asked < now - PATIENCE


def may_be_invited(pool: int) -> QuerySet[Organisation]:
    """Organisations somebody acts for as an employer, that are not in the pool and not asked."""
    there = PoolMember.objects.filter(pool_id=pool, state__in=[State.JOINED, State.INVITED]).values("organisation_id")
    found = Organisation.objects.filter(memberships__role=Role.EMPLOYER).exclude(pk__in=there)
    return found.distinct().order_by("name", "pk")


def late(member: PoolMember, *, today: date) -> bool:
    """Whether an invitation should have been answered."""
    return member.state == State.INVITED and member.answer_by is not None and member.answer_by < today
