"""Words of a text with their place, in a form in which spellings can be compared.

A token is a run of letters and digits with what belongs to it in names of technology: ``C#``, ``C++``, ``.NET``,
``Security+``. Offsets count Unicode characters of the text as given; the text itself is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters and digits, with combining accents and invisible break marks inside a word.
_CHARACTER = r"[^\W_]"
_INSIDE = r"[^\W_\u0300-\u036f\u00ad\u200b]|[\u0300-\u036f\u00ad\u200b]"
TOKEN = re.compile(
    rf"(?:(?<![\w.])\.(?=(?i:net)\b))?{_CHARACTER}(?:{_INSIDE})*(?:\+\+|\+(?!\w)|\#(?!\w))?(?:['’]s(?!\w))?"
)
_MARKS = re.compile(r"[\u0300-\u036f\u00ad\u200b]")
_POSSESSIVE = re.compile(r"['’]s$")

# What may stand between two words of one name. Tight: no space at all ("back-end", "Node.js", "CI/CD").
TIGHT = 1
SPACE = 2
BREAK = 3
# A line with more characters than this was probably broken by its width.
_FULL_LINE = 55
# Longer is no word of any language. What looks inside a word tries every place to cut it, so the rest is not compared.
_WORD_MOST = 80
_HYPHENS = frozenset("-‐‑")
_TIGHT_GAP = re.compile(r"[-.+‐‑/&'’_·]")
_SPACE_GAP = re.compile(r"[^\S\n]*\n?[^\S\n]*|\s?[/&]\s?|[-‐‑]\n")


class Token(NamedTuple):
    """One word: ``text[start:end]``, its comparable form and how it hangs on the word before it.

    ``hyphen`` is true for the first half of a shared compound: "netwerk-" in "netwerk- en systeembeheer".
    """

    start: int
    end: int
    text: str
    norm: str
    gap: int
    hyphen: bool


@lru_cache(maxsize=65536)
def normalise(word: str) -> str:
    """A word without case, accents, possessive 's and break marks.

    >>> normalise("Coördinatie"), normalise("API’s"), normalise("STRASSE") == normalise("Straße")
    ('coordinatie', 'api', True)
    """
    if word.isascii() and "'" not in word:
        return word.lower()
    folded = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word)).casefold()
    return _MARKS.sub("", folded)


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, in order.

    >>> [token.norm for token in tokenise("C#, .NET en Node.js; back-end (C++)")]
    ['c#', '.net', 'en', 'node', 'js', 'back', 'end', 'c++']
    """
    tokens: list[Token] = []
    before = -1
    for found in TOKEN.finditer(text):
        start, end = found.span()
        word = found.group()
        gap = _gap(text[before:start]) if before >= 0 else BREAK
        if gap == SPACE and "\n" in text[before:start] and not _runs_on(text, before, start):
            gap = BREAK
        hyphen = text[end : end + 1] in _HYPHENS and not text[end + 1 : end + 2].isalnum() and end < len(text)
        tokens.append(Token(start, end, word, normalise(word[:_WORD_MOST]), gap, hyphen))
        before = end
    return tokens


def _runs_on(text: str, end: int, start: int) -> bool:
    """Whether a sentence goes on over the end of a line: the next begins small, or the line is full."""
    return text[start].islower() or end - text.rfind("\n", 0, end) > _FULL_LINE


@lru_cache(maxsize=4096)
def _gap(between: str) -> int:
    if between == " ":
        return SPACE
    if _TIGHT_GAP.fullmatch(between) or between == "":
        return TIGHT
    return SPACE if _SPACE_GAP.fullmatch(between) else BREAK


class LabelWord(NamedTuple):
    """A word of a label: as written, comparable, and whether it hangs on the word before without a space."""

    text: str
    norm: str
    tight: bool


@lru_cache(maxsize=131072)
def label_words(label: str) -> tuple[LabelWord, ...]:
    """The words of a label; as `tokenise`, but quicker for the many labels of plain words.

    >>> [word.norm for word in label_words("Node.js ontwikkeling")]
    ['node', 'js', 'ontwikkeling']
    """
    words = label.split(" ")
    if all(word.isalnum() for word in words):
        return tuple(LabelWord(word, normalise(word), False) for word in words)
    tokens = tokenise(label)
    return tuple(
        LabelWord(token.text, token.norm, place > 0 and token.gap == TIGHT) for place, token in enumerate(tokens)
    )


@lru_cache(maxsize=131072)
def key_of(label: str) -> str:
    """One key for all spellings of a label that the reader takes as the same.

    >>> key_of("back-end") == key_of("Back End") == key_of("backend")
    True
    """
    return "".join(word.norm for word in label_words(label))
