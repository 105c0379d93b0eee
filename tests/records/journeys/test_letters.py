"""Letters: written with what they tell of, sent after it, once; a mail server that is away harms nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from schakel.engine.errors import NotFound
from schakel.records.journeys import letters
from schakel.records.journeys.actions import bookings, desk, leaving
from schakel.records.journeys.models import Booking, Letter
from schakel.records.people.models import Person
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.now()


class Post:
    """A mail that counts how often it was sent, and fails so many times first."""

    def __init__(self, fails: int = 0) -> None:
        self.fails, self.sent = fails, 0

    def send(self) -> None:
        if self.fails:
            self.fails -= 1
            raise ConnectionRefusedError
        self.sent += 1


def booked(person: Person, **fields: Any) -> Booking:
    session = make.session(make.offer("Meeloopdag", kind="shadow-day"), **fields)
    return bookings.book(session=session.pk, person=person.pk, by="test", now=NOW)


def kinds(**fields: Any) -> list[str]:
    return list(Letter.objects.filter(**fields).order_by("pk").values_list("kind", flat=True))


def test_a_booking_writes_one_letter() -> None:
    found = booked(make.own_person())
    bookings.book(session=found.session_id, person=found.person_id, by="test", now=NOW)
    letter = Letter.objects.get()
    assert (letter.kind, letter.state, letter.account) == ("booked", "waiting", found.person.user)


def test_without_an_address_a_letter_is_skipped_and_counted() -> None:
    booked(make.person())
    made_up = make.own_person()
    made_up.user.fictional = True
    made_up.user.save()
    booked(made_up)
    assert kinds(state="skipped") == ["booked", "booked"]


def test_every_change_of_a_booking_is_told() -> None:
    first = booked(make.own_person("A"), capacity=1)
    second = bookings.book(session=first.session_id, person=make.own_person("B").pk, by="test", now=NOW)
    bookings.cancel(booking=first.pk, by="test", now=NOW, reason="cannot-come")
    bookings.cancel_session(session=first.session_id, by="test", now=NOW, reason="too-few")
    assert kinds(number=first.pk) == ["booked", "cancelled"]
    assert kinds(number=second.pk) == ["waiting", "moved-up", "session-cancelled"]


def test_cancelling_a_full_session_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    session = make.session(make.offer())
    for number in range(8):
        bookings.book(session=session.pk, person=make.own_person(f"P{number}").pk, by="test", now=NOW)
    with django_assert_max_num_queries(2 * 8 + 12):
        bookings.cancel_session(session=session.pk, by="test", now=NOW, reason="too-few")
    assert kinds(kind="session-cancelled", state="waiting") == ["session-cancelled"] * 8


def test_a_request_is_told_in_three_steps() -> None:
    found = make.request()
    desk.answer(request=found.pk, version=found.version, text="Kom langs.", by="test", now=NOW)
    other = make.request("Iets anders?")
    desk.close(request=other.pk, version=other.version, reason="asked-twice", by="test", now=NOW)
    assert kinds(about="request") == ["question-received", "question-answered", "question-received", "question-closed"]


def test_a_request_by_phone_is_skipped() -> None:
    make.request(email="", phone="0612345678")
    assert kinds(state="skipped") == ["question-received"]


def test_nothing_is_queued_when_the_action_fails(django_capture_on_commit_callbacks: Any) -> None:
    def fails() -> None:
        with transaction.atomic():
            make.request()
            raise RuntimeError

    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(RuntimeError):
        fails()
    assert (callbacks, Letter.objects.count()) == ([], 0)


def test_a_queue_that_is_away_does_not_break_the_action(django_capture_on_commit_callbacks: Any) -> None:
    def away(**_words: Any) -> None:
        raise OSError("no queue")

    letters.letter_written.connect(away)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            make.request()
    finally:
        letters.letter_written.disconnect(away)
    assert Letter.objects.get().state == "waiting"


def test_send_sends_once() -> None:
    letter = letters.write_request("question-received", make.request())
    post = Post()
    assert letters.send(letter.pk, now=NOW, compose=lambda _letter: post)
    assert not letters.send(letter.pk, now=NOW, compose=lambda _letter: post)
    letter.refresh_from_db()
    assert (post.sent, letter.state, letter.tries) == (1, "sent", 1)


def test_send_tries_again_and_gives_up(caplog: Any) -> None:
    letter = letters.write_request("question-received", make.request(email="geheim@example.org"))
    post = Post(fails=2)
    said = [letters.send(letter.pk, now=NOW, compose=lambda _letter: post) for _ in range(3)]
    assert said == [False, False, True]
    lost = letters.write_request("question-received", make.request("Nog een vraag?"))
    for _ in range(letters.TRIES + 2):
        letters.send(lost.pk, now=NOW, compose=lambda _letter: Post(fails=1))
    lost.refresh_from_db()
    assert (lost.state, lost.tries) == ("failed", letters.TRIES)
    assert "geheim" not in caplog.text


def test_send_skips_what_is_no_longer_true() -> None:
    letter = letters.write_request("question-received", make.request())
    assert not letters.send(letter.pk, now=NOW, compose=lambda _letter: None)
    letter.refresh_from_db()
    assert letter.state == "skipped"


def test_what_a_dead_worker_was_sending_is_not_sent_twice() -> None:
    letter = letters.write_request("question-received", make.request())
    Letter.objects.update(state="sending")
    assert not letters.send(letter.pk, now=NOW, compose=lambda _letter: Post())
    assert letters.late(now=NOW + timedelta(days=1)) == []


def test_late_gives_what_the_worker_missed() -> None:
    letter = letters.write_request("question-received", make.request())
    assert letters.late(now=letter.made) == []
    assert letters.late(now=letter.made + letters.LATE_AFTER) == [letter.pk]


def test_tokens_cannot_be_made_up() -> None:
    letter = letters.write_request("question-received", make.request())
    token = letters.token_of(letter)
    assert letters.by_token(token) == letter
    for wrong in (token + "x", str(letter.key), "", f"{letter.key}:abc"):
        with pytest.raises(NotFound):
            letters.by_token(wrong)
    letter.delete()
    with pytest.raises(NotFound):
        letters.by_token(token)


def test_the_database_refuses_a_second_letter() -> None:
    letter = letters.write_request("question-received", make.request())
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(kind=letter.kind, about=letter.about, number=letter.number, made=NOW)


def test_letters_go_with_the_person() -> None:
    found = booked(make.own_person())
    leaving.erase_person(person=found.person, by="test", now=NOW)
    assert Letter.objects.count() == 0
    assert mail.outbox == []


def test_an_organisation_without_accounts_is_skipped_once() -> None:
    session, host = make.session(make.offer()), make.organisation()
    for _ in range(2):
        assert letters.write_organisation("host-again", session, host.pk, "employer") == 0
    assert kinds(state="skipped") == ["host-again"]


def test_an_organisation_is_told_through_who_may_invite_first() -> None:
    session, host = make.session(make.offer()), make.organisation()
    make.membership("employer", of=host)
    boss = make.membership("employer", of=host, admin=True)
    make.membership("school", of=host)
    assert letters.write_organisation("host-again", session, host.pk, "employer", most=1) == 1
    assert Letter.objects.get().account == boss.user
