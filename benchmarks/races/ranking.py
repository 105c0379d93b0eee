"""Ranking offers for people: exact top lists against sparse products, and against filtering first.

Synthetic data of the size of the problem: 14,000 skills asked by a power law, 12.8 skills an offer, 28 skills a person of
whom each helps with a few more, so that a query of some 160 terms touches about 1.9 percent of all postings. Scores are
whole numbers and must be equal in every method. One thread everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from race import in_turns, result

SKILLS = 14_000
MOST = 10
LOW = 0xFFFFFFFF
Table = tuple[np.ndarray, np.ndarray, np.ndarray]


def races(*, quick: bool) -> Iterator[dict[str, Any]]:
    """Single queries over a national list; a region of people with filters; cost by offers in reach."""
    yield from _national(30_000 if quick else 300_000, 40 if quick else 150, rounds=3 if quick else 5)
    region = _Region.drawn(people=2_600 if quick else 26_000, offers=5_000, seed=7)
    yield _filtered(region, rounds=3 if quick else 5)
    yield from _in_reach(60_000 if quick else 300_000)


# --- data -------------------------------------------------------------------------------------------------------------


def _chances() -> np.ndarray:
    weight = 1 / (np.arange(1, SKILLS + 1) + 60) ** 0.8
    return weight / weight.sum()


def _offers(count: int, seed: int) -> Table:
    """(offer, skill, weight) rows; the weights of an offer add up to at most 257, so that sums fit sixteen bits."""
    random = np.random.default_rng(seed)
    sizes = np.clip(random.poisson(12.9, count), 3, 30)
    drawn = random.choice(SKILLS, size=sizes.sum(), p=_chances())
    key = np.unique(np.repeat(np.arange(count, dtype=np.int64), sizes) * SKILLS + drawn)
    offer, skill = key // SKILLS, key % SKILLS
    per_offer = np.bincount(offer, minlength=count)
    share = random.gamma(1.5, 1, len(offer))
    whole = np.bincount(offer, share, count)
    weight = np.maximum(1, np.floor(share / whole[offer] * (257 - per_offer[offer]))).astype(np.int64)
    assert np.bincount(offer, weight, count).max() * 255 <= np.iinfo(np.uint16).max
    return offer, skill, weight


def _queries(count: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    random = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        own, near = random.choice(SKILLS, 28, p=_chances()), random.integers(0, SKILLS, 130)
        terms = np.unique(np.concatenate([own, near])).astype(np.int32)
        found.append((terms, random.integers(80, 256, len(terms)).astype(np.uint8)))
    return found


def _index(table: Table, offers: int, *, spread: bool = False) -> Any:
    from schakel.engine.matching.fast.layout import block_starts, postings

    return postings(table, SKILLS, block_starts(offers, spread=spread), np.uint16)


def _searcher(index: Any, masks: np.ndarray) -> Callable[..., list[tuple[int, int]]]:
    from schakel.engine.matching.fast import kernels

    sums, heap = np.zeros(index.largest, dtype=np.uint16), np.zeros(MOST, dtype=np.int64)
    rows = np.arange(len(masks))
    starts = index.words[:-1]
    reach = (np.bitwise_or.reduceat(np.bitwise_and.reduce(masks), starts) != 0).astype(np.uint8)
    arrays = index.arrays

    def search(terms: np.ndarray, values: np.ndarray) -> list[tuple[int, int]]:
        size = kernels.search(arrays, terms, values, masks, rows, reach, sums, heap, MOST)
        return [(item >> 32, LOW - (item & LOW)) for item in sorted(heap[:size].tolist(), reverse=True)]

    return search


# --- one query over a national list -----------------------------------------------------------------------------------


def _national(offers: int, queries: int, *, rounds: int) -> Iterator[dict[str, Any]]:
    import scipy.sparse as sparse
    from sparse_dot_topn import sp_matmul_topn

    from schakel.engine.matching.fast.filters import bits_of

    table, asked = _offers(offers, 1), _queries(queries, 5)
    index = _index(table, offers)
    search = _searcher(index, bits_of(np.ones(offers, dtype=bool), index.word_count)[None, :])
    matrix = sparse.csr_matrix((table[2].astype(np.int32), table[:2]), shape=(offers, SKILLS))
    turned = matrix.T.tocsr()
    at = np.cumsum([0, *(len(terms) for terms, _ in asked)])
    columns = np.concatenate([terms for terms, _ in asked])
    batch = sparse.csr_matrix((np.concatenate([v for _, v in asked]).astype(np.int32), columns, at), (queries, SKILLS))
    few = asked[: max(3, queries // 10)]

    def product(terms: np.ndarray, values: np.ndarray) -> list[int]:
        dense = np.zeros(SKILLS, dtype=np.int32)
        dense[terms] = values
        scores = matrix @ dense
        return sorted(scores[np.argpartition(-scores, MOST)[:MOST]].tolist(), reverse=True)

    topn = sp_matmul_topn(batch, turned, top_n=MOST, sort=True, n_threads=1)
    for number, query in enumerate(asked):
        ours = [score for score, _ in search(*query)]
        assert ours == topn.data[topn.indptr[number] : topn.indptr[number + 1]].tolist()
        if number < len(few):
            assert ours == product(*query)
    mean = float(np.mean([np.diff(index.lists, axis=1)[:, terms].sum() for terms, _ in few]))
    facts = {"offers": offers, "postings_touched": round(mean), "identical_scores": True, "threads": 1}
    ours, peer = in_turns(lambda: [search(*q) for q in asked], lambda: [product(*q) for q in few], rounds=rounds)
    yield result(
        "ranking, one query",
        ours=ours / queries,
        peer=peer / len(few),
        peer_name="scipy CSR and argpartition",
        goal=20,
        **facts,
    )
    ours, peer = in_turns(
        lambda: [search(*q) for q in asked],
        lambda: sp_matmul_topn(batch, turned, top_n=MOST, sort=True, n_threads=1),
        rounds=rounds,
    )
    yield result(
        "ranking, queries in a row",
        ours=ours / queries,
        peer=peer / queries,
        peer_name="sparse_dot_topn, one batch",
        goal=5,
        **facts,
    )


# --- a region of people with filters ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Region:
    """People and offers over 350 places of 24 by 56 kilometres, with what people want and what offers ask."""

    claims: np.ndarray
    starts: np.ndarray
    graph: tuple[Any, ...]
    table: Table
    km: np.ndarray
    offer_place: np.ndarray
    offer_asks: np.ndarray
    person_place: np.ndarray
    person_radius: np.ndarray
    person_has: np.ndarray

    @classmethod
    def drawn(cls, *, people: int, offers: int, seed: int) -> _Region:
        random = np.random.default_rng(seed)
        places = random.normal(0, 1, (350, 2)) * [12, 28]
        km = np.sqrt(((places[:, None] - places[None]) ** 2).sum(2)).astype(np.int32)
        size = random.zipf(1.6, 350).clip(1, 60).astype(float)
        own = [np.unique(random.choice(SKILLS, 28, p=_chances())) for _ in range(people)]
        columns = np.concatenate(own)
        claims = np.stack([columns, random.integers(0, 4, len(columns)), np.full(len(columns), 4)], axis=1)
        asks = [random.integers(0, 5, offers), random.choice(6, offers, p=[0.3, 0.1, 0.1, 0.3, 0.1, 0.1])]
        asks += [random.choice([16, 20, 24, 32, 36, 40], offers), -random.integers(0, 24, offers)]
        has = [random.integers(0, 5, people), random.choice(6, people, p=[0.05, 0.1, 0.15, 0.2, 0.2, 0.3])]
        has += [random.choice([24, 32, 36, 40], people), -random.integers(0, 24, people)]
        return cls(
            claims=claims.astype(np.int32),
            starts=np.cumsum([0, *map(len, own)], dtype=np.int64),
            graph=_graph(random),
            table=_offers(offers, seed),
            km=km,
            offer_place=np.sort(random.choice(350, offers, p=size / size.sum())),
            offer_asks=np.stack(asks, axis=1).astype(np.int32),
            person_place=random.choice(350, people, p=size / size.sum()),
            person_radius=random.choice([8, 12, 20, 30, 45, 60], people),
            person_has=np.stack(has, axis=1).astype(np.int32),
        )


def _graph(random: np.random.Generator) -> tuple[Any, ...]:
    """Each skill meets itself and some five others in part, so that 28 skills reach about 160."""
    more = random.poisson(4.7, SKILLS)
    at = np.concatenate([[0], np.cumsum(more + 1)]).astype(np.int64)
    served, relation = np.zeros(at[-1], dtype=np.int32), np.zeros(at[-1], dtype=np.uint8)
    for skill in range(SKILLS):
        low, high = at[skill], at[skill + 1]
        served[low] = skill
        served[low + 1 : high] = random.integers(0, SKILLS, high - low - 1)
        relation[low + 1 : high] = random.integers(1, 6, high - low - 1)
    credit = np.zeros((6, 4, 5, 1), dtype=np.uint8)
    near, proof = [255, 230, 178, 128, 76, 76], [1.0, 0.95, 0.8, 0.5]
    credit[:, :, :, 0] = (np.array(near)[:, None] * np.array(proof)[None, :]).astype(np.uint8)[:, :, None]
    return at, served, relation, credit, 1


def _rows(region: _Region, words: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows of bits that these people need, and which of them each person uses: travel first."""
    from schakel.engine.matching.fast.filters import Rows, bits_of

    rows = Rows(words)
    homes, which = np.unique(region.person_place * 1000 + region.person_radius, return_inverse=True)
    near = [bits_of(region.km[home // 1000, region.offer_place] <= home % 1000, words) for home in homes]
    numbers = [np.array([rows.number(("near", at), lambda at=at: near[at]) for at in range(len(near))])[which]]
    for side in range(region.person_has.shape[1]):
        levels, which = np.unique(region.person_has[:, side], return_inverse=True)
        enough = [bits_of(region.offer_asks[:, side] <= level, words) for level in levels]
        made = [rows.number((side, at), lambda at=at, made=enough: made[at]) for at in range(len(enough))]
        numbers.append(np.array(made)[which])
    return rows.table, np.stack(numbers, axis=1)


def _filtered(region: _Region, *, rounds: int) -> dict[str, Any]:
    from schakel.engine.matching.fast import kernels

    people, offers = len(region.person_place), len(region.offer_place)
    index = _index(region.table, offers)
    found, theirs = np.zeros((people, MOST), dtype=np.int64), np.zeros((people, MOST), dtype=np.int64)
    room = (np.zeros(SKILLS, np.uint8), np.zeros(SKILLS, np.int32), np.zeros(SKILLS, np.uint8))
    ours_room = (*room, np.zeros(index.largest, np.uint16), np.zeros(MOST, np.int64))

    def ours() -> None:
        masks, numbers = _rows(region, index.word_count)
        reach = np.ones((len(masks), 1), dtype=np.uint8)
        crowd = (region.claims, region.starts)
        kernels.search_many(index.arrays, crowd, region.graph, masks, numbers, reach, ours_room, found)

    peer = _filter_first(region, (*room, np.zeros(SKILLS, np.uint8), np.zeros(MOST, np.int64)), theirs)
    ours()
    peer()
    assert (found == theirs).all()
    masks, numbers = _rows(region, index.word_count)
    sample = [np.bitwise_and.reduce(masks[numbers[one]]) for one in range(0, people, max(1, people // 200))]
    passing = np.mean([np.unpackbits(row.view(np.uint8)).sum() for row in sample]) / offers
    seconds = in_turns(ours, peer, rounds=rounds)
    return result(
        "ranking, people with filters",
        ours=seconds[0],
        peer=seconds[1],
        peer_name="filter first (places by distance, then the product), numba",
        goal=2,
        people=people,
        offers=offers,
        passing=round(float(passing), 4),
        identical_scores=True,
        threads=1,
    )


def _filter_first(region: _Region, room: tuple[np.ndarray, ...], out: np.ndarray) -> Callable[[], None]:
    """The peer: places from near to far until the radius, each condition in turn, then the score of what is left."""
    from numba import njit

    from schakel.engine.matching.fast import kernels

    push, expand = kernels._push, kernels.expand

    @njit(nogil=True)
    def run(crowd, graph, wishes, asks, geography, forward, room, out):  # type: ignore[no-untyped-def]
        claims, starts = crowd
        place, radius, has = wishes
        km, order, offers_at = geography
        rows, columns, weights = forward
        best, terms, values, dense, heap = room
        most = out.shape[1]
        for person in range(starts.shape[0] - 1):
            own = claims[starts[person] : starts[person + 1]]
            count = expand(own, graph[0], graph[1], graph[2], graph[3], graph[4], best, terms, values)
            for at in range(count):
                dense[terms[at]] = values[at]
            size = 0
            home = place[person]
            for near in order[home]:
                if km[home, near] > radius[person]:
                    break
                for offer in range(offers_at[near], offers_at[near + 1]):
                    fits = True
                    for side in range(asks.shape[1]):
                        if asks[offer, side] > has[person, side]:
                            fits = False
                            break
                    if not fits:
                        continue
                    score = np.int64(0)
                    for at in range(rows[offer], rows[offer + 1]):
                        score += np.int64(weights[at]) * np.int64(dense[columns[at]])
                    if score > 0:
                        size = push(heap, size, most, (score << 32) | (LOW - offer))
            for at in range(count):
                dense[terms[at]] = 0
            ordered = np.sort(heap[:size])
            for at in range(most):
                out[person, at] = ordered[size - 1 - at] if at < size else -1

    offer, skill, weight = region.table
    count = len(region.offer_place)
    forward = (
        np.concatenate([[0], np.cumsum(np.bincount(offer, minlength=count))]),
        skill.astype(np.int32),
        weight.astype(np.uint8),
    )
    order = np.argsort(region.km, axis=1, kind="stable").astype(np.int32)
    geography = (region.km, order, np.searchsorted(region.offer_place, np.arange(351)))
    wishes = (region.person_place, region.person_radius, region.person_has)
    crowd = (region.claims, region.starts)
    return lambda: run(crowd, region.graph, wishes, region.offer_asks, geography, forward, room, out)


# --- cost by offers in reach ------------------------------------------------------------------------------------------


def _in_reach(offers: int) -> Iterator[dict[str, Any]]:
    """The same query over the whole list, and with one part in thirty in reach: the cost must follow what is in reach."""
    from schakel.engine.matching.fast.filters import bits_of

    index = _index(_offers(offers, 3), offers, spread=True)
    asked = _queries(40, 9)
    part = offers // 30
    near = bits_of(np.arange(offers) < part, index.word_count)[None, :]
    every = bits_of(np.ones(offers, dtype=bool), index.word_count)[None, :]
    close, whole = _searcher(index, near), _searcher(index, every)
    ours, peer = in_turns(lambda: [close(*q) for q in asked], lambda: [whole(*q) for q in asked], rounds=5)
    yield result(
        "ranking, one part in thirty in reach",
        ours=ours / len(asked),
        peer=peer / len(asked),
        peer_name="ours, all offers in reach",
        goal=5,
        offers=offers,
        in_reach=part,
    )
