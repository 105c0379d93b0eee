"""The desk as its adviser, a partner, a stranger and a visitor see it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import desk
from schakel.records.journeys.models import Referral, Request, RequestNote
from schakel.records.organisations.models import Organisation
from support import factories as make
from support.client import StrictClient

pytestmark = pytest.mark.django_db


def signed_in(email: str, of: Organisation | None = None, role: str = "") -> StrictClient:
    """The browser of an account, which acts for an organisation when one is given."""
    client = StrictClient()
    who = make.user(email)
    if of is not None:
        make.membership(role, of=of, who=who)
        make.with_app(who)
    client.force_login(who)
    return client


@pytest.fixture
def office() -> Organisation:
    return make.organisation("Talentloket", kind="public")


@pytest.fixture
def leo() -> Organisation:
    return make.organisation("Leo Loopbaan", kind="public")


@pytest.fixture
def adviser(office: Organisation) -> StrictClient:
    return signed_in("adviser@example.org", office, "adviser")


@pytest.fixture
def partner(leo: Organisation) -> StrictClient:
    return signed_in("partner@example.org", leo, "partner")


def post(client: Any, name: str, of: Request, prefix: str = "", **words: Any) -> Any:
    dash = f"{prefix}-" if prefix else ""
    given = {f"{dash}{key}": value for key, value in {"versie": of.version, **words}.items()}
    return client.post(reverse(f"desk:{name}", args=[of.key]), given)


def hand_over(of: Request, to: Organisation) -> Referral:
    return desk.refer(
        request=of.pk, version=of.version, partner=to.pk, consent="Ja, dat mag.", by="test", now=timezone.now()
    )


def adviser_pages(of: Request) -> list[str]:
    names = ["take-up", "note", "refer", "withdraw-consent", "answer", "close"]
    pages = [
        reverse("desk:inbox"),
        reverse("desk:take-in"),
        reverse("desk:in-time"),
        reverse("desk:case", args=[of.key]),
    ]
    return pages + [reverse(f"desk:{name}", args=[of.key]) for name in names]


def test_only_an_adviser_comes_in(client: Any, adviser: Any, partner: Any) -> None:
    employer = signed_in("hr@example.org", make.organisation(), "employer")
    citizen = signed_in("sam@example.org")
    for page in adviser_pages(make.request()):
        assert client.get(page)["Location"].startswith("/account/"), page
        for stranger in (partner, employer, citizen):
            assert stranger.get(page).status_code == 403, page
            assert stranger.post(page).status_code == 403, page
        assert adviser.get(page).status_code in (200, 405), page


def test_a_partner_sees_only_what_was_asked_of_them(client: Any, adviser: Any, partner: Any, leo: Organisation) -> None:
    mine, other = hand_over(make.request("Een"), leo), hand_over(make.request("Twee"), make.organisation("UWV"))
    page = reverse("desk:referral", args=[mine.key])
    assert "sam@example.org" in partner.get(page).content.decode()
    assert partner.get(reverse("desk:referral", args=[other.key])).status_code == 404
    assert adviser.get(page).status_code == 403
    assert client.get(page).status_code == 302
    assert AuditEvent.objects.filter(action="journeys.look", subject=f"request {mine.request_id}").count() == 1


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "Vragen aan het loket"), ("/en", "Questions at the desk"), ("/de", "Fragen an die Beratungsstelle")],
)
def test_inbox_stands_in_three_languages(adviser: Any, prefix: str, words: str) -> None:
    make.request("Welke cursus past bij mij?")
    html = adviser.get(f"{prefix}/loket/").content.decode()
    assert words in html
    assert "Welke cursus past bij mij?" in html


def test_inbox_asks_as_often_for_many_as_for_few(adviser: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        make.request(f"Vraag {number}?")
    with django_assert_max_num_queries(20):
        html = adviser.get("/loket/?welke=nieuw").content.decode()
    assert html.count("/loket/vraag/") == 24
    assert adviser.get("/loket/?welke=onzin&pagina=99").status_code == 200


def test_inbox_empty_says_so(adviser: Any) -> None:
    assert "Iedereen heeft antwoord." in adviser.get("/loket/?welke=laat").content.decode()


def test_every_look_at_a_case_is_written_down(adviser: Any) -> None:
    found = make.request()
    adviser.get(reverse("desk:case", args=[found.key]))
    event = AuditEvent.objects.get(action="journeys.look")
    assert event.subject == f"request {found.pk}"
    assert event.actor.startswith("account ")


def test_take_in_by_telephone(adviser: Any) -> None:
    given = {
        "kanaal": "phone",
        "onderwerp": "work",
        "vraag": "Wil iets met ICT.",
        "naam": "Ans",
        "telefoon": "043 123 45 67",
    }
    assert adviser.post("/loket/nieuw/", {**given, "telefoon": ""}).status_code == 422
    answer = adviser.post("/loket/nieuw/", given)
    found = Request.objects.get()
    assert answer["Location"] == f"/loket/vraag/{found.key}/"
    assert found.channel == "phone"


def test_one_case_from_first_note_to_answer(adviser: Any, leo: Organisation, partner: Any) -> None:
    found = make.request()
    assert post(adviser, "take-up", found).status_code == 302
    found.refresh_from_db()
    assert post(adviser, "note", found, "n", notitie="Gebeld, belt terug.", volgende="2027-01-04").status_code == 302
    assert post(adviser, "refer", found, "r", partner=leo.pk, toestemming="Ja, bel Leo maar.").status_code == 302
    page = adviser.get(reverse("desk:case", args=[found.key])).content.decode()
    for words in ("Gebeld, belt terug.", "4 januari 2027", "Leo Loopbaan is gevraagd", "Ja, bel Leo maar."):
        assert words in page
    asked = Referral.objects.get()
    assert partner.post(reverse("desk:referral", args=[asked.key]), {"nee": "1"}).status_code == 422
    assert partner.post(reverse("desk:referral", args=[asked.key]), {"nee": "1", "reden": "no-room"}).status_code == 302
    assert "Leo Loopbaan gaf het terug." in adviser.get(reverse("desk:case", args=[found.key])).content.decode()
    found.refresh_from_db()
    assert post(adviser, "answer", found, "a", antwoord="Kom woensdag langs.").status_code == 302
    assert "Kom woensdag langs." in adviser.get(reverse("open:asked", args=[found.key])).content.decode()


def test_a_partner_accepts_once(adviser: Any, partner: Any, leo: Organisation) -> None:
    asked = hand_over(make.request(), leo)
    page = reverse("desk:referral", args=[asked.key])
    assert partner.post(page, {"ja": "1"})["Location"] == reverse("desk:asked")
    assert partner.post(page, {"ja": "1"}).status_code == 409
    assert "Je nam dit over." in partner.get(reverse("desk:asked")).content.decode()


def test_a_withdrawn_yes_hides_the_person_from_the_partner(adviser: Any, partner: Any, leo: Organisation) -> None:
    found = make.request()
    asked = hand_over(found, leo)
    assert post(adviser, "withdraw-consent", found).status_code == 302
    assert partner.get(reverse("desk:referral", args=[asked.key])).status_code == 404
    assert "sam@example.org" not in partner.get(reverse("desk:asked")).content.decode()


def test_a_stale_tab_is_told_and_keeps_the_text(adviser: Any) -> None:
    found = make.request()
    colleague = signed_in("two@example.org", make.organisation("Loket Noord"), "adviser")
    assert post(colleague, "take-up", found).status_code == 302
    answer = post(adviser, "answer", found, "a", antwoord="Mijn antwoord")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Een collega veranderde deze vraag intussen." in html
    assert "Mijn antwoord" in html
    assert 'name="a-versie" value="2"' in html


@pytest.mark.parametrize(
    ("name", "prefix", "words", "message"),
    [
        ("note", "n", {"notitie": ""}, "Schrijf een zin."),
        ("note", "n", {"notitie": "BSN 111222333"}, "burgerservicenummer"),
        ("note", "n", {"notitie": "Gebeld", "volgende": "morgen"}, "Dit is geen datum."),
        ("refer", "r", {"partner": "0", "toestemming": "Ja"}, "Kies een partner."),
        ("answer", "a", {"antwoord": " "}, "Schrijf een zin."),
        ("close", "s", {"reden": ""}, "Kies een reden."),
    ],
)
def test_wrong_input_says_what_to_do(adviser: Any, name: str, prefix: str, words: dict[str, str], message: str) -> None:
    answer = post(adviser, name, make.request(), prefix, **words)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not RequestNote.objects.exists()


def test_close_gives_the_person_the_reason(adviser: Any, client: Any) -> None:
    found = make.request()
    post(adviser, "close", found, "s", reden="asked-twice")
    assert "Deze vraag hadden we al." in client.get(reverse("open:asked", args=[found.key])).content.decode()


def test_in_time_counts_per_partner(adviser: Any, partner: Any, leo: Organisation) -> None:
    asked = hand_over(make.request(), leo)
    assert "nog niets overgegeven" in adviser.get("/loket/op-tijd/").content.decode()
    partner.post(reverse("desk:referral", args=[asked.key]), {"ja": "1"})
    assert "Leo Loopbaan" in adviser.get("/loket/op-tijd/").content.decode()


def test_made_up_questions_say_so_on_every_page_that_shows_them(adviser: Any, partner: Any, leo: Organisation) -> None:
    asked = hand_over(make.request(fictional=True), leo)
    key = asked.request.key
    pages = [(adviser, "/loket/"), (adviser, reverse("desk:case", args=[key])), (partner, reverse("desk:asked"))]
    for who, path in [*pages, (partner, reverse("desk:referral", args=[asked.key]))]:
        main = who.get(path).content.decode().partition("<main")[2].partition("</main>")[0]
        assert 'schakel-fict">fictief' in main, path


def test_mails_come_into_the_inbox_from_a_file(adviser: Any, partner: Any, client: Any) -> None:
    page = reverse("desk:mails")
    assert partner.get(page).status_code == 403
    assert client.get(page).status_code == 302
    text = b"From: Sam <sam@example.org>\nSubject: Stage\nMessage-ID: <1@x>\n\nIk zoek een stage in Heerlen."
    for words in ("1 vraag staat in de postbus", "1 stond er al"):
        answer = adviser.post(page, {"bestand": SimpleUploadedFile("a.eml", text)})
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert Request.objects.get().email == "sam@example.org"


def test_a_file_that_is_no_mail_says_what_to_do(adviser: Any) -> None:
    picture = SimpleUploadedFile("p.png", b"\x89PNG\r\n\x00")
    answer = adviser.post(reverse("desk:mails"), {"bestand": picture})
    assert "Bewaar het als .eml of .mbox" in answer.content.decode()
    assert adviser.post(reverse("desk:mails"), {}).status_code == 422
