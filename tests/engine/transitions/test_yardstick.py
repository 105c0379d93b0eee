from __future__ import annotations

from statistics import fmean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.transitions.region import REFERENCE, rules, scorer
from schakel.engine.errors import DataError
from schakel.engine.matching import Scorer, load_rules, occupation_target, occupation_targets, score_target
from schakel.engine.skills.taxonomy import Taxonomy, load_taxonomy
from schakel.engine.transitions import make_yardstick
from schakel.engine.transitions.yardstick import _Nearest, below_mean, profile_of


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=40), st.integers(0, 2000))
@settings(max_examples=50)
def test_threshold_is_the_mean_less_the_deviation(values: list[int], spread: int) -> None:
    plain = fmean(values) - pstdev(values) * spread / 1000
    assert abs(below_mean(values, spread) - max(1, plain)) <= 1.01


def test_thresholds_come_from_the_pairs_of_the_small_taxonomy() -> None:
    one = scorer()
    pairs = {
        (a.uri, b.uri): score_target(profile_of(one.taxonomy.occupations[a.uri]), b, one).milli or 0
        for a in occupation_targets(one.taxonomy)
        for b in occupation_targets(one.taxonomy)
        if a.uri != b.uri and a.isco == b.isco
    }
    found = make_yardstick(one, rules())
    assert found.group_pairs == len(pairs) == 6
    assert found.feasible == below_mean(list(pairs.values()), rules().spread)
    assert found.near <= found.feasible


def test_bands_are_in_order() -> None:
    found = make_yardstick(scorer(), rules())
    assert [found.band(milli) for milli in (found.feasible, found.feasible - 1, found.near - 1, None)] == [
        "feasible",
        "near" if found.near < found.feasible else "far",
        "far",
        "far",
    ]


def test_more_alike_is_a_higher_number_everywhere() -> None:
    """The first fault of the method we follow: likeness and its opposite mixed up between making and using a threshold."""
    one = scorer()
    goal = occupation_target(one.taxonomy.occupation("cloud-engineer"))
    admin = score_target(profile_of(one.taxonomy.occupation("admin")), goal, one).milli or 0
    agent = score_target(profile_of(one.taxonomy.occupation("agent")), goal, one).milli or 0
    itself = score_target(profile_of(one.taxonomy.occupation("cloud-engineer")), goal, one).milli or 0
    assert agent < admin <= itself
    found = make_yardstick(one, rules())
    assert found.band(itself) == "feasible"
    assert found.band(0) == "far"


def test_without_pairs_there_is_no_threshold() -> None:
    with pytest.raises(DataError, match="share an ISCO group"):
        make_yardstick(Scorer(Taxonomy({}, {}), scorer().rules), rules())


@pytest.fixture(scope="module")
def real() -> Scorer:
    return Scorer(load_taxonomy(REFERENCE / "taxonomy"), load_rules(REFERENCE / "matching"))


def test_thresholds_of_the_real_taxonomy_separate(real: Scorer) -> None:
    found = make_yardstick(real, rules())
    assert found.group_pairs > 400
    # Strict enough to say no, mild enough to say yes: the second fault was two limits put the wrong way round.
    assert 20_000 < found.feasible < 60_000
    assert 10_000 < found.near < found.feasible
    assert found == make_yardstick(real, rules())


def test_the_quick_search_for_neighbours_finds_what_scoring_all_finds(real: Scorer) -> None:
    occupations = [real.taxonomy.occupations[one.uri] for one in occupation_targets(real.taxonomy)]
    finder = _Nearest(occupations, real)
    for goal in occupations[::25]:
        others = [one for one in occupations if one.uri != goal.uri][::3]
        target = occupation_target(goal)
        every = sorted((score_target(profile_of(one), target, real).milli or 0 for one in others), reverse=True)
        assert finder.best(goal, others, 3) == every[:3]


def test_usual_next_steps_are_feasible_far_more_often_than_other_changes(real: Scorer) -> None:
    """A check from outside: `leads_to` was written by people and plays no part in the thresholds."""
    found = make_yardstick(real, rules())
    usual, every = [], []
    for one in [real.taxonomy.occupations[target.uri] for target in occupation_targets(real.taxonomy)][::8]:
        for target in occupation_targets(real.taxonomy):
            if target.uri != one.uri:
                band = found.band(score_target(profile_of(one), target, real).milli)
                every.append(band)
                if target.uri in one.leads_to:
                    usual.append(band)
    assert usual.count("feasible") / len(usual) > 0.55
    assert usual.count("far") / len(usual) < 0.25
    assert every.count("feasible") / len(every) < 0.10
