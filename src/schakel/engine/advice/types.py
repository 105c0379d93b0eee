"""What advice is made of and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schakel.engine.matching.types import Match, Profile
from schakel.engine.matching.whatif import SmallestSet, WhatIf
from schakel.engine.routing.types import RouteOffer, Routes


@dataclass(frozen=True, slots=True)
class AdviceOffer:
    """A training (or the like) with what a person must know about it beside the route.

    `provider` is the name of the school or initiative; `verified` says whether what it teaches was confirmed.
    """

    route: RouteOffer
    kind: str
    provider: str = ""
    level: str = ""
    entry: str = ""
    note: str = ""
    start_text: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class GainTerm:
    """What one demand of a role gains by an offer: exact thousandths, and whole points that add up to the gain."""

    demand: str
    taught: str
    relation: str
    weight: int
    milli: int
    points: int


@dataclass(frozen=True, slots=True)
class OfferAdvice:
    """An offer and what it does for one role: `score` is the points it adds, the sum of `points` over `terms`."""

    offer: AdviceOffer
    role: str
    before: int
    after: int
    score: int
    terms: tuple[GainTerm, ...]


@dataclass(frozen=True, slots=True)
class RoleAdvice:
    """One occupation for the person.

    `demanded_rank` is its place among the occupations most asked in the region: shown apart, never in the score.
    `routes` is None where no routes were looked for. `usual_step`: people from the person's occupation often step
    into it, which puts it higher and gives no points.
    """

    match: Match
    demanded_rank: int | None
    helps: tuple[WhatIf, ...]
    smallest: SmallestSet | None
    routes: Routes | None
    usual_step: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do tomorrow: a stable id, the key of its sentence, what to fill in (URIs, an offer, values)."""

    id: str
    key: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice for one person, for that person. `assumed` are the skills taken from the occupation they come from."""

    profile: Profile
    assumed: tuple[str, ...]
    roles: tuple[RoleAdvice, ...]
    offers: tuple[OfferAdvice, ...]
    next_steps: tuple[NextStep, ...]
