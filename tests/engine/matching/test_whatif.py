from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given, settings

from engine.matching.small import asks, own_view, small_scorer, uri
from engine.matching.strategies import profiles, targets
from schakel.engine.matching import (
    PersonsOwnView,
    Profile,
    SkillClaim,
    Target,
    score_target,
    smallest_set,
    what_helps,
    what_if,
)
from schakel.engine.matching.whatif import with_claims

SCORER = small_scorer()


@given(profiles, targets)
@settings(max_examples=100, deadline=None)
def test_what_helps_holds_when_computed_again(profile: Profile, target: Target) -> None:
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    for one in what_helps(view, target, SCORER):
        milli = score_target(with_claims(profile, one.added), target, SCORER).milli
        assert one.after == (None if milli is None else milli // 1000)
        assert one.gain_milli > 0


@given(profiles, targets)
@settings(max_examples=60, deadline=None)
def test_smallest_set_reaches_the_threshold_and_no_smaller_set_does(profile: Profile, target: Target) -> None:
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    found = smallest_set(view, target, SCORER, threshold=60)
    assume(found is not None)
    assert found is not None
    assert found.proven
    assert found.score >= 60
    assert score_target(with_claims(profile, found.skills), target, SCORER).milli // 1000 == found.score  # type: ignore[operator]
    single = [one.added[0] for one in what_helps(view, target, SCORER)]
    for fewer in combinations(single, max(0, len(found.skills) - 1)):
        if len(fewer) < len(found.skills):
            assert (score_target(with_claims(profile, fewer), target, SCORER).milli or 0) < 60_000


def test_smallest_set_is_empty_when_the_threshold_is_met() -> None:
    found = smallest_set(own_view("sql"), asks("sql"), SCORER, threshold=60)
    assert found is not None
    assert found.skills == ()


def test_smallest_set_is_none_when_nothing_reaches_it() -> None:
    assert smallest_set(own_view(), asks("sql"), SCORER, threshold=90) is None


def test_what_if_says_before_and_after() -> None:
    answer = what_if(own_view("sql"), asks("sql", "cisco"), [SkillClaim(uri("cisco"))], SCORER)
    assert (answer.before, answer.after) == (40, 80)
