"""One suite for every reader, linker, matcher, planner and allocator: the promises of the engine, asked of each.

To add an implementation, write an adapter in the file of its kind and put it in the list there.
"""

from __future__ import annotations

import copy
import random

import pytest

from engine.conformance.adapter import Adapter
from engine.conformance.allocators import ALLOCATORS
from engine.conformance.linkers import LINKERS
from engine.conformance.matchers import MATCHERS
from engine.conformance.planners import PLANNERS
from engine.conformance.readers import READERS

KINDS = {
    "reader": READERS,
    "linker": LINKERS,
    "matcher": MATCHERS,
    "planner": PLANNERS,
    "allocator": ALLOCATORS,
}
EVERY = [pytest.param(one, id=f"{kind}: {one.name}") for kind, adapters in KINDS.items() for one in adapters]
every = pytest.mark.parametrize("adapter", EVERY)


@every
def test_asked_twice_and_built_anew_it_answers_the_same(adapter: Adapter) -> None:
    first = adapter.make()
    answers = first(adapter.questions)
    assert len(answers) == len(adapter.questions)
    assert first(adapter.questions) == answers
    assert adapter.make()(adapter.questions) == answers


@every
def test_many_questions_at_once_get_the_answers_of_each_alone(adapter: Adapter) -> None:
    ask = adapter.make()
    assert ask(adapter.questions) == [ask([question])[0] for question in adapter.questions]


@every
def test_answers_follow_their_questions_in_any_order(adapter: Adapter) -> None:
    ask = adapter.make()
    order = list(range(len(adapter.questions)))
    random.Random(7).shuffle(order)
    answers = ask(adapter.questions)
    assert ask([adapter.questions[at] for at in order]) == [answers[at] for at in order]


@pytest.mark.parametrize("adapter", [one for one in EVERY if one.values[0].reorder is not None])
def test_the_order_inside_a_question_has_no_influence(adapter: Adapter) -> None:
    ask = adapter.make()
    assert adapter.reorder is not None
    for seed in range(3):
        turned = [adapter.reorder(question, random.Random(seed)) for question in adapter.questions]
        assert ask(turned) == ask(adapter.questions)


@every
def test_nothing_asked_gives_nothing_and_no_error(adapter: Adapter) -> None:
    ask = adapter.make()
    assert ask([]) == []
    assert adapter.nothing_answer(ask([adapter.nothing])[0])
    beside = ask([adapter.questions[0], adapter.nothing, adapter.questions[0]])
    assert beside[0] == beside[2] == ask([adapter.questions[0]])[0]


@every
def test_the_questions_here_do_get_an_answer(adapter: Adapter) -> None:
    answers = adapter.make()(adapter.questions)
    assert not all(adapter.nothing_answer(answer) for answer in answers)


@every
def test_what_is_given_is_left_as_it_was(adapter: Adapter) -> None:
    given = copy.deepcopy(list(adapter.questions))
    adapter.make()(given)
    assert given == list(adapter.questions)


def test_every_kind_is_there() -> None:
    assert all(KINDS.values())
    names = [one.values[0].name for one in EVERY]
    assert len(names) >= 18
