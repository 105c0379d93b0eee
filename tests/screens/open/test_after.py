"""Mail of the journeys in three languages, and the pages behind its links: a GET writes nothing, one button is enough."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from schakel.records.core.models import AuditEvent
from schakel.records.journeys import letters
from schakel.records.journeys.actions import after, bookings, desk, invitations, paths, rounds
from schakel.records.journeys.models import Booking, Invitation, Letter, Outcome, Reply, Request
from schakel.records.offers.models import Session
from schakel.screens.open.after import tasks
from schakel.screens.open.after.mail import compose
from schakel.screens.open.after.words import WORDS
from support import factories as make
from support.pages import PREFIXES, text

pytestmark = pytest.mark.django_db

NOW = timezone.now()
BY: dict[str, Any] = {"by": "test", "now": NOW}


def booking(language: str = "nl", *, days: float = 7, state: str = "booked", **fields: Any) -> Booking:
    person = make.own_person()
    person.user.language = language
    person.user.save()
    host = make.organisation()
    offer = make.offer("Meelopen", kind="shadow-day", organisation=host, title_de="Schnuppern", **fields)
    words = {"made": NOW, "changed": NOW, "state": state}
    return Booking.objects.create(session=make.session(offer, days=days, capacity=3, taken=1), person=person, **words)


def letter(kind: str, of: Any, person: Any = None, **words: Any) -> Letter:
    to = words.pop("account", person.user if person else None)
    about = of._meta.model_name
    return Letter.objects.create(kind=kind, about=about, number=of.pk, person=person, account=to, made=NOW, **words)


def visit(kind: str = "evaluate", language: str = "nl") -> Letter:
    found = booking(language, days=-2, state="attended")
    return letter(kind, found, found.person)


def hosted() -> Letter:
    found = booking(days=-2, state="attended")
    boss = make.membership("employer", of=found.session.offer.organisation, admin=True)
    return letter("host-again", found.session, account=boss.user)


def stay(months: int = 6, language: str = "nl") -> Letter:
    person = make.own_person()
    person.user.language = language
    person.user.save()
    journey = paths.open_journey(person=person.pk, goal="", steps=(), **BY)
    return letter("stayed", journey, person, episode=str(months))


def page_of(one: Letter, prefix: str = "") -> str:
    return f"{prefix}/na/{letters.token_of(one)}/"


def mailed(one: Letter) -> Any:
    assert letters.send(one.pk, now=NOW, compose=compose), one
    return mail.outbox[-1]


@pytest.mark.parametrize(
    ("language", "subject", "greeting", "path"),
    [
        ("nl", "Je hebt een plek: Meelopen", "Hallo Sam de Vries,", "/mijn/boekingen/"),
        ("en", "You have a place: Meelopen", "Hello Sam de Vries,", "/en/mijn/boekingen/"),
        ("de", "Sie haben einen Platz: Schnuppern", "Guten Tag, Sam de Vries,", "/de/mijn/boekingen/"),
    ],
)
def test_mail_of_a_booking_speaks_the_language_of_the_person(
    language: str, subject: str, greeting: str, path: str, settings: Any
) -> None:
    settings.ADDRESS = "https://schakel.example"
    found = booking(language)
    sent = mailed(letter("booked", found, found.person))
    assert (sent.subject, sent.to) == (subject, [found.person.user.email])
    assert sent.body.startswith(greeting)
    assert f"https://schakel.example{path}" in sent.body
    assert not re.search(r"<|&amp;|\{\{|%\(", sent.body)


@pytest.mark.parametrize(
    ("kind", "state", "says"),
    [
        ("waiting", "waiting", "0 mensen zijn voor jou"),
        ("moved-up", "booked", "opgeschoven"),
        ("cancelled", "cancelled", "Ik kan die dag niet."),
        ("session-cancelled", "cancelled", "Ik kan die dag niet."),
        ("remind-booking", "booked", "Binnenkort"),
    ],
)
def test_every_change_of_a_booking_has_its_words(kind: str, state: str, says: str) -> None:
    found = booking(state=state)
    Booking.objects.update(reason="cannot-come" if state == "cancelled" else "")
    sent = mailed(letter(kind, found, found.person))
    assert says in sent.subject + sent.body


def test_a_made_up_offer_says_so() -> None:
    found = booking(fictional=True)
    assert mailed(letter("booked", found, found.person)).subject.endswith("(fictief)")


def test_a_subject_is_one_line() -> None:
    found = booking()
    found.session.offer.title_nl = "Meelopen\nBcc: iedereen@example.org"
    found.session.offer.save()
    assert "\n" not in mailed(letter("booked", found, found.person)).subject


def test_mail_of_what_changed_since_is_not_sent() -> None:
    found = booking()
    waits = [letter(kind, found, found.person) for kind in ("booked", "remind-booking")]
    bookings.cancel(booking=found.pk, **BY, reason="cannot-come")
    assert [letters.send(one.pk, now=NOW, compose=compose) for one in waits] == [False, False]
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("language", "subject"),
    [("nl", "We hebben je vraag"), ("en", "We have your question"), ("de", "Wir haben Ihre Frage")],
)
def test_a_question_is_told_with_its_private_link(language: str, subject: str) -> None:
    found = make.request("Mijn geheime vraag", language=language)
    sent = mailed(Letter.objects.get())
    assert (sent.subject, sent.to) == (subject, ["sam@example.org"])
    assert f"/vraag/{found.key}/" in sent.body
    assert "geheime" not in sent.body


def test_a_closed_question_gives_its_reason() -> None:
    found = make.request()
    desk.close(request=found.pk, version=1, reason="asked-twice", **BY)
    assert "Je krijgt één antwoord op beide." in mailed(Letter.objects.get(kind="question-closed")).body
    # What was received is no news any more.
    assert not letters.send(Letter.objects.get(kind="question-received").pk, now=NOW, compose=compose)


def test_mail_to_adviser_and_partner_holds_no_name() -> None:
    adviser, partner = make.membership("adviser"), make.membership("partner")
    found = make.request("Mijn geheime vraag")
    sent = [mailed(letter("remind-request", found, account=adviser.user))]
    made = desk.refer(request=found.pk, version=1, partner=partner.organisation_id, consent="Ja.", **BY)
    sent.append(mailed(Letter.objects.get(kind="referral-asked")))
    sent.append(mailed(letter("remind-referral", made, account=partner.user)))
    for one in sent:
        assert "Sam" not in one.body + one.subject
        assert "geheime" not in one.body
    assert f"/loket/gevraagd/{made.key}/" in sent[1].body


def test_mail_of_an_invitation_and_of_a_call() -> None:
    person, offer = make.own_person(), make.offer("Beheerder", kind="vacancy", organisation=make.organisation())
    asked = {"asked": NOW, "answer_by": NOW.date() + timedelta(days=5)}
    found = Invitation.objects.create(offer=offer, person=person, message="Kom praten", **asked)
    assert "Beheerder" in mailed(letter("invitation-asked", found, person)).body
    assert "wacht" in mailed(letter("remind-invitation", found, person)).subject
    boss = make.membership("employer", of=offer.organisation)
    call = letter("remind-call", found, account=boss.user)
    invitations.decline(invitation=found.pk, reason="other", **BY)
    assert not letters.send(call.pk, now=NOW, compose=compose)
    Invitation.objects.update(state="accepted", contact_by=NOW.date())
    again = letter("remind-call", found, account=boss.user, episode="2")
    assert "Sam" not in mailed(again).body


def test_every_kind_that_is_written_has_words() -> None:
    files = [Path(module.__file__) for module in (bookings, desk, invitations, rounds)]
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    written = set(re.findall(r'letters\.write_\w+\(\s*"([\w-]+)"', source))
    assert len(written) > 10
    assert written - set(WORDS) == set()


def test_an_action_puts_its_letter_in_the_queue(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make.request()
    queued = DBTaskResult.objects.get()
    assert queued.task_path == "schakel.screens.open.after.tasks.send_letter"
    assert queued.args_kwargs["args"] == [Letter.objects.get().pk]


def test_the_worker_sends_and_comes_back_when_mail_is_away(settings: Any) -> None:
    make.request()
    one = Letter.objects.get()
    settings.EMAIL_BACKEND = "support.mail.Away"
    assert tasks.send_letter.func(one.pk) is False
    again = DBTaskResult.objects.get()
    assert again.run_after > timezone.now() + timedelta(minutes=9)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert tasks.send_letter.func(one.pk) is True
    assert len(mail.outbox) == 1


def test_remind_writes_and_sends(capsys: Any) -> None:
    found = booking(days=1)
    for _ in range(2):
        call_command("remind", "--send")
    said = capsys.readouterr().out
    assert "bookings: 1" in said
    assert "sent: 1" in said
    assert [one.to for one in mail.outbox] == [[found.person.user.email]]


def test_the_round_of_the_worker_sends_what_is_late() -> None:
    make.request()
    Letter.objects.update(made=NOW - timedelta(hours=1))
    assert tasks.make_round.func()["late"] == 1


def test_a_link_that_is_followed_writes_nothing(client: Any) -> None:
    for one in (stay(), visit(), visit("next-step"), hosted()):
        events = AuditEvent.objects.count()
        for query in ("", "?antwoord=yes", "?antwoord=no"):
            assert client.get(page_of(one) + query).status_code == 200
            assert client.head(page_of(one) + query).status_code == 200
        assert AuditEvent.objects.count() == events
    assert (Reply.objects.count(), Outcome.objects.count(), Session.objects.count()) == (0, 0, 3)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("months", [6, 12, 24])
def test_stayed_is_one_click_from_the_mail(client: Any, language: str, months: int) -> None:
    one = stay(months, language)
    body = mailed(one).body
    assert f"{months} " in body
    links = re.findall(r"http://127\.0\.0\.1:8000(\S+/na/\S+)", body) or re.findall(r"8000(/\S*na/\S+)", body)
    assert len(links) == 3
    page = client.get(links[1])
    assert 'primary-action" type="submit" name="antwoord" value="no"' in page.content.decode()
    answer = client.post(links[1], {"antwoord": "no"})
    assert answer.status_code == 302
    assert list(Outcome.objects.values_list("kind", "months", "evidence")) == [("left", months, "person")]
    assert client.get(answer["Location"]).content.decode().count("<button") <= 1  # the menu; no answer is asked again


def test_stayed_counts_once(client: Any) -> None:
    one = stay()
    client.post(page_of(one), {"antwoord": "yes"})
    assert "eerste antwoord" in text(client.post(page_of(one), {"antwoord": "no"}, follow=True))
    assert Outcome.objects.get().kind == "stayed"


def test_an_answer_that_is_no_answer_shows_the_page_again(client: Any) -> None:
    for one in (stay(), visit("next-step")):
        for wrong in ({}, {"antwoord": "<b>"}):
            assert client.post(page_of(one), wrong).status_code == 200
    assert Reply.objects.count() == 0


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_guest_answers_three_questions(client: Any, prefix: str) -> None:
    one = visit()
    page = client.get(page_of(one, prefix))
    assert page["Cache-Control"] == "no-store"
    assert page.content.decode().count("<select") == 3
    assert client.post(page_of(one, prefix), {"useful": "yes"}).status_code == 422
    given = {"useful": "yes", "as-agreed": "yes", "this-work": "no"}
    assert client.post(page_of(one, prefix), given).status_code == 302
    assert Reply.objects.get().answers == given
    assert "<select" not in client.get(page_of(one, prefix)).content.decode()


def test_a_host_offers_the_proposed_date_with_one_click(client: Any) -> None:
    one = hosted()
    html = client.get(page_of(one)).content.decode()
    given = {name: re.search(rf'name="{name}" value="([^"]+)"', html)[1] for name in ("dag", "tijd", "plekken")}  # type: ignore[index]
    answer = client.post(page_of(one), given, follow=True)
    assert "kunnen deze dag nu boeken" in text(answer)
    made = Session.objects.latest("pk")
    assert made.capacity == 3
    assert timedelta(days=13) < made.starts - NOW < timedelta(days=40)
    client.post(page_of(one), given)
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [{"dag": "2001-01-01"}, {"dag": "nooit"}, {"dag": "", "tijd": ""}, {"plekken": "0"}, {"plekken": "9999"}],
)
def test_a_host_is_told_what_is_wrong_with_a_date(client: Any, wrong: dict[str, str]) -> None:
    soon = (NOW + timedelta(days=9)).date().isoformat()
    answer = client.post(page_of(hosted()), {"dag": soon, "tijd": "09:00", "plekken": "2", **wrong})
    assert answer.status_code == 422
    assert Session.objects.count() == 1


def test_a_host_says_how_it_was(client: Any) -> None:
    one = hosted()
    assert client.post(page_of(one), {"useful": "yes"}).status_code == 422
    client.post(page_of(one), {"useful": "yes", "as-agreed": "no", "again": "maybe"})
    assert Reply.objects.get().answers["again"] == "maybe"
    assert "We hebben je antwoorden" in text(client.get(page_of(one)))


def test_who_wants_to_talk_gets_a_page_with_an_answer_day(client: Any) -> None:
    answer = client.post(page_of(visit("next-step"), "/de"), {"antwoord": "talk"})
    found = Request.objects.get()
    assert answer["Location"] == f"/de/vraag/{found.key}/"
    assert found.text == "Ich war einen Tag dabei: Schnuppern. Ich möchte über meinen nächsten Schritt sprechen."


@pytest.mark.parametrize(
    ("choice", "link"), [("another", "soort=shadow-day"), ("course", "soort=course"), ("none", "")]
)
def test_a_next_step_leads_on(client: Any, choice: str, link: str) -> None:
    page = client.post(page_of(visit("next-step")), {"antwoord": choice}, follow=True)
    assert link in page.content.decode()
    assert Reply.objects.get().answers == {"next": choice}


def test_links_that_were_made_up_lead_nowhere(client: Any) -> None:
    one = stay()
    assert client.get("/na/verzonnen/").status_code == 404
    assert client.post(page_of(one)[:-3] + "x/", {"antwoord": "yes"}).status_code == 404
    received = letters.write_request("question-received", make.request())
    assert client.get(page_of(received)).status_code == 404


def test_old_links_and_links_to_what_is_gone_say_so(client: Any) -> None:
    one = stay()
    Letter.objects.update(made=NOW - after.LINK_WORKS)
    assert client.get(page_of(one)).status_code == 410
    assert client.post(page_of(one), {"antwoord": "yes"}).status_code == 410
    other = visit()
    Booking.objects.all().delete()
    assert "werkt niet meer" in text(client.get(page_of(other)))
