"""The title of a vacancy or CV, and the occupation it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from schakel.engine.skills.gendered import with_forms
from schakel.engine.skills.index import Found, LabelIndex
from schakel.engine.skills.senses import is_written
from schakel.engine.skills.taxonomy import Occupation, Taxonomy
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.sections import Line
from schakel.engine.text.tokens import Token, normalise, tokenise

_TITLE_LINES = 6
_TITLE_WORDS = 14
_TITLE_LONGEST = 110
_BODY_TOKENS = 400
_OPENING_TOKENS = 80
_PERIOD = re.compile(r"^\W*(?:\w{3,9}\.? )?(?:\d{2}[-/.])?\d{4}\s*[-–]\s*(?:(?:\d{2}[-/.])?\d{4}|\w+)\s*:?\s*")
_GENDER = re.compile(r"\(\s*[a-z](?:\s*[/|]\s*[a-z])+\s*\)|[/*:_]-?(?:in|innen|ster|e)\b|\(in\)|\(e\)", re.I)


class OccupationFound(NamedTuple):
    """An occupation, how sure (0-1), and the words that name it."""

    uri: str
    confidence: float
    text: str


class TitleReader:
    """Finds titles and links them to occupations."""

    def __init__(self, taxonomy: Taxonomy, lexicon: Lexicon) -> None:
        """Index the labels of all occupations."""
        self._occupations: Mapping[str, Occupation] = dict(taxonomy.occupations)
        self._index = LabelIndex(list(map(with_forms, taxonomy.occupations.values())))
        self._labels = Phrases((phrase, True) for phrase in lexicon.phrases("title_labels"))
        noise = [*lexicon.phrases("title_noise"), *lexicon.phrases("gender_marks")]
        self._noise = Phrases((phrase, True) for phrase in noise)
        self._no_titles = frozenset(normalise(word) for word in lexicon.words["no_titles"]["words"].split())
        self._seniority = Phrases(lexicon.graded("seniority"))

    def title(self, text: str, tokens: Sequence[Token], lines: Sequence[Line], *, language: str, kind: str) -> str:
        """The title: after a label such as "Functie:", else the first line that names an occupation, else the first."""
        for line in lines[: 4 * _TITLE_LINES]:
            hit = self._labels.at(tokens, line.first)
            if hit and hit.stop < line.stop:
                after = re.match(r"\s*:\s*(.+)", text[tokens[hit.stop - 1].end : line.end])
                if after and len(after.group(1)) <= _TITLE_LONGEST and self.link(after.group(1), language):
                    return after.group(1).strip()
        short = [
            line
            for line in lines[:_TITLE_LINES]
            if line.stop - line.first <= _TITLE_WORDS
            and not line.bullet
            and tokens[line.first].norm not in self._no_titles
            and not text[line.start : line.end].rstrip().endswith(("?", ":", ";", "."))
        ]
        for line in short:
            whole = text[line.start : line.end]
            if self.link(whole, language):
                # "Software developer, verzekeraar (2019 - heden)": the title is the part that names the work.
                whole = _PERIOD.sub("", whole)
                part = re.split(r",|\(\d|\s[|–]\s", whole)[0]
                return (part if self.link(part, language) else whole).strip(" \t#*-:|")
        if kind != "cv" and short and short[0] is lines[0]:
            return text[short[0].start : short[0].end].strip(" \t#*-:|")
        return ""

    def seniority(self, title: str) -> tuple[str, ...]:
        """The seniority words in a title, such as ``("senior",)``."""
        return tuple(dict.fromkeys(hit.value for hit in self._seniority.find(tokenise(title))))

    def link(self, title: str, language: str) -> OccupationFound | None:
        """The occupation a title stands for: the longest label in it, its last words before its first."""
        tokens = tokenise(_GENDER.sub(" ", title))
        noise = {place for hit in self._noise.find(tokens) for place in range(hit.first, hit.stop)}
        noise |= {place for hit in self._seniority.find(tokens) for place in range(hit.first, hit.stop)}
        noise |= {place for place, token in enumerate(tokens) if token.norm.isdigit()}
        content = max(1, len(tokens) - len(noise))
        best: tuple[tuple[int, bool, bool, int], str, int, str] | None = None
        for found in self._all(tokens, language):
            size = found.stop - found.first
            for entry in found.entries:
                if not is_written(entry, tokens, found.first, found.stop):
                    continue
                known = self._occupations[entry.uri].kind == "ict"
                worth = (size, found.exact, known, -found.first)
                if best is None or worth > best[0]:
                    words = " ".join(token.text for token in tokens[found.first : found.stop])
                    best = (worth, entry.uri, size, words)
        if best is None:
            return None
        return OccupationFound(best[1], round(min(0.97, 0.55 + 0.42 * min(1.0, best[2] / content)), 3), best[3])

    def link_body(self, tokens: Sequence[Token], language: str, *, ict_only: bool) -> OccupationFound | None:
        """The occupation named most in the first part of a text, when the title says nothing."""
        counts: dict[str, int] = {}
        sizes: dict[str, tuple[int, str]] = {}
        starts: dict[str, int] = {}
        head = tokens[:_BODY_TOKENS]
        for found in self._all(head, language):
            entry = found.entries[0]
            known = not ict_only or self._occupations[entry.uri].kind == "ict"
            if known and is_written(entry, head, found.first, found.stop):
                counts[entry.uri] = counts.get(entry.uri, 0) + 1
                words = " ".join(token.text for token in head[found.first : found.stop])
                starts.setdefault(entry.uri, found.first)
                sizes.setdefault(entry.uri, (found.stop - found.first, words))
        counts = {uri: count for uri, count in counts.items() if count > 1 or starts[uri] < _OPENING_TOKENS}
        if not counts:
            return None
        best = max(counts, key=lambda uri: (counts[uri], sizes[uri][0], self._occupations[uri].kind == "ict"))
        return OccupationFound(best, round(min(0.6, 0.25 + 0.1 * counts[best]), 3), sizes[best][1])

    def _all(self, tokens: Sequence[Token], language: str) -> list[Found]:
        found: list[Found] = []
        place = 0
        while place < len(tokens):
            here = self._index.at(tokens, place, language)
            if here:
                found.append(here[0])
            place = here[0].stop if here else place + 1
        return found
