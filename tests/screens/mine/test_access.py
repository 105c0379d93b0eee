"""Every page of `/mijn/` for the person, another person, and nobody: taken from the URLs, so that a new page is in it."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking, Conversation
from schakel.records.people import actions
from schakel.screens.mine.urls import urlpatterns
from support import factories, pages, talking

pytestmark = pytest.mark.django_db

SECRET = "Zwanenburg"  # the name of the owner: nobody else may read it
NAMES = [pattern.name for pattern in urlpatterns]
ARGUMENTS: dict[str, Any] = {
    "ask-exemption": ["opleiding-van-de-proef"],
    "book": ["sessie-van-de-proef"],
    "booking-ical": ["sessie-van-de-proef"],
    "feed": [uuid.UUID(int=5)],
    "message": [uuid.UUID(int=6)],
    "write": ["boeking", uuid.UUID(int=7)],
}
ONLY_POST = {"download"}
OPEN_TO_WHO_HAS_THE_ADDRESS = {"feed"}
# Of one thing of the owner: for others it is not there.
OF_THE_OWNER = {"booking-ical", "message", "write"}


@pytest.fixture
def owner() -> Any:
    person = factories.own_person(SECRET, skills=["sql", "python"])
    factories.programme("Proefopleiding", slug="opleiding-van-de-proef")
    session = factories.session(factories.offer("Proefles"), key="sessie-van-de-proef", capacity=3)
    bookings.book(session=session.pk, person=person.pk, by="test", now=timezone.now())
    of = talking.acting("Maasdal")
    said = talking.says(talking.Kind.BOOKING, talking.booked(person, of))
    Conversation.objects.filter(pk=said.conversation_id).update(key=uuid.UUID(int=6))
    Booking.objects.filter(pk=talking.booked(person, of).pk).update(key=uuid.UUID(int=7))
    actions.set_calendar(person=person, on=True, by="test")
    type(person).objects.filter(pk=person.pk).update(calendar_key=uuid.UUID(int=5))
    return person


def address(name: str) -> str:
    with override("nl"):
        return reverse(f"mine:{name}", args=ARGUMENTS.get(name, []))


def ask(client: Any, name: str) -> Any:
    return client.post(address(name)) if name in ONLY_POST else client.get(address(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_person_opens_every_page(client: Any, owner: Any, name: str) -> None:
    client.force_login(owner.user)
    answer = ask(client, name)
    assert answer.status_code == (302 if name == "begin" else 200)


@pytest.mark.parametrize("name", sorted(set(NAMES) - OPEN_TO_WHO_HAS_THE_ADDRESS))
def test_nobody_is_sent_to_sign_in(client: Any, owner: Any, name: str) -> None:
    answer = ask(client, name)
    assert answer.status_code == 302
    assert answer["Location"] == f"/account/inloggen/?next={address(name).replace('/', '%2F')}"
    assert client.post(address(name)).status_code == 302
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["stranger", "colleague"])
def test_another_person_sees_their_own_and_nothing_of_the_owner(client: Any, owner: Any, name: str, who: str) -> None:
    other = factories.own_person("Anders")
    if who == "colleague":
        factories.membership("adviser", who=other.user)
        factories.with_app(other.user)
    client.force_login(other.user)
    answer = ask(client, name)
    assert SECRET.encode() not in answer.content
    assert answer.status_code == (404 if name in OF_THE_OWNER else 302 if name == "begin" else 200)
    if name in ("home", "bookings"):
        assert "Er is niets geboekt" in pages.text(answer)


@pytest.mark.parametrize("name", sorted(set(NAMES) - OPEN_TO_WHO_HAS_THE_ADDRESS - {"begin", "erase"}))
def test_who_has_not_begun_is_asked_to(client: Any, owner: Any, name: str) -> None:
    client.force_login(factories.user())
    answer = ask(client, name)
    assert (answer.status_code, answer["Location"]) == (302, "/mijn/begin/")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_opens_in_the_other_languages(client: Any, owner: Any, language: str) -> None:
    client.force_login(owner.user)
    for name in set(NAMES) - ONLY_POST - {"begin"}:
        answer = client.get(f"/{language}{address(name)}")
        assert answer.status_code == 200, name
        if answer["Content-Type"].startswith("text/html"):
            assert not re.search(r"\b(Vaardigheid|Bewaar|Toon)\b", pages.main(answer)), name


def test_more_of_everything_asks_no_more_of_the_database(
    client: Any, owner: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        session = factories.session(factories.offer(f"Les {number}"), capacity=9)
        bookings.book(session=session.pk, person=owner.pk, by="test", now=timezone.now())
        factories.offer(f"Baan {number}", kind="vacancy", asks=["sql"])
    client.force_login(owner.user)
    for name in ("home", "profile", "wishes", "consents", "offers", "routes", "bookings", "looks", "data"):
        with django_assert_max_num_queries(24):
            assert ask(client, name).status_code == 200


def test_the_feed_is_for_who_has_its_address_until_it_changes(client: Any, owner: Any) -> None:
    answer = client.get(address("feed"))
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"Proefles" in answer.content
    assert SECRET.encode() not in answer.content
    client.force_login(owner.user)
    client.post("/mijn/boekingen/", {"agenda": "aan"})
    assert client.get(address("feed")).status_code == 404
    client.post("/mijn/boekingen/", {"agenda": "uit"})
    assert client.get(address("feed")).status_code == 404
