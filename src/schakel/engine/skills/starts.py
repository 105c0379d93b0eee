"""When the work of a vacancy begins, and whether it can be done from home."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schakel.engine.skills.clauses import Sentence
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, Token, normalise

_DATE = re.compile(r"[\s:,-]{0,4}(?:\(?[a-zéû]{2,5}\.?\s)?(\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2})(?!\d)")
_DENIED_BEFORE = 5
_DENIED_AFTER = 3


class StartReader:
    """Reads "per direct", "startdatum: 1 maart 2026", "à partir du 1er mars" and "ab September"."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the words; the names of the months make one pattern."""
        self._now = Phrases((phrase, phrase) for phrase in lexicon.phrases("start"))
        labels = lexicon.words["start_labels"]
        self._labels = Phrases([*((one, True) for one in labels["sure"]), *((one, False) for one in labels["weak"])])
        months = "|".join(
            sorted(map(re.escape, dict.fromkeys(lexicon.phrases("months"))), key=lambda one: (-len(one), one))
        )
        self._month = re.compile(
            rf"[\s:,-]{{0,4}}(?:(?:in|im|en|op|am|au|per|le)\s)?((?:(\d{{1,2}})(?:er|ste|e|st|nd|rd|th|\.)?\s(?:of\s|de\s)?)?(?:{months})\b(?:\s(\d{{4}}))?)",
            re.I,
        )

    def read(self, text: str, tokens: Sequence[Token]) -> str | None:
        """The words that say when it starts, as they stand; a date before "per direct"."""
        for hit in self._labels.find(tokens):
            place = tokens[hit.stop - 1].end
            date = _DATE.match(text, place)
            if date:
                return date.group(1)
            month = self._month.match(text, place)
            if month and month.group(1)[0].isalnum() and (hit.value or month.group(2) or month.group(3)):
                return month.group(1)
        hits = self._now.find(tokens)
        return hits[0].value if hits else None


class RemoteReader:
    """Whether work from home is offered: named, and not denied in the same sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the words."""
        self._remote = Phrases((phrase, True) for phrase in lexicon.phrases("remote"))
        self._before = frozenset(
            normalise(phrase) for phrase in lexicon.phrases("negation", "before") if " " not in phrase
        ) | {"pas"}
        self._after = Phrases((phrase, True) for phrase in lexicon.phrases("remote_not"))

    def read(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> bool:
        """Whether a sentence offers it."""
        return any(self._offers(tokens, sentence) for sentence in sentences)

    def _offers(self, tokens: Sequence[Token], sentence: Sentence) -> bool:
        first, stop = sentence
        for hit in self._remote.find(tokens, first, stop):
            around = range(max(first, hit.first - _DENIED_BEFORE), hit.first)
            clear = [
                one for one in around if not any(tokens[two].gap == BREAK for two in range(one + 1, hit.first + 1))
            ]
            denied = any(tokens[one].norm in self._before for one in clear)
            after = self._after.find(tokens, hit.stop, min(stop, hit.stop + _DENIED_AFTER + 1))
            if not denied and not after:
                return True
        return False
