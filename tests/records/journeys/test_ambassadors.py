"""Somebody is asked to be a contact for newcomers: one answer day, one reminder, and nothing after an answer."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys import letters
from schakel.records.journeys.actions import ambassadors as actions
from schakel.records.journeys.actions import rounds
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Ambassador, Letter
from schakel.screens.open.after.mail import compose
from support import factories as make

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2027, 3, 1, 14))
DAYS = house_rules().days["ambassador"]
BEFORE = house_rules().days["remind_before"]


def asked(*, name: str = "Ines", languages: Any = ("en",), of: Any = None, **words: Any) -> Ambassador:
    given = {"name": name, "email": f"{name.lower()}@example.org", "languages": languages, "about": "", **words}
    return actions.ask(organisation=of or make.organisation("Maasdal"), by="test", now=NOW, **given)


def round_after(days: int) -> int:
    now = timezone.make_aware(datetime.combine(timezone.localdate(NOW) + timedelta(days=days), time(9)))
    return rounds.run(by="test", now=now)["ambassadors"]


def sent() -> list[Any]:
    before = len(mail.outbox)
    for letter in Letter.objects.filter(state="waiting").order_by("pk"):
        letters.send(letter.pk, now=NOW, compose=compose)
    return mail.outbox[before:]


def test_the_question_says_until_when() -> None:
    made = asked()
    assert made.answer_by == timezone.localdate(NOW) + timedelta(days=DAYS)
    (first,) = sent()
    assert "Say yes or no by 11 March 2027." in " ".join(first.body.split())


def test_who_says_nothing_is_reminded_once() -> None:
    made = asked()
    sent()
    assert round_after(DAYS - BEFORE - 1) == 0
    assert [round_after(DAYS - BEFORE) for _twice in range(2)] == [1, 0]
    (again,) = sent()
    assert again.to == ["ines@example.org"]
    assert again.subject == "Will you still say yes or no?"
    assert f"/en/blijven/contact/{actions.token_of(made)}/" in again.body
    assert "We ask this once more." in again.body
    made.refresh_from_db()
    assert made.reminded is not None
    assert AuditEvent.objects.filter(action="journeys.remind", subject=f"ambassador {made.pk}").count() == 1
    assert [round_after(days) for days in (DAYS, DAYS + 30)] == [0, 0]
    assert sent() == []


@pytest.mark.parametrize(
    ("languages", "subject"),
    [
        (("nl",), "Zeg je nog ja of nee?"),
        (("de", "en"), "Sagen Sie noch Ja oder Nein?"),
        (("fr",), "Zeg je nog ja of nee?"),
    ],
)
def test_the_reminder_is_in_a_language_of_who_is_asked(languages: Any, subject: str) -> None:
    asked(languages=languages)
    sent()
    assert round_after(DAYS) == 1
    assert sent()[0].subject == subject


def test_who_answered_is_not_reminded() -> None:
    of = make.organisation("Maasdal")
    yes, no = asked(of=of), asked(name="Omar", of=of)
    actions.agree(ambassador=yes.pk, by="test", now=NOW)
    actions.remove(ambassador=no.pk, by="test")
    assert round_after(DAYS) == 0


def test_an_answer_just_before_the_reminder_goes_out_stops_it() -> None:
    made = asked()
    sent()
    assert round_after(DAYS) == 1
    actions.agree(ambassador=made.pk, by="test", now=NOW)
    assert sent() == []
    assert Letter.objects.get(kind="remind-ambassador").state == Letter.State.SKIPPED


def test_made_up_people_and_questions_without_an_answer_day_are_left_alone() -> None:
    asked(of=make.organisation("Verzonnen", fictional=True))
    older = asked(name="Omar")
    Ambassador.objects.filter(pk=older.pk).update(answer_by=None)
    sent()
    assert round_after(DAYS + 1) == 0
    assert sent() == []


def test_a_late_round_still_reminds() -> None:
    asked()
    assert round_after(DAYS + 20) == 1


def test_the_link_of_the_reminder_still_takes_a_no(client: Any) -> None:
    made = asked()
    round_after(DAYS)
    link = f"/blijven/contact/{actions.token_of(made)}/"
    assert client.post(link, {"antwoord": "nee"}).status_code == 302
    assert not Ambassador.objects.exists()
    sent()
    assert [one.subject for one in mail.outbox if "still" in one.subject] == []
