"""What a text says besides skills: kind of text, schooling, hours, start, remote work, spoken languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schakel.engine.skills.clauses import Sentence
from schakel.engine.skills.hours import Hours, HoursReader
from schakel.engine.skills.matches import Match
from schakel.engine.skills.salary import Salary, SalaryReader
from schakel.engine.skills.starts import RemoteReader, StartReader
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, Token, normalise

_LEVEL_ORDER = ("mbo-1", "mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
_CEFR = re.compile(r"[abc][12]$")
_CEFR_REACH = 5
_OTHERS_LEVEL = 6
# "my English is B2, Arabic is ...": so many words may stand between a language and its level.
_VERB = 1
# A heading says more than a word in a sentence.
_HEADING_WORTH = 1.5
_BAC_LEVELS = {"2": "ad", "3": "hbo", "4": "hbo", "5": "wo", "8": "wo"}
# Characters from "bac" to the number: " + ", and to a second one: "+2/3".
_BAC_REACH = 5
_KINDS = ("cv", "vacancy", "course")


class KindGuess(NamedTuple):
    """``cv``, ``vacancy`` or ``course``, and how sure (0-1)."""

    kind: str
    confidence: float


class SpokenLanguage(NamedTuple):
    """A spoken language that is asked or told, with its CEFR level if one is given."""

    uri: str
    cefr: str | None
    first: int


class AttributeReader:
    """Reads attributes with the word lists of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the phrases."""
        self._kinds = {kind: Phrases((p, kind) for p in lexicon.phrases("kind", kind)) for kind in _KINDS}
        swallow = [(phrase, ()) for phrase in lexicon.words["education_rules"]["not_with"]]
        graded = [(phrase, tuple(levels)) for phrase, levels in lexicon.graded("education", "levels")]
        self._levels: Phrases[tuple[str, ...]] = Phrases([*swallow, *graded])
        rules = lexicon.words["education_rules"]
        self._written = {normalise(word): word for word in rules["case"]}
        self._small = frozenset(rules["small_after"]), frozenset(rules["small_before"])
        self._hours = HoursReader(lexicon)
        self._start = StartReader(lexicon)
        self._remote = RemoteReader(lexicon)
        self._salary = SalaryReader(lexicon)
        self._cefr = Phrases(lexicon.graded("cefr"))

    def kind(self, tokens: Sequence[Token], headings: Mapping[str, int]) -> KindGuess:
        """Which kind of text this is: the kind whose own words are heard most; ``headings`` counts those of each."""
        points = dict.fromkeys(_KINDS, 0.0)
        for kind, phrases in self._kinds.items():
            heard: dict[str, int] = {}
            for hit in phrases.find(tokens):
                word = " ".join(token.norm for token in tokens[hit.first : hit.stop])
                heard[word] = heard.get(word, 0) + 1
            words = sum(1 + min(count - 1, 3) / 4 for count in heard.values())
            points[kind] = words + _HEADING_WORTH * headings.get(kind, 0)
        total = sum(points.values())
        if total == 0:
            return KindGuess("vacancy", 0.0)
        best = max(_KINDS, key=lambda kind: points[kind])
        return KindGuess(best, round(points[best] / total, 3))

    def levels(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[str, ...]:
        """The levels of schooling named, lowest first."""
        found: set[str] = set()
        for first, stop in sentences:
            for hit in self._levels.find(tokens, first, stop):
                if all(self._fits(tokens, place) for place in range(hit.first, hit.stop)):
                    found.update(hit.value)
        found.update(_bac(tokens))
        return tuple(level for level in _LEVEL_ORDER if level in found)

    def _fits(self, tokens: Sequence[Token], place: int) -> bool:
        token = tokens[place]
        written = self._written.get(token.norm)
        if written is None or token.text == written:
            return True
        # "hbo/wo" and "wo werk- en denkniveau" in small letters are schooling all the same.
        before, after = self._small
        beside = (
            *(one.norm in before for one in tokens[max(0, place - 2) : place]),
            *(one.text in after for one in tokens[place + 1 : place + 3]),
        )
        return token.norm == "wo" and any(beside)

    def hours(self, text: str, tokens: Sequence[Token]) -> Hours | None:
        """Hours a week: "32-40 uur", "36 uur per week"; full time as 36 to 40."""
        return self._hours.read(text, tokens)

    def start(self, text: str, tokens: Sequence[Token]) -> str | None:
        """The words that say when it starts, such as "per direct" or "1 maart 2026"."""
        return self._start.read(text, tokens)

    def remote(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> bool:
        """Whether work from home or at a distance is offered."""
        return self._remote.read(tokens, sentences)

    def salary(self, text: str) -> Salary | None:
        """The pay a text names."""
        return self._salary.read(text)

    def spoken(
        self, tokens: Sequence[Token], sentences: Sequence[Sentence], matches: Iterable[Match]
    ) -> list[SpokenLanguage]:
        """Spoken languages with the CEFR level that stands nearest to each."""
        found: list[SpokenLanguage] = []
        others = list(matches)
        for match in others:
            sentence = next((one for one in sentences if one.first <= match.first < one.stop), None)
            if sentence:
                found.append(SpokenLanguage(match.uri, self._cefr_near(tokens, sentence, match, others), match.first))
        return found

    def _cefr_near(
        self, tokens: Sequence[Token], sentence: Sentence, match: Match, others: Sequence[Match]
    ) -> str | None:
        first, stop = max(sentence.first, match.first - _CEFR_REACH), min(sentence.stop, match.stop + _CEFR_REACH)
        levels = [(hit.first, hit.stop, hit.value) for hit in self._cefr.find(tokens, sentence.first, stop)]
        levels += [
            (place, place + 1, tokens[place].norm.upper())
            for place in range(first, stop)
            if _CEFR.match(tokens[place].norm)
        ]
        best: tuple[int, str] | None = None
        for start, end, level in levels:
            if _of_another(tokens, (start, end), match, others):
                continue
            low, high = (end, match.first) if end <= match.first else (match.stop, start)
            # "Nederlands en Engels (B2)": the level after another language belongs to that one.
            foreign = _OTHERS_LEVEL * sum(1 for other in others if low <= other.first < high and start >= match.stop)
            distance = high - low + foreign + sum(1 for one in range(low, high + 1) if tokens[one].gap == BREAK)
            if distance <= _CEFR_REACH + 2 and (best is None or distance < best[0]):
                best = (distance, level)
        return best[1] if best else None


def _of_another(tokens: Sequence[Token], level: tuple[int, int], match: Match, others: Sequence[Match]) -> bool:
    """Whether a level is that of the language beside it: "Nederlands (moedertaal), Engels", "Duits, vloeiend Frans"."""
    start, end = level
    if end <= match.first:
        return tokens[match.first].gap == BREAK and any(other.first < start <= other.stop + _VERB for other in others)
    breaks = tokens[start].gap == BREAK
    return breaks and any(other.first == end and tokens[end].gap != BREAK for other in others)


def _bac(tokens: Sequence[Token]) -> Iterator[str]:
    """French levels by years after the baccalaureate: "bac+2", "Bac +3/5", "BAC + 5"."""
    for place, token in enumerate(tokens[:-1]):
        if token.norm != "bac":
            continue
        for one in tokens[place + 1 : place + 3]:
            near = one.start - tokens[place].end <= _BAC_REACH
            if (
                near
                and one.norm in _BAC_LEVELS
                and not any(mid.norm.isalpha() for mid in tokens[place + 1 : place + 2])
            ):
                yield _BAC_LEVELS[one.norm]
