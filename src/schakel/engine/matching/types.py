"""What matching reads and what it gives back: plain frozen records.

`Profile` is all the ranker may know of a person. It has no field for a name, photo, birth date, sex, nationality,
address, gaps between jobs, benefits or pay, and no free text in which these could travel; a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from schakel.engine.errors import InputError
from schakel.engine.skills.concepts import RELEVANCES, Relevance

Tier = Literal["validated", "evidenced", "claimed", "assumed"]
Relation = Literal["same", "narrower", "narrower_far", "broader", "sibling", "related"]
Cefr = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
TargetKind = Literal["occupation", "vacancy", "training", "internship", "shadow-day", "assignment"]
GateName = Literal[
    "language", "hours", "travel", "border", "remote", "start", "certificate", "permit", "recognition", "age"
]
Remote = Literal["fully", "partly", "no"]
GateResult = Literal["pass", "fail", "unknown"]

TIERS: tuple[Tier, ...] = get_args(Tier)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
CEFR: tuple[Cefr, ...] = get_args(Cefr)
HIGHEST_LEVEL = 3
FULL_MILLI = 100_000
"""The full score in thousandths of a point: a score is 0 to 100 points."""


@dataclass(frozen=True, slots=True)
class SkillClaim:
    """One skill of a person: its URI, a level (0 learning, 1 basic, 2 independent, 3 expert, None not told), its proof.

    >>> SkillClaim("urn:schakel:skill:sql", level=2).tier
    'claimed'
    """

    uri: str
    level: int | None = None
    tier: Tier = "claimed"

    def __post_init__(self) -> None:
        _check_level(self.level, self.uri)
        _check_member(self.tier, TIERS, place=f"skill {self.uri}", what="proof")


@dataclass(frozen=True, slots=True)
class LanguageClaim:
    """A spoken language (URI of its skill, or a code) with its CEFR level, or None when the level is not told."""

    code: str
    cefr: Cefr | None = None

    def __post_init__(self) -> None:
        if self.cefr is not None:
            _check_member(self.cefr, CEFR, place=f"language {self.code}", what="CEFR level")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person wants and may do; None = not told.

    Hours a week; travel in kilometres, or in minutes by `travel_by` (a key of the known travel times, such as `car`);
    a place code; a first day; `abroad`: work over the border; `remote`: `fully` = only at home, `partly` = at least
    partly, `no` = only on site. `may_work_in` holds the countries (codes such as NL) where the person may work,
    `recognised` says whether the diploma is recognised here, `years_least` an age that the person says to have reached
    (16, 18, 21; never a birth date). The last three open or close a gate and never reach the score.
    """

    hours_least: int | None = None
    hours_most: int | None = None
    travel_most_km: int | None = None
    travel_most_minutes: int | None = None
    travel_by: str | None = None
    place: str | None = None
    abroad: bool | None = None
    remote: Remote | None = None
    start: date | None = None
    may_work_in: tuple[str, ...] | None = None
    recognised: bool | None = None
    years_least: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the ranker may know of a person.

    `occupation` is the URI of the occupation the person is registered in; `undecided` holds the URIs of skills that the
    person was asked about and has not answered: demands for these count as not known instead of not met.
    """

    skills: tuple[SkillClaim, ...] = ()
    languages: tuple[LanguageClaim, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    occupation: str | None = None
    undecided: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_once((claim.uri for claim in self.skills), "skill", "Join them with merge_claims first.")
        _check_once((claim.code for claim in self.languages), "language", "Keep the highest level.")

    def claim(self, uri: str) -> SkillClaim | None:
        """The person's own claim on this very skill, if any."""
        return next((claim for claim in self.skills if claim.uri == uri), None)


