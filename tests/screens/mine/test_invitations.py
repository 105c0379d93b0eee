"""Invitations as the person sees and answers them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.records.journeys.actions import invitations as actions
from schakel.records.journeys.models import Invitation
from schakel.records.offers import posting
from schakel.records.people import actions as people
from schakel.records.people.models import Person
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
PAGE = "/mijn/uitnodigingen/"


def person() -> tuple[StrictClient, Person]:
    """A browser, and who sits behind it; they may be found."""
    user, client, now = make.user(), StrictClient(), timezone.now()
    who = people.begin(user=user, name="Sanne", by="test", now=now)
    people.give_consent(person=who, purpose_id="found-by-employers", by="test", now=now)
    client.force_login(user)
    return client, who


def invited(who: Person, *, days: int = 0, name: str = "Maasdal Techniek") -> Invitation:
    now = timezone.now() - timedelta(days=days)
    made = posting.draft(organisation=make.organisation(name), kind="vacancy", text="Beheerder", by="test", now=now)
    offer = posting.publish(posting=made.pk, version=made.version, by="test", now=now).offer
    assert offer is not None
    return actions.invite(offer=offer, person=who, message="Kom <b>praten</b>", by="test", now=now)


def answer(client: StrictClient, one: Invitation, said: str, **words: str) -> Any:
    return client.post(PAGE, {"uitnodiging": str(one.key), "antwoord": said, **words}, follow=True)


def state_of(one: Invitation) -> str:
    one.refresh_from_db()
    return one.state


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "1 werkgever wil met je praten"),
        ("/en", "1 employer would like to talk to you"),
        ("/de", "1 Arbeitgeber möchte mit Ihnen sprechen"),
    ],
)
def test_invitation_stands_in_three_languages(prefix: str, words: str) -> None:
    client, who = person()
    invited(who)
    text = pages.text(client.get(f"{prefix}{PAGE}"))
    assert words in text
    assert "Maasdal Techniek" in text
    assert "<b>" in text


def test_nothing_asked_says_how_employers_find_you(client: Any) -> None:
    mine, _who = person()
    assert "Werkgevers vinden je alleen" in pages.text(mine.get(PAGE))
    assert client.get(PAGE)["Location"].startswith("/account/")


def test_yes_and_taken_back() -> None:
    client, who = person()
    one = invited(who)
    assert "(1 te beantwoorden)" in pages.text(client.get("/mijn/"))
    assert "ziet nu je naam" in pages.text(answer(client, one, "ja", bereikbaar="sanne@example.org"))
    assert (state_of(one), one.contact) == ("accepted", "sanne@example.org")
    assert "al beantwoord" in pages.text(answer(client, one, "ja", bereikbaar="x@example.org"))
    assert "ziet je naam niet meer" in pages.text(answer(client, one, "terug"))
    assert (state_of(one), one.contact) == ("withdrawn", "")


def test_no_with_a_reason() -> None:
    client, who = person()
    one = invited(who)
    assert "kies een reden" in pages.text(answer(client, one, "nee", reden="onzin"))
    assert "kies een reden" in pages.text(answer(client, one, "ja", bereikbaar=" "))
    assert state_of(one) == "asked"
    assert "hoort niet wie je bent" in pages.text(answer(client, one, "nee", reden="too-far"))
    assert state_of(one) == "declined"


def test_late_answer_is_not_taken() -> None:
    client, who = person()
    one = invited(who, days=30)
    assert "de dag om te antwoorden is voorbij" in pages.text(client.get(PAGE))
    answer(client, one, "ja", bereikbaar="x@example.org")
    assert state_of(one) == "asked"


def test_invitation_of_somebody_else_is_not_found() -> None:
    (client, _me), (_theirs, who) = person(), person()
    one = invited(who)
    assert answer(client, one, "ja", bereikbaar="x@example.org").status_code == 404
    assert client.post(PAGE, {"uitnodiging": "onzin"}).status_code == 404
    assert "Maasdal" not in pages.text(client.get(PAGE))
    assert state_of(one) == "asked"


def test_page_asks_as_often_for_many_as_for_one(django_assert_num_queries: Any) -> None:
    client, who = person()
    invited(who)
    client.get(PAGE)
    with django_assert_num_queries(13):
        client.get(PAGE)
    for number in range(4):
        invited(who, name=f"Werkgever {number}")
    with django_assert_num_queries(13):
        assert len(pages.main(client.get(PAGE)).split("<blockquote")) == 6
