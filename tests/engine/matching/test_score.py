from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.matching.plain import plain_score
from engine.matching.small import asks, own_view, small_scorer, uri
from engine.matching.strategies import claims, profiles, targets
from schakel.engine.matching import Profile, Scorer, SkillClaim, Target, TargetDemand, score_target
from schakel.engine.matching.sheet import claims_of

SCORER = small_scorer()


def _score(*skills: SkillClaim | str, target: Target) -> int | None:
    return score_target(own_view(*skills).profile, target, SCORER).milli


@given(profiles, targets)
@settings(max_examples=40, deadline=None)
def test_score_target_equals_plain_score_within_a_thousandth_a_demand(profile: Profile, target: Target) -> None:
    plain = plain_score(profile, target, SCORER)
    milli = score_target(profile, target, SCORER).milli
    if plain is None:
        assert milli is None
    else:
        assert milli is not None
        assert abs(plain * 1000 - milli) <= 2 * len(target.demands)


@given(profiles, targets)
@settings(max_examples=100, deadline=None)
def test_terms_add_up_exactly_in_points_and_in_thousandths(profile: Profile, target: Target) -> None:
    scored = score_target(profile, target, SCORER)
    if scored.milli is not None:
        assert sum(term.milli for term in scored.terms) == scored.milli
        assert sum(term.points for term in scored.terms) == scored.milli // 1000
        assert sum(term.worth_milli for term in scored.terms) == 100_000


@given(profiles, targets, claims)
@settings(max_examples=100, deadline=None)
def test_adding_a_skill_never_lowers_the_score(profile: Profile, target: Target, claim: SkillClaim) -> None:
    profile = replace(profile, undecided=())
    if profile.claim(claim.uri) is None:
        more = replace(profile, skills=(*profile.skills, claim))
        before, after = (score_target(one, target, SCORER).milli for one in (profile, more))
        assert (after or 0) >= (before or 0)


