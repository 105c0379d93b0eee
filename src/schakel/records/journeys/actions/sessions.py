"""A school keeps its own offers: price and entry, dates and seats. Seats that come free go to who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.actions.bookings import locked_session, move_up
from schakel.records.journeys.models import Booking
from schakel.records.journeys.validators import checked_text
from schakel.records.offers.models import Offer, Posting, Session
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks


@dataclass(frozen=True, slots=True)
class Terms:
    """What one pays (None is unknown) and needs to start."""

    price: Decimal | None
    entry: str


@dataclass(frozen=True, slots=True)
class Plan:
    """When, where and for how many. `capacity` None: the number of seats is not known."""

    starts: datetime
    ends: datetime | None = None
    book_until: datetime | None = None
    place: str | None = None
    capacity: int | None = None


def terms_mark(offer: Offer) -> str:
    """What a page writes down of the terms it shows; another mark later says that a colleague changed them."""
    return offer.own_terms.isoformat() if offer.own_terms else "source"


def plan_of(session: Session) -> Plan:
    return Plan(session.starts, session.ends, session.book_until, session.place_id, session.capacity)


def plan_mark(session: Session) -> str:
    """The same for a session: when, where and for how many, in one line."""
    plan = plan_of(session)
    moments = [one.isoformat() if one else "" for one in (plan.starts, plan.ends, plan.book_until, session.cancelled)]
    return "|".join([*moments, plan.place or "", "" if plan.capacity is None else str(plan.capacity)])


@transaction.atomic
def change_terms(*, offer: int, mark: str, told: Terms, by: str, now: datetime) -> Offer:
    """The provider says what one pays and needs; from now on the source no longer overwrites it."""
    found = Offer.objects.select_for_update(of=("self",)).filter(pk=offer).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such offer", remedy="Look in your list")
    if told.price is not None and told.price < 0:
        raise InputError("A price is not below zero", place="price", remedy="Fill in 0 or more")
    entry = checked_text(told.entry, place="entry", needed=False)
    # A second click on the same button changes nothing, and is no conflict.
    if (found.price, found.entry) == (told.price, entry):
        return found
    if terms_mark(found) != mark:
        raise _changed(f"offer {found.slug}")
    found.price, found.entry, found.own_terms = told.price, entry, now
    found.save(update_fields=["price", "entry", "own_terms"])
    # What the school writes itself says the same.
    own = Posting.objects.filter(offer=found)
    own.update(price=told.price, entry=entry, changed=now, version=F("version") + 1)
    record_event(by=by, action="journeys.change_terms", subject=found.slug)
    return found


@transaction.atomic
def add_session(*, offer: int, plan: Plan, by: str, now: datetime) -> Session:
    """A new date of an offer. The same start and place again gives the session there already is."""
    # The row of the offer is taken, so that a double click cannot make two.
    found = Offer.objects.select_for_update(of=("self",)).filter(pk=offer).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such offer", remedy="Look in your list")
    _check_plan(plan, now)
    there = found.sessions.filter(starts=plan.starts, place_id=plan.place, cancelled=None).order_by("pk").first()
    if there is not None:
        return there
    key = f"{found.slug[:80]}-{plan.starts:%Y%m%d}-{uuid4().hex[:8]}"
    made = Session.objects.create(
        offer=found,
        key=key,
        starts=plan.starts,
        ends=plan.ends,
        book_until=plan.book_until,
        place_id=plan.place,
        capacity=plan.capacity,
        fictional=found.fictional,
    )
    record_event(by=by, action="journeys.add_session", subject=made.key, details={"seats": plan.capacity})
    return made


@transaction.atomic
def change_session(*, session: int, mark: str, plan: Plan, by: str, now: datetime) -> Session:
    """Another date, place or number of seats; more seats go to who waits longest at once."""
    run = locked_session(session)
    if plan == plan_of(run) and not run.cancelled:
        return run
    if plan_mark(run) != mark:
        raise _changed(f"session {run.key}")
    if run.cancelled or run.starts <= now:
        raise Conflict("This session is over or cancelled", place=run.key, remedy="Add a new date")
    _check_plan(plan, now)
    if plan.capacity is not None and plan.capacity < run.taken:
        raise InputError(
            f"{run.taken} seats are taken", place="capacity", remedy=f"Choose {run.taken} or more, or cancel bookings"
        )
    # A form knows minutes only: seconds are no other time.
    moved = (_minute(plan.starts), plan.place) != (_minute(run.starts), run.place_id)
    run.starts, run.ends, run.book_until = plan.starts, plan.ends, plan.book_until
    run.place_id, run.capacity = plan.place, plan.capacity
    run.save(update_fields=["starts", "ends", "book_until", "place", "capacity"])
    record_event(by=by, action="journeys.change_session", subject=run.key, details={"seats": plan.capacity})
    if moved:
        # Who has a place must know. Moved twice is told twice, back and forth is not.
        having = run.bookings.filter(state=Booking.State.BOOKED).select_related("person__user").order_by("pk")
        letters.write_bookings("date-changed", list(having), episode=f"{plan.starts:%y%m%d%H%M}")
    move_up(run, by=by, now=now)
    return run


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _check_plan(plan: Plan, now: datetime) -> None:
    if plan.starts <= now:
        raise InputError("This date is past", place="starts", remedy="Choose a later date")
    if plan.ends is not None and plan.ends <= plan.starts:
        raise InputError("It ends before it starts", place="ends", remedy="Choose a later end")
    if plan.book_until is not None and plan.book_until > plan.starts:
        raise InputError("Booking closes after the start", place="book_until", remedy="Choose an earlier day")


def _changed(place: str) -> Conflict:
    return Conflict(
        "A colleague changed this in the meantime", place=place, remedy="Look at it again, then send your change"
    )


def looked_at_bookings(shown: Sequence[Booking], *, school: Organisation, by: str) -> None:
    """Names of people were shown to the school that runs it: written down, so that each of them can see it."""
    people = [one.person for one in shown if one.person is not None]
    log_looks(organisation=school, people=people, what="booking", by=by)
