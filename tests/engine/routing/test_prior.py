"""Prior learning: rules met wholly or in part, and what comes off recomputed from nothing but the modules."""

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.matching.rules import load_rules
from schakel.engine.routing import Planning, RouteOffer, Waiver, plan_routes
from schakel.engine.routing.prior import Curriculum, Learned, Module, PriorRule, exempt, saved, waiver
from schakel.reference import REFERENCE

TODAY = date(2026, 11, 24)
MODULES = (
    Module("m1", "Databases", 140, Decimal(350), ("sql",)),
    Module("m2", "Programming", 280, Decimal(700), ("java",)),
    Module("m3", "Project", 280, Decimal("699.50"), ("agile",)),
)


def programme(*rules: PriorRule, weeks: int | None = 40, price: Decimal | None = Decimal("1749.50")) -> Curriculum:
    return Curriculum("ad", price, weeks, MODULES, rules)


def states(curriculum: Curriculum, learned: Learned, on: date = TODAY) -> dict[str, str]:
    return {one.module.key: one.state for one in exempt(curriculum, learned, on=on)}


DIPLOMA = PriorRule(("m1", "m2"), "exam rules, article 12", level="mbo-4", studies=("software developer",))


@pytest.mark.parametrize(
    ("level", "study", "state"),
    [
        ("mbo-4", "MBO Software Developer", "known"),
        ("hbo", "Software developer (mbo)", "known"),
        ("mbo-4", "Verpleegkunde", "ask"),
        ("mbo-3", "Software developer", "ask"),
        ("mbo-3", "Verpleegkunde", None),
        ("", "", None),
    ],
)
def test_a_diploma_counts_wholly_in_part_or_not(level: str, study: str, state: str | None) -> None:
    found = states(programme(DIPLOMA), Learned(level=level, studies=(study,)))
    assert found == ({} if state is None else {"m1": state, "m2": state})


def test_a_diploma_of_any_study_asks_the_level_only() -> None:
    rule = PriorRule(("m1",), "rules", level="ad")
    assert states(programme(rule), Learned(level="hbo")) == {"m1": "known"}
    assert states(programme(rule), Learned(level="mbo-4")) == {}


@pytest.mark.parametrize(
    ("skills", "state"),
    [
        ({"sql": (2, "validated"), "java": (3, "evidenced")}, "known"),
        ({"sql": (1, "validated"), "java": (3, "evidenced")}, "ask"),
        ({"sql": (2, "claimed"), "java": (3, "evidenced")}, "ask"),
        ({"sql": (None, "validated"), "java": (3, "evidenced")}, "ask"),
        ({"java": (None, "claimed")}, "ask"),
        ({"agile": (3, "validated")}, None),
    ],
)
def test_skills_ask_level_and_proof(skills: dict[str, tuple[int | None, str]], state: str | None) -> None:
    rule = PriorRule(("m1",), "rules", skills={"sql": 2, "java": None}, tier="evidenced")
    assert states(programme(rule), Learned(skills=skills)).get("m1") == state


@pytest.mark.parametrize(("months", "state"), [({"urn:dev": 24}, "known"), ({"urn:dev": 23}, "ask"), ({}, None)])
def test_work_counts_by_its_months(months: dict[str, int], state: str | None) -> None:
    rule = PriorRule(("m1",), "rules", occupation="urn:dev", years=2)
    assert states(programme(rule), Learned(months=months)).get("m1") == state


def test_one_way_is_enough_and_the_best_rule_counts() -> None:
    rule = PriorRule(("m1",), "a", level="wo", studies=("informatica",), occupation="urn:dev", years=1)
    better = PriorRule(("m1",), "b", level="mbo-4")
    learned = Learned(level="mbo-4", months={"urn:dev": 3})
    assert states(programme(rule), learned) == {"m1": "ask"}
    assert exempt(programme(rule, better), learned, on=TODAY)[0].source == "b"


def test_a_rule_holds_on_its_days_only() -> None:
    rule = PriorRule(("m1",), "rules", level="mbo-2", valid_from=TODAY, valid_until=date(2027, 8, 31))
    who = Learned(level="wo")
    days = [date(2026, 11, 23), TODAY, date(2027, 8, 31), date(2027, 9, 1)]
    assert [bool(states(programme(rule), who, day)) for day in days] == [False, True, True, False]


