"""Typing errors: a long word that is one letter away from a label, asked about and never taken for granted.

Only plain words: names of products are as they are written, and "Jira" is no "Jita".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schakel.engine.skills.index import Entry
from schakel.engine.skills.matches import Match
from schakel.engine.text.stems import stem
from schakel.engine.text.tokens import Token, normalise

_LEAST = 8
# The first letters are seldom wrong, and a last one is an ending more often than an error.
_FIXED_START = 2
_FIXED_END = 1


class Typos:
    """Finds labels of one word that a word of the text misses by one letter; the table is made at first need."""

    def __init__(self, singles: Mapping[str, Sequence[Entry]], words: Iterable[str]) -> None:
        """``singles`` are the labels of one word as the index has them; ``words`` are no typing errors."""
        self._singles = singles
        self._words = frozenset(map(normalise, words))
        self._shorter: dict[str, list[Entry]] | None = None

    def find(self, tokens: Sequence[Token], languages: Sequence[str], *, taken: frozenset[int]) -> list[Match]:
        """The words that may be a label with a typing error, in order."""
        found: list[Match] = []
        for place, token in enumerate(tokens):
            if place in taken or len(token.norm) < _LEAST or not token.norm.isalpha() or not token.text[1:].islower():
                continue
            entry = None if token.norm in self._words else self._near(token.norm, languages[place])
            if entry:
                found.append(Match(place, place + 1, entry.uri, entry.label, "typo"))
        return found

    def _near(self, norm: str, language: str) -> Entry | None:
        """The one skill within one letter; nothing when two skills are as near."""
        table = self._table()
        near: dict[str, Entry] = {}
        for form in (norm, stem(norm, language)):
            for shape in _shapes(form):
                for entry in table.get(shape, ()):
                    word = entry.label.lower()
                    if entry.language in ("", language) and _one_letter(form, word):
                        near.setdefault(entry.uri, entry)
        return next(iter(near.values())) if len(near) == 1 else None

    def _table(self) -> dict[str, list[Entry]]:
        if self._shorter is None:
            self._shorter = {}
            for step, entries in self._singles.items():
                if len(step) < _LEAST or not step.isalpha():
                    continue
                plain = [one for one in entries if not one.exact and not one.context and not one.written]
                for shape in _shapes(step) if plain else ():
                    self._shorter.setdefault(shape, []).extend(plain)
        return self._shorter


def _shapes(word: str) -> Iterator[str]:
    """A word and all it becomes with one letter less, between its first and last letters."""
    yield word
    for place in range(_FIXED_START, len(word) - _FIXED_END):
        yield word[:place] + word[place + 1 :]


def _one_letter(one: str, other: str) -> bool:
    """Whether two words differ by one letter: one more, one less, another, or two neighbours changed over."""
    if one == other or abs(len(one) - len(other)) > 1 or len(other) < _LEAST:
        return False
    start = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    if start < _FIXED_START:
        return False
    rests: Iterable[tuple[str, str]] = (
        (one[start + 1 :], other[start + 1 :]),
        (one[start:], other[start + 1 :]),
        (one[start + 1 :], other[start:]),
    )
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return swapped or any(left == right and len(left) >= _FIXED_END for left, right in rests)
