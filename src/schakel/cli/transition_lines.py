"""`schakel advise --transitions`: to which roles a person can change, over which stepping stones, and what opens most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schakel.cli.advice_parts import Parts

if TYPE_CHECKING:
    from schakel.engine.advice import Stones
    from schakel.engine.matching.types import Profile
    from schakel.engine.routing import Pay

ROLES_SHOWN = 12
UNLOCK_SHOWN = 5


def transitions_shape(
    profile: Profile, parts: Parts, *, goal: str | None, unticked: tuple[str, ...], given: Stones | None = None
) -> dict[str, Any]:
    """Feasible and near roles, stepping stones to the goal where there is one, and the skills that open most roles."""
    from schakel.engine.advice.shapes import named
    from schakel.engine.matching import PersonsOwnView
    from schakel.engine.transitions import skills_that_unlock, stepping_stones, transitions

    given = given or job_parts(parts)
    rules, yardstick = given.rules, given.yardstick
    view = PersonsOwnView.open(profile, person="self", viewer="self")
    found = transitions(view, parts.scorer, yardstick, rules, unticked=unticked)
    shown = [*found.in_band("feasible"), *found.in_band("near")][:ROLES_SHOWN]
    shape: dict[str, Any] = {
        "roles": [
            {
                **named(one.role, parts.speaker),
                "band": one.band,
                "score": None if one.milli is None else (one.milli + 500) // 1000,
                "rests_on_assumed": one.rests_on_assumed,
                "levels_up": one.level_gap,
                "missing": [named(term.demand, parts.speaker) for term in one.missing[:5]],
            }
            for one in shown
        ],
        "opens_most": [
            {**named(one.skill, parts.speaker), "roles": len(one.opens)}
            for one in skills_that_unlock(view, parts.scorer, yardstick, rules)[:UNLOCK_SHOWN]
        ],
    }
    if goal:
        paths = stepping_stones(view, parts.scorer, yardstick, rules, goal=goal, unticked=frozenset(unticked))
        shape["stepping_stones"] = [[named(hop.role, parts.speaker) for hop in path.hops] for path in paths]
    return shape


def job_parts(parts: Parts, *, pay: Pay | None = None) -> Stones:
    """What is needed to look for jobs on the way. `pay` is what somebody expects of such a job, a month."""
    from schakel.engine.advice import Stones
    from schakel.engine.routing import load_settings
    from schakel.engine.transitions import PayBand, load_transition_rules, make_yardstick
    from schakel.reference import REFERENCE

    rules = load_transition_rules(REFERENCE / "transitions")
    settings = load_settings(REFERENCE / "routing")
    band = None if pay is None else PayBand(pay.low, pay.high)
    told = {} if band is None else dict.fromkeys(parts.scorer.taxonomy.occupations, band)
    return Stones(make_yardstick(parts.scorer, rules), rules, settings, pay=told)


def transition_lines(shape: dict[str, Any]) -> list[str]:
    """The same for people: one line a role, a path and a skill."""
    lines = [f"{one['band']:>9}  {one['label']}" for one in shape["roles"]]
    lines += ["  " + " \u2192 ".join(hop["label"] for hop in path) for path in shape.get("stepping_stones", [])]
    lines += [f"{one['roles']:>9}  {one['label']}" for one in shape["opens_most"]]
    return lines
