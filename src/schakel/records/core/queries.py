"""Reads of core."""

from django.db.models import QuerySet

from schakel.records.core.models import Place


def municipalities() -> QuerySet[Place]:
    """The municipalities of the region, by name."""
    return Place.objects.filter(kind=Place.Kind.MUNICIPALITY).order_by("name")


def places() -> QuerySet[Place]:
    """All places, those over the border too, by name."""
    return Place.objects.order_by("name", "code")
