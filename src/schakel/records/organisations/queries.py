"""Reads of organisations."""

from schakel.records.organisations.models import Organisation


def campuses() -> list[Organisation]:
    """The region's campuses that have a place, by name."""
    found = Organisation.objects.filter(kind=Organisation.Kind.CAMPUS, place__isnull=False, place__kind="municipality")
    return list(found.select_related("place").order_by("name"))
