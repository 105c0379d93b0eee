"""What if I learn this? Counterfactuals that hold, because each of them is the score computed again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.sheet import Sheet, claims_of
from schakel.engine.matching.types import HIGHEST_LEVEL, Profile, SkillClaim, Target, TargetDemand
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
    """The fewest skills that bring the score to a threshold.

    `proven` when every smaller set was ruled out; `at_least`: no set of fewer skills than this can do.
    """

    skills: tuple[SkillClaim, ...]
    score: int
    proven: bool
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Without:
    """The score with one claim taken away (or weakened to what is kept), in thousandths.

    `own` is what the terms that name the claim gave, `taken_over` what other skills (or what is kept) then give in its
    place: `before - own + taken_over == after`, exactly. Where nothing can take over, the score falls by its terms.
    """

    removed: SkillClaim
    before: int
    own: int
    taken_over: int
    after: int


def with_claims(profile: Profile, claims: Iterable[SkillClaim]) -> Profile:
    """The profile with these claims in place of its own on the same skills."""
    added = {claim.uri: claim for claim in claims}
    kept = tuple(claim for claim in profile.skills if claim.uri not in added)
    return replace(profile, skills=(*kept, *added.values()))


def what_if(view: PersonsOwnView, target: Target, claims: Sequence[SkillClaim], scorer: Scorer) -> WhatIf:
    """The score of `target` if the person also had `claims`.

    >>> from schakel.engine.matching.rules import load_rules
    >>> from schakel.engine.matching.types import TargetDemand
    >>> from schakel.engine.skills.taxonomy import Skill, Taxonomy
    >>> from schakel.reference import REFERENCE
    >>> skills = {uri: Skill(uri, uri, "knowledge", {"en": uri}, {}) for uri in ("sql", "python")}
    >>> scorer = Scorer(Taxonomy(skills, {}), load_rules(REFERENCE / "matching"))
    >>> job = Target("job", "vacancy", tuple(TargetDemand(uri, "essential") for uri in skills))
    >>> view = PersonsOwnView.open(Profile((SkillClaim("sql", tier="validated"),)), person="p", viewer="p")
    >>> answer = what_if(view, job, [SkillClaim("python")], scorer)
    >>> answer.before, answer.after
    (50, 90)
    """
    sheet = scorer.sheet(view.profile, target)
    own = claims_of(view.profile)
    return _what_if(tuple(claims), sheet.milli(own), sheet.milli({**own, **claims_of(Profile(tuple(claims)))}))


def without(
    view: PersonsOwnView, target: Target, uri: str, scorer: Scorer, *, keep: SkillClaim | None = None
) -> Without | None:
    """The score without the person's claim on `uri`, or with the weaker claim `keep` in its place.

    None when the person has no such claim or too little is known to score.
    """
    claims = claims_of(view.profile)
    sheet = scorer.sheet(view.profile, target)
    before = score_target(view.profile, target, scorer)
    if uri not in claims or before.milli is None:
        return None
    removed = claims.pop(uri)
    own = sum(term.milli for term in before.terms if term.claim is removed)
    after = sheet.milli({**claims, uri: keep} if keep is not None else claims) or 0
    return Without(removed, before.milli, own, after - before.milli + own, after)


def what_helps(view: PersonsOwnView, target: Target, scorer: Scorer) -> tuple[WhatIf, ...]:
    """For each demand not fully met: the score with that skill at the wanted level. Best gain first."""
    sheet = scorer.sheet(view.profile, target)
    own = claims_of(view.profile)
    before = sheet.milli(own)
    candidates = _learnable(view.profile, sheet.known)
    found = [_what_if((claim,), before, sheet.milli({**own, claim.uri: claim})) for claim in candidates]
    helpful = [one for one in found if one.gain_milli > 0]
    return tuple(sorted(helpful, key=lambda one: (-one.gain_milli, one.added[0].uri)))


def smallest_set(view: PersonsOwnView, target: Target, scorer: Scorer, *, threshold: int) -> SmallestSet | None:
    """The fewest skills to learn to reach `threshold` points; None when no set does or nothing can be scored.

    Up to `whatif.exact_most` candidates every set that could do is tried, smaller first, of equal size the highest
    score first. Above that the best next skill is taken each time, `at_least` says how few it could be at best, and
    `proven` is True only when these are equal.
    """
    sheet = scorer.sheet(view.profile, target)
    own = claims_of(view.profile)
    before = sheet.milli(own)
    if before is None:
        return None
    if before >= threshold * 1000:
        return SmallestSet((), before // 1000, proven=True)
    candidates = _learnable(view.profile, sheet.known)
    search = _Search(sheet, own, before, threshold * 1000)
    if search.milli(candidates) < search.wanted:
        return None
    if len(candidates) <= scorer.rules.whatif_exact_most:
        return search.exact(candidates)
    return search.greedy(candidates)


@dataclass(frozen=True, slots=True)
class _Search:
    sheet: Sheet
    own: dict[str, SkillClaim]
    before: int
    wanted: int

    def milli(self, claims: Iterable[SkillClaim]) -> int:
        return self.sheet.milli({**self.own, **{claim.uri: claim for claim in claims}}) or 0

    def fewest(self, candidates: Sequence[SkillClaim]) -> int:
        """No fewer claims than this can do: each adds at most what it gives at its best place."""
        best = sorted((self.sheet.most_of(claim) for claim in candidates), reverse=True)
        sums = [self.before + sum(best[:size]) for size in range(len(best) + 1)]
        return next((size for size, most in enumerate(sums) if most >= self.wanted), len(best))

    def exact(self, candidates: Sequence[SkillClaim]) -> SmallestSet | None:
        most = {claim.uri: self.sheet.most_of(claim) for claim in candidates}
        for size in range(self.fewest(candidates), len(candidates) + 1):
            best: tuple[int, tuple[SkillClaim, ...]] | None = None
            for claims in combinations(candidates, size):
                if self.before + sum(most[claim.uri] for claim in claims) < max(self.wanted, best[0] if best else 0):
                    continue
                milli = self.milli(claims)
                if milli >= self.wanted and (best is None or milli > best[0]):
                    best = milli, claims
            if best is not None:
                return SmallestSet(best[1], best[0] // 1000, proven=True, at_least=size)
        return None

    def greedy(self, candidates: Sequence[SkillClaim]) -> SmallestSet | None:
        chosen: list[SkillClaim] = []
        left = list(candidates)
        at_least = self.fewest(candidates)
        while left:
            gains = {claim.uri: self.milli([*chosen, claim]) for claim in left}
            best = max(left, key=lambda claim: (gains[claim.uri], -left.index(claim)))
            chosen.append(best)
            left.remove(best)
            if gains[best.uri] >= self.wanted:
                proven = len(chosen) <= max(1, at_least)
                return SmallestSet(tuple(chosen), gains[best.uri] // 1000, proven=proven, at_least=at_least)
        return None


def _learnable(profile: Profile, demands: Iterable[TargetDemand]) -> list[SkillClaim]:
    """A claim for each demand that the person does not meet with the very skill at the wanted level; sorted by URI."""
    claims = []
    for demand in demands:
        own = profile.claim(demand.uri or "")
        wanted = demand.level or (own.level if own and own.level else None)
        if own is not None and own.tier != "assumed" and own.level != 0 and _reaches(own.level, demand.level):
            continue
        keep_tier = own.tier if own is not None and own.tier != "assumed" else "claimed"
        claims.append(SkillClaim(demand.uri or "", wanted, keep_tier))
    return sorted(claims, key=lambda claim: claim.uri)


def _reaches(level: int | None, wanted: int | None) -> bool:
    if wanted is None:
        return True
    return level is not None and min(level, HIGHEST_LEVEL) >= wanted


def _what_if(added: tuple[SkillClaim, ...], before: int | None, after: int | None) -> WhatIf:
    return WhatIf(
        added=added,
        before=None if before is None else before // 1000,
        after=None if after is None else after // 1000,
        gain_milli=(after or 0) - (before or 0),
    )
