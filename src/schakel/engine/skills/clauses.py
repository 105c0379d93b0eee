"""What a sentence says about a skill: must or nice to have, not, how well, how many years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from schakel.engine.skills.matches import Match
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Hit, Phrases
from schakel.engine.text.tokens import BREAK, TIGHT, Token, normalise

_LEVEL_REACH = 4
_YEARS_REACH = 9
_WISH_REACH = 22
_CUE_REACH = 30
# Words that may stand between a level and the items it holds for: "goede kennis van Word, Excel en PowerPoint".
_LIST_WORDS = frozenset({
    "en", "and", "und", "et", "of", "or", "oder", "ou", "van", "met", "in", "with", "mit", "im", "kennis", "ervaring",
    "beheersing", "knowledge", "experience", "kenntnisse", "erfahrung", "connaissance", "connaissances", "de", "des",
})  # fmt: skip
_NUMBER = re.compile(r"(\d{1,2})\+?$")
# A text without any full stop is cut: what is said so far away does not hold for a skill.
_SENTENCE_MOST = 400
_SENTENCE_END = re.compile(r"[.!?;]\s|[.!?]$|\n|[•·▪●]|\s-\s")


class Sentence(NamedTuple):
    """Tokens ``first`` up to ``stop`` that belong together."""

    first: int
    stop: int


class Said(NamedTuple):
    """What is said about one skill."""

    negated: bool
    wished: bool
    required: bool
    level: str | None
    years: int | None


def sentences_of(text: str, tokens: Sequence[Token]) -> list[Sentence]:
    """Sentences and items of lists, as ranges of tokens."""
    found: list[Sentence] = []
    first = 0
    for place in range(1, len(tokens)):
        between = text[tokens[place - 1].end : tokens[place].start] if tokens[place].gap != TIGHT else ""
        # A line that begins with a small letter goes on from the line before.
        wrapped = tokens[place].text[0].islower() and between.count("\n") == 1 and not between.strip()
        ends = between not in ("", " ") and not wrapped and _SENTENCE_END.search(between)
        if ends or place - first >= _SENTENCE_MOST:
            found.append(Sentence(first, place))
            first = place
    if tokens:
        found.append(Sentence(first, len(tokens)))
    return found


class ClauseReader:
    """Reads the words around skills with the lists of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the phrases."""
        self._wished = Phrases((phrase, True) for phrase in lexicon.phrases("wished"))
        self._required = Phrases((phrase, True) for phrase in lexicon.phrases("required"))
        self._before = Phrases((phrase, True) for phrase in lexicon.phrases("negation", "before"))
        self._after = Phrases((phrase, True) for phrase in lexicon.phrases("negation", "after"))
        self._unless = Phrases((phrase, True) for phrase in lexicon.phrases("negation", "unless"))
        self._reach = int(lexicon.words["negation"]["reach"])
        self._separators = frozenset(map(normalise, lexicon.phrases("separators")))
        self._levels = Phrases(lexicon.graded("skill_level"))
        self._year_words = frozenset(map(normalise, lexicon.phrases("years")))
        self._numbers = {
            normalise(word): number for words in lexicon.words["numbers"].values() for number, word in enumerate(words)
        }
        self._experience = frozenset(map(normalise, lexicon.phrases("years_of")))

    def read(self, tokens: Sequence[Token], sentence: Sentence, matches: Sequence[Match]) -> list[Said]:
        """What one sentence says about each skill in it."""
        first, stop = sentence
        unless = self._unless.find(tokens, first, stop)
        before = [hit for hit in self._before.find(tokens, first, stop) if not _touches(hit, unless)]
        after = [hit for hit in self._after.find(tokens, first, stop) if not _touches(hit, unless)]
        wished = self._wished.find(tokens, first, stop)
        required = self._required.find(tokens, first, stop)
        levels = self._levels.find(tokens, first, stop)
        years = self.years_in(tokens, first, stop)
        items = {place for match in matches for place in range(match.first, match.stop)}
        said = []
        for match in matches:
            said.append(
                Said(
                    negated=self._negated(tokens, match, before, after) or _undone_after(match, after, unless),
                    wished=self._is_wished(tokens, match, wished),
                    required=any(_distance(match, hit) <= _CUE_REACH for hit in required),
                    level=self._level(tokens, match, levels, items=items),
                    years=_years_of(match, years),
                )
            )
        return said

    def _negated(
        self, tokens: Sequence[Token], match: Match, before: Sequence[Hit[bool]], after: Sequence[Hit[bool]]
    ) -> bool:
        for hit in before:
            distance = match.first - hit.stop
            inside = range(hit.stop, match.first + 1)
            if 0 <= distance <= self._reach and not any(tokens[one].gap == BREAK for one in inside):
                return True
        return False

    def _is_wished(self, tokens: Sequence[Token], match: Match, wished: Sequence[Hit[bool]]) -> bool:
        """A wish holds for the skills of its sentence, but not far, and not over a "maar" or "but"."""
        return any(
            _distance(match, hit) <= _WISH_REACH
            and not any(tokens[one].norm in self._separators for one in _between(match, hit))
            for hit in wished
        )

    def _level(
        self, tokens: Sequence[Token], match: Match, levels: Sequence[Hit[str]], *, items: set[int]
    ) -> str | None:
        """The nearest word for a level; one before a list holds for the whole list."""
        best: tuple[int, str] | None = None
        for hit in levels:
            if hit.stop <= match.first:
                inside = range(hit.stop, match.first)
                listed = hit.first - 1 not in items and all(self._in_list(tokens, one, items) for one in inside)
                broken = any(tokens[one].gap == BREAK for one in (*inside, match.first)) and not listed
                distance = sum(1 for one in inside if one not in items)
            else:
                distance = hit.first - match.stop
                broken = distance > 0
            if 0 <= distance <= _LEVEL_REACH and not broken and (best is None or distance < best[0]):
                best = (distance, hit.value)
        return best[1] if best else None

    def _in_list(self, tokens: Sequence[Token], place: int, items: set[int]) -> bool:
        return place in items or tokens[place].norm in _LIST_WORDS

    def years_in(self, tokens: Sequence[Token], first: int, stop: int) -> list[tuple[int, int]]:
        """(place, number) for every number of years, "2-4 jaar" as the lowest."""
        found: list[tuple[int, int]] = []
        for place in range(first + 1, stop):
            if tokens[place].norm in self._year_words:
                number = self._number(tokens[place - 1].norm)
                lower = self._number(tokens[place - 2].norm) if place - 2 >= first else None
                if number is not None and lower is not None and lower < number:
                    number = lower
                if number is not None and number <= 30:
                    found.append((place, number))
        return found

    def experience_years(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> int | None:
        """The years of experience a text asks or tells of: the highest number next to a word for experience."""
        best: int | None = None
        for first, stop in sentences:
            for place, number in self.years_in(tokens, first, stop):
                around = tokens[max(first, place - 4) : min(stop, place + 5)]
                if any(self._is_experience(token.norm) for token in around):
                    best = number if best is None else max(best, number)
        return best

    def _is_experience(self, norm: str) -> bool:
        return norm in self._experience or norm.endswith(("ervaring", "erfahrung"))

    def _number(self, norm: str) -> int | None:
        digits = _NUMBER.match(norm)
        return int(digits.group(1)) if digits else self._numbers.get(norm)


def _touches(hit: Hit[bool], others: Sequence[Hit[bool]]) -> bool:
    return any(hit.first < other.stop and other.first < hit.stop for other in others)


def _undone_after(match: Match, after: Sequence[Hit[bool]], unless: Sequence[Hit[bool]]) -> bool:
    """Whether "is not needed" follows, with no "but" in between."""
    for hit in after:
        if hit.first >= match.stop and not any(match.stop <= one.first < hit.first for one in unless):
            return True
    return False


def _between(match: Match, hit: Hit[bool]) -> range:
    return range(match.stop, hit.first) if match.stop <= hit.first else range(hit.stop, match.first)


def _distance(match: Match, hit: Hit[bool]) -> int:
    return len(_between(match, hit))


def _years_of(match: Match, years: Sequence[tuple[int, int]]) -> int | None:
    for place, number in reversed(years):
        if 0 < match.first - place <= _YEARS_REACH or 0 <= place - match.stop <= 2:
            return number
    return None
