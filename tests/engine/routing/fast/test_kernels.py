from __future__ import annotations

import os
import subprocess
import sys
from itertools import chain, combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.routing.fast import CoverProblem, FrontProblem, plain_cover, plain_front
from schakel.engine.routing.fast.reduce import in_order, reachable, worth_keeping

masks = st.integers(0, 63)


@st.composite
def problems(draw: st.DrawFn, most: int = 7) -> FrontProblem:
    size = draw(st.integers(0, most))
    sparse = st.builds(lambda one, other: one & other, masks, masks)
    starts = st.lists(st.integers(0, 40), max_size=2).map(lambda days: tuple(sorted(days)))
    return FrontProblem(
        gives=tuple(draw(sparse) for _ in range(size)),
        needs=tuple(draw(sparse) & draw(masks) for _ in range(size)),
        costs=tuple(draw(st.integers(0, 9)) for _ in range(size)),
        days=tuple(draw(st.integers(0, 9)) for _ in range(size)),
        starts=tuple(draw(starts) for _ in range(size)),
        wanted=draw(masks),
    )


def _cheapest_of_all(problem: CoverProblem, *, most: int | None = None) -> int | None:
    wanted = problem.wanted & reachable(problem.gives, problem.needs)
    choices = chain.from_iterable(combinations(range(problem.size), size) for size in range(problem.size + 1))
    costs = (
        sum(problem.costs[at] for at in chosen)
        for chosen in choices
        if most is None or len(chosen) <= most
        if not in_order(chosen, problem.gives, problem.needs)[1] and not wanted & ~_together(problem, chosen)
    )
    return min(costs, default=None)


def _together(problem: CoverProblem | FrontProblem, chosen: tuple[int, ...]) -> int:
    held = 0
    for at in chosen:
        held |= problem.gives[at]
    return held


def _follow(problem: FrontProblem, order: tuple[int, ...]) -> tuple[int, int, int] | None:
    """What is held, paid and the day of the end after following modules in an order; None when it cannot be done."""
    held, cost, day = 0, 0, 0
    for at in order:
        fitting = [start for start in problem.starts[at] if start >= day]
        if problem.needs[at] & ~held or (problem.starts[at] and not fitting):
            return None
        held |= problem.gives[at]
        cost += problem.costs[at]
        day = (fitting[0] if problem.starts[at] else day) + problem.days[at]
    return held, cost, day


def _undated(problem: FrontProblem) -> tuple[tuple[int, ...], ...]:
    return problem.gives, problem.needs, problem.costs, problem.days, ((),) * len(problem.gives)  # type: ignore[return-value]


def _front_of_all(problem: FrontProblem) -> list[tuple[int, int]]:
    wanted = problem.wanted & reachable(problem.gives, problem.needs)
    size = len(problem.gives)
    runs = [_follow(problem, order) for length in range(size + 1) for order in permutations(range(size), length)]
    ends = {(run[1], run[2]) for run in runs if run and not wanted & ~run[0]} if wanted else set()
    return sorted(one for one in ends if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in ends))


