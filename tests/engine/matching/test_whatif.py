from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.matching.small import asks, own_view, small_scorer, uri
from engine.matching.strategies import profiles, targets
from schakel.engine.matching import (
    PersonsOwnView,
    Profile,
    Scorer,
    SkillClaim,
    Target,
    score_target,
    smallest_set,
    what_helps,
    what_if,
    without,
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


@given(profiles, targets)
@settings(max_examples=50)
def test_taking_a_skill_away_takes_its_terms_less_what_takes_over(profile: Profile, target: Target) -> None:
    profile = replace(profile, undecided=())
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    before = score_target(profile, target, SCORER)
    for claim in profile.skills:
        found = without(view, target, claim.uri, SCORER)
        if found is None:
            assert before.milli is None
            continue
        left = replace(profile, skills=tuple(one for one in profile.skills if one is not claim))
        assert found.after == (score_target(left, target, SCORER).milli or 0)
        assert found.own == sum(term.milli for term in before.terms if term.claim == claim)
        assert found.before - found.own + found.taken_over == found.after
        assert found.taken_over >= 0


def test_where_nothing_takes_over_the_score_falls_by_the_terms_exactly() -> None:
    found = without(own_view("sql", "cisco"), asks("sql", "service-desk", "cisco"), uri("cisco"), SCORER)
    assert found is not None
    assert (found.taken_over, found.after) == (0, found.before - found.own)


def test_weaker_proof_lowers_the_score_by_the_difference_in_its_terms() -> None:
    shown = own_view(SkillClaim(uri("sql"), None, "validated"))
    found = without(shown, asks("sql"), uri("sql"), SCORER, keep=SkillClaim(uri("sql")))
    assert found is not None
    assert (found.before, found.own, found.taken_over, found.after) == (100_000, 100_000, 80_000, 80_000)


def test_what_is_not_claimed_cannot_be_taken_away() -> None:
    assert without(own_view("sql"), asks("sql"), uri("cisco"), SCORER) is None


@given(profiles, st.lists(targets, min_size=4, max_size=4), st.sampled_from([40, 60, 80]))
@settings(max_examples=40)
def test_above_the_limit_the_bound_is_never_above_the_proven_answer(
    profile: Profile, several: list[Target], threshold: int
) -> None:
    demands = {demand.uri: demand for one in several for demand in one.demands}
    target = Target("urn:test:long", "vacancy", tuple(demands.values())[:9])
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    quick = Scorer(SCORER.taxonomy, replace(SCORER.rules, whatif_exact_most=0))
    proven = smallest_set(view, target, SCORER, threshold=threshold)
    greedy = smallest_set(view, target, quick, threshold=threshold)
    assert (proven is None) == (greedy is None)
    if proven is not None and greedy is not None:
        assert greedy.at_least <= len(proven.skills) <= len(greedy.skills)
        assert greedy.score >= threshold
        assert not greedy.proven or len(greedy.skills) == len(proven.skills)


def test_what_if_says_before_and_after() -> None:
    answer = what_if(own_view("sql"), asks("sql", "cisco"), [SkillClaim(uri("cisco"))], SCORER)
    assert (answer.before, answer.after) == (40, 80)
