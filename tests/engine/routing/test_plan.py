from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.routing.plain import plain_front
from engine.routing.small import NOW, RULES, SKILLS, course, offer_lists
from schakel.engine.errors import InputError
from schakel.engine.routing import RouteOffer, Routes, RouteSession, plan_routes
from schakel.reference import REFERENCE


def _plan(have: str, goal: str, *offers: RouteOffer, **more: int) -> Routes:
    return plan_routes(have, goal, offers, RULES, now=NOW, **more)


@given(st.sets(st.sampled_from(SKILLS), max_size=2), st.sets(st.sampled_from(SKILLS), max_size=4), offer_lists())
@settings(max_examples=60, deadline=None)
def test_front_equals_trying_every_order(have: set[str], goal: set[str], offers: list[RouteOffer]) -> None:
    rules = replace(RULES, route_shown_most=1000)
    found = plan_routes(have, goal, offers, rules, now=NOW)
    assert {route.cost for route in found.routes} == plain_front(frozenset(have), frozenset(goal), offers, NOW)
    assert found.front_size == len(found.routes)
    assert found.proven


@given(st.sets(st.sampled_from(SKILLS), max_size=2), st.sets(st.sampled_from(SKILLS), max_size=4), offer_lists(8))
@settings(max_examples=60, deadline=None)
def test_every_route_keeps_prerequisites_and_dates(have: set[str], goal: set[str], offers: list[RouteOffer]) -> None:
    for route in plan_routes(have, goal, offers, RULES, now=NOW).routes:
        held, day = set(have), NOW
        closed: list[str] = []
        for step in route.steps:
            assert set(step.offer.needs) <= held
            assert step.start is None or step.start >= day
            day = step.end or step.start or day
            held |= set(step.offer.teaches)
            closed += step.closes
        assert sorted(closed) == sorted(route.covered)
        assert set(route.covered) == (goal - have) & held


