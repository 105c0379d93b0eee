"""Concepts while they are gathered from several files: whoever comes first decides, later ones add what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schakel.engine.errors import DataError
from schakel.engine.store.concepts import Concept, Kind, Relation, Relevance, Scheme, tidy

_FIELDS = ("isco", "code", "type", "reuse", "status")
_LISTS = ("broader", "related", "exact", "close", "replaced_by", "replaces", "levels", "marks")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an importer made of a source.

    ``edition`` and ``date`` (ISO, may be empty) say which release; ``edition_told`` is false when neither the user nor the
    source says it, so that it was made of the date; ``problems`` the rows left out or mended, ``notices``
    what is good to know; ``files`` holds (name, sha256) of all that was read.
    """

    kind: str
    edition: str
    date: str
    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...]
    problems: tuple[DataError, ...] = ()
    notices: tuple[DataError, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    edition_told: bool = True


@dataclass
class Draft:
    """One concept in the making."""

    uri: str
    scheme: Scheme
    kind: Kind
    labels: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, dict[str, None]] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, None]] = field(default_factory=dict)

    def name(self, language: str, preferred: str, others: Iterable[str] = ()) -> None:
        """A preferred label and synonyms; a second preferred label of a language becomes a synonym."""
        if preferred and self.labels.setdefault(language, preferred) != preferred:
            self.alternatives.setdefault(language, {})[preferred] = None
        for other in others:
            if other:
                self.alternatives.setdefault(language, {})[other] = None

    def define(self, language: str, text: str) -> None:
        """A definition, where there is none in this language yet."""
        if text:
            self.definitions.setdefault(language, text)

    def set(self, **texts: str) -> None:
        """Single values (isco, code, type, reuse, status), where not known yet."""
        for name, text in texts.items():
            if text:
                self.texts.setdefault(name, text)

    def add(self, name: str, *values: str) -> None:
        """Values to a list (see `_LISTS`)."""
        self.lists.setdefault(name, {}).update(dict.fromkeys(value for value in values if value))

    def concept(self, edition: str) -> Concept:
        """The finished concept."""
        return tidy(
            Concept(
                uri=self.uri,
                scheme=self.scheme,
                kind=self.kind,
                labels=self.labels,
                alternatives={language: tuple(texts) for language, texts in self.alternatives.items()},
                definitions=self.definitions,
                edition=edition,
                broader=self._list("broader"),
                related=self._list("related"),
                exact=self._list("exact"),
                close=self._list("close"),
                replaced_by=self._list("replaced_by"),
                replaces=self._list("replaces"),
                levels=self._list("levels"),
                marks=self._list("marks"),
                **{name: self.texts.get(name, "") for name in _FIELDS},
            )
        )

    def _list(self, name: str) -> tuple[str, ...]:
        return tuple(self.lists.get(name, ()))


class Drafts:
    """All concepts of one source in the making, and the relations between them."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._drafts: dict[str, Draft] = {}
        self._relations: dict[tuple[str, str], Relevance] = {}

    def __contains__(self, uri: str) -> bool:
        return uri in self._drafts

    def get(self, uri: str, kind: Kind) -> Draft:
        """The draft of a URI, made when it is new."""
        draft = self._drafts.get(uri)
        if draft is None:
            draft = self._drafts[uri] = Draft(uri, self._scheme, kind)
        return draft

    def known(self, uri: str) -> Draft | None:
        """The draft of a URI, if there is one."""
        return self._drafts.get(uri)

    def all(self) -> Iterable[Draft]:
        """Every draft, in the order of making."""
        return self._drafts.values()

    def relate(self, occupation: str, skill: str, relevance: Relevance) -> None:
        """An occupation asks for a skill; what is essential somewhere stays essential."""
        order: Sequence[Relevance] = ("essential", "important", "optional")
        earlier = self._relations.get((occupation, skill), relevance)
        self._relations[occupation, skill] = min(earlier, relevance, key=order.index)

    def concepts(self, edition: str) -> tuple[Concept, ...]:
        """The finished concepts that have a label."""
        return tuple(draft.concept(edition) for draft in self._drafts.values() if draft.labels)

    def nameless(self) -> list[str]:
        """The URIs that have no preferred label in any language."""
        return [draft.uri for draft in self._drafts.values() if not draft.labels]

    def relations(self) -> tuple[Relation, ...]:
        """The relations, in the order of first mention."""
        return tuple(Relation(one, other, relevance) for (one, other), relevance in self._relations.items())
