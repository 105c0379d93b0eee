"""After a draw: a student shows the host who they are, or hides it again. Without that yes the host knows no name."""

from datetime import datetime

from django.db import transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.models import DrawEntry
from schakel.records.journeys.validators import checked_text
from schakel.records.organisations.models import Role

CONTACT_MOST = 254


@transaction.atomic
def show_name(*, period: int, person: int, contact: str, by: str, now: datetime) -> DrawEntry:
    """The student says yes: the host of their place sees the name and `contact`. Again changes how to be reached."""
    reached = checked_text(contact, place="contact")
    if len(reached) > CONTACT_MOST:
        raise InputError("This is too long", place="contact", remedy="Give one e-mail address or phone number")
    found = _with_place(period, person)
    first = found.shown is None
    found.shown, found.contact = found.shown or now, reached
    found.save(update_fields=["shown", "contact"])
    record_event(by=by, action="journeys.draw_show_name", subject=f"entry {found.key}")
    host = found.place.offer.organisation_id if found.place and found.place.offer else None
    if first and host:
        letters.write_organisation("draw-name", found, host, Role.EMPLOYER, most=1)
    return found


@transaction.atomic
def hide_name(*, period: int, person: int, by: str) -> DrawEntry:
    """The student takes the yes back: the host no longer sees who it is. Twice changes nothing."""
    found = _with_place(period, person)
    if found.shown is not None:
        found.shown, found.contact = None, ""
        found.save(update_fields=["shown", "contact"])
        record_event(by=by, action="journeys.draw_hide_name", subject=f"entry {found.key}")
    return found


def _with_place(period: int, person: int) -> DrawEntry:
    rows = DrawEntry.objects.select_for_update(of=("self",)).select_related("place__offer", "period")
    found = rows.filter(period_id=period, person_id=person).order_by("pk").first()
    if found is None:
        raise NotFound("You did not sign up", place="draw", remedy="Sign up first")
    if found.place is None or found.returned or found.withdrawn:
        raise Conflict("You have no place in this draw", place=f"entry {found.key}", remedy="Load the page again")
    return found
