"""The sentences of matching, routes and advice, in Dutch, English, German and French, from `texts.toml`."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schakel.engine.errors import Bug, DataError, InputError

LANGUAGES = ("nl", "en", "de", "fr")
_MUST = ("nl", "en", "de")
"""French may be missing where the site, which has no French pages, is the only reader; English stands in then."""


class Texts:
    """Sentences by key and language.

    >>> texts = Texts({"hello": {"nl": "Dag {who}", "en": "Hello {who}", "de": "Hallo {who}"}})
    >>> texts.say("hello", "de", who="Ada")
    'Hallo Ada'
    """

    __slots__ = ("_sentences",)

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        self._sentences = sentences

    def say(self, key: str, language: str, /, **facts: object) -> str:
        """The sentence `key` in `language` (nl, en, de, fr) with its places filled from `facts`."""
        if language not in LANGUAGES:
            raise InputError(f"There are no sentences in '{language}'", remedy=f"Use one of {', '.join(LANGUAGES)}")
        try:
            sentences = self._sentences[key]
            text = (sentences.get(language) or sentences["en"]).format_map(facts)
        except KeyError as error:
            raise Bug(f"The sentence '{key}' or a fact in it is missing: {error}", place="texts.toml") from error
        return " ".join(text.split()).replace(" .", ".")

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._sentences)


def load_texts(path: Path) -> Texts:
    """The sentences in a file; a key without a language, or with other places in one, raises `DataError`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The sentences cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    for key, sentences in data.items():
        _check(key, sentences, path.name)
    return Texts(data)


def _check(key: str, sentences: Any, file: str) -> None:
    missing = [language for language in _MUST if not isinstance(sentences, dict) or not sentences.get(language)]
    if missing:
        raise DataError(f"'{key}' has no text in {missing[0]}", file=file, column=key, remedy="Write the sentence")
    places = {language: _places(text) for language, text in sentences.items()}
    if any(found != places["nl"] for found in places.values()):
        raise DataError(f"'{key}' has other places per language", file=file, column=key, remedy="Use the same {places}")


def _places(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
