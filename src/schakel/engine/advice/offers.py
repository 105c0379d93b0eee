"""From the trainings of a region to offers that advice and routes can use."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from schakel.engine.advice.types import AdviceOffer
from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.score import Scorer
from schakel.engine.regions.model import Region
from schakel.engine.regions.records_people import Training
from schakel.engine.routing.types import RouteOffer, RouteSession
from schakel.engine.skills.concepts import skill_uri

Gain = Callable[[AdviceOffer], int]
"""An offer to the thousandths of a point it adds for somebody."""


def region_offers(region: Region, rules: MatchingRules) -> tuple[AdviceOffer, ...]:
    """The trainings of a region as offers. What is not known stays unknown; a start that is no date is only shown."""
    names = {partner.id: partner.name for partner in region.partners}
    names |= {initiative.id: initiative.name for initiative in region.initiatives}
    return tuple(
        _offer(training, names.get(training.partner or training.initiative, ""), rules) for training in region.trainings
    )


def _offer(training: Training, provider: str, rules: MatchingRules) -> AdviceOffer:
    dated = isinstance(training.start, date)
    title = training.title
    route = RouteOffer(
        id=training.id,
        teaches=tuple(skill_uri(one) for one in training.teaches),
        needs=tuple(skill_uri(one) for one in training.needs),
        sessions=(RouteSession(f"{training.id}:{training.start}", training.start),) if dated else (),
        weeks=_up(training.weeks),
        hours_per_week=_up(training.hours_per_week),
        price_eur=_up(training.price_eur),
        size=rules.route_size.get(training.kind, 1),
        labels={"nl": title.in_language("nl"), "en": title.in_language("en"), "de": title.in_language("de")},
        place=training.place or None,
        language=training.language or None,
        kind=training.kind,
        provider=training.partner or training.initiative,
        facts={"offer.level": training.level} if training.level else {},
    )
    return AdviceOffer(
        route=route,
        kind=training.kind,
        provider=provider,
        level=training.level,
        entry=training.entry_nl,
        note=training.note_nl,
        start_text="" if dated or not training.start else str(training.start),
        verified=training.verified,
    )


def _up(number: Decimal | None) -> int | None:
    return None if number is None else math.ceil(number)


def closing(offers: Iterable[RouteOffer], demands: Sequence[str], scorer: Scorer) -> tuple[RouteOffer, ...]:
    """The offers, each teaching also the demands that something it teaches closes under the rules.

    Who learns PostgreSQL has learned SQL: a narrower skill closes a demand when its credit is at least
    `route.closing_credit`.
    """
    return tuple(replace(one, teaches=_with_closed(one.teaches, demands, scorer)) for one in offers)


def worthwhile(
    offers: Sequence[AdviceOffer], wanted: Sequence[str], scorer: Scorer, *, gain: Gain | None = None
) -> tuple[AdviceOffer, ...]:
    """The offers that close enough of what is wanted for their kind, and those that teach what these need first.

    Nobody follows a whole programme for one skill: `route.least_closes` says how many each kind must close. With `gain`
    (an offer to the thousandths of a point it adds for somebody) a short offer that closes fewer may still be worth it:
    when it adds `route.least_gain` points, because what is left of the demands it closes is much of the work.
    """
    enough = [one for one in offers if _is_enough(one, wanted, scorer, gain=gain)]
    needed = {uri for one in enough for uri in one.route.needs}
    before = [one for one in offers if one not in enough and not needed.isdisjoint(one.route.teaches)]
    return (*enough, *before)


def _is_enough(offer: AdviceOffer, wanted: Sequence[str], scorer: Scorer, *, gain: Gain | None) -> bool:
    closed, rules = _count(offer.route.teaches, wanted, scorer), scorer.rules
    if closed >= rules.route_least_closes.get(offer.kind, 1):
        return True
    short = rules.route_size.get(offer.kind, 1) <= rules.route_short_size
    return gain is not None and closed > 0 and short and gain(offer) >= rules.route_least_gain * 1000


def _count(taught: Sequence[str], wanted: Sequence[str], scorer: Scorer) -> int:
    return sum(not scorer.closers(demand).isdisjoint(taught) for demand in wanted)


def closes(skill: str, demand: str, scorer: Scorer) -> bool:
    """Whether having `skill` closes `demand` under the rules."""
    return skill in scorer.closers(demand)


def _with_closed(taught: Sequence[str], demands: Sequence[str], scorer: Scorer) -> tuple[str, ...]:
    closed = [demand for demand in demands if not scorer.closers(demand).isdisjoint(taught)]
    return tuple(dict.fromkeys((*taught, *closed)))
