"""Jobs on the way: which work somebody can do now brings a goal nearer, and routes that go over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.targets import occupation_target
from schakel.engine.matching.types import Match, Profile
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.routing.given import RouteSettings, SteppingStone
from schakel.engine.transitions.feasible import transitions
from schakel.engine.transitions.rules import TransitionRules
from schakel.engine.transitions.stones import after_working, stepping_stones
from schakel.engine.transitions.types import PayBand
from schakel.engine.transitions.yardstick import Yardstick

_ON_THE_JOB = ("essential", "important")


@dataclass(frozen=True, slots=True)
class Stones:
    """What is needed to look for jobs on the way; `pay` maps an occupation (URI) or ISCO group to what it usually pays.

    `level` is the person's own level (`mbo-4`, ...): work above it is no stepping stone. None: not told.
    """

    yardstick: Yardstick
    rules: TransitionRules
    settings: RouteSettings
    pay: Mapping[str, PayBand] = field(default_factory=dict)
    level: str | None = None


def stones_to(view: PersonsOwnView, found: Match, scorer: Scorer, given: Stones) -> tuple[SteppingStone, ...]:
    """The jobs somebody can step into now that bring the occupation of `found` nearer, best first.

    None when that occupation itself can be stepped into at once. First the stones of the cheapest paths of feasible
    changes; then other feasible work after which the goal scores at least `stones.least_gain` points higher. In such a
    job one learns what it asks first of all, and what of the goal that closes. Raises NotFound for an unknown goal.
    """
    goal = found.target.uri
    if given.yardstick.band(found.milli) == "feasible":
        return ()
    open_now = transitions(view, scorer, given.yardstick, given.rules, level=given.level).in_band("feasible")
    usual = [one.role for one in open_now if one.role != goal and one.warning != "level-above"]
    paths = stepping_stones(view, scorer, given.yardstick, given.rules, goal=goal)
    first = [role for path in paths for role in path.stones if role in usual]
    gains = {role: _gain(view.profile, role, found, scorer) for role in usual}
    near = [role for role in usual if gains[role] >= given.settings.stones_least_gain * 1000]
    order = dict.fromkeys([*first, *sorted(near, key=lambda role: (-gains[role], role))])
    stones = [_stone(role, view.profile, found, scorer, given) for role in order]
    return tuple([one for one in stones if one.gains][: given.rules.stones_shown])


def _gain(profile: Profile, role: str, found: Match, scorer: Scorer) -> int:
    """How much nearer the goal comes by working in a role, in thousandths of a point."""
    later = after_working(profile, occupation_target(scorer.taxonomy.occupation(role)))
    return (score_target(later, found.target, scorer).milli or 0) - (found.milli or 0)


def _stone(role: str, profile: Profile, found: Match, scorer: Scorer, given: Stones) -> SteppingStone:
    occupation = scorer.taxonomy.occupation(role)
    pay = given.pay.get(role, given.pay.get(occupation.isco))
    return SteppingStone(
        occupation=role,
        gains=_gains(role, profile, found, scorer),
        months=given.settings.stones_months,
        pay_from=None if pay is None else pay.low,
        pay_to=None if pay is None else pay.high,
        labels=occupation.labels,
    )


def _gains(role: str, profile: Profile, found: Match, scorer: Scorer) -> tuple[str, ...]:
    """The demands of the goal that working in a role closes and that somebody has not got; and what the role teaches."""
    asked = scorer.taxonomy.occupation(role).demands
    learned = [demand.uri for demand in asked if demand.relevance in _ON_THE_JOB]
    have = {claim.uri for claim in profile.skills if claim.level != 0}
    demands = [term.demand for term in found.terms]
    closed = [uri for uri in demands if not scorer.closers(uri).isdisjoint(learned)]
    return tuple(uri for uri in dict.fromkeys([*closed, *learned]) if scorer.closers(uri).isdisjoint(have))
