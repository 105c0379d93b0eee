"""Reads of what organisations post."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from schakel.records.offers.models import CourseModule, Offer, Posting, PriorLearning, Session
from schakel.records.organisations.models import Organisation


def postings_of(organisation: Organisation) -> QuerySet[Posting]:
    """What an organisation posts as an employer, the last changed first."""
    found = Posting.objects.filter(organisation=organisation, kind__in=Posting.KINDS)
    return found.select_related("offer", "place").order_by("-changed", "-pk")


def posting_by_key(organisation: Organisation, key: UUID, *, kinds: Sequence[str] = Posting.KINDS) -> Posting | None:
    """A posting of this organisation, of one of these kinds; None for one of another."""
    found = Posting.objects.select_related("organisation", "offer", "place")
    return found.filter(organisation=organisation, key=key, kind__in=kinds).order_by("pk").first()


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


def drafts_of(school: Organisation) -> list[Posting]:
    """What a school began and did not publish, the last changed first."""
    found = Posting.objects.filter(organisation=school, kind__in=Posting.SCHOOL_KINDS, state=Posting.State.DRAFT)
    return list(found.order_by("-changed", "-pk"))


def modules_of(posting: Posting) -> list[CourseModule]:
    """The modules of a programme in their order, each with what one needs first."""
    return list(posting.modules.prefetch_related("needs").order_by("number", "pk"))


def rules_of(posting: Posting) -> list[PriorLearning]:
    """Who is exempt from which modules, in the order they were written."""
    return list(posting.exemptions.prefetch_related("modules").order_by("pk"))
