"""Light stems: the same key for the plural, the verb form and the adjective form of one word.

Not linguistics: only what makes "netwerken" meet "netwerk" and "beheren" meet "beheer". Labels and texts go through the
same function, so a stem that looks odd does no harm. Words arrive normalised (lower case, without accents).
"""

from __future__ import annotations

import re
from functools import lru_cache

_LEAST = 3
_DOUBLE_VOWEL = re.compile(r"([aeou])\1")
_VERB_T = ("rt", "lt", "nt", "pt", "gt", "kt", "ft")


@lru_cache(maxsize=262144)
def stem(word: str, language: str) -> str:
    """The stem of a word in a language; other languages than the four leave the word as it is.

    >>> stem("netwerken", "nl") == stem("netwerk", "nl"), stem("beheert", "nl") == stem("beheer", "nl")
    (True, True)
    >>> stem("datenbanken", "de") == stem("datenbank", "de"), stem("libraries", "en") == stem("library", "en")
    (True, True)
    """
    if len(word) <= _LEAST or not word.isalpha():
        return word
    if language == "nl":
        return _dutch(word)
    if language == "de":
        return _german(word)
    if language == "en":
        return _english(word)
    if language == "fr":
        return _french(word)
    return word


@lru_cache(maxsize=65536)
def verb_stem(word: str) -> str:
    """The stem of an English word without -ing and -ed; only for words inside a longer label.

    >>> verb_stem("managing") == verb_stem("manage") == verb_stem("managed")
    True
    """
    word = _english(word) if len(word) > _LEAST else word
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST + 1:
            word = word[: -len(ending)]
            break
    if word.endswith("e") and len(word) > _LEAST + 1:
        word = word[:-1]
    return _undouble(word)


def _cut(word: str, ending: str, least: int = _LEAST) -> str:
    return word[: -len(ending)] if word.endswith(ending) and len(word) - len(ending) >= least else word


def _undouble(word: str) -> str:
    return word[:-1] if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "aeiou" else word


def _dutch(word: str) -> str:
    word = _cut(word, "s")
    shorter = _cut(word, "en")
    word = shorter if shorter != word else _cut(word, "e")
    if word.endswith(_VERB_T) and len(word) > _LEAST + 1:
        word = word[:-1]
    word = _undouble(word)
    if word[-1] in "vz" and len(word) > _LEAST:
        word = word[:-1] + {"v": "f", "z": "s"}[word[-1]]
    return _DOUBLE_VOWEL.sub(r"\1", _cut(_cut(word, "s"), "e"))


def _german(word: str) -> str:
    word = _cut(word, "s")
    for ending in ("en", "em", "e"):
        shorter = _cut(word, ending)
        if shorter != word:
            return _undouble(shorter)
    if word.endswith(("ern", "eln")):
        word = word[:-1]
    return _undouble(word)


def _english(word: str) -> str:
    if word.endswith("ies") and len(word) > _LEAST + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")):
        return _cut(word, "s")
    return word


def _french(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > _LEAST + 2:
        return word[:-3] + "al"
    word = _cut(word, "x") if word.endswith("eux") else _cut(word, "s")
    return _undouble(_cut(word, "e"))
