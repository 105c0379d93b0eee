"""Teams for assignments: together they cover what the assignment asks, and mix levels (mbo, hbo, wo).

Nobody is put in an order: what counts is what a team covers together. Exact when the number of ways is small; above
that a search with a seeded order, with a bound that says how far from the best it can be at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from math import comb

from schakel.engine.errors import InputError

EXACT_MOST = 20_000
"""The most ways to divide people that are all tried."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who can join: an opaque id, skills (URIs) and the level of the programme (`mbo`, `hbo`, `wo`)."""

    id: str
    skills: frozenset[str]
    level: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a team works on: its URI, the size of the team, and what each skill asked weighs (1 or more)."""

    uri: str
    size: int
    asks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Team:
    """One team: its members by id, the skills asked that they cover, the weight of these, and their levels."""

    assignment: str
    members: tuple[str, ...]
    covered: tuple[str, ...]
    missing: tuple[str, ...]
    weight: int
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Teams:
    """All teams, those left without one, and how good this is.

    `mix` is the number of different levels summed over teams, `weight` the weight covered; more mix goes before more
    weight. `mix_bound` and `weight_bound` cannot be passed by any division; `proven` when this division is the best.
    """

    teams: tuple[Team, ...]
    without: tuple[str, ...]
    mix: int
    weight: int
    mix_bound: int
    weight_bound: int
    proven: bool


def make_teams(
    members: Sequence[Member], assignments: Sequence[Assignment], *, seed: str, exact_most: int = EXACT_MOST
) -> Teams:
    """Divide members over assignments. The order of both lists has no influence; the seed only matters above the exact size.

    Raises InputError for an id named twice, a size below 1 or a weight below 1.

    >>> people = [Member("a", frozenset({"sql"}), "mbo"), Member("b", frozenset({"sql"}), "hbo"),
    ...           Member("c", frozenset({"design"}), "mbo"), Member("d", frozenset(), "hbo")]
    >>> both = [Assignment("app", 2, {"sql": 2, "design": 1}), Assignment("report", 2, {"sql": 2})]
    >>> made = make_teams(people, both, seed="s")
    >>> [(team.assignment, team.members, team.weight) for team in made.teams], made.proven
    ([('app', ('b', 'c'), 3), ('report', ('a', 'd'), 2)], True)
    """
    _check(members, assignments)
    people = sorted(members, key=lambda one: one.id)
    work = sorted(assignments, key=lambda one: one.uri)
    table = _Table(people, work)
    exact = _ways(len(people), table.sizes) <= exact_most
    division = table.best_of_all() if exact else table.best_found(seed)
    return table.result(division, exact=exact)


def _ways(people: int, sizes: Sequence[int]) -> int:
    """In how many ways the people can be divided (those left over in one group)."""
    ways, left = 1, people
    for size in sizes:
        ways *= comb(left, size)
        left -= size
    return ways


class _Table:
    """The question in bits: which asked skills each person has, for each assignment."""

    def __init__(self, people: Sequence[Member], work: Sequence[Assignment]) -> None:
        self.people = people
        self.work = work
        self.asks = [sorted(one.asks) for one in work]
        self.weights = [[one.asks[skill] for skill in asked] for one, asked in zip(work, self.asks, strict=True)]
        self.has = [[_bits(member.skills, asked) for member in people] for asked in self.asks]
        levels = sorted({member.level for member in people})
        self.level = [1 << levels.index(member.level) for member in people]
        self.sizes = self._sizes()
        self._known: dict[tuple[int, int], int] = {}

    def _sizes(self) -> list[int]:
        """How many each team gets: its size, or what is left when there are too few people."""
        left, sizes = len(self.people), []
        for one in self.work:
            sizes.append(min(one.size, left))
            left -= sizes[-1]
        return sizes

    def weigh(self, at: int, bits: int) -> int:
        found = self._known.get((at, bits))
        if found is None:
            found = sum(weight for place, weight in enumerate(self.weights[at]) if bits >> place & 1)
            self._known[at, bits] = found
        return found

    def value(self, at: int, team: Sequence[int]) -> tuple[int, int]:
        """Different levels and weight covered of one team."""
        bits = levels = 0
        for person in team:
            bits |= self.has[at][person]
            levels |= self.level[person]
        return levels.bit_count(), self.weigh(at, bits)

    def total(self, division: Sequence[Sequence[int]]) -> tuple[int, int]:
        values = [self.value(at, team) for at, team in enumerate(division)]
        return sum(mix for mix, _ in values), sum(weight for _, weight in values)

    def best_of_all(self) -> list[list[int]]:
        best: tuple[tuple[int, int], list[list[int]]] | None = None
        for division in self._divisions(list(range(len(self.people))), 0):
            value = self.total(division)
            if best is None or value > best[0]:
                best = value, division
        return best[1] if best else []

    def _divisions(self, left: list[int], at: int) -> Iterator[list[list[int]]]:
        if at == len(self.work):
            yield []
            return
        for team in _choices(left, self.sizes[at]):
            rest = [person for person in left if person not in team]
            for others in self._divisions(rest, at + 1):
                yield [team, *others]

    def best_found(self, seed: str) -> list[list[int]]:
        """Start from a seeded order, then exchange two people as long as that helps."""
        order = sorted(
            range(len(self.people)), key=lambda at: sha256(f"{seed}\n{self.people[at].id}".encode()).digest()
        )
        groups, used = [], 0
        for size in self.sizes:
            groups.append(order[used : used + size])
            used += size
        groups.append(order[used:])
        while self._improve(groups):
            pass
        return groups[:-1]

    def _improve(self, groups: list[list[int]]) -> bool:
        better = False
        for first in range(len(groups)):
            for second in range(first + 1, len(groups)):
                better |= self._exchange(groups, first, second)
        return better

    def _exchange(self, groups: list[list[int]], first: int, second: int) -> bool:
        better = False
        for here in range(len(groups[first])):
            for there in range(len(groups[second])):
                before = self._pair(groups, first, second)
                _swap(groups, (first, here), (second, there))
                if self._pair(groups, first, second) > before:
                    better = True
                else:
                    _swap(groups, (first, here), (second, there))
        return better

    def _pair(self, groups: list[list[int]], first: int, second: int) -> tuple[int, int]:
        # The last group is those without a team: they cover nothing.
        values = [self.value(at, groups[at]) for at in (first, second) if at < len(self.work)]
        return sum(mix for mix, _ in values), sum(weight for _, weight in values)

    def weight_bound(self) -> int:
        """No division covers more: a skill that k people have is covered in at most the k assignments it weighs most in."""
        wanted: dict[str, list[int]] = {}
        for at, one in enumerate(self.work):
            for skill, weight in one.asks.items():
                if self.sizes[at]:
                    wanted.setdefault(skill, []).append(weight)
        held = {skill: sum(skill in member.skills for member in self.people) for skill in wanted}
        return sum(sum(sorted(weights, reverse=True)[: held[skill]]) for skill, weights in wanted.items())

    def mix_bound(self) -> int:
        """No division mixes more: a level that k people have is in at most k teams, a team of n has at most n levels."""
        counts = {bit: self.level.count(bit) for bit in sorted(set(self.level))}
        teams = sum(1 for size in self.sizes if size)
        by_level = sum(min(count, teams) for count in counts.values())
        return min(by_level, sum(min(size, len(counts)) for size in self.sizes))

    def result(self, division: Sequence[Sequence[int]], *, exact: bool) -> Teams:
        mix, weight = self.total(division)
        mix_bound, weight_bound = self.mix_bound(), self.weight_bound()
        used = {person for team in division for person in team}
        return Teams(
            teams=tuple(self._team(at, team) for at, team in enumerate(division)),
            without=tuple(member.id for at, member in enumerate(self.people) if at not in used),
            mix=mix,
            weight=weight,
            mix_bound=mix_bound,
            weight_bound=weight_bound,
            proven=exact or (mix, weight) == (mix_bound, weight_bound),
        )

    def _team(self, at: int, team: Sequence[int]) -> Team:
        have = frozenset().union(*(self.people[person].skills for person in team)) if team else frozenset()
        return Team(
            assignment=self.work[at].uri,
            members=tuple(sorted(self.people[person].id for person in team)),
            covered=tuple(skill for skill in self.asks[at] if skill in have),
            missing=tuple(skill for skill in self.asks[at] if skill not in have),
            weight=self.value(at, team)[1],
            levels=tuple(sorted({self.people[person].level for person in team})),
        )


def _bits(skills: frozenset[str], asked: Sequence[str]) -> int:
    return sum(1 << at for at, skill in enumerate(asked) if skill in skills)


def _choices(left: Sequence[int], size: int) -> Iterator[list[int]]:
    for team in combinations(left, size):
        yield list(team)


def _swap(groups: list[list[int]], one: tuple[int, int], other: tuple[int, int]) -> None:
    (first, here), (second, there) = one, other
    groups[first][here], groups[second][there] = groups[second][there], groups[first][here]


def _check(members: Sequence[Member], assignments: Sequence[Assignment]) -> None:
    for ids, what in (([one.id for one in members], "member"), ([one.uri for one in assignments], "assignment")):
        for at, key in enumerate(ids):
            if key in ids[:at]:
                raise InputError(f"The {what} '{key}' is named twice", place=key, remedy="Name it once")
    for one in assignments:
        if one.size < 1 or any(weight < 1 for weight in one.asks.values()):
            raise InputError("A team size or weight is below 1", place=one.uri, remedy="Use 1 or more")