def test_what_a_school_granted_is_known_without_a_rule() -> None:
    who = Learned(granted={"ad": frozenset({"m3"}), "other": frozenset({"m1"})})
    assert states(programme(), who) == {"m3": "known"}


def test_what_comes_off_is_the_difference_of_shown_prices_and_weeks() -> None:
    assert saved(programme(), MODULES[:1]) == (1750 - 1400, 40 - 32)
    assert saved(programme(), MODULES) == (1750, 40)
    assert saved(programme(weeks=None, price=None), MODULES) == (0, 0)


def test_unknown_hours_take_no_weeks_off() -> None:
    rows = (Module("a", "A", None, Decimal(10)), Module("b", "B", 10, None))
    assert saved(Curriculum("x", Decimal(100), 10, rows, ()), rows) == (10, 0)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 90_000)), min_size=1, max_size=8),
    st.integers(1, 200),
    st.integers(0, 255),
)
def test_never_more_comes_off_than_what_is_sure(rows: list[tuple[int, int]], weeks: int, chosen: int) -> None:
    modules = tuple(Module(str(at), str(at), hours, Decimal(cents) / 100) for at, (hours, cents) in enumerate(rows))
    price = sum((one.price or Decimal(0) for one in modules), Decimal(0))
    off = [one for at, one in enumerate(modules) if chosen >> at & 1]
    euros, gone = saved(Curriculum("x", price, weeks, modules, ()), off)
    left = price - sum((one.price or Decimal(0) for one in off), Decimal(0))
    hours = sum(one.hours or 0 for one in modules)
    assert math.ceil(price) - euros == math.ceil(left)
    assert 0 <= gone <= weeks * sum(one.hours or 0 for one in off) / hours


def test_a_route_is_cheaper_and_shorter_by_exactly_the_modules() -> None:
    offer = RouteOffer("ad", teaches=("sql", "java", "agile"), weeks=40, price_eur=1750, kind="programme")
    rules = load_rules(REFERENCE / "matching")
    learned = Learned(level="mbo-4", studies=("software developer",))
    found = waiver(programme(DIPLOMA), exempt(programme(DIPLOMA), learned, on=TODAY))
    assert found is not None
    assert found.outcomes == ("sql", "java")
    whole = plan_routes([], ["agile", "java"], [offer], rules, now=TODAY).routes[0]
    planning = Planning(waivers=(found, Waiver("other", 99, 9, "of another offer")))
    route = plan_routes([], ["agile", "java"], [offer], rules, now=TODAY, planning=planning).routes[0]
    step = route.steps[0]
    assert (whole.price, route.price) == (1750, 700)
    assert (whole.steps[0].weeks, step.weeks) == (40, 16)
    assert step.exemption is not None
    assert step.exemption.source == "exam rules, article 12"
    assert (route.price_without_exemptions, route.weeks_without_exemptions) == (1750, 40)


def test_what_must_be_asked_is_not_reckoned_with() -> None:
    found = exempt(programme(DIPLOMA), Learned(level="mbo-4"), on=TODAY)
    assert {one.state for one in found} == {"ask"}
    assert waiver(programme(DIPLOMA), found) is None


def test_a_waiver_that_must_be_asked_stands_beside_the_whole() -> None:
    offer = RouteOffer("ad", teaches=("sql",), weeks=40, price_eur=1750)
    asked = Planning(waivers=(Waiver("ad", 350, 8, "rules", granted=False, chance=500, fee_eur=25),))
    rules = load_rules(REFERENCE / "matching")
    route = plan_routes([], ["sql"], [offer], rules, now=TODAY, planning=asked).routes[0]
    assert route.price == 1750 - 350 + 25
    assert not route.steps[0].exemption.granted


@pytest.mark.parametrize("words", [{"price_off": -1}, {"weeks_off": -1}, {"chance": 1001}])
def test_an_impossible_waiver_is_refused(words: dict[str, int]) -> None:
    with pytest.raises(InputError):
        Waiver("ad", **{"price_off": 1, "weeks_off": 1, "source": "x", **words})
