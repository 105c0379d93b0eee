"""Rule 1 of the design: what a person can step into is worked out for that person, from their own view only."""

from __future__ import annotations

import inspect
import re

import schakel.engine.allocation as allocation
import schakel.engine.transitions as transitions_package
from schakel.engine.transitions import skills_that_unlock, stepping_stones, transitions


def test_only_the_persons_own_view_opens_transitions() -> None:
    for function in (transitions, stepping_stones, skills_that_unlock):
        first = next(iter(inspect.get_annotations(function).items()))
        assert first == ("view", "PersonsOwnView")


def test_no_function_takes_several_people_with_their_profiles() -> None:
    several = re.compile(r"(Sequence|Iterable|list|tuple|Mapping|dict)\[[^\]]*\b(Profile|PersonsOwnView)\b")
    for package in (transitions_package, allocation):
        for name in package.__all__:
            member = getattr(package, name)
            if inspect.isfunction(member):
                assert not several.search(str(inspect.get_annotations(member))), name


def test_nothing_in_allocation_knows_a_merit() -> None:
    merit = re.compile(r"score|grade|mark|merit|rank|name\b|sex|age\b|nation")
    for cls in (allocation.Student, allocation.Place):
        assert not [field for field in cls.__dataclass_fields__ if merit.search(field)]
