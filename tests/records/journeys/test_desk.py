"""The one desk: nobody falls between, nobody waits in silence, colleagues do not overwrite each other."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.journeys.actions import desk, reminders
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Referral, Request, RequestNote
from schakel.records.journeys.queries import answered_in_time, inbox, overdue
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
BY = {"by": "test", "now": NOW}


def adviser(name: str = "adviser") -> int:
    model = get_user_model()
    return model.objects.create(**{model.USERNAME_FIELD: f"{name}@example.org"}).pk


def referral(of: Request, **words: object) -> Referral:
    partner = make.organisation("Leo Loopbaan").pk
    given = {"request": of.pk, "version": of.version, "partner": partner, "consent": "Ja, dat mag.", **BY, **words}
    return desk.refer(**given)


def test_take_in_sets_the_day_of_the_answer() -> None:
    found = make.request(now=NOW)
    assert found.answer_by == (NOW + timedelta(days=house_rules().days["request"])).date()
    assert (found.state, list(inbox())) == ("new", [found])


def test_take_in_twice_within_the_hour_is_one_request() -> None:
    first = make.request(now=NOW)
    assert make.request(now=NOW + timedelta(minutes=5)) == first
    assert make.request(now=NOW + timedelta(hours=2)) != first


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"text": "   "}, "no text"),
        ({"text": "x" * 5000}, "longer"),
        ({"text": "Mijn nummer is 111222333."}, "BSN"),
        ({"text": "Mijn nummer is 1112.22.333."}, "BSN"),
        ({"email": "", "phone": ""}, "no way to answer"),
    ],
)
def test_take_in_says_what_is_wrong(words: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make.request(**words)


def test_a_phone_number_and_a_date_are_no_bsn() -> None:
    assert make.request("Bel mij op 06-12345678 na 24-11-2026.").pk


def test_two_advisers_on_one_case_the_second_is_told() -> None:
    found = make.request()
    desk.take_up(request=found.pk, version=1, adviser=adviser("one"), **BY)
    with pytest.raises(Conflict, match="colleague"):
        desk.take_up(request=found.pk, version=1, adviser=adviser("two"), **BY)
    assert desk.take_up(request=found.pk, version=2, adviser=adviser("three"), **BY).version == 3


def test_referral_stays_with_the_desk_until_accepted() -> None:
    found = make.request()
    asked = referral(found)
    found.refresh_from_db()
    assert (found.state, found in inbox()) == ("referred", True)
    desk.answer_referral(referral=asked.pk, accepted=False, reason="no-room", **BY)
    found.refresh_from_db()
    assert found.state == "new"
    again = referral(found)
    desk.answer_referral(referral=again.pk, accepted=True, **BY)
    found.refresh_from_db()
    assert (found.state, found in inbox()) == ("referred", True)


def test_referral_needs_consent_and_a_reason_to_return() -> None:
    found = make.request()
    with pytest.raises(InputError, match="no text"):
        referral(found, consent=" ")
    asked = referral(found)
    with pytest.raises(InputError, match="reason"):
        desk.answer_referral(referral=asked.pk, accepted=False, **BY)
    desk.answer_referral(referral=asked.pk, accepted=True, **BY)
    with pytest.raises(Conflict):
        desk.answer_referral(referral=asked.pk, accepted=True, **BY)
    with pytest.raises(NotFound):
        desk.answer_referral(referral=0, accepted=True, **BY)


def test_one_partner_is_asked_at_a_time() -> None:
    found = make.request()
    referral(found)
    found.refresh_from_db()
    with pytest.raises(Conflict, match="already asked"):
        referral(found)


def test_withdrawn_consent_ends_every_referral() -> None:
    found = make.request()
    asked = referral(found)
    assert desk.withdraw_consent(request=found.pk, **BY) == 1
    asked.refresh_from_db()
    found.refresh_from_db()
    assert (asked.state, found.state) == ("withdrawn", "new")
    with pytest.raises(Conflict):
        desk.answer_referral(referral=asked.pk, accepted=True, **BY)
    assert desk.withdraw_consent(request=found.pk, **BY) == 0


def test_answer_and_close_end_a_request() -> None:
    found = make.request()
    desk.note(request=found.pk, text="Gebeld.", next_action=NOW.date(), **BY)
    assert desk.answer(request=found.pk, version=1, text="Kijk bij Make IT Work.", **BY).ended == NOW
    for action in (
        lambda: desk.note(request=found.pk, text="Nog iets", **BY),
        lambda: desk.close(request=found.pk, version=2, reason="other", **BY),
    ):
        with pytest.raises(Conflict, match="ended"):
            action()
    other = make.request("Iets anders?")
    with pytest.raises(InputError, match="reason"):
        desk.close(request=other.pk, version=1, reason="too-few", **BY)
    assert desk.close(request=other.pk, version=1, reason="asked-twice", **BY).state == "closed"
    assert RequestNote.objects.count() == 1
    assert not inbox().exists()
    with pytest.raises(NotFound):
        desk.note(request=0, text="x", **BY)


def test_one_reminder_per_episode_written_before_it_is_sent() -> None:
    found = make.request(now=NOW - timedelta(days=5))
    run = make.session(make.offer(), days=1, capacity=5)
    from schakel.records.journeys.actions import bookings

    bookings.book(session=run.pk, person=make.person().pk, **BY)
    sent: list[object] = []

    def send(of: object) -> None:
        assert of.reminded == NOW  # type: ignore[attr-defined]
        sent.append(of)

    def told() -> dict[str, int]:
        return {kind: count for kind, count in reminders.remind(send=send, **BY).items() if count}

    assert told() == {"requests": 1, "bookings": 1}
    assert told() == {}
    assert len(sent) == 2
    assert list(overdue(today=NOW.date() + timedelta(days=2))) == [found]


def test_answered_in_time_per_partner() -> None:
    quick, slow = make.request("Een"), make.request("Twee")
    one = referral(quick)
    two = desk.refer(request=slow.pk, version=1, partner=one.partner_id, consent="Ja", **BY)
    desk.answer_referral(referral=one.pk, accepted=True, by="test", now=NOW)
    desk.answer_referral(referral=two.pk, accepted=True, by="test", now=NOW + timedelta(days=9))
    (figure,) = answered_in_time(now=NOW + timedelta(days=10))
    assert (figure.due, figure.in_time) == (2, 1)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_reason_has_a_text_of_its_own(language: str) -> None:
    rules = house_rules()
    texts = [rules.text(reason.id, language) for reason in rules.reasons]
    assert all(texts)
    assert len(set(texts)) == len(texts)
    assert rules.text("", language) == ""
