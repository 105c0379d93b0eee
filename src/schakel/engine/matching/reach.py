"""What a vacancy costs in people: what if a demand is dropped, asked one level lower, or only wished?

Everything is counted over what people chose to publish and given in rounded numbers; small numbers are not given at all.
No result names or orders anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schakel.engine.matching.criteria import Criteria, Published, meets
from schakel.engine.matching.rules import MatchingRules


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How counts of people are shown: not below `shown_from`, and in steps of `round_to`."""

    shown_from: int
    round_to: int

    @classmethod
    def of(cls, rules: MatchingRules) -> Disclosure:
        """As the published rules say."""
        return cls(rules.reach_shown_from, rules.reach_round_to)

    def show(self, count: int) -> int | None:
        """The number to show; None for a small one. Zero is small too: it would say something of everybody.

        >>> [Disclosure(10, 5).show(count) for count in (0, 9, 10, 12, 13)]
        [None, None, 10, 10, 15]
        """
        return None if count < self.shown_from else (count + self.round_to // 2) // self.round_to * self.round_to


@dataclass(frozen=True, slots=True)
class DemandReach:
    """One demand of a vacancy: about how many people there are when it is loosened.

    `dropped`: without it; `wished`: the same people, of whom `wished_have` have it; `lowered`: at `lowered_to`, one level
    lower (None where no level is asked or it is the lowest). `gain` is `dropped` less the people who meet everything,
    both as shown; None where one of them is not shown.
    """

    demand: str
    dropped: int | None
    wished: int | None
    wished_have: int | None
    lowered_to: int | None
    lowered: int | None
    gain: int | None


@dataclass(frozen=True, slots=True)
class VacancyReach:
    """About how many people meet all demands (None: too few to say), and each demand in the order of the vacancy."""

    everything: int | None
    demands: tuple[DemandReach, ...]

    @property
    def costliest(self) -> DemandReach | None:
        """The demand that costs most people, on the shown numbers; of equals the one named first."""
        told = [one for one in self.demands if one.dropped is not None]
        return max(told, key=lambda one: one.dropped or 0, default=None)


def vacancy_reach(criteria: Criteria, published: Mapping[str, Published], hide: Disclosure) -> VacancyReach:
    """Each demand of a vacancy loosened in turn, with about how many people then meet the rest.

    >>> from schakel.engine.matching.types import SkillClaim
    >>> people = {str(at): Published(str(at), (SkillClaim("sql", 2),)) for at in range(40)}
    >>> people |= {f"c{at}": Published(f"c{at}", (SkillClaim("sql", 2), SkillClaim("cisco"))) for at in range(12)}
    >>> found = vacancy_reach(Criteria({"sql": 3, "cisco": None}), people, Disclosure(10, 5))
    >>> found.everything, found.demands[0].lowered, found.demands[0].dropped
    (None, 10, 10)
    """
    people = list(published.values())

    def count(asked: Criteria) -> int | None:
        return hide.show(sum(meets(asked, person) for person in people))

    everything = count(criteria)
    rows = []
    for uri, level in criteria.skills.items():
        dropped = count(_with(criteria, uri, keep=False, level=None))
        lowered_to = level - 1 if level is not None and level > 1 else None
        lowered = None if lowered_to is None else count(_with(criteria, uri, keep=True, level=lowered_to))
        gain = None if dropped is None or everything is None else dropped - everything
        rows.append(DemandReach(uri, dropped, dropped, everything, lowered_to, lowered, gain))
    return VacancyReach(everything, tuple(rows))


def _with(criteria: Criteria, uri: str, *, keep: bool, level: int | None) -> Criteria:
    skills = {key: level if key == uri else asked for key, asked in criteria.skills.items() if keep or key != uri}
    return replace(criteria, skills=skills)
