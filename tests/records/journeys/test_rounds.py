"""The round: one reminder per episode, hosts and guests asked once, 'stayed' asked once per moment; and the answers."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys.actions import after, bookings, desk, paths, rounds
from schakel.records.journeys.models import Booking, Journey, Letter, Outcome, Reply, Request
from schakel.records.offers.models import Session
from schakel.records.people import actions as people
from schakel.records.people.models import Person
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(datetime(2026, 6, 10, 9))
BY: dict[str, Any] = {"by": "test", "now": NOW}


def visit(*, days_ago: float = 1, guest: Person | None = None, host: Any = None, state: str = "attended") -> Booking:
    """Somebody spent a day along, so many days ago."""
    offer = make.offer("Meeloopdag", kind="shadow-day", organisation=host or make.organisation())
    session = make.session(offer, starts=NOW - timedelta(days=days_ago), ends=NOW - timedelta(days=days_ago, hours=-6))
    person = guest or make.own_person()
    words = {"made": NOW, "changed": NOW, "state": state}
    return Booking.objects.create(session=session, person=person, **words)


def hired(on: date, *, counted: bool = True) -> Journey:
    person = make.own_person()
    if counted:
        people.give_consent(person=person, purpose_id="counted", **BY)
    found = paths.open_journey(person=person.pk, goal="", steps=(), **BY)
    Outcome.objects.create(journey=found, kind="hired", on=on, evidence="employer", recorded=NOW)
    return found


def asked(kind: str, **fields: Any) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind, **fields).order_by("pk"))


def test_everybody_due_gets_one_reminder() -> None:
    adviser = make.membership("adviser")
    partner = make.membership("partner")
    late = timezone.now() + timedelta(days=20)
    found = make.request(now=late - timedelta(days=6))
    other = make.request("Wie helpt mij?", now=late - timedelta(days=6))
    handed = desk.refer(
        request=other.pk,
        version=1,
        partner=partner.organisation_id,
        consent="Ja.",
        by="test",
        now=late - timedelta(days=6),
    )
    for _ in range(2):
        counts = rounds.run(by="test", now=late)
    assert counts["requests"] == 0
    assert [one.account for one in asked("remind-request", number=found.pk)] == [adviser.user]
    assert [one.account for one in asked("remind-referral", number=handed.pk)] == [partner.user]


def test_a_booking_without_an_address_is_skipped_and_counted() -> None:
    session = make.session(make.offer(), starts=NOW + timedelta(days=1))
    bookings.book(session=session.pk, person=make.person().pk, **BY)
    assert rounds.run(**BY)["bookings"] == 1
    assert [one.state for one in asked("remind-booking")] == ["skipped"]


def test_host_and_guest_are_asked_the_day_after_and_once() -> None:
    boss = make.membership("employer", admin=True)
    found = visit(host=boss.organisation)
    counts = [rounds.ask_hosts_and_guests(now=NOW) for _ in range(2)]
    assert counts == [{"evaluations": 1, "next_steps": 0, "hosts": 1}, {"evaluations": 0, "next_steps": 0, "hosts": 0}]
    assert [one.number for one in asked("evaluate")] == [found.pk]
    assert [(one.number, one.account) for one in asked("host-again")] == [(found.session_id, boss.user)]


@pytest.mark.parametrize(
    ("words", "evaluations", "next_steps"),
    [
        ({"days_ago": 0.2}, 0, 0),
        ({"days_ago": 8}, 1, 1),
        ({"days_ago": 25}, 0, 1),
        ({"days_ago": 60}, 0, 0),
        ({"state": "no-show"}, 0, 0),
        ({"state": "cancelled"}, 0, 0),
    ],
)
def test_who_is_asked_depends_on_the_day(words: dict[str, Any], evaluations: int, next_steps: int) -> None:
    visit(**words)
    counts = rounds.ask_hosts_and_guests(now=NOW)
    assert (counts["evaluations"], counts["next_steps"]) == (evaluations, next_steps)


def test_a_course_is_no_shadow_day() -> None:
    found = visit()
    found.session.offer.kind = "course"
    found.session.offer.save()
    assert rounds.ask_hosts_and_guests(now=NOW)["evaluations"] == 0


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2025, 12, 10), 6),
        (date(2025, 10, 15), 6),
        (date(2025, 6, 10), 12),
        (date(2024, 6, 10), 24),
        (date(2025, 12, 11), None),  # a day too early
        (date(2025, 10, 1), None),  # too long ago
        (date(2026, 6, 1), None),
    ],
)
def test_who_found_work_is_asked_after_so_many_months(on: date, months: int | None) -> None:
    hired(on)
    for _ in range(2):
        rounds.ask_who_stayed(today=NOW.date())
    assert [one.episode for one in asked("stayed")] == ([str(months)] if months else [])


def test_who_did_not_agree_to_be_counted_is_not_asked() -> None:
    hired(date(2025, 12, 10), counted=False)
    assert rounds.ask_who_stayed(today=NOW.date())["stayed_6"] == 0


def test_who_left_is_not_asked_again() -> None:
    journey = hired(date(2025, 6, 10))
    Outcome.objects.create(
        journey=journey, kind="left", on=date(2025, 12, 12), months=6, evidence="person", recorded=NOW
    )
    assert rounds.ask_who_stayed(today=NOW.date())["stayed_12"] == 0


@pytest.mark.parametrize(
    ("day", "months", "later"), [((2025, 8, 31), 6, (2026, 2, 28)), ((2024, 12, 5), 1, (2025, 1, 5))]
)
def test_months_later_ends_on_a_real_day(day: Any, months: int, later: Any) -> None:
    assert rounds.months_later(date(*day), months) == date(*later)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 36))
@settings(max_examples=50)
def test_months_later_moves_the_month(day: date, months: int) -> None:
    later = rounds.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def letter(kind: str, of: Any, person: Person | None = None, **words: Any) -> Letter:
    to = person.user if person else None
    return Letter.objects.create(
        kind=kind, about=of._meta.model_name, number=of.pk, person=person, account=to, made=NOW, **words
    )


@pytest.mark.parametrize(("answer", "kind"), [("yes", "stayed"), ("no", "left"), ("unsaid", None)])
def test_stayed_is_an_outcome_once(answer: str, kind: str | None) -> None:
    journey = hired(date(2025, 12, 10))
    asked_of = letter("stayed", journey, journey.person, episode="6")
    after.stayed(letter=asked_of, answer=answer, now=NOW)
    with pytest.raises(Conflict, match="before"):
        after.stayed(letter=asked_of, answer="yes", now=NOW)
    found = journey.outcomes.filter(months=6)
    assert list(found.values_list("kind", "evidence")) == ([(kind, "person")] if kind else [])
    assert Reply.objects.get().answers == {"stayed": answer}


def test_stayed_takes_nothing_else() -> None:
    journey = hired(date(2025, 12, 10))
    with pytest.raises(InputError):
        after.stayed(letter=letter("stayed", journey, journey.person, episode="6"), answer="' OR 1=1", now=NOW)
    assert Reply.objects.count() == 0


def test_evaluation_needs_every_answer_and_counts_once() -> None:
    found = visit()
    one = letter("evaluate", found, found.person)
    answers = {"useful": "yes", "as-agreed": "partly", "this-work": "maybe"}
    with pytest.raises(InputError, match="Not every"):
        after.evaluate(letter=one, answers={**answers, "useful": "great"}, now=NOW)
    after.evaluate(letter=one, answers={**answers, "extra": "x"}, now=NOW)
    assert Reply.objects.get().answers == answers
    with pytest.raises(Conflict):
        after.evaluate(letter=one, answers=answers, now=NOW)


def test_who_wants_to_talk_is_at_the_desk() -> None:
    found = visit()
    made = after.next_step(
        letter=letter("next-step", found, found.person), answer="talk", question="Ik wil praten.", now=NOW
    )
    assert made is not None
    assert (made.person, made.email, made.offer) == (found.person, found.person.user.email, found.session.offer)
    other = visit()
    assert after.next_step(letter=letter("next-step", other, other.person), answer="none", question="", now=NOW) is None
    assert Request.objects.count() == 1


def test_a_host_offers_another_date_once_a_click() -> None:
    found = visit()
    one = letter("host-again", found.session)
    starts = NOW + timedelta(days=20)
    first, second = (after.offer_again(letter=one, starts=starts, places=2, now=NOW) for _ in range(2))
    assert first == second
    assert (first.offer, first.capacity, first.ends) == (found.session.offer, 2, starts + timedelta(hours=6))
    assert Session.objects.count() == 2


@pytest.mark.parametrize(("days", "places"), [(-1, 2), (500, 2), (10, 0), (10, 101)])
def test_a_host_cannot_offer_just_anything(days: int, places: int) -> None:
    one = letter("host-again", visit().session)
    with pytest.raises(InputError):
        after.offer_again(letter=one, starts=NOW + timedelta(days=days), places=places, now=NOW)


def test_an_offer_that_ended_takes_no_new_date() -> None:
    found = visit()
    found.session.offer.published_until = NOW.date()
    found.session.offer.save()
    with pytest.raises(Conflict, match="no longer open"):
        after.offer_again(letter=letter("host-again", found.session), starts=NOW + timedelta(days=9), places=1, now=NOW)
    gone = letter("host-again", found.session, episode="x")
    gone.number = 0
    with pytest.raises(Conflict, match="gone"):
        after.offer_again(letter=gone, starts=NOW + timedelta(days=9), places=1, now=NOW)


def test_links_work_for_a_while() -> None:
    one = letter("host-again", visit().session)
    assert after.works(one, now=NOW + timedelta(days=89))
    assert not after.works(one, now=NOW + after.LINK_WORKS)