@given(offer_lists(6), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_order_of_offers_has_no_influence(offers: list[RouteOffer], seed: int) -> None:
    shuffled = list(offers)
    random.Random(seed).shuffle(shuffled)
    assert _plan("", "abcd", *shuffled) == _plan("", "abcd", *offers)


@given(offer_lists(7))
@settings(max_examples=60, deadline=None)
def test_everything_is_closed_or_said_not_to_be(offers: list[RouteOffer]) -> None:
    found = _plan("a", "abcd", *offers)
    covered = set(found.routes[0].covered) if found.routes else set()
    assert covered | {one.demand for one in found.not_covered} | set(found.held) == set("abcd")


def test_cheapest_fastest_and_balanced_are_named() -> None:
    slow = course("slow", "ab", weeks=40, price=0)
    quick = course("quick", "ab", weeks=4, price=5000)
    middle = course("middle", "ab", weeks=8, price=400)
    names = {route.steps[0].offer.id: route.names for route in _plan("", "ab", slow, quick, middle).routes}
    assert names["slow"] == ("cheapest",)
    assert names["quick"] == ("fastest",)
    assert names["middle"] == ("balanced",)


def test_unknown_price_is_not_taken_for_free() -> None:
    unknown, dear = course("unknown", "a", price=None), course("dear", "a", price=900)
    found = _plan("", "a", unknown, dear)
    cheapest = next(route for route in found.routes if "cheapest" in route.names)
    assert cheapest.steps[0].offer.id == "dear"
    assert {route.price for route in found.routes} >= {900} or cheapest.price == 900
    assert next(route.price for route in _plan("", "a", unknown).routes) is None


def test_unknown_length_gives_no_weeks() -> None:
    route = _plan("", "a", course("long", "a", weeks=None)).routes[0]
    assert route.weeks is None
    assert route.steps[0].end is None


def test_what_nobody_teaches_is_said_with_advice() -> None:
    found = _plan("", "ab", course("one", "a"))
    assert [(one.demand, one.why) for one in found.not_covered] == [("b", "not-taught")]
    assert found.not_covered[0].advice == ("self-study", "shadow-day", "ask-desk")


def test_session_in_the_past_is_not_offered() -> None:
    past = replace(course("past", "a"), sessions=(RouteSession("s", NOW - timedelta(1)),))
    found = _plan("", "a", past)
    assert found.routes == ()
    assert found.not_covered[0].why == "no-place"


def test_trainings_that_ask_each_other_first_or_what_nobody_teaches_are_said_so() -> None:
    circle = _plan("", "ab", course("one", "a", needs="b"), course("two", "b", needs="a"))
    assert circle.routes == ()
    assert {one.why for one in circle.not_covered} == {"needs-first"}
    assert _plan("", "a", course("one", "a", needs="z")).not_covered[0].why == "needs-first"
    full = replace(course("two", "b"), sessions=(RouteSession("s", NOW + timedelta(9), places=0),))
    behind = _plan("", "a", course("one", "a", needs="b"), full)
    assert behind.not_covered[0].why == "needs-first", "what leads to it is full"


def test_more_steps_than_a_route_may_have_is_said_so() -> None:
    found = plan_routes([], "ab", [course("one", "a"), course("two", "b")], replace(RULES, route_steps_most=1), now=NOW)
    assert len(found.routes[0].covered) == 1
    assert [one.why for one in found.not_covered] == ["not-in-time"]


def test_every_reason_has_a_text() -> None:
    texts = tomllib.loads((REFERENCE / "matching" / "texts.toml").read_text(encoding="utf-8"))
    for why in ("not-taught", "outside-limits", "no-place", "needs-first", "not-in-time", "only-larger"):
        assert set(texts[f"uncovered.{why}"]) == {"nl", "en", "de", "fr"}


def test_too_many_hours_a_week_is_left_out() -> None:
    heavy = replace(course("heavy", "a"), hours_per_week=40)
    left = _plan("", "a", heavy, weekly_hours_most=16)
    assert left.routes == ()
    assert left.not_covered[0].why == "outside-limits"
    assert _plan("", "a", heavy, weekly_hours_most=40).routes


def test_step_for_a_prerequisite_says_what_it_opens_and_what_is_exempted() -> None:
    found = _plan("c", "b", course("first", "ac"), course("second", "b", needs="a"))
    first, second = found.routes[0].steps
    assert (first.opens, first.closes, first.exempted) == (("a",), (), ("c",))
    assert second.closes == ("b",)
    assert second.start == first.end


def test_nothing_missing_gives_no_routes() -> None:
    found = _plan("ab", "ab", course("one", "a"))
    assert (found.routes, found.held, found.not_covered) == ((), ("a", "b"), ())


def test_net_price_counts_for_what_the_person_pays() -> None:
    helped = replace(course("helped", "a", price=900), net_price_eur=100)
    assert _plan("", "a", helped).routes[0].price == 100


def test_beyond_the_limit_the_answer_is_not_called_proven() -> None:
    offers = [course(f"o{at}", skill, weeks=at, price=9 - at) for at, skill in enumerate("abcdabcd")]
    rules = replace(RULES, route_labels_most=20)
    found = plan_routes("", "abcd", offers, rules, now=NOW)
    assert not found.proven
    assert found.routes
    assert all(route.gap_to_bound is None or route.gap_to_bound >= 0 for route in found.routes)


def test_of_equal_routes_the_one_that_meets_more_wishes_is_taken() -> None:
    plain, rich = course("a-plain", "a"), course("b-rich", "ax")
    found = plan_routes("", "a", [plain, rich], RULES, now=NOW, wishes="x")
    assert found.routes[0].steps[0].offer.id == "b-rich"


def test_short_kind_of_unknown_length_is_shown_beside_the_big_one() -> None:
    big = replace(course("big", "ab", weeks=None), size=8)
    small = [replace(course(name, skill, weeks=None), size=1) for name, skill in (("one", "a"), ("two", "b"))]
    names = {tuple(step.offer.id for step in route.steps): route.names for route in _plan("", "ab", big, *small).routes}
    assert "cheapest" in names["big",]
    assert "fastest" in names["one", "two"]


def test_alternatives_are_a_shorter_route_and_one_elsewhere() -> None:
    big = replace(course("big", "abc", weeks=None), size=8)
    other = replace(course("other", "abc", weeks=None, price=200), size=8)
    short = replace(course("short", "a", weeks=None, price=150), size=1)
    found = _plan("", "abc", big, other, short)
    assert [step.offer.id for step in found.routes[0].steps] == ["big"]
    names = {route.names: [step.offer.id for step in route.steps] for route in found.alternatives}
    assert names == {("short",): ["short"], ("elsewhere",): ["other"]}


def test_negative_price_is_refused() -> None:
    with pytest.raises(InputError, match="price_eur is -1"):
        course("wrong", "a", price=-1)
