"""The parts around the search: settings, places, bounds."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import combinations
from operator import or_
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.routing.small import NOW, RULES, course, offer_lists
from schakel.engine.errors import DataError, InputError
from schakel.engine.routing import Circumstances, Planning, RouteOffer, load_settings, plan_routes
from schakel.engine.routing.anytime import cheapest_cover, first_day, least_cost
from schakel.engine.routing.bounds import LowerBound, bits_of
from schakel.engine.routing.candidates import Frame, candidates_of, open_offers
from schakel.engine.routing.choose import gap
from schakel.engine.routing.fewest import Fewest
from schakel.engine.routing.search import Candidate, Label, Limits, search
from schakel.engine.routing.travel import Place, Places, crow_km, distances
from schakel.engine.routing.types import Cost
from schakel.reference import REFERENCE

LIMITS = Limits(labels=100_000, steps=10)


def _candidates(offers: list[RouteOffer]) -> list[Candidate]:
    bits = {skill: 1 << at for at, skill in enumerate("abcde")}
    frame = Frame(bits, frozenset(), frozenset(), NOW, Planning())
    return [one for offer in offers for one in candidates_of(offer, frame)]


@given(offer_lists(6), st.integers(1, 31))
@settings(max_examples=50, deadline=None)
def test_no_route_goes_below_its_bound_from_any_point_on(offers: list[RouteOffer], wanted: int) -> None:
    candidates = _candidates(offers)
    bound = LowerBound(candidates, wanted)
    for label in search(candidates, wanted, LIMITS).front:
        if wanted & ~label.held:
            continue  # the bound is for routes that reach everything
        assert bound.after(Label(0)).no_worse(label.cost)


@given(offer_lists(6), st.integers(1, 31))
@settings(max_examples=50, deadline=None)
def test_least_price_and_first_day_are_those_of_the_front(offers: list[RouteOffer], wanted: int) -> None:
    offers = [replace(one, weeks=one.weeks or 0, price_eur=one.price_eur or 0) for one in offers]
    candidates = _candidates(offers)
    front = search(candidates, wanted, LIMITS).front
    if not front or wanted & ~front[0].held:
        return
    day, soonest = first_day(candidates, wanted, LIMITS, nodes_most=100_000)
    cover = cheapest_cover(candidates, wanted, nodes_most=10_000)
    assert cover is not None
    assert soonest is not None
    assert day == soonest.cost.days == min(label.cost.days for label in front)
    assert cover[0] <= min(label.cost.price for label in front)


@given(offer_lists(6), st.integers(1, 31), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_with_few_steps_the_first_day_and_the_price_are_still_those_of_the_front(
    offers: list[RouteOffer], wanted: int, steps: int
) -> None:
    offers = [replace(one, weeks=one.weeks or 0, price_eur=one.price_eur or 0) for one in offers]
    candidates, limits = _candidates(offers), replace(LIMITS, steps=steps)
    front = search(candidates, wanted, limits).front
    if not front or wanted & ~front[0].held:
        return
    day, soonest = first_day(candidates, wanted, limits, nodes_most=100_000)
    assert soonest is not None
    assert len(soonest.moves) <= steps
    assert day == min(label.cost.days for label in front)
    least, _ = least_cost(candidates, wanted, limits, nodes_most=10_000)
    assert all(least.no_worse(label.cost) for label in front)


@given(st.lists(st.integers(0, 255), max_size=8), st.integers(0, 255), st.integers(-1, 4))
def test_so_few_offers_close_so_many_skills_as_trying_every_choice_says(
    gifts: list[int], wanted: int, steps: int
) -> None:
    fewest = Fewest(gifts, wanted)
    for missing in (wanted, wanted & 0b10101010, 0):
        choices = (chosen for size in range(min(steps, len(gifts)) + 1) for chosen in combinations(gifts, size))
        enough = not missing or any(not missing & ~reduce(or_, chosen, 0) for chosen in choices)
        assert fewest.fit(missing, steps) is enough


def test_with_more_skills_than_are_looked_up_they_may_always_be_enough() -> None:
    assert Fewest([1], (1 << 23) - 1).fit(0b11, 1)


@given(offer_lists(6), st.integers(1, 31))
@settings(max_examples=50, deadline=None)
def test_shares_of_what_an_offer_gives_are_never_more_than_it_asks(offers: list[RouteOffer], wanted: int) -> None:
    bound = LowerBound(_candidates(offers), wanted)
    for parts, gives in (row for rows in bound.rows.values() for row in rows):
        shares = [bound.shares[bit] for bit in bits_of(gives)]
        assert all(
            sum(column) <= part * bound.whole for part, column in zip(parts, zip(*shares, strict=True), strict=True)
        )


def test_a_gap_is_in_the_part_the_route_is_named_for() -> None:
    cost, least = Cost(price=150, days=120, risk=300), Cost(price=100, days=100, risk=200)
    said = {name: gap(cost, least, [name]) for name in ("cheapest", "fastest", "safest", "balanced")}
    assert said == {"cheapest": 500, "fastest": 200, "safest": 500, "balanced": 200}
    assert gap(cost, least, ["cheapest", "fastest"]) == 200
    assert gap(cost._replace(prices_unknown=1), least, ["cheapest"]) is None


def test_routes_that_close_other_demands_have_a_bound_of_their_own() -> None:
    steps = replace(RULES, route_steps_most=1, route_labels_most=1)
    offers = [course("cheap", "ab", price=100, weeks=9), course("quick", "bc", price=900, weeks=2)]
    offers += [course(f"dear{at}", "ab", price=1000 + at, weeks=20 + at) for at in range(30)]
    found = plan_routes([], "abc", offers, steps, now=NOW)
    assert {(route.price, route.covered) for route in found.routes} >= {(100, ("a", "b")), (900, ("b", "c"))}
    assert all(route.gap_to_bound == 0 for route in found.routes if route.price in (100, 900))


@given(offer_lists(6), st.integers(1, 31), st.integers(0, 30))
@settings(max_examples=50, deadline=None)
def test_a_bound_cut_short_still_is_a_bound(offers: list[RouteOffer], wanted: int, nodes: int) -> None:
    candidates = _candidates(offers)
    front = search(candidates, wanted, LIMITS).front
    if front and not wanted & ~front[0].held:
        least, labels = least_cost(candidates, wanted, LIMITS, nodes_most=nodes)
        assert all(least.no_worse(label.cost) for label in (*front, *labels))


def test_more_than_twelve_skills_use_shares_and_keep_the_bound() -> None:
    skills = [f"s{at:02}" for at in range(16)]
    offers = [course(f"c{at}", "", price=100 + at) for at in range(8)]
    offers = [replace(one, teaches=tuple(skills[2 * at : 2 * at + 2])) for at, one in enumerate(offers)]
    found = plan_routes([], skills, offers, replace(RULES, route_steps_most=8, route_labels_most=10), now=NOW)
    assert found.routes[0].gap_to_bound == 0
    assert found.routes[0].price == sum(100 + at for at in range(8))


def test_settings_are_published_with_reason_and_source() -> None:
    found = load_settings(REFERENCE / "routing")
    assert {row["id"] for row in found.values} >= {"risk.course", "pay.months", "search.labels_most"}
    assert all(row["reason_nl"] and row["source"] for row in found.values)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "pay.months"', 'id = "pay.years"', "no setting"),
        ('id = "risk.exam"', 'id = "risk.course"', "given twice"),
        ("value = 36", "value = -1", "has the value -1"),
        ("value = 300", "value = 1001", "above 1000"),
        ("reason_nl", "reason", "no reason or source"),
        ("[[value]]", "[value", "cannot be read"),
    ],
)
def test_wrong_settings_name_what_is_wrong(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "2026-11-24.toml"
    shutil.copy(REFERENCE / "routing" / path.name, path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=says) as caught:
        load_settings(tmp_path)
    assert caught.value.remedy


def test_settings_of_a_day_before_the_first_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no settings"):
        load_settings(REFERENCE / "routing", on=date(2020, 1, 1))
    with pytest.raises(DataError, match="no settings"):
        load_settings(tmp_path)


HEERLEN, VENLO = Place("GM0917", "Heerlen", 50.888, 5.979), Place("GM0983", "Venlo", 51.370, 6.172)
AACHEN = Place("DE:aachen", "Aachen", 50.776, 6.084)
PLACES = Places([HEERLEN, VENLO, AACHEN])


def test_places_are_found_by_code_or_name_and_know_their_country() -> None:
    assert PLACES.named(" heerlen ") is PLACES.named("GM0917") is HEERLEN
    assert (HEERLEN.country, AACHEN.country) == ("nl", "de")
    assert crow_km(HEERLEN, VENLO) == crow_km(VENLO, HEERLEN) == 55
    assert crow_km(HEERLEN, HEERLEN) == 0


def test_wrong_place_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(InputError, match="Did you mean Heerlen"):
        PLACES.named("Herlen")


def test_distance_to_an_unknown_place_is_unknown() -> None:
    offers = [
        RouteOffer("there", ("a",), place="Venlo"),
        RouteOffer("nowhere", ("a",)),
        RouteOffer("odd", ("a",), place="X"),
    ]
    assert distances(HEERLEN, offers, PLACES) == {"there": 55, "nowhere": None, "odd": None}


def test_what_is_unknown_never_closes_an_offer() -> None:
    offers = [RouteOffer("plain", ("a",)), RouteOffer("german", ("a",), language="de", cefr="B2")]
    about = Circumstances(weekly_hours_most=4, travel_most_km=1, travel_km={"plain": None})
    assert open_offers(offers, about) == offers
