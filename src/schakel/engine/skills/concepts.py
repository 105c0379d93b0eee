"""The concepts of the taxonomy: what a skill, an occupation and a demand are.

Plain frozen records. Everything refers by URI (``urn:schakel:skill:python``); ids are only for people and files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LANGUAGES: tuple[str, ...] = ("nl", "en", "de", "fr")

Relevance = Literal["essential", "important", "wished"]
RELEVANCES: tuple[Relevance, ...] = ("essential", "important", "wished")

SKILL_PREFIX = "urn:schakel:skill:"
OCCUPATION_PREFIX = "urn:schakel:occupation:"

# Kinds that are names of things: a capital counts, they are not inflected and never matched with typing errors.
NAMED_KINDS = frozenset({"tool", "programming-language", "platform", "framework", "standard", "certificate"})


def skill_uri(slug: str) -> str:
    """The URI of a skill id.

    >>> skill_uri("c-sharp")
    'urn:schakel:skill:c-sharp'
    """
    return SKILL_PREFIX + slug


def occupation_uri(slug: str) -> str:
    """The URI of an occupation id.

    >>> occupation_uri("data-engineer")
    'urn:schakel:occupation:data-engineer'
    """
    return OCCUPATION_PREFIX + slug


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill (or group of skills).

    ``labels`` maps a language to the preferred label (only the languages given in the data; ``en`` always).
    ``alternatives`` maps a language, or ``""`` for every language, to synonyms. ``broader`` and ``related`` hold URIs.
    """

    uri: str
    id: str
    kind: str
    labels: Mapping[str, str]
    alternatives: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    seniority: tuple[str, ...] = ()
    esco: str | None = None
    sense: tuple[str, ...] = ()
    sense_labels: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    source: str = ""

    @property
    def is_group(self) -> bool:
        """Whether this concept only sorts others and is never demanded."""
        return self.kind == "group"

    @property
    def is_named(self) -> bool:
        """Whether this is the name of a product, language, standard or certificate."""
        return self.kind in NAMED_KINDS


@dataclass(frozen=True, slots=True)
class Demand:
    """One skill an occupation asks for, and how much it matters."""

    uri: str
    relevance: Relevance


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation: ``kind`` is ``ict`` or ``source`` (an occupation people come from).

    ``demands`` is empty for a ``source`` occupation and ``carries_over`` (skill URIs) is empty for an ``ict`` one.
    ``leads_to`` holds occupation URIs.
    """

    uri: str
    id: str
    kind: str
    labels: Mapping[str, str]
    alternatives: Mapping[str, tuple[str, ...]]
    about: Mapping[str, str]
    isco: str = ""
    esco: str | None = None
    ecf: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    seniority: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()
    carries_over: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    sector: str = ""
    sense: tuple[str, ...] = ()
    sense_labels: tuple[str, ...] = ()
    source: str = ""
