"""Reads of hires, for the two sides."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from schakel.records.journeys.actions.hiring import UNDO_WITHIN, After
from schakel.records.journeys.models import Booking, DrawEntry, Hire, Invitation
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person

CHOICES_MOST = 100


def known_to_employer(prefix: str = "") -> Q:
    """Hires of which the employer knows the name: the yes stands, the student shows it, or the person told it."""
    yes = Q(**{f"{prefix}invitation__state": Invitation.State.ACCEPTED})
    shown = Q(**{f"{prefix}entry__shown__isnull": False})
    return yes | shown | Q(**{f"{prefix}told_by": Hire.By.PERSON})


def hires_of(organisation: Organisation) -> QuerySet[Hire]:
    """Whom an organisation hired, the last one first; what was taken back is left out, what is not so stays in."""
    found = Hire.objects.filter(known_to_employer(), organisation=organisation).exclude(ending=Hire.Ending.UNDONE)
    return found.select_related("person", "offer", "onboarding").order_by("-told", "-pk")


def hire_of(organisation: Organisation, key: UUID) -> Hire | None:
    """A hire of this organisation; None for one of another."""
    return hires_of(organisation).filter(key=key).first()


def hires_for(person: Person) -> QuerySet[Hire]:
    """What was told of a person, the last one first."""
    return Hire.objects.filter(person=person).select_related("organisation", "offer").order_by("-told", "-pk")


def hire_for(person: Person, key: UUID) -> Hire | None:
    """A hire of this person; None for one of another."""
    return hires_for(person).filter(key=key).first()


def can_undo(hire: Hire, told_by: str, *, now: datetime) -> bool:
    """Whether this side may still take it back."""
    return hire.ended is None and hire.told_by == told_by and now <= hire.told + UNDO_WITHIN


def choices_for(person: Person, *, now: datetime) -> dict[str, tuple[After, str, Offer]]:
    """What a person can say they were hired after: by the key of it, with the organisation's name and the offer."""
    seated = [Booking.State.BOOKED, Booking.State.ATTENDED]
    hired = Hire.objects.filter(person=person, ended=None).values("organisation_id")
    yes = Invitation.objects.filter(person=person, state=Invitation.State.ACCEPTED)
    yes = yes.exclude(offer__organisation__in=hired).select_related("offer__organisation")
    days = Booking.objects.filter(person=person, state__in=seated, session__starts__lte=now)
    days = days.filter(session__offer__organisation__isnull=False).exclude(session__offer__organisation__in=hired)
    days = days.select_related("session__offer__organisation").order_by("-session__starts", "-pk")
    places = DrawEntry.objects.filter(
        person=person, returned=None, withdrawn=None, place__offer__organisation__isnull=False
    )
    places = places.exclude(place__offer__organisation__in=hired).select_related("place__offer__organisation")
    found: list[tuple[str, Invitation | Booking | DrawEntry, Offer | None]] = [
        *(("invitation", row, row.offer) for row in yes.order_by("-asked", "-pk")[:CHOICES_MOST]),
        *(("booking", row, row.session.offer) for row in days[:CHOICES_MOST]),
        *(("entry", row, row.place.offer if row.place else None) for row in places.order_by("-made")[:CHOICES_MOST]),
    ]
    return {
        f"{kind}-{row.key}": (After(kind, row.pk), offer.organisation.name, offer)
        for kind, row, offer in found
        if offer is not None and offer.organisation is not None
    }


def internship_of(organisation: Organisation, key: UUID) -> DrawEntry | None:
    """A student with a place at this organisation who shows their name to it; None for any other."""
    found = DrawEntry.objects.filter(key=key, shown__isnull=False, returned=None, withdrawn=None)
    found = found.filter(place__offer__organisation=organisation)
    return found.select_related("person", "place__offer").order_by("pk").first()


def hired_entries(entries: list[int]) -> set[int]:
    """Which of these parts in a draw (numbers) ended in a hire that stands."""
    rows = Hire.objects.filter(entry__in=entries, ended=None).order_by("pk")
    return {number for number in rows.values_list("entry_id", flat=True) if number}
