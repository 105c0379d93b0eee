"""What every source of skills and occupations is brought to: concepts, and which skills an occupation asks for.

Plain frozen records, keyed by URI. A language is a code of two letters; ``""`` means *every language* (names of products).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

Scheme = Literal["esco", "competentnl", "onet", "own"]
Kind = Literal["skill", "occupation", "group"]
Relevance = Literal["essential", "important", "optional"]

SCHEMES: tuple[Scheme, ...] = ("own", "esco", "competentnl", "onet")
KINDS: tuple[Kind, ...] = ("skill", "occupation", "group")
# What publishers call a concept that is no longer to be used.
PAST: frozenset[str] = frozenset({"obsolete", "deprecated", "withdrawn"})
RELEVANCES: tuple[Relevance, ...] = ("essential", "important", "optional")

_LISTS = ("broader", "related", "exact", "close", "replaced_by", "replaces", "levels", "marks")
_NONE: Mapping[str, str] = {}
_NO_LISTS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Concept:
    """One skill, occupation or group.

    ``labels`` maps language to preferred label, ``alternatives`` language to synonyms, ``definitions`` language to text.
    ``broader``, ``related``, ``exact``, ``close``, ``replaced_by`` and ``replaces`` hold URIs, also of concepts that are not at hand.
    ``type`` is what the source calls it (``knowledge``, ``tool``), ``reuse`` how widely it is used (``cross-sector``),
    ``marks`` collections and flags (``digital``, ``green``, ``hot``), ``levels`` diploma levels, ``edition`` the edition
    of the source.

    >>> Concept("urn:x:1", "own", "skill", {"en": "Python"}).label("nl")
    'Python'
    """

    uri: str
    scheme: Scheme
    kind: Kind
    labels: Mapping[str, str]
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_LISTS)
    definitions: Mapping[str, str] = field(default_factory=lambda: _NONE)
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    isco: str = ""
    code: str = ""
    type: str = ""
    reuse: str = ""
    status: str = ""
    edition: str = ""
    levels: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The preferred label; where the language has none: every language's, English, else the first there is."""
        for choice in (language, "", "en", *sorted(self.labels)):
            if choice in self.labels:
                return self.labels[choice]
        return ""

    def named(self, language: str) -> tuple[str, ...]:
        """All labels in one language, the preferred one first."""
        preferred = self.labels.get(language)
        others = self.alternatives.get(language, ())
        return others if preferred is None else (preferred, *others)


class Relation(NamedTuple):
    """An occupation asks for a skill (both URIs)."""

    occupation: str
    skill: str
    relevance: Relevance


def tidy(concept: Concept) -> Concept:
    """The same concept with clean texts: no outer or double spaces, nothing empty, nothing twice, itself never related.

    Definitions keep their line ends. What the store holds is always tidy.

    >>> tidy(Concept("urn:x:1", "own", "skill", {"en": " Go  lang "}, {"en": ("Go", "Go lang", "Go")})).named("en")
    ('Go lang', 'Go')
    """
    labels = {language: clean for language, text in sorted(concept.labels.items()) if (clean := " ".join(text.split()))}
    alternatives = {}
    for language, texts in sorted(concept.alternatives.items()):
        kept = dict.fromkeys(clean for text in texts if (clean := " ".join(text.split())))
        kept.pop(labels.get(language, ""), None)
        if kept:
            alternatives[language] = tuple(kept)
    definitions = {language: clean for language, text in sorted(concept.definitions.items()) if (clean := text.strip())}
    lists: dict[str, Any] = {}
    for name in _LISTS:
        values = getattr(concept, name)
        if values:
            lists[name] = tuple(value for value in dict.fromkeys(values) if value and value != concept.uri)
    return replace(concept, labels=labels, alternatives=alternatives, definitions=definitions, **lists)


def normal_label(text: str) -> str:
    """A label as it is compared: case and accents of writing aside, spaces, hyphens and slashes alike.

    >>> normal_label("Front-End  Developer")
    'front end developer'
    """
    return " ".join(text.casefold().replace("-", " ").replace("/", " ").replace("’", "'").split())
