"""Transitions: from a person's own skills to roles that are feasible, and, apart from that, desirable.

`transitions` gives the roles, `stepping_stones` the way to a goal out of reach, `skills_that_unlock` the skills that
open most roles. `make_yardstick` reads from the taxonomy where feasible begins; make it once.
"""

from __future__ import annotations

from schakel.engine.transitions.crossings import RoleGap, role_crossings, role_gap
from schakel.engine.transitions.feasible import Region, assumed_from_occupation, pay_change, transitions
from schakel.engine.transitions.rules import TransitionRules, load_transition_rules
from schakel.engine.transitions.stones import GapCost, Hop, Path, missing_weight, stepping_stones
from schakel.engine.transitions.types import Band, Demand, Desirability, PayBand, Transition, Transitions
from schakel.engine.transitions.unlock import Unlock, skills_that_unlock
from schakel.engine.transitions.yardstick import Yardstick, make_yardstick

__all__ = [
    "Band",
    "Demand",
    "Desirability",
    "GapCost",
    "Hop",
    "Path",
    "PayBand",
    "Region",
    "RoleGap",
    "Transition",
    "TransitionRules",
    "Transitions",
    "Unlock",
    "Yardstick",
    "assumed_from_occupation",
    "load_transition_rules",
    "make_yardstick",
    "missing_weight",
    "pay_change",
    "role_crossings",
    "role_gap",
    "skills_that_unlock",
    "stepping_stones",
    "transitions",
]
