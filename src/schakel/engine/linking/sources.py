"""The labels of concepts as linking wants them, by what answers are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schakel.engine.linking.types import LANGUAGES, LinkLabel
from schakel.engine.store.concepts import Concept

# Kinds of our own skills that are no digital ones.
_NOT_DIGITAL = frozenset(("soft", "spoken-language", "group", ""))


class Source(NamedTuple):
    """Labels to make an index of, and the URIs among them that are digital."""

    labels: list[LinkLabel]
    digital: frozenset[str]


def source_of(concepts: Iterable[Concept], *, kind: str, scheme: str | None = None) -> Source:
    """The labels of all concepts of a kind, each under the URI it is answered by.

    Concepts that are exactly the same share their labels. Without ``scheme`` ours stands for them all; with one, that
    of the scheme, and concepts that have none there are left out.

    >>> own = Concept("urn:schakel:skill:py", "own", "skill", {"": "Python"}, exact=("http://x/esco/1",), type="tool")
    >>> esco = Concept("http://x/esco/1", "esco", "skill", {"en": "use Python"})
    >>> [(label.uri, label.label) for label in source_of([own, esco], kind="skill", scheme="esco").labels]
    [('http://x/esco/1', 'Python'), ('http://x/esco/1', 'use Python')]
    """
    chosen = [concept for concept in concepts if concept.kind == kind and concept.status != "obsolete"]
    answers = _answers(chosen, scheme)
    labels: list[LinkLabel] = []
    digital: set[str] = set()
    for concept in chosen:
        for uri in answers[concept.uri]:
            labels += _labels(concept, uri, main=concept.uri == uri or uri not in answers)
            if "digital" in concept.marks or (concept.scheme == "own" and concept.type not in _NOT_DIGITAL):
                digital.add(uri)
    return Source(labels, frozenset(digital))


def _answers(concepts: list[Concept], scheme: str | None) -> Mapping[str, tuple[str, ...]]:
    """By which URIs each concept is answered: its own, or those of the concepts that are exactly the same."""
    scheme_of = {concept.uri: concept.scheme for concept in concepts}
    same: dict[str, dict[str, None]] = {concept.uri: {} for concept in concepts}
    for concept in concepts:
        for other in concept.exact:
            same[concept.uri][other] = None
            if other in same:
                same[other][concept.uri] = None
    found: dict[str, tuple[str, ...]] = {}
    for concept in concepts:
        wanted = scheme or "own"
        if concept.scheme == wanted:
            found[concept.uri] = (concept.uri,)
            continue
        others = tuple(uri for uri in same[concept.uri] if scheme_of.get(uri, _guess(uri)) == wanted)
        found[concept.uri] = others or ((concept.uri,) if scheme is None else ())
    return found


def _guess(uri: str) -> str:
    """The scheme of a concept that is not at hand: ours carries ESCO URIs whether ESCO was imported or not."""
    return "esco" if uri.startswith("http://data.europa.eu/esco/") else ""


def _labels(concept: Concept, uri: str, *, main: bool) -> Iterator[LinkLabel]:
    """The labels of a concept; those of another than the one that answers are never the preferred ones."""
    for language in ("", *LANGUAGES):
        preferred = concept.labels.get(language)
        definition = concept.definitions.get(language, "")
        for label in concept.named(language):
            yield LinkLabel(uri, language, label, main and label == preferred, definition)
            definition = ""
