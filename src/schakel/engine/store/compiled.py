"""The compiled store, opened by memory map: nothing is read until it is asked for.

``open_store(path)`` takes milliseconds whatever the size. A concept has a number (its *index*) from 0 to ``len(store)``,
in the order of the URIs; it holds for this file only, so keep URIs and not numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from schakel.engine.errors import NotFound
from schakel.engine.store.concepts import KINDS, PAST, RELEVANCES, SCHEMES, Concept, Kind, Relation, Relevance, Scheme
from schakel.engine.store.layout import Ints, Sections, StoreError
from schakel.engine.store.writing import LIST_COLUMNS, PREFERRED, TEXT_COLUMNS, compile_store

__all__ = ["Store", "StoreError", "compile_store", "open_store"]


class Store:
    """Concepts of all sources; see the methods. Immutable, and safe to share between threads and to send to a process."""

    __slots__ = ("_pool", "_pool_at", "_sections", "_tables", "languages")

    def __init__(self, sections: Sections) -> None:
        self._sections = sections
        self._tables: dict[str, Ints] = {}
        self._pool, self._pool_at = sections.piece("text")
        self.languages: tuple[str, ...] = tuple(sections.about["languages"])

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        """A copy in another process opens the same file."""
        return open_store, (self.path,)

    def __len__(self) -> int:
        """The number of concepts."""
        return int(self._sections.about["concepts"])

    @property
    def path(self) -> Path:
        """The file this was opened from."""
        return self._sections.path

    @property
    def edition(self) -> str:
        """The edition the maker gave."""
        return str(self._sections.about["edition"])

    @property
    def sources(self) -> tuple[Mapping[str, Any], ...]:
        """What it was made from, as given by the maker."""
        return tuple(self._sections.about["sources"])

    def verify(self) -> None:
        """Check every byte; `StoreError` when one is not as it was written. Using the store checks what is used."""
        self._sections.check_all()

    def close(self) -> None:
        """Let go of the file; the store cannot be used any more."""
        for table in self._tables.values():
            table.release()
        self._tables.clear()
        self._pool.release()
        self._sections.close()

    def _ints(self, name: str) -> Ints:
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = self._sections.ints(name)
        return table

    def _bytes(self, number: int) -> bytes:
        starts = self._ints("text_at")
        first, stop = starts[number], starts[number + 1]
        self._sections.check(self._pool_at + first, self._pool_at + stop)
        return bytes(self._pool[first:stop])

    def _text(self, number: int) -> str:
        return self._bytes(number).decode()

    def _list(self, name: str, index: int) -> tuple[str, ...]:
        starts, values = self._ints(f"{name}_at"), self._ints(name)
        return tuple(self._text(number) for number in values[starts[index] : starts[index + 1]])

    def _at(self, index: int) -> int:
        if not 0 <= index < len(self):
            raise NotFound(f"There is no concept {index}", remedy=f"Use a number from 0 to {len(self) - 1}")
        return index

    def uri(self, index: int) -> str:
        """The URI of a concept."""
        return self._text(self._ints("uri")[self._at(index)])

    def by_uri(self, uri: str) -> int | None:
        """The index of the concept with this URI, or None."""
        uris, wanted = self._ints("uri"), uri.encode(errors="replace")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(uris[middle]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._bytes(uris[low]) == wanted else None

    def find(self, uri: str) -> Concept:
        """The concept with this URI; `NotFound` if there is none."""
        index = self.by_uri(uri)
        if index is None:
            raise NotFound(f"There is no concept {uri}", remedy="Use a URI of an imported taxonomy")
        return self.concept(index)

    def scheme(self, index: int) -> Scheme:
        """Which taxonomy a concept is of."""
        return SCHEMES[self._ints("scheme")[self._at(index)]]

    def kind(self, index: int) -> Kind:
        """Whether a concept is a skill, an occupation or a group."""
        return KINDS[self._ints("kind")[self._at(index)]]

    def isco(self, index: int) -> str:
        """The ISCO-08 group of an occupation (four digits) or of an ISCO group (one to four); ``""`` when unknown."""
        return self._text(self._ints("isco")[self._at(index)])

    def marks(self, index: int) -> tuple[str, ...]:
        """Collections and flags of a concept: ``digital``, ``green``, ``hot`` ..."""
        return self._list("marks", self._at(index))

    def broader(self, index: int) -> tuple[str, ...]:
        """The URIs directly above a concept; they need not be in the store."""
        return self._list("broader", self._at(index))

    def related(self, index: int) -> tuple[str, ...]:
        """The URIs beside a concept; they need not be in the store."""
        return self._list("related", self._at(index))

    def exact(self, index: int) -> tuple[str, ...]:
        """The URIs of the same concept in other taxonomies; they need not be in the store."""
        return self._list("exact", self._at(index))

    def close_to(self, index: int) -> tuple[str, ...]:
        """The URIs of concepts of other taxonomies with the same label: near, perhaps not the same."""
        return self._list("close", self._at(index))

    def labels(self, index: int, language: str) -> tuple[str, ...]:
        """All labels of a concept in a language; the preferred one, if it has one, stands first."""
        return tuple(text for _, text, _ in self._labels(self._at(index), language))

    def label(self, index: int, language: str = "en") -> str:
        """The preferred label; where the language has none: every language's, English, else the first there is."""
        preferred = {spoken: text for spoken, text, first in self._labels(self._at(index)) if first}
        for choice in (language, "", "en", *sorted(preferred)):
            if choice in preferred:
                return preferred[choice]
        return ""

    def _labels(self, index: int, only: str | None = None) -> Iterator[tuple[str, str, bool]]:
        starts, texts, tongues = self._ints("label_at"), self._ints("label"), self._ints("label_language")
        for place in range(starts[index], starts[index + 1]):
            language = self.languages[tongues[place] & ~PREFERRED]
            if only is None or language == only:
                yield language, self._text(texts[place]), bool(tongues[place] & PREFERRED)

    def definition(self, index: int, language: str) -> str:
        """The definition in this language, or ``""``."""
        return self._definitions(self._at(index)).get(language, "")

    def _definitions(self, index: int) -> dict[str, str]:
        starts, texts = self._ints("definition_at"), self._ints("definition")
        tongues = self._ints("definition_language")
        return {
            self.languages[tongues[place]]: self._text(texts[place])
            for place in range(starts[index], starts[index + 1])
        }

    def link_labels(self, kind: Kind, scheme: Scheme | None = None) -> Iterator[tuple[int, str, str, bool]]:
        """Every label of a kind, of one scheme or of all: (index of the concept, language, label, is it preferred).

        By concept in the order of the index, then by language, the preferred label first. The language ``""`` means
        *every language*: names that are the same everywhere. Concepts their publisher calls obsolete are left out.
        """
        if not len(self):
            return
        wanted, only = KINDS.index(kind), None if scheme is None else SCHEMES.index(scheme)
        kinds, schemes, status = self._ints("kind"), self._ints("scheme"), self._ints("status")
        starts, texts, tongues = self._ints("label_at"), self._ints("label"), self._ints("label_language")
        past = [number for number in sorted(set(status)) if self._text(number) in PAST]
        pool, at = self._pool, self._ints("text_at").tolist()
        self._sections.check(self._pool_at, self._pool_at + at[max(texts, default=-1) + 1])
        spoken = [(language, preferred) for preferred in (False, True) for language in self._padded_languages()]
        for index in range(len(self)):
            if kinds[index] == wanted and (only is None or schemes[index] == only) and status[index] not in past:
                for place in range(starts[index], starts[index + 1]):
                    number = texts[place]
                    language, preferred = spoken[tongues[place]]
                    yield index, language, str(pool[at[number] : at[number + 1]], "utf-8"), preferred

    def _padded_languages(self) -> tuple[str, ...]:
        """The languages, filled up to the number that the high bit of a language stands for."""
        return (*self.languages, *("",) * (PREFERRED - len(self.languages)))

    def concept(self, index: int) -> Concept:
        """All that is known of one concept."""
        labels: dict[str, str] = {}
        others: dict[str, tuple[str, ...]] = {}
        for language, text, preferred in self._labels(self._at(index)):
            if preferred:
                labels[language] = text
            else:
                others[language] = (*others.get(language, ()), text)
        fields: dict[str, Any] = {name: self._text(self._ints(name)[index]) for name in TEXT_COLUMNS}
        fields.update({name: self._list(name, index) for name in LIST_COLUMNS})
        return Concept(
            uri=self.uri(index),
            scheme=self.scheme(index),
            kind=self.kind(index),
            labels=labels,
            alternatives=others,
            definitions=self._definitions(index),
            **fields,
        )

    def concepts(self) -> Iterator[Concept]:
        """Every concept, in the order of the index."""
        return map(self.concept, range(len(self)))

    def demands(self, occupation: int) -> tuple[tuple[str, Relevance], ...]:
        """What an occupation asks for: (URI of the skill, ``essential``/``important``/``optional``), essential first."""
        return self._demand_row(self._at(occupation))

    def _demand_row(self, row: int) -> tuple[tuple[str, Relevance], ...]:
        starts, skills, relevances = self._ints("demand_at"), self._ints("demand"), self._ints("demand_relevance")
        places = range(starts[row], starts[row + 1])
        return tuple((self._text(skills[place]), RELEVANCES[relevances[place]]) for place in places)

    def relations(self) -> Iterator[Relation]:
        """Every relation, also of occupations that are not in the store."""
        elsewhere = self._ints("demand_elsewhere")
        for row in range(len(self) + len(elsewhere)):
            inside = row < len(self)
            asked = self._demand_row(row)
            if asked:
                occupation = self.uri(row) if inside else self._text(elsewhere[row - len(self)])
                for skill, relevance in asked:
                    yield Relation(occupation, skill, relevance)


def open_store(path: Path) -> Store:
    """Open a compiled store. `StoreError` when the file is missing, damaged, or of another version.

    >>> from pathlib import Path
    >>> open_store(Path("no-such-file.store"))
    Traceback (most recent call last):
    ...
    schakel.engine.store.layout.StoreError: no-such-file.store: There is no compiled taxonomy yet. Make it anew with: ./schakel import esco FOLDER.
    """
    return Store(Sections(path))
