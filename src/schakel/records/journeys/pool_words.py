"""A computed plan in the words of one language: labels for ids, sums for pages. Numbers of roles, never people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from schakel.engine.skills.concepts import OCCUPATION_PREFIX, SKILL_PREFIX
from schakel.records.journeys.engine_io_pool import Row, support_for
from schakel.records.people.engine_io.linking import label_of
from schakel.records.people.engine_io.parts import trainings

LANGUAGES = ("nl", "en", "de")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role from a month on, with a number of people or places. `near`: some role of the other side is near enough."""

    id: str
    label: str
    month: date
    number: int
    near: bool = True


@dataclass(frozen=True, slots=True)
class TrainingWords:
    """A training, and for how many people the plan needs it. None is unknown."""

    id: str
    label: str
    language: str
    provider: str
    people: int
    price: int | None
    weeks: int | None


@dataclass(frozen=True, slots=True)
class MoveWords:
    """A number of people from one role to another. `points` of 100 is what one of them still learns.

    `wait` is in months: above zero the new role starts later than the old one ends, below zero earlier.
    """

    start: RoleWords
    end: RoleWords
    people: int
    points: int
    wait: int
    trainings: tuple[TrainingWords, ...]
    left: tuple[str, ...]

    @property
    def months(self) -> int:
        """How long the wait is, whichever side waits."""
        return abs(self.wait)


@dataclass(frozen=True, slots=True)
class SupportWords:
    """A scheme that may pay, for how many people, and what must be asked first."""

    name: str
    payer: str
    to: str
    kind: str
    people: int
    asks: tuple[str, ...]
    note: str
    source: str
    verified: str
    checked: date
    most_eur: int | None


@dataclass(frozen=True, slots=True)
class MoreWords:
    """What one more place changes: people placed, and points to learn for all of them together."""

    role: RoleWords
    placed: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class PlanWords:
    """A whole plan, ready to show."""

    people: int
    places: int
    placed: int
    points: int | None
    moves: tuple[MoveWords, ...]
    trainings: tuple[TrainingWords, ...]
    known_price: int
    prices_unknown: int
    support: tuple[SupportWords, ...]
    unplaced: tuple[RoleWords, ...]
    open: tuple[RoleWords, ...]
    left: tuple[tuple[str, int], ...]
    more: tuple[MoreWords, ...]
    proven: bool
    cost: int
    bound: int

    @property
    def without(self) -> int:
        """How many people have no move."""
        return self.people - self.placed

    @property
    def free(self) -> int:
        """How many places nobody comes to."""
        return self.places - self.placed


def plan_words(plan: Mapping[str, Any], language: str, *, today: date) -> PlanWords:
    """The plan as it was computed, with the support there is today."""
    needed: dict[str, int] = {}
    left: dict[str, int] = {}
    for one in plan["moves"]:
        for training in one["trainings"]:
            needed[training] = needed.get(training, 0) + one["people"]
        for skill in one["left"]:
            left[skill] = left.get(skill, 0) + one["people"]
    named = _trainings(needed, language)
    return PlanWords(
        people=plan["people"],
        places=plan["places"],
        placed=plan["placed"],
        points=_points(Decimal(plan["gap"]) / plan["placed"]) if plan["placed"] else None,
        moves=tuple(_move(one, language) for one in sorted(plan["moves"], key=lambda one: -one["people"])),
        trainings=named,
        known_price=sum(one.people * one.price for one in named if one.price is not None),
        prices_unknown=sum(one.price is None for one in named),
        support=_support(needed, language, today),
        unplaced=tuple(_left(one, language) for one in plan["unplaced"]),
        open=tuple(_left(one, language) for one in plan["open"]),
        left=tuple(
            (label_of(SKILL_PREFIX + skill, language), people)
            for skill, people in sorted(left.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        more=tuple(
            MoreWords(role_words(one["role"], one["month"], 1, language), one["placed"], _tenths(one["gap"]))
            for one in sorted(plan["more"], key=lambda one: (-one["placed"], one["gap"], one["role"], one["month"]))
        ),
        proven=plan["proof"]["holds"],
        cost=int(plan["proof"]["cost"]),
        bound=int(plan["proof"]["bound"]),
    )


def row_words(rows: Sequence[Row], language: str) -> tuple[RoleWords, ...]:
    """The roles of a pool with their labels, in order of month and label."""
    found = [role_words(row.occupation, f"{row.month:%Y-%m}", row.number, language) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.month, one.label.casefold())))


def role_words(id_: str, month: str, number: int, language: str) -> RoleWords:
    """A role with its label."""
    return RoleWords(id_, label_of(OCCUPATION_PREFIX + id_, language), date.fromisoformat(f"{month}-01"), number)


def _left(one: Mapping[str, Any], language: str) -> RoleWords:
    known = role_words(one["role"], one["month"], one["number"], language)
    return RoleWords(known.id, known.label, known.month, known.number, near=one["near"])


def _points(milli: Decimal | int) -> int:
    return int((Decimal(milli) / 1000).quantize(Decimal(1)))


def _tenths(milli: int) -> Decimal:
    """Points with one decimal, and none where it is a whole number."""
    found = (Decimal(milli) / 1000).quantize(Decimal("0.1"))
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def _move(one: Mapping[str, Any], language: str) -> MoveWords:
    people = one["people"]
    return MoveWords(
        start=role_words(one["start"], one["start_month"], people, language),
        end=role_words(one["end"], one["end_month"], people, language),
        people=people,
        points=_points(one["gap"]),
        wait=one["wait"],
        trainings=_trainings(dict.fromkeys(one["trainings"], people), language),
        left=tuple(label_of(SKILL_PREFIX + skill, language) for skill in one["left"]),
    )


def _trainings(needed: Mapping[str, int], language: str) -> tuple[TrainingWords, ...]:
    """The trainings, what most people need first. One that left the region since then is only a name."""
    by_id = {one.route.id: one for one in trainings()}
    found = []
    for id_, people in needed.items():
        offer = by_id.get(id_)
        labels = offer.route.labels if offer else {}
        shown = language if labels.get(language) and labels.get(language) != labels.get("nl") else "nl"
        found.append(
            TrainingWords(
                id=id_,
                label=labels.get(shown) or id_,
                language=shown,
                provider=offer.provider if offer else "",
                people=people,
                price=offer.route.price_eur if offer else None,
                weeks=offer.route.weeks if offer else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.people, one.label.casefold(), one.id)))


def _support(needed: dict[str, int], language: str, today: date) -> tuple[SupportWords, ...]:
    return tuple(
        SupportWords(
            name=_in(scheme.names, language) or scheme.id,
            payer=scheme.payer,
            to=scheme.to,
            kind=scheme.kind,
            people=people,
            asks=tuple(text for text in (_in(ask, language) for ask in asks) if text),
            note=_in(scheme.notes, language),
            source=scheme.source,
            verified=scheme.verified,
            checked=scheme.checked,
            most_eur=scheme.most_eur,
        )
        for scheme, people, asks in support_for(needed, today=today)
    )


def _in(texts: Mapping[str, str], language: str) -> str:
    return next((texts[code] for code in (language, *LANGUAGES) if texts.get(code)), "")
