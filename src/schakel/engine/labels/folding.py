"""What a word is, and when two words are the same: the one definition that the plain and the fast matcher share.

A character is a *word* character (letters, digits, spacing vowel signs), a *mark* (combining accents and invisible
characters such as the soft hyphen and the zero-width space) or a separator. A word is a word character and all word
characters and marks that follow; then ``++``, or a ``+`` or ``#`` that no word character follows ("C++", "C#"). The dot
of ".NET" belongs to it when no word, mark or dot stands before: so it is not the Dutch word "net".

Words are compared folded: every character decomposed (NFKD), without marks, without case. So "Coördinatie" is
"coordinatie", "STRASSE" is "straße" and "İ" is "i".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

SEPARATOR, MARK, WORD = 0, 1, 2
# Planes of Unicode with marks in them; the others hold ideographs, private use and nothing.
_PLANES_WITH_MARKS = (range(0x20000), range(0xE0000, 0xE1000))


class Word(NamedTuple):
    """A word of a text: ``text[start:end]`` and its folded form."""

    start: int
    end: int
    norm: str


@lru_cache(maxsize=4096)
def class_of(character: str) -> int:
    """Whether a character is a word character, a mark or a separator.

    >>> [class_of(one) for one in "a9é_\\u0301"] == [WORD, WORD, WORD, SEPARATOR, MARK]
    True
    """
    if character.isalnum():
        return WORD
    category = unicodedata.category(character)
    if category == "Mc":
        return WORD
    return MARK if category in ("Mn", "Me", "Cf") else SEPARATOR


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """A character as it is compared: nothing for a mark, several characters for a ligature.

    >>> fold_character("É"), fold_character("ß"), fold_character("ﬁ"), fold_character("\\u0301")
    ('e', 'ss', 'fi', '')
    """
    bare = "".join(one for one in unicodedata.normalize("NFKD", character) if class_of(one) != MARK)
    return "".join(one for one in unicodedata.normalize("NFKD", bare.casefold()) if class_of(one) == WORD)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word as it is compared.

    >>> fold("Coördinatie"), fold("C++"), fold("STRASSE") == fold("Straße")
    ('coordinatie', 'c++', True)
    """
    if word.isascii():
        return word.lower()
    return "".join(one if one in "+#." else fold_character(one) for one in word)


def words_of(text: str) -> Iterator[Word]:
    """The words of a text, in order; offsets count Unicode characters of the text as given.

    >>> [word.norm for word in words_of("C#, .NET en Node.js; back-end (C++)")]
    ['c#', '.net', 'en', 'node', 'js', 'back', 'end', 'c++']
    """
    for found in word_pattern().finditer(text):
        yield Word(found.start(), found.end(), fold(found.group()))


@lru_cache(maxsize=1)
def word_pattern() -> re.Pattern[str]:
    """A word as a regular expression."""
    vowels, marks = _ranges("Mc"), _ranges("Mn", "Me", "Cf")
    word = rf"(?:[^\W_]|[{vowels}])"
    dot = rf"(?:(?<![^\W_])(?<![{vowels}{marks}.])\.(?=[nN][eE][tT](?!{word}|[{marks}+\#])))?"
    return re.compile(rf"{dot}{word}(?:[^\W_]++|[{vowels}{marks}]++)*+(?:\+\+|[+\#](?!{word}))?")


def _ranges(*categories: str) -> str:
    """The characters of these categories, as the inside of a character class."""
    parts: list[str] = []
    for plane in _PLANES_WITH_MARKS:
        inside = [code for code in plane if unicodedata.category(chr(code)) in categories]
        for place, code in enumerate(inside):
            if place == 0 or inside[place - 1] != code - 1:
                parts.append(f"\\U{code:08x}-")
            if place + 1 == len(inside) or inside[place + 1] != code + 1:
                parts.append(f"\\U{code:08x}")
    return "".join(parts)
