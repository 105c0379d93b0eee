"""Skills and occupations by whatever a person types: id, URI, or label in any language."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from schakel.engine.errors import InputError
from schakel.engine.skills.concepts import OCCUPATION_PREFIX, SKILL_PREFIX, Occupation, Skill
from schakel.engine.skills.taxonomy import Taxonomy

_SUGGESTIONS = 5
_NEAR = 0.6


class Names:
    """All names of the taxonomy, ready to look things up."""

    __slots__ = ("_occupations", "_skills")

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Index every id, URI, label and alternative label; where two share a name, the preferred label wins."""
        skills = [skill for skill in taxonomy.skills.values() if not skill.is_group]
        self._skills = _index(skills, SKILL_PREFIX)
        self._occupations = _index(taxonomy.occupations.values(), OCCUPATION_PREFIX)

    def skill(self, name: str) -> str:
        """The URI of a skill; `InputError` with the nearest names when there is none."""
        return _find(name, self._skills, what="skill")

    def occupation(self, name: str) -> str:
        """The URI of an occupation; `InputError` with the nearest names when there is none."""
        return _find(name, self._occupations, what="occupation")


def _index(concepts: Iterable[Skill | Occupation], prefix: str) -> dict[str, str]:
    listed = list(concepts)
    names: dict[str, str] = {}
    for concept in listed:
        for name in (concept.uri, concept.id, *concept.labels.values()):
            names.setdefault(_key(name), concept.uri)
    for concept in listed:
        for group in concept.alternatives.values():
            for name in group:
                names.setdefault(_key(name), concept.uri)
    return names


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _find(name: str, names: dict[str, str], *, what: str) -> str:
    found = names.get(_key(name))
    if found is not None:
        return found
    plain = [known for known in names if not known.startswith("urn:")]
    near = difflib.get_close_matches(_key(name), plain, n=_SUGGESTIONS, cutoff=_NEAR)
    remedy = f"Did you mean: {', '.join(near)}?" if near else "Use an id, URI or label of the taxonomy"
    raise InputError(f"There is no {what} '{name}'", place=name, remedy=remedy)
