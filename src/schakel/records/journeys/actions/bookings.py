"""Seats: book, queue, cancel, attend.

One session is one queue. Every action first takes the session's row (a lock on PostgreSQL; SQLite takes the whole
database at BEGIN IMMEDIATE), so that a hundred people who want the last seat come one after the other.
"""

from datetime import datetime

from django.db import transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Booking
from schakel.records.journeys.validators import checked_text
from schakel.records.offers.models import Session

GROUP_MOST = 120


@transaction.atomic
def book(*, session: int, person: int, by: str, now: datetime, seats: int = 1, group: str = "") -> Booking:
    """Claim seats: a place when there is one and nobody waits, else a place in the queue.

    Asking again gives the booking there already is, so a double click does no harm.
    """
    run = locked_session(session)
    there = run.bookings.filter(person_id=person).exclude(state=Booking.State.CANCELLED).order_by("pk").first()
    return there or _claim(run, Booking(person_id=person, seats=seats, group=group), by=by, now=now)


@transaction.atomic
def show_name(*, booking: int, show: bool, by: str, now: datetime) -> Booking:
    """The guest lets the host see the name, or hides it again; the host then knows only the code. Twice changes nothing."""
    locked_session(_booking(booking).session_id)
    found = _booking(booking)
    if found.person is None or found.state == Booking.State.CANCELLED:
        raise Conflict(
            "There is no place to show a name for", place=f"booking {found.pk}", remedy="Look at your bookings"
        )
    if show != (found.shown is not None):
        found.shown = now if show else None
        found.save(update_fields=["shown"])
        action = "journeys.booking_show_name" if show else "journeys.booking_hide_name"
        record_event(by=by, action=action, subject=f"booking {found.pk}")
    return found


@transaction.atomic
def book_group(*, session: int, school: int, group: str, seats: int, by: str, now: datetime) -> Booking:
    """Claim seats for a group of a school, without names of pupils; the same queue as for everybody.

    Asking again for the same group gives the booking there already is.
    """
    name = checked_text(group, place="group")
    if len(name) > GROUP_MOST:
        raise InputError("The name of the group is too long", place="group", remedy=f"At most {GROUP_MOST} characters")
    run = locked_session(session)
    mine = run.bookings.filter(school_id=school, group=name).exclude(state=Booking.State.CANCELLED)
    there = mine.order_by("pk").first()
    return there or _claim(run, Booking(school_id=school, seats=seats, group=name), by=by, now=now)


def _claim(run: Session, made: Booking, *, by: str, now: datetime) -> Booking:
    """Give a new booking its place, or its place in the queue."""
    seats = made.seats
    _check_open(run, seats, now)
    free = run.seats_left
    waiting = run.bookings.filter(state=Booking.State.WAITING).exists()
    gets_place = free is None or (free >= seats and not waiting)
    made.session, made.made, made.changed = run, now, now
    made.state = Booking.State.BOOKED if gets_place else Booking.State.WAITING
    made.save()
    if gets_place:
        _take(run, seats)
    record_event(
        by=by, action="journeys.book", subject=f"booking {made.pk}", details={"state": made.state, "seats": seats}
    )
    letters.write_booking(made.state, made)
    return made


def _check_open(run: Session, seats: int, now: datetime) -> None:
    place = f"session {run.key}"
    if run.cancelled:
        raise InputError("This session is cancelled", place=place, remedy="Choose another date")
    if now >= (run.book_until or run.starts):
        raise InputError("Booking for this session is closed", place=place, remedy="Choose another date")
    if seats < 1 or (run.capacity is not None and seats > run.capacity):
        raise InputError(
            f"{seats} seats cannot be booked here",
            place=place,
            remedy=f"Book 1 to {run.capacity} seats, or ask the host",
        )


