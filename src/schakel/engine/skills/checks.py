"""Checks of the taxonomy that need all concepts together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from schakel.engine.errors import DataError
from schakel.engine.skills.concepts import LANGUAGES, NAMED_KINDS, Occupation, Skill
from schakel.engine.text.tokens import key_of

SKILL_KINDS = NAMED_KINDS | {"group", "method", "knowledge", "competence", "soft", "spoken-language"}
OCCUPATION_KINDS = frozenset({"ict", "source"})
LEVELS = frozenset({"mbo-1", "mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo"})
SENIORITY = frozenset({"junior", "medior", "senior"})
SENSES = frozenset({"case", "context"})
SECTORS = frozenset({
    "care", "retail", "logistics", "finance", "education", "technology", "hospitality", "public", "creative", "science",
    "other",
})  # fmt: skip
ESSENTIAL_RANGE = (5, 12)
OTHERS_MOST = 10

Skills = Mapping[str, Skill]
Occupations = Mapping[str, Occupation]


def check_concepts(skills: Skills, occupations: Occupations, *, references_only: bool = False) -> list[DataError]:
    """The mistakes in these concepts; with ``references_only`` only links that point at nothing."""
    problems = [*_skill_references(skills), *_occupation_references(skills, occupations)]
    if not references_only:
        problems += _skill_values(skills)
        problems += _loops(skills)
        problems += _doubles(skills)
        problems += _occupation_values(skills, occupations)
        problems += _unreachable(occupations)
    return problems


def _problem(concept: Skill | Occupation, column: str, message: str, remedy: str) -> DataError:
    file, _, line = concept.source.rpartition(" line ")
    return DataError(f"{message} (of '{concept.id}')", file=file, line=int(line or 0), column=column, remedy=remedy)


def _skill_references(skills: Skills) -> Iterator[DataError]:
    for skill in skills.values():
        for column, uris in (("broader", skill.broader), ("related", skill.related)):
            for uri in uris:
                if uri not in skills:
                    yield _problem(skill, column, f"There is no skill '{_slug(uri)}'", "Write an id that exists")


def _occupation_references(skills: Skills, occupations: Occupations) -> Iterator[DataError]:
    for occupation in occupations.values():
        asked = [(demand.relevance, demand.uri) for demand in occupation.demands]
        for column, uri in (*asked, *(("carries_over", uri) for uri in occupation.carries_over)):
            if uri not in skills:
                yield _problem(occupation, column, f"There is no skill '{_slug(uri)}'", "Write an id that exists")
        for uri in occupation.leads_to:
            if uri not in occupations:
                message = f"There is no occupation '{_slug(uri)}'"
                yield _problem(occupation, "leads_to", message, "Write an id that exists")


def _slug(uri: str) -> str:
    return uri.rpartition(":")[2]


def _skill_values(skills: Skills) -> Iterator[DataError]:
    for skill in skills.values():
        if skill.kind not in SKILL_KINDS:
            yield _problem(skill, "kind", f"Kind '{skill.kind}' is unknown", "Use a kind of the README")
        if not skill.broader and not skill.is_group:
            yield _problem(skill, "broader", "The skill hangs under nothing", "Give it a group")
        if skill.uri in skill.broader:
            yield _problem(skill, "broader", "The skill is broader than itself", "Give it another group")
        yield from _outside(skill, "levels", skill.levels, LEVELS)
        yield from _outside(skill, "seniority", skill.seniority, SENIORITY)
        yield from _outside(skill, "sense", skill.sense, SENSES)
        own = {key_of(label) for label in all_labels(skill)}
        for label in skill.sense_labels:
            if key_of(label) not in own:
                yield _problem(skill, "sense_labels", f"'{label}' is no label of this row", "Write one of its labels")


def _outside(
    concept: Skill | Occupation, column: str, values: Iterable[str], known: frozenset[str]
) -> Iterator[DataError]:
    for value in values:
        if value not in known:
            yield _problem(concept, column, f"'{value}' is unknown", f"Use one of {', '.join(sorted(known))}")


def _loops(skills: Skills) -> Iterator[DataError]:
    for uri, skill in skills.items():
        seen: set[str] = set()
        above = list(skill.broader)
        while above:
            one = above.pop()
            if one == uri:
                yield _problem(skill, "broader", "The skill stands above itself", "Break the loop")
                break
            if one not in seen and one in skills:
                seen.add(one)
                above.extend(skills[one].broader)


def labels_in(concept: Skill | Occupation, language: str) -> tuple[str, ...]:
    """All labels of a concept in one language: preferred first, the ones for every language included."""
    preferred = concept.labels.get(language) or concept.labels.get("en", "")
    extra = (*concept.alternatives.get("", ()), *concept.alternatives.get(language, ()))
    return tuple(dict.fromkeys(label for label in (preferred, *extra) if label))


def all_labels(concept: Skill | Occupation) -> tuple[str, ...]:
    """All labels of a concept in all languages, each once."""
    return tuple(dict.fromkeys(label for language in LANGUAGES for label in labels_in(concept, language)))


def has_sense(skill: Skill, label: str) -> bool:
    """Whether the rules of ``sense`` hold for this label."""
    if not skill.sense:
        return False
    return not skill.sense_labels or key_of(label) in _keys(skill.sense_labels)


@lru_cache(maxsize=8192)
def _keys(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key_of, labels))


def _doubles(skills: Skills) -> Iterator[DataError]:
    told: set[tuple[str, str]] = set()
    for language in LANGUAGES:
        holders: dict[str, list[tuple[Skill, str]]] = {}
        for skill in skills.values():
            if not skill.is_group:
                keys = {key_of(label): label for label in labels_in(skill, language)}
                for key, label in keys.items():
                    holders.setdefault(key, []).append((skill, label))
        for key, found in holders.items():
            for skill, label in found[1:]:
                first, first_label = found[0]
                excused = has_sense(skill, label) and has_sense(first, first_label)
                if not excused and (skill.uri, key) not in told:
                    told.add((skill.uri, key))
                    message = f"Label '{label}' ({language}) also belongs to '{first.id}' in {first.source}"
                    yield _problem(skill, "alt", message, "Remove one, or give both a sense")


def _occupation_values(skills: Skills, occupations: Occupations) -> Iterator[DataError]:
    for occupation in occupations.values():
        if occupation.kind not in OCCUPATION_KINDS:
            yield _problem(occupation, "kind", f"Kind '{occupation.kind}' is unknown", "Use ict or source")
        yield from _outside(occupation, "levels", occupation.levels, LEVELS)
        yield from _outside(occupation, "seniority", occupation.seniority, SENIORITY)
        yield from _outside(occupation, "sense", occupation.sense, SENSES)
        if len(occupation.isco) != 4 or not occupation.isco.isdigit():
            yield _problem(occupation, "isco", "The ISCO-08 unit group is missing", "Write its four digits")
        if occupation.kind == "source":
            yield from _source_values(occupation)
        else:
            yield from _demand_values(skills, occupation)


def _source_values(occupation: Occupation) -> Iterator[DataError]:
    if not occupation.carries_over:
        yield _problem(occupation, "carries_over", "Nothing carries over", "Write the skills a person in it has")
    if occupation.demands:
        yield _problem(occupation, "essential", "A source occupation demands nothing", "Use carries_over")
    yield from _outside(occupation, "sector", (occupation.sector,), SECTORS)


def _demand_values(skills: Skills, occupation: Occupation) -> Iterator[DataError]:
    least, most = ESSENTIAL_RANGE
    counts = {
        relevance: sum(1 for demand in occupation.demands if demand.relevance == relevance)
        for relevance in ("essential", "important", "wished")
    }
    if not least <= counts["essential"] <= most:
        message = f"{counts['essential']} essential skills"
        yield _problem(occupation, "essential", message, f"Give {least} to {most}")
    for relevance in ("important", "wished"):
        if counts[relevance] > OTHERS_MOST:
            yield _problem(occupation, relevance, f"{counts[relevance]} skills", f"Give at most {OTHERS_MOST}")
    for demand in occupation.demands:
        if demand.uri in skills and skills[demand.uri].is_group:
            yield _problem(occupation, demand.relevance, f"'{_slug(demand.uri)}' is a group", "Demand a skill in it")
    if occupation.carries_over:
        yield _problem(occupation, "carries_over", "Only a source occupation carries over", "Use essential")


ENTRY_LEVELS = frozenset({"mbo-2", "mbo-3", "mbo-4", "ad", "hbo"})


def _unreachable(occupations: Occupations) -> Iterator[DataError]:
    led_to = {uri for occupation in occupations.values() for uri in occupation.leads_to}
    for uri, occupation in occupations.items():
        entry = bool(ENTRY_LEVELS.intersection(occupation.levels)) and (
            not occupation.seniority or "junior" in occupation.seniority
        )
        if occupation.kind == "ict" and uri not in led_to and not entry:
            yield _problem(occupation, "leads_to", "No occupation leads here", "Let another occupation lead to it")
