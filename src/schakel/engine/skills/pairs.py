"""Skills of two parts in another order: "beheer van netwerken" and "netwerken beheren" for "netwerkbeheer"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schakel.engine.skills.checks import has_sense, labels_in
from schakel.engine.skills.matches import Match
from schakel.engine.skills.taxonomy import Skill, Taxonomy
from schakel.engine.text.lexicon import Lexicon
from schakel.engine.text.stems import stem, verb_stem
from schakel.engine.text.tokens import BREAK, Token, label_words, normalise

_PART_LEAST = 4
_COMPOUND_LEAST = 9
_REACH = 5
_LANGUAGES = ("nl", "en", "de")
_NOUN_ENDINGS = {"nl": ("ing",), "de": ("ung",)}

Key = tuple[str, str]


class Pairs:
    """Pairs of words that make a skill whatever their order."""

    def __init__(self, taxonomy: Taxonomy, lexicon: Lexicon) -> None:
        """Keep what is needed; the pairs of a language are made when a text in it is first read."""
        self._fillers = frozenset(map(normalise, lexicon.compound_words("fillers", "")))
        self._loose = frozenset(map(normalise, lexicon.compound_words("loose", "")))
        self._by_language: dict[str, dict[Key, tuple[str, str]]] = {}
        self._skills = [skill for skill in taxonomy.skills.values() if not skill.is_group]
        self._heads = {one: lexicon.compound_words("heads", one) for one in _NOUN_ENDINGS}

    def _pairs(self, language: str) -> dict[Key, tuple[str, str]]:
        """The pairs of a language, made when it is first met."""
        found = self._by_language.get(language)
        if found is None:
            found = self._index(self._skills, language) if language in _LANGUAGES else {}
            self._by_language[language] = found
        return found

    def _index(self, skills: Iterable[Skill], language: str) -> dict[Key, tuple[str, str]]:
        labels = [
            (skill.uri, label, [word.norm for word in label_words(label)])
            for skill in skills
            for label in labels_in(skill, language)
            if (not skill.is_named or label.islower()) and not has_sense(skill, label)
        ]
        heads = self._heads.get(language, frozenset())
        known = {norm for _, _, norms in labels for norm in norms} | set(map(normalise, heads))
        vocabulary = {part_stem(word, language) for word in known if len(word) >= _PART_LEAST}
        index: dict[Key, tuple[str, str]] = {}
        clashes: set[Key] = set()
        for uri, label, norms in labels:
            parts = norms if len(norms) == 2 else self._halves(norms, vocabulary, language)
            if len(parts) == 2 and all(self._is_telling(part) for part in parts):
                key = _key(parts[0], parts[1], language)
                if index.setdefault(key, (uri, label))[0] != uri:
                    clashes.add(key)
        return {key: found for key, found in index.items() if key not in clashes and key[0] != key[1]}

    def _is_telling(self, word: str) -> bool:
        return len(word) >= _PART_LEAST and word not in self._fillers and word.isalpha()

    def _halves(self, norms: Sequence[str], vocabulary: set[str], language: str) -> list[str]:
        if len(norms) != 1 or len(norms[0]) < _COMPOUND_LEAST or language not in _NOUN_ENDINGS:
            return []
        word = norms[0]
        for cut in range(_PART_LEAST, len(word) - _PART_LEAST + 1):
            front, back = word[:cut], word[cut:]
            if part_stem(back, language) in vocabulary and (
                part_stem(front, language) in vocabulary or part_stem(front.removesuffix("s"), language) in vocabulary
            ):
                return [front, back]
        return []

    def find(
        self, tokens: Sequence[Token], languages: Sequence[str], *, found: Sequence[Match], hidden: frozenset[int]
    ) -> list[Match]:
        """Pairs that no longer label covers already."""
        long = {place for match in found if match.stop - match.first > 1 for place in range(match.first, match.stop)}
        matches: list[Match] = []
        for place, token in enumerate(tokens):
            index = self._pairs(languages[place])
            if not index or place in long or place in hidden or not self._is_telling(token.norm):
                continue
            other = self._next_telling(tokens, place)
            if other is None or other in long or other in hidden:
                continue
            both_loose = token.norm in self._loose and tokens[other].norm in self._loose
            hit = index.get(_key(token.norm, tokens[other].norm, languages[place]))
            if hit and not both_loose:
                matches.append(Match(place, other + 1, hit[0], hit[1], "pair"))
        return matches

    def _next_telling(self, tokens: Sequence[Token], place: int) -> int | None:
        for other in range(place + 1, min(place + _REACH, len(tokens))):
            token = tokens[other]
            if token.gap == BREAK:
                return None
            if token.norm not in self._fillers:
                return other if self._is_telling(token.norm) else None
        return None


def part_stem(word: str, language: str) -> str:
    """The stem of a part, without the ending that makes a noun of a verb: "beheren" and "beheer", "ontwikkeling".

    >>> part_stem("ontwikkeling", "nl") == part_stem("ontwikkelen", "nl")
    True
    """
    if language == "en":
        return verb_stem(word)
    short = stem(word, language)
    for ending in _NOUN_ENDINGS.get(language, ()):
        if short.endswith(ending) and len(short) - len(ending) >= _PART_LEAST:
            short = short[: -len(ending)]
    return short


def _key(one: str, other: str, language: str) -> Key:
    first, second = sorted((part_stem(one, language), part_stem(other, language)))
    return first, second
