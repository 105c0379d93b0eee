"""Reads of the initiatives: search, filters with counts, one initiative."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from schakel.records.offers.models import Offer
from schakel.records.programme.models import (
    Initiative,
    InitiativeAudience,
    InitiativeLevel,
    InitiativeLine,
    InitiativePartner,
    InitiativeScope,
)

# What can be filtered on: the table of details and its field.
FACETS: dict[str, tuple[Any, str]] = {
    "audience": (InitiativeAudience, "code"),
    "level": (InitiativeLevel, "code"),
    "scope": (InitiativeScope, "code"),
    "line": (InitiativeLine, "line__slug"),
}
TEXTS = (
    "name",
    "summary_nl",
    "summary_en",
    "summary_de",
    "activities_text",
    "audience_text",
    "achieved_text",
    "expected_text",
    "address",
    "municipality",
)
Chosen = Mapping[str, Collection[str]]


def initiatives(*, text: str = "", chosen: Chosen | None = None) -> QuerySet[Initiative]:
    """The initiatives in the order of the plan: every word of `text` found, and of each facet one of the chosen values.

    `chosen` maps a name of FACETS to values; an empty facet lets everything through.
    """
    found = Initiative.objects.select_related("place").prefetch_related("audiences", "levels", "scopes", "lines__line")
    for word in text.split():
        condition = Q(
            pk__in=InitiativePartner.objects.filter(organisation__name__icontains=word).values("initiative_id")
        )
        for name in TEXTS:
            condition |= Q(**{f"{name}__icontains": word})
        found = found.filter(condition)
    for facet, values in (chosen or {}).items():
        if values:
            details, field = FACETS[facet]
            keys = details.objects.filter(**{f"{field}__in": list(values)}).values("initiative_id")
            found = found.filter(pk__in=keys)
    return found.order_by("position", "slug")


def initiative_counts(*, text: str = "", chosen: Chosen | None = None) -> dict[str, dict[str, int]]:
    """How many initiatives each value of each facet would give, with the text and the choices in the other facets."""
    counts = {}
    for facet, (details, field) in FACETS.items():
        others = {name: values for name, values in (chosen or {}).items() if name != facet}
        keys = initiatives(text=text, chosen=others).order_by().values("pk")
        rows = details.objects.filter(initiative__in=keys).values_list(field)
        counts[facet] = dict(rows.annotate(n=Count("initiative")).order_by(field))
    return counts


def facet_values() -> dict[str, list[str]]:
    """The values that occur, by facet."""
    return {
        facet: list(details.objects.order_by(field).values_list(field, flat=True).distinct())
        for facet, (details, field) in FACETS.items()
    }


def initiative(slug: str) -> Initiative | None:
    """One initiative with everything about it."""
    found = Initiative.objects.select_related("place").prefetch_related(
        "audiences", "levels", "scopes", "lines__line", "sublines__subline__line", "partners__organisation"
    )
    return found.filter(slug=slug).order_by("position").first()


def offers_of(slug: str) -> QuerySet[Offer]:
    """The offers that belong to an initiative."""
    return Offer.objects.filter(initiative=slug).select_related("organisation", "place").order_by("kind", "slug")
