"""The occupation of a person from a CV: the work of now before that of before, whatever order it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schakel.engine.skills.scene import Scene
from schakel.engine.skills.titles import OccupationFound, TitleReader
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.sections import Line
from schakel.engine.text.tokens import BREAK

_NOW = 9999
_AS_REACH = 7
_AFTER = 7
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:[^\W\d_]+\.?\s+)?(?:\d{1,2}\s*[-/.]\s*)?"
_SURE = 0.8
_TOLD = 0.7


class _Period(NamedTuple):
    """A line with a period of work: its last year (or now), its first, and the number of the line."""

    last: int
    first: int
    line: int


class WorkHistory:
    """Reads what somebody works as."""

    def __init__(self, titles: TitleReader, lexicon: Lexicon) -> None:
        """``titles`` links words to occupations."""
        self._titles = titles
        now = "|".join(sorted(map(re.escape, lexicon.phrases("work", "now")), key=lambda word: (-len(word), word)))
        joins = "|".join(sorted(map(re.escape, lexicon.phrases("work", "until")), key=lambda word: (-len(word), word)))
        since = "|".join(map(re.escape, lexicon.phrases("work", "since")))
        self._period = re.compile(
            rf"(?P<first>{_YEAR})\W{{0,4}}(?:(?:{joins})\W{{0,3}})?{_MONTH}(?P<last>{_YEAR}|\b(?:{now})\b)", re.I
        )
        self._since = re.compile(rf"\b(?:{since})\s+{_MONTH}(?P<first>{_YEAR})", re.I)
        self._present = Phrases((phrase, True) for phrase in lexicon.phrases("work", "present"))
        self._past = Phrases((phrase, True) for phrase in lexicon.phrases("work", "past"))
        self._works = Phrases((phrase, True) for phrase in lexicon.phrases("work", "works"))
        self._as = frozenset(lexicon.phrases("work", "as"))
        self._study = Phrases((phrase, True) for phrase in lexicon.phrases("work", "study"))
        self._student = Phrases((phrase, True) for phrase in lexicon.phrases("work", "student"))
        self._aside = Phrases((phrase, True) for phrase in lexicon.phrases("work", "aside"))

    def occupation(self, scene: Scene, title: str) -> OccupationFound | None:
        """What somebody works as: dated till now, told, on top, dated last, told of before; None where nothing says."""
        periods = sorted(self._periods(scene), key=lambda one: (-one.last, -one.first, one.line))
        current = [one for one in periods if one.last == _NOW]
        older = [one for one in periods if one.last != _NOW]
        return (
            self._dated(scene, current)
            or self._told(scene, present=True)
            or self._on_top(scene, title)
            or self._dated(scene, older)
            or self._told(scene, present=False)
        )

    def is_student(self, scene: Scene) -> bool:
        """Whether somebody says to be at school: then a job on the side is not the occupation."""
        return bool(self._student.find(scene.tokens)) and not self._told(scene, present=True)

    def _on_top(self, scene: Scene, title: str) -> OccupationFound | None:
        if not title:
            return None
        at = next((at for at, line in enumerate(scene.lines) if title in scene.text[line.start : line.end]), None)
        if at is not None and (self._studies(scene, scene.lines[at]) or self._is_aside(scene, at)):
            return None
        return self._titles.link(title, scene.language)

    def _studies(self, scene: Scene, line: Line) -> bool:
        return bool(self._study.find(scene.tokens, line.first, line.stop))

    def _is_aside(self, scene: Scene, number: int) -> bool:
        """Whether a line, or the one above it, says that it is work on the side."""
        around = scene.lines[max(0, number - 1) : number + 1]
        return any(self._aside.find(scene.tokens, one.first, one.stop) for one in around)

    def _periods(self, scene: Scene) -> Iterator[_Period]:
        for number, line in enumerate(scene.lines):
            words = scene.text[line.start : line.end]
            found = self._period.search(words)
            if found:
                last = found["last"]
                yield _Period(int(last) if last.isdigit() else _NOW, int(found["first"]), number)
            elif found := self._since.search(words):
                yield _Period(_NOW, int(found["first"]), number)

    def _dated(self, scene: Scene, periods: Sequence[_Period]) -> OccupationFound | None:
        """The work that stands with a period: on its line, or on the line above or below it."""
        for period in periods:
            for number in (period.line, period.line - 1, period.line + 1):
                if not 0 <= number < len(scene.lines):
                    continue
                line = scene.lines[number]
                words = scene.text[line.start : line.end]
                other = number != period.line and (self._period.search(words) or line.bullet)
                learned = scene.section_at(line.first).id == "education" or self._studies(scene, line)
                if other or learned or self._is_aside(scene, number):
                    continue
                found = self._titles.link(words, scene.language)
                if found:
                    return found._replace(confidence=max(found.confidence, _SURE))
        return None

    def _told(self, scene: Scene, *, present: bool) -> OccupationFound | None:
        """ "Ik ben verzorgende", "werkzaam als kok", "ich arbeite seit sechs Jahren als Lagerist"."""
        places = [hit.stop for hit in (self._present if present else self._past).find(scene.tokens)]
        if present:
            for hit in self._works.find(scene.tokens):
                reach = range(hit.stop, min(hit.stop + _AS_REACH, len(scene.tokens)))
                places += [place + 1 for place in reach if scene.tokens[place].norm in self._as]
        for place in sorted(places):
            found = self._after(scene, place)
            if found:
                return found
        return None

    def _after(self, scene: Scene, place: int) -> OccupationFound | None:
        """The occupation the next few words name, before the sentence turns to something else."""
        stop = place
        while stop < min(place + _AFTER, len(scene.tokens)) and (stop == place or scene.tokens[stop].gap != BREAK):
            stop += 1
        if stop == place or self._study.find(scene.tokens, max(0, place - 1), stop):
            return None
        start, end = scene.span(place, stop)
        found = self._titles.link(scene.text[start:end], scene.language)
        return found._replace(confidence=max(found.confidence, _TOLD)) if found else None
