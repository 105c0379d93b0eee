"""The same words in the languages of the product."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("nl", "en", "de", "fr")


@dataclass(frozen=True)
class Words:
    """A text in Dutch and, where there is one, in English, German and French; empty where there is none.

    >>> words = Words(nl="Bereken", en="Compute")
    >>> words.in_language("en"), words.in_language("de")
    ('Compute', 'Bereken')
    """

    nl: str
    en: str = ""
    de: str = ""
    fr: str = ""

    def in_language(self, language: str) -> str:
        """The text in `language`, else the Dutch one: a missing translation is never filled with another language."""
        return str(getattr(self, language, "")) or self.nl

    def __str__(self) -> str:
        return self.nl
