"""What a school reads of its own: offers, sessions, who is booked, its groups; and the answers of all schools."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, DateTimeField, F, Min, Q, QuerySet, Sum, When

from schakel.records.journeys.models import Accreditation, Booking
from schakel.records.offers.models import Offer, Session
from schakel.records.organisations.models import Organisation


def offers_of(school: Organisation, *, now: datetime) -> QuerySet[Offer]:
    """The school's own offers: those with a coming session first, by date; `coming` and `next_start` say how many."""
    ahead = Q(sessions__starts__gte=now, sessions__cancelled=None)
    return (
        Offer.objects.filter(organisation=school)
        .annotate(coming=Count("sessions", filter=ahead), next_start=Min("sessions__starts", filter=ahead))
        .order_by(F("next_start").asc(nulls_last=True), "title_nl", "slug")
    )


def offer_of(school: Organisation, slug: str) -> Offer | None:
    """One of its own offers; None for one of another."""
    return Offer.objects.select_related("organisation").filter(organisation=school, slug=slug).order_by("pk").first()


def sessions_of(offer: Offer, *, now: datetime) -> QuerySet[Session]:
    """The sessions of an offer: coming ones first, the next one on top, then those that were, the last one first.

    `waiting` says how many seats are asked in the queue.
    """
    coming = When(starts__gte=now, then=F("starts"))
    queue = Sum("bookings__seats", filter=Q(bookings__state=Booking.State.WAITING), default=0)
    return (
        offer.sessions.select_related("place")
        .annotate(waiting=queue)
        .order_by(Case(coming, default=None, output_field=DateTimeField()).asc(nulls_last=True), "-starts", "key")
    )


def session_of(school: Organisation, key: str) -> Session | None:
    """A session of one of its own offers."""
    found = Session.objects.filter(key=key, offer__organisation=school)
    return found.select_related("offer__organisation", "place").order_by("pk").first()


def bookings_on(session: Session) -> QuerySet[Booking]:
    """Who has a place or waits, in the order of asking; cancelled ones left out."""
    live = session.bookings.exclude(state=Booking.State.CANCELLED)
    return live.select_related("person", "school").order_by("made", "pk")


def groups_of(school: Organisation) -> QuerySet[Booking]:
    """The group bookings of a school, the latest session first."""
    found = Booking.objects.filter(school=school).select_related("session__offer__organisation", "session__place")
    return found.order_by("-session__starts", "pk")


def bookable(*, now: datetime, kinds: Sequence[str] = ()) -> QuerySet[Session]:
    """Sessions a group can still book, the first one first."""
    found = Session.objects.filter(starts__gt=now, cancelled=None).exclude(book_until__lte=now)
    found = found.filter(offer__kind__in=kinds) if kinds else found
    return found.select_related("offer__organisation", "place").order_by("starts", "key")


def bookable_by_key(key: str) -> Session | None:
    """A session with what the page of booking a group shows."""
    return Session.objects.select_related("offer__organisation", "place").filter(key=key).order_by("pk").first()


def group_by_key(school: Organisation, key: UUID) -> Booking | None:
    """A group booking of this school."""
    return groups_of(school).filter(key=key).first()


def accreditations(*, country: str = "", state: str = "", text: str = "") -> QuerySet[Accreditation]:
    """The questions of all schools, the last changed first."""
    found = Accreditation.objects.select_related("school").order_by("-changed", "-pk")
    found = found.filter(country=country) if country else found
    found = found.filter(state=state) if state else found
    words = Q(programme__icontains=text) | Q(host__icontains=text) | Q(body__icontains=text)
    return found.filter(words) if text else found


def accreditation_by_key(key: UUID) -> Accreditation | None:
    """One question, of whichever school."""
    return Accreditation.objects.select_related("school").filter(key=key).order_by("pk").first()
