"""Reads of questions about offers: what an organisation has to answer, and what somebody asked."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from schakel.records.journeys.models import Enquiry
from schakel.records.offers.models import Offer, Posting, Session
from schakel.records.offers.queries import still_open
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person


def to_answer(organisation: Organisation, kind: str) -> QuerySet[Enquiry]:
    """Questions to an organisation: open ones first, the first to be answered on top."""
    waits = Case(When(state=Enquiry.State.ASKED, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Enquiry.objects.filter(offer__organisation=organisation, kind=kind).exclude(state=Enquiry.State.WITHDRAWN)
    return _whole(found).order_by(waits, "answer_by", "-answered", "pk")


def to_answer_by_key(organisation: Organisation, key: UUID) -> Enquiry | None:
    """One question to this organisation."""
    return _whole(Enquiry.objects.filter(offer__organisation=organisation, key=key)).order_by("pk").first()


def asked_by_school(school: Organisation) -> QuerySet[Enquiry]:
    """What a school asked for its teachers, the latest first."""
    return _whole(Enquiry.objects.filter(school=school)).order_by("-asked", "-pk")


def asked_by_person(person: Person) -> QuerySet[Enquiry]:
    """What a person asked, the latest first."""
    return _whole(Enquiry.objects.filter(person=person)).order_by("-asked", "-pk")


def open_of(offer: Offer, person: Person) -> Enquiry | None:
    """The question of a person about an offer that waits for an answer."""
    found = Enquiry.objects.filter(offer=offer, person=person, state=Enquiry.State.ASKED)
    return found.order_by("pk").first()


def for_teachers(school: Organisation, *, today: date, now: datetime, kind: str = "") -> QuerySet[Offer]:
    """What companies and other schools offer to teachers, with the dates that can be booked (`coming`); real ones first."""
    kinds = [kind] if kind in Posting.FOR_TEACHERS else list(Posting.FOR_TEACHERS)
    dates = Session.objects.filter(starts__gt=now, cancelled=None).exclude(book_until__lte=now)
    coming = Prefetch("sessions", dates.select_related("place").order_by("starts", "key"), to_attr="coming")
    found = Offer.objects.filter(still_open(today), kind__in=kinds, organisation__isnull=False)
    found = found.exclude(organisation=school).select_related("organisation", "place").prefetch_related(coming)
    return found.order_by("fictional", "kind", "title_nl", "title_en", "slug")


def for_teachers_by_slug(school: Organisation, slug: str, *, today: date, now: datetime) -> Offer | None:
    """One of these offers."""
    return for_teachers(school, today=today, now=now).filter(slug=slug).first()


def _whole(rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    return rows.select_related("offer__organisation", "person", "school")


def waiting_for(organisation: Organisation) -> dict[str, int]:
    """How many questions of each kind an organisation has to answer."""
    rows = Enquiry.objects.filter(Q(offer__organisation=organisation), state=Enquiry.State.ASKED)
    kinds = list(rows.order_by("pk").values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in Enquiry.Kind.values}
