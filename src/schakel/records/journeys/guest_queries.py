"""What a company reads of the days on which it receives guests. Who a guest is, it learns only from that guest."""

from datetime import datetime

from django.db.models import Case, DateTimeField, F, Q, QuerySet, Sum, When

from schakel.records.journeys.models import Booking, Reply
from schakel.records.offers.models import Offer, Session
from schakel.records.organisations.models import Organisation

# What guests come to at a company.
KINDS = (Offer.Kind.SHADOW_DAY, Offer.Kind.COMPANY_VISIT, Offer.Kind.MASTERCLASS, Offer.Kind.PLACEMENT)


def is_hosted(session: Session) -> bool:
    """Whether guests of this session come to a company, which knows their names only when they say so."""
    host = session.offer.organisation
    return host is not None and host.kind == Organisation.Kind.EMPLOYER and session.offer.kind in KINDS


def days_hosted(organisation: Organisation, *, now: datetime) -> QuerySet[Session]:
    """Its days: coming ones first, the next one on top, then those that were, the last one first.

    `came_seats` and `waiting` count seats: of who came, and in the queue.
    """
    seats = {"came_seats": Booking.State.ATTENDED, "waiting": Booking.State.WAITING}
    counts = {name: Sum("bookings__seats", filter=Q(bookings__state=state), default=0) for name, state in seats.items()}
    order = Case(When(starts__gte=now, then=F("starts")), default=None, output_field=DateTimeField())
    found = Session.objects.filter(offer__organisation=organisation, offer__kind__in=KINDS).annotate(**counts)
    return found.select_related("offer", "place").order_by(order.asc(nulls_last=True), "-starts", "key")


def day_hosted(organisation: Organisation, key: str, *, now: datetime) -> Session | None:
    """One of its days; None for one of another."""
    return days_hosted(organisation, now=now).filter(key=key).first()


def guests_of(session: Session) -> QuerySet[Booking]:
    """Who has a place or waits, in the order of asking; the person is read only where they show their name."""
    live = session.bookings.exclude(state=Booking.State.CANCELLED)
    return live.select_related("person", "school").order_by("made", "pk")


def told_by_host(session: Session) -> datetime | None:
    """When the host answered the three questions about this day."""
    found = Reply.objects.filter(letter__kind="host-again", letter__about="session", letter__number=session.pk)
    return found.order_by("at").values_list("at", flat=True).first()
