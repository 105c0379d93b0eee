"""A question to the desk: sent without an account, followed on a page of its own, withdrawn with a click."""

import re
from typing import Any

import pytest
from django.utils import timezone

from schakel.records.journeys.actions import desk
from schakel.records.journeys.models import Request
from support import factories as make

pytestmark = pytest.mark.django_db

GIVEN = {"onderwerp": "work", "vraag": "Past dit bij mij?", "naam": "Sam de Wit", "email": "sam@example.org"}


def send(client: Any, prefix: str = "", **words: str) -> Any:
    return client.post(f"{prefix}/vraag/", {**GIVEN, **words})


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "We hebben je vraag"), ("/en", "We have your question"), ("/de", "Wir haben Ihre Frage")]
)
def test_question_gets_a_page_of_its_own(client: Any, prefix: str, words: str) -> None:
    answer = send(client, prefix)
    found = Request.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{prefix}/vraag/{found.key}/"
    page = client.get(answer["Location"])
    assert words in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert found.language == (prefix.strip("/") or "nl")


def test_page_of_a_question_shows_no_name_or_address(client: Any) -> None:
    html = client.get(send(client)["Location"]).content.decode()
    assert "Past dit bij mij?" in html
    assert "Sam de Wit" not in html
    assert "sam@example.org" not in html


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"onderwerp": ""}, "Kies waar het over gaat."),
        ({"vraag": " "}, "Schrijf je vraag op."),
        ({"naam": ""}, "Schrijf je naam op."),
        ({"email": ""}, "Vul je e-mailadres of je telefoonnummer in. Dan"),
        ({"email": "sam"}, "Dit is geen e-mailadres."),
        ({"telefoon": "bel me"}, "Dit is geen telefoonnummer."),
        ({"vraag": "Ik ben 111222333"}, "burgerservicenummer"),
        ({"gemeente": "GM9999"}, "gemeente"),
    ],
)
def test_wrong_question_says_what_to_do_and_keeps_the_rest(client: Any, words: dict[str, str], message: str) -> None:
    answer = send(client, **words)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert message in html
    assert not Request.objects.exists()
    if "naam" not in words:
        assert "Sam de Wit" in html


def test_two_clicks_are_one_question(client: Any) -> None:
    assert send(client)["Location"] == send(client)["Location"]
    assert Request.objects.count() == 1


def test_question_about_an_offer_keeps_the_offer(client: Any) -> None:
    offer = make.offer("Cursus Python", fictional=True)
    html = client.get(f"/vraag/?aanbod={offer.slug}&over=study").content.decode()
    assert "Cursus Python" in html
    assert 'value="study" selected' in html
    page = client.get(send(client, aanbod=offer.slug)["Location"]).content.decode()
    assert Request.objects.get().offer == offer
    assert f"/aanbod/{offer.slug}/" in page


def test_unknown_offer_and_subject_do_no_harm(client: Any) -> None:
    assert client.get("/vraag/?aanbod=weg&over=<b>").status_code == 200


def test_hostile_text_is_shown_as_text(client: Any) -> None:
    html = client.get(send(client, vraag="<script>alert(1)</script>")["Location"]).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_withdraw_twice_is_withdrawn_once(client: Any) -> None:
    address = send(client)["Location"]
    for _ in range(2):
        assert client.post(f"{address}intrekken/")["Location"] == address
    html = client.get(address).content.decode()
    assert "Je vraag is gesloten" in html
    assert "Het is niet meer nodig." in html
    assert client.get(f"{address}intrekken/").status_code == 405


def test_answer_stands_on_the_page(client: Any) -> None:
    address = send(client)["Location"]
    found = Request.objects.get()
    desk.answer(request=found.pk, version=1, text="Kijk bij Make IT Work.", by="test", now=timezone.now())
    html = client.get(address).content.decode()
    assert "Je vraag is beantwoord" in html
    assert "Kijk bij Make IT Work." in html


def test_page_names_the_partner_that_was_asked(client: Any) -> None:
    address = send(client)["Location"]
    found = Request.objects.get()
    partner = make.organisation("Leo Loopbaan")
    desk.refer(request=found.pk, version=1, partner=partner.pk, consent="Ja", by="test", now=timezone.now())
    assert "Leo Loopbaan is gevraagd je te helpen" in client.get(address).content.decode()


def test_late_answer_says_so(client: Any) -> None:
    address = send(client)["Location"]
    Request.objects.update(answer_by="2026-01-01")
    assert re.search("Je had uiterlijk op .*1 januari 2026", client.get(address).content.decode())


def test_unknown_key_is_not_found(client: Any) -> None:
    assert client.get("/vraag/2b4cbf2e-6a1b-4a3b-9a3a-3a1b2c3d4e5f/").status_code == 404


def test_made_up_question_and_offer_say_so(client: Any) -> None:
    found = make.request(offer=make.offer("Cursus", fictional=True).pk, fictional=True)
    assert client.get(f"/vraag/{found.key}/").content.decode().count('schakel-fict">fictief') >= 3
