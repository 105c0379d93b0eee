"""Seats: who gets one, who waits, who moves up, and a hundred people at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking
from schakel.records.journeys.queries import bookings_of, place_in_queue
from schakel.records.offers.models import Session
from support import factories as make

pytestmark = pytest.mark.django_db


def a_session(capacity: int | None = 1, **fields: object) -> Session:
    return make.session(make.offer("Meeloopdag", kind="shadow-day"), capacity=capacity, **fields)


def book(run: Session, **words: object) -> Booking:
    return bookings.book(
        **{"session": run.pk, "person": make.person().pk, "by": "test", "now": timezone.now(), **words}
    )


def cancel(booking: Booking, reason: str = "cannot-come") -> Booking:
    return bookings.cancel(booking=booking.pk, by="test", now=timezone.now(), reason=reason)


def test_book_gives_the_seat_then_the_queue() -> None:
    run = a_session(1)
    first, second, third = book(run), book(run), book(run)
    assert [first.state, second.state, third.state] == ["booked", "waiting", "waiting"]
    assert [place_in_queue(one) for one in (first, second, third)] == [None, 1, 2]
    run.refresh_from_db()
    assert run.taken == 1


def test_book_twice_is_one_booking() -> None:
    run, sam = a_session(5), make.person()
    assert book(run, person=sam.pk) == book(run, person=sam.pk)
    run.refresh_from_db()
    assert run.taken == 1
    assert list(bookings_of(sam.pk)) == list(Booking.objects.order_by("pk"))


def test_book_without_a_known_number_of_seats_always_has_room() -> None:
    run = a_session(None)
    assert {book(run).state for _ in range(3)} == {"booked"}


def test_cancel_moves_up_who_waits_longest() -> None:
    run = a_session(1)
    first, second, third = book(run), book(run), book(run)
    cancel(first)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("booked", "waiting")
    assert place_in_queue(third) == 1
    assert AuditEvent.objects.filter(action="journeys.move_up", subject=f"booking {second.pk}").exists()


def test_cancel_twice_frees_one_seat() -> None:
    run = a_session(2)
    first = book(run)
    book(run)
    cancel(first)
    cancel(first)
    run.refresh_from_db()
    assert run.taken == 1


def test_after_cancelling_one_may_book_again_at_the_end_of_the_queue() -> None:
    run, sam = a_session(1), make.person()
    mine = book(run, person=sam.pk)
    other = book(run)
    cancel(mine)
    again = book(run, person=sam.pk)
    other.refresh_from_db()
    assert (other.state, again.state, place_in_queue(again)) == ("booked", "waiting", 1)


def test_a_group_that_does_not_fit_keeps_its_turn() -> None:
    run = a_session(3)
    two, one = book(run, seats=2, group="Havo 4"), book(run)
    group = book(run, seats=2, group="Vwo 4")
    late = book(run)
    cancel(one)
    group.refresh_from_db()
    late.refresh_from_db()
    assert (group.state, late.state) == ("waiting", "waiting")
    cancel(two)
    group.refresh_from_db()
    late.refresh_from_db()
    run.refresh_from_db()
    assert (group.state, late.state, run.taken) == ("booked", "booked", 3)


@pytest.mark.parametrize(
    ("fields", "words", "message"),
    [
        ({"days": -1}, {}, "closed"),
        ({"book_until": timezone.now() - timedelta(hours=1)}, {}, "closed"),
        ({"cancelled": timezone.now()}, {}, "cancelled"),
        ({}, {"seats": 3}, "3 seats"),
        ({}, {"seats": 0}, "0 seats"),
    ],
)
def test_book_says_why_it_cannot(fields: dict[str, object], words: dict[str, object], message: str) -> None:
    run = a_session(2, **fields)
    with pytest.raises(InputError, match=message):
        book(run, **words)
    assert not Booking.objects.exists()


def test_unknown_session_booking_and_reason_are_told() -> None:
    run = a_session(1)
    with pytest.raises(NotFound):
        bookings.book(session=0, person=make.person().pk, by="test", now=timezone.now())
    with pytest.raises(NotFound):
        bookings.cancel(booking=0, by="test", now=timezone.now(), reason="other")
    with pytest.raises(InputError, match="reason"):
        cancel(book(run), reason="too-few")


def test_cancel_session_tells_everybody_and_moves_nobody_up() -> None:
    run = a_session(1)
    claims = [book(run), book(run)]
    ended = bookings.cancel_session(session=run.pk, by="test", now=timezone.now(), reason="too-few")
    assert [one.pk for one in ended] == [one.pk for one in claims]
    assert {one.state for one in Booking.objects.order_by("pk")} == {"cancelled"}
    assert {one.reason for one in Booking.objects.order_by("pk")} == {"too-few"}
    assert bookings.cancel_session(session=run.pk, by="test", now=timezone.now(), reason="too-few") == []
    run.refresh_from_db()
    assert run.taken == 0


def test_mark_who_came_only_after_the_start_and_only_with_a_seat() -> None:
    run = a_session(1)
    seat, queue = book(run), book(run)
    later = run.starts + timedelta(hours=1)
    with pytest.raises(InputError, match="not started"):
        bookings.mark(booking=seat.pk, came=True, by="test", now=timezone.now())
    with pytest.raises(Conflict):
        bookings.mark(booking=queue.pk, came=True, by="test", now=later)
    assert bookings.mark(booking=seat.pk, came=False, by="test", now=later).state == "no-show"
    assert bookings.mark(booking=seat.pk, came=True, by="test", now=later).state == "attended"
    with pytest.raises(Conflict, match="over"):
        bookings.cancel(booking=seat.pk, by="test", now=later, reason="other")


@pytest.mark.django_db(transaction=True)
def test_a_hundred_people_on_the_last_place(tmp_path: object) -> None:
    """On PostgreSQL truly at once; SQLite in memory knows one connection, so there one after the other."""
    run = a_session(1)
    people = [make.person(f"Persoon {number}").pk for number in range(100)]
    now = timezone.now()

    def claim(person: int) -> None:
        for _ in range(2):  # an impatient double click
            bookings.book(session=run.pk, person=person, by="test", now=now)

    def claim_and_leave(person: int) -> None:
        try:
            claim(person)
        finally:
            connections.close_all()

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(claim_and_leave, people))
    else:
        for person in people:
            claim(person)
    run.refresh_from_db()
    states = list(Booking.objects.order_by("pk").values_list("state", flat=True))
    queue = [place_in_queue(one) for one in Booking.objects.filter(state="waiting").order_by("made", "pk")]
    assert (run.taken, states.count("booked"), states.count("waiting")) == (1, 1, 99)
    assert queue == list(range(1, 100))
    assert Booking.objects.values("person").distinct().count() == 100
