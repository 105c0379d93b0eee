"""Exemptions: what comes off an offer for learning outcomes already held with proof, under the rule of its provider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schakel.engine.routing.given import PROVEN_TIERS, ExemptionRule, Waiver
from schakel.engine.routing.types import Exempted, RouteOffer


@dataclass(frozen=True, slots=True)
class Version:
    """An offer as it can be followed: whole, or with an exemption. Price before support; None is unknown."""

    price: int | None
    weeks: int | None
    exemption: Exempted | None = None
    unsure: bool = False


def versions(
    offer: RouteOffer,
    rules: Iterable[ExemptionRule],
    *,
    evidence: Mapping[str, str],
    on: date,
    waivers: Iterable[Waiver] = (),
) -> tuple[Version, ...]:
    """The ways to follow an offer: whole, and with each exemption its provider has on a day for what is proven.

    `waivers` are modules this person need not do; what is for another offer has no influence.

    A granted exemption takes the place of the whole when it leaves nothing dearer or longer; one that must be asked
    stands beside it, because it may be refused.

    >>> course = RouteOffer("c", ("a", "b"), weeks=10, price_eur=1000, provider="school")
    >>> rule = ExemptionRule("school", "its rules", granted=True, fee_eur=50)
    >>> [(one.price, one.weeks) for one in versions(course, [rule], evidence={"a": "validated"}, on=date(2026, 11, 24))]
    [(550, 5)]
    """
    whole = Version(offer.price_eur, offer.weeks)
    outcomes = offer.outcomes or offer.teaches
    held = tuple(sorted({uri for uri in outcomes if evidence.get(uri) in PROVEN_TIERS}))
    own = [rule for rule in rules if rule.provider == offer.provider and offer.provider and _in_force(rule, on)]
    lighter = [_lighter(offer, rule, held, len(set(outcomes))) for rule in own] if held else []
    lighter += [_without_modules(offer, one) for one in waivers if one.offer == offer.id]
    found = [one for one in dict.fromkeys(lighter) if one is not None]
    better = any(not one.unsure and _no_worse(one, whole) for one in found)
    return tuple(found) if better else (whole, *found)


def _in_force(rule: ExemptionRule, on: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= on) and (rule.valid_until is None or on <= rule.valid_until)


def _lighter(offer: RouteOffer, rule: ExemptionRule, held: Sequence[str], outcomes: int) -> Version | None:
    """The offer with the exemption; None where nothing comes off. What comes off is rounded down, so never promised."""
    price, weeks = offer.price_eur, offer.weeks
    if price is not None and rule.fee_eur is not None:
        price = price - _off(price, rule.price_share, rule.most, held=len(held), outcomes=outcomes) + rule.fee_eur
    else:
        price = None
    if weeks is not None:
        weeks -= _off(weeks, rule.weeks_share, rule.most, held=len(held), outcomes=outcomes)
    if (price, weeks) == (offer.price_eur, offer.weeks):
        return None
    exempted = Exempted(tuple(held), rule.granted, rule.chance, rule.fee_eur, offer.price_eur, offer.weeks, rule.source)
    return Version(price, weeks, exempted, unsure=not rule.granted)


def _without_modules(offer: RouteOffer, waiver: Waiver) -> Version | None:
    """The offer without these modules; None where nothing comes off. Never below zero."""
    price, weeks = offer.price_eur, offer.weeks
    if price is not None:
        price = None if waiver.fee_eur is None else max(0, price - waiver.price_off) + waiver.fee_eur
    if weeks is not None:
        weeks = max(0, weeks - waiver.weeks_off)
    if (price, weeks) == (offer.price_eur, offer.weeks):
        return None
    held = tuple(sorted(set(waiver.outcomes)))
    exempted = Exempted(
        held, waiver.granted, waiver.chance, waiver.fee_eur, offer.price_eur, offer.weeks, waiver.source
    )
    return Version(price, weeks, exempted, unsure=not waiver.granted)


def _off(whole: int, share: int, most: int, *, held: int, outcomes: int) -> int:
    return min(whole * held * share // (outcomes * 1000), whole * most // 1000)


def _no_worse(one: Version, other: Version) -> bool:
    price = other.price is None or (one.price is not None and one.price <= other.price)
    weeks = other.weeks is None or (one.weeks is not None and one.weeks <= other.weeks)
    return price and weeks
