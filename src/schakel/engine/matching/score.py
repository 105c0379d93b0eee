"""The score of one target for one profile, as terms that add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schakel.engine.matching.assignment import assign
from schakel.engine.matching.kinship import Kinship
from schakel.engine.matching.points import share, whole_points
from schakel.engine.matching.rarity import RarityTable
from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.types import (
    FULL_MILLI,
    Profile,
    Relation,
    SkillClaim,
    Target,
    TargetDemand,
    Term,
)
from schakel.engine.skills.taxonomy import Taxonomy


class Scorer:
    """A taxonomy read under rules: built once, used for many targets. It keeps nothing about any person."""

    __slots__ = ("kinship", "rarity", "rules", "taxonomy")

    def __init__(self, taxonomy: Taxonomy, rules: MatchingRules) -> None:
        self.taxonomy = taxonomy
        self.rules = rules
        self.kinship = Kinship(taxonomy, rules)
        self.rarity = RarityTable(taxonomy, rules)

    def weight(self, demand: TargetDemand) -> int:
        """Relevance times rarity, an integer; demands of one target compare by it."""
        return self.rules.relevance[demand.relevance] * self.rarity.of(demand.uri or "")

    def credit(self, claim: SkillClaim, relation: Relation, wanted: int | None) -> int:
        """How far a claim meets a demand, in millionths: relation times proof times level, never above the whole.

        More than the wanted level gives no extra: what is missing elsewhere is not made up for by it.
        """
        whole = self.rules.relation[relation] * self.rules.tier[claim.tier]
        if not wanted:
            return whole if claim.level != 0 else 0
        if claim.level is None:
            return whole * self.rules.level_not_told // 1000
        return whole * min(claim.level, wanted) // wanted


@dataclass(frozen=True, slots=True)
class Scored:
    """The terms of a target, the demands left out, and the score in thousandths (None: too little known)."""

    terms: tuple[Term, ...]
    unknown: tuple[TargetDemand, ...]
    milli: int | None


@dataclass(frozen=True, slots=True)
class _Met:
    claim: SkillClaim
    relation: Relation
    milli: int


def score_target(profile: Profile, target: Target, scorer: Scorer) -> Scored:
    """The score of `target` for `profile`. An empty profile or target gives empty or zero terms, never an error.

    The hundred points are shared over the demands that are known, in proportion to relevance times rarity. Each skill
    counts once for itself and at most `kin.uses_per_skill` times for something near it, so that the total is greatest.
    Adding a skill that was not undecided never lowers the score. Taking one away lowers it by the terms that name it,
    less what other skills then take over; where no other skill can take over, by these terms exactly.
    """
    known, unknown = _split(profile, target, scorer)
    weights = [scorer.weight(demand) for demand in known]
    worths = share(FULL_MILLI, weights)
    met = _meet(known, worths, profile=profile, scorer=scorer)
    millis = [met[at].milli if at in met else 0 for at in range(len(known))]
    points = whole_points(millis)
    terms = tuple(
        Term(
            demand=demand.uri or "",
            relevance=demand.relevance,
            wanted_level=demand.level,
            claim=met[at].claim if at in met else None,
            relation=met[at].relation if at in met else None,
            weight=weights[at],
            worth_milli=worths[at],
            milli=millis[at],
            points=points[at],
        )
        for at, demand in enumerate(known)
    )
    return Scored(terms, unknown, sum(millis) if _enough(known, unknown, scorer) else None)


def _split(profile: Profile, target: Target, scorer: Scorer) -> tuple[list[TargetDemand], tuple[TargetDemand, ...]]:
    """The demands that can be judged, weightiest first, and those that cannot."""
    undecided = frozenset(profile.undecided) - {claim.uri for claim in profile.skills}
    known: list[TargetDemand] = []
    unknown: list[TargetDemand] = []
    for demand in target.demands:
        judged = demand.uri in scorer.taxonomy.skills and demand.uri not in undecided
        (known if judged else unknown).append(demand)
    known.sort(key=lambda demand: (-scorer.weight(demand), demand.uri or ""))
    unknown.sort(key=lambda demand: (-scorer.rules.relevance[demand.relevance], demand.uri or "", demand.text))
    return known, tuple(unknown)


def _enough(known: list[TargetDemand], unknown: tuple[TargetDemand, ...], scorer: Scorer) -> bool:
    """Whether the known demands carry enough of the relevance (of an unknown demand the rarity is not known)."""
    here = sum(scorer.rules.relevance[demand.relevance] for demand in known)
    there = sum(scorer.rules.relevance[demand.relevance] for demand in unknown)
    return here > 0 and here * 1000 >= (here + there) * scorer.rules.coverage_floor


def _meet(demands: list[TargetDemand], worths: list[int], *, profile: Profile, scorer: Scorer) -> dict[int, _Met]:
    """Demand number to what meets it: the exact assignment of greatest value."""
    claims = {claim.uri: claim for claim in sorted(profile.skills, key=lambda claim: claim.uri)}
    met: dict[int, _Met] = {}
    contested: dict[int, dict[str, _Met]] = {}
    for at, demand in enumerate(demands):
        own, kin = _options(demand, worths[at], claims=claims, scorer=scorer)
        best_kin = max((option.milli for option in kin.values()), default=0)
        if own is not None and own.milli >= best_kin:
            met[at] = own
        elif kin:
            contested[at] = kin if own is None else {"": own, **kin}
    met.update(_settle(contested, scorer.rules.kin_uses))
    return met


def _options(
    demand: TargetDemand, worth: int, *, claims: Mapping[str, SkillClaim], scorer: Scorer
) -> tuple[_Met | None, dict[str, _Met]]:
    """What could meet a demand: the very skill, and skills near it (URI to option); options worth nothing left out."""
    uri = demand.uri or ""
    kin_of = scorer.kinship.of(uri)
    near = (
        (have for have in claims if have in kin_of) if len(claims) < len(kin_of) else (h for h in kin_of if h in claims)
    )
    kin = {have: _option(claims[have], kin_of[have], demand=demand, worth=worth, scorer=scorer) for have in near}
    own = None
    if uri in claims:
        own = _option(claims[uri], "same", demand=demand, worth=worth, scorer=scorer)
    return (own if own and own.milli else None), {have: option for have, option in kin.items() if option.milli}


def _option(claim: SkillClaim, relation: Relation, *, demand: TargetDemand, worth: int, scorer: Scorer) -> _Met:
    return _Met(claim, relation, worth * scorer.credit(claim, relation, demand.level) // 1_000_000)


def _settle(contested: Mapping[int, Mapping[str, _Met]], uses: int) -> dict[int, _Met]:
    """Share the skills over the demands that compete for them. Of equal totals, the nearer relations win."""
    if uses == 0:
        return {at: options[""] for at, options in contested.items() if "" in options}
    columns: dict[tuple[str, int], int] = {}
    names = sorted({uri for options in contested.values() for uri in options if uri})
    for uri in names:
        for use in range(uses):
            columns[(uri, use)] = len(columns)
    edges: dict[int, dict[int, int]] = {}
    behind: dict[tuple[int, int], _Met] = {}
    for at, options in contested.items():
        edges[at] = {}
        for uri, option in options.items():
            for use in range(uses if uri else 1):
                column = columns[(uri, use)] if uri else len(columns) + at
                edges[at][column] = option.milli * 1_000_000 + _nearness(option.relation)
                behind[(at, column)] = option
    return {at: behind[(at, column)] for at, column in assign(edges).items()}


def _nearness(relation: Relation) -> int:
    order: tuple[Relation, ...] = ("related", "broader", "sibling", "narrower_far", "narrower", "same")
    return order.index(relation)
