"""What a programme covers of what the region asks, before and after a change."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.matching.small import asks, small_scorer, small_taxonomy, uri
from engine.matching.strategies import SKILLS, targets
from schakel.engine.matching import Profile, SkillClaim, Target, curriculum_reach, occupation_targets, score_target

SCORER = small_scorer()
some = st.lists(st.sampled_from(SKILLS), max_size=5, unique=True)
listed = st.lists(targets, max_size=6).map(
    lambda rows: [Target(f"urn:test:{at}", one.kind, one.demands) for at, one in enumerate(rows)]
)


@given(some, some, some, listed)
@settings(max_examples=50)
def test_what_is_covered_is_what_scores_well_for_somebody_who_finished(taught, add, remove, offers) -> None:  # type: ignore[no-untyped-def]
    found = curriculum_reach(taught, offers, SCORER, add=add, remove=remove)
    after = ({*taught} | {*add}) - {*remove}
    for skills, covered in (({*taught}, found.before), (after, found.after)):
        profile = Profile(tuple(SkillClaim(one, None, "evidenced") for one in sorted(skills)))
        scores = {one.uri: score_target(profile, one, SCORER).milli or 0 for one in offers}
        assert covered == tuple(sorted(one for one, milli in scores.items() if milli >= 60_000))
    assert {*found.won} == {*found.after} - {*found.before}
    assert {*found.lost} == {*found.before} - {*found.after}


@given(some, some, listed)
@settings(max_examples=30)
def test_order_has_no_influence_and_teaching_more_loses_nothing(taught, add, offers) -> None:  # type: ignore[no-untyped-def]
    found = curriculum_reach(taught, offers, SCORER, add=add)
    assert found == curriculum_reach(taught[::-1], offers[::-1], SCORER, add=add[::-1])
    assert found.lost == ()


def test_scarce_is_what_is_asked_and_taught_by_few() -> None:
    offers = [asks("cisco", "python", name=str(at)) for at in range(3)] + [asks("sql", name="last")]
    found = curriculum_reach([uri("sql")], offers, SCORER, others=[[uri("python")], [uri("python")]])
    assert [(one.skill, one.asked, one.taught) for one in found.scarce] == [
        (uri("cisco"), 3, 0),
        (uri("python"), 3, 2),
    ]


def test_roles_can_be_covered_too_and_languages_are_not_scarce() -> None:
    roles = occupation_targets(small_taxonomy())
    found = curriculum_reach([uri("sql"), uri("reporting"), uri("power-bi")], roles, SCORER)
    assert [one.rsplit(":", 1)[1] for one in found.after] == ["data-analyst"]
    assert uri("customer-care") not in {one.skill for one in found.scarce}


def test_an_empty_programme_covers_nothing() -> None:
    found = curriculum_reach([], [asks("sql")], SCORER)
    assert (found.before, found.after, found.total) == ((), (), 1)
    assert curriculum_reach([], [], SCORER).scarce == ()
