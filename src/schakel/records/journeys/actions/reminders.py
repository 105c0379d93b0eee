"""One reminder per episode: written down first, then sent. Rather one missed than one sent twice."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from schakel.records.core.actions import record_event
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Booking, Referral, Request

Send = Callable[[Booking | Request | Referral], None]


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
    models: dict[str, type[Booking] | type[Request] | type[Referral]] = {
        "requests": Request,
        "referrals": Referral,
        "bookings": Booking,
    }
    return {name: sum(_remind(models[name], pk, by=by, now=now, send=send) for pk in pks) for name, pks in due.items()}


def _remind(
    model: type[Booking] | type[Request] | type[Referral], pk: int, *, by: str, now: datetime, send: Send
) -> bool:
    """Whoever writes the time down sends; a second worker finds it written."""
    with transaction.atomic():
        first = model._default_manager.filter(pk=pk, reminded=None).update(reminded=now)
        if first:
            record_event(by=by, action="journeys.remind", subject=f"{model._meta.verbose_name} {pk}")
    if first:
        send(model._default_manager.get(pk=pk))
    return bool(first)
