"""Stepping stones: a role on the way to a goal that is out of reach at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from schakel.engine.errors import InputError
from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.targets import occupation_target, occupation_targets
from schakel.engine.matching.types import FULL_MILLI, Profile, SkillClaim, Target, Term, merge_claims
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.transitions.rules import TransitionRules
from schakel.engine.transitions.yardstick import Yardstick

GapCost = Callable[[str, tuple[Term, ...]], int]
"""A role and the terms of its score to what closing the gap costs: a whole number of 0 or more, in one unit."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One change of work: to which role, how well it is covered at that moment, what it costs, what is missing."""

    role: str
    milli: int
    cost: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Changes of work one after the other; the last is the goal. Only hops that are feasible at their moment."""

    hops: tuple[Hop, ...]
    cost: int

    @property
    def stones(self) -> tuple[str, ...]:
        """The roles before the goal."""
        return tuple(hop.role for hop in self.hops[:-1])

    @property
    def hardest(self) -> int:
        """The cost of the dearest hop."""
        return max(hop.cost for hop in self.hops)


def missing_weight(role: str, terms: tuple[Term, ...]) -> int:
    """The plain gap cost: what is not covered, in thousandths of a point, whatever the role is."""
    return FULL_MILLI - sum(term.milli for term in terms)


def stepping_stones(
    view: PersonsOwnView,
    scorer: Scorer,
    yardstick: Yardstick,
    rules: TransitionRules,
    *,
    goal: str,
    gap_cost: GapCost = missing_weight,
    unticked: frozenset[str] = frozenset(),
) -> tuple[Path, ...]:
    """The cheapest paths to the occupation `goal` (URI), at most `stones.hops_most` hops and `stones.shown_most` paths.

    Dijkstra over feasible changes. Someone who worked in a role has shown what it asks, so the next hop starts from
    more. A path over stones is given only when its dearest hop is cheaper than going at once, or going at once is not
    feasible. Empty: no path is feasible. Raises NotFound for an unknown goal and InputError for a cost below zero.
    """
    from schakel.engine.transitions.feasible import assumed_from_occupation

    target = occupation_target(scorer.taxonomy.occupation(goal))
    assumed = assumed_from_occupation(view.profile, scorer, rules, unticked=unticked)
    start = replace(view.profile, skills=(*view.profile.skills, *assumed))
    search = _Search(target, scorer, yardstick, rules, gap_cost=gap_cost)
    return search.run(start)


class _Search:
    def __init__(
        self, goal: Target, scorer: Scorer, yardstick: Yardstick, rules: TransitionRules, *, gap_cost: GapCost
    ) -> None:
        self._goal = goal
        self._scorer = scorer
        self._yardstick = yardstick
        self._gap_cost = gap_cost
        self._rules = rules
        self._roles = [one for one in occupation_targets(scorer.taxonomy) if one.uri != goal.uri]

    def run(self, start: Profile) -> tuple[Path, ...]:
        direct = self._hop(start, self._goal)
        found: list[Path] = []
        queue: list[tuple[int, tuple[str, ...], tuple[Hop, ...], Profile | None]] = [(0, (), (), start)]
        while queue and len(found) < self._rules.stones_shown:
            cost, names, hops, profile = heappop(queue)
            if profile is None:
                path = Path(hops, cost)
                if len(hops) == 1 or direct is None or path.hardest < direct.cost:
                    found.append(path)
                continue
            for hop, after in self._next(profile, names):
                entry = (cost + hop.cost, (*names, hop.role), (*hops, hop), after)
                # Names differ between any two entries, so profiles are never compared.
                heappush(queue, entry)
        return tuple(found)

    def _next(self, profile: Profile, names: tuple[str, ...]) -> list[tuple[Hop, Profile | None]]:
        """The feasible hops from here; None for the profile after the goal."""
        steps: list[tuple[Hop, Profile | None]] = []
        last = self._hop(profile, self._goal)
        if last is not None:
            steps.append((last, None))
        if len(names) + 1 < self._rules.hops_most:
            for role in self._roles:
                hop = None if role.uri in (*names, profile.occupation) else self._hop(profile, role)
                if hop is not None:
                    steps.append((hop, after_working(profile, role)))
        return steps

    def _hop(self, profile: Profile, role: Target) -> Hop | None:
        scored = score_target(profile, role, self._scorer)
        if scored.milli is None or self._yardstick.band(scored.milli) != "feasible":
            return None
        cost = self._gap_cost(role.uri, scored.terms)
        if cost < 0:
            raise InputError(f"The gap cost {cost} is below zero", place=role.uri, remedy="Give 0 or more")
        missing = tuple(term.demand for term in scored.terms if term.milli == 0)
        return Hop(role.uri, scored.milli, cost, missing)


def after_working(profile: Profile, role: Target) -> Profile:
    """The same person after working in a role: what it asks is shown by that work."""
    shown = [SkillClaim(demand.uri, None, "evidenced") for demand in role.demands if demand.uri is not None]
    claims = merge_claims([*profile.skills, *shown])
    return replace(profile, skills=claims, occupation=role.uri)
