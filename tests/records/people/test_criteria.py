"""Criteria on what people publish: counts that single nobody out, a neutral order, never a score."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.records.people.engine_io import criteria
from schakel.records.people.engine_io.criteria import Asked
from schakel.records.people.models import Profile
from support.searched import SKILL, asked, people

pytestmark = pytest.mark.django_db


def test_reach_counts_what_is_published_in_steps_of_five() -> None:
    people(12, "linux", "python")
    people(23, "linux")
    people(40, "linux", "python", published=False)
    found = criteria.reach_of(asked("linux", "python"), "nl")
    assert (found.everything, found.published) == (10, 35)
    without = {one.skill.id: one.without for one in found.demands if one.skill}
    assert without == {"linux": 10, "python": 35}
    assert found.costliest is not None
    assert found.costliest.skill is not None
    assert (found.costliest.skill.id, found.costliest.gain) == ("python", 25)


def test_reach_gives_no_small_number() -> None:
    people(9, "linux")
    found = criteria.reach_of(asked("linux"), "nl")
    assert (found.everything, found.published, found.demands[0].without) == (None, None, None)
    assert found.costliest is None


@settings(max_examples=12)
@given(st.integers(0, 14), st.integers(0, 14))
def test_reach_never_gives_an_exact_number(both: int, one: int) -> None:
    Profile.objects.all().delete()
    people(both, "linux", "python")
    people(one, "linux")
    found = criteria.reach_of(asked("linux", "python"), "en")
    for number in (found.everything, found.published, *(row.without for row in found.demands)):
        assert number is None or (number >= 10 and number % 5 == 0)


def test_reach_tells_what_to_let_go_of_together() -> None:
    """No single demand brings a number that may be given: then the fewest that do together."""
    people(3, "linux", "python", "sql", "git")
    people(20, "linux", "python")
    people(11, "python", "sql")
    found = criteria.reach_of(asked("linux", "python", "sql", "git"), "en")
    assert found.everything is None
    assert found.costliest is None
    assert found.together is not None
    assert ([one.id for one in found.together.skills], found.together.people) == (["sql", "git"], 25)
    assert [one.id for one in found.together.kept] == ["linux", "python"]
    alone = criteria.reach_of(asked("linux"), "en")
    assert alone.together is None


MANY = [
    "linux",
    "python",
    "sql",
    "git",
    "java",
    "docker",
    "kubernetes",
    "terraform",
    "ansible",
    "aws",
    "azure",
    "sap",
    "scrum",
    "firewalls",
    "vmware",
    "jenkins",
    "cobol",
]


def test_reach_says_what_to_keep_of_seventeen_demands() -> None:
    people(4, *MANY, level="wo", languages=[("nl", "C1")])
    people(12, "linux", "python", "git", level="hbo", languages=[("nl", "C1")])
    people(30, "sap", "scrum", level="mbo-4", languages=[("nl", "C1")])
    found = criteria.reach_of(asked(*MANY, level="wo", languages=(("nl", ""),)), "nl")
    assert found.everything is found.costliest is None
    assert found.together is not None
    assert {one.id for one in found.together.kept} == {"linux", "python", "git"}
    assert (found.together.kept_others, found.together.others) == (("language",), ("level",))
    assert (len(found.together.skills), found.together.people) == (14, 15)


def test_reach_keeps_work_and_not_a_language_alone() -> None:
    people(40, level="wo", languages=[("nl", "C1")])
    people(3, "linux", level="wo")
    found = criteria.reach_of(asked("linux", "python", level="wo", languages=(("nl", ""),)), "nl")
    assert found.together is None


def test_reach_tells_what_level_language_and_hours_cost() -> None:
    people(10, "linux", level="hbo", languages=[("de", "B1")], hours_min=36, hours_max=40)
    people(15, "linux", level="mbo-4", languages=[("de", "B1")], hours_min=36, hours_max=40)
    people(5, "linux", level="wo", hours_min=36, hours_max=40)
    people(10, "linux", level="wo", languages=[("de", "B1")], hours_max=24)
    found = criteria.reach_of(asked("linux", level="hbo", languages=(("de", ""),), hours=38), "nl")
    assert found.everything == 10
    without = {one.what: one.without for one in found.demands}
    assert without == {"skill": 10, "level": 25, "language": 15, "hours": 20}
    assert found.costliest is not None
    assert (found.costliest.what, found.costliest.gain) == ("level", 15)


def test_reach_of_nothing_asked_counts_everybody() -> None:
    people(11)
    found = criteria.reach_of(Asked(), "nl")
    assert (found.everything, found.published, found.demands) == (10, 10, ())


def test_reach_tells_which_training_brings_people_near() -> None:
    training = next(one for one in criteria.learnable([f"{SKILL}python"], "nl", most=9).trainings)
    people(15, "linux")
    found = criteria.reach_of(asked("linux", "python"), "nl")
    counts = {one.training.id: one.people for one in found.trainings}
    assert counts[training.id] == 15


def test_reach_asks_as_often_for_many_as_for_one(django_assert_num_queries: Any) -> None:
    people(30, "linux", "python", languages=[("nl", "B2")])
    wanted = asked("linux", "python", languages=(("nl", "B1"),))
    with django_assert_num_queries(4):
        criteria.reach_of(wanted, "nl")
    people(1, "linux", "python")
    with django_assert_num_queries(4):
        criteria.reach_of(wanted, "nl")
