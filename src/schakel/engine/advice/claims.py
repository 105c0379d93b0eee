"""From what was read, and from where someone worked, to claims."""

from __future__ import annotations

from collections.abc import Iterable

from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.targets import text_target
from schakel.engine.matching.types import (
    CEFR,
    Cefr,
    LanguageClaim,
    Profile,
    SkillClaim,
    Target,
    TargetDemand,
    Tier,
    merge_claims,
)
from schakel.engine.skills.result import Reading, SkillRead, SpokenRead
from schakel.engine.skills.taxonomy import Taxonomy


def profile_of_reading(reading: Reading, taxonomy: Taxonomy, rules: MatchingRules) -> Profile:
    """The profile that a read text gives: sure mentions become claims, doubtful ones open questions.

    A mention in a section named in `tier.evidenced_sections` counts as shown, any other as said. A spoken language is a
    claim without a level (an occupation may ask it) and stands with its level in `languages`. Groups and anything about
    who the person is stay out.
    """
    mentions = [one for one in reading.skills if _counts(one, taxonomy)]
    sure = [one for one in mentions if one.decision == "accept"]
    spoken = [SkillClaim(one.uri) for one in reading.spoken if one.uri in taxonomy.skills]
    claims = merge_claims([*(_claim(one, rules) for one in sure), *spoken])
    held = {claim.uri for claim in claims}
    doubtful = sorted({one.uri for one in mentions} - held)
    return Profile(
        skills=claims,
        languages=tuple(_spoken(one) for one in sorted(reading.spoken, key=lambda one: one.uri)),
        occupation=reading.occupation.uri if reading.occupation else None,
        undecided=tuple(doubtful),
    )


def target_of_reading(reading: Reading, taxonomy: Taxonomy, *, uri: str) -> Target:
    """What a read vacancy asks: required counts as essential, wished as wished; mentions count as important."""
    relevance = {"required": "essential", "wished": "wished"}
    demands = [
        TargetDemand(one.uri, relevance.get(one.demand, "important"), text=one.text)  # type: ignore[arg-type]
        for one in reading.skills
        if one.decision == "accept" and _counts(one, taxonomy)
    ]
    occupation = taxonomy.occupations.get(reading.occupation.uri) if reading.occupation else None
    labels = {reading.language: reading.title} if reading.title else {}
    return text_target(uri, demands, labels=labels, occupation=occupation)


def assumed_claims(profile: Profile, scorer: Scorer, *, unticked: Iterable[str] = ()) -> tuple[SkillClaim, ...]:
    """Claims taken from the occupation someone comes from, at the lowest tier, without what they said or unticked."""
    occupation = scorer.taxonomy.occupations.get(profile.occupation or "")
    if occupation is None or occupation.kind != "source":
        return ()
    known = {claim.uri for claim in profile.skills} | set(unticked)
    fresh = sorted(uri for uri in set(occupation.carries_over) if uri in scorer.taxonomy.skills and uri not in known)
    return tuple(SkillClaim(uri, None, "assumed") for uri in fresh)


def _counts(read: SkillRead, taxonomy: Taxonomy) -> bool:
    skill = taxonomy.skills.get(read.uri)
    return skill is not None and not skill.is_group and skill.kind != "spoken-language"


def _claim(read: SkillRead, rules: MatchingRules) -> SkillClaim:
    tier: Tier = "evidenced" if read.section in rules.evidenced_sections else "claimed"
    return SkillClaim(read.uri, rules.level_read(read.level), tier)


def _spoken(read: SpokenRead) -> LanguageClaim:
    known: dict[str, Cefr] = {level: level for level in CEFR}
    return LanguageClaim(read.uri, known.get(read.cefr or ""))
