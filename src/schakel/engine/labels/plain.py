"""The label matcher in plain Python: the reference the fast one is held to, and the one for a single document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from schakel.engine.labels.folding import Word, words_of

Node = dict[Any, Any]
# Where a node holds the number of its label; a word is a string, so this is none.
_LABEL = None


class Span(NamedTuple):
    """A label met in a text: ``texts[doc][start:end]`` is ``labels[label]``, but for case, accents and what separates."""

    doc: int
    start: int
    end: int
    label: int


class PlainMatcher:
    """A tree over the words of the labels; of labels that fold to the same words the first one counts."""

    def __init__(self, labels: Iterable[str]) -> None:
        """Put all labels in the tree; a label without a word is never met."""
        self._root: Node = {}
        self.alike: list[int] = []
        for number, label in enumerate(labels):
            self.alike.append(self._add(number, label))

    def _add(self, number: int, label: str) -> int:
        node = self._root
        for word in words_of(label):
            node = node.setdefault(word.norm, {})
        return int(node.setdefault(_LABEL, number)) if node is not self._root else number

    def find(self, texts: Iterable[str]) -> Iterator[Span]:
        """The labels met: leftmost, then longest; no two overlap.

        >>> matcher = PlainMatcher(["Java", "Java EE", "C"])
        >>> list(matcher.find(["Ervaring met java-ee, C# en C"]))
        [Span(doc=0, start=13, end=20, label=1), Span(doc=0, start=28, end=29, label=2)]
        """
        for doc, text in enumerate(texts):
            words = list(words_of(text))
            place = 0
            while place < len(words):
                label, stop = self._longest(words, place)
                if stop:
                    yield Span(doc, words[place].start, words[stop - 1].end, label)
                place = stop or place + 1

    def _longest(self, words: Sequence[Word], place: int) -> tuple[int, int]:
        """The longest label that begins at a word, and the place after its last word; (0, 0) when none does."""
        node: Node | None = self._root
        found = (0, 0)
        for stop in range(place, len(words)):
            node = node.get(words[stop].norm) if node else None
            if node is None:
                break
            if _LABEL in node:
                found = (node[_LABEL], stop + 1)
        return found
