"""Hours a week in a vacancy: "32-40 uur", "uren per week: 36", "tussen de 24 en 36 per week", "38,5 Stunden"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, TIGHT, Token, normalise

_NUMBER = re.compile(r"\d{1,2}$")
_GLUED = re.compile(r"(\d{2})(uur|u|h|std)$")
_LEAST, _MOST = 4, 48
# After a label such as "uren:" a lower number is more likely a time of the day.
_LABELLED_LEAST = 12
_FULL_TIME = (36, 40)
# Without "a week" only these are hours of a job, not of a process.
_USUAL = frozenset({20, 24, 28, 32, 36, 38, 40})
_GLUED_USUAL = frozenset({32, 35, 36, 37, 38, 39, 40})
_LABEL_REACH = 5
_WEEK_REACH = 4
_JOINS = frozenset({"of", "tot", "a", "to", "bis", "or", "en", "and", "und", "oder", "t/m", "m"})


class Hours(NamedTuple):
    """Hours a week, from and to."""

    least: int
    most: int


class HoursReader:
    """Reads hours with the word lists of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the words."""
        self._hours = frozenset(map(normalise, lexicon.phrases("hours")))
        self._weeks = frozenset(map(normalise, lexicon.phrases("weeks")))
        self._days = frozenset(map(normalise, lexicon.phrases("days")))
        self._full_time = Phrases((phrase, True) for phrase in lexicon.phrases("full_time"))

    def read(self, text: str, tokens: Sequence[Token]) -> Hours | None:
        """The hours a week a text names first; full time counts as 36 to 40."""
        for place, token in enumerate(tokens):
            if token.norm not in self._hours:
                if (number := self._glued(tokens, place)) is not None:
                    lower = _number(tokens[place - 1]) if place and _is_dash(text, tokens, place) else None
                    return Hours(min(lower or number, number), max(lower or number, number))
                continue
            found = self._before(text, tokens, place) or self._after(text, tokens, place)
            if found:
                return found
        return Hours(*_FULL_TIME) if self._full_time.find(tokens) else None

    def _glued(self, tokens: Sequence[Token], place: int) -> int | None:
        """The number of "36uur" and "35h"; of "24h" only where a week follows, for systems run that long too."""
        glued = _GLUED.match(tokens[place].norm)
        if not glued or not _LEAST <= int(glued.group(1)) < _MOST:
            return None
        number = int(glued.group(1))
        weekly = any(one.norm in self._weeks for one in tokens[place + 1 : place + _WEEK_REACH])
        return number if weekly or glued.group(2) == "uur" or number in _GLUED_USUAL else None

    def _before(self, text: str, tokens: Sequence[Token], place: int) -> Hours | None:
        """Numbers before the word for hours: "36 uur", "32 tot 40 uur per week"."""
        numbers = _numbers_before(text, tokens, place)
        if not numbers:
            return None
        after = {one.norm for one in tokens[place + 1 : place + _WEEK_REACH]}
        if after & self._days and not after & self._weeks:
            return None
        if len(numbers) > 1 or after & self._weeks or numbers[0] in _USUAL:
            return Hours(min(numbers), max(numbers))
        return None

    def _after(self, text: str, tokens: Sequence[Token], place: int) -> Hours | None:
        """Numbers after a label: "uren per week: 36", "aantal uur 32-40", "uren tussen de 24 en 36 per week"."""
        end = min(len(tokens), place + 2 * _LABEL_REACH)
        for first in range(place + 1, min(len(tokens), place + 2 * _LABEL_REACH)):
            number = _number(tokens[first])
            if number is None:
                continue
            between = text[tokens[place].end : tokens[first].start]
            labelled = ":" in between and "\n" not in between and first - place <= _LABEL_REACH
            labelled = labelled and number >= _LABELLED_LEAST
            second = _number(tokens[first + 1]) if first + 1 < len(tokens) else None
            if second is None and first + 2 < len(tokens) and tokens[first + 1].norm in _JOINS:
                second = _number(tokens[first + 2])
            weekly = any(one.norm in self._weeks for one in tokens[first + 1 : min(end, first + 2 + _WEEK_REACH)])
            if labelled or (second is not None and weekly and "\n" not in between):
                numbers = [number] if second is None else [number, second]
                return Hours(min(numbers), max(numbers))
            return None
        return None


def _numbers_before(text: str, tokens: Sequence[Token], place: int) -> list[int]:
    """The one or two numbers that end right before a token; of "38,5" the whole part."""
    last = place - 1
    if last > 0 and _is_fraction(text, tokens, last):
        last -= 1
    number = _number(tokens[last]) if last >= 0 else None
    if number is None or (last == place - 1 and tokens[place].gap == BREAK):
        return []
    if last > 0 and (lower := _number(tokens[last - 1])) and tokens[last].gap == TIGHT:
        return [lower, number]
    if last > 0 and (lower := _number(tokens[last - 1])) and _is_dash(text, tokens, last):
        return [lower, number]
    if last > 1 and tokens[last - 1].norm in _JOINS and (lower := _number(tokens[last - 2])):
        return [lower, number]
    return [number]


def _is_fraction(text: str, tokens: Sequence[Token], place: int) -> bool:
    between = text[tokens[place - 1].end : tokens[place].start]
    return between in {",", "."} and tokens[place].text.isdigit() and _number(tokens[place - 1]) is not None


def _is_dash(text: str, tokens: Sequence[Token], place: int) -> bool:
    return text[tokens[place - 1].end : tokens[place].start].strip() in {"-", "–", "—", "/"}


def _number(token: Token) -> int | None:
    if not _NUMBER.match(token.norm):
        return None
    number = int(token.norm)
    return number if _LEAST <= number <= _MOST else None
