"""Words of one language and their translations, told by the labels of the same concepts; and what they tell of a phrase.

A French phrase may share no word with the French labels of a skill and yet say what its English or German labels say. The
words of the phrase are translated by the labels themselves: words that choose each other in enough concepts (see `pivots`).
How much of the phrase the labels of a concept hold in the other languages is then added to its score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from schakel.engine.linking.grams import Ints
from schakel.engine.linking.pivots import WordPairs, words_of_concepts
from schakel.engine.linking.postings import Postings

if TYPE_CHECKING:
    from schakel.engine.linking.part import Part, PartArrays

WHOLE = 10_000
STRENGTH = 1000
# A word that half of the concepts of another have is as good as always said.
_HALF = 2


class DictionaryArrays(NamedTuple):
    """Words of all parts in one row: word ``w`` of part ``p`` has number ``offset[p] + w``.

    ``said`` gives the translations of each with their strength (thousandths); ``first_word[c]:first_word[c+1]`` are the
    places in ``word`` of the words of all labels of concept ``c``.
    """

    offset: Ints
    said: Postings
    first_word: Ints
    word: Ints


class Words(NamedTuple):
    """The words of a phrase: their numbers in the dictionary, how telling each is, and the sum over all its words."""

    numbers: list[int]
    telling: list[int]
    total: int


def build_dictionary(
    parts: Sequence[PartArrays],
    pairs: Mapping[tuple[int, int], WordPairs],
    *,
    concepts: int,
    most: int,
    least: int,
) -> DictionaryArrays:
    """The dictionary of these parts: at most ``most`` translations a word, each in ``least`` thousandths of its concepts."""
    offset = np.cumsum([0, *(len(part.word_idf) for part in parts)]).astype(np.int64)
    held = [words_of_concepts(part) for part in parts]
    near: list[dict[int, int]] = [{} for _ in range(int(offset[-1]))]
    for (one, other), found in sorted(pairs.items()):
        total = np.bincount(held[one][1], minlength=len(parts[one].word_idf))
        strength = np.minimum(STRENGTH, _HALF * STRENGTH * found.counts // np.maximum(total[found.ones], 1))
        kept = (found.counts > 1) & (strength >= _HALF * least)
        rows = (found.ones[kept] + offset[one], found.others[kept] + offset[other], strength[kept])
        for word, translation, worth in zip(*(column.tolist() for column in rows), strict=True):
            near[word][translation] = worth
    starts, owners, weights = [0], [], []
    for translations in near:
        for translation, worth in sorted(translations.items(), key=lambda row: (-row[1], row[0]))[:most]:
            owners.append(translation)
            weights.append(worth)
        starts.append(len(owners))
    said = Postings(np.array(starts, np.int64), np.array(owners, np.int32), np.array(weights, np.uint16))
    concept = np.concatenate([one for one, _ in held]) if held else np.zeros(0, np.int64)
    word = np.concatenate([words + offset[at] for at, (_, words) in enumerate(held)]) if held else concept
    order = np.argsort(concept, kind="stable")
    first = np.searchsorted(concept[order], np.arange(concepts + 1)).astype(np.int64)
    return DictionaryArrays(offset, said, first, word[order].astype(np.int32))


def words_asked(part: Part, offset: int, text: str) -> Words:
    """The words of a plain phrase in the language of this part, whose words begin at ``offset`` in the dictionary."""
    known, others = part.numbers_in(text.split())
    telling = [int(part.arrays.word_idf[number]) for number in known]
    total = max(1, sum(telling) + others * part.rarest[2])
    return Words([number + offset for number in known], telling, total)


def told_plain(arrays: DictionaryArrays, asked: Words, concepts: Sequence[int]) -> list[int]:
    """For each concept the share (of 10,000) of a phrase that its labels in the other languages hold."""
    said, found = arrays.said, []
    translations = [
        dict(zip(said.owners[first:stop].tolist(), said.weights[first:stop].tolist(), strict=True))
        for first, stop in ((int(said.starts[number]), int(said.starts[number + 1])) for number in asked.numbers)
    ]
    for concept in concepts:
        words = set(arrays.word[int(arrays.first_word[concept]) : int(arrays.first_word[concept + 1])].tolist())
        told = 0
        for telling, strengths in zip(asked.telling, translations, strict=True):
            told += telling * max((worth for word, worth in strengths.items() if word in words), default=0)
        found.append(told * WHOLE // (asked.total * STRENGTH))
    return found
