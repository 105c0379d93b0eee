"""Which one skill opens most roles: add it, score again, count the roles that became feasible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schakel.engine.matching.score import Scorer
from schakel.engine.matching.sheet import Sheet, claims_of
from schakel.engine.matching.targets import occupation_targets
from schakel.engine.matching.types import SkillClaim, Target
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.transitions.feasible import assumed_from_occupation
from schakel.engine.transitions.rules import TransitionRules
from schakel.engine.transitions.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class Unlock:
    """A skill, the roles that become feasible with it (sorted by URI), and what these gain together (thousandths)."""

    skill: str
    opens: tuple[str, ...]
    gain_milli: int


def skills_that_unlock(
    view: PersonsOwnView,
    scorer: Scorer,
    yardstick: Yardstick,
    rules: TransitionRules,
    *,
    roles: Sequence[Target] | None = None,
) -> tuple[Unlock, ...]:
    """The skills that alone make most roles feasible, best first; at most `unlock.shown_most`.

    Every count is the score computed again with the skill added (told, without proof). Skills the person was asked
    about and has not answered are left out: these are questions to answer first.
    """
    assumed = assumed_from_occupation(view.profile, scorer, rules)
    profile = replace(view.profile, skills=(*view.profile.skills, *assumed))
    claims = claims_of(profile)
    closed = {claim.uri for claim in profile.skills if claim.tier != "assumed"} | set(profile.undecided)
    opened: dict[str, list[tuple[str, int]]] = {}
    for role in occupation_targets(scorer.taxonomy) if roles is None else roles:
        sheet = scorer.sheet(profile, role)
        before = sheet.milli(claims)
        if before is None or yardstick.band(before) == "feasible" or role.uri == profile.occupation:
            continue
        for skill in sorted(_near(sheet, scorer) - closed):
            if before + sheet.most_told(skill) < yardstick.feasible:
                continue
            after = sheet.milli({**claims, skill: SkillClaim(skill)}) or 0
            if after >= yardstick.feasible:
                opened.setdefault(skill, []).append((role.uri, after - before))
    found = [
        Unlock(skill, tuple(sorted(uri for uri, _ in gains)), sum(gain for _, gain in gains))
        for skill, gains in opened.items()
    ]
    found.sort(key=lambda one: (-len(one.opens), -one.gain_milli, one.skill))
    return tuple(found[: rules.unlock_shown])


def _near(sheet: Sheet, scorer: Scorer) -> set[str]:
    """The skills that can change anything for this role."""
    asked = [term.demand for term in sheet.empty_terms]
    return {*asked, *(skill for demand in asked for skill in scorer.kinship.of(demand))}
