"""Reads of offers and sessions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from schakel.records.offers.models import Offer, OfferLevel, OfferSkill, Session
from schakel.records.offers.search import search

# Nobody pays for work: a vacancy without a price is not one whose price is unknown.
WORK = (Offer.Kind.VACANCY, Offer.Kind.INTERNSHIP)
# What a visitor may choose as "you pay". Unknown is a choice of its own: it is never nothing.
PRICES: Mapping[str, Q] = {
    "niets": Q(price=0),
    "tot-250": Q(price__lte=Decimal(250)),
    "tot-1000": Q(price__lte=Decimal(1000)),
    "onbekend": Q(price__isnull=True) & ~Q(kind__in=WORK),
}
TIMES: Mapping[str, Q] = {
    "dag": Q(sessions__daytime="day"),
    "avond": Q(sessions__daytime="evening"),
    "online": Q(mode__in=[Offer.Mode.ONLINE, Offer.Mode.HYBRID]),
}
ORIGINS: Mapping[str, Q] = {"echt": Q(fictional=False), "fictief": Q(fictional=True)}


@dataclass(frozen=True)
class OfferFilter:
    """What a visitor asked for. Within one facet any choice will do; between facets all must hold.

    `on` is the day of asking: what closed before it is left out. Without a day nothing is.
    """

    text: str = ""
    kinds: Sequence[str] = ()
    levels: Sequence[str] = ()
    prices: Sequence[str] = ()
    times: Sequence[str] = ()
    languages: Sequence[str] = ()
    origins: Sequence[str] = ()
    municipality: str = ""
    skill: str = ""
    occupation: str = ""
    initiative: str = ""
    on: date | None = None

    def without(self, facet: str) -> "OfferFilter":
        """The same question without one facet: what its choices are counted on."""
        empty: Any = "" if isinstance(getattr(self, facet), str) else ()
        return replace(self, **{facet: empty})


def still_open(day: date) -> Q:
    """Offers that one can still go for on this day: those without a last day too."""
    return Q(published_until__isnull=True) | Q(published_until__gte=day)


def find_offers(asked: OfferFilter) -> QuerySet[Offer]:
    """The offers that answer the question, in no order yet."""
    offers = search(Offer.objects.order_by(), asked.text)
    if asked.on:
        offers = offers.filter(still_open(asked.on))
    if asked.kinds:
        offers = offers.filter(kind__in=asked.kinds)
    if asked.levels:
        offers = offers.filter(pk__in=OfferLevel.objects.filter(level__in=asked.levels).values("offer_id"))
    for chosen, choices in ((asked.prices, PRICES), (asked.times, TIMES), (asked.origins, ORIGINS)):
        if chosen:
            either = Q()
            for name in chosen:
                either |= choices[name]
            offers = offers.filter(pk__in=Offer.objects.filter(either).values("pk"))
    if asked.languages:
        offers = offers.filter(language__in=asked.languages)
    if asked.municipality:
        offers = offers.filter(place_id=asked.municipality)
    if asked.skill:
        offers = offers.filter(pk__in=OfferSkill.objects.filter(uri=asked.skill).values("offer_id"))
    if asked.occupation:
        offers = offers.filter(occupations__uri=asked.occupation)
    return offers.filter(initiative=asked.initiative) if asked.initiative else offers


def in_order_of_start(offers: QuerySet[Offer], *, now: datetime) -> QuerySet[Offer]:
    """Real offers before made-up ones; of each what begins first comes first, and what has no date follows by title."""
    coming = Session.objects.filter(offer=OuterRef("pk"), starts__gte=now).order_by("starts")
    return offers.annotate(next_start=Subquery(coming.values("starts")[:1])).order_by(
        "fictional", F("next_start").asc(nulls_last=True), "title_nl", "title_en", "slug"
    )


def listed(numbers: Sequence[int], *, now: datetime) -> list[Any]:
    """The offers with these numbers, in this order, with everything a list shows."""
    found = {one.pk: one for one in for_list(Offer.objects.filter(pk__in=numbers).order_by("pk"), now=now)}
    return [found[pk] for pk in numbers if pk in found]


def for_list(offers: QuerySet[Offer], *, now: datetime) -> QuerySet[Any]:
    """With everything a list shows (`coming`, `shown_skills`, `shown_levels`), in a fixed number of queries."""
    coming = Prefetch(
        "sessions",
        queryset=Session.objects.filter(starts__gte=now).select_related("place").order_by("starts", "key"),
        to_attr="coming",
    )
    skills = Prefetch("skills", queryset=OfferSkill.objects.order_by("pk"), to_attr="shown_skills")
    levels = Prefetch("levels", queryset=OfferLevel.objects.order_by("level"), to_attr="shown_levels")
    return offers.select_related("organisation", "place").prefetch_related(coming, skills, levels)


def counts_by(offers: QuerySet[Offer], name: str) -> dict[str, int]:
    """How many offers there are for each value of a field."""
    rows = offers.order_by(name).values_list(name).annotate(n=Count("pk", distinct=True))
    return {str(value): n for value, n in rows if value}


def counts_of(offers: QuerySet[Offer], choices: Mapping[str, Q]) -> dict[str, int]:
    """How many offers answer each choice; one offer may answer several."""
    counted = offers.aggregate(
        **{f"n{number}": Count("pk", filter=test, distinct=True) for number, test in enumerate(choices.values())}
    )
    return {name: counted[f"n{number}"] for number, name in enumerate(choices)}


def facet_counts(asked: OfferFilter) -> dict[str, dict[str, int]]:
    """For every facet how many offers each choice gives, the other facets held."""
    return {
        "kinds": counts_by(find_offers(asked.without("kinds")), "kind"),
        "levels": counts_by(find_offers(asked.without("levels")), "levels__level"),
        "prices": counts_of(find_offers(asked.without("prices")), PRICES),
        "times": counts_of(find_offers(asked.without("times")), TIMES),
        "languages": counts_by(find_offers(asked.without("languages")), "language"),
        "origins": counts_of(find_offers(asked.without("origins")), ORIGINS),
        "municipality": counts_by(find_offers(asked.without("municipality")), "place_id"),
    }


def upcoming_sessions(*, now: datetime) -> QuerySet[Session]:
    """Sessions that have not begun, the first one first, with their offer and place."""
    return (
        Session.objects.filter(starts__gte=now)
        .select_related("offer", "offer__organisation", "place")
        .order_by("starts", "key")
    )


def session_counts(sessions: QuerySet[Session]) -> dict[str, int]:
    """How many of these sessions there are of each kind of offer."""
    rows = sessions.order_by("offer__kind").values_list("offer__kind").annotate(n=Count("pk"))
    return dict(rows)


def shadow_days_for(uris: Sequence[str], *, now: datetime) -> list[Session]:
    """Coming shadow days with a free seat for the first of these occupations that has one, the first one first."""
    coming = upcoming_sessions(now=now).filter(offer__kind=Offer.Kind.SHADOW_DAY, offer__occupations__uri__in=uris)
    free = coming.exclude(taken__gte=F("capacity")).annotate(role=F("offer__occupations__uri"))
    found = list(free)
    best = next((uri for uri in uris if any(one.role == uri for one in found)), None)
    return [one for one in found if one.role == best]


def offer_by_slug(slug: str) -> Offer | None:
    """The offer with this key."""
    return Offer.objects.filter(slug=slug).order_by("slug").first()


def numbers_of(slugs: Iterable[str]) -> dict[str, int]:
    """The numbers of offers by their slug; those that are gone are left out."""
    return dict(Offer.objects.filter(slug__in=sorted(set(slugs))).order_by("slug").values_list("slug", "pk"))


def offers_for_occupation(uri: str) -> QuerySet[Offer]:
    """The real trainings that prepare for an occupation, by title."""
    return (
        Offer.objects.filter(occupations__uri=uri, fictional=False)
        .select_related("organisation", "place")
        .order_by("title_nl", "slug")
    )


def vacancies_for_occupation(uri: str, *, today: date) -> QuerySet[Offer]:
    """Vacancies and internships for an occupation that are still open, internships first."""
    return (
        Offer.objects.filter(still_open(today), occupations__uri=uri, kind__in=WORK)
        .select_related("organisation", "place")
        .order_by("kind", "slug")
    )
