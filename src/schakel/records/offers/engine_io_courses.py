"""What schools wrote themselves, from rows to the offers and programmes that advice and routes know."""

import math
from datetime import date, datetime

from django.db.models import Prefetch

from schakel.engine.advice.programmes import programmes_shape
from schakel.engine.advice.types import AdviceOffer
from schakel.engine.routing import RouteOffer, RouteSession
from schakel.engine.routing.prior import Curriculum, Module, PriorRule
from schakel.records.offers.models import CourseModule, Offer, OfferLevel, OfferSkill, Posting, PriorLearning, Session
from schakel.records.offers.queries import still_open
from schakel.records.people.engine_io.linking import skill_uri_of
from schakel.records.people.engine_io.parts import SchoolCourses, matching_rules

# What one follows to learn an occupation. A day at a DOE-lab is no step of a route.
KINDS = (
    Offer.Kind.PROGRAMME,
    Offer.Kind.MODULE,
    Offer.Kind.COURSE,
    Offer.Kind.SWITCH_TRACK,
    Offer.Kind.WORK_LEARN,
)
# More are not laid beside a profile while somebody waits.
COURSES_MOST = 500


def school_courses(*, now: datetime, only: Offer | None = None) -> SchoolCourses:
    """What schools publish now, in a fixed number of queries; `only`: just this one."""
    rows = _rows(now.date(), now)
    rows = rows.filter(pk=only.pk) if only is not None else rows
    offers = list(rows.order_by("fictional", "slug")[:COURSES_MOST])
    return SchoolCourses(
        offers=tuple(advice_offer(one) for one in offers),
        curricula={one.slug: curriculum for one in offers if (curriculum := curriculum_of(one)) is not None},
        fictional=frozenset(one.slug for one in offers if one.fictional),
    )


def programmes_now(*, now: datetime) -> dict[str, object]:
    """What schools publish now as a file for the commands; what is made up stays out."""
    found = school_courses(now=now)
    real = [one for one in found.offers if one.route.id not in found.fictional]
    return programmes_shape(real, found.curricula)


def _rows(today: date, now: datetime):  # type: ignore[no-untyped-def] # a queryset with prefetched attributes
    modules = Prefetch("posting__modules", CourseModule.objects.order_by("number", "pk"), to_attr="in_order")
    keys = Prefetch("modules", CourseModule.objects.order_by("number", "pk"))
    rules = Prefetch(
        "posting__exemptions", PriorLearning.objects.order_by("pk").prefetch_related(keys), to_attr="in_force"
    )
    taught = OfferSkill.objects.filter(role=OfferSkill.Role.TEACHES).order_by("pk")
    dates = Session.objects.filter(starts__gt=now, cancelled=None).order_by("starts", "key")
    found = Offer.objects.filter(still_open(today), kind__in=KINDS, posting__state=Posting.State.PUBLISHED)
    return found.select_related("organisation", "posting").prefetch_related(
        modules,
        rules,
        Prefetch("skills", taught, to_attr="taught"),
        Prefetch("levels", OfferLevel.objects.order_by("level"), to_attr="at"),
        Prefetch("sessions", dates, to_attr="coming"),
    )


def advice_offer(offer: Offer) -> AdviceOffer:
    """An offer as advice and routes know it. What is not known stays unknown."""
    levels = [one.level for one in offer.at]  # type: ignore[attr-defined]
    titles = {language: getattr(offer, f"title_{language}") for language in ("nl", "en", "de")}
    first = next((title for title in titles.values() if title), offer.slug)
    route = RouteOffer(
        id=offer.slug,
        teaches=tuple(one.uri for one in offer.taught),  # type: ignore[attr-defined]
        sessions=tuple(_session(one) for one in offer.coming),  # type: ignore[attr-defined]
        weeks=offer.weeks,
        hours_per_week=offer.hours_max,
        price_eur=None if offer.price is None else math.ceil(offer.price),
        size=matching_rules().route_size.get(offer.kind, 1),
        labels={language: title or first for language, title in titles.items()},
        place=offer.place_id,
        language=offer.language or None,
        kind=offer.kind,
        provider=offer.organisation.slug if offer.organisation else "",
        facts={"offer.level": levels[0]} if levels else {},
    )
    return AdviceOffer(
        route=route,
        kind=offer.kind,
        provider=offer.organisation.name if offer.organisation else "",
        level=levels[0] if levels else "",
        entry=offer.entry,
        note=offer.note,
        start_text=offer.start_text,
        verified=offer.verified,
    )


def _session(run: Session) -> RouteSession:
    return RouteSession(run.key, run.starts.date(), run.seats_left)


def curriculum_of(offer: Offer) -> Curriculum | None:
    """The modules and rules of an offer; None when it has no modules."""
    rows = offer.posting.in_order  # type: ignore[attr-defined] # prefetched
    if not rows:
        return None
    return Curriculum(
        offer=offer.slug,
        price=offer.price,
        weeks=offer.weeks,
        modules=tuple(
            Module(
                key=str(one.key),
                title=one.title,
                hours=one.hours,
                price=one.price,
                teaches=tuple(uri for id_ in one.teaches if (uri := skill_uri_of(id_))),
            )
            for one in rows
        ),
        rules=tuple(_rule(one) for one in offer.posting.in_force),  # type: ignore[attr-defined] # prefetched
        language=offer.posting.language,
    )


def _rule(row: PriorLearning) -> PriorRule:
    return PriorRule(
        modules=tuple(str(one.key) for one in row.modules.all()),
        source=row.source,
        level=row.level,
        studies=tuple(name.strip().casefold() for name in row.studies.split(",") if name.strip()),
        skills={uri: level for id_, level in row.skills if (uri := skill_uri_of(id_))},
        tier=row.tier,
        occupation=row.occupation,
        years=row.years or 1,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
