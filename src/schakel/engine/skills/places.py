"""The place of work or home in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, Token

_CUE_POINTS = 3
_CUE_REACH = 3
_AMBIGUOUS_LEAST = 3


@runtime_checkable
class Place(Protocol):
    """What a place must have; other names (``names``) and a position are welcome."""

    @property
    def code(self) -> str:
        """Its stable code, such as ``GM0917``."""

    @property
    def name(self) -> str:
        """Its name."""


class PlaceFound(NamedTuple):
    """A place and the words that name it: tokens ``first`` up to ``stop``."""

    code: str
    label: str
    first: int
    stop: int


def _names_of(place: Place, lexicon: Lexicon) -> tuple[str, ...]:
    """All names of a place: its own, those in other languages, and the towns of a municipality."""
    others = (getattr(place, f"name_{language}", "") for language in ("nl", "de", "fr"))
    names = (place.name, *getattr(place, "names", ()), *others, *lexicon.towns.get(place.code, ()))
    return tuple(dict.fromkeys(name for name in names if name))


class PlaceFinder:
    """Finds known places by name."""

    def __init__(self, places: Iterable[Place], lexicon: Lexicon) -> None:
        """Index the names; the first place of a name given twice holds."""
        self._names = Phrases(
            (name, (place.code, place.name)) for place in places for name in _names_of(place, lexicon)
        )
        self._cues = Phrases((phrase, True) for phrase in lexicon.phrases("place"))
        self._ambiguous = lexicon.words["ambiguous_places"]["words"].split()

    def all(self, tokens: Sequence[Token]) -> list[PlaceFound]:
        """Every name of a place that is written with a capital."""
        if not self._names.count:
            return []
        return [
            PlaceFound(*hit.value, hit.first, hit.stop)
            for hit in self._names.find(tokens)
            if tokens[hit.first].text[0].isupper()
        ]

    def best(self, tokens: Sequence[Token]) -> PlaceFound | None:
        """The place most likely meant: named after "locatie", "in", "regio"; named often; named early."""
        points: dict[str, int] = {}
        firsts: dict[str, PlaceFound] = {}
        for found in self.all(tokens):
            worth = _CUE_POINTS if self._has_cue(tokens, found.first) else 1
            if tokens[found.first].norm in self._ambiguous and worth < _AMBIGUOUS_LEAST:
                continue
            points[found.code] = points.get(found.code, 0) + worth
            firsts.setdefault(found.code, found)
        if not points:
            return None
        return min(firsts.values(), key=lambda found: (-points[found.code], found.first))

    def _has_cue(self, tokens: Sequence[Token], first: int) -> bool:
        for start in range(max(0, first - _CUE_REACH), first):
            hit = self._cues.at(tokens, start)
            if hit and hit.stop == first and (tokens[first].gap != BREAK or tokens[start].text[0].isupper()):
                return True
        return False
