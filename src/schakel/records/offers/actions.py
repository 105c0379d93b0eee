"""Writes of offers."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import formats, timezone, translation

from schakel.engine.regions import Region
from schakel.engine.regions.records_people import Training
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.records.core.actions import record_event
from schakel.records.core.models import Place
from schakel.records.offers import search
from schakel.records.offers.models import Offer, OfferDocument, OfferLevel, OfferOccupation, OfferSkill, Posting
from schakel.records.organisations.actions import place_by_name_or_code
from schakel.records.organisations.models import Organisation

SKILL = "urn:schakel:skill:"
OCCUPATION = "urn:schakel:occupation:"


@transaction.atomic
def load_region(*, by: str, region: Region) -> dict[str, int]:
    """Make the real offers equal to the trainings of the region folder; fictional ones stay."""
    places = {place.code: place for place in Place.objects.order_by("code")}
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.order_by("slug")}
    # What a school took over is written by the school: the source no longer speaks of it.
    taken_over = set(Posting.objects.filter(offer__isnull=False).order_by("pk").values_list("offer__slug", flat=True))
    trainings = [training for training in region.trainings if training.id not in taken_over]
    offers = [_offer(training, places, organisations) for training in trainings]
    _keep_own_terms(offers)
    fields = [field.name for field in Offer._meta.concrete_fields if field.name not in ("id", "slug", "fictional")]
    Offer.objects.bulk_create(offers, update_conflicts=True, unique_fields=["slug"], update_fields=fields)
    # What an organisation posted itself came in through the site: the region folder does not take it away.
    gone = Offer.objects.filter(fictional=False, posting__isnull=True).exclude(slug__in=[one.slug for one in offers])
    for offer in gone.order_by("pk"):
        _remove(offer)
    _load_details(trainings)
    record_event(by=by, action="offers.load_region", details={"trainings": len(offers)})
    return {"trainings": len(region.trainings)}


def _remove(offer: Offer) -> None:
    """Take an offer away; one that people booked stays for them, but is no longer open."""
    try:
        with transaction.atomic():
            offer.delete()
    except ProtectedError:
        Offer.objects.filter(pk=offer.pk).update(published_until=timezone.localdate() - timedelta(days=1))


def _offer(training: Training, places: dict[str, Place], organisations: dict[str, Organisation]) -> Offer:
    return Offer(
        slug=training.id,
        kind=training.kind,
        title_nl=training.title.nl,
        title_en=training.title.en,
        title_de=training.title.de,
        organisation=organisations.get(training.partner),
        initiative=training.initiative,
        place=place_by_name_or_code(training.place, places) if training.place else None,
        language=training.language,
        weeks=_whole(training.weeks),
        hours_min=_whole(training.hours_per_week),
        hours_max=_whole(training.hours_per_week),
        price=training.price_eur,
        entry=training.entry_nl,
        start_text=_start(training),
        note=training.note_nl,
        where=training.where or training.source,
        basis=training.teaches_basis,
        verified=training.verified,
    )


def _keep_own_terms(offers: list[Offer]) -> None:
    """What a provider itself said of price and entry stands, whatever the source says."""
    told = {one.slug: one for one in Offer.objects.filter(own_terms__isnull=False).order_by("slug")}
    for offer in offers:
        if offer.slug in told:
            own = told[offer.slug]
            offer.price, offer.entry, offer.own_terms = own.price, own.entry, own.own_terms


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else round(value)


def _start(training: Training) -> str:
    """The start as the source says it; a date is written out in Dutch, like the rest of the source."""
    if not training.start:
        return ""
    if isinstance(training.start, str):
        return training.start
    with translation.override("nl"):
        return formats.date_format(training.start)


def _load_details(trainings: Sequence[Training]) -> None:
    """Levels, skills and occupations of the real offers, made anew."""
    plain = Offer.objects.filter(fictional=False, posting__isnull=True)
    offers = {offer.slug: offer for offer in plain.order_by("slug")}
    for model in (OfferLevel, OfferSkill, OfferOccupation):
        model.objects.filter(offer__in=plain).delete()
    pairs = [(offers[training.id], training) for training in trainings]
    OfferLevel.objects.bulk_create(
        [OfferLevel(offer=offer, level=training.level) for offer, training in pairs if training.level]
    )
    OfferSkill.objects.bulk_create(
        [
            OfferSkill(offer=offer, uri=SKILL + skill, role=OfferSkill.Role.TEACHES)
            for offer, training in pairs
            for skill in dict.fromkeys(training.teaches)
        ]
    )
    OfferOccupation.objects.bulk_create(
        [
            OfferOccupation(offer=offer, uri=OCCUPATION + goal)
            for offer, training in pairs
            for goal in dict.fromkeys(training.prepares_for)
        ]
    )


@transaction.atomic
def refresh_search(*, by: str, taxonomy: Taxonomy) -> int:
    """Make the search documents of all offers anew; returns how many there are."""
    skills: dict[int, list[str]] = {}
    for offer_id, uri in OfferSkill.objects.order_by("offer_id", "pk").values_list("offer_id", "uri"):
        skills.setdefault(offer_id, []).append(uri)
    for offer_id, uri in OfferOccupation.objects.order_by("offer_id", "uri").values_list("offer_id", "uri"):
        skills.setdefault(offer_id, []).append(uri)
    offers = Offer.objects.select_related("organisation", "place").order_by("pk")
    rows = [(offer.pk, search.document(_texts(offer, skills.get(offer.pk, []), taxonomy))) for offer in offers]
    OfferDocument.objects.all().delete()
    OfferDocument.objects.bulk_create([OfferDocument(offer_id=pk, text=text) for pk, text in rows], batch_size=2000)
    search.index_all(rows)
    record_event(by=by, action="offers.refresh_search", details={"documents": len(rows)})
    return len(rows)


def refresh_search_of(*, offer: Offer, taxonomy: Taxonomy) -> None:
    """Make the search document of one offer anew, inside the transaction of what changed it."""
    uris = [*offer.skills.order_by("pk").values_list("uri", flat=True)]
    uris += offer.occupations.order_by("uri").values_list("uri", flat=True)
    text = search.document(_texts(offer, uris, taxonomy))
    OfferDocument.objects.update_or_create(offer=offer, defaults={"text": text})
    search.index_one(offer.pk, text)


def _texts(offer: Offer, uris: list[str], taxonomy: Taxonomy) -> list[str]:
    """Everything an offer may be found by."""
    own = [
        offer.title_nl,
        offer.title_en,
        offer.title_de,
        offer.summary_nl,
        offer.summary_en,
        offer.summary_de,
        offer.initiative.replace("-", " "),
    ]
    own += [offer.organisation.name if offer.organisation else "", offer.place.name if offer.place else ""]
    own += search.words().kinds.get(offer.kind, [])
    known = [uri for uri in uris if uri in taxonomy.skills or uri in taxonomy.occupations]
    return own + [taxonomy.label(uri, language) for uri in known for language in search.LANGUAGES]
