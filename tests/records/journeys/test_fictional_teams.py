"""The fictional rounds: made through the real actions, the same each time, gone again without a trace."""

import pytest
from django.utils import timezone

from schakel.records.journeys import fictional_teams
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.models import Letter, Outcome, TeamEntry, TeamResult, TeamRound
from schakel.records.people.models import Profile, SkillClaim
from support import factories as make

pytestmark = pytest.mark.django_db


def region() -> None:
    """Made-up companies and people, as the fictional region has them."""
    for number in range(3):
        make.organisation(f"Fictief bedrijf {number}", fictional=True, slug=f"fictief-{number}")
    for number in range(14):
        person = make.person(f"Fictief persoon {number + 1}", fictional=True)
        profile = Profile.objects.create(person=person)
        for skill in ("sql", "python") if number % 2 else ("presenting",):
            SkillClaim.objects.create(profile=profile, uri=f"urn:schakel:skill:{skill}")


def load() -> int:
    return fictional_teams.load(by="test", now=timezone.now(), seed=7)


def outline() -> list[object]:
    """What was made, without what differs by chance."""
    rows = TeamEntry.objects.order_by("person__name", "round__name")
    return list(rows.values_list("person__name", "round__name", "team__title", "level", "skills"))


def test_one_round_is_busy_with_a_result_and_one_is_open() -> None:
    region()
    assert load() == 2
    now = timezone.now()
    assert sorted(queries.state_of(one, now=now) for one in TeamRound.objects.order_by("pk")) == ["busy", "open"]
    assert all(one.fictional for one in TeamRound.objects.order_by("pk"))
    done = TeamResult.objects.get(accepted__isnull=False)
    assert queries.find_material(skill="urn:schakel:skill:sql").get() == done
    assert TeamResult.objects.filter(accepted=None, coach="waiting", company="waiting").count() == 1
    assert not Outcome.objects.filter(journey__fictional=False).exists()
    assert not Letter.objects.filter(state=Letter.State.WAITING).exists()
    for one in TeamRound.objects.filter(drawn__isnull=False).order_by("pk"):
        assert queries.same_again(one) is True


def test_made_again_it_is_the_same_and_cleared_nothing_is_left() -> None:
    region()
    load()
    first = outline()
    fictional_teams.clear()
    assert not TeamRound.objects.exists()
    assert not Letter.objects.filter(about__in=["teamentry", "roundassignment", "teamresult", "roundschool"]).exists()
    load()
    assert outline() == first


def test_without_people_nothing_is_made() -> None:
    assert load() == 0
    assert not TeamRound.objects.exists()
