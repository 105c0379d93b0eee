"""Reads of offers and sessions."""

from datetime import datetime

from django.db.models import QuerySet

from schakel.records.offers.models import Session


def upcoming_sessions(*, now: datetime) -> QuerySet[Session]:
    """Sessions that have not begun, the first one first, with their offer and place."""
    return Session.objects.filter(starts__gte=now).select_related("offer", "offer__organisation", "place").order_by("starts", "key")
