"""A made-up region to measure the ranker in: people and vacancies spread evenly over places, levels and experience.

Evenly on purpose: what then comes out uneven comes from the rules and the distances, not from who lives where. The
same seed and taxonomy give the same region on every machine. Nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schakel.engine.errors import InputError
from schakel.engine.fairness.exposure import Draws
from schakel.engine.matching.targets import text_target
from schakel.engine.matching.types import GateFacts, Profile, SkillClaim, Target, TargetDemand, Wishes
from schakel.engine.skills.concepts import Occupation
from schakel.engine.skills.taxonomy import Taxonomy

_T = TypeVar("_T")

EXPERIENCE = ("starter", "some", "experienced")
LEVELS = ("mbo", "hbo", "wo")
_LEVEL_OF = {"mbo-2": "mbo", "mbo-3": "mbo", "mbo-4": "mbo", "ad": "hbo", "hbo": "hbo", "wo": "wo"}
_TRAVEL_KM = (15, 25, 40)
_SHARE_HELD = {"starter": 4, "some": 6, "experienced": 8}
"""How many in ten of the demands of their occupation people of this experience have."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place code and the sub-region it lies in."""

    code: str
    sub_region: str


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A profile and, beside it, the groups that are looked at; the ranker gets the profile only."""

    profile: Profile
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SampleOffer:
    """A vacancy and its groups."""

    target: Target
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """The made-up region; `seed` makes it again."""

    seed: str
    people: tuple[SamplePerson, ...]
    offers: tuple[SampleOffer, ...]


def make_sample(taxonomy: Taxonomy, towns: Sequence[Town], *, people: int, offers: int, seed: str) -> Sample:
    """A region of this size. Raises InputError without towns or without ICT occupations of every level."""
    if not towns:
        raise InputError("A region without towns holds nobody", place="towns", remedy="Give its municipalities")
    maker = _Maker(taxonomy, towns, Draws(seed))
    return Sample(
        seed,
        tuple(maker.person(number) for number in range(people)),
        tuple(maker.offer(number) for number in range(offers)),
    )


class _Maker:
    def __init__(self, taxonomy: Taxonomy, towns: Sequence[Town], draws: Draws) -> None:
        self._draws = draws
        self._towns: dict[str, list[Town]] = {}
        for town in sorted(towns, key=lambda one: one.code):
            self._towns.setdefault(town.sub_region, []).append(town)
        ict = [one for _, one in sorted(taxonomy.occupations.items()) if one.kind == "ict" and one.demands]
        self._by_level = {level: [one for one in ict if level in _levels(one)] for level in LEVELS}
        for level, found in self._by_level.items():
            if not found:
                raise InputError(
                    f"No occupation has the level {level}", place="taxonomy", remedy="Use the full taxonomy"
                )

    def _cell(self, number: int) -> tuple[Town, str, str, Occupation]:
        """Sub-region, level and experience in turn, so that all meet all; town and occupation are drawn."""
        regions = sorted(self._towns)
        towns = self._towns[regions[number % len(regions)]]
        level = LEVELS[number // len(regions) % len(LEVELS)]
        experience = EXPERIENCE[number // (len(regions) * len(LEVELS)) % len(EXPERIENCE)]
        occupation = self._pick(self._by_level[level])
        return self._pick(towns), level, experience, occupation

    def _pick(self, items: Sequence[_T]) -> _T:
        return items[self._draws.below(len(items))]

    def person(self, number: int) -> SamplePerson:
        town, level, experience, occupation = self._cell(number)
        uris = sorted({demand.uri for demand in occupation.demands})
        held = self._draws.head(uris, max(1, len(uris) * _SHARE_HELD[experience] // 10))
        most = EXPERIENCE.index(experience) + 1
        skills = tuple(SkillClaim(uri, 1 + self._draws.below(most)) for uri in sorted(held))
        wishes = Wishes(place=town.code, travel_most_km=self._pick(_TRAVEL_KM))
        groups = {"sub-region": town.sub_region, "level": level, "experience": experience}
        return SamplePerson(Profile(skills=skills, wishes=wishes, occupation=occupation.uri), groups)

    def offer(self, number: int) -> SampleOffer:
        town, level, experience, occupation = self._cell(number)
        wanted = EXPERIENCE.index(experience) + 1
        every = sorted(occupation.demands, key=lambda demand: demand.uri)
        names = [demand.uri for demand in every]
        chosen = set(self._draws.head(names, max(3, len(names) // 3)))
        demands = [TargetDemand(one.uri, one.relevance, wanted) for one in every if one.uri in chosen]
        target = text_target(
            f"urn:sample:vacancy:{number:04}",
            demands,
            labels=occupation.labels,
            occupation=occupation,
            gates=GateFacts(place=town.code),
        )
        return SampleOffer(target, {"sub-region": town.sub_region, "level": level, "experience": experience})


def _levels(occupation: Occupation) -> set[str]:
    return {_LEVEL_OF[level] for level in occupation.levels if level in _LEVEL_OF}
