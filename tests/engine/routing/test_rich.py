from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.routing.small import NOW, RULES, course, offer_lists
from schakel.engine.errors import InputError, NotFound
from schakel.engine.routing import (
    Circumstances,
    Event,
    ExemptionRule,
    Pay,
    PayFacts,
    Planning,
    Route,
    RouteOffer,
    Routes,
    RouteSession,
    SteppingStone,
    load_settings,
    pay_path,
    plan_routes,
    replan,
    side_by_side,
)
from schakel.engine.support import Condition, Scheme

SETTINGS = load_settings(Path(__file__).parents[3] / "src/schakel/reference/routing")


def _plan(goal: str, *offers: RouteOffer, have: str = "", hours: int | None = None, **more: object) -> Routes:
    planning = Planning(**{"settings": SETTINGS, **more})  # type: ignore[arg-type]
    return plan_routes(have, goal, offers, RULES, now=NOW, planning=planning, weekly_hours_most=hours)


def _named(found: Routes, name: str) -> Route:
    return next(route for route in found.routes if name in route.names)


def _scheme(id_: str, **more: object) -> Scheme:
    return Scheme(id_, {}, "payer", "a rule", "no", NOW, **more)  # type: ignore[arg-type]


def _at(offer: RouteOffer, *days: int, places: int | None = None) -> RouteOffer:
    runs = tuple(RouteSession(f"{offer.id}:{day}", NOW + timedelta(day), places) for day in days)
    return replace(offer, sessions=runs)


# kinds of steps


def test_exam_gives_what_one_can_already_without_teaching_it() -> None:
    exam = replace(course("exam", "c", needs="s", weeks=1, price=200), kind="exam", fails=250)
    long = course("long", "c", weeks=30, price=900)
    found = _plan("c", exam, long, have="s")
    assert _named(found, "cheapest").offers == ("exam",)
    assert _named(found, "safest").offers == ("long",)
    assert _named(_plan("c", exam, long), "cheapest").offers == ("long",)


def test_full_session_is_not_offered_and_unknown_places_are() -> None:
    full = _at(course("full", "a"), 10, places=0)
    assert _plan("a", full).routes == ()
    assert _plan("a", full).not_covered[0].why == "no-place"
    assert _plan("a", _at(full, 10)).routes
    assert _plan("a", _at(full, 10, places=1)).routes


def test_offer_beyond_the_travel_limit_is_left_out_unknown_distance_is_not() -> None:
    near, far, unknown = (course(name, "a", price=price) for name, price in (("near", 9), ("far", 1), ("unknown", 5)))
    about = Circumstances(travel_km={"near": 10, "far": 80, "unknown": None}, travel_most_km=40)
    found = _plan("a", near, far, unknown, about=about)
    assert {route.offers for route in found.routes} == {("near",), ("unknown",)}
    assert next(route for route in found.routes if route.offers == ("near",)).cost.travel == 10
    assert next(route for route in found.routes if route.offers == ("unknown",)).cost.travels_unknown == 1


def test_nearer_and_dearer_stands_on_the_front_beside_far_and_cheap() -> None:
    near, far = course("near", "a", price=900), course("far", "a", price=100)
    found = _plan("a", near, far, about=Circumstances(travel_km={"near": 2, "far": 60}))
    assert {route.offers for route in found.routes} == {("near",), ("far",)}


def test_language_asked_above_the_own_level_closes_unknown_does_not() -> None:
    german = replace(course("german", "a"), language="de", cefr="C1")
    assert _plan("a", german, about=Circumstances(languages={"de": "B1"})).routes == ()
    assert _plan("a", german, about=Circumstances(languages={"de": "C1"})).routes[0].steps[0].language_known
    assert not _plan("a", german).routes[0].steps[0].language_known


def test_stepping_stone_is_a_step_and_at_most_two_are_taken() -> None:
    stones = [SteppingStone(f"o{at}", (skill,), 6, 2500, 2800) for at, skill in enumerate("abc")]
    found = _plan("abc", course("c", "c", price=700), stones=tuple(stones))
    assert max(sum(step.offer.kind == "job" for step in route.steps) for route in found.routes) == 2
    cheapest = _named(found, "cheapest")
    assert cheapest.price == 700
    assert {step.offer.id for step in cheapest.steps} == {"job:o0", "job:o1", "c"}
    assert next(step.weeks for step in cheapest.steps if step.offer.kind == "job") == 26


