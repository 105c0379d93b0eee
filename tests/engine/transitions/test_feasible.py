from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.transitions.region import _SKILLS, half, person, role, rules, scorer, skill
from schakel.engine.matching import SkillClaim, occupation_target, occupation_targets, score_target
from schakel.engine.transitions import Demand, PayBand, Region, Transition, assumed_from_occupation, transitions


def _of(found: tuple[Transition, ...], slug: str) -> Transition:
    return next(one for one in found if one.role == role(slug))


def test_coverage_is_the_score_of_matching_with_its_pairs_and_gaps() -> None:
    view = person("linux", "networking")
    found = _of(transitions(view, scorer(), half(), rules()).roles, "cloud-engineer")
    plain = score_target(view.profile, occupation_target(scorer().taxonomy.occupation("cloud-engineer")), scorer())
    assert found.milli == plain.milli == sum(term.milli for term in found.terms)
    assert {term.demand for term in found.matched} == {skill("linux"), skill("networking")}
    assert {term.demand for term in found.missing} == {skill("cloud"), skill("scripting")}


def test_roles_stand_in_bands_the_best_covered_first() -> None:
    found = transitions(person("linux", "networking", "scripting"), scorer(), half(), rules())
    bands = [one.band for one in found.roles]
    assert bands == sorted(bands, key=["feasible", "near", "far"].index)
    feasible = found.in_band("feasible")
    assert [one.milli for one in feasible] == sorted((one.milli or 0 for one in feasible), reverse=True)
    assert role("admin") in [one.role for one in feasible]
    assert _of(found.roles, "analyst").band == "far"


def test_the_occupation_is_a_prior_marked_as_assumed() -> None:
    found = transitions(person(occupation="admin"), scorer(), half(), rules())
    assert {claim.uri for claim in found.assumed} == set(map(skill, ("linux", "networking", "scripting")))
    assert all(claim.tier == "assumed" for claim in found.assumed)
    engineer = _of(found.roles, "cloud-engineer")
    assert (engineer.band, engineer.told_band, engineer.told_milli) == ("feasible", "far", 0)
    assert engineer.rests_on_assumed
    assert role("admin") not in [one.role for one in found.roles]


def test_what_someone_says_not_to_have_is_not_assumed_and_telling_counts_more() -> None:
    view = person("linux", occupation="admin")
    claims = assumed_from_occupation(view.profile, scorer(), rules(), unticked=[skill("networking")])
    assert claims == (SkillClaim(skill("scripting"), None, "assumed"),)
    assert assumed_from_occupation(person("linux").profile, scorer(), rules()) == ()
    carried = assumed_from_occupation(person(occupation="carer").profile, scorer(), rules())
    assert [claim.uri for claim in carried] == [skill("listening")]


def test_a_higher_level_warns_and_never_hides() -> None:
    low = transitions(person("cloud", "linux"), scorer(), half(), rules(), level="mbo-3").roles
    high = transitions(person("cloud", "linux"), scorer(), half(), rules(), level="wo").roles
    assert (_of(low, "cloud-engineer").level_gap, _of(low, "cloud-engineer").warning) == (3, "level-above")
    assert (_of(high, "cloud-engineer").level_gap, _of(high, "cloud-engineer").warning) == (0, "")
    untold = _of(transitions(person("cloud"), scorer(), half(), rules()).roles, "cloud-engineer")
    assert (untold.level_gap, untold.warning) == (None, "level-unknown")
    assert [one.role for one in low] == [one.role for one in high]


def test_demand_and_pay_stay_apart_from_feasibility() -> None:
    view = person("linux", occupation="agent")
    region = Region(
        demand={"2522": Demand(120, 90, 150, "vacancies a quarter", "UWV"), role("analyst"): Demand(7)},
        pay={"3512": PayBand(2600, 3300), "2522": PayBand(3400, 4600), "2511": PayBand(3000, 4000)},
    )
    with_region = transitions(view, scorer(), half(), rules(), region=region).roles
    without = transitions(view, scorer(), half(), rules()).roles
    assert [(one.role, one.milli, one.band) for one in with_region] == [(o.role, o.milli, o.band) for o in without]
    wish = _of(with_region, "cloud-engineer").desirability
    assert (wish.demand.low, wish.demand.high, wish.pay_change) == (90, 150, "higher")
    assert _of(with_region, "analyst").desirability.pay_change == "overlaps"
    assert _of(with_region, "data-engineer").desirability.demand == Demand()  # not known is not zero
    assert _of(without, "analyst").desirability.pay_change == "unknown"


@given(st.sets(st.sampled_from(_SKILLS)), st.sampled_from(_SKILLS), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_one_more_skill_never_makes_a_role_harder_and_order_is_nothing(held: set[str], more: str, random) -> None:  # type: ignore[no-untyped-def]
    before = transitions(person(*sorted(held)), scorer(), half(), rules())
    after = transitions(person(*sorted({*held, more})), scorer(), half(), rules())
    milli = {one.role: one.milli or 0 for one in after.roles}
    assert all(milli[one.role] >= (one.milli or 0) for one in before.roles)
    roles = list(occupation_targets(scorer().taxonomy))
    random.shuffle(roles)
    claims = [SkillClaim(skill(one)) for one in held]
    random.shuffle(claims)
    view = person()
    shuffled = view.with_profile(replace(view.profile, skills=tuple(claims)))
    assert transitions(shuffled, scorer(), half(), rules(), roles=roles) == before


def test_nothing_told_gives_only_far_roles() -> None:
    found = transitions(person(), scorer(), half(), rules())
    assert {one.band for one in found.roles} == {"far"}
    assert found.assumed == ()
    assert transitions(person("sql"), scorer(), half(), rules(), roles=[]).roles == ()
