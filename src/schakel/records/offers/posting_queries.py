"""Reads of what organisations post."""

from uuid import UUID

from django.db.models import QuerySet

from schakel.records.offers.models import Offer, Posting, Session
from schakel.records.organisations.models import Organisation


def postings_of(organisation: Organisation) -> QuerySet[Posting]:
    """What an organisation posts, the last changed first."""
    return (
        Posting.objects.filter(organisation=organisation).select_related("offer", "place").order_by("-changed", "-pk")
    )


def posting_by_key(organisation: Organisation, key: UUID) -> Posting | None:
    """A posting of this organisation; None for one of another."""
    found = Posting.objects.select_related("organisation", "offer", "place")
    return found.filter(organisation=organisation, key=key).order_by("pk").first()


def posting_of(offer: Offer) -> Posting | None:
    """What an organisation itself wrote of an offer; None for offers out of the plan."""
    return Posting.objects.filter(offer=offer).select_related("organisation__place").order_by("pk").first()


def open_postings(organisation: Organisation) -> list[Posting]:
    """What an organisation has published now, by title."""
    found = Posting.objects.filter(organisation=organisation, state=Posting.State.PUBLISHED, offer__isnull=False)
    return list(found.select_related("offer").order_by("title", "pk"))


def days_of(posting: Posting) -> list[Session]:
    """The days of an offer, the first one first; cancelled ones too."""
    if posting.offer_id is None:
        return []
    return list(Session.objects.filter(offer_id=posting.offer_id).order_by("starts", "key"))
