"""Sessions as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Calendar, Event

from schakel.records.offers.models import Session

# A course of weeks is not one long appointment: only its first meeting goes into a calendar.
LONGEST = timedelta(hours=12)
FIRST_MEETING = timedelta(hours=2)


def calendar(sessions: Iterable[Session], *, base: str, language: str, now: datetime) -> bytes:
    """The sessions as one calendar; made-up ones say so in their title."""
    made = Calendar()
    made.add("prodid", "-//Schakel//agenda//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", gettext("ICT agenda"))
    for session in sessions:
        made.add_component(_event(session, base=base, language=language, now=now))
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