@given(problems(), st.integers(0, 4), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_cheapest_of_so_many_modules_equals_trying_every_choice(problem: FrontProblem, most: int, nodes: int) -> None:
    best = _cheapest_of_all(problem.cover, most=most)
    found = plain_cover(problem.cover, modules_most=most)
    assert found.proven
    assert found.cost == (best or 0)
    assert len(found.chosen) <= most
    cut = plain_cover(problem.cover, modules_most=most, nodes_most=nodes)
    assert best is None or cut.bound <= best, "a bound that some choice goes below"
    assert not cut.chosen or cut.cost >= (best or 0)


@given(problems())
@settings(max_examples=60, deadline=None)
def test_cheapest_equals_trying_every_choice(problem: FrontProblem) -> None:
    found = plain_cover(problem.cover)
    assert found.proven
    assert found.cost == found.bound == _cheapest_of_all(problem.cover)
    assert _follow(FrontProblem(*_undated(problem), problem.wanted), found.chosen) is not None
    assert not found.covered & ~_together(problem, found.chosen)


@given(problems(5))
@settings(max_examples=60, deadline=None)
def test_front_equals_trying_every_order(problem: FrontProblem) -> None:
    found = plain_front(problem)
    assert [(point.cost, point.day) for point in found.points] == _front_of_all(problem)
    for point in found.points:
        run = _follow(problem, point.chosen)
        assert run is not None
        assert run[1:] == (point.cost, point.day)


@given(problems(10))
@settings(max_examples=60, deadline=None)
def test_machine_code_answers_as_the_plain_reference(problem: FrontProblem) -> None:
    from schakel.engine.routing.fast.compiled import fast_cover, fast_front

    plain, fast = plain_cover(problem.cover), fast_cover(problem.cover)
    assert (fast.cost, fast.covered, fast.proven) == (plain.cost, plain.covered, plain.proven)
    assert sum(problem.costs[at] for at in fast.chosen) == fast.cost
    assert not fast.covered & ~_together(problem, fast.chosen)
    slow_points, fast_points = plain_front(problem).points, fast_front(problem).points
    assert [(one.cost, one.day) for one in fast_points] == [(one.cost, one.day) for one in slow_points]
    for point in fast_points:
        assert _follow(problem, point.chosen) is not None


@given(problems(8), st.permutations(range(8)))
@settings(max_examples=60, deadline=None)
def test_order_of_modules_has_no_influence_on_the_cost(problem: FrontProblem, order: list[int]) -> None:
    order = [at for at in order if at < len(problem.gives)]
    rows = (problem.gives, problem.needs, problem.costs, problem.days, problem.starts)
    turned = FrontProblem(*(tuple(row[at] for at in order) for row in rows), problem.wanted)  # type: ignore[arg-type]
    assert plain_cover(turned.cover).cost == plain_cover(problem.cover).cost
    points, others = plain_front(turned).points, plain_front(problem).points
    assert [(one.cost, one.day) for one in points] == [(one.cost, one.day) for one in others]


@given(problems(9))
@settings(max_examples=60, deadline=None)
def test_bound_is_never_above_the_optimum(problem: FrontProblem) -> None:
    cut_off = plain_cover(problem.cover, nodes_most=1)
    best = plain_cover(problem.cover).cost
    assert cut_off.bound <= best <= cut_off.cost


@given(problems(8))
@settings(max_examples=60, deadline=None)
def test_what_is_left_out_does_not_change_the_cost(problem: FrontProblem) -> None:
    kept = worth_keeping(problem.gives, problem.needs, problem.costs, problem.wanted)
    less = CoverProblem(
        tuple(problem.gives[at] for at in kept),
        tuple(problem.needs[at] for at in kept),
        tuple(problem.costs[at] for at in kept),
        problem.wanted & reachable(problem.gives, problem.needs),
    )
    assert _cheapest_of_all(less) == _cheapest_of_all(problem.cover)


def test_circle_of_prerequisites_is_broken_by_the_module_that_must() -> None:
    circle = CoverProblem(gives=(0b01, 0b10, 0b10), needs=(0b10, 0b01, 0), costs=(1, 1, 50), wanted=0b11)
    assert plain_cover(circle).cost == 51
    assert plain_cover(circle).chosen == (2, 0)


def test_circle_that_nothing_breaks_gives_nothing() -> None:
    circle = CoverProblem(gives=(0b01, 0b10), needs=(0b10, 0b01), costs=(1, 1), wanted=0b11)
    found = plain_cover(circle)
    assert (found.cost, found.chosen, found.covered, found.proven) == (0, (), 0, True)


def test_nothing_given_and_nothing_wanted() -> None:
    from schakel.engine.routing.fast.compiled import fast_cover, fast_front

    nothing = FrontProblem((), (), (), (), (), 0b1)
    for cover, front in ((plain_cover, plain_front), (fast_cover, fast_front)):
        assert cover(nothing.cover).chosen == ()
        assert front(nothing).points == ()
        assert front(nothing).proven


def test_front_is_not_called_proven_when_it_was_cut_off() -> None:
    from schakel.engine.routing.fast.compiled import fast_front

    many = tuple(1 << at % 6 for at in range(24))
    wide = FrontProblem(many, (0,) * 24, tuple(range(1, 25)), tuple(range(24, 0, -1)), ((),) * 24, 63)
    assert not plain_front(wide, labels_most=20).proven
    assert not fast_front(wide, labels_most=20).proven
    assert fast_front(wide).proven


def test_dates_that_are_gone_leave_no_route() -> None:
    late = FrontProblem((1, 2), (0, 1), (5, 5), (10, 10), ((30,), (0, 35)), 3)
    assert plain_front(late).points == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"costs": (-1,)}, "below zero"),
        ({"gives": (1, 2)}, "one value each"),
        ({"wanted": 1 << 63}, "More than 62 skills"),
        ({"starts": ((5, 2),)}, "not in order"),
        ({"starts": ((-5,),)}, "not in order"),
    ],
)
def test_impossible_problems_are_refused(change: dict[str, object], says: str) -> None:
    fields = {"gives": (1,), "needs": (0,), "costs": (1,), "days": (1,), "starts": ((),), "wanted": 1}
    with pytest.raises(InputError, match=says):
        FrontProblem(**{**fields, **change})  # type: ignore[arg-type]


def test_the_plain_kernels_do_not_load_numba() -> None:
    ask = "import sys, schakel.engine.routing.fast; print('numba' in sys.modules or 'numpy' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=env)
    assert said.stdout.strip() == "False"
