"""Reads of journeys: where somebody stands, the inbox, what was answered in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When

from schakel.records.journeys.models import Booking, Referral, Request, RequestNote
from schakel.records.organisations.models import Organisation, Role


def bookings_of(person: int) -> QuerySet[Booking]:
    """A person's bookings, the next session first."""
    return (
        Booking.objects.filter(person_id=person)
        .select_related("session__offer__organisation", "session__place")
        .order_by("session__starts", "pk")
    )


def place_in_queue(booking: Booking) -> int | None:
    """How many stand at or before this booking in the queue (1 is next); None when it does not wait."""
    if booking.state != Booking.State.WAITING:
        return None
    before = Q(made__lt=booking.made) | Q(made=booking.made, pk__lte=booking.pk)
    return Booking.objects.filter(before, session_id=booking.session_id, state=Booking.State.WAITING).count()


def places_in_queue(bookings: Iterable[Booking]) -> dict[int, int]:
    """The same for many bookings at once, in one query: by the number of the booking, for those that wait."""
    sessions = {one.session_id for one in bookings if one.state == Booking.State.WAITING}
    waiting = Booking.objects.filter(session_id__in=sessions, state=Booking.State.WAITING).order_by("made", "pk")
    places: dict[int, int] = {}
    ahead: dict[int, int] = {}
    for pk, session in waiting.values_list("pk", "session_id"):
        ahead[session] = places[pk] = ahead.get(session, 0) + 1
    return places


def inbox(*, adviser: int | None = None) -> QuerySet[Request]:
    """Open requests, the one that is due first on top; of one adviser, or of all."""
    found = Request.objects.filter(state__in=Request.OPEN).select_related("place", "taken_by", "organisation")
    return (found if adviser is None else found.filter(taken_by_id=adviser)).order_by("answer_by", "pk")


def overdue(*, today: date) -> QuerySet[Request]:
    """Open requests that should have been answered."""
    return inbox().filter(answer_by__lt=today)


@dataclass(frozen=True, slots=True)
class AnsweredInTime:
    """Of the referrals to a partner that had to be answered by now: how many there were, how many were answered in time."""

    partner: int
    name: str
    due: int
    in_time: int


def answered_in_time(*, now: datetime) -> list[AnsweredInTime]:
    """Per partner: referrals whose answer date has passed, or that were answered, and those answered in time."""
    due = Q(answer_by__lt=now.date()) | Q(answered__isnull=False)
    rows = (
        Referral.objects.filter(due)
        .exclude(state=Referral.State.WITHDRAWN)
        .values("partner_id", "partner__name")
        .annotate(due=Count("pk"), in_time=Count("pk", filter=Q(answered__date__lte=F("answer_by"))))
        .order_by("partner__name", "partner_id")
    )
    return [AnsweredInTime(row["partner_id"], row["partner__name"], row["due"], row["in_time"]) for row in rows]


def request_by_key(key: UUID) -> Request | None:
    """The request somebody has the key of."""
    return Request.objects.select_related("offer").filter(key=key).order_by("pk").first()


def partner_of(request: Request) -> Organisation | None:
    """The partner that has it, or was asked to take it."""
    live = request.referrals.filter(state__in=[Referral.State.ASKED, Referral.State.ACCEPTED])
    found = live.select_related("partner").order_by("-asked", "-pk").first()
    return found.partner if found else None


def actions_due(*, adviser: int, today: date) -> QuerySet[Request]:
    """Requests of this adviser whose next action is today or was before."""
    return inbox(adviser=adviser).filter(next_action__lte=today).order_by("next_action", "pk")


def case_by_key(key: UUID) -> Request | None:
    """A request with all that its page shows."""
    found = Request.objects.select_related("offer", "place", "taken_by", "person")
    return found.filter(key=key).order_by("pk").first()


def notes_of(request: Request) -> list[RequestNote]:
    """The notes on a request, the first one first."""
    return list(request.notes.order_by("at", "pk"))


def referrals_of(request: Request) -> list[Referral]:
    """To whom a request was referred, the last one first."""
    return list(request.referrals.select_related("partner").order_by("-asked", "-pk"))


def referrals_for(partner: int) -> QuerySet[Referral]:
    """What a partner is asked; those to answer first on top, withdrawn ones left out."""
    waits = Case(When(state=Referral.State.ASKED, then=0), default=1)
    return (
        Referral.objects.filter(partner_id=partner)
        .exclude(state=Referral.State.WITHDRAWN)
        .select_related("request", "request__place", "partner")
        .annotate(waits=waits)
        .order_by("waits", "answer_by", "pk")
    )


def partners() -> QuerySet[Organisation]:
    """Organisations somebody acts for as a partner of the desk: only they can take a person over."""
    return Organisation.objects.filter(memberships__role=Role.PARTNER).distinct().order_by("name", "pk")


def requests_of(person: int) -> list[int]:
    """The numbers of the requests a person made."""
    return list(Request.objects.filter(person_id=person).order_by("pk").values_list("pk", flat=True))
