"""Words with two meanings: is "Go" the language, and is "excel" a verb?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schakel.engine.skills.index import Entry
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, TIGHT, Token, normalise

_NEAR = 14
_CASELESS_LEAST = 3
_ROOT_MARK = ":ict-"


def ict_skills(taxonomy: Taxonomy) -> frozenset[str]:
    """The skills under a root group of ICT: only these make the surroundings technical."""
    return frozenset(
        uri for uri in taxonomy.skills if any(_ROOT_MARK in above for above in (uri, *taxonomy.ancestors(uri)))
    )


class Blockers:
    """The longer phrases in which a label means something else ("go to market")."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Index ``not_with`` of all skills."""
        owners: dict[str, list[str]] = {}
        for skill in taxonomy.skills.values():
            for phrase in skill.not_with:
                owners.setdefault(phrase, []).append(skill.uri)
        self._phrases = Phrases((phrase, tuple(uris)) for phrase, uris in owners.items())

    def spans(self, tokens: Sequence[Token]) -> dict[str, list[tuple[int, int]]]:
        """Per skill the places where its label does not count."""
        blocked: dict[str, list[tuple[int, int]]] = {}
        if not self._phrases.count:
            return blocked
        for place in range(len(tokens)):
            hit = self._phrases.at(tokens, place)
            if hit and not _is_name(tokens, hit.first, hit.stop):
                for uri in hit.value:
                    blocked.setdefault(uri, []).append((hit.first, hit.stop))
        return blocked


def _is_name(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a two-word phrase such as "in teams" or "excel in" is a capitalised name in running text."""
    words = tokens[first:stop]
    if len(words) != 2 or words[1].gap == TIGHT:
        return False
    capital = [word for word in words if word.text[0].isupper()]
    plain = [word for word in words if word.text.islower()]
    inside = capital and (capital[0].gap != BREAK or capital[0] is words[1])
    return bool(len(capital) == 1 and len(plain) == 1 and len(plain[0].text) <= 3 and inside)


def is_written(entry: Entry, tokens: Sequence[Token], first: int, stop: int, *, caseless: bool = False) -> bool:
    """Whether the capitals are those of the label, where they matter; a text without capitals cannot tell."""
    if not entry.written:
        return True
    if caseless and len(entry.written) >= _CASELESS_LEAST:
        return normalise(entry.written) == "".join(token.norm for token in tokens[first:stop])
    return entry.written == "".join(token.text for token in tokens[first:stop])


def has_no_capitals(tokens: Sequence[Token]) -> bool:
    """Whether a text is written in small letters altogether.

    >>> from schakel.engine.text.tokens import tokenise
    >>> has_no_capitals(tokenise("wij zoeken een student die react en angular kent " * 4))
    True
    """
    capitals = sum(1 for token in tokens if not token.text.islower() and token.text.isalpha())
    return len(tokens) >= _NEAR and capitals * 200 <= len(tokens)


def stands_alone(entry: Entry, tokens: Sequence[Token], first: int, stop: int, *, heads: frozenset[str]) -> bool:
    """Whether a very short label is a word by itself, and no piece of "e-mail" or "R-waarde"."""
    if len(entry.label) > 2 or not entry.label.isalpha():
        return True
    if len(entry.label) == 1 and _is_spaced_out(tokens, first):
        return False
    before = tokens[first].gap == TIGHT
    after = stop < len(tokens) and tokens[stop].gap == TIGHT
    if after and tokens[stop].norm in heads:
        after = False
    return not before and not after


def _is_spaced_out(tokens: Sequence[Token], place: int) -> bool:
    """Whether a letter is one of a heading such as "E R V A R I N G"."""
    around = [one for one in (place - 1, place + 1) if 0 <= one < len(tokens)]
    single = [len(tokens[one].text) == 1 and tokens[one].text.isalpha() for one in around]
    return len(single) == 2 and all(single) and all(tokens[one].gap != BREAK for one in (place, place + 1))


def near(places: Iterable[tuple[int, int]], first: int, stop: int, line: tuple[int, int]) -> bool:
    """Whether one of the places stands on the same line or within a few words."""
    return any(
        (line[0] <= start < line[1]) or (start < stop + _NEAR and end > first - _NEAR)
        for start, end in places
        if end <= first or start >= stop
    )


def beside(places: Iterable[tuple[int, int]], first: int, stop: int, *, between: int = 1) -> bool:
    """Whether one of the places is a direct neighbour, or has ``between`` words in between ("java en spring")."""
    return any(0 <= start - stop <= between or 0 <= first - end <= between for start, end in places)
