"""Where journeys meet the engine: teams for assignments, kept so that anyone can make them again.

Nobody is put in an order of how good they are. With more students than places a lottery decides, and of each level that
every team asks as many go first as there are teams. Who is in is divided by what teams cover together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schakel import __version__
from schakel.engine.allocation import (
    Assignment,
    Member,
    TeamRules,
    Teams,
    commitment,
    make_teams,
    ticket,
)
from schakel.engine.errors import EngineError, InputError
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.fairness import team_rules
from schakel.records.people.engine_io.linking import can_claim
from schakel.records.people.engine_io.parts import reader


@dataclass(frozen=True, slots=True)
class Student:
    """A student by the key of the entry, with what they chose to show."""

    key: str
    level: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An assignment by its key, with what each asked skill weighs."""

    key: str
    asks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a division is: levels mixed and weight covered, each beside what no division can pass."""

    mix: int
    mix_bound: int
    weight: int
    weight_bound: int
    proven: bool


def rules() -> TeamRules:
    """The rules in force, as published."""
    return team_rules()


def fingerprint(seed: str) -> str:
    """What is shown before the teams are made."""
    return commitment(seed)


def make(students: Iterable[Student], work: Iterable[Work], *, size: int, levels: Sequence[str], seed: str) -> Any:
    """Make teams; returns the record to keep: what went in and what came out (`teams`, `waiting`, `numbers`).

    Raises InputError when there is no assignment, or too few students for one team.
    """
    record: dict[str, Any] = {
        "rules": rules().version,
        "software": __version__,
        "seed": seed,
        "commitment": commitment(seed),
        "size": size,
        "levels": list(levels),
        "assignments": [{"key": one.key, "asks": dict(sorted(one.asks.items()))} for one in _by_key(work)],
        "students": [{"key": one.key, "level": one.level, "skills": sorted(one.skills)} for one in _by_key(students)],
    }
    return {**record, **_outcome(record)}


def _by_key(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda one: one.key)


def same_again(record: Mapping[str, Any], *, commitment_shown: str) -> bool | None:
    """Whether the record gives the same teams again; None when a student took the data out of it."""
    if record.get("blanked"):
        return None
    try:
        again = _outcome(record)
    except (EngineError, KeyError):
        return False
    return all(record.get(name) == value for name, value in again.items()) and (
        commitment(record["seed"]) == commitment_shown == record["commitment"]
    )


def blank(record: Mapping[str, Any], student: str) -> dict[str, Any]:
    """The record without what a student showed. Where they came in stays, by a key that says nothing."""
    rows = [{**row, "level": "", "skills": []} if row["key"] == student else row for row in record.get("students", [])]
    return {**record, "students": rows, "blanked": True} if record else {}


def _outcome(record: Mapping[str, Any]) -> dict[str, Any]:
    students = [Student(row["key"], row["level"], tuple(row["skills"])) for row in record["students"]]
    work = [Work(row["key"], row["asks"]) for row in record["assignments"]]
    if not work or len(students) < rules().least:
        raise InputError("There are too few students or no assignment", remedy="Wait, or ask another school to join")
    seed, size = record["seed"], record["size"]
    drawn = in_order_of_lot([one.key for one in students], seed=seed)
    count = _count(len(students), len(work), size=size)
    chosen = _chosen(students, drawn, places=count * size, teams=count, levels=record["levels"])
    done = _divide([one for one in students if one.key in chosen], work, size=size, seed=seed)
    return {
        "teams": [{"assignment": one.assignment, "members": list(one.members)} for one in done.teams],
        "waiting": [key for key in drawn if key not in chosen],
        "numbers": {key: number for number, key in enumerate(drawn, start=1)},
        **quality_row(done),
    }


def quality_row(done: Teams) -> dict[str, Any]:
    """What the engine says of its own division."""
    return {
        "mix": done.mix,
        "mix_bound": done.mix_bound,
        "weight": done.weight,
        "weight_bound": done.weight_bound,
        "proven": done.proven,
    }


def in_order_of_lot(keys: Iterable[str], *, seed: str) -> list[str]:
    """The keys, the lowest ticket first: never shown, used when there are fewer places than students."""
    return sorted(keys, key=lambda key: (ticket(seed, key), key))


def _chosen(
    students: Sequence[Student], drawn: Sequence[str], *, places: int, teams: int, levels: Sequence[str]
) -> set[str]:
    """Who comes in. First of each asked level as many as there are teams, then the rest; each by lot."""
    level = {one.key: one.level for one in students}
    first: list[str] = []
    for asked in levels:
        first += [key for key in drawn if level[key] == asked][:teams]
    ahead = set(first)
    order = [*[key for key in drawn if key in ahead], *[key for key in drawn if key not in ahead]]
    return set(order[:places])


def _count(people: int, work: int, *, size: int) -> int:
    """How many teams there will be: as many as are needed or there is work for, none below the least.

    Who does not fit in these is left out by lot, never for what they can do.
    """
    count = max(1, min(work, -(-people // size)))
    while count > 1 and people // count < rules().least:
        count -= 1
    return count


def _divide(students: Sequence[Student], work: Sequence[Work], *, size: int, seed: str) -> Teams:
    """Teams as even as can be, no team smaller than the least; which assignments get one is drawn by lot."""
    count = _count(len(students), len(work), size=size)
    taken = in_order_of_lot([one.key for one in work], seed=seed)[:count]
    base, extra = divmod(len(students), count)
    asks = {one.key: one.asks for one in work}
    rows = [Assignment(key, min(size, base + (number < extra)), asks[key]) for number, key in enumerate(taken)]
    return make_teams([_member(one) for one in students], rows, seed=seed, exact_most=rules().exact_most)


def _member(one: Student) -> Member:
    return Member(one.key, frozenset(one.skills), one.level)


@dataclass(frozen=True, slots=True)
class Now:
    """How a round stands: the teams by the key of their assignment, and who waits."""

    teams: Mapping[str, Sequence[Student]]
    waiting: Sequence[Student]
    work: Sequence[Work]


def remake(now: Now, *, size: int, levels: Sequence[str], seed: str) -> dict[str, str]:
    """Where who waits can go: student to assignment. Nobody who is in a team moves: that is the least change there is.

    First open places in teams, to the level a team lacks, then by lot; what is left makes a team on an assignment without one.
    """
    waiting = {one.key: one for one in now.waiting}
    line = in_order_of_lot(waiting, seed=seed)
    placed: dict[str, str] = {}
    for key in sorted(now.teams):
        there = [one.level for one in now.teams[key]]
        while there and len(there) < size and line:
            lacks = [level for level in levels if level not in there]
            following = next((one for one in line if waiting[one].level in lacks), line[0])
            line.remove(following)
            there.append(waiting[following].level)
            placed[following] = key
    free = [one for one in now.work if not now.teams.get(one.key)]
    if free and len(line) >= rules().least:
        coming = [waiting[key] for key in line[: _count(len(line), len(free), size=size) * size]]
        for team in _divide(coming, free, size=size, seed=seed).teams:
            placed.update(dict.fromkeys(team.members, team.assignment))
    return placed


def quality(now: Now) -> Quality | None:
    """How good the teams are as they stand, beside the bounds of the engine; None without a team."""
    standing = {key: team for key, team in now.teams.items() if team}
    if not standing:
        return None
    asks = {one.key: one.asks for one in now.work}
    rows = [Assignment(key, len(team), asks.get(key, {})) for key, team in sorted(standing.items())]
    people = [_member(one) for team in standing.values() for one in team]
    best = make_teams(people, rows, seed="bound")
    mix = sum(len({one.level for one in team}) for team in standing.values())
    weight = sum(
        asks.get(key, {})[skill] for key, team in sorted(standing.items()) for skill in covered(team, asks.get(key, {}))
    )
    return Quality(mix, best.mix_bound, weight, best.weight_bound, (mix, weight) == (best.mix_bound, best.weight_bound))


def covered(team: Sequence[Student], asks: Mapping[str, int]) -> list[str]:
    """Which asked skills a team has together."""
    have = {skill for one in team for skill in one.skills}
    return [skill for skill in sorted(asks) if skill in have]


def skills_in(text: str) -> tuple[str, ...]:
    """The skills a text about a result speaks of, read by the reader. The same text always gives the same skills."""
    uris = [one.uri for one in reader().read(text, kind="course").skills]
    return tuple(uri for uri in dict.fromkeys(uris) if can_claim(uri))


def known(uris: Iterable[str]) -> list[str]:
    """Those that a person can have, in order."""
    return sorted({uri for uri in uris if uri in taxonomy().skills and can_claim(uri)})
