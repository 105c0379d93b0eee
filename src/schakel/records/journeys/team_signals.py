"""What happens elsewhere and changes teams: a consent taken back, an assignment, company or school removed."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import pre_delete
from django.utils import timezone

BY = "signal teams"


def connect() -> None:
    """Listen. Called once, when the site starts."""
    from schakel.records.people.purposes import consent_withdrawn

    consent_withdrawn.connect(_consent_withdrawn, dispatch_uid="journeys.teams_consent")
    pre_delete.connect(_offer_goes, sender="offers.Offer", dispatch_uid="journeys.teams_offer")
    pre_delete.connect(_organisation_goes, sender="organisations.Organisation", dispatch_uid="journeys.teams_school")


def _consent_withdrawn(person: Any, purpose: str, now: Any, by: str, **_rest: Any) -> None:
    from schakel.records.journeys.actions import team_places

    if purpose == team_places.PURPOSE:
        team_places.consent_withdrawn(person=person, by=by, now=now)


def _offer_goes(instance: Any, **_rest: Any) -> None:
    if instance.kind == "assignment":
        _company_goes(Q(offer=instance))


def _organisation_goes(instance: Any, **_rest: Any) -> None:
    from schakel.records.journeys.actions import team_places
    from schakel.records.journeys.models import RoundAssignment

    _company_goes(Q(company=instance))
    for team in RoundAssignment.objects.filter(school=instance).select_related("round").order_by("pk"):
        team_places.school_gone(team=team)


def _company_goes(which: Q) -> None:
    from schakel.records.journeys.actions import team_results
    from schakel.records.journeys.models import RoundAssignment

    team_results.companies_gone(RoundAssignment.objects.filter(which), by=BY, now=timezone.now())
