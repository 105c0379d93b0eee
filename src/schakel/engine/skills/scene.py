"""A text laid out for reading: its words, lines, sentences and sections, and which words are not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schakel.engine.skills.clauses import Sentence
from schakel.engine.text.masking import Masked
from schakel.engine.text.sections import Line, Section
from schakel.engine.text.tokens import Token


class Scene(NamedTuple):
    """Everything known of a text before skills are looked for.

    ``language`` is that of the text, ``languages`` has one per token; ``hidden`` holds the numbers of the tokens that
    are personal data; sections follow each other without gaps.
    """

    text: str
    kind: str
    kind_confidence: float
    language: str
    tokens: Sequence[Token]
    lines: Sequence[Line]
    sentences: Sequence[Sentence]
    sections: Sequence[Section]
    languages: Sequence[str]
    masked: Sequence[Masked]
    hidden: frozenset[int]

    def section_at(self, place: int) -> Section:
        """The section of a token."""
        start = self.tokens[place].start
        return next((one for one in self.sections if one.start <= start < one.end), self.sections[-1])

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Where ``tokens[first:stop]`` begin and end in the text, in characters."""
        return self.tokens[first].start, self.tokens[stop - 1].end