@dataclass(frozen=True, slots=True)
class TargetDemand:
    """One thing a target asks: a skill, how much it matters and the wanted level (1-3, None = any level).

    `uri` is None for a demand that could not be linked to a skill; `text` then says what is asked.
    """

    uri: str | None
    relevance: Relevance
    level: int | None = None
    text: str = ""

    def __post_init__(self) -> None:
        _check_level(self.level, self.uri or self.text)
        _check_member(self.relevance, RELEVANCES, place=f"demand {self.uri or self.text}", what="relevance")


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What a target asks apart from skills; None or empty = the target does not say.

    `country` is where the work is done (NL, BE, DE), `recognised` whether a recognised diploma is a must, `age_least`
    the least age by law or by the host, `remote` how far it can be done at home.
    """

    languages: tuple[LanguageClaim, ...] = ()
    hours_least: int | None = None
    hours_most: int | None = None
    place: str | None = None
    country: str | None = None
    remote: Remote | None = None
    start: date | None = None
    certificates: tuple[str, ...] = ()
    recognised: bool = False
    age_least: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Something a person can step into. `labels` maps a language to its name; `isco` is its ISCO-08 group, if known."""

    uri: str
    kind: TargetKind
    demands: tuple[TargetDemand, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    isco: str = ""
    occupation: str | None = None
    gates: GateFacts = field(default_factory=GateFacts)

    def __post_init__(self) -> None:
        _check_member(self.kind, get_args(TargetKind), place=f"target {self.uri}", what="kind")
        uris = (demand.uri for demand in self.demands if demand.uri is not None)
        _check_once(uris, f"demand of {self.uri}:", "Keep the one that matters most.")


@dataclass(frozen=True, slots=True)
class Term:
    """One demand in a score: what meets it, how, and the points it gives.

    `milli` and `worth_milli` are exact, in thousandths of a point; `points` and `worth` are whole points for people
    (`worth` = the most this demand can give). `weight` is relevance times rarity. `claim` is None when nothing
    meets it.
    """

    demand: str
    relevance: Relevance
    wanted_level: int | None
    claim: SkillClaim | None
    relation: Relation | None
    weight: int
    worth_milli: int
    milli: int
    points: int

    @property
    def worth(self) -> int:
        """The most whole points this demand can give."""
        return max(self.points, (self.worth_milli + 500) // 1000)


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition apart from the score. `why` is the key of a sentence, `facts` what to fill in."""

    gate: GateName
    result: GateResult
    why: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One target for one person: the score and everything it is made of.

    `score` is in whole points of 100 and equals the sum of `points` over `terms`; `milli` is the same in thousandths
    and equals the sum of their `milli`. Both are None when too little is known. `unknown` holds the demands left out.
    """

    target: Target
    score: int | None
    milli: int | None
    terms: tuple[Term, ...]
    unknown: tuple[TargetDemand, ...]
    gates: tuple[Gate, ...]
    outside: bool = False

    @property
    def demands_known(self) -> int:
        """How many demands the score is based on."""
        return len(self.terms)

    @property
    def demands_total(self) -> int:
        """How many demands the target has."""
        return len(self.terms) + len(self.unknown)

    @property
    def missing(self) -> tuple[Term, ...]:
        """The terms nothing meets, the weightiest first."""
        empty = [term for term in self.terms if term.milli == 0]
        return tuple(sorted(empty, key=lambda term: (-term.worth_milli, term.demand)))

    def gate_results(self, result: GateResult) -> tuple[Gate, ...]:
        """The gates with this result."""
        return tuple(gate for gate in self.gates if gate.result == result)


def merge_claims(claims: Iterable[SkillClaim]) -> tuple[SkillClaim, ...]:
    """One claim a skill, sorted by URI: the best proven one, of these the highest level.

    >>> merge_claims([SkillClaim("a", 1), SkillClaim("a", 2), SkillClaim("a", 1, "validated")])
    (SkillClaim(uri='a', level=1, tier='validated'),)
    """
    best: dict[str, SkillClaim] = {}
    for claim in claims:
        kept = best.get(claim.uri)
        if kept is None or _strength(claim) > _strength(kept):
            best[claim.uri] = claim
    return tuple(best[uri] for uri in sorted(best))


def _strength(claim: SkillClaim) -> tuple[int, int]:
    return -TIERS.index(claim.tier), -1 if claim.level is None else claim.level


def _check_level(level: int | None, place: str) -> None:
    if level is not None and not 0 <= level <= HIGHEST_LEVEL:
        raise InputError(f"There is no level {level}", place=place, remedy="Use 0, 1, 2, 3 or nothing")


def _check_member(value: str, allowed: tuple[str, ...], *, place: str, what: str) -> None:
    if value not in allowed:
        raise InputError(f"There is no {what} '{value}'", place=place, remedy=f"Use one of {', '.join(allowed)}")


def _check_once(keys: Iterable[str], what: str, remedy: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InputError(f"The {what} '{key}' is named twice", place=key, remedy=remedy)
        seen.add(key)
