"""Fictional questions come and go with the fictional region, real bookings on real sessions stay."""

import pytest
from django.utils import timezone

from schakel.records.journeys import fictional
from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking, Letter, Request
from schakel.records.offers import actions as offers
from schakel.records.offers.models import Offer
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def test_load_gives_marked_questions_in_several_states() -> None:
    make.place()
    count = fictional.load(by="test", now=NOW)
    assert Request.objects.filter(fictional=True).count() == count > 8
    assert {"new", "answered"} <= set(Request.objects.order_by("pk").values_list("state", flat=True))
    assert {"nl", "en", "de"} == set(Request.objects.order_by("pk").values_list("language", flat=True))


def test_nobody_gets_mail_about_something_made_up() -> None:
    fictional.load(by="test", now=NOW)
    assert set(Letter.objects.order_by("pk").values_list("state", flat=True)) == {"skipped"}
    fictional.clear()
    assert not Letter.objects.exists()


def test_clear_takes_only_what_is_fictional() -> None:
    fictional.load(by="test", now=NOW)
    mine = make.request()
    kept, gone = (make.session(make.offer(), fictional=made_up) for made_up in (False, True))
    for run in (kept, gone):
        bookings.book(session=run.pk, person=make.person().pk, by="test", now=NOW)
    fictional.clear()
    assert list(Request.objects.order_by("pk")) == [mine]
    assert [one.session for one in Booking.objects.order_by("pk")] == [kept]


def test_an_offer_that_people_booked_is_closed_instead_of_removed() -> None:
    booked, free = make.offer("Een"), make.offer("Twee")
    bookings.book(session=make.session(booked).pk, person=make.person().pk, by="test", now=NOW)
    for offer in (booked, free):
        offers._remove(offer)
    left = Offer.objects.get()
    assert left == booked
    assert left.published_until is not None
    assert left.published_until < timezone.localdate()
