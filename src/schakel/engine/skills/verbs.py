"""Forms of verbs: which infinitives a word of a sentence can stand for, and where one clause ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.stems import stem, verb_stem
from schakel.engine.text.tokens import BREAK, Token, normalise

_LEAST = 3
_START = 4
_REMEMBERED_MOST = 100_000


class VerbForms:
    """The verbs of one language. Each is known by the stem of its infinitive."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        """Prepare the endings and the irregular forms of a language."""
        table: Mapping[str, Any] = lexicon.verbs
        self.language = language
        self._endings: tuple[str, ...] = tuple(table["endings"].get(language, ()))
        self._participle: str = table["participle"].get(language, "")
        self._to: str = table["to"].get(language, "")
        self.separable = frozenset(map(normalise, table["separable"].get(language, "").split()))
        self._irregular: dict[str, str] = {
            normalise(form): normalise(infinitive)
            for infinitive, forms in table["irregular"].get(language, {}).items()
            for form in forms.split()
        }
        self.actions: dict[str, str] = {
            normalise(noun): normalise(verb) for noun, verb in table["actions"].get(language, {}).items()
        }
        self._irregular.update(self.actions)
        self._known: dict[str, tuple[str, ...]] = {}
        self._women: tuple[str, ...] = tuple(table["women"].get(language, ()))
        self.infinitives: tuple[str, ...] = tuple(table["infinitives"].get(language, ()))
        self._nouns = frozenset(map(normalise, table["nouns"].get(language, "").split()))
        self._common = frozenset(self.key(normalise(word)) for word in table["common"].get(language, "").split())

    def key(self, infinitive: str) -> str:
        """The stem by which a verb is known."""
        return verb_stem(infinitive) if self.language == "en" else stem(infinitive, self.language)

    def keys(self, norm: str) -> tuple[str, ...]:
        """The verbs a word can be a form of, likely and unlikely ones: the labels decide which exist."""
        found = self._known.get(norm)
        if found is None:
            found = tuple(dict.fromkeys(self.key(form) for form in self._forms(norm)))
            if len(self._known) < _REMEMBERED_MOST:
                self._known[norm] = found
        return found

    def thing_keys(self, norm: str) -> tuple[str, ...]:
        """The stems of a word as a thing; "Kolleginnen" as "Kollegen" too."""
        for ending in self._women:
            if norm.endswith(ending) and len(norm) - len(ending) > _LEAST:
                return self.key(norm), self.key(norm[: -len(ending)])
        return (self.key(norm),)

    def is_noun(self, norm: str) -> bool:
        """Whether a word that looks like a verb is a thing or a field more often: "testing", "process"."""
        return norm in self._nouns

    def is_common(self, norm: str) -> bool:
        """Whether a word is a form of an everyday verb that no label has."""
        return any(key in self._common for key in self.keys(norm))

    def joined(self, particle: str, norm: str) -> tuple[str, ...]:
        """The verbs of a first part that stands apart: "leg ... uit" is "uitleggen"."""
        infinitive = self._irregular.get(norm)
        forms = (infinitive, norm) if infinitive else (norm,)
        return tuple(dict.fromkeys(key for form in forms for key in self.keys(particle + form)))

    @staticmethod
    def start(key: str) -> str:
        """The letters by which most verbs are ruled out at once."""
        return key[:_START]

    def may_join(self, particle: str, norm: str, starts: frozenset[str]) -> bool:
        """Whether any verb with one of these starts can be "norm ... particle"."""
        return self.start(self.key(particle + self._irregular.get(norm, norm))) in starts

    def is_to(self, norm: str) -> bool:
        """Whether this is the word of "uit te leggen"."""
        return norm == self._to

    def _forms(self, norm: str) -> Iterator[str]:
        yield norm
        if norm in self._irregular:
            yield self._irregular[norm]
        if self.language == "en":
            return
        if self.language == "fr":
            yield from (bare + ending for bare in self._without_endings(norm) for ending in self.infinitives)
            return
        yield from self._without_endings(norm)
        if norm.startswith(self._participle):
            yield from self._without_endings(norm[len(self._participle) :])
        for particle in sorted(self.separable):
            rest = norm.removeprefix(particle)
            if rest != norm and len(rest) > _LEAST:
                for middle in (self._participle, self._to):
                    if rest.startswith(middle) and len(rest) - len(middle) >= _LEAST:
                        bare = rest[len(middle) :]
                        bare = self._irregular.get(rest, bare)
                        yield from (particle + form for form in self._without_endings(bare))

    def _without_endings(self, norm: str) -> Iterator[str]:
        yield norm
        for ending in self._endings:
            if norm.endswith(ending) and len(norm) - len(ending) >= _LEAST - 1:
                yield norm[: -len(ending)]


def clauses_of(
    text_between: Sequence[str], tokens: Sequence[Token], *, is_verb: Sequence[bool], starts: frozenset[str], piece: int
) -> list[tuple[int, int]]:
    """The clauses, as ranges of tokens: no verb reaches over their ends.

    ``text_between`` holds what stands before each token. A comma ends a clause, unless a short piece without a verb
    follows or precedes: then it is a list. "en" ends it when a verb comes next.
    """
    pieces: list[tuple[int, int, bool]] = []
    first = 0
    soft = False
    for place in range(1, len(tokens) + 1):
        cut = _cut(text_between, tokens, place, is_verb=is_verb, starts=starts) if place < len(tokens) else "hard"
        if cut:
            pieces.append((first, place, soft))
            first, soft = place, cut == "soft"
    return _joined_lists(pieces, is_verb, piece) if tokens else []


def _cut(
    text_between: Sequence[str], tokens: Sequence[Token], place: int, *, is_verb: Sequence[bool], starts: frozenset[str]
) -> str:
    """ "hard" or "soft" when a clause ends before this token, else nothing."""
    if tokens[place].gap == BREAK or ("\n" in text_between[place] and tokens[place].text[0].isupper()):
        return "soft" if text_between[place].strip() == "," else "hard"
    if tokens[place].norm in starts:
        return "hard"
    if tokens[place - 1].norm in _JOINS and is_verb[place]:
        return "hard"
    return ""


_JOINS = frozenset({"en", "and", "und", "et"})


def _joined_lists(pieces: Sequence[tuple[int, int, bool]], is_verb: Sequence[bool], most: int) -> list[tuple[int, int]]:
    """Pieces between commas that are only items of a list go with the piece that has the verb."""
    clauses: list[tuple[int, int]] = []
    for first, stop, soft in pieces:
        before = clauses[-1] if clauses else (0, 0)
        verb, verb_before = any(is_verb[first:stop]), any(is_verb[before[0] : before[1]])
        short = stop - first <= most if not verb else before[1] - before[0] <= most
        if soft and clauses and short and not (verb and verb_before):
            clauses[-1] = (before[0], stop)
        else:
            clauses.append((first, stop))
    return clauses
