"""Offers and skills as arrays: the inverted index that the kernels walk over.

The index is built once for a list of targets and serves every person. Its score is an upper bound of the explained
score: weights and credits are rounded up, and nothing stops a skill from being used twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schakel.engine.errors import InputError
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.sheet import enough, split, worths_of
from schakel.engine.matching.types import FULL_MILLI, HIGHEST_LEVEL, RELATIONS, TIERS, SkillClaim, Target, TargetDemand

Array = npt.NDArray[np.generic]

WORTH = 255
"""The whole credit of a demand, in the units of the kernels."""

WIDE = HIGHEST_LEVEL + 1
"""Terms of one skill: any level, and each wanted level."""

LEVELS = HIGHEST_LEVEL + 2
"""Levels of a claim: 0 to the highest, and one for not told."""

WORD = 64
_NARROW = (1 << 16) - 1
_LEAST_SCALE = 128
_BLOCK_SPREAD = 8_192
_BLOCK_WHOLE = 1 << 19


@dataclass(frozen=True, slots=True)
class Postings:
    """The index: block starts in words, start of the postings of each block and term, slot and weight in one word.

    `dtype` is the type of the sums: no sum of any query can be larger than it holds.
    """

    words: npt.NDArray[np.int64]
    lists: npt.NDArray[np.int32]
    posts: npt.NDArray[np.uint32]
    dtype: npt.DTypeLike

    @property
    def arrays(self) -> tuple[Array, Array, Array]:
        """What the kernels take."""
        return self.words, self.lists, self.posts

    @property
    def word_count(self) -> int:
        """How many words of 64 slots there are."""
        return int(self.words[-1])

    @property
    def largest(self) -> int:
        """Slots of the largest block."""
        return int(np.diff(self.words).max(initial=0)) * WORD


@dataclass(frozen=True, slots=True)
class Graph:
    """Which demands a skill can meet, by which relation, and what that is worth for each tier and level."""

    numbers: dict[str, int]
    served_at: npt.NDArray[np.int64]
    served: npt.NDArray[np.int32]
    relation: npt.NDArray[np.uint8]
    credit: npt.NDArray[np.uint8]

    @property
    def arrays(self) -> tuple[Array, Array, Array, Array, int]:
        """What the kernels take."""
        return self.served_at, self.served, self.relation, self.credit, WIDE


@dataclass(frozen=True, slots=True)
class Asked:
    """The demands of a target that can be judged, what each can give, and whether they are enough for a score."""

    known: tuple[TargetDemand, ...]
    worths: list[int]
    enough: bool


def asked_of(target: Target, scorer: Scorer) -> Asked:
    """What a target asks of anybody."""
    known, unknown = split(target, scorer)
    return Asked(known, worths_of(known, target, scorer), enough(known, unknown, scorer))


def graph_of(targets: Sequence[Asked], scorer: Scorer) -> Graph:
    """The part of the taxonomy that these targets ask, and all that can meet it."""
    asked = sorted({demand.uri or "" for one in targets for demand in one.known})
    reach = {uri: {uri: "same", **scorer.kinship.of(uri)} for uri in asked}
    numbers = {uri: at for at, uri in enumerate(sorted({have for kin in reach.values() for have in kin}))}
    rows: list[list[tuple[int, int]]] = [[] for _ in numbers]
    for uri in asked:
        for have, relation in reach[uri].items():
            rows[numbers[have]].append((numbers[uri], RELATIONS.index(relation)))
    flat = [pair for row in rows for pair in row]
    return Graph(
        numbers=numbers,
        served_at=np.cumsum([0, *map(len, rows)], dtype=np.int64),
        served=np.array([demand for demand, _ in flat], dtype=np.int32),
        relation=np.array([relation for _, relation in flat], dtype=np.uint8),
        credit=_credits(scorer),
    )


def _credits(scorer: Scorer) -> npt.NDArray[np.uint8]:
    """Relation, tier, level (last: not told), wanted level (0: any) to credit in 255ths, rounded up."""
    table = np.zeros((len(RELATIONS), len(TIERS), LEVELS, WIDE), dtype=np.uint8)
    for at in np.ndindex(*table.shape):
        level = None if at[2] == LEVELS - 1 else at[2]
        credit = scorer.credit(SkillClaim("", level, TIERS[at[1]]), RELATIONS[at[0]], at[3] or None)
        table[at] = -(-credit * WORTH // 1_000_000)
    return table


def scale_for(most_demands: int, whole: int) -> tuple[int, npt.DTypeLike]:
    """Into how many units the full score is cut, and the type that holds every sum.

    Rounding up adds less than one to each of `most_demands` weights; `whole` is what the worths of a target add up to,
    in thousandths. Sixteen bits where that leaves enough units, else thirty-two.
    """
    narrow = (_NARROW // WORTH - max(most_demands, 2)) * FULL_MILLI // max(whole, 1)
    if narrow >= _LEAST_SCALE:
        return min(narrow, WORTH), np.uint16
    return WORTH * FULL_MILLI // max(whole, FULL_MILLI), np.uint32


def weight_of(worth_milli: int, scale: int) -> int:
    """A worth in the units of the index, rounded up."""
    return -(-worth_milli * scale // FULL_MILLI)


def bound_milli(units: int, scale: int) -> int:
    """The most a target of this many units can score, in thousandths of a point."""
    return min(FULL_MILLI, units * FULL_MILLI // (scale * WORTH))


def block_starts(slots: int, *, spread: bool) -> npt.NDArray[np.int64]:
    """Where blocks start, in words, ending with the end of the last. `spread`: small ones, so that far ones are cheap."""
    words = max(1, -(-slots // WORD))
    most = (_BLOCK_SPREAD if spread and slots > 2 * _BLOCK_SPREAD else _BLOCK_WHOLE) // WORD
    count = -(-words // most)
    return np.array([at * words // count for at in range(count + 1)], dtype=np.int64)


def postings(
    triples: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]],
    terms: int,
    words: npt.NDArray[np.int64],
    dtype: npt.DTypeLike,
) -> Postings:
    """The index of (slot, term, weight) triples; weights are 1 to 255."""
    slots, of, weights = triples
    if len(slots) > np.iinfo(np.int32).max or int(np.diff(words).max(initial=0)) * WORD > 1 << 24:
        raise InputError("There are too many offers for one index", remedy="Index them by region")
    block = np.searchsorted(words, slots // WORD, side="right") - 1
    order = np.lexsort((slots, of, block))
    key = block[order] * terms + of[order]
    lists = np.searchsorted(key, np.arange((len(words) - 1) * terms + 1)).astype(np.int32)
    rows = np.arange(len(words) - 1)[:, None] * terms + np.arange(terms + 1)[None, :]
    local = (slots - words[block] * WORD)[order].astype(np.uint32)
    posts = (local << np.uint32(8)) | weights[order].astype(np.uint32)
    return Postings(words, lists[rows], posts, dtype)


def index_of(targets: Sequence[Asked], graph: Graph, words: npt.NDArray[np.int64]) -> tuple[Postings, int]:
    """The postings of targets in slot order, and the scale of their weights."""
    most = max((len(one.known) for one in targets), default=0)
    whole = max((sum(one.worths) for one in targets), default=FULL_MILLI)
    scale, dtype = scale_for(most, whole)
    rows = [
        (slot, graph.numbers[demand.uri or ""] * WIDE + (demand.level or 0), weight_of(worth, scale))
        for slot, one in enumerate(targets)
        for demand, worth in zip(one.known, one.worths, strict=True)
        if worth > 0
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    triples = (table[:, 0], table[:, 1], table[:, 2])
    return postings(triples, len(graph.numbers) * WIDE, words, dtype), scale
