"""Booking a place, the queue, cancelling; who looked; taking along and deleting."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from schakel.records.accounts.models import User
from schakel.records.core.export import everything_about
from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import desk
from schakel.records.journeys.models import Booking
from schakel.records.people import actions
from schakel.records.people.models import Person
from support import factories, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(client: Any) -> Person:
    person = factories.own_person("Sam Zwanenburg", skills=["sql"])
    client.force_login(person.user)
    return person


def test_a_place_is_booked_once_and_cancelled_with_a_reason(client: Any, sam: Person) -> None:
    session = factories.session(factories.offer("Meekijkdag"), capacity=2)
    path = f"/mijn/boekingen/{session.key}/"
    assert "2 vrije plekken" in pages.text(client.get(path))
    for _ in range(2):
        assert client.post(path)["Location"] == "/mijn/boekingen/"
    made = Booking.objects.get()
    assert "je hebt een plek" in pages.text(client.get("/mijn/boekingen/"))
    assert "al geboekt" in pages.text(client.get(path))
    client.post("/mijn/boekingen/", {"afzeggen": made.pk, "reden": "onzin"})
    made.refresh_from_db()
    assert made.state == "booked"
    for _ in range(2):
        client.post("/mijn/boekingen/", {"afzeggen": made.pk, "reden": "cannot-come"})
    text = pages.text(client.get("/mijn/boekingen/"))
    assert "afgezegd: Ik kan die dag niet." in text


def test_one_sees_where_one_stands_in_the_queue(client: Any, sam: Person) -> None:
    from schakel.records.journeys.actions import bookings

    session = factories.session(factories.offer("Vol"), capacity=1)
    first, second = factories.person("Een"), factories.person("Twee")
    for person in (first, second):
        bookings.book(session=session.pk, person=person.pk, by="test", now=timezone.now())
    path = f"/mijn/boekingen/{session.key}/"
    assert "Vol. 1 persoon wacht" in pages.text(client.get(path))
    client.post(path)
    assert "je bent nummer 2" in pages.text(client.get("/mijn/boekingen/"))


def test_what_is_closed_or_unknown_cannot_be_booked(client: Any, sam: Person) -> None:
    past = factories.session(factories.offer("Voorbij"), days=-1)
    assert client.post(f"/mijn/boekingen/{past.key}/").status_code == 409
    gone = factories.session(factories.offer("Afgelast"), cancelled=timezone.now())
    answer = client.post(f"/mijn/boekingen/{gone.key}/")
    assert "gaat niet door" in pages.text(answer)
    assert client.get("/mijn/boekingen/nergens/").status_code == 404
    assert Booking.objects.count() == 0


def test_a_booking_of_somebody_else_cannot_be_cancelled(client: Any, sam: Person) -> None:
    from schakel.records.journeys.actions import bookings

    session = factories.session(factories.offer("Les"), capacity=2)
    theirs = bookings.book(session=session.pk, person=factories.person().pk, by="test", now=timezone.now())
    for number in (theirs.pk, "9" * 30, "onzin"):
        answer = client.post("/mijn/boekingen/", {"afzeggen": number, "reden": "cannot-come"})
        assert answer.status_code == 404


def test_a_visitor_signs_in_and_comes_back_to_the_booking(client: Any) -> None:
    session = factories.session(factories.offer("Les"), capacity=2)
    answer = client.get(f"/mijn/boekingen/{session.key}/")
    assert answer["Location"].endswith(f"next=%2Fmijn%2Fboekingen%2F{session.key}%2F")


def test_every_look_is_shown_to_the_person(client: Any, sam: Person) -> None:
    assert "Niemand keek" in pages.text(client.get("/mijn/wie-keek/"))
    desk_house = factories.organisation("Talentloket Zuid")
    adviser = factories.membership("adviser", of=desk_house)
    actions.record_look(person=sam, by=adviser.user.actor, what="profile", organisation=desk_house.slug)
    question = factories.request(person=sam.pk)
    desk.looked(request=question.pk, by=adviser.user.actor)
    other = factories.own_person("Anders")
    actions.record_look(person=other, by=adviser.user.actor, what="profile")
    text = pages.text(client.get("/mijn/wie-keek/"))
    assert "Er is 2 keer naar je gegevens gekeken" in text
    assert text.count("Talentloket Zuid") == 2
    assert "je vraag aan het loket" in text
    assert adviser.user.email not in text


def opened(answer: Any) -> tuple[dict[str, Any], str]:
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return json.loads(archive.read("schakel.json")), archive.read("schakel.html").decode()


def test_everything_is_taken_along(client: Any, sam: Person) -> None:
    session = factories.session(factories.offer("Les"), capacity=2)
    client.post(f"/mijn/boekingen/{session.key}/")
    client.post("/mijn/toestemming/", {"ja": "counted"})
    client.post("/mijn/profiel/", {"naam": "Sam <Zwanenburg>"})
    question = factories.request("Wat past bij mij?", person=sam.pk)
    desk.note(request=question.pk, text="Gebeld op dinsdag", by="adviser", now=timezone.now())
    secret = factories.with_app(sam.user)  # type: ignore[arg-type]
    answer = client.post("/mijn/gegevens/download/")
    data, html = opened(answer)
    assert data["people"][0]["name"] == "Sam <Zwanenburg>"
    assert data["skill claims"][0]["uri"] == "urn:schakel:skill:sql"
    assert len(data["bookings"]) == len(data["consents"]) == 1
    assert data["notes"][0]["text"] == "Gebeld op dinsdag"
    assert "Sam &lt;Zwanenburg&gt;" in html
    assert "SQL" in html
    assert secret not in answer.content.decode("latin-1") + html + json.dumps(data)
    assert "password" not in data["accounts"][0]
    assert AuditEvent.objects.filter(action="people.download").count() == 1
    assert client.get("/mijn/gegevens/download/").status_code == 405


def test_the_copy_holds_only_what_is_about_the_person(client: Any, sam: Person) -> None:
    other = factories.own_person("Anders Genoemd", skills=["python"])
    rows = json.dumps(everything_about(sam.user))  # type: ignore[arg-type]
    assert "Anders Genoemd" not in rows
    assert str(other.key) not in rows


def test_everything_is_erased(client: Any, sam: Person) -> None:
    other = factories.own_person("Blijft")
    session = factories.session(factories.offer("Les"), capacity=1)
    client.post(f"/mijn/boekingen/{session.key}/")
    waiting = type(client)()
    waiting.force_login(other.user)
    waiting.post(f"/mijn/boekingen/{session.key}/")
    factories.request(person=sam.pk)
    actions.give_consent(person=sam, purpose_id="counted", by="test", now=timezone.now())
    assert client.post("/mijn/gegevens/wissen/").status_code == 422
    assert Person.objects.filter(pk=sam.pk).exists()
    assert client.post("/mijn/gegevens/wissen/", {"zeker": "ja"})["Location"] == "/"
    assert client.get("/mijn/")["Location"].startswith("/account/inloggen/")
    assert [person.name for person in Person.objects.all()] == ["Blijft"]
    assert User.objects.count() == 1
    assert Booking.objects.get().state == "booked"  # who waited has the place
    session.refresh_from_db()
    assert session.taken == 1
    left = [
        f"{model.__name__} {row}"
        for model in apps.get_models()
        for row in model._base_manager.values()
        if "Zwanenburg" in str(row) or "sam@example.org" in str(row)
    ]
    assert left == []


def test_the_last_who_may_invite_hands_over_first(client: Any, sam: Person) -> None:
    factories.membership("employer", admin=True, who=sam.user)
    answer = client.post("/mijn/gegevens/wissen/", {"zeker": "ja"})
    assert answer.status_code == 422
    assert Person.objects.filter(pk=sam.pk).exists()
    assert "Draag dat eerst over" in pages.text(answer)


def test_an_account_without_a_person_can_go_too(client: Any) -> None:
    client.force_login(factories.user())
    client.post("/mijn/gegevens/wissen/", {"zeker": "ja"})
    assert User.objects.count() == 0