def test_safest_is_the_route_with_the_least_chance_to_fail() -> None:
    sure, risky = replace(course("sure", "a", price=500), fails=10), replace(course("risky", "a"), fails=400)
    found = _plan("a", sure, risky)
    assert _named(found, "safest").offers == ("sure",)
    assert _named(found, "safest").cost.risk == 10
    assert _named(found, "cheapest").offers == ("risky",)


# exemptions


RULE = ExemptionRule("school", "its rules", fee_eur=50, granted=True)
BIG = replace(course("big", "ab", weeks=20, price=2000), provider="school")


def test_known_exemption_takes_off_price_and_weeks_and_says_what_it_is_without() -> None:
    about = Circumstances(evidence={"a": "validated"})
    route = _plan("b", BIG, have="a", about=about, exemptions=(RULE,)).routes[0]
    step = route.steps[0]
    assert (step.list_price, step.weeks) == (1050, 10)
    assert step.exemption is not None
    assert (step.exemption.outcomes, step.exemption.price_without, step.exemption.weeks_without) == (("a",), 2000, 20)
    assert (route.price, route.price_without_exemptions, route.weeks_without_exemptions) == (1050, 2000, 20)


def test_exemption_to_ask_for_stands_beside_the_wholecourse() -> None:
    ask = replace(RULE, granted=False)
    found = _plan("b", BIG, have="a", about=Circumstances(evidence={"a": "evidenced"}), exemptions=(ask,))
    assert _named(found, "cheapest").steps[0].exemption is not None
    assert _named(found, "safest").steps[0].exemption is None
    assert _named(found, "cheapest").cost.risk - _named(found, "safest").cost.risk == SETTINGS.risk_exemption


@pytest.mark.parametrize(
    ("rule", "tier"),
    [
        (RULE, "claimed"),
        (replace(RULE, provider="other"), "validated"),
        (replace(RULE, valid_until=NOW - timedelta(1)), "validated"),
        (replace(RULE, valid_from=NOW + timedelta(1)), "validated"),
    ],
)
def test_no_exemption_without_proof_rule_or_date(rule: ExemptionRule, tier: str) -> None:
    found = _plan("b", BIG, have="a", about=Circumstances(evidence={"a": tier}), exemptions=(rule,))
    assert [route.steps[0].exemption for route in found.routes] == [None]


def test_exemption_with_unknown_fee_has_an_unknown_price() -> None:
    rule = replace(RULE, fee_eur=None)
    found = _plan("b", BIG, have="a", about=Circumstances(evidence={"a": "validated"}), exemptions=(rule,))
    assert _named(found, "cheapest").price == 2000
    assert _named(found, "fastest").price is None


# money


def test_scheme_lowers_the_net_price_with_its_trail() -> None:
    route = _plan("a", course("c", "a", price=900), schemes=(_scheme("half", share=500),)).routes[0]
    money = route.steps[0].money
    assert (route.list_price, route.price) == (900, 450)
    assert money is not None
    assert [(one.scheme.id, one.scheme.source, one.amount) for one in money.paid] == [("half", "a rule", 450)]


def test_course_that_starts_after_the_end_of_a_scheme_is_not_paid() -> None:
    scheme = _scheme("old", valid_until=NOW + timedelta(30))
    assert _plan("a", _at(course("c", "a"), 30), schemes=(scheme,)).routes[0].price == 0
    assert _plan("a", _at(course("c", "a"), 31), schemes=(scheme,)).routes[0].price == 100


def test_later_session_that_is_paid_stands_beside_the_sooner_one() -> None:
    scheme = _scheme("new", valid_from=NOW + timedelta(50))
    found = _plan("a", _at(course("c", "a"), 10, 60), schemes=(scheme,))
    assert (_named(found, "cheapest").price, _named(found, "cheapest").steps[0].session) == (0, "c:60")
    assert (_named(found, "fastest").price, _named(found, "fastest").steps[0].session) == (100, "c:10")


