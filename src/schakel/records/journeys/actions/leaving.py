"""A person leaves: their places go to who waits, and everything about them goes."""

from datetime import datetime

from django.db import transaction

from schakel.records.journeys.actions import team_places
from schakel.records.journeys.actions.bookings import cancel
from schakel.records.journeys.actions.draws import leave_all
from schakel.records.journeys.models import Booking
from schakel.records.people import actions as people
from schakel.records.people.models import Person

REASON = "no-longer-needed"


@transaction.atomic
def erase_person(*, person: Person, by: str, now: datetime) -> int:
    """Give up all coming bookings and internship places, then remove the person and their account; returns how many bookings."""
    live = Booking.objects.filter(person=person, state__in=[Booking.State.BOOKED, Booking.State.WAITING])
    keys = list(live.order_by("session_id", "pk").values_list("pk", flat=True))
    for pk in keys:
        cancel(booking=pk, by=by, now=now, reason=REASON)
    leave_all(person=person.pk, by=by, now=now)
    team_places.leave_all(person=person, by=by, now=now)
    people.erase(person=person, by=by)
    return len(keys)
