"""One reminder per episode: written down first, then sent. Rather one missed than one sent twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from schakel.records.core.actions import record_event
from schakel.records.journeys.hire_queries import known_to_employer
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Ambassador, Booking, Enquiry, Invitation, Referral, Request
from schakel.records.journeys.models.messages import Conversation, Message
from schakel.records.journeys.models.onboarding import Milestone
from schakel.records.journeys.models.pool import MobilityPool, PoolMember
from schakel.records.journeys.ties import live

Reminded = Booking | Request | Referral | Invitation | Enquiry | Message | Milestone | PoolMember | Ambassador
Send = Callable[[Reminded], None]
# Where the time of the reminder is written, when a row can be reminded of two things.
FIELDS = {"calls": "contact_reminded"}


def remind(*, by: str, now: datetime, send: Send) -> dict[str, int]:
    """Remind everybody who is due and was not reminded yet; returns how many of each kind."""
    soon = (now + timedelta(days=house_rules().days["remind_before"])).date()
    before = now + timedelta(days=house_rules().days["booking_reminder"])
    due: dict[str, list[int]] = {
        "requests": list(
            Request.objects.filter(
                state__in=[Request.State.NEW, Request.State.TAKEN], reminded=None, answer_by__lte=soon
            )
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        "referrals": list(
            Referral.objects.filter(state=Referral.State.ASKED, reminded=None, answer_by__lte=soon)
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        "bookings": list(
            Booking.objects.filter(
                state=Booking.State.BOOKED, reminded=None, session__starts__gt=now, session__starts__lte=before
            )
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
    }
    models: dict[str, type[Reminded]] = {"requests": Request, "referrals": Referral, "bookings": Booking}
    models |= {"invitations": Invitation, "calls": Invitation, "enquiries": Enquiry}
    due |= _due_invitations(soon)
    models |= {"messages": Message, "milestones": Milestone, "pools": PoolMember, "ambassadors": Ambassador}
    due |= _due_messages(soon, now) | _due_milestones(timezone.localdate(now)) | _due_pools(soon)
    due |= _due_ambassadors(soon)
    asked = Enquiry.objects.filter(state=Enquiry.State.ASKED, reminded=None, answer_by__lte=soon)
    due["enquiries"] = list(asked.order_by("pk").values_list("pk", flat=True))
    return {
        name: sum(_remind(models[name], pk, FIELDS.get(name, "reminded"), by=by, now=now, send=send) for pk in pks)
        for name, pks in due.items()
    }


def _due_invitations(soon: date) -> dict[str, list[int]]:
    """People who have not answered an employer, and employers who have not called somebody who said yes."""
    asked = Invitation.objects.filter(state=Invitation.State.ASKED, reminded=None, answer_by__lte=soon)
    yes = Invitation.objects.filter(
        state=Invitation.State.ACCEPTED, contacted=None, contact_reminded=None, contact_by__lte=soon
    )
    return {
        "invitations": list(asked.order_by("pk").values_list("pk", flat=True)),
        "calls": list(yes.order_by("pk").values_list("pk", flat=True)),
    }


def _due_messages(soon: date, now: datetime) -> dict[str, list[int]]:
    """Messages that ask and are not answered; the side that must answer is reminded, as long as one can write."""
    open_ = Conversation.objects.filter(live(now=now)).order_by().values("pk")
    found = Message.objects.filter(answered=None, reminded=None, answer_by__lte=soon, conversation__in=open_)
    return {"messages": list(found.order_by("pk").values_list("pk", flat=True))}


def _due_milestones(today: date) -> dict[str, list[int]]:
    """Milestones of today that are not done, and those of the last days when the round did not run."""
    since = today - timedelta(days=house_rules().days["milestone_late"])
    found = Milestone.objects.filter(done=None, reminded=None, day__lte=today, day__gt=since)
    known = found.filter(known_to_employer("onboarding__hire__"), onboarding__hire__ended=None)
    return {"milestones": list(known.order_by("day", "pk").values_list("pk", flat=True))}


def _due_pools(soon: date) -> dict[str, list[int]]:
    """Organisations that were asked to join a pool and have not answered."""
    found = PoolMember.objects.filter(state=PoolMember.State.INVITED, reminded=None, answer_by__lte=soon)
    open_ = found.filter(pool__state=MobilityPool.State.OPEN)
    return {"pools": list(open_.order_by("pk").values_list("pk", flat=True))}


def _due_ambassadors(soon: date) -> dict[str, list[int]]:
    """People whom an organisation asked to be a contact for newcomers, and who said neither yes nor no."""
    found = Ambassador.objects.filter(agreed=None, reminded=None, answer_by__lte=soon, fictional=False)
    return {"ambassadors": list(found.order_by("pk").values_list("pk", flat=True))}


def _remind(model: type[Reminded], pk: int, column: str, /, *, by: str, now: datetime, send: Send) -> bool:
    """Whoever writes the time down sends; a second worker finds it written."""
    with transaction.atomic():
        first = model._default_manager.filter(pk=pk, **{column: None}).update(**{column: now})
        if first:
            record_event(by=by, action="journeys.remind", subject=f"{model._meta.verbose_name} {pk}")
    if first:
        send(model._default_manager.get(pk=pk))
    return bool(first)
