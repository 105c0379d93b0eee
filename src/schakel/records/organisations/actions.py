"""Writes of organisations."""

from collections.abc import Mapping
from contextlib import suppress

from django.db import transaction
from django.db.models import ProtectedError

from schakel.engine.regions import Region
from schakel.records.core.actions import record_event
from schakel.records.core.models import Place
from schakel.records.organisations.models import Organisation


def place_by_name_or_code(value: str, places: Mapping[str, Place]) -> Place | None:
    """The place a text of the region folder names, or None for one outside the region."""
    return places.get(value) or next((place for place in places.values() if place.name == value), None)


@transaction.atomic
def load_region(*, by: str, region: Region) -> dict[str, int]:
    """Make the organisations equal to the partners of the region folder; fictional ones stay."""
    places = {place.code: place for place in Place.objects.order_by("code")}
    # Who filled in a page of their own keeps the address they gave.
    own = dict(Organisation.objects.exclude(kvk="").order_by("slug").values_list("slug", "website"))
    rows = [
        Organisation(
            slug=partner.id,
            name=partner.name,
            kind=partner.kind,
            place=place_by_name_or_code(partner.municipality, places),
            website=own[partner.id]
            if own.get(partner.id)
            else partner.website
            if partner.website.startswith("http")
            else f"https://{partner.website}"
            if partner.website
            else "",
            about=partner.about_nl,
            role=partner.role_nl,
            consortium=partner.consortium,
            where=partner.where or partner.source,
        )
        for partner in region.partners
    ]
    fields = ["name", "kind", "place", "website", "about", "role", "consortium", "where"]
    Organisation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=fields)
    # An organisation somebody acts for came in through the site: the region folder does not take it away.
    gone = Organisation.objects.filter(fictional=False, memberships__isnull=True)
    for one in gone.exclude(slug__in=[row.slug for row in rows]).order_by("slug"):
        _remove(one)
    record_event(by=by, action="organisations.load_region", details={"organisations": len(rows)})
    return {"organisations": len(rows)}


def _remove(organisation: Organisation) -> None:
    """Take an organisation away; one where people booked, or that was asked to help somebody, stays for them."""
    with suppress(ProtectedError), transaction.atomic():
        organisation.delete()
