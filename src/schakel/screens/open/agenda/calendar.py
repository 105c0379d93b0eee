"""Sessions as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Calendar, Event, vCalAddress, vText

from schakel.records.journeys.models import Booking
from schakel.records.offers.models import Session

# A course of weeks is not one long appointment: only its first meeting goes into a calendar.
LONGEST = timedelta(hours=12)
FIRST_MEETING = timedelta(hours=2)
# Versions of an event are counted in seconds from here: a whole number that only grows.
FIRST_VERSION = datetime(2025, 1, 1, tzinfo=UTC)


def calendar(sessions: Iterable[Session], *, base: str, language: str, now: datetime) -> bytes:
    """The sessions as one calendar; made-up ones say so in their title."""
    made = Calendar()
    made.add("prodid", "-//Schakel//agenda//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", gettext("ICT agenda"))
    for session in sessions:
        made.add_component(_event(session, base=base, language=language, now=now))
    return bytes(made.to_ical())


def booking_calendar(booking: Booking, *, base: str, language: str, now: datetime) -> bytes:
    """One booking for somebody's own calendar: the same event each time, taken out when the booking has ended.

    The event has the number of the session, as in the feed, so that a calendar program finds it again. Each change of
    the booking counts as a later version of it.
    """
    session = booking.session
    over = session.cancelled is not None or booking.state == Booking.State.CANCELLED
    event = _event(session, base=base, language=language, now=now)
    waits = booking.state == Booking.State.WAITING
    event.add("status", "CANCELLED" if over else "TENTATIVE" if waits else "CONFIRMED")
    changed = max(filter(None, (booking.changed, session.cancelled)))
    event.add("sequence", int((changed - FIRST_VERSION).total_seconds()))
    event.add("last-modified", changed)
    host = session.offer.organisation
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["cn"] = vText(host.name if host else "Schakel")
    event.add("organizer", organizer)
    made = Calendar()
    made.add("prodid", "-//Schakel//agenda//NL")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if over else "PUBLISH")
    made.add_component(event)
    return bytes(made.to_ical())


def _event(session: Session, *, base: str, language: str, now: datetime) -> Event:
    offer = session.offer
    title = next(
        (t for t in (getattr(offer, f"title_{language}"), offer.title_nl, offer.title_en, offer.title_de) if t),
        offer.slug,
    )
    ends = session.ends if session.ends and session.ends - session.starts <= LONGEST else session.starts + FIRST_MEETING
    event = Event()
    event.add("uid", f"{session.key}@schakel")
    event.add("dtstamp", now)
    event.add("dtstart", session.starts)
    event.add("dtend", ends)
    event.add("summary", f"[{gettext('fictional')}] {title}" if session.fictional else title)
    event.add("url", base + reverse("open:offer", args=[offer.slug]))
    if session.place:
        event.add("location", session.place.name)
    return event
