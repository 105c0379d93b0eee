"""Work that was found: told by one side, seen by both, taken back within a day, and never against the person."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import queries_counts as counts
from schakel.records.journeys.actions import bookings, hiring, invitations, paths, rounds
from schakel.records.journeys.actions.leaving import erase_person
from schakel.records.journeys.models import (
    Booking,
    Hire,
    Invitation,
    Journey,
    Letter,
    Onboarding,
    Outcome,
    Step,
    TrialRefusal,
)
from schakel.records.organisations.models import Organisation
from schakel.records.people import actions as people
from schakel.records.people.models import Person
from schakel.screens.mine.export import everything
from screens.employer.test_draws import at_once
from screens.employer.test_employer import ROOM, signed_in
from screens.employer.test_people import open_offer
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
PAGE = "/mijn/werk/"
HIRED = f"{ROOM}inwerken/"
TODAY = timezone.localdate()


def somebody(name: str = "Sanne Janssen", *, counted: bool = True) -> tuple[StrictClient, Person]:
    who, client = make.own_person(name, skills=("linux",)), StrictClient()
    for purpose in ("found-by-employers", *(["counted"] if counted else [])):
        people.give_consent(person=who, purpose_id=purpose, by="test", now=timezone.now())
    assert who.user is not None
    client.force_login(who.user)
    return client, who


def asked(of: Organisation, who: Person, *, yes: bool = True) -> Invitation:
    offer, now = open_offer(of).offer, timezone.now()
    assert offer is not None
    made = invitations.invite(offer=offer, person=who, message="Kom", by="test", now=now)
    return invitations.accept(invitation=made.pk, contact="s@example.org", by="test", now=now) if yes else made


def tell(one: Invitation, *, by_whom: str = "employer", **fields: Any) -> Hire:
    words = {"starts": TODAY, "told_by": by_whom, "by": "test", "now": timezone.now(), **fields}
    return hiring.tell(after=hiring.After("invitation", one.pk), **words)


@pytest.fixture
def maasdal() -> Organisation:
    return make.organisation("Maasdal Techniek")


def test_employer_tells_it_and_the_person_sees_it(maasdal: Organisation) -> None:
    (client, who), owner = somebody(), signed_in(maasdal)
    one = asked(maasdal, who)
    form = f"{ROOM}uitnodigingen/{one.key}/inwerken/"
    given = {"eerste_dag": f"{TODAY + timedelta(days=20)}", "plan": "", "maatje": ""}
    for _twice in range(2):
        assert owner.post(form, given)["Location"] == HIRED
    assert Hire.objects.count() == Outcome.objects.filter(kind="hired").count() == 1
    outcome = Outcome.objects.get()
    assert (outcome.on, outcome.evidence) == (timezone.now().date(), "employer")
    assert Letter.objects.filter(kind="hired", account=who.user).count() == 1
    assert "De werkgever vertelde dit" in pages.text(client.get(PAGE))
    assert "Sanne Janssen" in pages.text(owner.get(HIRED))
    assert owner.post(form, {**given, "eerste_dag": "2020-01-01"}).status_code == 422


def test_plan_can_come_later(maasdal: Organisation) -> None:
    (_client, who), owner = somebody(), signed_in(maasdal)
    hire = tell(asked(maasdal, who))
    page = f"{HIRED}{hire.key}/maken/"
    assert "Maak een plan" in pages.text(owner.get(HIRED))
    assert owner.post(page, {"plan": "switcher", "maatje": "111222333"}).status_code == 422
    answer = owner.post(page, {"plan": "switcher", "maatje": "Piet"})
    assert answer["Location"] == f"{HIRED}{Onboarding.objects.get().key}/"
    assert signed_in(make.organisation()).get(page).status_code == 404


def test_person_says_that_it_is_not_so(maasdal: Organisation) -> None:
    (client, who), owner = somebody(), signed_in(maasdal)
    one = asked(maasdal, who)
    hire = tell(one)
    owner.post(f"{HIRED}{hire.key}/maken/", {"plan": "switcher", "maatje": ""})
    for _twice in range(2):
        assert client.post(PAGE, {"wat": "niet-zo", "bericht": str(hire.key)})["Location"] == PAGE
    hire.refresh_from_db()
    assert hire.ending == "not-so"
    assert not Outcome.objects.exists()
    assert not Onboarding.objects.exists()
    assert not Step.objects.exists()
    assert not Journey.objects.exists()
    assert "niet zo, zei je" in pages.text(client.get(PAGE))
    assert "de persoon zegt dat het niet zo is" in pages.text(owner.get(HIRED))
    assert Letter.objects.filter(kind="hired-not-so").count() == 1
    with pytest.raises(Conflict):
        tell(one)
    form = f"{ROOM}uitnodigingen/{one.key}/inwerken/"
    assert owner.post(form, {"eerste_dag": str(TODAY), "plan": ""}).status_code == 422
    assert tell(one, by_whom="person").ended is None


def test_who_told_it_takes_it_back_within_a_day(maasdal: Organisation) -> None:
    (client, who), owner = somebody(), signed_in(maasdal)
    hire = tell(asked(maasdal, who))
    assert "neem het terug" in pages.text(owner.get(HIRED))
    assert client.post(PAGE, {"wat": "terug", "bericht": str(hire.key)}).status_code == 302
    hire.refresh_from_db()
    assert hire.ended is None, "the other side told it"
    Hire.objects.update(told=timezone.now() - timedelta(days=1, minutes=1))
    owner.post(HIRED, {"terug": str(hire.key)})
    hire.refresh_from_db()
    assert hire.ended is None, "the day has passed"
    Hire.objects.update(told=timezone.now() - timedelta(hours=23))
    for _twice in range(2):
        owner.post(HIRED, {"terug": str(hire.key)})
    hire.refresh_from_db()
    assert hire.ending == "undone"
    assert not Outcome.objects.exists()
    assert "Sanne" not in pages.text(owner.get(HIRED))


def test_after_a_hire_nobody_waits_for_an_answer_day(maasdal: Organisation) -> None:
    (client, who), owner = somebody(), signed_in(maasdal)
    one = asked(maasdal, who)
    other = asked(make.organisation("Elders"), who)
    asks, waits = f"{ROOM}uitnodigingen/", "Je hoort uiterlijk"
    assert pages.text(client.get("/mijn/uitnodigingen/")).count(waits) == 2
    assert "Bel of schrijf uiterlijk" in pages.text(owner.get(asks))
    hire = tell(one)
    read = pages.text(client.get("/mijn/uitnodigingen/"))
    assert "Deze werkgever nam je aan." in read
    assert read.count(waits) == 1, "the other employer still has to call"
    text = pages.text(owner.get(asks))
    assert "Je nam deze persoon aan." in text
    assert "Bel of schrijf uiterlijk" not in text
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.contacted == hire.told
    assert other.contacted is None
    hiring.undo(hire=hire.pk, told_by="employer", by="test", now=timezone.now())
    assert pages.text(client.get("/mijn/uitnodigingen/")).count(waits) == 2


def test_person_tells_it_after_a_day_along(maasdal: Organisation) -> None:
    client, who = somebody()
    offer = make.offer("Meeloopdag", kind="shadow-day", organisation=maasdal, initiative="make-it-work")
    day = make.session(offer, days=3, capacity=4)
    booked = bookings.book(session=day.pk, person=who.pk, by="test", now=timezone.now())
    with pytest.raises(Conflict):
        hiring.tell(
            after=hiring.After("booking", booked.pk), starts=TODAY, told_by="person", by="t", now=timezone.now()
        )
    assert "Ben je aangenomen?" not in pages.text(client.get(PAGE)), "the day has still to come"
    day.starts = timezone.now() - timedelta(days=2)
    day.save()
    given = {"wat": "aangenomen", "waar": f"booking-{booked.key}", "eerste_dag": str(TODAY)}
    assert client.post(PAGE, {**given, "waar": "booking-x"}).status_code == 422
    assert client.post(PAGE, {**given, "eerste_dag": "2090-01-01"}).status_code == 422
    assert client.post(PAGE, given)["Location"] == PAGE
    outcome = Outcome.objects.get()
    assert (outcome.initiative, outcome.evidence, outcome.kind) == ("make-it-work", "person", "hired")
    assert outcome.line
    assert "Sanne Janssen" in pages.text(signed_in(maasdal).get(HIRED))
    with pytest.raises(Conflict):
        hiring.tell(
            after=hiring.After("booking", booked.pk), starts=TODAY, told_by="employer", by="t", now=timezone.now()
        )


def test_open_invitations_end_only_when_the_person_says_so(maasdal: Organisation) -> None:
    client, who = somebody()
    tell(asked(maasdal, who))
    other = asked(make.organisation("Andere"), who, yes=False)
    page = pages.text(client.get(PAGE))
    assert "1 andere werkgever wacht op je antwoord" in page
    other.refresh_from_db()
    assert other.state == "asked"
    client.post(PAGE, {"wat": "anderen"})
    other.refresh_from_db()
    assert (other.state, other.reason) == ("declined", "have-work")
    assert "wacht op je antwoord" not in pages.text(client.get(PAGE))


def test_hires_of_others_are_not_found(maasdal: Organisation) -> None:
    (_client, who), (other, _somebody) = somebody(), somebody("Ander")
    hire = tell(asked(maasdal, who))
    assert other.post(PAGE, {"wat": "niet-zo", "bericht": str(hire.key)}).status_code == 404
    assert other.post(PAGE, {"wat": "niet-zo", "bericht": "onzin"}).status_code == 404
    assert "Maasdal" not in pages.text(other.get(PAGE))
    stranger = signed_in(make.organisation())
    assert stranger.post(HIRED, {"terug": str(hire.key)}).status_code == 404
    assert "Sanne" not in pages.text(stranger.get(HIRED))
    assert StrictClient().get(PAGE)["Location"].startswith("/account/")
    assert signed_in().get(HIRED).status_code == 403


def test_yes_taken_back_hides_the_name_of_who_was_hired(maasdal: Organisation) -> None:
    (_client, who), owner = somebody(), signed_in(maasdal)
    one = asked(maasdal, who)
    tell(one)
    invitations.take_back(invitation=one.pk, by="test", now=timezone.now())
    assert "Sanne" not in pages.text(owner.get(HIRED))


def test_hired_counts_once_per_person(maasdal: Organisation) -> None:
    many = counts.disclosure().shown_from
    for number in range(many):
        _client, who = somebody(f"Mens {number}")
        tell(asked(maasdal, who))
        if number < 3:
            tell(asked(make.organisation(f"Twee {number}"), who))
    rows = {row.what: row.high for row in counts.persons(by="initiative", period=counts.Period())}
    assert rows["hired"] == counts.shown(many)
    assert Outcome.objects.filter(kind="hired").count() == many + 3


def test_question_who_stayed_follows_from_the_hire(maasdal: Organisation) -> None:
    _client, who = somebody()
    now = timezone.now()
    hire = tell(asked(maasdal, who))
    Outcome.objects.update(on=date(2026, 1, 5))
    assert rounds.ask_who_stayed(today=date(2026, 7, 6))["stayed_6"] == 1
    assert rounds.ask_who_stayed(today=date(2026, 7, 6))["stayed_6"] == 0
    hiring.not_so(hire=hire.pk, by="test", now=now)
    assert rounds.ask_who_stayed(today=date(2027, 1, 6))["stayed_12"] == 0


def test_first_day_far_away_is_refused(maasdal: Organisation) -> None:
    _client, who = somebody()
    one = asked(maasdal, who)
    with pytest.raises(InputError):
        tell(one, starts=TODAY + timedelta(days=400))
    assert not Hire.objects.exists()
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Werk gevonden"), ("/en", "Work found"), ("/de", "Arbeit gefunden")]
)
def test_page_stands_in_three_languages(prefix: str, words: str) -> None:
    client, _who = somebody()
    assert words in pages.text(client.get(f"{prefix}{PAGE}"))


def test_pages_ask_as_often_for_many_as_for_one(django_assert_num_queries: Any, maasdal: Organisation) -> None:
    (client, who), owner = somebody(), signed_in(maasdal)
    tell(asked(maasdal, who))
    for page, one in ((PAGE, client), (HIRED, owner)):
        one.get(page)
    with django_assert_num_queries(13):
        client.get(PAGE)
    with django_assert_num_queries(9):
        owner.get(HIRED)
    for number in range(3):
        tell(asked(make.organisation(f"Werkgever {number}"), who))
        _other, another = somebody(f"Mens {number}")
        tell(asked(maasdal, another))
    with django_assert_num_queries(13):
        client.get(PAGE)
    with django_assert_num_queries(9):
        owner.get(HIRED)


def test_hires_are_in_the_download_and_go_with_the_person(maasdal: Organisation) -> None:
    client, who = somebody()
    hire = tell(asked(maasdal, who))
    TrialRefusal.objects.create(person=who, trial="wider-roles", at=timezone.now())
    told = everything(who)
    assert told["hires"][0]["told_by"] == "employer"
    assert told["refusals of trials"][0]["trial"] == "wider-roles"
    assert client.post("/mijn/gegevens/download/").status_code == 200
    erase_person(person=who, by="test", now=timezone.now())
    assert not Hire.objects.filter(pk=hire.pk).exists()
    assert not Outcome.objects.exists()


def test_removed_organisation_takes_its_hire_and_leaves_the_outcome(maasdal: Organisation) -> None:
    client, who = somebody()
    tell(asked(maasdal, who))
    maasdal.delete()
    assert not Hire.objects.exists()
    assert Outcome.objects.get().kind == "hired"
    assert "Er is nog niets verteld." in pages.text(client.get(PAGE))


def test_adviser_who_wrote_it_down_first_keeps_the_outcome(maasdal: Organisation) -> None:
    client, who = somebody()
    one = asked(maasdal, who)
    now = timezone.now()
    planned = paths.PlannedStep("Gesprek", offer=one.offer_id)
    journey = paths.open_journey(person=who.pk, goal="", steps=[planned], by="test", now=now)
    step = journey.steps.get()
    paths.record_outcome(
        journey=journey.pk, kind="hired", on=TODAY, evidence="adviser", by="test", now=now, step=step.pk
    )
    hire = tell(one)
    assert hire.outcome is None
    assert Outcome.objects.count() == 1
    client.post(PAGE, {"wat": "niet-zo", "bericht": str(hire.key)})
    assert Outcome.objects.get().evidence == "adviser"
    assert Step.objects.get() == step


@pytest.mark.django_db(transaction=True)
def test_both_sides_at_once_tell_one_hire() -> None:
    """On PostgreSQL truly at once; SQLite in memory knows one connection, so there one after the other."""
    of = make.organisation("Maasdal Techniek")
    _client, who = somebody()
    one = asked(of, who)

    def told(number: int) -> None:
        tell(one, by_whom="person" if number % 2 else "employer")

    at_once(told, 8)
    assert Hire.objects.count() == Outcome.objects.filter(kind="hired").count() == 1
    assert Letter.objects.filter(kind="hired").count() == 1
