"""What a programme covers: vacancies and roles of the region that fit somebody who finished it, and what is scarce.

A programme is looked at as a person who has what it teaches, shown and no more. No real person plays a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schakel.engine.matching.score import Scorer
from schakel.engine.matching.types import Profile, SkillClaim, Target


@dataclass(frozen=True, slots=True)
class Scarce:
    """A skill that is asked: by how many targets, and by how many programmes it is taught (the looked-at one too)."""

    skill: str
    asked: int
    taught: int


@dataclass(frozen=True, slots=True)
class CurriculumReach:
    """A programme before and after a change: URIs of the targets it covers, what is won and lost, what is scarce.

    A target is covered when what is taught gives at least `threshold.good` points. `scarce` holds what the targets ask
    and the changed programme does not teach, asked most per programme first.
    """

    total: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    scarce: tuple[Scarce, ...]

    @property
    def won(self) -> tuple[str, ...]:
        """Targets covered only after the change."""
        return tuple(uri for uri in self.after if uri not in self.before)

    @property
    def lost(self) -> tuple[str, ...]:
        """Targets covered only before the change."""
        return tuple(uri for uri in self.before if uri not in self.after)


def curriculum_reach(
    teaches: Iterable[str],
    targets: Sequence[Target],
    scorer: Scorer,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    others: Iterable[Iterable[str]] = (),
) -> CurriculumReach:
    """What a programme covers when it also teaches `add` and no longer teaches `remove` (skill URIs).

    `others` is what the other programmes of the region teach. The order of all of them has no influence.

    >>> from schakel.engine.matching.rules import load_rules
    >>> from schakel.engine.matching.types import TargetDemand
    >>> from schakel.engine.skills.taxonomy import Skill, Taxonomy
    >>> from schakel.reference import REFERENCE
    >>> skills = {uri: Skill(uri, uri, "knowledge", {"en": uri}, {}) for uri in ("sql", "python")}
    >>> scorer = Scorer(Taxonomy(skills, {}), load_rules(REFERENCE / "matching"))
    >>> jobs = [Target(uri, "vacancy", (TargetDemand(uri, "essential"),)) for uri in skills]
    >>> found = curriculum_reach(["sql"], jobs, scorer, add=["python"])
    >>> found.before, found.won, found.total
    (('sql',), ('python',), 2)
    """
    old = frozenset(teaches)
    new = (old | frozenset(add)) - frozenset(remove)
    listed = sorted(targets, key=lambda target: target.uri)
    return CurriculumReach(
        total=len(listed),
        before=_covered(old, listed, scorer),
        after=_covered(new, listed, scorer),
        scarce=_scarce(new, listed, scorer, [*map(frozenset, others), new]),
    )


def _covered(taught: frozenset[str], targets: Sequence[Target], scorer: Scorer) -> tuple[str, ...]:
    profile = Profile(tuple(SkillClaim(uri, None, "evidenced") for uri in sorted(taught)))
    claims = {claim.uri: claim for claim in profile.skills}
    least = scorer.rules.threshold_good * 1000
    scored = ((target.uri, scorer.sheet(profile, target).milli(claims)) for target in targets)
    return tuple(uri for uri, milli in scored if milli is not None and milli >= least)


def _scarce(
    taught: frozenset[str], targets: Sequence[Target], scorer: Scorer, programmes: Sequence[frozenset[str]]
) -> tuple[Scarce, ...]:
    asked: dict[str, int] = {}
    for target in targets:
        for demand in target.demands:
            skill = scorer.taxonomy.skills.get(demand.uri or "")
            if skill is not None and skill.kind not in scorer.rules.route_not_for:
                asked[skill.uri] = asked.get(skill.uri, 0) + 1
    rows = [
        Scarce(uri, count, sum(not scorer.closers(uri).isdisjoint(one) for one in programmes))
        for uri, count in asked.items()
        if scorer.closers(uri).isdisjoint(taught)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.asked * _FINE // (row.taught + 1), row.skill)))


_FINE = 1_000_000
