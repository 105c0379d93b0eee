"""Sets of fixed phrases and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from schakel.engine.text.tokens import BREAK, Token, label_words

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A phrase found in tokens ``first`` up to, not including, ``stop``."""

    first: int
    stop: int
    value: T


class Phrases(Generic[T]):
    """Fixed phrases, each with a value; finds them in tokens, the longest first, whatever case and accents.

    >>> from schakel.engine.text.tokens import tokenise
    >>> wishes = Phrases([("een pré", "wish"), ("pré", "wish"), ("must", "must")])
    >>> [hit.value for hit in wishes.find(tokenise("Java is een PRE"))]
    ['wish']
    """

    __slots__ = ("_by_first", "count")

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        """Index the phrases by their first word; the first value of a phrase given twice holds."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        known: dict[tuple[str, ...], T] = {}
        for phrase, value in pairs:
            words = tuple(word.norm for word in label_words(phrase))
            if words:
                known.setdefault(words, value)
        for words, value in sorted(known.items(), key=lambda item: (-len(item[0]), item[0])):
            self._by_first.setdefault(words[0], []).append((words, value))
        self.count = len(known)

    def at(self, tokens: Sequence[Token], place: int) -> Hit[T] | None:
        """The longest phrase that begins at this token."""
        for words, value in self._by_first.get(tokens[place].norm, ()):
            stop = place + len(words)
            if stop <= len(tokens) and all(
                tokens[place + offset].norm == word and tokens[place + offset].gap != BREAK
                for offset, word in enumerate(words)
                if offset
            ):
                return Hit(place, stop, value)
        return None

    def find(self, tokens: Sequence[Token], first: int = 0, stop: int | None = None) -> list[Hit[T]]:
        """All phrases in ``tokens[first:stop]``, from left to right, without overlap."""
        end = len(tokens) if stop is None else stop
        hits: list[Hit[T]] = []
        place = first
        while place < end:
            hit = self.at(tokens, place) if tokens[place].norm in self._by_first else None
            if hit and hit.stop <= end:
                hits.append(hit)
                place = hit.stop
            else:
                place += 1
        return hits
