"""Allocators: places by lottery, the mobility pool, teams."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from engine.conformance.adapter import Adapter, Many, one_by_one, shuffled
from schakel.engine.allocation import (
    Assignment,
    Crossing,
    Member,
    Place,
    Pool,
    RoleCount,
    Student,
    allocate,
    make_teams,
    plan_pool,
)

STUDENTS = tuple(Student(f"s{at}", ("a", "b", "c")[at % 3 :] + ("a",)[: at % 3], "ict") for at in range(7))
PLACES = (Place("a", 2), Place("b", 1, ("ict",)), Place("c", 2))
DRAWS = ((STUDENTS, PLACES, "one"), (STUDENTS, PLACES, "two"), (STUDENTS[:3], PLACES, "one"))

POOL = Pool(
    (RoleCount("old-1", 4), RoleCount("old-2", 3)),
    (RoleCount("new-1", 2), RoleCount("new-2", 3)),
    (Crossing("old-1", "new-1", 5), Crossing("old-1", "new-2", 3, ("course",)), Crossing("old-2", "new-2", 2)),
)
POOLS = (POOL, replace(POOL, unplaced_cost=4), replace(POOL, crossings=POOL.crossings[:1]))

MEMBERS = tuple(Member(f"m{at}", frozenset("abcd"[at % 4]), ("mbo-4", "hbo")[at % 2]) for at in range(6))
TASKS = (Assignment("one", 3, {"a": 2, "b": 1}), Assignment("two", 3, {"c": 1, "d": 1}))


def _draw() -> Many:
    return one_by_one(lambda question: allocate(question[0], question[1], seed=question[2]))


def _other_draw(question: Any, draw: random.Random) -> Any:
    return shuffled(question[0], draw), shuffled(question[1], draw), question[2]


def _other_pool(pool: Pool, draw: random.Random) -> Pool:
    return Pool(
        shuffled(pool.shrinking, draw), shuffled(pool.growing, draw), shuffled(pool.crossings, draw), pool.unplaced_cost
    )


def _teams() -> Many:
    return one_by_one(lambda question: make_teams(*question, seed="seed"))


def _other_teams(question: Any, draw: random.Random) -> Any:
    return tuple(shuffled(part, draw) for part in question)


ALLOCATORS = [
    Adapter("allocate", _draw, DRAWS, ((), (), "seed"), lambda found: found.placed == (), _other_draw),
    Adapter(
        "plan_pool",
        lambda: one_by_one(plan_pool),
        POOLS,
        Pool((), (), ()),
        lambda found: found.moves == () and found.cost == 0,
        _other_pool,
    ),
    Adapter("make_teams", _teams, ((MEMBERS, TASKS),), ((), ()), lambda found: found.teams == (), _other_teams),
]
