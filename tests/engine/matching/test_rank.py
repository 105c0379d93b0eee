from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.matching.small import NOW, asks, own_view, small_rules, small_scorer, small_taxonomy, uri
from engine.matching.strategies import profiles, targets
from schakel.engine.errors import InputError
from schakel.engine.matching import (
    GateFacts,
    LanguageClaim,
    PersonsOwnView,
    Profile,
    Scorer,
    SkillClaim,
    Target,
    TargetDemand,
    Wishes,
    match,
    occupation_targets,
    rank,
)
from schakel.engine.skills.concepts import occupation_uri

SCORER = small_scorer()
OCCUPATIONS = occupation_targets(small_taxonomy())


def _uris(view: PersonsOwnView, offers: tuple[Target, ...] = OCCUPATIONS) -> list[str]:
    return [one.target.uri.rsplit(":", 1)[1] for one in rank(view, offers, SCORER, now=NOW)]


def test_rank_puts_the_best_fit_first() -> None:
    assert _uris(own_view("sql", "reporting", "power-bi"))[0] == "data-analyst"
    assert _uris(own_view("networking", "cisco"))[0] == "network-admin"


@given(profiles, st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_rank_is_the_same_for_any_order_of_targets(profile: Profile, seed: int) -> None:
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    shuffled = list(OCCUPATIONS)
    random.Random(seed).shuffle(shuffled)
    assert rank(view, shuffled, SCORER, now=NOW) == rank(view, OCCUPATIONS, SCORER, now=NOW)


def test_rank_is_the_same_with_a_scorer_built_anew() -> None:
    view = own_view("sql", "cisco")
    again = Scorer(small_taxonomy(), small_rules())
    assert rank(view, OCCUPATIONS, SCORER, now=NOW) == rank(view, OCCUPATIONS, again, now=NOW)


def test_rank_of_nothing_is_nothing_and_empty_profiles_rank_at_zero() -> None:
    assert rank(own_view(), [], SCORER, now=NOW) == ()
    assert {one.score for one in rank(own_view(), OCCUPATIONS, SCORER, now=NOW)} == {0}


def test_rank_lifts_targets_from_outside_the_registered_occupation() -> None:
    offers = [replace(asks("sql", name=f"{at:02}"), isco="2511") for at in range(12)]
    others = [replace(asks("sql", "cisco", name=f"other{at}"), isco="3512") for at in range(5)]
    ranked = rank(own_view("sql", occupation=occupation_uri("data-analyst")), [*offers, *others], SCORER, now=NOW)
    assert sum(one.outside for one in ranked[:10]) == 3
    assert len({one.target.uri for one in ranked}) == 17
    assert [one.outside for one in ranked[:7]] == [False] * 7


def test_rank_lifts_nothing_that_has_no_points() -> None:
    offers = [replace(asks("sql", name=f"{at:02}"), isco="2511") for at in range(12)]
    other = replace(asks("cisco", name="other"), isco="3512")
    ranked = rank(own_view("sql", occupation=occupation_uri("data-analyst")), [*offers, other], SCORER, now=NOW)
    assert ranked[-1].outside


def test_failed_gates_come_after_others_and_do_not_change_the_score() -> None:
    view = PersonsOwnView.open(Profile((SkillClaim(uri("sql")),), (LanguageClaim("nl", "B1"),)), person="p", viewer="p")
    strict = replace(asks("sql", name="strict"), gates=GateFacts(languages=(LanguageClaim("nl", "C1"),)))
    loose = replace(asks("sql", "cisco", name="loose"), gates=GateFacts(languages=(LanguageClaim("nl", "A2"),)))
    ranked = rank(view, [strict, loose], SCORER, now=NOW)
    assert [one.target.uri for one in ranked] == ["urn:test:loose", "urn:test:strict"]
    assert ranked[1].score == 80


@pytest.mark.parametrize(
    ("languages", "wanted", "result", "why"),
    [
        ((), LanguageClaim("nl", "B1"), "unknown", "languages-not-told"),
        ((LanguageClaim("en", "C1"),), LanguageClaim("nl", "B1"), "fail", "language-not-spoken"),
        ((LanguageClaim("nl"),), LanguageClaim("nl", "B1"), "unknown", "language-level-not-told"),
        ((LanguageClaim("nl", "A2"),), LanguageClaim("nl", "B1"), "fail", "language-too-low"),
        ((LanguageClaim("nl", "B2"),), LanguageClaim("nl", "B1"), "pass", "language-enough"),
        ((LanguageClaim("nl"),), LanguageClaim("nl"), "pass", "language-spoken"),
    ],
)
def test_language_gate(languages: tuple[LanguageClaim, ...], wanted: LanguageClaim, result: str, why: str) -> None:
    target = replace(asks("sql"), gates=GateFacts(languages=(wanted,)))
    view = PersonsOwnView.open(Profile(languages=languages), person="p", viewer="p")
    gate = match(view, target, SCORER, now=NOW).gates[0]
    assert (gate.result, gate.why) == (result, why)


@pytest.mark.parametrize(
    ("wishes", "facts", "result", "why"),
    [
        (Wishes(hours_most=24), GateFacts(hours_least=32), "fail", "hours-too-many"),
        (Wishes(hours_least=36), GateFacts(hours_most=24), "fail", "hours-too-few"),
        (Wishes(hours_least=24, hours_most=32), GateFacts(hours_least=32, hours_most=40), "pass", "hours-fit"),
        (Wishes(), GateFacts(hours_least=32), "unknown", "hours-not-told"),
        (Wishes(hours_most=24), GateFacts(), "unknown", "hours-not-given"),
        (Wishes(travel_most_km=20, place="A"), GateFacts(place="B"), "pass", "near-enough"),
        (Wishes(travel_most_km=10, place="A"), GateFacts(place="B"), "fail", "too-far"),
        (Wishes(travel_most_km=10, place="A"), GateFacts(place="C"), "unknown", "distance-not-known"),
        (Wishes(travel_most_km=10, place="A"), GateFacts(), "unknown", "place-not-given"),
        (Wishes(start=date(2027, 2, 1)), GateFacts(start=date(2027, 1, 1)), "fail", "not-free-yet"),
        (Wishes(start=date(2027, 1, 1)), GateFacts(start=date(2027, 2, 1)), "pass", "start-fits"),
        (Wishes(), GateFacts(start=date(2026, 1, 1)), "fail", "already-started"),
        (Wishes(), GateFacts(certificates=("x",)), "unknown", "certificate-not-told"),
    ],
)
def test_gates_of_hours_travel_start_and_certificates(wishes: Wishes, facts: GateFacts, result: str, why: str) -> None:
    view = PersonsOwnView.open(Profile(wishes=wishes), person="p", viewer="p")
    target = replace(asks("sql"), gates=facts)
    gates = match(view, target, SCORER, now=NOW, distances={("B", "A"): 15}).gates
    assert [(gate.result, gate.why) for gate in gates] == [(result, why)]


def test_no_gate_where_neither_side_says_anything() -> None:
    assert match(own_view("sql"), asks("sql"), SCORER, now=NOW).gates == ()


@given(profiles, targets)
@settings(max_examples=50, deadline=None)
def test_missing_are_the_terms_without_points(profile: Profile, target: Target) -> None:
    found = match(PersonsOwnView.open(profile, person="p", viewer="p"), target, SCORER, now=NOW)
    assert {term.demand for term in found.missing} == {term.demand for term in found.terms if not term.milli}
    assert found.demands_total == len(target.demands)


def test_wrong_input_is_refused_in_plain_words() -> None:
    with pytest.raises(InputError, match="no level 4"):
        SkillClaim(uri("sql"), 4)
    with pytest.raises(InputError, match="named twice"):
        Profile((SkillClaim("a"), SkillClaim("a")))
    with pytest.raises(InputError, match="named twice"):
        Target("t", "vacancy", (TargetDemand("a", "wished"), TargetDemand("a", "wished")))


@given(profiles, targets)
@settings(max_examples=40)
def test_everything_a_person_can_step_into_is_scored_by_one_mechanism(profile: Profile, target: Target) -> None:
    view = PersonsOwnView.open(profile, person="p", viewer="p")
    kinds = ("vacancy", "internship", "training", "shadow-day", "assignment", "occupation")
    found = [match(view, replace(target, kind=kind), SCORER, now=NOW) for kind in kinds]  # type: ignore[arg-type]
    assert len({(one.milli, one.terms, one.gates) for one in found}) == 1
    assert found[0].demands_known + len(found[0].unknown) == found[0].demands_total == len(target.demands)


def test_training_closes_a_demand_by_itself_or_a_part_of_it() -> None:
    assert SCORER.closers(uri("sql")) == {uri("sql"), uri("postgresql"), uri("mysql")}
    assert uri("databases") not in SCORER.closers(uri("sql"))
