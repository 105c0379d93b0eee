"""A school closes an offer of its own: what happens to the dates people booked is decided first, and each of them hears."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from schakel.engine.errors import InputError
from schakel.records.journeys import letters
from schakel.records.journeys.actions import bookings, invitations
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Booking
from schakel.records.offers.models import Offer, Posting, Session

GO_ON, CALL_OFF = "go-on", "call-off"
LIVE = (Booking.State.BOOKED, Booking.State.WAITING)


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did: bookings that stand and bookings that were cancelled."""

    kept: int
    cancelled: int


def coming_dates(offer: Offer | None, *, now: datetime) -> list[Session]:
    """Dates to come that people booked or wait for, the first one first."""
    if offer is None:
        return []
    booked = Session.objects.filter(offer=offer, starts__gt=now, cancelled=None, bookings__state__in=LIVE)
    return list(booked.distinct().order_by("starts", "key"))


@transaction.atomic
def close_offer(*, posting: int, version: int, by: str, now: datetime, dates: str = "", reason: str = "") -> Closed:
    """Close an offer. With bookings to come `dates` says what happens to them: `go-on`, or `call-off` with a reason.

    Nobody can book a closed offer any more. Dates that nobody booked are called off.
    """
    found = Posting.objects.select_related("offer").filter(pk=posting).order_by("pk").first()
    offer = found.offer if found else None
    booked = coming_dates(offer, now=now)
    if booked and dates not in (GO_ON, CALL_OFF):
        raise InputError("People booked dates that are to come", place="dates", remedy="Say whether these go on")
    if booked and dates == CALL_OFF:
        house_rules().checked(reason, "session")
    # Who asked something and waits hears it in the same transaction.
    invitations.close_posting(posting=posting, version=version, by=by, now=now)
    # Somebody may have booked since the page was made: the rows of the dates are taken before the bookings are read.
    ahead = Session.objects.select_for_update(of=("self",)).filter(offer=offer, starts__gt=now, cancelled=None)
    runs = list(ahead.order_by("starts", "key"))
    having = list(
        Booking.objects.filter(session__in=runs, state__in=LIVE).select_related("person__user").order_by("made", "pk")
    )
    with_people = {one.session_id for one in having} if dates == GO_ON else set()
    Session.objects.filter(pk__in=with_people).update(book_until=now)
    letters.write_bookings("offer-closed", [one for one in having if one.session_id in with_people])
    for run in (one for one in runs if one.pk not in with_people):
        bookings.cancel_session(session=run.pk, reason=reason or "organisation-gone", by=by, now=now)
    kept = sum(1 for one in having if one.session_id in with_people)
    return Closed(kept, len(having) - kept)
