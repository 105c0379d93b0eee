"""Typing errors in a phrase: a word that no label knows, brought to the one known word that is nearest.

What was repaired is only asked about, never taken for granted. A phrase of one short word is left as it is: it may be a
name ("Jita" is no "Jira").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from schakel.engine.linking.grams import Ints, grams, joined
from schakel.engine.linking.part import Part, runs_of
from schakel.engine.linking.postings import Postings, by_term, directions, pairs_of, telling
from schakel.engine.linking.search import add_up, likest

LOOKED_AT = 16
# Shorter runs than for labels: an error in a short word breaks the longer ones.
SHORT = (2, 3)
_PART_LEAST = 4
_TELLING_PART = 6
_REMEMBERED = 100_000


class SpellingArrays(NamedTuple):
    """From runs of letters (ascending) to the words that have them, and how often each word stands in labels."""

    runs: Ints
    words_of_run: Postings
    counts: Ints


# For each of these words the places of the words that look likest, ascending.
LookUp = Callable[[Sequence[str]], list[list[int]]]


class Spelling:
    """Knows the words of all labels."""

    def __init__(
        self, words: Sequence[str], arrays: SpellingArrays, *, parts: Sequence[Part], limits: Mapping[str, int]
    ) -> None:
        """``words`` ascending; ``limits`` say how long a word must be to be repaired, and for two letters."""
        self.words = words
        self.arrays = arrays
        self._known = frozenset(words)
        self._parts = parts
        self._limits = limits
        self._repairs: dict[str, str] = {}

    def forget(self) -> None:
        """Forget the repairs made so far: each is made anew when asked for."""
        self._repairs.clear()

    def prepare(self, texts: Sequence[str], look_up: LookUp) -> None:
        """Find the repairs of all these plain phrases together, which the compiled ``look_up`` is quicker at."""
        doubtful = dict.fromkeys(word for text in texts for word in self._doubtful(text.split()))
        self._learn([word for word in doubtful if word not in self._repairs], look_up)

    def repaired(self, text: str) -> str:
        """A plain phrase with its unknown words repaired; the phrase itself where there is nothing to repair."""
        words = text.split()
        doubtful = self._doubtful(words)
        if len(self._repairs) > _REMEMBERED:
            self.forget()
        self._learn([word for word in doubtful if word not in self._repairs], self.plain_look_up)
        return " ".join(self._repairs[word] if word in doubtful else word for word in words) if doubtful else text

    def _doubtful(self, words: Sequence[str]) -> list[str]:
        """The words that may hold an error: long enough, letters only, and not in any label as they stand."""
        least = self._limits["repair_least"] if len(words) > 1 else self._limits["fuzzy_least"]
        return [word for word in words if len(word) >= least and word not in self._known and word.isalpha()]

    def _learn(self, words: Sequence[str], look_up: LookUp) -> None:
        if not words:
            return
        unknown = []
        for word in words:
            if self._is_known(word):
                self._repairs[word] = word
            else:
                unknown.append(word)
        for word, places in zip(unknown, look_up(unknown), strict=True):
            self._repairs[word] = self._nearest(word, places)

    def knows(self, word: str) -> bool:
        """Whether a label has this word, or a form of it, or all its parts."""
        return word in self._known or self._is_known(word)

    def recognises(self, word: str) -> bool:
        """Whether it `knows` the word, or one so near that this may be it with a typing error."""
        if self.knows(word):
            return True
        if word not in self._repairs and len(word) >= self._limits["repair_least"] and word.isalpha():
            self._learn([word], self.plain_look_up)
        return self._repairs.get(word, word) != word

    def _is_known(self, word: str) -> bool:
        """Whether it says little, or a form or every part of it is a word of a label, in some language."""
        return any(
            part.words.says_little(word) or _all_known(part.words.parts(word), part.numbers) for part in self._parts
        )

    def _nearest(self, word: str, places: Sequence[int]) -> str:
        # The beginning of a longer word is more often a short name ("postgres") than a word with two errors.
        after = bisect_left(self.words, word)
        begins = after < len(self.words) and self.words[after].startswith(word)
        allowed = 2 if len(word) >= self._limits["repair_two"] and not begins else 1
        best: tuple[int, int, str] | None = None
        for place in places:
            other = self.words[place]
            if abs(len(other) - len(word)) <= allowed:
                distance = edits(word, other, most=allowed)
                worth = (distance, -int(self.arrays.counts[place]), other)
                if distance <= allowed and (best is None or worth < best):
                    best = worth
        return best[2] if best else word

    def plain_look_up(self, words: Sequence[str]) -> list[list[int]]:
        """For each word the places of the words that share most runs of letters with it, ascending."""
        return [self._likest(word) for word in words]

    def _likest(self, word: str) -> list[int]:
        runs, counts = runs_of(word, SHORT)
        places = np.searchsorted(self.arrays.runs, runs)
        places[places == len(self.arrays.runs)] = 0
        known = self.arrays.runs[places] == runs
        table = self.arrays.words_of_run
        at, often = _rarest(table.starts, places[known], counts[known], self._limits["rare_words"])
        found: list[int] = likest(add_up(table, at, often, len(self.words)), LOOKED_AT).tolist()
        return found


def _rarest(starts: Ints, places: Ints, counts: Ints, most: int) -> tuple[Ints, Ints]:
    """The rarest runs, as many as stand in ``most`` words together, and at least one."""
    spread = starts[places + 1] - starts[places]
    order = np.argsort(spread, kind="stable")
    few = np.cumsum(spread[order]) <= most
    few[:1] = True
    return places[order[few]], counts[order[few]]


def _all_known(roots: Sequence[str], numbers: Mapping[str, int]) -> bool:
    """Short parts are no proof of a compound: "punjaabi" is not made of "punja" and "abi"."""
    telling = max(map(len, roots)) >= _TELLING_PART or min(map(len, roots)) >= _PART_LEAST
    return all(root in numbers for root in roots) and (len(roots) == 1 or telling)


def build_spelling(parts: Sequence[Part], limits: Mapping[str, int]) -> Spelling:
    """Of the words that stand by themselves in the labels of these parts."""
    tally: dict[str, int] = {}
    for part in parts:
        for word, count in part.words.standing.items():
            if count and len(word) >= limits["repair_least"] and word.isalpha():
                tally[word] = tally.get(word, 0) + count
    words = sorted(tally)
    codes, owners = grams(*joined(words), SHORT)
    runs, at = np.unique(codes, return_inverse=True)
    pairs = pairs_of(at, owners, len(words))
    idf = telling(pairs, terms=len(runs), size=max(1, len(words)))
    table = by_term(pairs, directions(pairs, idf, size=len(words)), terms=len(runs))
    arrays = SpellingArrays(runs, table, np.array([tally[word] for word in words], dtype=np.int64))
    return Spelling(words, arrays, parts=parts, limits=limits)


def edits(one: str, other: str, *, most: int) -> int:
    """How many letters must be put in, left out, replaced or changed over with their neighbour; ``most`` + 1 when more.

    Counted by rapidfuzz where that is installed (extra ``fast``), else by `plain_edits`: the same numbers.

    >>> edits("maastrihct", "maastricht", most=2), edits("heerlen", "geleen", most=2)
    (1, 3)
    """
    counter = _counter()
    return plain_edits(one, other, most=most) if counter is None else int(counter(one, other, score_cutoff=most))


@lru_cache(maxsize=1)
def _counter() -> Callable[..., int] | None:
    try:
        from rapidfuzz.distance import OSA
    except ImportError:
        return None
    distance: Callable[..., int] = OSA.distance
    return distance


def plain_edits(one: str, other: str, *, most: int) -> int:
    """As `edits`, row by row.

    >>> plain_edits("maastrihct", "maastricht", most=2), plain_edits("heerlen", "geleen", most=2)
    (1, 3)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted))
            if earlier and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1] if row[-1] <= most else most + 1