def test_course_for_any_day_waits_for_the_scheme_only_on_the_cheapest_route() -> None:
    found = _plan("a", course("c", "a"), schemes=(_scheme("new", valid_from=NOW + timedelta(50)),))
    assert (_named(found, "cheapest").price, _named(found, "cheapest").steps[0].start) == (0, NOW + timedelta(50))
    assert (_named(found, "fastest").price, _named(found, "fastest").steps[0].start) == (100, NOW)


def test_scheme_that_pays_once_is_used_where_it_helps_most() -> None:
    once = _scheme("once", once=True, most_eur=500)
    found = _plan("ab", course("small", "a", price=200), course("large", "b", price=800), schemes=(once,))
    cheapest = _named(found, "cheapest")
    assert cheapest.price == 500
    paid = {step.offer.id: step.pays for step in cheapest.steps}
    assert paid == {"small": 200, "large": 300}


def test_what_must_be_asked_is_an_interval() -> None:
    asked = _scheme("asked", share=500, entry=((Condition("desk.agrees", "is", (True,)),),))
    route = _plan("a", course("c", "a", price=900), schemes=(asked,)).routes[0]
    assert (route.price, route.least_price) == (900, 450)


# what was rejected


def test_step_says_what_was_rejected_and_by_how_much() -> None:
    cheap, dear = course("cheap", "a", weeks=10, price=100), course("dear", "a", weeks=4, price=450)
    step = _named(_plan("a", cheap, dear), "cheapest").steps[0]
    assert [(one.offer.id, one.euros, one.weeks) for one in step.rejected] == [("dear", 350, -6)]


def test_rejected_with_unknown_price_says_so() -> None:
    step = _named(_plan("a", course("known", "a"), course("vague", "a", price=None)), "cheapest").steps[0]
    assert [(one.offer.id, one.euros) for one in step.rejected] == [("vague", None)]


# proof and bound


def test_beyond_the_limit_the_cheapest_still_is_the_exact_optimum() -> None:
    offers = [course(f"o{at:02}", s + t, weeks=at % 7, price=100 + 37 * at % 90) for at, (s, t) in enumerate(PAIRS)]
    rules = replace(RULES, route_labels_most=20, route_steps_most=8)
    found = plan_routes("", "abcdefgh", offers, rules, now=NOW, planning=Planning(settings=SETTINGS))
    exact = plan_routes("", "abcdefgh", offers, replace(RULES, route_steps_most=8, route_labels_most=10**6), now=NOW)
    assert (found.proven, exact.proven) == (False, True)
    assert _named(found, "cheapest").price == _named(exact, "cheapest").price
    assert _named(found, "cheapest").gap_to_bound == 0


PAIRS = [(one, other) for one in "abcd" for other in "efgh"]


