"""The fictional programme in modules: its rules come out in routes as exemptions that add up."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from schakel.engine.routing.prior import Learned, exempt, saved
from schakel.records.core import actions as core
from schakel.records.core.region import current_region, taxonomy
from schakel.records.journeys.enquiry_queries import for_teachers
from schakel.records.offers import fictional
from schakel.records.offers.engine_io_courses import school_courses
from schakel.records.offers.models import CourseModule, Offer, Posting, PriorLearning
from schakel.records.people.engine_io.linking import skill_uri_of
from support import factories as make

pytestmark = pytest.mark.django_db
SLUG = "fictief-ad-softwareontwikkeling"


@pytest.fixture
def world() -> None:
    region = current_region()
    core.load_places(by="test", region=region)
    fictional.load(by="test", region=region, taxonomy=taxonomy(), scale=0.02, seed=1, today=timezone.localdate())


def test_the_price_is_that_of_its_modules_and_every_skill_is_known(world: None) -> None:
    offer = Offer.objects.get(slug=SLUG)
    modules = CourseModule.objects.filter(posting__offer=offer)
    assert offer.fictional
    assert offer.price == sum((one.price or Decimal(0) for one in modules), Decimal(0))
    assert all(skill_uri_of(skill) for one in modules for skill in one.teaches)


def test_from_mbo_software_developer_three_modules_come_off(world: None) -> None:
    courses = school_courses(now=timezone.now())
    curriculum = courses.curricula[SLUG]
    learned = Learned(level="mbo-4", studies=("Software developer",))
    found = exempt(curriculum, learned, on=timezone.localdate())
    known = [one.module for one in found if one.state == "known"]
    assert [one.title for one in known] == ["Programmeren 1", "Databases", "Versiebeheer en samenwerken"]
    assert saved(curriculum, known) == (3 * 650, 80 * 3 // 8)
    assert courses.fictional == {SLUG}


def test_rules_end_on_a_day(world: None) -> None:
    curriculum = school_courses(now=timezone.now()).curricula[SLUG]
    learned = Learned(level="mbo-4", studies=("Software developer",))
    assert not exempt(curriculum, learned, on=timezone.localdate() + timedelta(days=701))


def test_teachers_find_a_placement_a_masterclass_and_a_post(world: None) -> None:
    school = make.organisation("Vista", kind="mbo")
    found = for_teachers(school, today=timezone.localdate(), now=timezone.now())
    assert {one.kind for one in found} == {"placement", "masterclass", "teacher-post"}
    assert all(one.fictional for one in found)


def test_loading_again_gives_the_same_and_clearing_takes_all(world: None) -> None:
    def keys() -> list[str]:
        return [str(one) for one in CourseModule.objects.order_by("number").values_list("key", flat=True)]

    before = keys()
    fictional.load(
        by="test", region=current_region(), taxonomy=taxonomy(), scale=0.02, seed=1, today=timezone.localdate()
    )
    assert keys() == before
    fictional.clear()
    assert not Posting.objects.exists()
    assert not PriorLearning.objects.exists()


def test_a_closed_or_past_programme_is_in_no_route(world: None) -> None:
    Offer.objects.filter(slug=SLUG).update(published_until=date(2020, 1, 1))
    assert not school_courses(now=timezone.now()).offers


def test_the_command_prints_real_programmes_only(world: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("programmes")
    assert json.loads(capsys.readouterr().out) == {"programmes": []}
    Offer.objects.filter(slug=SLUG).update(fictional=False)
    call_command("programmes")
    [found] = json.loads(capsys.readouterr().out)["programmes"]
    assert (found["id"], len(found["modules"]), len(found["rules"])) == (SLUG, 8, 3)
