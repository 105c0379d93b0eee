"""Lines and sections of a text: which part says what is asked, and which part is only talk.

Headings are recognised by the phrases in the reference data. A line such as "Eisen: hbo, Java" opens a section and is
its first line as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schakel.engine.text.lexicon import Lexicon, SectionRule
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import Token

INTRO = SectionRule("intro", "", "yes", {})
_BULLET = re.compile(r"\s*(?:[-–—*•·▪●○►‣✓✔➢>\uf0b7]|o(?=\s)|\d{1,2}[.)])\s*")
# "Locatie: Heerlen, dicht bij het station" is shorter than this.
_TERM_LONGEST = 300
_HEADING_LONGEST = 90
_HEADING_WORDS = 11
_START_WORDS = 7
_SPACED_LEAST = 5
_NAME_WORDS = 3


class Line(NamedTuple):
    """One line: its place in the text, its tokens (from ``first`` up to ``stop``), whether it is an item of a list."""

    start: int
    end: int
    first: int
    stop: int
    bullet: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text under one heading; ``text[start:end]`` includes the heading, which ends at ``body``."""

    id: str
    counts: str
    start: int
    body: int
    end: int


def lines_of(text: str, tokens: Sequence[Token]) -> list[Line]:
    """The lines of a text that hold words."""
    lines: list[Line] = []
    first = 0
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        stop = first
        while stop < len(tokens) and tokens[stop].start < end:
            stop += 1
        if stop > first:
            bullet = _BULLET.match(raw)
            lines.append(Line(start, end, first, stop, bool(bullet and bullet.end() < len(raw))))
        first = stop
        start = end + 1
    return lines


class Sectioner:
    """Cuts texts into sections with the headings of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the headings per kind of text."""
        kinds = dict.fromkeys(rule.of for rule in lexicon.sections)
        self._headings = {kind: _headings(lexicon, kind) for kind in kinds}
        self._continues = lexicon.heading_continues
        self._before_name = Phrases((phrase, True) for phrase in lexicon.heading_before_name)
        self._about = next((rule for rule in lexicon.sections if (rule.of, rule.id) == ("vacancy", "about")), None)

    def sections(self, text: str, tokens: Sequence[Token], *, kind: str, lines: Sequence[Line]) -> list[Section]:
        """The sections of a text of this kind, in order, without gaps; ``intro`` is what stands before a heading."""
        headings = self._headings.get(kind, self._headings["vacancy"])
        parts: list[tuple[SectionRule, int, int]] = [(INTRO, 0, 0)]
        for line in lines:
            found = self._heading(text, tokens, line, headings)
            if found is None:
                continue
            rule, body, local = found
            before = parts[-1][0]
            parts.append((rule, line.start, body))
            if local:
                parts.append((before, line.end, line.end))
        ends = [start for _, start, _ in parts[1:]] + [len(text)]
        return [
            Section(rule.id, rule.counts, start, body, end)
            for (rule, start, body), end in zip(parts, ends, strict=True)
            if end > start
        ]

    def _names_company(self, text: str, tokens: Sequence[Token], line: Line) -> bool:
        """ "Werken bij Voorbeeld Techniek": a phrase and a name of one to three words, alone on a line."""
        hit = self._before_name.at(tokens, line.first)
        if hit is None or not 1 <= line.stop - hit.stop <= _NAME_WORDS or line.bullet:
            return False
        bare = not text[tokens[line.stop - 1].end : line.end].strip(" \t:!*?")
        return bare and all(map(_is_capital, tokens[hit.stop : line.stop])) and _is_capital(tokens[line.first])

    def heading_counts(self, tokens: Sequence[Token], lines: Sequence[Line]) -> dict[str, int]:
        """Per kind of text, how many kinds of its sections have a heading that fills a line."""
        found: dict[str, set[str]] = {kind: set() for kind in self._headings}
        for line in lines:
            for kind, headings in self._headings.items():
                hit = headings.at(tokens, line.first) if line.stop - line.first <= _START_WORDS else None
                if hit and hit.stop == line.stop and hit.value.of == kind:
                    found[kind].add(hit.value.id)
        return {kind: len(ids) for kind, ids in found.items()}

    def _heading(
        self, text: str, tokens: Sequence[Token], line: Line, headings: Phrases[SectionRule]
    ) -> tuple[SectionRule, int, bool] | None:
        """The section a line opens, where its body begins, and whether it lasts for this line only."""
        spaced = _spaced_out(tokens, line)
        if spaced:
            hit = headings.at([spaced], 0)
            return (hit.value, line.end, False) if hit else None
        opening = headings.at(tokens, line.first)
        if opening and opening.stop <= line.stop:
            after = text[tokens[opening.stop - 1].end : line.end]
            if re.match(r"\s*(?:\([^)]*\))?\s*[:：]\s*\S", after):
                local = line.bullet or opening.value.id == "terms"
                # A whole advert on one line that happens to begin with "location:".
                if opening.value.id == "terms" and line.end - line.start > _TERM_LONGEST:
                    return None
                return opening.value, tokens[opening.stop - 1].end, local
            # "About us - the team of ten"
            short = line.stop - line.first <= _START_WORDS and opening.stop - opening.first > 1
            if short and not line.bullet and re.match(r"\s+[-–|]\s", after):
                return opening.value, line.end, False
        if line.stop - line.first > _HEADING_WORDS or line.end - line.start > _HEADING_LONGEST:
            return None
        hits = headings.find(tokens, line.first, line.stop)
        if headings is self._headings.get("vacancy") and self._about and self._names_company(text, tokens, line):
            return self._about, line.end, False
        if not hits:
            return None
        best = max(hits, key=lambda hit: (hit.stop - hit.first, -hit.first))
        raw = text[line.start : line.end].rstrip().rstrip("*_ ")
        size, words = best.stop - best.first, line.stop - line.first
        asks = raw.endswith((":", "?", "…", "..."))
        whole = size == words and not raw.endswith((",", ";"))
        opens = (
            best.first == line.first
            and size > 1
            and words <= _START_WORDS
            and not line.bullet
            and not raw.endswith((".", ",", ";", "!"))
            and tokens[best.stop].norm in self._continues
            if size < words
            else False
        )
        numbered = size == words - 1 and best.first == line.first + 1 and tokens[line.first].norm.isdigit()
        if (whole and (not line.bullet or asks)) or (asks and (size > 1 or words <= 3)) or opens or numbered:
            return best.value, line.end, False
        return None


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit()


def _spaced_out(tokens: Sequence[Token], line: Line) -> Token | None:
    """A heading written as "E R V A R I N G" as one word."""
    words = tokens[line.first : line.stop]
    if len(words) < _SPACED_LEAST or any(len(word.text) > 1 for word in words):
        return None
    joined = "".join(word.norm for word in words)
    return words[0]._replace(text=joined, norm=joined, end=words[-1].end)


def _headings(lexicon: Lexicon, kind: str) -> Phrases[SectionRule]:
    rules = [rule for rule in lexicon.sections if rule.of == kind]
    if kind == "course":
        rules += [rule for rule in lexicon.sections if rule.of == "vacancy" and rule.counts != "yes"]
    return Phrases((phrase, rule) for rule in rules for phrases in rule.headings.values() for phrase in phrases)
