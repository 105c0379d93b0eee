"""One booking as a calendar file: the same event each time, taken out when the booking has ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking
from schakel.records.people.models import Person
from support import factories as make
from support.client import StrictClient

pytestmark = pytest.mark.django_db


def of_person(who: Person) -> StrictClient:
    client = StrictClient()
    client.force_login(who.user)
    return client


def booked(who: Person, **fields: Any) -> Booking:
    host = make.organisation("Maasdal, Techniek")
    session = make.session(make.offer("Meeloopdag", organisation=host), place=make.place("Heerlen"), **fields)
    return bookings.book(session=session.pk, person=who.pk, by="test", now=timezone.now())


def page(one: Booking) -> str:
    return f"/mijn/boekingen/{one.session.key}/agenda.ics"


def read(client: StrictClient, one: Booking) -> tuple[Any, Any]:
    """The calendar and its one event."""
    answer = client.get(page(one))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    made = Calendar.from_ical(answer.content)
    (event,) = made.walk("VEVENT")
    return made, event


def test_a_booking_is_an_event_with_time_place_and_host() -> None:
    who = make.own_person()
    one = booked(who)
    made, event = read(of_person(who), one)
    assert (str(made["METHOD"]), str(event["STATUS"])) == ("PUBLISH", "CONFIRMED")
    assert event["DTSTART"].dt == one.session.starts.replace(microsecond=0)
    assert str(event["SUMMARY"]) == "Meeloopdag"
    assert str(event["LOCATION"]) == "Heerlen"
    assert str(event["ORGANIZER"]).startswith("mailto:")
    assert event["ORGANIZER"].params["CN"] == "Maasdal, Techniek"
    assert str(event["URL"]).endswith(f"/aanbod/{one.session.offer.slug}/")


def test_after_cancelling_the_same_event_is_taken_out_and_back_in_again() -> None:
    who = make.own_person()
    one, client = booked(who), of_person(who)
    _made, before = read(client, one)
    later = timezone.now() + timedelta(minutes=5)
    bookings.cancel(booking=one.pk, by="test", now=later, reason="cannot-come")
    made, after = read(client, one)
    assert (str(made["METHOD"]), str(after["STATUS"])) == ("CANCEL", "CANCELLED")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    bookings.book(session=one.session_id, person=who.pk, by="test", now=later + timedelta(minutes=5))
    made, again = read(client, one)
    assert (str(made["METHOD"]), again["UID"]) == ("PUBLISH", before["UID"])
    assert again["SEQUENCE"] > after["SEQUENCE"]


def test_a_day_that_was_called_off_is_taken_out() -> None:
    who = make.own_person()
    one = booked(who)
    bookings.cancel_session(session=one.session_id, by="test", now=timezone.now(), reason="too-few")
    made, event = read(of_person(who), one)
    assert (str(made["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")


def test_who_waits_has_it_for_maybe() -> None:
    who = make.own_person()
    first = booked(make.own_person("A"), capacity=1)
    bookings.book(session=first.session_id, person=who.pk, by="test", now=timezone.now())
    _made, event = read(of_person(who), first)
    assert str(event["STATUS"]) == "TENTATIVE"


def test_a_made_up_day_says_so() -> None:
    who = make.own_person()
    one = booked(who, fictional=True)
    _made, event = read(of_person(who), one)
    assert str(event["SUMMARY"]).startswith("[")


def test_only_of_oneself() -> None:
    one = booked(make.own_person())
    assert of_person(make.own_person("Kim")).get(page(one)).status_code == 404
    assert StrictClient().get(page(one)).status_code == 302
    assert of_person(make.own_person("Jo")).get("/mijn/boekingen/onzin/agenda.ics").status_code == 404


def test_the_links_stand_among_the_bookings() -> None:
    who = make.own_person()
    one, client = booked(who), of_person(who)
    assert page(one) in client.get("/mijn/boekingen/").content.decode()
    bookings.cancel(booking=one.pk, by="test", now=timezone.now(), reason="cannot-come")
    assert "Haal het uit mijn agenda" in client.get("/mijn/boekingen/").content.decode()
