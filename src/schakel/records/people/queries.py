"""Reads of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from schakel.records.accounts.models import User
from schakel.records.core.models import AuditEvent
from schakel.records.organisations.models import Membership, Organisation
from schakel.records.people.actions import subject_of
from schakel.records.people.models import Consent, Person, Profile, SavedRoute
from schakel.records.people.purposes import Purpose, purposes

LOOKS = ("people.look", "journeys.look")


def person_of(user: User) -> Person | None:
    """The person of an account, with the profile; None before they began."""
    return Person.objects.filter(user=user, profile__isnull=False).select_related("profile", "profile__place").first()


def profile_for(person: Person) -> Profile:
    """The profile with skills, languages, work and studies, in a fixed number of queries."""
    return (
        Profile.objects.select_related("place", "person")
        .prefetch_related("skills", "languages", "experiences")
        .get(person=person)
    )


def routes_of(person: Person) -> QuerySet[SavedRoute]:
    """The routes a person keeps, the latest first."""
    return SavedRoute.objects.filter(person=person).order_by("-saved", "-pk")


@dataclass(frozen=True, slots=True)
class Allowed:
    """A purpose and whether the person allows it; `older`: they said yes to older words."""

    purpose: Purpose
    since: datetime | None
    older: bool


def consents_of(person: Person) -> list[Allowed]:
    """Every purpose, with what the person said."""
    standing = {one.purpose: one for one in Consent.objects.filter(person=person, withdrawn=None).order_by("pk")}
    found = []
    for one in purposes():
        consent = standing.get(one.id)
        found.append(
            Allowed(one, consent.given if consent else None, consent is not None and consent.version != one.version)
        )
    return found


def allows(person: Person, purpose_id: str) -> bool:
    """Whether a person allows a purpose, now, in its present words."""
    return any(one.since and not one.older for one in consents_of(person) if one.purpose.id == purpose_id)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked: when, for which organisation, at what. `own`: the person themselves downloaded their data."""

    at: datetime
    organisation: str
    what: str


def looks_at(person: Person, *, also: Iterable[str] = ()) -> list[Look]:
    """Who looked at a person's data, the latest first; `also` are other subjects that are about them, such as requests."""
    about = Q(subject=subject_of(person)) | Q(subject__in=list(also))
    events = list(AuditEvent.objects.filter(about, action__in=LOOKS).order_by("-at", "-pk")[:500])
    keys = {event.actor.removeprefix("account ") for event in events if event.actor.startswith("account ")}
    by_actor = _organisations_of(keys)
    names = dict(Organisation.objects.order_by("slug").values_list("slug", "name")) if events else {}
    return [
        Look(
            event.at,
            names.get(str(event.details.get("organisation", "")), "") or by_actor.get(event.actor, ""),
            str(event.details.get("what") or event.subject.partition(" ")[0]),
        )
        for event in events
    ]


def _organisations_of(keys: set[str]) -> dict[str, str]:
    """For whom these accounts act now: of one with several roles, the first by name."""
    rows = Membership.objects.filter(user__key__in=keys).order_by("-organisation__name")
    return {f"account {key}": name for key, name in rows.values_list("user__key", "organisation__name")}
