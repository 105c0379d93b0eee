"""What if I learn this? Counterfactuals that hold, because each of them is the score computed again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from schakel.engine.matching.score import Scored, Scorer, score_target
from schakel.engine.matching.types import HIGHEST_LEVEL, Profile, SkillClaim, Target, Term
from schakel.engine.matching.view import PersonsOwnView


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The score (whole points) before and after adding claims; None where too little is known."""

    added: tuple[SkillClaim, ...]
    before: int | None
    after: int | None
    gain_milli: int


@dataclass(frozen=True, slots=True)
class SmallestSet:
    """The fewest skills that bring the score to a threshold; `proven` when every smaller set was ruled out."""

    skills: tuple[SkillClaim, ...]
    score: int
    proven: bool


def with_claims(profile: Profile, claims: Iterable[SkillClaim]) -> Profile:
    """The profile with these claims in place of its own on the same skills."""
    added = {claim.uri: claim for claim in claims}
    kept = tuple(claim for claim in profile.skills if claim.uri not in added)
    return replace(profile, skills=(*kept, *added.values()))


def what_if(view: PersonsOwnView, target: Target, claims: Sequence[SkillClaim], scorer: Scorer) -> WhatIf:
    """The score of `target` if the person also had `claims`."""
    before = score_target(view.profile, target, scorer)
    after = score_target(with_claims(view.profile, claims), target, scorer)
    return _what_if(tuple(claims), before, after)


def what_helps(view: PersonsOwnView, target: Target, scorer: Scorer) -> tuple[WhatIf, ...]:
    """For each demand not fully met: the score with that skill at the wanted level. Best gain first."""
    before = score_target(view.profile, target, scorer)
    found = []
    for claim in _learnable(view.profile, before.terms):
        after = score_target(with_claims(view.profile, [claim]), target, scorer)
        found.append(_what_if((claim,), before, after))
    helpful = [one for one in found if one.gain_milli > 0]
    return tuple(sorted(helpful, key=lambda one: (-one.gain_milli, one.added[0].uri)))


def smallest_set(view: PersonsOwnView, target: Target, scorer: Scorer, *, threshold: int) -> SmallestSet | None:
    """The fewest skills to learn to reach `threshold` points; None when no set does or nothing can be scored.

    Up to `whatif.exact_most` candidates every set is tried, smaller first, of equal size the highest score first.
    Above that the best next skill is taken each time and `proven` is False.
    """
    before = score_target(view.profile, target, scorer)
    if before.milli is None:
        return None
    if before.milli >= threshold * 1000:
        return SmallestSet((), before.milli // 1000, proven=True)
    search = _Search(view.profile, target, scorer, threshold * 1000)
    candidates = _learnable(view.profile, before.terms)
    if len(candidates) <= scorer.rules.whatif_exact_most:
        return search.exact(candidates)
    return search.greedy(candidates)


@dataclass(frozen=True, slots=True)
class _Search:
    profile: Profile
    target: Target
    scorer: Scorer
    wanted: int

    def milli(self, claims: Iterable[SkillClaim]) -> int:
        return score_target(with_claims(self.profile, claims), self.target, self.scorer).milli or 0

    def exact(self, candidates: Sequence[SkillClaim]) -> SmallestSet | None:
        if self.milli(candidates) < self.wanted:
            return None
        for size in range(1, len(candidates) + 1):
            best: tuple[int, tuple[SkillClaim, ...]] | None = None
            for claims in combinations(candidates, size):
                milli = self.milli(claims)
                if milli >= self.wanted and (best is None or milli > best[0]):
                    best = milli, claims
            if best is not None:
                return SmallestSet(best[1], best[0] // 1000, proven=True)
        return None

    def greedy(self, candidates: Sequence[SkillClaim]) -> SmallestSet | None:
        chosen: list[SkillClaim] = []
        left = list(candidates)
        while left:
            best = max(left, key=lambda claim: (self.milli([*chosen, claim]), -left.index(claim)))
            chosen.append(best)
            left.remove(best)
            milli = self.milli(chosen)
            if milli >= self.wanted:
                return SmallestSet(tuple(chosen), milli // 1000, proven=len(chosen) == 1)
        return None


def _learnable(profile: Profile, terms: Iterable[Term]) -> list[SkillClaim]:
    """A claim for each demand that the person does not meet with the very skill at the wanted level; sorted by URI."""
    claims = []
    for term in terms:
        own = profile.claim(term.demand)
        wanted = term.wanted_level or (own.level if own and own.level else None)
        if own is not None and own.tier != "assumed" and own.level != 0 and _reaches(own.level, term.wanted_level):
            continue
        keep_tier = own.tier if own is not None and own.tier != "assumed" else "claimed"
        claims.append(SkillClaim(term.demand, wanted, keep_tier))
    return sorted(claims, key=lambda claim: claim.uri)


def _reaches(level: int | None, wanted: int | None) -> bool:
    if wanted is None:
        return True
    return level is not None and min(level, HIGHEST_LEVEL) >= wanted


def _what_if(added: tuple[SkillClaim, ...], before: Scored, after: Scored) -> WhatIf:
    return WhatIf(
        added=added,
        before=None if before.milli is None else before.milli // 1000,
        after=None if after.milli is None else after.milli // 1000,
        gain_milli=(after.milli or 0) - (before.milli or 0),
    )
