"""Many offers, ready to be ranked for anybody: the same list as `rank`, found without scoring every offer.

The kernel gives for each offer an upper bound of its score, and leaves out what a gate rules out. Offers are scored in
full from the highest bound down, until the last one kept beats every bound that is left. So the list is exactly that of
`rank` over all offers, whatever the machine or the number of threads.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from heapq import nsmallest
from itertools import islice
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from schakel.engine.matching.fast import kernels
from schakel.engine.matching.fast.filters import Rows, bits_of, facets_of, outside_facet
from schakel.engine.matching.fast.layout import (
    LEVELS,
    WIDE,
    WORD,
    asked_of,
    block_starts,
    bound_milli,
    graph_of,
    index_of,
)
from schakel.engine.matching.gates import Scene, gates_of
from schakel.engine.matching.rank import Place, is_outside, mix_in_outside, place_in_list, rank
from schakel.engine.matching.score import Scorer, score_sheet
from schakel.engine.matching.sheet import Sheet, claims_of
from schakel.engine.matching.travel import Distances, Ways
from schakel.engine.matching.types import TIERS, Match, Profile, Target
from schakel.engine.matching.view import PersonsOwnView

Within = Literal["open", "outside", "any"]
"""Offers no gate rules out, those of them outside the registered occupation, or all that can be scored."""

_GROUP = 256
_SHEETS_KEPT = 20_000
_FIRST_ASK = 4
_LOW = 0xFFFFFFFF


class OfferIndex:
    """Offers as an index. Build it once, when the offers change; it holds nothing about any person."""

    def __init__(self, targets: Iterable[Target], scorer: Scorer) -> None:
        """Index `targets`. Those in one place stand together, so that a person's list costs what is in reach."""
        self.scorer = scorer
        self.targets = tuple(sorted(targets, key=lambda one: (one.gates.place or "", one.uri)))
        asked = [asked_of(one, scorer) for one in self.targets]
        spread = len({one.gates.place for one in self.targets}) > 1
        words = block_starts(len(self.targets), spread=spread)
        self.graph = graph_of(asked, scorer)
        self.postings, self.scale = index_of(asked, self.graph, words)
        self.facets = facets_of(self.targets)
        self.outside = outside_facet(self.targets, scorer)
        self.most_demands = max((len(one.known) for one in asked), default=0)
        self.scored = np.array([one.enough for one in asked], dtype=bool)
        self._sheets: dict[int, Sheet] = {}

    def __len__(self) -> int:
        """The number of offers."""
        return len(self.targets)

    def sheet(self, slot: int) -> Sheet:
        """The sheet of the offer in a slot; the last ones asked for are kept."""
        found = self._sheets.get(slot)
        if found is None:
            if len(self._sheets) >= _SHEETS_KEPT:
                self._sheets.clear()
            found = self._sheets[slot] = Sheet(self.targets[slot], self.scorer)
        return found


def rank_best(
    view: PersonsOwnView,
    offers: OfferIndex,
    *,
    now: date,
    limit: int,
    distances: Distances | Ways | None = None,
) -> tuple[Match, ...]:
    """Exactly `rank(view, offers.targets, ..., limit=limit)`, for long lists.

    >>> from schakel.engine.matching import SkillClaim, TargetDemand, load_rules
    >>> from schakel.engine.skills.taxonomy import Skill, Taxonomy
    >>> from schakel.reference import REFERENCE
    >>> taxonomy = Taxonomy({"sql": Skill("sql", "sql", "knowledge", {"en": "SQL"}, {})}, {})
    >>> scorer = Scorer(taxonomy, load_rules(REFERENCE / "matching"))
    >>> jobs = [Target(f"job{at}", "vacancy", (TargetDemand("sql", "essential"),)) for at in range(3)]
    >>> view = PersonsOwnView.open(Profile(skills=(SkillClaim("sql"),)), person="p", viewer="p")
    >>> [(one.target.uri, one.score) for one in rank_best(view, OfferIndex(jobs, scorer), now=date(2026, 11, 24), limit=2)]
    [('job0', 80), ('job1', 80)]
    """
    ways = Ways.of(distances or {})
    found = next(iter(_ranked([view], offers, Scene(now, ways), limit=limit, threads=1, fill=True)))
    if found.complete:
        return found.best
    return rank(view, offers.targets, offers.scorer, now=now, distances=ways, limit=limit)


def rank_many(
    views: Iterable[PersonsOwnView],
    offers: OfferIndex,
    *,
    now: date,
    limit: int,
    distances: Distances | Ways | None = None,
    threads: int = 1,
) -> Iterator[tuple[Match, ...]]:
    """For each person their own list, in the order in which the people came: for messages about new offers.

    A list holds only offers that give points and pass the gates, so it may be shorter than `limit`. People are never
    compared with each other.
    """
    scene = Scene(now, Ways.of(distances or {}))
    people = iter(views)
    while group := list(islice(people, _GROUP)):
        for found in _ranked(group, offers, scene, limit=limit, threads=threads):
            yield found.best


class _Found(NamedTuple):
    """The list of one person; `complete` when nothing that was not looked at could belong to it."""

    best: tuple[Match, ...]
    complete: bool


def _ranked(
    views: Sequence[PersonsOwnView], offers: OfferIndex, scene: Scene, *, limit: int, threads: int, fill: bool = False
) -> Iterator[_Found]:
    """The lists; `fill` adds offers without points where there are too few with points."""
    rules = offers.scorer.rules
    need = max(limit, rules.outside_among_first) + rules.outside_least
    group = _Group([view.profile for view in views], offers, scene)
    bests = group.search(need * _FIRST_ASK, within="open", threads=threads)
    others = group.search(rules.outside_least * _FIRST_ASK, within="outside", threads=threads)
    for person in range(len(views)):
        chosen = _Chooser(group, person)
        good = chosen.best(bests[person], need, within="open")
        if fill and len(good) < need:
            good += chosen.without_points(need - len(good))
        if fill and len(good) < need:
            ruled_out = group.search_some([person], need * _FIRST_ASK, within="any")[0]
            good += chosen.best(ruled_out, need - len(good), within="any")
        lifted = chosen.best(others[person], rules.outside_least, within="outside")
        every = {one[1].target.uri: one for one in (*good, *lifted)}
        ordered = sorted(every.values(), key=lambda one: one[0])
        mixed = mix_in_outside([one for _, one in ordered], offers.scorer)
        yield _Found(tuple(mixed[:limit]), len(good) >= need)


class _Group:
    """A group of people made ready for the kernel."""

    def __init__(self, profiles: Sequence[Profile], offers: OfferIndex, scene: Scene) -> None:
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


class _Chooser:
    """Scores one person's candidates in full, from the highest bound down."""

    def __init__(self, group: _Group, person: int) -> None:
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
