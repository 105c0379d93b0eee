"""Offers that fit, mail about new ones, routes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from schakel.engine.matching.view import NotYourView
from schakel.records.offers import alerts, shelf
from schakel.records.offers.engine_io import rank_offers
from schakel.records.offers.models import Alert, AlertedOffer
from schakel.records.people import queries
from schakel.records.people.models import Person, SavedRoute
from schakel.screens.mine.mail import tell_of_offers
from support import factories, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(client: Any) -> Person:
    person = factories.own_person(skills=["sql", "python"])
    client.force_login(person.user)
    return person


def test_offers_are_ranked_with_reasons(client: Any, sam: Person) -> None:
    factories.offer("Past goed", kind="vacancy", asks=["sql", "python"])
    factories.offer("Past deels", kind="internship", asks=["sql", "excel", "html"], fictional=True)
    factories.offer("Past niet", kind="vacancy", asks=["html"])
    answer = client.get("/mijn/aanbod/")
    text = pages.text(answer)
    assert "Alleen jij ziet deze volgorde." in text
    assert text.index("Past goed") < text.index("Past deels")
    assert "Past niet" not in text or text.index("Past deels") < text.index("Past niet")
    assert "schakel-fict" in pages.main(answer)
    assert "Past deels" not in pages.text(client.get("/mijn/aanbod/?soort=vacancy"))


def test_nobody_else_can_open_the_ranking(sam: Person) -> None:
    adviser = factories.membership("adviser").user
    profile = queries.profile_for(sam)
    with pytest.raises(NotYourView):
        rank_offers(profile, [], viewer=str(adviser.key), now=timezone.now())


def test_what_is_closed_or_over_is_not_shown(client: Any, sam: Person) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.offer("Gesloten", kind="vacancy", asks=["sql"], published_until=yesterday)
    factories.session(factories.offer("Voorbije dag", kind="shadow-day", asks=["sql"]), days=-3)
    factories.session(factories.offer("Komende dag", kind="shadow-day", asks=["sql"]), days=3)
    text = pages.text(client.get("/mijn/aanbod/"))
    assert "Komende dag" in text
    assert "Gesloten" not in text
    assert "Voorbije dag" not in text


def test_without_skills_one_is_asked_for_them(client: Any) -> None:
    client.force_login(factories.own_person().user)
    assert "Vertel eerst wat je kunt" in pages.text(client.get("/mijn/aanbod/"))


def test_many_offers_are_paged(client: Any, sam: Person) -> None:
    for number in range(15):
        factories.offer(f"Baan {number:02}", kind="vacancy", asks=["sql"])
    assert len(client.get("/mijn/aanbod/").context["rows"]) == 12
    assert len(client.get("/mijn/aanbod/?pagina=2").context["rows"]) == 3
    assert len(client.get("/mijn/aanbod/?pagina=onzin").context["rows"]) == 12


def test_of_very_many_offers_the_best_ten_pages_are_shown(client: Any, sam: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(shelf, "MOST", 2)
    monkeypatch.setattr(shelf, "SMALL", 0)
    monkeypatch.setattr(shelf, "SHELF", shelf.Shelf())
    for number in range(4):
        factories.offer(f"Half {number}", kind="vacancy", asks=["sql", "html"])
    factories.offer("Dichtbij", kind="vacancy", asks=["sql"])
    assert [row.offer.title_nl for row in client.get("/mijn/aanbod/").context["rows"]] == ["Dichtbij", "Half 0"]


def ask_for_mail(client: Any) -> None:
    assert client.post("/mijn/aanbod/meldingen/", {"soort": ["vacancy"], "punten": "50"}).status_code == 302


def run() -> int:
    return alerts.run(by="test", now=timezone.now(), send=tell_of_offers)


def test_one_is_told_of_new_offers_once(client: Any, sam: Person) -> None:
    factories.offer("Was er al", kind="vacancy", asks=["sql"])
    ask_for_mail(client)
    assert run() == 0
    factories.offer("Nieuw en passend", kind="vacancy", asks=["sql", "python"])
    factories.offer("Nieuw, past niet", kind="vacancy", asks=["html"])
    factories.offer("Ander soort", kind="internship", asks=["sql"])
    assert run() == 1
    assert run() == 0
    body = mail.outbox[0].body
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [sam.user.email]  # type: ignore[union-attr]
    assert "Nieuw en passend" in body
    assert "Was er al" not in body
    assert "past niet" not in body
    assert "Ander soort" not in body
    assert "/mijn/aanbod/meldingen/" in body
    assert AlertedOffer.objects.count() == 1


def test_a_mail_that_fails_is_not_sent_twice(client: Any, sam: Person) -> None:
    ask_for_mail(client)
    factories.offer("Nieuw", kind="vacancy", asks=["sql"])

    def broken(person: Person, found: Any) -> None:
        raise OSError("the mail server is away")

    assert alerts.run(by="test", now=timezone.now(), send=broken) == 0
    assert AlertedOffer.objects.count() == 1
    assert run() == 0


def test_who_took_the_consent_back_hears_nothing(client: Any, sam: Person) -> None:
    ask_for_mail(client)
    factories.offer("Nieuw", kind="vacancy", asks=["sql"])
    client.post("/mijn/toestemming/", {"nee": "alerts"})
    assert run() == 0
    ask_for_mail(client)
    client.post("/mijn/aanbod/meldingen/", {"stop": "1"})
    assert Alert.objects.count() == 0
    assert run() == 0


def test_a_choice_that_cannot_be_is_refused(client: Any, sam: Person) -> None:
    assert client.post("/mijn/aanbod/meldingen/", {"soort": ["event"], "punten": "50"}).status_code == 422
    assert client.post("/mijn/aanbod/meldingen/", {"punten": "1000"}).status_code == 422


def test_a_route_is_kept_once_and_taken_out(client: Any, sam: Person) -> None:
    answer = client.get("/mijn/routes/")
    assert answer.status_code == 200
    role = answer.context["role"]
    assert role.routes, "the region has a training for what is missing"
    for _ in range(2):
        assert client.post("/mijn/routes/", {"bewaar": "0"}).status_code == 302
    kept = SavedRoute.objects.get()
    assert kept.steps[0]["title"] in pages.text(client.get("/mijn/routes/"))
    assert client.post("/mijn/routes/", {"bewaar": "99"}).status_code == 404
    theirs = SavedRoute.objects.create(person=factories.own_person(), goal="x", saved=timezone.now(), steps=[])
    client.post("/mijn/routes/", {"weg": theirs.pk})
    client.post("/mijn/routes/", {"weg": kept.pk})
    assert list(SavedRoute.objects.all()) == [theirs]
