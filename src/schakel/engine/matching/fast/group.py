"""People laid beside an index of offers: the kernel gives bounds, what may belong to a list is scored in full."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from heapq import nsmallest
from typing import Literal

import numpy as np
import numpy.typing as npt

from schakel.engine.matching.fast import kernels
from schakel.engine.matching.fast.filters import Rows, bits_of
from schakel.engine.matching.fast.index import OfferIndex
from schakel.engine.matching.fast.layout import LEVELS, WIDE, WORD, bound_milli
from schakel.engine.matching.gates import Scene, gates_of
from schakel.engine.matching.rank import Place, is_outside, place_in_list
from schakel.engine.matching.score import score_sheet
from schakel.engine.matching.sheet import claims_of
from schakel.engine.matching.types import TIERS, Match, Profile

Within = Literal["open", "outside", "any"]
"""Offers no gate rules out, those of them outside the registered occupation, or all that can be scored."""

_LOW = 0xFFFFFFFF


class Group:
    """A group of people made ready for the kernel."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        offers: OfferIndex,
        scene: Scene,
        *,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        """`among` says of each slot of the index whether it counts; without it all do."""
        self._among = among
        self.profiles = profiles
        self.offers = offers
        self.scene = scene
        self._rows = Rows(offers.postings.word_count)
        claims = [_numbers(one, offers) for one in profiles]
        self._claims = np.array([row for rows in claims for row in rows], dtype=np.int32).reshape(-1, 3)
        self._starts = np.cumsum([0, *map(len, claims)], dtype=np.int64)

    def search(self, most: int, *, within: Within, threads: int) -> npt.NDArray[np.int64]:
        """The `most` highest bounds of each person, as heap entries, best first; -1 where there are no more."""
        return self.search_some(range(len(self.profiles)), most, within=within, threads=threads)

    def search_some(
        self, people: Sequence[int], most: int, *, within: Within, threads: int = 1
    ) -> npt.NDArray[np.int64]:
        """`search` for some of the people."""
        most = max(1, min(most, len(self.offers)))
        rows = np.array([self._person_rows(person, within=within) for person in people], dtype=np.int64)
        masks = self._rows.table
        starts = self.offers.postings.words[:-1]
        reach = (np.bitwise_or.reduceat(masks, starts, axis=1) != 0).astype(np.uint8)
        found = np.full((len(people), most), -1, dtype=np.int64)
        parts = [part for part in np.array_split(np.arange(len(people)), max(1, threads)) if len(part)]

        def work(part: npt.NDArray[np.int64]) -> None:
            own, starts_of = self._claims_of([people[at] for at in part])
            out = np.empty((len(part), most), dtype=np.int64)
            kernels.search_many(
                self.offers.postings.arrays,
                (own, starts_of),
                self.offers.graph.arrays,
                masks,
                rows[part],
                reach,
                scratch(self.offers, most),
                out,
            )
            found[part] = out

        if len(parts) == 1:
            work(parts[0])
        elif parts:
            with ThreadPoolExecutor(len(parts)) as pool:
                list(pool.map(work, parts))
        return found

    def open_slots(self, person: int) -> list[int]:
        """The offers that can be scored and that no gate rules out for one person."""
        rows = self._rows.table[self._person_rows(person, within="open")]
        bits = np.unpackbits(np.bitwise_and.reduce(rows).astype("<u8").view(np.uint8), bitorder="little")
        return np.flatnonzero(bits).tolist()

    def _claims_of(self, people: Sequence[int]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        rows = [self._claims[self._starts[one] : self._starts[one + 1]] for one in people]
        return np.concatenate(rows), np.cumsum([0, *map(len, rows)], dtype=np.int64)

    def _person_rows(self, person: int, *, within: Within) -> list[int]:
        profile, words = self.profiles[person], self.offers.postings.word_count
        rows = [
            self._rows.number((at, facet.part.person(profile)), partial(facet.row, profile, self.scene, words))
            for at, facet in enumerate(self.offers.facets if within != "any" else ())
        ]
        rows.append(self._rows.number("scored", lambda: self._scored(words)))
        if self._among is not None:
            among = self._among
            rows.append(self._rows.number("among", lambda: bits_of(among, words)))
        if within == "outside":
            key = ("outside", profile.occupation)
            rows.append(self._rows.number(key, lambda: self.offers.outside.row(profile, self.offers.scorer, words)))
        return rows

    def _scored(self, words: int) -> npt.NDArray[np.uint64]:
        return bits_of(self.offers.scored, words)


def _numbers(profile: Profile, offers: OfferIndex) -> list[tuple[int, int, int]]:
    """The claims as numbers. A skill somebody was asked about may still be there, so its bound is the whole."""
    numbers = offers.graph.numbers
    claims = [
        (numbers[one.uri], TIERS.index(one.tier), LEVELS - 1 if one.level is None else one.level)
        for one in profile.skills
        if one.uri in numbers
    ]
    held = {one.uri for one in profile.skills}
    best = TIERS.index("validated"), LEVELS - 2
    return claims + [(numbers[uri], *best) for uri in sorted({*profile.undecided} - held) if uri in numbers]


def scratch(offers: OfferIndex, most: int) -> tuple[npt.NDArray[np.generic], ...]:
    """Room for the kernel to work in; one for each thread."""
    terms = len(offers.graph.numbers) * WIDE
    return (
        np.zeros(terms, dtype=np.uint8),
        np.zeros(terms, dtype=np.int32),
        np.zeros(terms, dtype=np.uint8),
        np.zeros(max(WORD, offers.postings.largest), dtype=offers.postings.dtype),
        np.zeros(most, dtype=np.int64),
    )


class Chooser:
    """Scores one person's candidates in full, from the highest bound down."""

    def __init__(self, group: Group, person: int) -> None:
        self._group = group
        self._person = person
        self._profile = group.profiles[person]
        self._claims = claims_of(self._profile)
        self._known: dict[int, tuple[Place, Match]] = {}

    def best(self, entries: npt.NDArray[np.int64], need: int, *, within: Within) -> list[tuple[Place, Match]]:
        """The `need` best that give points, in order; fewer when there are no more.

        Those that pass all gates; within `any`, those that a gate rules out.
        """
        offers = self._group.offers
        # With open questions the points are shared anew over the other demands: each share may round up by one.
        slack = offers.most_demands if self._profile.undecided else 0
        kept: list[tuple[Place, Match]] = []
        at = 0
        while True:
            for entry in entries[at:]:
                if entry < 0:
                    return kept[:need]
                bound = bound_milli(int(entry) >> 32, offers.scale) + slack
                if len(kept) >= need and bound < (kept[need - 1][1].milli or 0):
                    return kept[:need]
                one = self._match(_LOW - (int(entry) & _LOW))
                if one[1].milli and bool(one[1].gate_results("fail")) == (within == "any"):
                    insort(kept, one, key=lambda row: row[0])
            if len(entries) >= len(offers):
                return kept[:need]
            at = len(entries)
            entries = self._group.search_some([self._person], at * 4, within=within)[0]

    def without_points(self, count: int) -> list[tuple[Place, Match]]:
        """The first `count` that pass all gates and give no points, after `best` saw all that may give any."""
        places = []
        for slot in self._group.open_slots(self._person):
            if slot in self._known or self._profile.undecided:
                place, found = self._match(slot)
                if found.milli == 0:
                    places.append((place, slot))
            else:  # a bound of nothing: only its place is to be found
                places.append((self._place(slot), slot))
        return [self._match(slot) for _, slot in nsmallest(count, places)]

    def _place(self, slot: int) -> Place:
        target, scene = self._group.offers.targets[slot], self._group.scene
        gates = gates_of(self._profile, target, distances=scene.ways, now=scene.now)
        empty = Match(target, 0, 0, (), (), gates)
        return place_in_list(empty, self._profile, scene.ways)

    def _match(self, slot: int) -> tuple[Place, Match]:
        found = self._known.get(slot)
        if found is None:
            found = self._known[slot] = self._scored(slot)
        return found

    def _scored(self, slot: int) -> tuple[Place, Match]:
        """The match in full, with its place in the list."""
        offers, scene = self._group.offers, self._group.scene
        sheet, target = offers.sheet(slot), offers.targets[slot]
        if sheet.asks_any(self._profile.undecided):
            sheet = offers.scorer.sheet(self._profile, target)
        scored = score_sheet(sheet, self._claims, offers.scorer)
        found = Match(
            target=target,
            score=None if scored.milli is None else scored.milli // 1000,
            milli=scored.milli,
            terms=scored.terms,
            unknown=scored.unknown,
            gates=gates_of(self._profile, target, distances=scene.ways, now=scene.now),
            outside=is_outside(self._profile, target, offers.scorer),
        )
        return place_in_list(found, self._profile, scene.ways), found
