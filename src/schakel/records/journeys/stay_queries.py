"""Reads for who comes to live or stay here: employers that work in a language, people who answer, days to come by."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from schakel.engine.regions.records_people import Contact
from schakel.records.core.region import current_region
from schakel.records.journeys.models import Ambassador
from schakel.records.offers.models import Offer, Session
from schakel.records.offers.queries import still_open, upcoming_sessions
from schakel.records.organisations.models import Organisation

LANGUAGES = ("en", "de")
KINDS = (
    Offer.Kind.VACANCY,
    Offer.Kind.INTERNSHIP,
    Offer.Kind.ASSIGNMENT,
    Offer.Kind.SHADOW_DAY,
    Offer.Kind.MENTORING,
    Offer.Kind.TEACHER_POST,
)
DAYS = (Offer.Kind.EVENT, Offer.Kind.SHADOW_DAY)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a newcomer asks for; empty is any. Without a language: English or German."""

    language: str = ""
    sector: str = ""
    municipality: str = ""
    kind: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        return (self.language,) if self.language else LANGUAGES


def employers(asked: Asked, *, today: date) -> QuerySet[Organisation]:
    """Organisations that say they work in the language, or have an open offer in it, by name.

    The municipality is that of the organisation, of one of its branches, or of such an offer.
    """
    offers = _offers(asked, today=today).filter(organisation=OuterRef("pk"))
    says = Q()
    for language in asked.languages:
        says |= Q(working_languages__contains=language)
    found = Organisation.objects.annotate(offers_it=Exists(offers))
    # Who only teaches offers no work: a school is here when it offers some.
    found = found.filter(Q(offers_it=True) | (says & Q(kind=Organisation.Kind.EMPLOYER)))
    if asked.kind:
        found = found.filter(offers_it=True)
    if asked.sector:
        found = found.filter(sector=asked.sector)
    if asked.municipality:
        branch = Organisation.branches.through.objects.filter(organisation=OuterRef("pk"), place=asked.municipality)
        here = offers.filter(place=asked.municipality)
        found = found.filter(Q(place=asked.municipality) | Exists(branch) | Exists(here))
    return found.select_related("place").order_by("name", "slug")


def _offers(asked: Asked, *, today: date) -> QuerySet[Offer]:
    kinds = [asked.kind] if asked.kind else list(KINDS)
    return Offer.objects.filter(still_open(today), kind__in=kinds, language__in=asked.languages)


def offers_of(organisations: Iterable[Organisation], asked: Asked, *, today: date) -> Mapping[int, Counter[str]]:
    """How many open offers in the language each of these organisations has, by kind; in one query."""
    found: dict[int, Counter[str]] = {one.pk: Counter() for one in organisations}
    rows = _offers(asked, today=today).filter(organisation__in=list(found)).order_by("pk")
    for organisation, kind in rows.values_list("organisation_id", "kind"):
        found[organisation or 0][kind] += 1
    return found


def first_offers(
    organisations: Iterable[Organisation], asked: Asked, *, today: date, most: int
) -> dict[int, list[Offer]]:
    """The first few of these offers per organisation, by title; in one query."""
    found: dict[int, list[Offer]] = {one.pk: [] for one in organisations}
    rows = _offers(asked, today=today).filter(organisation__in=list(found))
    for offer in rows.order_by("organisation_id", "title_en", "title_nl", "slug"):
        if len(found[offer.organisation_id or 0]) < most:
            found[offer.organisation_id or 0].append(offer)
    return found


def ambassadors(asked: Asked) -> QuerySet[Ambassador]:
    """People who said yes to being asked, of organisations that fit the question, by organisation and name."""
    speaks = Q()
    for language in asked.languages:
        speaks |= Q(languages__contains=language)
    found = Ambassador.objects.filter(speaks, agreed__isnull=False)
    if asked.sector:
        found = found.filter(organisation__sector=asked.sector)
    if asked.municipality:
        found = found.filter(organisation__place=asked.municipality)
    return found.select_related("organisation__place").order_by("organisation__name", "name", "pk")


def ambassador(key: UUID) -> Ambassador | None:
    """Somebody who can be asked; None before their yes and after their no."""
    found = Ambassador.objects.filter(key=key, agreed__isnull=False)
    return found.select_related("organisation").order_by("pk").first()


def ambassadors_of(organisation: Organisation) -> list[Ambassador]:
    """Those an organisation asked, whatever they said so far."""
    return list(Ambassador.objects.filter(organisation=organisation).order_by("name", "pk"))


def days(asked: Asked, *, now: datetime) -> QuerySet[Session]:
    """Open days and other dates of organisations, the first one first; of any language unless one is asked."""
    found = upcoming_sessions(now=now).filter(offer__kind__in=DAYS, offer__organisation__isnull=False, cancelled=None)
    if asked.language:
        found = found.filter(offer__language=asked.language)
    if asked.municipality:
        found = found.filter(place=asked.municipality)
    return found


def contacts(municipality: str = "") -> list[Contact]:
    """Who helps newcomers: those that serve a municipality (its code), or all."""
    region = current_region()
    if not municipality:
        return list(region.contacts)
    of = next((one.labour_market_region for one in region.municipalities if one.code == municipality), "")
    return [one for one in region.contacts if one.serves(municipality, of)]
