"""Who meets criteria: whom the engine finds one by one, in an order drawn by lot, never by how good somebody is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.matching.criteria import Published, people_who_meet
from schakel.engine.matching.types import LanguageClaim as Speaks
from schakel.engine.matching.types import SkillClaim as SkillOf
from schakel.records.people.engine_io import lots
from schakel.records.people.engine_io.criteria import LEVELS as SCHOOLING
from schakel.records.people.engine_io.criteria import Asked
from schakel.records.people.engine_io.own import language_uri
from schakel.records.people.models import LanguageClaim, Profile, SkillClaim
from support import factories as make
from support.searched import SKILL, asked, people

pytestmark = pytest.mark.django_db


def test_order_is_neutral_and_the_same_for_one_seed() -> None:
    met = people(20, "linux")
    people(5, "python")
    first = lots.neutral_order(asked("linux"), seed="a")
    assert sorted(first) == sorted(met)
    assert lots.neutral_order(asked("linux"), seed="a")[:] == first[:]
    assert lots.neutral_order(asked("linux"), seed="b")[:] != first[:]
    assert first[:] != tuple(sorted(first))


def test_a_page_of_the_order_is_that_part_of_the_whole() -> None:
    people(30, "linux")
    order = lots.neutral_order(asked("linux"), seed="a")
    whole = tuple(order)
    assert len(order) == len(whole) == 30
    assert (order[:7], order[24:48], order[40:60], order[::-1]) == (whole[:7], whole[24:], (), whole[::-1])
    assert (order[0], order[-1]) == (whole[0], whole[-1])
    with pytest.raises(IndexError):
        order[30]


def plainly(asks: Asked, seed: str) -> tuple[int, ...]:
    """The same question, asked of each published profile in turn, without the database's help."""
    found = {}
    for row in Profile.objects.filter(published=True).order_by("pk"):
        told = Published(
            str(row.pk),
            tuple(SkillOf(one.uri, one.level, one.tier) for one in row.skills.all()),  # type: ignore[arg-type]
            tuple(Speaks(language_uri(one.language), one.cefr or None) for one in row.languages.all()),  # type: ignore[arg-type]
            row.hours_min,
            row.hours_max,
        )
        if asks.level not in SCHOOLING or row.level in SCHOOLING[SCHOOLING.index(asks.level) :]:
            found[str(row.pk)] = told
    return tuple(int(one) for one in people_who_meet(asks.criteria(), found, seed=seed))


CEFR_OR_NOT = st.sampled_from(("", "A1", "B1", "B2", "C2"))
LEVELS = st.sampled_from(("", "mbo-4", "hbo"))
CLAIMS = st.dictionaries(
    st.sampled_from(("linux", "python", "sql")),
    st.tuples(st.sampled_from((None, 0, 1, 2, 3)), st.sampled_from(("claimed", "evidenced", "validated", "assumed"))),
)
TOLD = st.fixed_dictionaries(
    {
        "skills": CLAIMS,
        "languages": st.dictionaries(st.sampled_from(("nl", "de", "en")), CEFR_OR_NOT),
        "hours": st.tuples(st.sampled_from((None, 16, 24)), st.sampled_from((None, 24, 36))),
        "level": LEVELS,
        "published": st.booleans(),
    }
)
ASKED = st.builds(
    Asked,
    skills=st.lists(st.tuples(st.sampled_from(("linux", "python")), st.sampled_from((None, 1, 2, 3))), max_size=2).map(
        tuple
    ),
    level=LEVELS,
    hours=st.sampled_from((None, 20, 32)),
    languages=st.lists(st.tuples(st.sampled_from(("nl", "de")), st.sampled_from(("", "B1"))), max_size=2).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(TOLD, max_size=6), ASKED)
def test_the_database_finds_whom_the_engine_finds(told: list[Any], asks: Asked) -> None:
    Profile.objects.all().delete()
    for one in told:
        (low, high) = one["hours"]
        row = Profile.objects.create(
            person=make.person(), published=one["published"], level=one["level"], hours_min=low, hours_max=high
        )
        for skill, (level, tier) in one["skills"].items():
            SkillClaim.objects.create(profile=row, uri=SKILL + skill, level=level, tier=tier)
        for code, cefr in one["languages"].items():
            LanguageClaim.objects.create(profile=row, language=code, cefr=cefr)
    assert tuple(lots.neutral_order(asks, seed="s")) == plainly(asks, "s")


def test_order_does_not_know_how_good_somebody_is() -> None:
    """Those with more skills, or a higher level, stand no higher: the order of the same people stays the same."""
    met = people(8, "linux")
    before = tuple(lots.neutral_order(asked("linux"), seed="s"))
    SkillClaim.objects.filter(profile__in=met[:4]).update(level=3, tier="validated")
    SkillClaim.objects.create(profile_id=met[5], uri=f"{SKILL}python", level=3)
    assert tuple(lots.neutral_order(asked("linux"), seed="s")) == before


def test_criteria_on_level_hours_language_and_distance() -> None:
    near, far = make.place("Heerlen", code="GM0917"), make.place("Venlo", code="GM0983")
    fits = people(1, "linux", level="hbo", place=near, hours_min=24, hours_max=36, languages=[("de", "B2")])
    people(1, "linux", level="mbo-4", place=near, languages=[("de", "B2")])
    people(1, "linux", level="hbo", place=far, languages=[("de", "B2")])
    people(1, "linux", level="hbo", place=near, hours_max=16, languages=[("de", "B2")])
    people(1, "linux", level="hbo", place=near, languages=[("de", "A2")])
    wanted = asked("linux", level="hbo", hours=32, languages=(("de", "B1"),), near=("GM0917", 20))
    assert list(lots.neutral_order(wanted, seed="s")) == fits


def test_level_of_a_skill_is_at_least() -> None:
    people(1, "linux")
    assert len(lots.neutral_order(Asked(skills=(("linux", 2),)), seed="s")) == 1
    assert tuple(lots.neutral_order(Asked(skills=(("linux", 3),)), seed="s")) == ()
    assert Asked(skills=(("geen-vaardigheid", 1),)).uris() == {}
