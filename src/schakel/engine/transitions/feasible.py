"""Feasible and desirable roles for a person, from the person's own skills; two things, never mixed into one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.targets import occupation_targets
from schakel.engine.matching.types import Profile, SkillClaim, Target
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.transitions.rules import TransitionRules
from schakel.engine.transitions.types import (
    BANDS,
    Demand,
    Desirability,
    LevelWarning,
    PayBand,
    PayChange,
    Transition,
    Transitions,
)
from schakel.engine.transitions.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class Region:
    """What is known of roles in a region, by URI or else by ISCO-08 group: demand, and the usual pay."""

    demand: Mapping[str, Demand] = field(default_factory=dict)
    pay: Mapping[str, PayBand] = field(default_factory=dict)


def transitions(
    view: PersonsOwnView,
    scorer: Scorer,
    yardstick: Yardstick,
    rules: TransitionRules,
    *,
    roles: Sequence[Target] | None = None,
    level: str | None = None,
    unticked: Iterable[str] = (),
    region: Region | None = None,
) -> Transitions:
    """The roles a person can step into, feasible first, in each band the best covered first.

    `roles` None means all ICT occupations of the taxonomy. What the registered occupation asks and the person did not
    tell is assumed, at the lowest proof, unless named in `unticked`. `level` is the person's own level (`mbo-4`, ...):
    a role whose usual levels lie above it stays in the list, with a warning. The order of `roles` has no influence.
    """
    told = view.profile
    assumed = assumed_from_occupation(told, scorer, rules, unticked=unticked)
    whole = replace(told, skills=(*told.skills, *assumed))
    found = [
        _transition(role, (told, whole), scorer, yardstick)
        for role in (occupation_targets(scorer.taxonomy) if roles is None else roles)
        if role.uri != told.occupation
    ]
    by_uri = {role.uri: role for role in (occupation_targets(scorer.taxonomy) if roles is None else roles)}
    dressed = [
        replace(
            one,
            level_gap=_level_gap(one.role, level, scorer, rules),
            warning=_warning(_level_gap(one.role, level, scorer, rules)),
            desirability=_desirability(by_uri[one.role], told, scorer, region or Region()),
        )
        for one in found
    ]
    dressed.sort(key=lambda one: (BANDS.index(one.band), -(one.milli or 0), one.role))
    return Transitions(tuple(dressed), assumed)


def assumed_from_occupation(
    profile: Profile, scorer: Scorer, rules: TransitionRules, *, unticked: Iterable[str] = ()
) -> tuple[SkillClaim, ...]:
    """Claims of tier `assumed` for what the registered occupation asks or brings and the person did not tell."""
    occupation = scorer.taxonomy.occupations.get(profile.occupation or "")
    if occupation is None:
        return ()
    asked = [demand.uri for demand in occupation.demands if demand.relevance in rules.prior_relevances]
    known = {claim.uri for claim in profile.skills} | set(unticked)
    fresh = {uri for uri in (*asked, *occupation.carries_over) if uri in scorer.taxonomy.skills and uri not in known}
    return tuple(SkillClaim(uri, None, "assumed") for uri in sorted(fresh))


def pay_change(before: PayBand | None, after: PayBand | None) -> PayChange:
    """How the usual pay of two roles compares: only bands that do not touch are higher or lower.

    >>> pay_change(PayBand(2600, 3400), PayBand(3500, 4800)), pay_change(PayBand(2600, 3400), PayBand(3000, 4000))
    ('higher', 'overlaps')
    """
    if before is None or after is None:
        return "unknown"
    if after.low > before.high:
        return "higher"
    return "lower" if after.high < before.low else "overlaps"


def _transition(role: Target, person: tuple[Profile, Profile], scorer: Scorer, yardstick: Yardstick) -> Transition:
    """One role, for what a person told and for that with what was assumed."""
    told, whole = person
    scored = score_target(whole, role, scorer)
    alone = scored if whole == told else score_target(told, role, scorer)
    return Transition(
        role=role.uri,
        band=yardstick.band(scored.milli),
        milli=scored.milli,
        terms=scored.terms,
        unknown=scored.unknown,
        told_milli=alone.milli,
        told_band=yardstick.band(alone.milli),
        level_gap=None,
        warning="",
        desirability=Desirability(Demand(), None, "unknown"),
    )


def _level_gap(role: str, level: str | None, scorer: Scorer, rules: TransitionRules) -> int | None:
    occupation = scorer.taxonomy.occupations.get(role)
    asked = [rules.nlqf[one] for one in (occupation.levels if occupation else ()) if one in rules.nlqf]
    if level is None or level not in rules.nlqf or not asked:
        return None
    return max(0, min(asked) - rules.nlqf[level])


def _warning(gap: int | None) -> LevelWarning:
    if gap is None:
        return "level-unknown"
    return "level-above" if gap else ""


def _desirability(role: Target, profile: Profile, scorer: Scorer, region: Region) -> Desirability:
    origin = scorer.taxonomy.occupations.get(profile.occupation or "")
    before = None
    if origin is not None:
        before = region.pay.get(origin.uri, region.pay.get(origin.isco))
    after = region.pay.get(role.uri, region.pay.get(role.isco))
    demand = region.demand.get(role.uri, region.demand.get(role.isco, Demand()))
    return Desirability(demand=demand, pay=after, pay_change=pay_change(before, after))
