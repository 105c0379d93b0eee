"""Reads of invitations, for the two sides."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Value, When

from schakel.records.journeys.hire_queries import known_to_employer
from schakel.records.journeys.models import Hire, Invitation, Milestone, Onboarding
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person

State = Invitation.State


def invitations_by(organisation: Organisation) -> QuerySet[Invitation]:
    """What an organisation asked: first who said yes and waits to be called, then who has not answered yet."""
    turn = Case(
        When(state=State.ACCEPTED, contacted=None, then=Value(0)), When(state=State.ASKED, then=Value(1)), default=2
    )
    found = Invitation.objects.filter(offer__organisation=organisation).select_related("offer", "person")
    return found.annotate(turn=turn, hired=_hired()).order_by("turn", "answer_by", "pk")


def _hired() -> Exists:
    """Whether a hire of the person by the organisation stands, after this invitation or after something else."""
    standing = Hire.objects.filter(ended=None, person=OuterRef("person"), organisation=OuterRef("offer__organisation"))
    return Exists(standing)


def invitation_of(organisation: Organisation, key: UUID) -> Invitation | None:
    """An invitation of this organisation; None for one of another."""
    found = Invitation.objects.filter(offer__organisation=organisation, key=key)
    return found.select_related("offer", "person").order_by("pk").first()


def invitations_for(person: Person) -> QuerySet[Invitation]:
    """What a person is asked: what waits for an answer first."""
    turn = Case(When(state=State.ASKED, then=Value(0)), When(state=State.ACCEPTED, then=Value(1)), default=2)
    found = Invitation.objects.filter(person=person).select_related("offer__organisation", "offer__place")
    return found.annotate(turn=turn, hired=_hired()).order_by("turn", "answer_by", "pk")


def invitation_for(person: Person, key: UUID) -> Invitation | None:
    """An invitation to this person; None for one to another."""
    return invitations_for(person).filter(key=key).first()


def open_for(person: Person, *, today: date) -> int:
    """How many invitations wait for the person's answer."""
    return Invitation.objects.filter(person=person, state=State.ASKED, answer_by__gte=today).count()


def asked_before(offers: list[int], people: list[int]) -> set[tuple[int, int]]:
    """Which of these people (numbers) were asked for which of these offers, whatever they said."""
    rows = Invitation.objects.filter(offer_id__in=offers, person_id__in=people).exclude(state=State.WITHDRAWN)
    return set(rows.order_by("pk").values_list("offer_id", "person_id"))


@dataclass(frozen=True, slots=True)
class CalledInTime:
    """Of the people who said yes: how many had to be called or written to by now, and how many were in time."""

    organisation: str
    due: int
    in_time: int


def called_in_time(organisations: list[int] | None = None, *, today: date) -> list[CalledInTime]:
    """Per organisation, by name; all of them, or those with these numbers."""
    due = Q(contact_by__lt=today) | Q(contacted__isnull=False)
    rows = Invitation.objects.filter(due, state=State.ACCEPTED)
    if organisations is not None:
        rows = rows.filter(offer__organisation__in=organisations)
    counted = (
        rows.values("offer__organisation_id", "offer__organisation__name")
        .annotate(due=Count("pk"), in_time=Count("pk", filter=Q(contacted__date__lte=F("contact_by"))))
        .order_by("offer__organisation__name", "offer__organisation_id")
    )
    return [CalledInTime(row["offer__organisation__name"], row["due"], row["in_time"]) for row in counted]


def onboardings_of(organisation: Organisation) -> QuerySet[Onboarding]:
    """The plans of people an organisation hired and who still let themselves be known, the latest first day first."""
    found = Onboarding.objects.filter(known_to_employer("hire__"), hire__organisation=organisation)
    left = Count("milestones", filter=Q(milestones__done=None))
    return (
        found.select_related("hire__person", "hire__offer")
        .annotate(left=left, next_day=Min("milestones__day", filter=Q(milestones__done=None)))
        .order_by("-starts", "-pk")
    )


def onboarding_by_key(organisation: Organisation, key: UUID) -> Onboarding | None:
    """A plan of this organisation; None for one of another, or when the person took the yes back."""
    return onboardings_of(organisation).filter(key=key).first()


def milestones_of(onboarding: Onboarding) -> list[Milestone]:
    """What stands in a plan, in order of time."""
    return list(onboarding.milestones.order_by("day", "pk"))


def onboardings_for(person: Person) -> list[Onboarding]:
    """The plans a person is in, with their milestones."""
    found = Onboarding.objects.filter(known_to_employer("hire__"), hire__person=person)
    steps = Prefetch("milestones", Milestone.objects.order_by("day", "pk"), to_attr="steps")
    return list(found.select_related("hire__organisation").prefetch_related(steps).order_by("-starts", "pk"))
