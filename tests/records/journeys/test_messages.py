"""Messages: only about something both are in, closed when that ends, answered in time, never lost in silence."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.journeys import letters, queries_counts, ties
from schakel.records.journeys import message_queries as queries
from schakel.records.journeys.actions import (
    bookings,
    desk,
    draw_names,
    draws,
    forgetting,
    invitations,
    leaving,
    messages,
    rounds,
)
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.message_queries import Party
from schakel.records.journeys.models import Conversation, Letter, Message
from schakel.records.organisations.models import Membership, Role
from schakel.records.people import queries as people_queries
from schakel.records.people.models import Person
from schakel.screens.mine.export import everything
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import talking
from support.talking import NOW, Kind, acting, booked, says

pytestmark = pytest.mark.django_db

DAYS = house_rules().days["message"]


def later(days: float) -> Any:
    return NOW + timedelta(days=days)


def live(found: Conversation, *, now: Any = NOW) -> bool:
    return bool(queries.with_live(Conversation.objects.filter(pk=found.pk), now=now).get().live)  # type: ignore[attr-defined]


def reason(found: Conversation, *, now: Any = NOW) -> str:
    found.refresh_from_db()
    return "" if live(found, now=now) else ties.why(found, now=now)


def all_ties(who: Person) -> dict[str, Any]:
    """One of every kind, each with another organisation."""
    entry = talking.placed(who, acting("School", "school", kind="mbo"), acting("Stagebedrijf"))
    return {
        Kind.INVITATION: talking.said_yes(who, acting("Maasdal")),
        Kind.BOOKING: booked(who, acting("Campus")),
        Kind.HOST: entry,
        Kind.SCHOOL: entry,
        Kind.REQUEST: talking.taken(who, acting("Talentloket", "adviser", kind="public")),
        Kind.REFERRAL: talking.handed_over(who, acting("Leo", "partner", kind="public")),
    }


def test_every_kind_of_tie_lets_both_sides_write() -> None:
    who = make.own_person()
    sides = {}
    for kind, row in all_ties(who).items():
        first = says(kind, row)
        talking.replies(first)
        sides[first.conversation.name] = first.conversation.side
    assert sides == {
        "Maasdal": "employer",
        "Campus": "employer",
        "Stagebedrijf": "employer",
        "School": "school",
        "Talentloket": "adviser",
        "Leo": "partner",
    }
    assert Message.objects.count() == 12
    assert queries.unread(Party(person=who), now=NOW) == 6


def test_all_ties_of_a_person_are_found_until_they_are_used(django_assert_max_num_queries: Any) -> None:
    who = make.own_person()
    told = all_ties(who)
    with django_assert_max_num_queries(9):
        assert {one.kind for one in queries.not_begun(who, now=NOW)} == set(told)
    says(Kind.HOST, told[Kind.HOST])
    assert {one.kind for one in queries.not_begun(who, now=NOW)} == set(told) - {Kind.HOST}
    assert queries.not_begun(make.own_person(), now=NOW) == []


def test_an_employer_does_not_write_before_the_yes_and_stops_after_it() -> None:
    who, of = make.own_person(), acting("Maasdal")
    one = talking.asked(who, of)
    assert ties.tie(Kind.INVITATION, one.key, now=NOW) is None
    invitations.accept(invitation=one.pk, contact="sam@example.org", by="test", now=NOW)
    tie = talking.tie_of(Kind.INVITATION, one)
    made = messages.begin(
        tie=tie,
        party=Party(organisation=of, role=Role.EMPLOYER),
        text="Welkom",
        asks=True,
        token=uuid4(),
        by="employer",
        now=NOW,
    )
    invitations.take_back(invitation=one.pk, by="test", now=NOW)
    assert reason(made.conversation) == "message-yes-back"
    with pytest.raises(Conflict):
        talking.replies(made)
    assert queries.conversation(Party(person=who), made.conversation.key, now=NOW) is not None


def test_nobody_writes_about_a_tie_of_others() -> None:
    who, of, other = make.own_person(), acting("Maasdal"), acting("Ander")
    tie = talking.tie_of(Kind.INVITATION, talking.said_yes(who, of))
    strangers = [
        Party(person=make.own_person("Kim")),
        Party(organisation=other, role=Role.EMPLOYER),
        Party(organisation=of, role=Role.SCHOOL),
        Party(organisation=acting("Loket", "adviser"), role=Role.ADVISER),
    ]
    for party in strangers:
        with pytest.raises(NotFound):
            messages.begin(tie=tie, party=party, text="Hallo", asks=False, token=uuid4(), by="x", now=NOW)
    assert Conversation.objects.count() == 0
    first = says(Kind.INVITATION, tie.row)
    for party in strangers:
        assert queries.conversation(party, first.conversation.key, now=NOW) is None
        with pytest.raises(NotFound):
            messages.write(
                conversation=first.conversation_id,
                party=party,
                text="Hallo",
                asks=False,
                token=uuid4(),
                by="x",
                now=NOW,
            )


def test_a_tie_of_whom_nobody_reads_is_none() -> None:
    who, of = make.own_person(), make.organisation("Leeg")
    one = booked(who, of)
    assert ties.tie(Kind.BOOKING, one.key, now=NOW) is None
    assert ties.tie("onzin", one.key, now=NOW) is None
    make.membership("employer", of=of)
    first = says(Kind.BOOKING, one)
    Membership.objects.filter(organisation=of).delete()
    assert reason(first.conversation) == "message-nobody"


@pytest.mark.parametrize(
    ("kind", "end", "why"),
    [
        (Kind.BOOKING, "cancel", "message-cancelled"),
        (Kind.BOOKING, "call_off", "message-called-off"),
        (Kind.HOST, "return", "message-no-place"),
        (Kind.SCHOOL, "return", "message-no-place"),
        (Kind.HOST, "hide", "message-hidden"),
        (Kind.REQUEST, "answer", "message-case-ended"),
        (Kind.REFERRAL, "consent", "message-handed-back"),
        (Kind.INVITATION, "organisation", "message-gone"),
    ],
)
def test_when_the_tie_ends_the_person_reads_why(kind: str, end: str, why: str) -> None:
    who = make.own_person()
    row = all_ties(who)[kind]
    first = says(kind, row)
    _end(end, row, who)
    assert reason(first.conversation) == why
    assert house_rules().text(why, "nl")
    party = Party(person=who)
    found = queries.conversation(party, first.conversation.key, now=NOW)
    assert found is not None
    assert [one.text for one in queries.messages_of(found)] == ["Hoe laat begint het?"]
    with pytest.raises(Conflict):
        messages.write(conversation=found.pk, party=party, text="Hallo?", asks=False, token=uuid4(), by="x", now=NOW)


def _end(how: str, row: Any, who: Person) -> None:
    words: dict[str, Any] = {"by": "test", "now": NOW}
    if how == "cancel":
        bookings.cancel(booking=row.pk, reason="cannot-come", **words)
    elif how == "call_off":
        bookings.cancel_session(session=row.session_id, reason="too-few", **words)
    elif how == "return":
        draws.leave_all(person=who.pk, **words)
    elif how == "hide":
        draw_names.hide_name(period=row.period_id, person=who.pk, by="test")
    elif how == "answer":
        desk.answer(request=row.pk, version=row.version, text="Kom langs.", **words)
    elif how == "consent":
        desk.withdraw_consent(request=row.request_id, **words)
    else:
        row.offer.organisation.delete()


def test_a_booking_of_long_ago_closes_the_conversation() -> None:
    after = house_rules().days["message_after"]
    one = booked(make.own_person(), acting("Campus"), days=2)
    first = says(Kind.BOOKING, one)
    assert live(first.conversation, now=later(after + 1.9))
    assert reason(first.conversation, now=later(after + 2.1)) == "message-over"


def test_settle_writes_down_when_and_why_once() -> None:
    who = make.own_person()
    one = booked(who, acting("Campus"))
    first = says(Kind.BOOKING, one)
    open_ = says(Kind.INVITATION, talking.said_yes(who, acting("Maasdal")))
    bookings.cancel(booking=one.pk, by="test", now=NOW, reason="cannot-come")
    assert messages.settle(by="test", now=NOW) == 1
    assert messages.settle(by="test", now=later(1)) == 0
    first.conversation.refresh_from_db()
    open_.conversation.refresh_from_db()
    assert (first.conversation.closed, first.conversation.reason) == (NOW, "message-cancelled")
    assert open_.conversation.closed is None


def test_the_person_stops_and_opens_again_and_an_organisation_cannot() -> None:
    who, of = make.own_person(), acting("Campus")
    one = booked(who, of)
    first = says(Kind.BOOKING, one)
    words: dict[str, Any] = {"conversation": first.conversation_id, "by": "x", "now": NOW}
    with pytest.raises(NotFound):
        messages.stop(party=Party(organisation=of, role=Role.EMPLOYER), **words)
    messages.stop(party=Party(person=who), **words)
    messages.stop(party=Party(person=who), **{**words, "now": later(1)})
    first.conversation.refresh_from_db()
    assert (first.conversation.closed, first.conversation.reason) == (NOW, messages.STOPPED)
    with pytest.raises(Conflict):
        talking.replies(first)
    with pytest.raises(Conflict):
        messages.resume(party=Party(organisation=of, role=Role.EMPLOYER), **words)
    messages.resume(party=Party(person=who), **words)
    talking.replies(first)
    messages.stop(party=Party(person=who), **words)
    bookings.cancel(booking=one.pk, by="test", now=NOW, reason="cannot-come")
    with pytest.raises(Conflict):
        messages.resume(party=Party(person=who), **words)
    first.conversation.refresh_from_db()
    assert first.conversation.reason == messages.STOPPED


def test_a_double_submit_sends_once() -> None:
    who = make.own_person()
    tie = talking.tie_of(Kind.BOOKING, booked(who, acting("Campus")))
    words: dict[str, Any] = {"text": "Hallo", "asks": True, "token": uuid4(), "by": "x", "now": NOW}
    one = messages.begin(tie=tie, party=Party(person=who), **words)
    two = messages.begin(tie=tie, party=Party(person=who), **words)
    assert (one, Message.objects.count(), Conversation.objects.count()) == (two, 1, 1)
    says(Kind.BOOKING, tie.row)
    assert (Message.objects.count(), Conversation.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    "text", ["", "   ", "a" * (messages.MESSAGE_MOST + 1), "Mijn nummer is 111222333", "bsn 1112.22.333"]
)
def test_bad_texts_are_refused_and_leave_nothing(text: str) -> None:
    one = booked(make.own_person(), acting("Campus"))
    with pytest.raises(InputError):
        says(Kind.BOOKING, one, text=text)
    assert Conversation.objects.count() == 0


def test_nobody_is_flooded() -> None:
    one = booked(make.own_person(), acting("Campus"))
    most = house_rules().days["messages_a_day"]
    for number in range(most):
        first = says(Kind.BOOKING, one, text=f"Bericht {number}")
    with pytest.raises(InputError):
        says(Kind.BOOKING, one)
    talking.replies(first)
    says(Kind.BOOKING, one, now=later(1.1))


def test_an_ask_has_a_day_and_any_answer_answers_it() -> None:
    who, of = make.own_person(), acting("Campus")
    one = booked(who, of)
    first, told = says(Kind.BOOKING, one), says(Kind.BOOKING, one, asks=False)
    assert first.answer_by == timezone.localdate(later(DAYS))
    assert told.answer_by is None
    party = Party(organisation=of, role=Role.EMPLOYER)
    assert queries.conversations(party, now=NOW).get().due == first.answer_by  # type: ignore[attr-defined]
    talking.replies(first, asks=True, now=later(1))
    first.refresh_from_db()
    assert first.answered == later(1)
    assert queries.conversations(party, now=NOW).get().due is None  # type: ignore[attr-defined]
    assert queries.conversations(Party(person=who), now=NOW).get().due is not None  # type: ignore[attr-defined]


def test_what_is_due_first_stands_on_top_and_ended_ones_last() -> None:
    of = acting("Campus")
    three = [booked(make.own_person(f"P{n}"), of) for n in range(3)]
    said = [says(Kind.BOOKING, one, asks=n > 0, now=later(n / 10)) for n, one in enumerate(three)]
    bookings.cancel(booking=three[1].pk, by="test", now=NOW, reason="cannot-come")
    rows = queries.conversations(Party(organisation=of, role=Role.EMPLOYER), now=NOW)
    assert [one.pk for one in rows] == [said[n].conversation_id for n in (2, 0, 1)]


def test_answers_in_time_are_counted_per_organisation() -> None:
    of, silent = acting("Campus"), acting("Stil")
    rows = [booked(make.own_person(f"P{n}"), of, days=60) for n in range(3)]
    asked = [says(Kind.BOOKING, one) for one in rows]
    talking.replies(asked[0], now=later(DAYS - 1))
    talking.replies(asked[1], now=later(DAYS + 2))
    says(Kind.BOOKING, booked(make.own_person(), silent, days=60))
    ended = booked(make.own_person(), silent)
    says(Kind.BOOKING, ended)
    bookings.cancel(booking=ended.pk, by="test", now=later(1), reason="cannot-come")
    messages.settle(by="test", now=later(1))
    told = {one.organisation: (one.due, one.in_time) for one in queries.replied_in_time(today=later(DAYS + 3).date())}
    assert told == {"Campus": (3, 1), "Stil": (1, 0)}
    assert queries.replied_in_time([of.pk], today=NOW.date())[0].due == 2


def test_mail_says_only_that_there_is_one_and_once_a_day(django_capture_on_commit_callbacks: Any) -> None:
    who, of = make.own_person(), acting("Campus")
    one = booked(who, of, days=60)
    first = says(Kind.BOOKING, one, text="Geheim: ik ben ziek geweest.")
    says(Kind.BOOKING, one, text="Nog iets.")
    letter = Letter.objects.get(kind="message")
    assert letter.account == of.memberships.get().user
    assert letters.send(letter.pk, now=NOW, compose=compose)
    text = mail.outbox[0].subject + str(mail.outbox[0].body)
    assert "2 berichten" in text
    assert f"/werkgever/mijn/berichten/{first.conversation.key}/" in text
    for hidden in ("Geheim", "ziek", "Sam"):
        assert hidden not in text
    talking.replies(first)
    told = Letter.objects.get(kind="message", person=who)
    assert letters.send(told.pk, now=NOW, compose=compose)
    assert f"/mijn/berichten/{first.conversation.key}/" in str(mail.outbox[1].body)


def test_mail_about_what_was_read_or_closed_does_not_go() -> None:
    who, of = make.own_person(), acting("Campus")
    one = booked(who, of)
    first = says(Kind.BOOKING, one, asks=False)
    party = Party(organisation=of, role=Role.EMPLOYER)
    assert messages.looked(conversation=first.conversation, party=party, by="x", now=NOW) == 1
    assert messages.looked(conversation=first.conversation, party=party, by="x", now=NOW) == 0
    letter = Letter.objects.get(kind="message")
    assert not letters.send(letter.pk, now=NOW, compose=compose)
    talking.replies(first)
    bookings.cancel(booking=one.pk, by="test", now=NOW, reason="cannot-come")
    assert not letters.send(Letter.objects.get(kind="message", person=who).pk, now=NOW, compose=compose)


def test_the_desk_hears_through_the_adviser_who_has_the_case() -> None:
    who, office = make.own_person(), acting("Talentloket", "adviser")
    make.membership("adviser", of=office)
    found = talking.taken(who, office) if office.memberships.count() == 1 else None
    acts = office.memberships.order_by("pk")[1]
    request = make.request("Nog een vraag?", person=who.pk)
    desk.take_up(request=request.pk, version=request.version, adviser=acts.user_id, by="test", now=NOW)
    assert found is None
    says(Kind.REQUEST, request)
    assert Letter.objects.get(kind="message").account == acts.user


def test_a_message_after_the_mail_of_the_day_is_told_the_next_day() -> None:
    who, of = make.own_person(), acting("Campus")
    one = booked(who, of, days=60)
    says(Kind.BOOKING, one)
    Letter.objects.filter(kind="message").update(state="sent")
    assert messages.tell_missed(now=later(1)) == 0
    says(Kind.BOOKING, one, now=later(0.01))
    assert messages.tell_missed(now=later(1)) == 1
    assert messages.tell_missed(now=later(1)) == 1
    assert Letter.objects.filter(kind="message").count() == 2
    assert messages.tell_missed(now=later(9)) == 0


def test_one_reminder_before_the_day() -> None:
    who, of = make.own_person(), acting("Campus")
    first = says(Kind.BOOKING, booked(who, of, days=60))
    assert rounds.run(by="test", now=later(1))["messages"] == 0
    counts = [rounds.run(by="test", now=later(DAYS - 1 + n / 10))["messages"] for n in range(2)]
    assert counts == [1, 0]
    first.refresh_from_db()
    assert first.reminded == later(DAYS - 1)
    answered = says(Kind.BOOKING, booked(who, acting("Snel"), days=60))
    talking.replies(answered)
    assert rounds.run(by="test", now=later(DAYS))["messages"] == 0


def test_a_look_by_an_organisation_is_written_down_and_by_the_person_not() -> None:
    who, of = make.own_person(), acting("Campus")
    first = says(Kind.BOOKING, booked(who, of))
    messages.looked(conversation=first.conversation, party=Party(person=who), by=who.user.actor, now=NOW)
    assert people_queries.looks_at(who) == []
    party = Party(organisation=of, role=Role.EMPLOYER)
    messages.looked(conversation=first.conversation, party=party, by=of.memberships.get().user.actor, now=NOW)
    assert [(one.organisation, one.what) for one in people_queries.looks_at(who)] == [("Campus", "message")]


def test_messages_go_along_in_the_download_and_go_with_the_person() -> None:
    who, of = make.own_person(), acting("Campus")
    talking.replies(says(Kind.BOOKING, booked(who, of)))
    rows = everything(who)
    assert [one["text"] for one in rows["messages"]] == ["Hoe laat begint het?", "Om negen uur."]
    assert len(rows["conversations"]) == 1
    leaving.erase_person(person=who, by="test", now=NOW)
    assert (Message.objects.count(), Conversation.objects.count()) == (0, 0)
    assert not AuditEvent.objects.filter(details__icontains="begint").exists()


def test_texts_are_not_kept_forever() -> None:
    who, of = make.own_person(), acting("Maasdal")
    first = says(Kind.INVITATION, talking.said_yes(who, of))
    keep = house_rules().days["keep_silent"]
    assert forgetting.forget_silent(by="test", now=later(keep - 1))["messages"] == 0
    Membership.objects.update(since=later(keep))
    assert forgetting.forget_silent(by="test", now=later(keep + 1))["messages"] == 1
    first.refresh_from_db()
    assert (first.text, first.by) == ("", "")
    first.conversation.refresh_from_db()
    assert first.conversation.reason == "message-silent"
    assert forgetting.forget_silent(by="test", now=later(keep + 2))["messages"] == 0
    with pytest.raises(Conflict):
        messages.resume(conversation=first.conversation_id, party=Party(person=who), by="x", now=later(keep + 1))


def test_an_organisation_that_never_answers_a_message_is_forgotten() -> None:
    of, alive = acting("Stil"), acting("Wakker")
    for one in (of, alive):
        says(Kind.BOOKING, booked(make.own_person(one.name), one, days=800))
    keep = house_rules().days["keep_silent"]
    when = later(keep + DAYS + 2)
    talking.replies(Message.objects.get(conversation__organisation=alive), now=later(keep))
    assert [one.name for one in forgetting.silent_organisations(when - timedelta(days=keep))] == ["Stil"]
    forgetting.forget_silent(by="test", now=when)
    assert not of.memberships.exists()
    assert alive.memberships.exists()


def test_messages_count_in_the_figure_of_answers_in_time() -> None:
    of = acting("Campus")
    asked = [says(Kind.BOOKING, booked(make.own_person(f"P{n}"), of, days=60)) for n in range(20)]
    for one in asked[:15]:
        talking.replies(one, now=later(1))
    (found,) = queries_counts.in_time(now=later(DAYS + 1))
    assert (found.name, found.whole, found.percent) == ("Campus", 20, 75)
