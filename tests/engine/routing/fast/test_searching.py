"""The searches as machine code against the plain ones: the same labels, in the same order, to the bit."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.routing.small import NOW, RULES, offer_lists
from schakel.engine.routing import (
    Planning,
    RouteOffer,
    RouteSession,
    SteppingStone,
    load_settings,
    plan_routes,
    solving,
)
from schakel.engine.routing.anytime import first_day
from schakel.engine.routing.candidates import Frame, candidates_of, stone_offer
from schakel.engine.routing.fast.searching import can_search, fast_first_day, fast_quick_route, fast_search
from schakel.engine.routing.search import Candidate, Limits, quick_route, search
from schakel.engine.support import Scheme
from schakel.reference import REFERENCE

SKILLS = [f"s{at:02d}" for at in range(14)]
BITS = {skill: 1 << at for at, skill in enumerate(SKILLS)}
SCHEMES = (
    Scheme("early", {}, "payer", "a rule", "no", NOW, share=300, valid_until=NOW + timedelta(40)),
    Scheme("later", {}, "payer", "a rule", "no", NOW, share=500, valid_from=NOW + timedelta(30)),
)


def _offer(draw: random.Random, at: int, skills: int) -> RouteOffer:
    dates = tuple(
        RouteSession(f"{at}:{day}", NOW + timedelta(day)) for day in sorted(draw.sample(range(300), draw.randint(0, 3)))
    )
    return RouteOffer(
        id=f"o{draw.randrange(10_000):04d}-{at}",
        teaches=tuple(draw.sample(SKILLS[:skills], draw.randint(1, 3))),
        needs=tuple(draw.sample(SKILLS[:skills], draw.choice((0, 0, 0, 1, 2)))),
        sessions=dates or draw.choice(((RouteSession("any"),), ())),
        weeks=draw.choice((None, 1, 2, 5, 9)),
        price_eur=draw.choice((None, 0, 50, 50, 120, 300)),
        size=draw.randint(1, 3),
        kind=draw.choice(("course", "module", "exam")),
    )


def _problem(seed: int, *, skills: int = 6, offers: int = 12) -> tuple[list[Candidate], int]:
    """Candidates with unknowns, schemes that begin and end, a job, wishes, and steps that should stay."""
    draw = random.Random(seed)
    every = [_offer(draw, at, skills) for at in range(offers)]
    stone = SteppingStone("urn:o:agent", tuple(draw.sample(SKILLS[:skills], 2)), 6, 2000, 2500)
    every.append(stone_offer(stone))
    kept = frozenset((one.id, one.sessions[0].id if one.sessions else None) for one in every[: draw.randint(0, 3)])
    planning = Planning(
        schemes=SCHEMES if seed % 2 else (),
        settings=load_settings(REFERENCE / "routing") if seed % 3 else None,
        keep=kept if seed % 5 == 0 else None,
    )
    frame = Frame(BITS, frozenset(), frozenset(draw.sample(SKILLS[:skills], 2)), now=NOW, planning=planning)
    return [one for offer in every for one in candidates_of(offer, frame)], (1 << skills) - 1


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([3, 300, 100_000]), st.integers(1, 6))
def test_the_front_is_the_same_also_when_it_is_cut_off(seed: int, labels: int, steps: int) -> None:
    candidates, wanted = _problem(seed)
    limits = Limits(labels, steps, jobs=seed % 2)
    assert fast_search(candidates, wanted, limits) == search(candidates, wanted, limits)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_quick_routes_and_first_days_are_the_same(seed: int) -> None:
    candidates, wanted = _problem(seed)
    limits = Limits(1000, 5)
    assert fast_quick_route(candidates, wanted, limits) == quick_route(candidates, wanted, limits)
    for nodes in (3, 10_000):
        fast = fast_first_day(candidates, wanted, limits, nodes_most=nodes)
        assert fast == first_day(candidates, wanted, limits, nodes_most=nodes)


@pytest.mark.parametrize("seed", range(3))
def test_above_twelve_skills_the_shared_bound_is_the_same(seed: int) -> None:
    candidates, wanted = _problem(seed, skills=14, offers=25)
    limits = Limits(200, 6)
    assert fast_search(candidates, wanted, limits) == search(candidates, wanted, limits)


def test_more_labels_than_there_was_room_for_are_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from schakel.engine.routing.fast import searching

    candidates, wanted = _problem(7, skills=8, offers=20)
    monkeypatch.setattr(searching, "ROOM", 16)
    assert fast_search(candidates, wanted, Limits(5000, 5)) == search(candidates, wanted, Limits(5000, 5))


def test_nothing_wanted_or_nothing_offered_is_no_route() -> None:
    candidates, wanted = _problem(1)
    assert fast_search(candidates, 0, Limits(10, 2)) == search(candidates, 0, Limits(10, 2))
    assert fast_search([], wanted, Limits(10, 2)).front == ()
    assert fast_quick_route([], wanted, Limits(10, 2)) is None
    assert fast_first_day([], wanted, Limits(10, 2), nodes_most=5) == (0, None)


def test_what_does_not_fit_a_word_stays_with_plain_python() -> None:
    assert not can_search([], 1 << 62)
    many = RouteOffer("wide", ("s00",), sessions=(RouteSession("any"),), weeks=1, price_eur=1)
    wishes = frozenset(f"w{at}" for at in range(63))
    frame = Frame(BITS, frozenset(), wishes, now=NOW, planning=Planning())
    wide = candidates_of(RouteOffer("wide", ("s00", *wishes), sessions=many.sessions, weeks=1, price_eur=1), frame)
    assert not can_search(wide, 1)
    assert can_search(candidates_of(many, frame), 1)


@settings(max_examples=25, deadline=None)
@given(offers=offer_lists(most=6))
def test_whole_plans_are_the_same_once_machine_code_is_ready(offers: list[RouteOffer]) -> None:
    goal = ["a", "b", "c", "d"]
    with solving.plain_only():
        before = plan_routes([], goal, offers, RULES, now=NOW)
    assert solving.make_ready()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "SMALL", 0)
        assert plan_routes([], goal, offers, RULES, now=NOW) == before


def test_small_problems_and_unready_processes_stay_with_plain_python() -> None:
    candidates, wanted = _problem(3, offers=30)
    with solving.plain_only():
        assert solving.solver_for(candidates, wanted) is solving.PLAIN
        solving.make_ready()
        assert solving.solver_for(candidates, wanted) is not solving.PLAIN
        assert solving.solver_for(candidates[:1], 1) is solving.PLAIN
        assert solving.solver_for(candidates, 1 << 63) is solving.PLAIN
