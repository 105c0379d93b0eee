"""Whole routes that lead to a vacancy: of work, never of people; each start adds a route that no other showed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from schakel.records.offers import posting
from schakel.records.offers.engine_io_courses import school_courses
from schakel.records.offers.posting import Told
from schakel.records.people.engine_io import criteria
from schakel.records.people.engine_io.criteria import Asked
from schakel.records.people.engine_io.leading import Leading, leading_to
from schakel.records.people.engine_io.linking import skill_uri_of
from schakel.records.people.engine_io.parts import with_courses
from schakel.records.people.models import Profile, SkillClaim
from support import factories as make

pytestmark = pytest.mark.django_db
DEMANDS = ("linux", "kubernetes", "terraform", "sap")
DAY = date(2026, 11, 24)


def uris(*ids: str) -> list[str]:
    return [uri for one in ids if (uri := skill_uri_of(one))]


def found(*ids: str, work: str = "linux-administrator", language: str = "nl") -> tuple[Leading, ...]:
    return leading_to(uris(*ids), work, language, on=DAY)


def test_routes_begin_at_the_work_itself_and_end_at_nothing() -> None:
    rows = found(*DEMANDS)
    assert rows[0].start is not None
    assert rows[0].start.id == "linux-administrator"
    assert "Linux" in rows[0].has
    assert rows[-1].start is None
    assert rows[-1].has == ()


def test_a_route_closes_what_the_start_lacks_and_tells_what_is_left() -> None:
    for row in found(*DEMANDS):
        for way in row.ways:
            labels = {label for step in way.route.steps for label in step.closes}
            assert labels
            assert way.closes <= set(uris(*DEMANDS))
            assert labels.isdisjoint(row.has)
            assert "SAP" in way.route.left, "nothing in the region teaches it, and the page says so"


def test_no_route_is_shown_twice() -> None:
    rows = [way for row in found(*DEMANDS, "python", "java", "sql") for way in row.ways]
    told = [(frozenset(step.offer.id for step in way.route.steps), way.closes) for way in rows]
    assert len(told) == len(set(told))


def test_nobody_is_sent_past_more_than_three_trainings() -> None:
    many = [
        "linux",
        "java",
        "sql",
        "python",
        "scrum",
        "cybersecurity",
        "devops",
        "software-testing",
        "powershell",
        "ux-design",
        "sap",
    ]
    rows = found(*many, work="")
    assert all(len(way.route.steps) <= 3 for row in rows for way in row.ways)
    assert all(row.start is not None for row in rows), "from nothing it takes more than three"


def test_nothing_asked_or_nothing_taught_gives_no_route() -> None:
    assert found() == ()
    assert found("no-such-skill") == ()
    assert [row.start for row in found("sap", work="") if "SAP" not in row.has] == []


def test_the_same_question_gives_the_same_answer_in_each_language() -> None:
    ways = [[way.closes for row in found(*DEMANDS, language=one) for way in row.ways] for one in ("nl", "en", "de")]
    assert ways[0] == ways[1] == ways[2]
    assert found(*DEMANDS) == found(*DEMANDS)


def test_what_a_school_wrote_itself_counts_with_its_date() -> None:
    school = make.organisation("Hogeschool Zuid", kind="hbo")
    now = timezone.now()
    how = {"by": "test", "now": now}
    kept = posting.draft_course(organisation=school, kind="course", text="", title="SAP voor beheerders", **how)
    told = Told("SAP voor beheerders", answers={"sap": "erbij"}, weeks=6, price=Decimal(900))
    posting.change(posting=kept.pk, version=1, told=told, **how)
    offer = posting.publish(posting=kept.pk, version=2, **how).offer
    assert offer is not None
    make.session(offer, days=30)
    with with_courses(school_courses(now=now)):
        (first, *_more) = leading_to(uris("linux", "sap"), "linux-administrator", "nl", on=now.date())
    (step,) = first.ways[0].route.steps
    assert (step.offer.label, step.offer.provider) == ("SAP voor beheerders", "Hogeschool Zuid")
    assert step.start == (now + timedelta(days=30)).date()
    assert first.ways[0].route.left == ()


def test_after_a_way_more_people_have_everything() -> None:
    made = [Profile.objects.create(person=make.person(), published=True) for _one in range(15)]
    SkillClaim.objects.bulk_create(SkillClaim(profile=one, uri=uris("linux")[0], level=2) for one in made)
    asked = Asked(skills=(("linux", None), ("kubernetes", None)))
    ways = [frozenset(uris("kubernetes")), frozenset(uris("linux")), frozenset(uris("linux", "kubernetes"))]
    reach = criteria.reach_of(asked, "nl", ways=ways)
    assert reach.everything is None
    assert reach.after == (15, None, 15)
