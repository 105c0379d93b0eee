"""Words of phrases and labels in the form in which linking compares them: tokens, roots and parts of compounds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from schakel.engine.linking.rules import LinkRules
from schakel.engine.text.stems import stem
from schakel.engine.text.tokens import TOKEN, normalise

_LONGEST = 400
_PART_LEAST = 3
_PARTS_LEAST = 7
_BOUND_LEAST = 4
_ICT = re.compile(r"\b(?:IT|IKT|IuK|IuKT|TIC|EDV)\b")


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """A phrase as words with one space between them: no case, accents, hyphens, marks or control characters.

    Longer phrases than 400 characters are cut at a word.

    >>> plain(" Front-end\\tONTWIKKELAAR \\U0001f600 (C#)")
    'front end ontwikkelaar c#'
    """
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]
    # Each language has its own letters for it, and in English "it" is a word too: only capitals tell.
    text = _ICT.sub("ICT", text)
    return " ".join(norm for word in TOKEN.findall(text) if (norm := normalise(word)))


class Words:
    """Turns words of one language into roots; ``standing`` are words that stand by themselves, each as often as it does."""

    def __init__(self, language: str, rules: LinkRules, standing: Mapping[str, int], *, by_root: bool = False) -> None:
        """``rules`` gives endings, links of compounds and words that say little; ``by_root`` whether the first part of a
        compound need not stand by itself, if its root is known."""
        self.language = language
        endings = rules.endings.get(language, ())
        self._endings = {ending: (instead, least) for ending, instead, least in endings}
        self._longest = max(map(len, self._endings), default=0)
        self._irregular = rules.irregular.get(language, {})
        self._links = rules.links.get(language, ())
        self._by_root = by_root
        self._little = rules.little.get(language, frozenset())
        self._roots: dict[str, str] = {}
        self.standing: Mapping[str, int] = dict(standing)
        self._known: dict[str, int] = {}
        for word, count in standing.items():
            root = self.root(word)
            self._known[root] = self._known.get(root, 0) + max(count, 1)
        self._splits: dict[str, tuple[str, ...]] = {}

    def lines(self) -> list[str]:
        """All it knows, one line a word: the word that stands by itself, its root, how often it and its root do."""
        rows = ((word, self.root(word), count) for word, count in sorted(self.standing.items()))
        return [f"{word}\t{root}\t{count}\t{self._known[root]}" for word, root, count in rows]

    @classmethod
    def from_lines(cls, language: str, rules: LinkRules, lines: Sequence[str], *, by_root: bool = False) -> Words:
        """As `lines` gave them."""
        made = cls(language, rules, {}, by_root=by_root)
        rows = [line.split("\t") for line in lines if line]
        made.standing = {word: int(count) for word, _, count, _ in rows}
        made._roots = {word: root for word, root, _, _ in rows}
        made._known = {root: int(known) for _, root, _, known in rows}
        return made

    def says_little(self, word: str) -> bool:
        """Whether it is a word like "the" or "experience"."""
        return word in self._little

    def root(self, word: str) -> str:
        """The root of a word: "ontwikkelaar", "ontwikkeling" and "ontwikkelen" meet."""
        found = self._roots.get(word)
        if found is None:
            found = self._roots[word] = self._make_root(word)
        return found

    def _make_root(self, word: str) -> str:
        word = self._irregular.get(word, word)
        if word.isalpha():
            for size in range(min(self._longest, len(word)), 0, -1):
                instead, least = self._endings.get(word[-size:], ("", len(word)))
                if len(word) - size >= least:
                    word = word[:-size] + instead
                    break
        return stem(word, self.language)

    def roots(self, words: Sequence[str]) -> list[str]:
        """The roots of words in order, compounds in their parts, words that say little left out where others remain."""
        telling = [word for word in words if word not in self._little] or list(words)
        return [part for word in telling for part in self.parts(word)]

    def parts(self, word: str) -> tuple[str, ...]:
        """The roots a word is made of: one, or those of a compound."""
        found = self._splits.get(word)
        if found is None:
            found = self._splits[word] = self._split(word, 3) or (self.root(word),)
        return found

    def _split(self, word: str, deep: int) -> tuple[str, ...]:
        """The parts of a compound by the words that stand by themselves most; empty when it is none."""
        if not self._links or deep < 1 or len(word) < _PARTS_LEAST or not word.isalpha():
            return ()
        best: tuple[float, tuple[str, ...]] = (0.0, ())
        whole = float(self._known.get(self.root(word), 0))
        for cut in range(_PART_LEAST, len(word) - _PART_LEAST + 1):
            front = self._front(word[:cut])
            if not front:
                continue
            rest = word[cut:]
            last = self.root(rest)
            tail = (last,) if len(rest) > _PART_LEAST and last in self._known else self._split(rest, deep - 1)
            if not tail:
                continue
            parts = (front, *tail)
            worth = math.prod(self._known[part] for part in parts) ** (1 / len(parts))
            if worth > max(best[0], whole):
                best = (worth, parts)
        return best[1]

    def _front(self, part: str) -> str:
        """The root of the first part of a compound, a link left off; empty when no label has it by itself."""
        found, most = "", 0
        shorter = [part[: -len(link)] for link in self._links if part.endswith(link)]
        for one in (part, *shorter):
            # A verb stands without its ending in a compound ("Prüfverfahren"): a root will do, if it is no short one.
            if one in self.standing or (self._by_root and len(one) > _PART_LEAST and self.root(one) in self._known):
                root = self.root(one)
                if len(one) >= _PART_LEAST and self._known.get(root, 0) > most:
                    found, most = root, self._known[root]
        return found


def standing_words(language: str, rules: LinkRules, texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands by itself in these plain texts: what compounds are split with."""
    little = rules.little.get(language, frozenset())
    counts: dict[str, int] = {}
    for text in texts:
        for word in text.split():
            if len(word) >= _PART_LEAST and word not in little:
                counts[word] = counts.get(word, 0) + 1
    bound = _bound(counts, rules.links[language]) if language in rules.bound else []
    return {**dict.fromkeys(bound, 0), **counts}


def _bound(counts: Mapping[str, int], links: Sequence[str]) -> list[str]:
    """Words that stand before other words only ("Deponie" in "Deponieleiter"), before two different ones at least."""
    before: dict[str, set[str]] = {}
    for word in counts:
        for cut in range(_BOUND_LEAST, len(word) - _BOUND_LEAST + 1):
            front, tail = word[:cut], word[cut:]
            if counts.get(tail, 0) > 1:
                for one in (front, *(front[: -len(link)] for link in links if front.endswith(link))):
                    if len(one) >= _BOUND_LEAST and one not in counts:
                        before.setdefault(one, set()).add(tail)
    return sorted(word for word, tails in before.items() if len(tails) > 1)
