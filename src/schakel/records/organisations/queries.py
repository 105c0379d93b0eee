"""Reads of organisations."""

from datetime import datetime

from django.db.models import QuerySet

from schakel.records.accounts.models import User
from schakel.records.organisations.models import Invitation, Membership, Organisation


def campuses() -> list[Organisation]:
    """The region's campuses that have a place, by name."""
    found = Organisation.objects.filter(kind=Organisation.Kind.CAMPUS, place__isnull=False, place__kind="municipality")
    return list(found.select_related("place").order_by("name"))


def memberships_of(user: User) -> QuerySet[Membership]:
    """For whom an account acts, and as what."""
    return (
        Membership.objects.filter(user=user).select_related("organisation").order_by("organisation__name", "role", "pk")
    )


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Who acts for an organisation."""
    return Membership.objects.filter(organisation=organisation).select_related("user").order_by("role", "user__email")


def open_invitations(organisation: Organisation, *, now: datetime) -> QuerySet[Invitation]:
    """Invitations nobody took up yet, the latest first."""
    found = Invitation.objects.filter(organisation=organisation, accepted=None, withdrawn=None, expires__gt=now)
    return found.order_by("-made", "-pk")
