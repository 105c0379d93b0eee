"""Our own taxonomy as concepts, with the ESCO concept that is the same as an exact match."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from schakel.engine.skills.taxonomy import Occupation, Skill, Taxonomy
from schakel.engine.store.concepts import Concept, Relation, Relevance, tidy
from schakel.engine.store.drafts import Imported
from schakel.engine.store.files import digest

_RELEVANCE: dict[str, Relevance] = {"essential": "essential", "important": "important", "wished": "optional"}


def own_files(folder: Path) -> tuple[tuple[str, str], ...]:
    """The files of our taxonomy with their sha256: the same as those of a store, unless it was made of others."""
    paths = sorted((*folder.glob("skills/*.csv"), *folder.glob("occupations/*.toml")))
    return tuple((path.relative_to(folder).as_posix(), digest(path.read_bytes())) for path in paths)


def own_concepts(taxonomy: Taxonomy, *, edition: str = "", files: tuple[tuple[str, str], ...] = ()) -> Imported:
    """The skills, groups and occupations of `load_taxonomy`; what an occupation wishes is ``optional`` here.

    >>> from schakel.engine.skills.taxonomy import load_taxonomy
    >>> from schakel.reference import REFERENCE
    >>> own = own_concepts(load_taxonomy(REFERENCE / "taxonomy"))
    >>> next(concept.label("nl") for concept in own.concepts if concept.uri == "urn:schakel:skill:linux")
    'Linux'
    """
    concepts = [_skill(skill, taxonomy, edition) for skill in taxonomy.skills.values()]
    concepts += [_occupation(occupation, edition) for occupation in taxonomy.occupations.values()]
    relations = tuple(
        Relation(occupation.uri, demand.uri, _RELEVANCE[demand.relevance])
        for occupation in taxonomy.occupations.values()
        for demand in occupation.demands
    )
    return Imported(kind="own", edition=edition, date="", concepts=tuple(concepts), relations=relations, files=files)


def _labels(labels: Mapping[str, str]) -> dict[str, str]:
    """A name that is written in English only is a name in every language."""
    return {"": labels["en"]} if set(labels) == {"en"} else dict(labels)


def _skill(skill: Skill, taxonomy: Taxonomy, edition: str) -> Concept:
    return tidy(
        Concept(
            uri=skill.uri,
            scheme="own",
            kind="group" if skill.is_group else "skill",
            labels=_labels(skill.labels),
            alternatives=skill.alternatives,
            broader=taxonomy.broader(skill.uri),
            related=taxonomy.related(skill.uri),
            exact=(skill.esco,) if skill.esco else (),
            type=skill.kind,
            levels=skill.levels,
            edition=edition,
        )
    )


def _occupation(occupation: Occupation, edition: str) -> Concept:
    return tidy(
        Concept(
            uri=occupation.uri,
            scheme="own",
            kind="occupation",
            labels=occupation.labels,
            alternatives=occupation.alternatives,
            definitions=occupation.about,
            exact=(occupation.esco,) if occupation.esco else (),
            isco=occupation.isco,
            type=occupation.kind,
            levels=occupation.levels,
            edition=edition,
        )
    )
