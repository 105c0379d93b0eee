"""Plans for people who were hired: of the organisation, read by the new colleague, gone with the yes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.errors import InputError
from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import hiring, invitations
from schakel.records.journeys.actions import onboarding as actions
from schakel.records.journeys.models import Invitation, Milestone, Onboarding
from schakel.records.journeys.onboarding import template, templates
from schakel.records.organisations.models import Organisation
from schakel.records.people import actions as people
from screens.employer.test_employer import ROOM, signed_in
from screens.employer.test_people import found_person, open_offer
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2027, 3, 1)
LIST = f"{ROOM}inwerken/"


@pytest.fixture
def maasdal() -> Organisation:
    return make.organisation("Maasdal Techniek")


@pytest.fixture
def owner(maasdal: Organisation) -> StrictClient:
    return signed_in(maasdal)


def said_yes(of: Organisation, name: str = "Sanne Janssen") -> Invitation:
    offer, now = open_offer(of).offer, timezone.now()
    assert offer is not None
    made = invitations.invite(offer=offer, person=found_person(name), message="Kom", by="test", now=now)
    return invitations.accept(invitation=made.pk, contact="sanne@example.org", by="test", now=now)


def planned(of: Organisation, plan: str = "switcher") -> Onboarding:
    words: dict[str, Any] = {"by": "test", "now": timezone.now()}
    after = hiring.After("invitation", said_yes(of).pk)
    hire = hiring.tell(after=after, starts=FIRST_DAY, told_by="employer", **words)
    return actions.plan(hire=hire.pk, template_id=plan, buddy="Piet", **words)


def test_templates_have_an_order_of_time_and_words_in_three_languages() -> None:
    for one in templates():
        assert [step.day for step in one.milestones] == sorted(step.day for step in one.milestones)
        assert all(step.texts[language] for step in one.milestones for language in ("nl", "en", "de"))
        assert {step.kind for step in one.milestones} <= {"arrange", "learn", "talk"}
        assert any(step.day == 0 for step in one.milestones)
    with pytest.raises(InputError):
        template("onbekend")


def test_hire_makes_a_plan_with_days(owner: Any, maasdal: Organisation) -> None:
    one = said_yes(maasdal)
    assert "We hebben deze persoon aangenomen" in pages.text(owner.get(f"{ROOM}uitnodigingen/"))
    page = f"{ROOM}uitnodigingen/{one.key}/inwerken/"
    assert "Sanne Janssen" in pages.text(owner.get(page))
    given = {"plan": "first-job", "eerste_dag": "2027-03-01", "maatje": "Piet"}
    for wrong in ({"plan": "x"}, {"eerste_dag": ""}, {"eerste_dag": "ooit"}, {"maatje": "BSN 111222333"}):
        assert owner.post(page, {**given, **wrong}).status_code == 422
    answer = owner.post(page, given)
    made = Onboarding.objects.get()
    assert answer["Location"] == f"{LIST}{made.key}/"
    assert owner.post(page, given)["Location"] == answer["Location"]
    assert Onboarding.objects.count() == 1
    assert Milestone.objects.get(code="first-day").day == FIRST_DAY
    assert Milestone.objects.get(code="before").day == FIRST_DAY - timedelta(days=5)


def test_plan_asks_nothing_in_a_weekend(maasdal: Organisation) -> None:
    for start in (date(2027, 1, 4), date(2027, 1, 6), date(2027, 1, 9)):
        made = planned(maasdal, "newcomer")
        actions.change(onboarding=made.pk, starts=start, buddy="", by="test")
        days = {one.code: one.day for one in made.milestones.order_by("day", "pk")}
        assert days.pop("first-day") == start
        assert all(day.weekday() < 5 for day in days.values())


def test_plan_is_ticked_off_and_moved(owner: Any, maasdal: Organisation) -> None:
    made = planned(maasdal)
    page = f"{LIST}{made.key}/"
    assert "Maatje: Piet" in pages.text(owner.get(page))
    owner.post(page, {"klaar": "before"})
    owner.post(page, {"klaar": "before"})
    assert AuditEvent.objects.filter(action="journeys.tick").count() == 1
    assert owner.post(page, {"eerste_dag": "2027-03-08", "maatje": "Els"}).status_code == 302
    assert Milestone.objects.get(code="first-day").day == date(2027, 3, 8)
    assert Milestone.objects.get(code="before").day == date(2027, 2, 19)
    assert "Maatje: Els" in pages.text(owner.get(page))
    assert owner.post(page, {"eerste_dag": "", "maatje": "Els"}).status_code == 422
    assert owner.post(page, {"eerste_dag": "2027-03-08", "maatje": "111222333"}).status_code == 422
    assert owner.post(page, {"klaar": "onbekend"}).status_code == 404
    owner.post(page, {"open": "before"})
    assert Milestone.objects.get(code="before").done is None


def test_plan_of_another_organisation_or_of_who_did_not_say_yes_is_not_found(owner: Any, maasdal: Organisation) -> None:
    made, other = planned(maasdal), signed_in(make.organisation())
    asked = made.invitation
    assert asked is not None
    hire = f"{ROOM}uitnodigingen/{asked.key}/inwerken/"
    for page in (f"{LIST}{made.key}/", hire):
        assert other.get(page).status_code == 404
        assert other.post(page, {"klaar": "before"}).status_code == 404
        assert StrictClient().get(page)["Location"].startswith("/account/")
        assert signed_in().get(page).status_code == 403
    assert "Nog geen plannen." in pages.text(other.get(LIST))
    invitations.take_back(invitation=asked.pk, by="test", now=timezone.now())
    for page in (f"{LIST}{made.key}/", hire):
        assert owner.get(page).status_code == 404
    assert "Sanne" not in pages.text(owner.get(LIST))


@pytest.mark.parametrize(("prefix", "words"), [("", "Inwerken"), ("/en", "Settling in"), ("/de", "Einarbeitung")])
def test_list_stands_in_three_languages(owner: Any, maasdal: Organisation, prefix: str, words: str) -> None:
    planned(maasdal)
    text = pages.text(owner.get(f"{prefix}{LIST}"))
    assert words in text
    assert "Sanne Janssen" in text


def test_list_asks_as_often_for_many_as_for_one(
    owner: Any, maasdal: Organisation, django_assert_num_queries: Any
) -> None:
    planned(maasdal)
    owner.get(LIST)
    with django_assert_num_queries(9):
        owner.get(LIST)
    for _one in range(4):
        planned(maasdal)
    with django_assert_num_queries(9):
        owner.get(LIST)


def test_new_colleague_reads_the_same_plan(maasdal: Organisation) -> None:
    made, user, client = planned(maasdal), make.user(), StrictClient()
    assert made.hire is not None
    person = made.hire.person
    person.user = user
    person.save()
    people.begin(user=user, name="Sanne", by="test", now=timezone.now())
    client.force_login(user)
    text = pages.text(client.get("/mijn/uitnodigingen/"))
    assert "Je eerste maanden bij Maasdal Techniek" in text
    assert "Maatje: Piet" in text
