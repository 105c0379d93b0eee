"""Words that look like a skill but are not in the taxonomy: the curator's list of what may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schakel.engine.skills.clauses import Sentence
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.phrases import Phrases
from schakel.engine.text.tokens import BREAK, Token, normalise

_CAMEL = re.compile(r"[a-zA-Z]+[A-Z][a-zA-Z]*$|[A-Za-z]+\d+[A-Za-z]*$|[A-Z][\w.]*[+#]+$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}$")
_CAPITAL = re.compile(r"[A-Z][a-z0-9]{2,}$")
_CEFR = re.compile(r"[ABC][12]$")
_PHRASE_WORDS = 3
_NAME_WORDS = 3
_OF = frozenset({"van", "von", "der", "of"})
# Of a sentence in capitals nothing can be told from capitals.
_SHOUTED = 0.6
_SHOUTED_LEAST = 4
# One word in small letters must be this long to be a term rather than any word.
_TERM_LEAST = 10
_LIST_JOINS = frozenset({"en", "of", "and", "or", "und", "oder", "et", "ou"})


class Unmatched(NamedTuple):
    """``tokens[first:stop]`` may name a skill we do not know."""

    first: int
    stop: int


class UnmatchedFinder:
    """Finds names of technology by their spelling, and phrases after "ervaring met"."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the openers and the words that are none."""
        self._openers = Phrases((phrase, True) for phrase in lexicon.phrases("unmatched"))
        small = (word for language in lexicon.read for word in lexicon.small_words[language])
        self._stops = frozenset(map(normalise, (*lexicon.phrases("unmatched_stop"), *small)))
        self._skip = frozenset(map(normalise, lexicon.phrases("unmatched_skip")))
        said = [*lexicon.phrases("wished"), *(phrase for phrase, _ in lexicon.graded("skill_level"))]
        self._level_words = frozenset(map(normalise, (one for one in said if " " not in one)))
        self._said = Phrases((phrase, True) for phrase in said)
        self._whereabouts = frozenset(map(normalise, lexicon.phrases("unmatched_places")))

    def find(
        self,
        tokens: Sequence[Token],
        sentences: Iterable[tuple[Sentence, bool]],
        *,
        taken: set[int],
        languages: Sequence[str],
    ) -> list[Unmatched]:
        """What is not ``taken`` (tokens already understood) in these sentences, in order, without overlap.

        With each sentence goes whether it stands in a part that says what is asked: only there capitals tell enough.
        """
        found: list[Unmatched] = []
        for sentence, asking in sentences:
            used: set[int] = set()
            tells = asking and not _is_shouted(tokens, sentence)
            names = self._names(tokens, sentence, taken, languages) if tells else ()
            for one in (*self._after_openers(tokens, sentence, taken), *names):
                places = set(range(one.first, one.stop))
                if not places & used:
                    used |= places
                    found.append(one)
        return sorted(found)

    def _after_openers(self, tokens: Sequence[Token], sentence: Sentence, taken: set[int]) -> Iterable[Unmatched]:
        """The one to three words after "ervaring met", and after each comma or "en" of a list that begins there."""
        for hit in self._openers.find(tokens, sentence.first, sentence.stop):
            place = hit.stop
            # "is mooi meegenomen" and "basiskennis" say something of a skill, and name none.
            said = self._said.find(tokens, place, sentence.stop)
            taken = taken | {one for phrase in said for one in range(phrase.first, phrase.stop)} if said else taken
            while place < sentence.stop:
                # "ervaring met diverse moderne ...": what stands before the thing itself is left out.
                while place < sentence.stop and place not in taken and tokens[place].norm in self._stops:
                    place += 1
                first = place
                while place < sentence.stop and self._goes_on(tokens, place, first, taken):
                    place += 1
                if place > first:
                    if _says_enough(tokens[first:place]) and not self._ends_in_deed(tokens, place, sentence.stop):
                        yield Unmatched(first, place)
                    break
                if place < sentence.stop and (place in taken or tokens[place].norm in _LIST_JOINS):
                    place += 1
                    continue
                break

    def _ends_in_deed(self, tokens: Sequence[Token], stop: int, end: int) -> bool:
        """Whether a Dutch or German verb in "het ... van" follows: "ervaring met inrichten van", "met het opzetten"."""
        last = tokens[stop - 1]
        return last.text.islower() and last.norm.endswith("en") and stop < end and tokens[stop].norm in _OF

    def _goes_on(self, tokens: Sequence[Token], place: int, first: int, taken: set[int]) -> bool:
        token = tokens[place]
        if place in taken or token.norm in self._stops or token.norm in self._skip or token.norm.isdigit():
            return False
        return place - first < _PHRASE_WORDS and (place == first or token.gap != BREAK)

    def _names(
        self, tokens: Sequence[Token], sentence: Sentence, taken: set[int], languages: Sequence[str]
    ) -> Iterable[Unmatched]:
        """Capitalised words that do not open the sentence, and words with capitals or digits inside."""
        place = sentence.first
        if any(token.norm in self._whereabouts for token in tokens[sentence.first : sentence.stop]):
            return
        while place < sentence.stop:
            first = place
            while (
                place < sentence.stop
                and place not in taken
                and self._is_name(tokens, place, sentence.first, language=languages[place])
            ):
                if place > first and (tokens[place].gap == BREAK or place - first >= _NAME_WORDS):
                    break
                place += 1
            if place > first:
                yield Unmatched(first, place)
            else:
                place += 1

    def _is_name(self, tokens: Sequence[Token], place: int, first: int, *, language: str) -> bool:
        token = tokens[place]
        if token.norm in self._skip or token.norm in self._stops or token.norm in self._level_words:
            return False
        if _CEFR.match(token.text):
            return False
        if _CAMEL.match(token.text) or _ACRONYM.match(token.text):
            return True
        # Every German noun has a capital.
        if language == "de" or not _CAPITAL.match(token.text) or place == first:
            return False
        # A capital alone tells something after "met", a comma or another name, not after any word.
        before = tokens[place - 1]
        return token.gap == BREAK or before.norm in self._stops or before.text[0].isupper()


def _says_enough(words: Sequence[Token]) -> bool:
    """Whether a phrase may be a term: two words, a name, or one long word such as a compound."""
    return len(words) > 1 or not words[0].text.islower() or len(words[0].text) >= _TERM_LEAST


def _is_shouted(tokens: Sequence[Token], sentence: Sentence) -> bool:
    words = [token.text for token in tokens[sentence.first : sentence.stop] if token.text.isalpha()]
    return len(words) >= _SHOUTED_LEAST and sum(word.isupper() for word in words) >= _SHOUTED * len(words)
