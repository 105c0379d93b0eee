"""Programmes of schools in modules, as a file: written by the site, read by the commands; and who is exempt by a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from schakel.engine.advice.types import AdviceOffer
from schakel.engine.errors import DataError, EngineError
from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.types import Profile
from schakel.engine.routing.prior import LEVELS, TIERS, Curriculum, Learned, Module, PriorRule
from schakel.engine.routing.types import RouteOffer, RouteSession
from schakel.engine.skills.concepts import SKILL_PREFIX

Programmes = tuple[tuple[AdviceOffer, ...], dict[str, Curriculum]]
Shape = dict[str, Any]
_STUDY_LINE = re.compile(
    r"\b(mbo|hbo|wo|ad|bsc|msc|associate|bachelor|master|diploma|opleiding|studie|degree|ausbildung|studium)\b",
    re.IGNORECASE,
)


def learned_of_text(text: str, profile: Profile, level: str) -> Learned:
    """What a text that was read says that rules for exemptions ask about.

    Studies are the lines that speak of one. Years of work are not read, so work only gives something to ask about.

    >>> learned_of_text("Werk\\nMBO Software developer", Profile(), "mbo-4").studies
    ('MBO Software developer',)
    """
    return Learned(
        level=level,
        studies=tuple(line for line in text.splitlines() if _STUDY_LINE.search(line)),
        skills={one.uri: (one.level, one.tier) for one in profile.skills},
        months={profile.occupation: 1} if profile.occupation else {},
    )


def programmes_shape(offers: Iterable[AdviceOffer], curricula: Mapping[str, Curriculum]) -> Shape:
    """Offers and their modules and rules as JSON knows them; `read_programmes` reads them back."""
    return {"programmes": [_shape(one, curricula.get(one.route.id)) for one in offers]}


def _shape(offer: AdviceOffer, curriculum: Curriculum | None) -> Shape:
    route = offer.route
    return {
        "id": route.id,
        "kind": route.kind,
        "provider": offer.provider,
        "labels": dict(route.labels),
        "level": offer.level,
        "place": route.place,
        "language": route.language,
        "teaches": [uri.removeprefix(SKILL_PREFIX) for uri in route.teaches],
        "weeks": route.weeks,
        "hours_per_week": route.hours_per_week,
        "price": None if curriculum is None or curriculum.price is None else str(curriculum.price),
        "price_eur": route.price_eur,
        "starts": [one.start.isoformat() for one in route.sessions if one.start],
        "written_in": curriculum.language if curriculum else "nl",
        "modules": [_module_shape(one) for one in curriculum.modules] if curriculum else [],
        "rules": [_rule_shape(one) for one in curriculum.rules] if curriculum else [],
    }


def _module_shape(one: Module) -> Shape:
    price = None if one.price is None else str(one.price)
    teaches = [uri.removeprefix(SKILL_PREFIX) for uri in one.teaches]
    return {"key": one.key, "title": one.title, "hours": one.hours, "price": price, "teaches": teaches}


def _rule_shape(one: PriorRule) -> Shape:
    return {
        "modules": list(one.modules),
        "source": one.source,
        "level": one.level,
        "studies": list(one.studies),
        "skills": {uri.removeprefix(SKILL_PREFIX): level for uri, level in one.skills.items()},
        "tier": one.tier,
        "occupation": one.occupation,
        "years": one.years,
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
    }


def read_programmes(data: object, rules: MatchingRules, *, file: str) -> Programmes:
    """The offers and curricula of a file as `programmes_shape` makes it. Raises `DataError` with the programme's place.

    >>> from schakel.engine.matching.rules import load_rules
    >>> from schakel.reference import REFERENCE
    >>> read_programmes({"programmes": []}, load_rules(REFERENCE / "matching"), file="p.json")
    ((), {})
    """
    rows = data.get("programmes") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise DataError("There is no list 'programmes'", file=file, remedy="Write it with 'manage programmes'")
    offers, curricula = [], {}
    for at, row in enumerate(rows, 1):
        try:
            offer, curriculum = _offer(row, rules), _curriculum(row)
        except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation, EngineError) as error:
            raise DataError(
                f"Programme {at} cannot be read: {error}", file=file, remedy="Write it anew with 'manage programmes'"
            ) from error
        offers.append(offer)
        if curriculum.modules:
            curricula[offer.route.id] = curriculum
    return tuple(offers), curricula


def _offer(row: Shape, rules: MatchingRules) -> AdviceOffer:
    days = [date.fromisoformat(day) for day in row["starts"]]
    route = RouteOffer(
        id=str(row["id"]),
        teaches=tuple(SKILL_PREFIX + skill for skill in row["teaches"]),
        sessions=tuple(RouteSession(f"{row['id']}:{day}", day) for day in days),
        weeks=_number(row["weeks"]),
        hours_per_week=_number(row["hours_per_week"]),
        price_eur=_number(row["price_eur"]),
        size=rules.route_size.get(row["kind"], 1),
        labels={str(key): str(label) for key, label in row["labels"].items()},
        place=row["place"],
        language=row["language"],
        kind=str(row["kind"]),
        provider=str(row["provider"]),
    )
    return AdviceOffer(route=route, kind=route.kind, provider=route.provider, level=str(row["level"]), verified=True)


def _number(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise ValueError(f"{value!r} is no whole number")
    return value


def _curriculum(row: Shape) -> Curriculum:
    modules = tuple(
        Module(
            key=str(one["key"]),
            title=str(one["title"]),
            hours=_number(one["hours"]),
            price=_amount(one["price"]),
            teaches=tuple(SKILL_PREFIX + skill for skill in one["teaches"]),
        )
        for one in row["modules"]
    )
    return Curriculum(
        offer=str(row["id"]),
        price=_amount(row["price"]),
        weeks=_number(row["weeks"]),
        modules=modules,
        rules=tuple(_rule(one) for one in row["rules"]),
        language=str(row["written_in"]),
    )


def _amount(value: object) -> Decimal | None:
    found = None if value is None else Decimal(str(value))
    if found is not None and (not found.is_finite() or found < 0):
        raise ValueError(f"{value!r} is no amount")
    return found


def _rule(one: Shape) -> PriorRule:
    if one["level"] not in ("", *LEVELS) or one["tier"] not in TIERS:
        raise ValueError(f"there is no level '{one['level']}' or no proof '{one['tier']}'")
    return PriorRule(
        modules=tuple(map(str, one["modules"])),
        source=str(one["source"]),
        level=one["level"],
        studies=tuple(str(name).casefold() for name in one["studies"]),
        skills={SKILL_PREFIX + skill: _number(level) for skill, level in one["skills"].items()},
        tier=one["tier"],
        occupation=str(one["occupation"]),
        years=_number(one["years"]) or 1,
        valid_from=_day(one["valid_from"]),
        valid_until=_day(one["valid_until"]),
    )


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
