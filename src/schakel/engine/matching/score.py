"""The score of one target for one profile, as terms that add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schakel.engine.matching.kinship import Kinship
from schakel.engine.matching.points import share, whole_points
from schakel.engine.matching.rarity import RarityTable
from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.sheet import Sheet, claims_of, sheet_for
from schakel.engine.matching.types import FULL_MILLI, Profile, Relation, SkillClaim, Target, TargetDemand, Term
from schakel.engine.skills.taxonomy import Taxonomy


class Scorer:
    """A taxonomy read under rules: built once, used for many targets. It keeps nothing about any person."""

    __slots__ = ("_closers", "_sheets", "kinship", "rarity", "rules", "taxonomy")

    def __init__(self, taxonomy: Taxonomy, rules: MatchingRules) -> None:
        self.taxonomy = taxonomy
        self.rules = rules
        self.kinship = Kinship(taxonomy, rules)
        self.rarity = RarityTable(taxonomy, rules)
        self._closers: dict[str, frozenset[str]] = {}
        self._sheets: dict[str, Sheet] = {}

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

    def sheet(self, profile: Profile, target: Target) -> Sheet:
        """The sheet of a target for somebody. Those of occupations are kept: every advice asks for all of them."""
        if target.kind != "occupation":
            return sheet_for(profile, target, self)
        kept = self._sheets.get(target.uri)
        if kept is None or (kept.target is not target and kept.target.demands != target.demands):
            kept = self._sheets[target.uri] = Sheet(target, self)
        return sheet_for(profile, target, self) if kept.asks_any(profile.undecided) else kept

    def closers(self, demand: str) -> frozenset[str]:
        """The skills that close a demand for somebody who learns them: credit of at least `route.closing_credit`."""
        found = self._closers.get(demand)
        if found is None:
            enough = self.rules.route_closing_credit
            kin = self.kinship.of(demand).items()
            near = [uri for uri, relation in kin if self.rules.relation[relation] >= enough]
            same = [demand] if self.rules.relation["same"] >= enough else []
            found = self._closers[demand] = frozenset([*same, *near])
        return found

    def whole(self, target: Target) -> int:
        """The thousandths shared over the demands of a target: the full score, or more where a part is enough."""
        return FULL_MILLI * 1000 // self.rules.occupation_full_at if target.kind == "occupation" else FULL_MILLI


@dataclass(frozen=True, slots=True)
class Scored:
    """The terms of a target, the demands left out, and the score in thousandths (None: too little known)."""

    terms: tuple[Term, ...]
    unknown: tuple[TargetDemand, ...]
    milli: int | None


def score_target(profile: Profile, target: Target, scorer: Scorer) -> Scored:
    """The score of `target` for `profile`. An empty profile or target gives empty or zero terms, never an error.

    The hundred points are shared over the demands that are known, in proportion to relevance times rarity. An
    occupation lists more than any one job asks: there `occupation.full_at` of the list already gives the hundred, and
    what is met beyond it lowers the other terms so that they add up to a hundred. Each skill counts once for itself and
    at most `kin.uses_per_skill` times for something near it, so that the total is greatest. Adding a skill that was not
    undecided never lowers the score. Taking one away lowers it by the terms that name it, less what other skills then
    take over (`whatif.without`); where no other skill can take over, by these terms exactly.
    """
    return score_sheet(scorer.sheet(profile, target), claims_of(profile), scorer)


def score_sheet(sheet: Sheet, claims: Mapping[str, SkillClaim], scorer: Scorer) -> Scored:
    """`score_target` with a sheet that is at hand, for claims by URI."""
    sheet = sheet.for_claims(claims)
    met = sheet.met(claims)
    places = sorted(met)
    millis = _at_most_full([met[at].milli for at in places])
    terms = list(sheet.empty_terms)
    for at, milli, points in zip(places, millis, whole_points(millis), strict=True):
        empty, found = terms[at], met[at]
        terms[at] = Term(
            demand=empty.demand,
            relevance=empty.relevance,
            wanted_level=empty.wanted_level,
            claim=found.claim,
            relation=found.relation,
            weight=empty.weight,
            worth_milli=empty.worth_milli,
            milli=milli,
            points=points,
        )
    return Scored(tuple(terms), sheet.unknown, sum(millis) if sheet.enough else None)


def _at_most_full(millis: list[int]) -> list[int]:
    """The same, or lowered in proportion so that they add up to the full score and no more."""
    return millis if sum(millis) <= FULL_MILLI else share(FULL_MILLI, millis)