@given(profiles, targets, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_of_claims_and_demands_has_no_influence(profile: Profile, target: Target, random) -> None:  # type: ignore[no-untyped-def]
    skills, demands = list(profile.skills), list(target.demands)
    random.shuffle(skills)
    random.shuffle(demands)
    shuffled = score_target(replace(profile, skills=tuple(skills)), replace(target, demands=tuple(demands)), SCORER)
    assert shuffled == score_target(profile, target, SCORER)


def test_removing_a_skill_takes_away_exactly_its_terms() -> None:
    target = asks("sql", "service-desk", wished=("cisco",))
    full = score_target(own_view("sql", "service-desk", "cisco").profile, target, SCORER)
    for term in full.terms:
        assert term.claim is not None
        left = [one.demand.removeprefix(uri("")) for one in full.terms if one is not term]
        assert _score(*left, target=target) == (full.milli or 0) - term.milli


def test_removing_a_skill_shifts_the_assignment_when_another_takes_over() -> None:
    target = asks("sql")
    both = score_target(own_view("sql", "postgresql").profile, target, SCORER)
    without = score_target(own_view("postgresql").profile, target, SCORER)
    assert both.terms[0].relation == "same"
    assert without.terms[0].relation == "narrower"
    assert 0 < (without.milli or 0) < (both.milli or 0)


def test_everything_proven_at_the_wanted_level_gives_the_full_hundred() -> None:
    demands = (TargetDemand(uri("sql"), "essential", 2), TargetDemand(uri("cisco"), "wished", 1))
    target = Target("urn:test:full", "vacancy", demands)
    claims = (SkillClaim(uri("sql"), 2, "validated"), SkillClaim(uri("cisco"), 1, "validated"))
    assert _score(*claims, target=target) == 100_000


def test_more_than_the_wanted_level_gives_no_extra() -> None:
    target = Target(
        "urn:test:level",
        "vacancy",
        (TargetDemand(uri("sql"), "essential", 2), TargetDemand(uri("cisco"), "essential", 2)),
    )
    enough, more = (_score(SkillClaim(uri("sql"), level), target=target) for level in (2, 3))
    assert enough == more


def test_tiers_order_validated_evidenced_claimed_assumed() -> None:
    scores = [
        _score(SkillClaim(uri("sql"), None, tier), target=asks("sql"))
        for tier in ("validated", "evidenced", "claimed", "assumed")
    ]
    assert scores == [100_000, 95_000, 80_000, 50_000]


def test_one_skill_is_not_used_for_many_demands() -> None:
    target = asks("mysql", "postgresql", "sql", "databases")
    scored = score_target(own_view("sql").profile, target, SCORER)
    users = [term.demand for term in scored.terms if term.claim is not None]
    assert uri("sql") in users
    assert len(users) == 2


def test_optimal_assignment_beats_the_greedy_one() -> None:
    # sql could serve either demand; only sql serves reporting, and postgresql serves databases
    target = asks("databases", "reporting")
    scored = score_target(own_view("sql", "postgresql").profile, target, SCORER)
    assert {term.demand: term.claim.uri for term in scored.terms if term.claim} == {
        uri("databases"): uri("postgresql"),
        uri("reporting"): uri("sql"),
    }


def test_spoken_languages_and_groups_stand_in_for_nothing() -> None:
    assert _score("german", target=asks("dutch")) == 0
    assert _score("ict-data", target=asks("sql", "databases")) == 0


def test_undecided_demands_are_left_out_and_said() -> None:
    view = own_view("sql", undecided=("cisco",))
    scored = score_target(view.profile, asks("sql", "cisco", wished=("python",)), SCORER)
    assert [demand.uri for demand in scored.unknown] == [uri("cisco")]
    assert sum(term.worth_milli for term in scored.terms) == 100_000


def test_no_score_when_less_than_half_is_known() -> None:
    view = own_view("sql", undecided=("cisco", "juniper"))
    assert score_target(view.profile, asks("sql", "cisco", "juniper"), SCORER).milli is None


def test_empty_profile_scores_zero_and_empty_target_scores_nothing() -> None:
    assert _score(target=asks("sql")) == 0
    assert score_target(own_view("sql").profile, asks(), SCORER).milli is None


@given(profiles, targets, st.sampled_from([400, 550, 800]))
@settings(max_examples=50)
def test_a_part_of_an_occupation_is_enough_and_terms_still_add_up(profile: Profile, target: Target, part: int) -> None:
    scorer = Scorer(SCORER.taxonomy, replace(SCORER.rules, occupation_full_at=part))
    whole = score_target(profile, target, SCORER)
    role = score_target(profile, replace(target, kind="occupation"), scorer)
    assert (role.milli is None) == (whole.milli is None)
    if role.milli is not None and whole.milli is not None:
        assert sum(term.milli for term in role.terms) == role.milli <= 100_000
        assert sum(term.points for term in role.terms) == role.milli // 1000
        assert abs(role.milli - min(100_000, whole.milli * 1000 // part)) <= 4 * len(role.terms)


@given(profiles, targets)
@settings(max_examples=50)
def test_the_sheet_scores_as_the_terms_do_for_any_claims(profile: Profile, target: Target) -> None:
    for kind in ("vacancy", "occupation"):
        one = replace(target, kind=kind)  # type: ignore[arg-type]
        sheet = SCORER.sheet(profile, one)
        assert sheet.milli(claims_of(profile)) == score_target(profile, one, SCORER).milli
        for claim in profile.skills:
            less = replace(profile, skills=tuple(each for each in profile.skills if each is not claim))
            more = replace(less, undecided=tuple(uri for uri in less.undecided if uri != claim.uri))
            assert SCORER.sheet(less, one).milli(claims_of(more)) == score_target(less, one, SCORER).milli


def test_rare_skills_count_more_than_common_ones() -> None:
    scored = score_target(Profile(), asks("python", "postgresql"), SCORER)
    worth = {term.demand: term.worth_milli for term in scored.terms}
    assert worth[uri("postgresql")] > worth[uri("python")]
