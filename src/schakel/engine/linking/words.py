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
_BOTH_FORMS = re.compile(r"\s*/\s*")
_FORMS_MOST = 2


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """A phrase as words with one space between them: no case, accents, hyphens, marks or control characters.

    Longer phrases than 400 characters are cut at a word.

    >>> plain(" Front-end\\tONTWIKKELAAR \\U0001f600 (C#)")
    'front end ontwikkelaar c#'
    """
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]
    return " ".join(norm for word in TOKEN.findall(text) if (norm := normalise(word)))


def both_forms(label: str) -> tuple[str, ...]:
    """The two forms of a label that names a man and a woman; else the label itself.

    >>> both_forms("Softwareentwickler/Softwareentwicklerin"), both_forms("TCP/IP"), both_forms("Aktienanalyst/in")
    (('Softwareentwickler', 'Softwareentwicklerin'), ('TCP/IP',), ('Aktienanalyst',))
    """
    if "/" not in label:
        return (label,)
    parts = [part for part in _BOTH_FORMS.split(label) if part]
    if len(parts) != _FORMS_MOST:
        return (label,)
    first, second = parts
    if second.lower() in ("in", "innen", "e", "ne", "rice", "euse", "ère", "trice", "se", "ienne", "ster"):
        return (first,)
    alike = len(first) > 5 and first[:4].lower() == second[:4].lower()
    return (first, second) if alike else (label,)


class Words:
    """Turns words of one language into roots; ``standing`` are words that stand by themselves, each as often as it does."""

    def __init__(self, language: str, rules: LinkRules, standing: Mapping[str, int]) -> None:
        """``rules`` gives endings, links of compounds and words that say little."""
        self.language = language
        endings = rules.endings.get(language, ())
        self._endings = {ending: (instead, least) for ending, instead, least in endings}
        self._longest = max(map(len, self._endings), default=0)
        self._links = rules.links.get(language, ())
        self._little = rules.little.get(language, frozenset())
        self._roots: dict[str, str] = {}
        self.standing: Mapping[str, int] = dict(standing)
        self._known: dict[str, int] = {}
        for word, count in standing.items():
            root = self.root(word)
            self._known[root] = self._known.get(root, 0) + count
        self._splits: dict[str, tuple[str, ...]] = {}

    def lines(self) -> list[str]:
        """All it knows, one line a word: the word that stands by itself, its root, how often it and its root do."""
        rows = ((word, self.root(word), count) for word, count in sorted(self.standing.items()))
        return [f"{word}\t{root}\t{count}\t{self._known[root]}" for word, root, count in rows]

    @classmethod
    def from_lines(cls, language: str, rules: LinkRules, lines: Sequence[str]) -> Words:
        """As `lines` gave them."""
        made = cls(language, rules, {})
        rows = [line.split("\t") for line in lines if line]
        made.standing = {word: int(count) for word, _, count, _ in rows}
        made._roots = {word: root for word, root, _, _ in rows}
        made._known = {root: int(known) for _, root, _, known in rows}
        return made

    def root(self, word: str) -> str:
        """The root of a word: "ontwikkelaar", "ontwikkeling" and "ontwikkelen" meet."""
        found = self._roots.get(word)
        if found is None:
            found = self._roots[word] = self._make_root(word)
        return found

    def _make_root(self, word: str) -> str:
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
        if part in self.standing:
            found = self.root(part)
            most = self._known.get(found, 0)
        for link in self._links:
            if part.endswith(link):
                short = part[: -len(link)]
                if len(short) >= _PART_LEAST and short in self.standing:
                    root = self.root(short)
                    if self._known.get(root, 0) > most:
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
    return counts
