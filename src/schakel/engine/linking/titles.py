"""A title as it stands above an advert, brought back to the work itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from schakel.engine.linking.words import plain

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CUT = re.compile(r"\s[-–—|•:]+\s|\s*[|•!]\s*|\s@\s|(?<!-)[,;:]\s")
_TAIL_LEAST = 4


def _nothing(_: str) -> bool:
    return False


class TitleCleaner:
    """Strips what is no work: hours, "(m/v)", seniority, kinds of contract, places and firms."""

    def __init__(
        self,
        noise: Mapping[str, Sequence[str]],
        places: Collection[str] = (),
        *,
        knows: Callable[[str], bool] | None = None,
        named: Callable[[str], bool] = _nothing,
    ) -> None:
        """``noise``: ``title`` are phrases that say nothing about the work, ``patterns`` regular expressions of hours,
        dates and pay, ``lead`` words left out with what followed them, ``near`` those before a place, ``firm`` those before
        a firm, ``legal`` the forms of firms, ``towns`` names of large towns; ``places`` are more of these. ``knows`` tells
        whether a word is of some label, well or nearly well spelt (what stands behind a dash and is not known is the name
        of a firm), ``named`` whether a plain phrase is a label as it stands ("stage manager")."""
        phrases = sorted({tuple(plain(phrase).split()) for phrase in noise["title"]}, key=lambda one: (-len(one), one))
        self._noise: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            if phrase:
                self._noise.setdefault(phrase[0], []).append(phrase)
        self._patterns = [re.compile(pattern, re.IGNORECASE) for pattern in noise["patterns"]]
        self._lead, self._near = frozenset(noise["lead"]), frozenset(noise["near"])
        self._firm, self._legal = frozenset(noise["firm"]), frozenset(noise["legal"])
        self._knows = knows
        self._named = named
        self._places = frozenset(plain(place) for place in (*noise["towns"], *places))
        self.core = lru_cache(maxsize=20_000)(self._core)

    def __reduce__(self) -> str:
        raise TypeError("A cleaner of titles is made anew, not copied")

    def _core(self, title: str) -> str:
        """The work in a title, as a plain phrase; the whole title when nothing else would be left."""
        if self._named(plain(title)):
            return plain(title)
        bare = _BRACKETS.sub(" ", title)
        for pattern in self._patterns:
            bare = pattern.sub(" ", bare)
        found: list[str] = []
        for part in _CUT.split(bare):
            words = self._work_in(plain(part).split())
            if found and " ".join(words) in self._places:
                continue
            if words and (not found or self._belongs(words)):
                found += words
            elif words:
                break
        return " ".join(found) or plain(title)

    def _work_in(self, words: list[str]) -> list[str]:
        """The words of one part of a title that tell of the work."""
        if self._named(" ".join(words)):
            return words
        words = self._without_firm(words)
        while True:
            kept = self._without_place(words)
            if not self._named(" ".join(kept)):
                kept = self._without_noise(kept)
            if len(kept) == len(words):
                return kept
            words = kept

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
        return self._without_leads(kept) if len(kept) < len(words) else kept

    def _without_leads(self, words: list[str]) -> list[str]:
        """Without the words that led to what was taken off the end ("Koch in" of "Koch in Vollzeit")."""
        while len(words) > 1 and words[-1] in self._lead:
            words = words[:-1]
        return words

    def _without_place(self, words: list[str]) -> list[str]:
        """Without a place at the end, and the word that leads to it; a word no label has behind such a word is one."""
        for size in (3, 2, 1):
            if len(words) > size and " ".join(words[-size:]) in self._places:
                return self._without_leads(words[:-size])
        if self._knows is not None and len(words) > 2 and words[-2] in self._near and not self._knows(words[-1]):
            return self._without_leads(words[:-2])
        return words

    def _without_firm(self, words: list[str]) -> list[str]:
        """Without the firm at the end: "bei der Muster GmbH", "chez Exemple"."""
        for at in range(1, len(words)):
            if words[at] in self._firm and self._is_firm(words[at + 1 :]):
                return words[:at]
        return words

    def _is_firm(self, words: Sequence[str]) -> bool:
        return bool(words) and (
            words[-1] in self._legal or (self._knows is not None and not all(self._knows(word) for word in words))
        )


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
