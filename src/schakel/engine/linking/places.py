"""Linking a phrase to a place: a municipality or a town over the border, by name, part of town or postcode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from schakel.engine.linking.spelling import edits
from schakel.engine.linking.types import Candidate, Decision, Linked
from schakel.engine.linking.words import plain

_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})(?:\s?[A-Za-z]{2})?(?!\w)")
_FUZZY_LEAST = 8
_TWO_LEAST = 11
_WHOLE, _CODE, _PART, _AMONG, _NEAR, _NEARER = 1.0, 0.97, 0.95, 0.8, 0.7, 0.6


class PlaceName(NamedTuple):
    """A place and all names it is known by: its own, those in other languages, its towns and districts."""

    code: str
    label: str
    names: tuple[str, ...]


class PlaceLinker:
    """Finds the place that a phrase means."""

    def __init__(
        self,
        places: Iterable[PlaceName],
        *,
        postcodes: Mapping[str, str],
        ambiguous: Iterable[str] = (),
        around: Iterable[str] = (),
    ) -> None:
        """``postcodes`` maps four digits to a code; ``ambiguous`` are names that are words too; ``around`` words that may
        stand beside a name and say nothing against it.

        >>> heerlen = PlaceName("GM0917", "Heerlen", ("Heerlerheide",))
        >>> linker = PlaceLinker([heerlen], postcodes={"6411": "GM0917"}, around=["regio"])
        >>> [linker.link(text)[0].uri for text in ("regio heerlen", "6411 AB", "Heerlerheide")]
        ['GM0917', 'GM0917', 'GM0917']
        """
        self._labels: dict[str, str] = {}
        self._owners: dict[tuple[str, ...], dict[str, str]] = {}
        for place in places:
            self._labels.setdefault(place.code, place.label)
            for name in (place.label, *place.names):
                words = tuple(plain(name).split())
                if words:
                    self._owners.setdefault(words, {}).setdefault(place.code, name)
        self._longest = max((len(words) for words in self._owners), default=0)
        self._postcodes = dict(postcodes)
        self._around = frozenset(plain(word) for word in around)
        self._ambiguous = frozenset(plain(word) for word in ambiguous)

    def link(self, phrase: str, *, top: int = 5) -> list[Candidate]:
        """The candidates for a phrase, best first (equal ones by code), at most ``top``."""
        return list(self.link_batch([phrase], top=top)[0].candidates)

    def link_batch(self, phrases: Sequence[str], *, top: int = 5) -> list[Linked]:
        """As `link` for many phrases, in their order; the language of a place cannot be told ("")."""
        return [Linked(phrase, "", tuple(self._candidates(phrase)[:top])) for phrase in phrases]

    def _candidates(self, phrase: str) -> list[Candidate]:
        words = plain(phrase).split()
        scores: dict[str, float] = {}
        for code, score in (*self._by_name(words), *self._by_postcode(phrase)):
            scores[code] = max(scores.get(code, 0.0), score)
        if not scores:
            scores = self._near(" ".join(word for word in words if word not in self._around))
        best = max(scores.values(), default=0.0)
        rivals = sum(1 for score in scores.values() if score == best)
        return [
            Candidate(code, self._labels[code], score, _decision(score, alone=rivals == 1), score)
            for code, score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        ]

    def _by_postcode(self, phrase: str) -> list[tuple[str, float]]:
        found = (self._postcodes.get(match.group(1)) for match in _POSTCODE.finditer(phrase))
        return [(code, _CODE) for code in found if code in self._labels]

    def _by_name(self, words: list[str]) -> list[tuple[str, float]]:
        """Names in the phrase, the longest first; worth less when much else stands around them."""
        hits: list[tuple[int, int, tuple[str, ...]]] = []
        at = 0
        while at < len(words):
            for size in range(min(self._longest, len(words) - at), 0, -1):
                name = tuple(words[at : at + size])
                if name in self._owners:
                    hits.append((at, size, name))
                    at += size - 1
                    break
            at += 1
        taken = {place for start, size, _ in hits for place in range(start, start + size)}
        rest = [
            word
            for place, word in enumerate(words)
            if place not in taken and word not in self._around and not re.fullmatch(r"\d{4}|[a-z]{2}", word)
        ]
        return [(code, self._worth(name, words, rest)) for _, _, name in hits for code in self._owners[name]]

    def _worth(self, name: tuple[str, ...], words: list[str], rest: list[str]) -> float:
        if list(name) == words:
            return _WHOLE
        if not rest:
            return _PART
        return _NEARER if name[0] in self._ambiguous else _AMONG

    def _near(self, text: str) -> dict[str, float]:
        """Names with a typing error: only long ones, and only to be asked about."""
        if len(text) < _FUZZY_LEAST:
            return {}
        allowed = 2 if len(text) >= _TWO_LEAST else 1
        found: dict[str, float] = {}
        for name, owners in self._owners.items():
            other = " ".join(name)
            if len(other) >= _FUZZY_LEAST and abs(len(other) - len(text)) <= allowed:
                distance = edits(text, other, most=allowed)
                if distance <= allowed:
                    for code in owners:
                        found[code] = max(found.get(code, 0.0), _NEAR if distance <= 1 else _NEARER)
        return found


def _decision(score: float, *, alone: bool) -> Decision:
    return "accept" if score >= _AMONG and alone else "ask"
