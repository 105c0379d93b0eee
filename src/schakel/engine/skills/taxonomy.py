"""The taxonomy in memory: skills, occupations and the graph between them.

``load_taxonomy(folder)`` reads the files described in the README of the reference data; ``check_taxonomy(folder)``
lists everything that is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from schakel.engine.errors import DataError, NotFound
from schakel.engine.skills.checks import check_concepts
from schakel.engine.skills.concepts import (
    OCCUPATION_PREFIX,
    SKILL_PREFIX,
    Demand,
    Occupation,
    Relevance,
    Skill,
    occupation_uri,
    skill_uri,
)
from schakel.engine.skills.families import read_families
from schakel.engine.skills.loader import read_concepts

__all__ = [
    "Demand",
    "Occupation",
    "Relevance",
    "Skill",
    "Taxonomy",
    "check_taxonomy",
    "load_taxonomy",
    "occupation_uri",
    "skill_uri",
]


class Taxonomy:
    """A frozen set of skills and occupations with their relations.

    ``skills`` and ``occupations`` map URI to concept, in the order of the files. Relations that point at nothing are
    left out, so every URI this class returns can be looked up in it.
    """

    __slots__ = (
        "_alike",
        "_ancestors",
        "_broader",
        "_demanded_by",
        "_families",
        "_narrower",
        "_related",
        "occupations",
        "skills",
    )

    skills: Mapping[str, Skill]
    occupations: Mapping[str, Occupation]

    def __init__(
        self,
        skills: Mapping[str, Skill],
        occupations: Mapping[str, Occupation],
        families: Sequence[Sequence[str]] = (),
    ) -> None:
        """Build the graph; ``skills`` and ``occupations`` map URI to concept, each family lists URIs that do one job."""
        self.skills = MappingProxyType(dict(skills))
        self.occupations = MappingProxyType(dict(occupations))
        self._broader = {uri: _known(skill.broader, skills) for uri, skill in skills.items()}
        self._narrower = _reverse(self._broader)
        self._related = _both_ways({uri: _known(skill.related, skills) for uri, skill in skills.items()})
        self._demanded_by = _demanded_by(occupations)
        self._families = tuple(_known(tuple(family), skills) for family in families)
        self._alike = _alike(self._families)
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def __reduce__(self) -> tuple[type[Taxonomy], tuple[Any, ...]]:
        """What a copy is made from: the concepts and families; the graph follows from them."""
        return Taxonomy, (dict(self.skills), dict(self.occupations), self._families)

    def __len__(self) -> int:
        """The number of skills, groups included."""
        return len(self.skills)

    def skill(self, key: str) -> Skill:
        """The skill with this id or URI; `NotFound` if there is none."""
        uri = key if key.startswith(SKILL_PREFIX) else skill_uri(key)
        try:
            return self.skills[uri]
        except KeyError:
            raise NotFound(f"There is no skill '{key}'", remedy="Use an id of the taxonomy") from None

    def occupation(self, key: str) -> Occupation:
        """The occupation with this id or URI; `NotFound` if there is none."""
        uri = key if key.startswith(OCCUPATION_PREFIX) else occupation_uri(key)
        try:
            return self.occupations[uri]
        except KeyError:
            raise NotFound(f"There is no occupation '{key}'", remedy="Use an id of the taxonomy") from None

    def label(self, uri: str, language: str = "en") -> str:
        """The preferred label of a skill or occupation; English where the language has none of its own."""
        concept: Skill | Occupation
        concept = self.occupation(uri) if uri.startswith(OCCUPATION_PREFIX) else self.skill(uri)
        return concept.labels.get(language) or concept.labels["en"]

    def broader(self, uri: str) -> tuple[str, ...]:
        """The URIs directly above a skill."""
        return self._broader.get(uri, ())

    def narrower(self, uri: str) -> tuple[str, ...]:
        """The URIs directly below a skill."""
        return self._narrower.get(uri, ())

    def related(self, uri: str) -> tuple[str, ...]:
        """The URIs near a skill in use; when A is related to B, B is related to A."""
        return self._related.get(uri, ())

    def alike(self, uri: str) -> tuple[str, ...]:
        """The URIs that do the same job in another way: PostgreSQL and MySQL, React and Angular."""
        return self._alike.get(uri, ())

    def ancestors(self, uri: str) -> tuple[str, ...]:
        """All URIs above a skill, nearest first, each once; loops in the data do no harm."""
        found = self._ancestors.get(uri)
        if found is None:
            found = self._ancestors[uri] = tuple(self._walk_up(uri))
        return found

    def _walk_up(self, uri: str) -> Iterator[str]:
        seen = {uri}
        level = self.broader(uri)
        while level:
            fresh = [above for above in dict.fromkeys(level) if above not in seen]
            seen.update(fresh)
            yield from fresh
            level = tuple(above for one in fresh for above in self.broader(one))

    def demanded_by(self, uri: str) -> tuple[str, ...]:
        """The URIs of the occupations that ask for this skill itself, in the order of the files."""
        return self._demanded_by.get(uri, ())

    def document_frequency(self, uri: str) -> int:
        """In how many occupations this skill is demanded (any relevance): 0 when no occupation names it."""
        return len(self.demanded_by(uri))

    @property
    def demanding_count(self) -> int:
        """The number of occupations that demand anything: the N beside `document_frequency`."""
        return sum(1 for occupation in self.occupations.values() if occupation.demands)


def _known(uris: tuple[str, ...], skills: Mapping[str, Skill]) -> tuple[str, ...]:
    return tuple(uri for uri in dict.fromkeys(uris) if uri in skills)


def _reverse(edges: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    back: dict[str, list[str]] = {}
    for start, ends in edges.items():
        for end in ends:
            back.setdefault(end, []).append(start)
    return {uri: tuple(starts) for uri, starts in back.items()}


def _both_ways(edges: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    back = _reverse(edges)
    both = {uri: dict.fromkeys((*edges.get(uri, ()), *back.get(uri, ()))) for uri in (*edges, *back)}
    return {uri: tuple(near for near in others if near != uri) for uri, others in both.items()}


def _alike(families: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    near: dict[str, dict[str, None]] = {}
    for family in families:
        for uri in family:
            near.setdefault(uri, {}).update(dict.fromkeys(other for other in family if other != uri))
    return {uri: tuple(others) for uri, others in near.items()}


def _demanded_by(occupations: Mapping[str, Occupation]) -> dict[str, tuple[str, ...]]:
    asked: dict[str, dict[str, None]] = {}
    for uri, occupation in occupations.items():
        for demand in occupation.demands:
            asked.setdefault(demand.uri, {})[uri] = None
    return {uri: tuple(by) for uri, by in asked.items()}


def load_taxonomy(folder: Path, *, strict: bool = True) -> Taxonomy:
    """Read the taxonomy from ``folder`` (with ``skills/*.csv`` and ``occupations/*.toml``).

    With ``strict`` a mistake in the data raises `DataError` with file, line, column and remedy; without
    it what can be read is read and the rest left out (for curators at work). `check_taxonomy` lists all mistakes.
    """
    skills, occupations, problems = read_concepts(folder)
    families, wrong = read_families(folder, skills)
    problems = [*problems, *check_concepts(skills, occupations, references_only=True), *wrong]
    if strict and problems:
        raise DataError.collected(problems)
    return Taxonomy(skills, occupations, families)


def check_taxonomy(folder: Path) -> list[DataError]:
    """Everything wrong with the taxonomy in ``folder``: an empty list means it is sound.

    Checked: columns, kinds, levels and senses are known; ids unique; references resolve and make no loop; no orphan
    skill; no label used twice without a sense rule; every occupation has what its kind needs and can be reached.
    """
    skills, occupations, problems = read_concepts(folder)
    _families, wrong = read_families(folder, skills)
    return [*problems, *check_concepts(skills, occupations), *wrong]
