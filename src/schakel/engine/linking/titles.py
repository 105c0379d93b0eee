"""A title as it stands above an advert, brought back to the work itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from schakel.engine.linking.words import plain

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FORMS = re.compile(
    r"[/*:_]-?(?:innen|in|ster|euse|trice|e)\b|\((?:in|e|ne|rice|euse|m|v|f|d|x|w|h|ster)\)", re.IGNORECASE
)
_HOURS = re.compile(
    r"\b\d{1,2}\s*(?:-|–|tot|à|bis|to)?\s*\d{0,2}\s*(?:uur|uren|u|hours?|std|stunden|h)\b\.?(?:\s*(?:per|/|p\.?)\s*w\w*\.?)?",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s[-–—|•]+\s|\s*[|•]\s*|\s@\s")
_TAIL_LEAST = 4
_PLACE_WORDS = frozenset(("in", "te", "bij", "at", "regio", "omgeving", "bei", "a", "chez", "op", "voor", "raum"))


class TitleCleaner:
    """Strips what is no work: hours, "(m/v)", seniority, kinds of contract, places."""

    def __init__(
        self, noise: Sequence[str], places: Collection[str] = (), knows: Callable[[str], bool] | None = None
    ) -> None:
        """``noise`` are phrases that say nothing about the work, ``places`` names of places; ``knows`` tells whether a
        word is of some label: what stands behind a dash and is not known is the name of a firm."""
        phrases = sorted({tuple(plain(phrase).split()) for phrase in noise}, key=lambda one: (-len(one), one))
        self._noise: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            if phrase:
                self._noise.setdefault(phrase[0], []).append(phrase)
        self._knows = knows
        self._places = frozenset(plain(place) for place in places)
        self.core = lru_cache(maxsize=20_000)(self._core)

    def __reduce__(self) -> str:
        raise TypeError("A cleaner of titles is made anew, not copied")

    def _core(self, title: str) -> str:
        """The work in a title, as a plain phrase; the whole title when nothing else would be left."""
        bare = _HOURS.sub(" ", _BRACKETS.sub(" ", _FORMS.sub("", title)))
        found: list[str] = []
        for part in _CUT.split(bare):
            words = self._without_places(self._without_noise(plain(part).split()))
            if words and (not found or self._belongs(words)):
                found += words
            elif words:
                break
        return " ".join(found) or plain(title)

    def _belongs(self, words: Sequence[str]) -> bool:
        """Whether words behind a dash tell more of the work ("Ingenieur/in - Sensortechnik")."""
        return self._knows is not None and all(self._knows(word) for word in words)

    def _without_noise(self, words: list[str]) -> list[str]:
        kept: list[str] = []
        at = 0
        while at < len(words):
            phrase = next(
                (one for one in self._noise.get(words[at], ()) if tuple(words[at : at + len(one)]) == one), None
            )
            if phrase is None:
                kept.append(words[at])
                at += 1
            else:
                at += len(phrase)
        return kept

    def _without_places(self, words: list[str]) -> list[str]:
        """Without a place at the end, and the word that leads to it."""
        for size in (3, 2, 1):
            if len(words) > size and " ".join(words[-size:]) in self._places:
                words = words[:-size]
                while len(words) > 1 and words[-1] in _PLACE_WORDS:
                    words = words[:-1]
                break
        return words


class PhraseCleaner:
    """Strips how somebody says to have a skill: "able to", "ervaring met"."""

    def __init__(self, start: Sequence[str], end: Sequence[str], tails: Sequence[str] = ()) -> None:
        """Phrases to be stripped at the beginning and at the end, the longest first; and ends of words."""
        self._start = _by_length(start)
        self._end = _by_length(end)
        self._tails = tuple(sorted(tails, key=lambda one: (-len(one), one)))

    def core(self, phrase: str) -> str:
        """The skill in a phrase, as a plain phrase; never without words where the phrase has some.

        >>> PhraseCleaner(["able to", "knowledge of"], ["required"]).core("Able to manage a team")
        'manage a team'
        """
        words = [self._without_tail(word) for word in plain(phrase).split()]
        start = next((one for one in self._start if tuple(words[: len(one)]) == one and len(words) > len(one)), ())
        words = words[len(start) :]
        end = next((one for one in self._end if tuple(words[-len(one) :]) == one and len(words) > len(one)), ())
        return " ".join(words[: len(words) - len(end)])

    def _without_tail(self, word: str) -> str:
        """ "Englischkenntnisse" is English."""
        tail = next((one for one in self._tails if word.endswith(one) and len(word) - len(one) >= _TAIL_LEAST), "")
        return word[: len(word) - len(tail)]


def _by_length(phrases: Sequence[str]) -> list[tuple[str, ...]]:
    found = {tuple(plain(phrase).split()) for phrase in phrases} - {()}
    return sorted(found, key=lambda one: (-len(one), one))
