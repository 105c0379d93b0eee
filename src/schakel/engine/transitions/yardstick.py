"""From where on a change of work is feasible: read from the taxonomy itself, not chosen.

For each ICT occupation the nearest others of its ISCO unit group, and of its wider family outside that group, are
looked up; the coverage of such pairs has a mean and a standard deviation, and the mean less one deviation is the
threshold. The yardstick is someone who says, without proof, to have every skill that an occupation asks. Both sides
are measured with the very score that a person gets: more alike is a higher number everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isqrt

from schakel.engine.errors import DataError
from schakel.engine.matching.points import share
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.sheet import claims_of
from schakel.engine.matching.targets import occupation_target, occupation_targets
from schakel.engine.matching.types import Profile, SkillClaim, Target
from schakel.engine.skills.concepts import Occupation
from schakel.engine.transitions.rules import TransitionRules
from schakel.engine.transitions.types import Band


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The two thresholds (thousandths of a point of 100) and on how many pairs of occupations each rests."""

    feasible: int
    near: int
    group_pairs: int
    family_pairs: int

    def band(self, milli: int | None) -> Band:
        """The band of a coverage; nothing known is far."""
        if milli is None or milli < self.near:
            return "far"
        return "feasible" if milli >= self.feasible else "near"


def make_yardstick(scorer: Scorer, rules: TransitionRules) -> Yardstick:
    """The thresholds of this taxonomy under these rules.

    Raises DataError when no two occupations share an ISCO group: then there is nothing to learn a threshold from.
    """
    occupations = [scorer.taxonomy.occupations[target.uri] for target in occupation_targets(scorer.taxonomy)]
    finder = _Nearest(occupations, scorer)
    group: list[int] = []
    family: list[int] = []
    for one in occupations:
        mates = [other for other in occupations if other.uri != one.uri and _shares(one, other, rules.group_digits)]
        inside = {other.uri for other in mates} | {one.uri}
        wider = [o for o in occupations if o.uri not in inside and _shares(one, o, rules.family_digits)]
        group += finder.best(one, mates, rules.neighbours)
        family += finder.best(one, wider, rules.neighbours)
    if not group:
        raise DataError(
            "No two ICT occupations share an ISCO group", file="taxonomy", remedy="Fill in isco for the occupations"
        )
    feasible = below_mean(group, rules.spread)
    near = min(feasible, below_mean(family, rules.spread)) if family else feasible
    return Yardstick(feasible=feasible, near=near, group_pairs=len(group), family_pairs=len(family))


def below_mean(values: Sequence[int], spread: int) -> int:
    """The mean less `spread` thousandths of a standard deviation, rounded down, never below 1; whole numbers only.

    >>> below_mean([40, 60], 1000), below_mean([50, 50, 50], 1000), below_mean([0, 100], 1000)
    (40, 50, 1)
    """
    count, total = len(values), sum(values)
    # n times the deviation is the root of n * sum of squares - square of the sum.
    deviation = isqrt(count * sum(value * value for value in values) - total * total)
    return max(1, (total * 1000 - deviation * spread) // (count * 1000))


def profile_of(occupation: Occupation, *, without: Iterable[str] = ()) -> Profile:
    """Someone who says, without proof, to have every skill that the occupation asks."""
    left_out = frozenset(without)
    uris = dict.fromkeys(demand.uri for demand in occupation.demands if demand.uri not in left_out)
    return Profile(skills=tuple(SkillClaim(uri) for uri in sorted(uris)), occupation=occupation.uri)


def _shares(one: Occupation, other: Occupation, digits: int) -> bool:
    return len(one.isco) >= digits and one.isco[:digits] == other.isco[:digits]


class _Nearest:
    """The best coverages of one occupation by others, scoring only those whose upper bound can still matter."""

    def __init__(self, occupations: Sequence[Occupation], scorer: Scorer) -> None:
        self._scorer = scorer
        self._profiles = {one.uri: profile_of(one) for one in occupations}
        self._having: dict[str, list[str]] = {}
        for one in occupations:
            for claim in self._profiles[one.uri].skills:
                self._having.setdefault(claim.uri, []).append(one.uri)

    def best(self, goal: Occupation, others: Sequence[Occupation], count: int) -> list[int]:
        """The `count` highest coverages of `goal` by `others`, best first."""
        target = occupation_target(goal)
        sheet, bounds = self._scorer.sheet(Profile(), target), self._bounds(target)
        order = sorted((one.uri for one in others), key=lambda uri: (-bounds.get(uri, 0), uri))
        found: list[int] = []
        for uri in order:
            if len(found) == count and bounds.get(uri, 0) <= found[-1]:
                break
            milli = sheet.milli(claims_of(self._profiles[uri])) or 0
            found = sorted([*found, milli], reverse=True)[:count]
        return found

    def _bounds(self, target: Target) -> dict[str, int]:
        """Occupation to the most its skills could cover if none were needed twice."""
        known = [demand for demand in target.demands if demand.uri in self._scorer.taxonomy.skills]
        worths = share(self._scorer.whole(target), [self._scorer.weight(demand) for demand in known])
        bounds: dict[str, int] = {}
        for demand, worth in zip(known, worths, strict=True):
            best: dict[str, int] = {}
            uri = demand.uri or ""
            options = {uri: "same", **self._scorer.kinship.of(uri)}
            for skill in options:
                relation = self._scorer.kinship.relation(skill, uri)
                if relation is None:
                    continue
                credit = self._scorer.credit(SkillClaim(skill), relation, demand.level)
                for having in self._having.get(skill, ()):
                    best[having] = max(best.get(having, 0), credit)
            for having, credit in best.items():
                # One more than rounded down: shares may be rounded up by one unit where demands are sorted otherwise.
                bounds[having] = bounds.get(having, 0) + (worth + 1) * credit // 1_000_000 + 1
        return bounds
