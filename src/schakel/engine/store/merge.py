"""Concepts of all sources as one set: one concept a URI, exact matches both ways, near ones marked as close."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schakel.engine.store.concepts import Concept, normal_label, tidy

_TEXTS = ("isco", "code", "type", "reuse", "status", "edition")
_LISTS = ("broader", "related", "exact", "close", "replaced_by", "replaces", "levels", "marks")
# A label that this many concepts share says too little to bring two of them together.
_MOST_SHARED = 8


def united(first: Concept, second: Concept) -> Concept:
    """One concept of two with the same URI; the first decides, the second adds what is new.

    >>> one = Concept("urn:x:1", "esco", "skill", {"en": "Java"})
    >>> other = Concept("urn:x:1", "esco", "skill", {"en": "Java (language)", "nl": "Java"}, isco="2512")
    >>> both = united(one, other)
    >>> both.named("en"), both.label("nl"), both.isco
    (('Java', 'Java (language)'), 'Java', '2512')
    """
    languages = (*first.labels, *first.alternatives, *second.labels, *second.alternatives)
    alternatives = {
        language: (*first.alternatives.get(language, ()), *second.named(language))
        for language in dict.fromkeys(languages)
    }
    return tidy(
        replace(
            first,
            labels={**second.labels, **first.labels},
            alternatives=alternatives,
            definitions={**second.definitions, **first.definitions},
            **_joined(first, second),
        )
    )


def _joined(first: Concept, second: Concept) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(first, name) or getattr(second, name) for name in _TEXTS}
    fields.update({name: (*getattr(first, name), *getattr(second, name)) for name in _LISTS})
    return fields


def renewed(old: Iterable[Concept], new: Iterable[Concept], languages: Collection[str]) -> list[Concept]:
    """A source imported again: of a concept that is in both, texts in ``languages`` are those of the new import.

    So a language can be added to an import, and a corrected file replaces what it corrects.
    """
    fresh = {concept.uri: concept for concept in new}
    kept = []
    for concept in old:
        later = fresh.pop(concept.uri, None)
        kept.append(concept if later is None else united(later, _without(concept, languages)))
    return [*kept, *fresh.values()]


def _without(concept: Concept, languages: Collection[str]) -> Concept:
    return replace(
        concept,
        labels={one: text for one, text in concept.labels.items() if one not in languages},
        alternatives={one: texts for one, texts in concept.alternatives.items() if one not in languages},
        definitions={one: text for one, text in concept.definitions.items() if one not in languages},
    )


def merge(parts: Iterable[Iterable[Concept]]) -> list[Concept]:
    """All concepts of all parts, each URI once, by URI; of two with the same URI the one in the earlier part decides.

    An exact match is written on both sides. Concepts of different schemes and the same kind that share a label in a
    language, for one of them its preferred one, are each other's ``close``; they are never made one.

    >>> own = Concept("urn:x:1", "own", "skill", {"nl": "Netwerken beheren"}, exact=("urn:e:1",))
    >>> esco = Concept("urn:e:1", "esco", "skill", {"nl": "netwerkbeheer"}, {"nl": ("netwerken beheren",)})
    >>> near = Concept("urn:c:1", "competentnl", "skill", {"nl": "Netwerkbeheer"})
    >>> for concept in merge([[own], [esco], [near]]):
    ...     print(concept.uri, concept.exact, concept.close)
    urn:c:1 () ('urn:e:1',)
    urn:e:1 ('urn:x:1',) ('urn:c:1',)
    urn:x:1 ('urn:e:1',) ()
    """
    concepts: dict[str, Concept] = {}
    for part in parts:
        for concept in part:
            earlier = concepts.get(concept.uri)
            concepts[concept.uri] = concept if earlier is None else united(earlier, concept)
    exact = _both_ways({uri: concept.exact for uri, concept in concepts.items()}, concepts)
    close = _close(concepts, exact)
    ordered = sorted(concepts, key=lambda uri: uri.encode(errors="surrogatepass"))
    return [_matched(concepts[uri], exact[uri], close[uri]) for uri in ordered]


def _matched(concept: Concept, exact: tuple[str, ...], close: tuple[str, ...]) -> Concept:
    same = (concept.exact, concept.close) == (exact, close)
    return tidy(concept if same else replace(concept, exact=exact, close=close))


def _both_ways(edges: Mapping[str, Sequence[str]], known: Mapping[str, Concept]) -> dict[str, tuple[str, ...]]:
    found = {uri: dict.fromkeys(others) for uri, others in edges.items()}
    for uri, others in edges.items():
        for other in others:
            if other in known:
                found[other][uri] = None
    return {uri: tuple(others) for uri, others in found.items()}


def _close(concepts: Mapping[str, Concept], exact: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    sharing: dict[tuple[str, str, str], dict[str, bool]] = {}
    for uri, concept in concepts.items():
        for language, label, preferred in _every_label(concept):
            users = sharing.setdefault((concept.kind, language, normal_label(label)), {})
            users[uri] = users.get(uri, False) or preferred
    given = {uri: [one for one in concept.close if one not in exact[uri]] for uri, concept in concepts.items()}
    found = {uri: dict.fromkeys(others) for uri, others in _both_ways(given, concepts).items()}
    for users in sharing.values():
        if 1 < len(users) <= _MOST_SHARED:
            _bring_together(users, found, lambda one, other: _may_be_close(concepts[one], concepts[other], exact))
    return {uri: tuple(others) for uri, others in found.items()}


def _bring_together(
    users: Mapping[str, bool], found: dict[str, dict[str, None]], may: Callable[[str, str], bool]
) -> None:
    for one, preferred in users.items():
        for other, also in users.items():
            if one != other and (preferred or also) and may(one, other):
                found[one][other] = None


def _may_be_close(one: Concept, other: Concept, exact: Mapping[str, Sequence[str]]) -> bool:
    return one.scheme != other.scheme and other.uri not in exact[one.uri]


def _every_label(concept: Concept) -> Iterable[tuple[str, str, bool]]:
    """Each label with its language; a name of every language counts in the four languages of this product."""
    for language in dict.fromkeys((*concept.labels, *concept.alternatives)):
        first = concept.labels.get(language)
        for label in concept.named(language):
            for spoken in (language,) if language else ("nl", "en", "de", "fr"):
                yield spoken, label, label == first
