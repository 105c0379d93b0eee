"""Sharing what is scarce, by published rules: internship places, the mobility pool, teams for assignments."""

from __future__ import annotations

from schakel.engine.allocation.explain import explain_draw, load_sentences
from schakel.engine.allocation.places import (
    Allocation,
    Passed,
    Place,
    Placed,
    Student,
    allocate,
    blocking_pairs,
    commitment,
    ticket,
)
from schakel.engine.allocation.pool import Crossing, Move, Pool, PoolPlan, RoleCount, is_optimal, plan_pool
from schakel.engine.allocation.rules import TeamRules, load_team_rules
from schakel.engine.allocation.teams import Assignment, Member, Team, Teams, make_teams

__all__ = [
    "Allocation",
    "Assignment",
    "Crossing",
    "Member",
    "Move",
    "Passed",
    "Place",
    "Placed",
    "Pool",
    "PoolPlan",
    "RoleCount",
    "Student",
    "Team",
    "TeamRules",
    "Teams",
    "allocate",
    "blocking_pairs",
    "commitment",
    "explain_draw",
    "is_optimal",
    "load_sentences",
    "load_team_rules",
    "make_teams",
    "plan_pool",
    "ticket",
]