@transaction.atomic
def cancel(*, booking: int, by: str, now: datetime, reason: str) -> Booking:
    """Give the place up; who waits longest and fits moves up at once. Cancelling twice changes nothing."""
    house_rules().checked(reason, "booking")
    found = _booking(booking)
    run = locked_session(found.session_id)
    found.refresh_from_db()
    if found.state == Booking.State.CANCELLED:
        return found
    if found.state not in (Booking.State.BOOKED, Booking.State.WAITING):
        raise Conflict("This session is over", place=f"booking {found.pk}", remedy="Nothing is left to cancel")
    _end(found, run, reason=reason, now=now)
    record_event(by=by, action="journeys.cancel", subject=f"booking {found.pk}", details={"reason": reason})
    letters.write_booking("cancelled", found)
    move_up(run, by=by, now=now)
    return found


@transaction.atomic
def cancel_session(*, session: int, by: str, now: datetime, reason: str) -> list[Booking]:
    """The session does not take place: everybody with a claim loses it, with the reason. Returns these bookings."""
    house_rules().checked(reason, "session")
    run = locked_session(session)
    if run.cancelled:
        return []
    run.cancelled = now
    run.save(update_fields=["cancelled"])
    live = [Booking.State.BOOKED, Booking.State.WAITING]
    ended = list(run.bookings.filter(state__in=live).order_by("made", "pk"))
    for one in ended:
        _end(one, run, reason=reason, now=now)
    record_event(
        by=by, action="journeys.cancel_session", subject=run.key, details={"bookings": len(ended), "reason": reason}
    )
    letters.write_bookings("session-cancelled", ended)
    return ended


@transaction.atomic
def mark(*, booking: int, came: bool, by: str, now: datetime) -> Booking:
    """Whether somebody with a place came. May be put right later; the seat stays counted."""
    found = _booking(booking)
    run = locked_session(found.session_id)
    found.refresh_from_db()
    if found.state not in Booking.SEATED:
        raise Conflict("This person had no place", place=f"booking {found.pk}", remedy="Mark only people with a place")
    if now < run.starts:
        raise InputError("The session has not started", place=run.key, remedy="Mark who came after it starts")
    found.state = Booking.State.ATTENDED if came else Booking.State.NO_SHOW
    found.changed = now
    found.save(update_fields=["state", "changed"])
    record_event(by=by, action="journeys.mark", subject=f"booking {found.pk}", details={"state": found.state})
    return found


def locked_session(session: int) -> Session:
    """The session, taken: whoever else wants seats of it waits. Call it inside a transaction."""
    try:
        return Session.objects.select_for_update(of=("self",)).get(pk=session)
    except Session.DoesNotExist:
        raise NotFound("There is no such session", remedy="Choose a date from the list") from None


def _booking(booking: int) -> Booking:
    try:
        return Booking.objects.select_related("person__user").get(pk=booking)
    except Booking.DoesNotExist:
        raise NotFound("There is no such booking", remedy="Look at your bookings") from None


def _take(run: Session, seats: int) -> None:
    run.taken += seats
    run.save(update_fields=["taken"])


def _end(found: Booking, run: Session, *, reason: str, now: datetime) -> None:
    if found.state == Booking.State.BOOKED:
        _take(run, -found.seats)
    found.state, found.reason, found.changed, found.shown = Booking.State.CANCELLED, reason, now, None
    found.save(update_fields=["state", "reason", "changed", "shown"])


def move_up(run: Session, *, by: str, now: datetime) -> None:
    """Give free seats to the head of the queue; a group that does not fit keeps its turn.

    Call it with the row of `locked_session`, inside the transaction that frees or adds the seats.
    """
    if run.cancelled or now >= run.starts:
        return
    for waiting in (
        run.bookings.filter(state=Booking.State.WAITING).select_related("person__user").order_by("made", "pk")
    ):
        if run.seats_left is not None and run.seats_left < waiting.seats:
            return
        waiting.state, waiting.changed = Booking.State.BOOKED, now
        waiting.save(update_fields=["state", "changed"])
        _take(run, waiting.seats)
        record_event(by=by, action="journeys.move_up", subject=f"booking {waiting.pk}")
        letters.write_booking("moved-up", waiting)
