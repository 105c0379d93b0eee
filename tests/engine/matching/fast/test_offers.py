"""The fast list is the list of `rank`, to the bit: for any offers, profiles, gates and number of threads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.matching.small import NOW, small_scorer
from engine.matching.strategies import SKILLS, profiles, targets
from schakel.engine.matching import (
    GateFacts,
    LanguageClaim,
    PersonsOwnView,
    Profile,
    Target,
    Wishes,
    match,
    rank,
)
from schakel.engine.matching.fast import OfferIndex, rank_best, rank_many, rank_part
from schakel.engine.skills.concepts import occupation_uri

SCORER = small_scorer()
PLACES = ("GM0917", "GM0935", "DE:aachen", None)
KM = {("GM0917", "GM0935"): 25, ("GM0917", "DE:aachen"): 20, ("GM0935", "DE:aachen"): 40}

facts = st.builds(
    GateFacts,
    languages=st.sampled_from([(), (LanguageClaim("nl", "B1"),), (LanguageClaim("nl", "C1"), LanguageClaim("de"))]),
    hours_least=st.sampled_from([None, 16, 32]),
    hours_most=st.sampled_from([None, 36]),
    place=st.sampled_from(PLACES),
    country=st.sampled_from([None, "NL", "DE"]),
    remote=st.sampled_from([None, "fully", "partly", "no"]),
    start=st.sampled_from([None, date(2026, 1, 1), date(2027, 2, 1)]),
    certificates=st.sampled_from([(), (SKILLS[0],)]),
    recognised=st.booleans(),
    age_least=st.sampled_from([None, 16, 18]),
)
wishes = st.builds(
    Wishes,
    hours_least=st.sampled_from([None, 24]),
    hours_most=st.sampled_from([None, 24, 40]),
    travel_most_km=st.sampled_from([None, 22, 60]),
    place=st.sampled_from(PLACES),
    abroad=st.sampled_from([None, True, False]),
    remote=st.sampled_from([None, "fully", "no"]),
    start=st.sampled_from([None, date(2027, 1, 1), date(2027, 3, 1)]),
    may_work_in=st.sampled_from([None, ("NL",), ("NL", "DE")]),
    recognised=st.sampled_from([None, True, False]),
    years_least=st.sampled_from([None, 16, 18]),
)
people = st.builds(
    lambda profile, wish, languages, occupation: replace(
        profile, wishes=wish, languages=languages, occupation=occupation
    ),
    profiles,
    wishes,
    st.sampled_from([(), (LanguageClaim("nl", "B2"),), (LanguageClaim("nl"), LanguageClaim("de", "A1"))]),
    st.sampled_from([None, occupation_uri("data-analyst"), occupation_uri("nurse")]),
)


def _number(at: int, target: Target, gates: GateFacts, isco: str) -> Target:
    return replace(target, uri=f"urn:test:{at:03}", gates=gates, isco=isco)


offers = st.lists(st.tuples(targets, facts, st.sampled_from(["2511", "3512", ""])), max_size=40).map(
    lambda rows: [_number(at, *row) for at, row in enumerate(rows)]
)
easy = st.lists(targets, max_size=40).map(
    lambda rows: [_number(at, one, GateFacts(), ("2511", "3512")[at % 5 == 0]) for at, one in enumerate(rows)]
)


def _view(profile: Profile) -> PersonsOwnView:
    return PersonsOwnView.open(profile, person="p", viewer="p")


@given(people, st.one_of(offers, easy), st.integers(1, 30))
@settings(max_examples=50)
def test_the_fast_list_is_the_list_of_rank(profile: Profile, listed: list[Target], limit: int) -> None:
    index = OfferIndex(listed, SCORER)
    fast = rank_best(_view(profile), index, now=NOW, limit=limit, distances=KM)
    assert fast == rank(_view(profile), listed, SCORER, now=NOW, limit=limit, distances=KM)


@given(
    people, st.one_of(offers, easy), st.integers(1, 30), st.lists(st.sampled_from(["in", "out", "also"]), min_size=40)
)
@settings(max_examples=50)
def test_a_part_with_offers_beside_it_is_ranked_as_one_list(
    profile: Profile, listed: list[Target], limit: int, where: list[str]
) -> None:
    placed = dict(zip([one.uri for one in listed], where, strict=False))
    index = OfferIndex(listed, SCORER)
    among = np.array([placed[one.uri] == "in" for one in index.targets], dtype=bool)
    also = [one for one in listed if placed[one.uri] == "also"]
    found = rank_part(_view(profile), index, now=NOW, limit=limit, among=among, also=also, distances=KM)
    counts = [one for one in listed if placed[one.uri] != "out"]
    plain = rank(_view(profile), counts, SCORER, now=NOW, distances=KM)
    assert found == tuple(one for one in plain if one.milli)[:limit]


@given(st.lists(people, max_size=6), st.one_of(offers, easy), st.integers(1, 4))
@settings(max_examples=30)
def test_many_people_get_their_own_lists_in_order_whatever_the_threads(
    profiles: list[Profile], listed: list[Target], threads: int
) -> None:
    views = [_view(one) for one in profiles]
    found = list(rank_many(views, OfferIndex(listed, SCORER), now=NOW, limit=5, distances=KM, threads=threads))
    assert len(found) == len(views)
    for view, best in zip(views, found, strict=True):
        matches = [match(view, one, SCORER, now=NOW, distances=KM) for one in listed]
        good = [one.target for one in matches if one.milli and not one.gate_results("fail")]
        assert best == rank(view, good, SCORER, now=NOW, limit=5, distances=KM)


def test_no_offers_give_an_empty_list() -> None:
    assert rank_best(_view(Profile()), OfferIndex([], SCORER), now=NOW, limit=3) == ()
    assert list(rank_many([], OfferIndex([], SCORER), now=NOW, limit=3)) == []
