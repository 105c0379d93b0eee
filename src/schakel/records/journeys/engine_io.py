"""Where journeys meet the engine: what may not be kept in a free text."""

import re

from django.conf import settings

from schakel.engine.text.language import LanguageGuesser
from schakel.engine.text.masking import is_bsn
from schakel.records.people.engine_io.parts import lexicon

_NINE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){7,8}(?!\d)")


def without_bsn(text: str) -> str:
    """The text with every number that can be a citizen service number blacked out: it is never kept."""

    def hide(one: re.Match[str]) -> str:
        found = one.group()
        return re.sub(r"\d", "█", found) if is_bsn(re.sub(r"\D", "", found)) else found

    return _NINE.sub(hide, text)


def holds_bsn(text: str) -> bool:
    """Whether a text holds a number that can be a citizen service number, with or without spaces and dots."""
    return any(is_bsn(re.sub(r"\D", "", one.group())) for one in _NINE.finditer(text))


def language_of_text(text: str) -> str:
    """In which of the languages of the site a text is written; Dutch when it is in none of them."""
    guessed = LanguageGuesser(lexicon()).guess(text)
    return guessed if guessed in dict(settings.LANGUAGES) else "nl"
