"""Does an internship over the border count? What one school asked, another reads."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.records.journeys.actions import accreditation as actions
from schakel.records.journeys.models import Accreditation
from schakel.records.organisations.models import Organisation
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
LIST = "/onderwijs/mijn/erkenning/"
TODAY = timezone.localdate


def signed_in(of: Organisation) -> StrictClient:
    client, who = StrictClient(), make.user()
    make.membership("school", of=of, who=who)
    make.with_app(who)
    client.force_login(who)
    return client


@pytest.fixture
def school() -> Organisation:
    return make.organisation("Vista", kind="mbo")


@pytest.fixture
def owner(school: Organisation) -> StrictClient:
    return signed_in(school)


def asked(school: Organisation, programme: str = "Software developer", **words: Any) -> Accreditation:
    told = {"country": "DE", "body": "Examencommissie", "question": "Telt het mee?", "asked": TODAY(), **words}
    return actions.ask(school=school, told=actions.Told(programme, **told), by="test", now=timezone.now())


def form(**changes: Any) -> dict[str, Any]:
    return {
        "opleiding": "Software developer",
        "land": "DE",
        "waar": "RWTH Aachen",
        "wie": "Examencommissie",
        "vraag": "Telt een stage in Aken mee?",
        "gevraagd": TODAY().isoformat(),
        "stand": "asked",
        **changes,
    }


def test_ask_once_and_every_school_reads_it(client: Any, owner: Any) -> None:
    first, second = owner.post(f"{LIST}nieuw/", form()), owner.post(f"{LIST}nieuw/", form())
    assert first["Location"] == second["Location"]
    found = Accreditation.objects.get()
    other, page = signed_in(make.organisation("Zuyd", kind="hbo")), reverse("school:accreditation", args=[found.key])
    assert "RWTH Aachen" in pages.text(other.get(LIST))
    html = other.get(page).content.decode()
    assert "Telt een stage in Aken mee?" in html
    assert "<textarea" not in html
    assert other.post(page, form(versie=1)).status_code == 404
    assert client.get(page)["Location"].startswith("/account/")


def test_decision_needs_a_day_and_a_document(owner: Any, school: Organisation) -> None:
    page = reverse("school:accreditation", args=[asked(school).key])
    answer = owner.post(page, form(stand="recognised", versie=1))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Vul de dag van het besluit in." in html
    assert "Noem het document" in html
    day = TODAY().isoformat()
    good = form(stand="recognised", besloten=day, stuk="Besluit 2026-14", geleerd="Vraag het vroeg.", versie=1)
    assert owner.post(page, good).status_code == 302
    assert owner.post(page, good).status_code == 302, "a double click is no conflict"
    text = pages.text(owner.get(page))
    for words in ("erkend", "Besluit 2026-14", "Vraag het vroeg."):
        assert words in text


def test_stale_tab_is_told_and_keeps_the_text(owner: Any, school: Organisation) -> None:
    found = asked(school)
    page = reverse("school:accreditation", args=[found.key])
    assert owner.post(page, form(versie=1)).status_code == 302
    answer = owner.post(page, form(vraag="Mijn andere vraag", versie=1))
    assert answer.status_code == 409
    assert "Mijn andere vraag" in answer.content.decode()
    assert owner.post(page, form(vraag="Mijn andere vraag", versie=2)).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"opleiding": ""}, "Schrijf de naam van de opleiding."), ({"land": "FR"}, ""), ({"gevraagd": "ooit"}, "geen datum"),
     ({"vraag": "BSN 111222333"}, "burgerservicenummer"), ({"stand": "misschien"}, "")],
)  # fmt: skip
def test_wrong_input_keeps_nothing(owner: Any, wrong: dict[str, str], message: str) -> None:
    answer = owner.post(f"{LIST}nieuw/", form(**wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Accreditation.objects.exists()


def test_list_filters_pages_and_asks_few_questions(
    owner: Any, school: Organisation, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        asked(school, f"Opleiding {number}", country="BE" if number else "DE")
    with django_assert_max_num_queries(14):
        assert pages.main(owner.get(LIST)).count(f"{LIST}") >= 24
    assert len(pages.items(owner.get(f"{LIST}?land=DE"))) == 1
    assert len(pages.items(owner.get(f"{LIST}?q=opleiding+29"))) == 1
    assert "Niets gevonden." in pages.text(owner.get(f"{LIST}?stand=refused"))
    assert len(pages.items(owner.get(f"{LIST}?land=onzin&stand=onzin&pagina=99"))) == 6


def test_decision_is_not_before_the_question(owner: Any, school: Organisation) -> None:
    page = reverse("school:accreditation", args=[asked(school).key])
    day = (TODAY() - timedelta(days=3)).isoformat()
    assert owner.post(page, form(stand="refused", besloten=day, stuk="x", versie=1)).status_code == 422


@pytest.mark.parametrize(("prefix", "words"), [("", "Duitsland"), ("/en", "Germany"), ("/de", "Deutschland")])
def test_question_stands_in_three_languages(owner: Any, school: Organisation, prefix: str, words: str) -> None:
    found = asked(school)
    assert words in pages.text(owner.get(f"{prefix}{LIST}{found.key}/"))
