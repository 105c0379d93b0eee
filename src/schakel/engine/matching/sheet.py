"""One target made ready to score: its demands in order, what each is worth, and which skills can meet them.

Nothing here depends on a person, so that one sheet serves every "what if" on the same target.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schakel.engine.matching.assignment import assign
from schakel.engine.matching.points import share
from schakel.engine.matching.types import FULL_MILLI, Profile, Relation, SkillClaim, Target, TargetDemand, Term

if TYPE_CHECKING:
    from schakel.engine.matching.score import Scorer

Claims = Mapping[str, SkillClaim]

_NEARNESS: dict[Relation, int] = {
    "related": 0,
    "broader": 1,
    "sibling": 2,
    "narrower_far": 3,
    "narrower": 4,
    "same": 5,
}


@dataclass(frozen=True, slots=True)
class Met:
    """What meets a demand: the claim, its relation to the demand, and what it gives in thousandths of a point."""

    claim: SkillClaim
    relation: Relation
    milli: int


class Sheet:
    """A target ready to score. `left_open` holds the demands that cannot be judged: not linked, or undecided."""

    __slots__ = (
        "_others",
        "_scorer",
        "_serves",
        "_told",
        "_undecided",
        "empty_terms",
        "enough",
        "known",
        "target",
        "unknown",
        "worths",
    )

    def __init__(self, target: Target, scorer: Scorer, undecided: Set[str] = frozenset()) -> None:
        """`undecided` are URIs of skills the person was asked about and has not answered."""
        self.target = target
        self._scorer = scorer
        self.known, self.unknown = split(target, scorer, undecided)
        self.worths = worths_of(self.known, target, scorer)
        self.empty_terms = tuple(
            Term(
                demand=demand.uri or "",
                relevance=demand.relevance,
                wanted_level=demand.level,
                claim=None,
                relation=None,
                weight=scorer.weight(demand),
                worth_milli=worth,
                milli=0,
                points=0,
            )
            for demand, worth in zip(self.known, self.worths, strict=True)
        )
        self.enough = enough(self.known, self.unknown, scorer)
        self._undecided = frozenset(one.uri for one in self.unknown if one.uri is not None and one.uri in undecided)
        self._others: dict[frozenset[str], Sheet] = {}
        self._told: dict[str, int] = {}
        self._serves: dict[str, list[tuple[int, Relation]]] = {}
        for at, demand in enumerate(self.known):
            uri = demand.uri or ""
            self._serves.setdefault(uri, []).append((at, "same"))
            for have, relation in scorer.kinship.of(uri).items():
                self._serves.setdefault(have, []).append((at, relation))

    def touches(self, uri: str) -> bool:
        """Whether a skill can change anything here."""
        return uri in self._serves or uri in self._undecided

    def asks_any(self, uris: Iterable[str]) -> bool:
        """Whether any of these skills is asked here."""
        return any(("same" in (relation for _, relation in self._serves.get(uri, ()))) for uri in uris)

    def for_claims(self, claims: Claims) -> Sheet:
        """This sheet, or the one in which demands that the claims answer are no longer open."""
        answered = frozenset(uri for uri in self._undecided if uri in claims)
        if not answered:
            return self
        if answered not in self._others:
            self._others[answered] = Sheet(self.target, self._scorer, self._undecided - answered)
        return self._others[answered]

    def milli(self, claims: Claims) -> int | None:
        """The score in thousandths; None when too little is known."""
        sheet = self.for_claims(claims)
        if not sheet.enough:
            return None
        return min(FULL_MILLI, sum(one.milli for one in sheet.met(claims).values()))

    def met(self, claims: Claims) -> dict[int, Met]:
        """Demand number to what meets it: the exact assignment of greatest value."""
        own, kin = self._options(claims)
        met: dict[int, Met] = {}
        contested: dict[int, dict[str, Met]] = {}
        for at in sorted({*own, *kin}):
            near = kin.get(at, {})
            itself = own.get(at)
            if itself is not None and itself.milli >= max((option.milli for option in near.values()), default=0):
                met[at] = itself
            else:
                contested[at] = near if itself is None else {"": itself, **near}
        if contested:
            met.update(_settle(contested, self._scorer.rules.kin_uses))
        return met

    def _options(self, claims: Claims) -> tuple[dict[int, Met], dict[int, dict[str, Met]]]:
        """What could meet each demand: the very skill, and skills near it; what is worth nothing is left out."""
        own: dict[int, Met] = {}
        kin: dict[int, dict[str, Met]] = {}
        for uri in claims if len(claims) < len(self._serves) else sorted(self._serves.keys() & claims.keys()):
            for at, relation in self._serves.get(uri, ()):
                option = self._option(claims[uri], relation, at)
                if option.milli == 0:
                    continue
                if relation == "same":
                    own[at] = option
                else:
                    kin.setdefault(at, {})[uri] = option
        return own, kin

    def _option(self, claim: SkillClaim, relation: Relation, at: int) -> Met:
        credit = self._scorer.credit(claim, relation, self.known[at].level)
        return Met(claim, relation, self.worths[at] * credit // 1_000_000)

    def most_of(self, claim: SkillClaim) -> int:
        """No set of claims that holds this one scores more than this above the same set without it."""
        gives = [
            (relation, self._option(claim, relation, at).milli) for at, relation in self._serves.get(claim.uri, ())
        ]
        kin = sorted((milli for relation, milli in gives if relation != "same"), reverse=True)
        return sum(milli for relation, milli in gives if relation == "same") + sum(kin[: self._scorer.rules.kin_uses])

    def most_told(self, uri: str) -> int:
        """`most_of` a skill that is only told; kept, as it is the same for everybody."""
        found = self._told.get(uri)
        if found is None:
            found = self._told[uri] = self.most_of(SkillClaim(uri))
        return found


def sheet_for(profile: Profile, target: Target, scorer: Scorer) -> Sheet:
    """The sheet of a target for somebody: demands they were asked about and did not answer stay open."""
    return Sheet(target, scorer, frozenset(profile.undecided) - {claim.uri for claim in profile.skills})


def claims_of(profile: Profile) -> dict[str, SkillClaim]:
    """URI to claim."""
    return {claim.uri: claim for claim in profile.skills}


def worths_of(known: Sequence[TargetDemand], target: Target, scorer: Scorer) -> list[int]:
    """What each known demand can give, in thousandths of a point."""
    return share(scorer.whole(target), [scorer.weight(demand) for demand in known])


def split(
    target: Target, scorer: Scorer, undecided: Set[str] = frozenset()
) -> tuple[tuple[TargetDemand, ...], tuple[TargetDemand, ...]]:
    """The demands that can be judged, weightiest first, and those that cannot."""
    known: list[tuple[int, str, TargetDemand]] = []
    unknown: list[tuple[int, str, str, TargetDemand]] = []
    for demand in target.demands:
        if demand.uri in scorer.taxonomy.skills and demand.uri not in undecided:
            known.append((-scorer.weight(demand), demand.uri or "", demand))
        else:
            unknown.append((-scorer.rules.relevance[demand.relevance], demand.uri or "", demand.text, demand))
    known.sort(key=lambda row: row[:2])
    unknown.sort(key=lambda row: row[:3])
    return tuple(row[-1] for row in known), tuple(row[-1] for row in unknown)


def enough(known: tuple[TargetDemand, ...], unknown: tuple[TargetDemand, ...], scorer: Scorer) -> bool:
    """Whether the known demands carry enough of the relevance (of an unknown demand the rarity is not known)."""
    here = sum(scorer.rules.relevance[demand.relevance] for demand in known)
    there = sum(scorer.rules.relevance[demand.relevance] for demand in unknown)
    return here > 0 and here * 1000 >= (here + there) * scorer.rules.coverage_floor


def _settle(contested: Mapping[int, Mapping[str, Met]], uses: int) -> dict[int, Met]:
    """Share the skills over the demands that compete for them. Of equal totals, the nearer relations win."""
    if uses == 0:
        return {at: options[""] for at, options in contested.items() if "" in options}
    names = sorted({uri for options in contested.values() for uri in options if uri})
    places = {uri: at * uses for at, uri in enumerate(names)}
    edges: dict[int, dict[int, int]] = {}
    behind: dict[tuple[int, int], Met] = {}
    for at, options in contested.items():
        edges[at] = {}
        for uri, option in options.items():
            first = places[uri] if uri else len(names) * uses + at
            for column in range(first, first + (uses if uri else 1)):
                edges[at][column] = option.milli * 1_000_000 + _NEARNESS[option.relation]
                behind[(at, column)] = option
    return {at: behind[(at, column)] for at, column in assign(edges).items()}
