"""Where offers meet the engine: rows to targets, and the offers that fit one person, for that person only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from schakel.engine.matching import Match, TargetDemand, rank
from schakel.engine.matching.explain import explain, gate_sentence
from schakel.engine.matching.targets import text_target
from schakel.engine.matching.types import GateFacts, LanguageClaim, Remote, Target, TargetKind
from schakel.records.core.region import taxonomy
from schakel.records.offers.models import Offer, OfferOccupation, OfferSkill, Session
from schakel.records.offers.queries import still_open
from schakel.records.people.engine_io.linking import label_of
from schakel.records.people.engine_io.own import language_uri, open_view
from schakel.records.people.engine_io.parts import scorer, sentences, speaker
from schakel.records.people.engine_io.places import km_between
from schakel.records.people.models import Profile

# Work and days to look at work: what asks something of a person. Trainings come with the routes.
KINDS: dict[str, TargetKind] = {
    Offer.Kind.VACANCY: "vacancy",
    Offer.Kind.INTERNSHIP: "internship",
    Offer.Kind.SHADOW_DAY: "shadow-day",
    Offer.Kind.ASSIGNMENT: "assignment",
}
REMOTE: dict[str, Remote] = {Offer.Mode.ON_SITE: "no", Offer.Mode.HYBRID: "partly", Offer.Mode.ONLINE: "fully"}
REASONS_SHOWN = 4


def that_go_on(*, now: datetime, kinds: Iterable[str] = tuple(KINDS), after: int = 0) -> QuerySet[Offer]:
    """The offers one can step into today; a shadow day needs a day to come. `after`: only those with a higher number."""
    dated = Session.objects.filter(starts__gt=now, cancelled=None).values("offer_id")
    found = Offer.objects.filter(still_open(now.date()), kind__in=list(kinds), pk__gt=after)
    return found.filter(~Q(kind=Offer.Kind.SHADOW_DAY) | Q(pk__in=dated))


def with_demands(offers: QuerySet[Offer]) -> list[Offer]:
    """These offers by slug, with what `target_of` and a page read of them, in a fixed number of queries."""
    skills = Prefetch("skills", OfferSkill.objects.exclude(role="teaches").order_by("pk"), to_attr="asked")
    work = Prefetch("occupations", OfferOccupation.objects.order_by("uri"), to_attr="work")
    # Few organisations and places have many offers: read apart, each is made once.
    return list(offers.order_by("slug").prefetch_related("organisation", "place", skills, work))


def open_offers(*, now: datetime, kinds: Iterable[str] = tuple(KINDS), after: int = 0) -> list[Offer]:
    """All offers one can step into today, with what they ask."""
    return with_demands(that_go_on(now=now, kinds=kinds, after=after))


def target_of(offer: Offer) -> Target:
    """What an offer asks; one that names no skills asks what its occupation asks."""
    asked: Sequence[OfferSkill] = offer.asked  # type: ignore[attr-defined]
    work = [one.uri for one in offer.work if one.uri in taxonomy().occupations]  # type: ignore[attr-defined]
    occupation = taxonomy().occupation(work[0]) if work else None
    relevance = {"requires": "essential", "wishes": "wished"}
    demands = [TargetDemand(one.uri, relevance[one.role], one.level) for one in asked if one.uri in taxonomy().skills]  # type: ignore[arg-type]
    if not demands and occupation is not None:
        demands = [TargetDemand(one.uri, one.relevance) for one in occupation.demands]
    titles = {language: getattr(offer, f"title_{language}") for language in ("nl", "en", "de")}
    return text_target(
        offer.slug,
        demands,
        kind=KINDS[offer.kind],
        labels={language: title for language, title in titles.items() if title},
        occupation=occupation,
        gates=GateFacts(
            languages=(LanguageClaim(language_uri(offer.language)),) if offer.language else (),
            hours_least=offer.hours_min,
            hours_most=offer.hours_max,
            place=offer.place_id,
            country=offer.place.country if offer.place else None,
            remote=REMOTE.get(offer.mode),
        ),
    )


@dataclass(frozen=True, slots=True)
class Condition:
    """Something apart from the points: `result` is pass, fail or unknown."""

    result: str
    text: str


@dataclass(frozen=True, slots=True)
class FittingOffer:
    """An offer for the person, with reasons. `score` is None when too little is known."""

    offer: Offer
    score: int | None
    summary: tuple[str, ...]
    have: tuple[str, ...]
    lack: tuple[str, ...]
    conditions: tuple[Condition, ...]
    km: int | None


def rank_offers(profile: Profile, offers: Sequence[Offer], *, viewer: str, now: datetime) -> list[tuple[Offer, Match]]:
    """The offers that fit a person, best first, for that person only; those without any point are left out."""
    view = open_view(profile, viewer=viewer)
    by_slug = {offer.slug: offer for offer in offers}
    targets = [target_of(offer) for offer in offers]
    there = {offer.place_id for offer in offers if offer.place_id}
    found = rank(view, targets, scorer(), now=now.date(), distances=ways_from(profile, there))
    return [(by_slug[one.target.uri], one) for one in found if one.milli]


def ways_from(profile: Profile, places: Iterable[str]) -> dict[tuple[str, str], int]:
    """Kilometres from where somebody lives to each of these places, as far as known."""
    here = profile.place_id or ""
    return {(here, place): km for place in sorted(places) if (km := km_between(here, place)) is not None}


def fitting(pairs: Iterable[tuple[Offer, Match]], *, profile: Profile, language: str) -> list[FittingOffer]:
    """Ranked offers in the words of the page's language."""
    words = speaker(language)
    return [
        FittingOffer(
            offer=offer,
            score=match.score,
            summary=explain(match, scorer(), sentences(), language).summary,
            have=tuple(label_of(term.demand, language) for term in match.terms if term.milli)[:REASONS_SHOWN],
            lack=tuple(label_of(term.demand, language) for term in match.missing)[:REASONS_SHOWN],
            conditions=tuple(Condition(gate.result, gate_sentence(gate, words)) for gate in match.gates),
            km=km_between(profile.place_id or "", offer.place_id or ""),
        )
        for offer, match in pairs
    ]