@given(offer_lists(5), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_with_settings_the_front_holds_no_route_that_another_beats(offers: list[RouteOffer], risk: int) -> None:
    offers = [replace(one, fails=100 * ((risk + at) % 4)) for at, one in enumerate(offers)]
    found = plan_routes(
        "", "abc", offers, replace(RULES, route_shown_most=500), now=NOW, planning=Planning(settings=SETTINGS)
    )
    costs = [route.cost for route in found.routes]
    assert all(one is other or not one.no_worse(other) for one in costs for other in costs)


# pay


def _route(*offers: RouteOffer, goal: str, **more: object) -> Route:
    return _plan(goal, *offers, **more).routes[0]


def test_pay_path_over_36_months_adds_up() -> None:
    route = _route(_at(course("c", "a", weeks=26, price=1200), 0), goal="a")
    facts = PayFacts(now=Pay(2500, 2500), during=Pay(2000, 2000), goal=Pay(3000, 3400))
    path = pay_path(route, facts, SETTINGS, now=NOW)
    assert [(one.why, one.months) for one in path.stretches] == [("study", 6), ("goal", 30)]
    assert path.staying == (90_000, 90_000)
    assert path.earned == (6 * 2000 + 30 * 3000, 6 * 2000 + 30 * 3400)
    assert path.difference == (12_000 + 90_000 - 90_000 - 1200, 12_000 + 102_000 - 90_000 - 1200)
    assert path.drop == (3000, 3000)
    assert path.back_by == 6 + -(-(3000 + 1200) // 500)


def test_pay_that_nobody_told_stays_unknown() -> None:
    route = _route(course("c", "a"), goal="a")
    path = pay_path(route, PayFacts(now=Pay(2500, 2500)), SETTINGS, now=NOW)
    assert path.staying is not None
    assert (path.earned, path.difference, path.back_by) == (None, None, None)


def test_unknown_length_makes_all_after_it_unknown() -> None:
    route = _route(_at(course("c", "a", weeks=None), 60), goal="a")
    path = pay_path(route, PayFacts(Pay(1, 1), Pay(1, 1), Pay(2, 2)), SETTINGS, now=NOW)
    assert [one.why for one in path.stretches] == ["now", "unknown"]


def test_stepping_stone_pays_its_own_band() -> None:
    stone = SteppingStone("o1", ("a",), 12, 2600, 2900)
    path = pay_path(_route(goal="a", stones=(stone,)), PayFacts(Pay(2000, 2000)), SETTINGS, now=NOW, stones=(stone,))
    assert path.stretches[0].why == "job"
    assert path.stretches[0].pay == Pay(2600, 2900)


def test_compensation_for_a_drop_is_named_and_never_counted() -> None:
    drop = _scheme("drop", covers="salary", amount_known=False)
    route = _route(course("c", "a", price=0), goal="a")
    facts = PayFacts(Pay(2000, 2000), Pay(1000, 1000), Pay(2000, 2000))
    with_it, without = (pay_path(route, facts, SETTINGS, now=NOW, schemes=s) for s in ((drop,), ()))
    assert [one.scheme.id for one in with_it.compensation] == ["drop"]
    assert with_it.difference == without.difference == (-1000, -1000)


# side by side


def test_courses_side_by_side_only_where_the_week_has_room() -> None:
    one, other = (replace(course(name, name, weeks=8), hours_per_week=8) for name in "ab")
    route = _route(one, other, goal="ab")
    assert route.weeks == 16
    both = side_by_side(route, 16, have=frozenset(), now=NOW)
    assert both is not None
    assert (both.weeks, both.hours_most) == (8, 16)
    assert side_by_side(route, 15, have=frozenset(), now=NOW) is None


def test_side_by_side_keeps_prerequisites() -> None:
    one, other = (replace(course(name, name, needs=need, weeks=8), hours_per_week=4) for name, need in ("a ", "ba"))
    one = replace(one, needs=())
    assert side_by_side(_route(one, other, goal="ab"), 40, have=frozenset(), now=NOW) is None


# again when something changes


def test_full_session_moves_to_the_next_and_keeps_the_rest() -> None:
    first, second = _at(course("first", "a"), 5, 40), course("second", "b")
    route = _route(first, second, goal="ab")
    new = replan(
        route,
        Event("full", "first"),
        [first, second],
        RULES,
        have="",
        goal_demands="ab",
        now=NOW,
        planning=Planning(settings=SETTINGS),
    )
    assert new.route is not None
    what = {one.offer: one.what for one in new.changes}
    assert what["first"] == "moved"
    assert new.route.steps[[s.offer.id for s in new.route.steps].index("first")].session == "first:40"


def test_done_and_enrolled_steps_stay_and_new_ones_come_after() -> None:
    one, two, other = _at(course("one", "a"), 0), course("two", "b", needs="a"), course("other", "b", price=300)
    route = _route(one, two, goal="ab")
    new = replan(
        route,
        Event("cancelled", "two"),
        [one, other],
        RULES,
        have="",
        goal_demands="ab",
        now=NOW + timedelta(7),
        states={"one": "enrolled"},
        planning=Planning(settings=SETTINGS),
    )
    assert [step.offer.id for step in new.fixed] == ["one"]
    assert new.route is not None
    assert new.route.offers == ("other",)
    assert new.route.steps[0].start is not None
    assert route.steps[0].end is not None
    assert new.route.steps[0].start >= route.steps[0].end
    assert {(one.what, one.offer) for one in new.changes} == {("dropped", "two"), ("added", "other")}


def test_of_equally_good_routes_the_one_with_the_least_change_is_taken() -> None:
    bad, twin = course("bad", "a"), course("a-twin", "a")
    mine, else_ = course("mine", "b"), course("b-else", "b")
    route = _route(bad, mine, goal="ab")
    new = replan(
        route,
        Event("cancelled", "bad"),
        [twin, mine, else_],
        RULES,
        have="",
        goal_demands="ab",
        now=NOW,
        planning=Planning(settings=SETTINGS),
    )
    assert new.route is not None
    assert set(new.route.offers) == {"a-twin", "mine"}


def test_least_change_is_shown_beside_a_better_route() -> None:
    first, mine = course("first", "a"), course("mine", "b", price=300)
    route = _route(first, mine, goal="ab")
    new = replan(
        route,
        Event("cancelled", "first"),
        [mine, course("x", "a", price=50), course("y", "b")],
        RULES,
        have="",
        goal_demands="ab",
        now=NOW,
        planning=Planning(settings=SETTINGS),
    )
    assert new.route is not None
    assert new.steady is not None
    assert (set(new.route.offers), new.route.price) == ({"x", "y"}, 150)
    assert (set(new.steady.offers), new.steady.price, new.steady.cost.changes) == ({"x", "mine"}, 350, 1)


def test_failed_step_is_taken_again_later_or_replaced() -> None:
    exam = replace(_at(course("exam", "a", weeks=1), 0, 30), kind="exam")
    route = _route(exam, goal="a")
    new = replan(
        route,
        Event("failed", "exam"),
        [exam],
        RULES,
        have="",
        goal_demands="a",
        now=NOW + timedelta(8),
        planning=Planning(settings=SETTINGS),
    )
    assert new.route is not None
    assert new.route.steps[0].session == "exam:30"


def test_enrolled_step_that_needs_what_failed_is_released() -> None:
    one, two = _at(course("one", "a"), 0, 90), _at(course("two", "b", needs="a"), 40, 150)
    route = _route(one, two, goal="ab")
    new = replan(
        route,
        Event("failed", "one"),
        [one, two],
        RULES,
        have="",
        goal_demands="ab",
        now=NOW + timedelta(28),
        states={"two": "enrolled"},
        planning=Planning(settings=SETTINGS),
    )
    assert [step.offer.id for step in new.released] == ["two"]
    assert new.route is not None
    assert [step.session for step in new.route.steps] == ["one:90", "two:150"]


def test_moved_session_keeps_the_step_on_its_new_day() -> None:
    one = _at(course("one", "a"), 5)
    route = _route(one, goal="a")
    to = NOW + timedelta(20)
    new = replan(
        route,
        Event("moved", "one", to),
        [one],
        RULES,
        have="",
        goal_demands="a",
        now=NOW,
        planning=Planning(settings=SETTINGS),
    )
    assert new.route is not None
    assert [(one.what, one.after) for one in new.changes] == [("moved", to)]
    assert new.route.cost.changes == 0


def test_nothing_left_to_close_says_what_is_lost() -> None:
    one = course("one", "a")
    new = replan(_route(one, goal="a"), Event("cancelled", "one"), [], RULES, have="", goal_demands="a", now=NOW)
    assert new.route is None
    assert [one.demand for one in new.not_covered] == ["a"]


def test_impossible_events_are_refused() -> None:
    with pytest.raises(InputError, match="no event 'gone'"):
        Event("gone", "one")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="new day"):
        Event("full", "one", NOW)
    with pytest.raises(NotFound, match="'two' is no step"):
        replan(
            _route(course("one", "a"), goal="a"), Event("full", "two"), [], RULES, have="", goal_demands="a", now=NOW
        )


def test_impossible_numbers_are_refused() -> None:
    with pytest.raises(InputError, match="impossible"):
        Pay(3000, 2000)
    with pytest.raises(InputError, match="chance is 1001"):
        ExemptionRule("school", "s", chance=1001)
