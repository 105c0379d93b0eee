"""From concepts to the tables of the compiled file."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from schakel.engine.store.concepts import KINDS, RELEVANCES, SCHEMES, Concept, Relation, tidy
from schakel.engine.store.layout import StoreError, write_sections

TEXT_COLUMNS = ("isco", "code", "type", "reuse", "status", "edition")
LIST_COLUMNS = ("broader", "related", "exact", "close", "replaced_by", "replaces", "levels", "marks")
PREFERRED = 0x80
_MOST_LANGUAGES = 127
_MOST_BYTES = (1 << 32) - 1


def compile_store(
    path: Path,
    concepts: Iterable[Concept],
    relations: Iterable[Relation] = (),
    *,
    edition: str = "",
    sources: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write concepts and relations to one file that `open_store` opens in milliseconds.

    Each URI may stand once. Concepts are kept in the order of their URI, so the same content gives the same file, byte
    for byte. ``edition`` and ``sources`` (plain values; by custom ``kind``, ``edition`` and ``files`` with their sha256)
    are kept as given. Relations between concepts that are not there are kept too. `StoreError` when a URI stands twice.

    >>> import tempfile
    >>> from schakel.engine.store.compiled import open_store
    >>> file = Path(tempfile.mkdtemp()) / "concepts.store"
    >>> compile_store(file, [Concept("urn:x:1", "own", "skill", {"en": "Python"})], edition="2026-11")
    >>> open_store(file).concept(0).label("en")
    'Python'
    """
    ordered = sorted(map(tidy, concepts), key=lambda concept: concept.uri.encode(errors="surrogatepass"))
    for earlier, later in itertools.pairwise(ordered):
        if earlier.uri == later.uri:
            raise StoreError("This concept stands twice", file=later.uri, remedy="Merge the sources first")
    pool = _Pool()
    languages = _languages(ordered)
    tables: dict[str, array[int] | bytes] = {
        "scheme": array("B", (SCHEMES.index(concept.scheme) for concept in ordered)),
        "kind": array("B", (KINDS.index(concept.kind) for concept in ordered)),
        "uri": array("I", (pool.put(concept.uri) for concept in ordered)),
    }
    tables.update(_labels(ordered, languages, pool))
    for name in TEXT_COLUMNS:
        tables[name] = array("I", (pool.put(getattr(concept, name)) for concept in ordered))
    for name in LIST_COLUMNS:
        rows = ([pool.put(text) for text in getattr(concept, name)] for concept in ordered)
        tables[f"{name}_at"], tables[name] = _ragged(rows)
    tables.update(_demands(ordered, relations, pool))
    tables.update(_definitions(ordered, languages, pool))
    tables["text_at"], tables["text"] = pool.tables()
    about = {"edition": edition, "sources": list(sources), "languages": languages, "concepts": len(ordered)}
    write_sections(path, tables, about)


class _Pool:
    """Every text once, numbered in the order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def put(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    def tables(self) -> tuple[array[int], bytes]:
        starts = array("I", [0])
        pool = bytearray()
        for text in self._numbers:
            try:
                pool += text.encode()
            except UnicodeEncodeError:
                raise StoreError("A text holds half a character", file=ascii(text)[:80], remedy="Mend it") from None
            if len(pool) > _MOST_BYTES:
                raise StoreError("There are more than four gigabytes of text", remedy="Import fewer languages")
            starts.append(len(pool))
        return starts, bytes(pool)


def _languages(concepts: Iterable[Concept]) -> list[str]:
    found = {
        language
        for concept in concepts
        for texts in (concept.labels, concept.alternatives, concept.definitions)
        for language in texts
    }
    if len(found) > _MOST_LANGUAGES:
        raise StoreError(f"There are {len(found)} languages", remedy=f"Import at most {_MOST_LANGUAGES}")
    return sorted(found)


def _ragged(rows: Iterable[Sequence[int]]) -> tuple[array[int], array[int]]:
    """Rows of unequal length as starts and values: row i is ``values[starts[i]:starts[i + 1]]``."""
    starts, values = array("I", [0]), array("I")
    for row in rows:
        values.extend(row)
        starts.append(len(values))
    return starts, values


def _labels(concepts: Sequence[Concept], languages: Sequence[str], pool: _Pool) -> Iterator[tuple[str, array[int]]]:
    """Per concept by language: the preferred label (marked by the high bit of its language), then the others."""
    number = {language: place for place, language in enumerate(languages)}
    tongues = array("B")

    def row(concept: Concept) -> list[int]:
        texts = []
        for language in languages:
            preferred = concept.labels.get(language)
            for place, text in enumerate(concept.named(language)):
                texts.append(pool.put(text))
                first = place == 0 and preferred is not None
                tongues.append(number[language] | (PREFERRED if first else 0))
        return texts

    starts, texts = _ragged(map(row, concepts))
    yield "label_at", starts
    yield "label", texts
    yield "label_language", tongues


def _definitions(concepts: Sequence[Concept], languages: Sequence[str], pool: _Pool) -> dict[str, array[int]]:
    number = {language: place for place, language in enumerate(languages)}
    tongues = array("B", (number[language] for concept in concepts for language in sorted(concept.definitions)))
    rows = ([pool.put(concept.definitions[one]) for one in sorted(concept.definitions)] for concept in concepts)
    starts, texts = _ragged(rows)
    return {"definition_at": starts, "definition": texts, "definition_language": tongues}


def _demands(concepts: Sequence[Concept], relations: Iterable[Relation], pool: _Pool) -> dict[str, array[int]]:
    """Relations by occupation, the essential ones first, each skill once with its strongest relevance."""
    strength = {relevance: place for place, relevance in enumerate(RELEVANCES)}
    asked: dict[str, dict[str, int]] = {}
    for occupation, skill, relevance in relations:
        row = asked.setdefault(occupation, {})
        row[skill] = min(row.get(skill, len(RELEVANCES)), strength[relevance])
    known = {concept.uri for concept in concepts}
    keys = [concept.uri for concept in concepts] + sorted(uri for uri in asked if uri not in known)
    sorted_rows = [sorted(asked.get(uri, {}).items(), key=lambda pair: (pair[1], pair[0])) for uri in keys]
    starts, skills = _ragged([pool.put(skill) for skill, _ in row] for row in sorted_rows)
    relevances = array("B", (relevance for row in sorted_rows for _, relevance in row))
    elsewhere = array("I", (pool.put(uri) for uri in keys[len(concepts) :]))
    return {"demand_at": starts, "demand": skills, "demand_relevance": relevances, "demand_elsewhere": elsewhere}
