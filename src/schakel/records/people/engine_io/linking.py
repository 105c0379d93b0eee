"""From what a person types in a box to skills, and the lists of occupations to choose from."""

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings

from schakel.engine.skills.concepts import OCCUPATION_PREFIX, SKILL_PREFIX, Skill
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.parts import reader
from schakel.reference import REFERENCE

if TYPE_CHECKING:
    from schakel.engine.linking.index import LinkIndex

SUGGESTIONS = 4
# More than are shown: groups of skills and spoken languages among them are left out.
LOOKED_AT = 16
AND = "en|and|und|et|&"
PHRASES_MOST = 20
PHRASE_LENGTH_MOST = 80
_opening = Lock()


@dataclass(frozen=True, slots=True)
class Choice:
    """A skill or occupation to choose: its id and its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Linked:
    """One phrase a person typed: the skills it means, or the nearest ones when it means none we know."""

    phrase: str
    found: tuple[Choice, ...]
    nearest: tuple[Choice, ...]


def link_words(text: str, language: str) -> tuple[Linked, ...]:
    """What was typed, split at commas and line ends, linked to skills. A phrase may name more than one."""
    phrases = [" ".join(part.split())[:PHRASE_LENGTH_MOST] for part in re.split(r"[,;\n]", text)]
    return tuple(_link(phrase, language) for phrase in list(dict.fromkeys(filter(None, phrases)))[:PHRASES_MOST])


def _link(phrase: str, language: str) -> Linked:
    parts = re.split(rf"\s+(?:{AND})\s+", phrase)
    named = [_names().get(_key(phrase))] if _key(phrase) in _names() else [_names().get(_key(part)) for part in parts]
    uris = [uri for uri in named if uri]
    uris = uris or [one.uri for one in reader().read(phrase, kind="cv").skills if can_claim(one.uri)]
    found = tuple(choice(uri, language) for uri in dict.fromkeys(uris))
    nearest = () if found else _nearest(phrase, language)
    return Linked(phrase, found, nearest)


def _nearest(phrase: str, language: str) -> tuple[Choice, ...]:
    """What the linker would ask about; for a short name it leaves alone ("Jita"), names that are one letter away."""
    asked = linker().link(phrase, language=language, top=LOOKED_AT)
    uris = [one.uri for one in asked if one.decision != "unmatched" and can_claim(one.uri)] or _one_letter_away(phrase)
    return tuple(choice(uri, language) for uri in list(dict.fromkeys(uris))[:SUGGESTIONS])


def _one_letter_away(phrase: str) -> list[str]:
    from schakel.engine.linking.spelling import edits

    key = _key(phrase)
    alike = (name for name in _names() if abs(len(name) - len(key)) <= 1)
    return [_names()[name] for name in alike if len(key) > 2 and edits(key, name, most=1) <= 1]


def linker() -> "LinkIndex":
    """The index of our own skills. Two requests that come first at the same time do not both make it."""
    with _opening:
        return _linker()


@lru_cache(maxsize=1)
def _linker() -> "LinkIndex":
    # numpy comes with it: not at the start of the site.
    from schakel.engine.linking.ready import ready_index

    return ready_index(REFERENCE / "taxonomy", REFERENCE / "linking", cache=settings.HOME / "cache")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every name of a skill one can claim, to its URI; where two share a name, the preferred label wins."""
    names: dict[str, str] = {}
    skills = [skill for skill in taxonomy().skills.values() if can_claim(skill.uri)]
    for skill in skills:
        for label in (skill.id, *skill.labels.values()):
            names.setdefault(_key(label), skill.uri)
    for skill in skills:
        # A label that needs its surroundings to be understood says too little on its own.
        for label in _plain_alternatives(skill):
            names.setdefault(_key(label), skill.uri)
    return names


def _plain_alternatives(skill: Skill) -> list[str]:
    return [label for group in skill.alternatives.values() for label in group if label not in skill.sense_labels]


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def can_claim(uri: str) -> bool:
    """Whether a person can have this skill: not a group of skills; spoken languages stand apart."""
    skill = taxonomy().skills.get(uri)
    return skill is not None and not skill.is_group and skill.kind != "spoken-language"


def skill_id(uri: str) -> str:
    return uri.removeprefix(SKILL_PREFIX)


def skill_uri_of(id_: str) -> str | None:
    """The URI of a skill one can claim by its id; None for anything else."""
    uri = SKILL_PREFIX + id_
    return uri if can_claim(uri) else None


def occupation_uri_of(id_: str) -> str | None:
    """The URI of an occupation by its id; None when there is none."""
    uri = OCCUPATION_PREFIX + id_
    return uri if uri in taxonomy().occupations else None


def is_skill(id_: str) -> bool:
    """Whether there is a skill one can claim with this id."""
    return skill_uri_of(id_) is not None


def is_occupation(id_: str) -> bool:
    """Whether there is an occupation with this id."""
    return occupation_uri_of(id_) is not None


def choice(uri: str, language: str) -> Choice:
    """A skill or occupation with its label in a language."""
    return Choice(uri.removeprefix(SKILL_PREFIX).removeprefix(OCCUPATION_PREFIX), label_of(uri, language))


def label_of(uri: str, language: str) -> str:
    """The label as it stands at the start of a row: with a capital, but names of products as they are written."""
    label = taxonomy().label(uri, language)
    skill = taxonomy().skills.get(uri)
    return label if skill is not None and skill.is_named else label[:1].upper() + label[1:]


@lru_cache(maxsize=8)
def ict_occupations(language: str) -> tuple[Choice, ...]:
    """The ICT occupations one can aim at, by label."""
    uris = [one.uri for one in taxonomy().occupations.values() if one.kind == "ict" and one.demands]
    return tuple(sorted((choice(uri, language) for uri in uris), key=lambda one: one.label.casefold()))


@lru_cache(maxsize=8)
def occupations(language: str) -> tuple[Choice, ...]:
    """All occupations one can come from, by label."""
    return tuple(
        sorted((choice(uri, language) for uri in taxonomy().occupations), key=lambda one: one.label.casefold())
    )
