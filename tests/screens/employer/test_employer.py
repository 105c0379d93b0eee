"""The employer's room as its owner, a colleague, another employer, a citizen and a visitor see it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.offers.models import Offer, Posting, Session
from schakel.records.organisations.models import Organisation
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db

TEXT = """Netwerkbeheerder, 32 tot 36 uur per week

Wij zijn een jonge, energieke club en zoeken een native speaker Nederlands.

Wat vragen wij?
- ervaring met Linux
- kennis van firewalls
- Python is een pre
- hbo werk- en denkniveau

Vragen? Mail naar jan@maasdal.example.
"""
ROOM = "/werkgever/mijn/"


def signed_in(of: Organisation | None = None, role: str = "employer") -> StrictClient:
    """The browser of an account, which acts for an organisation when one is given."""
    client = StrictClient()
    who = make.user()
    if of is not None:
        make.membership(role, of=of, who=who)
        make.with_app(who)
    client.force_login(who)
    return client


@pytest.fixture
def maasdal() -> Organisation:
    return make.organisation("Maasdal Techniek")


@pytest.fixture
def owner(maasdal: Organisation) -> StrictClient:
    return signed_in(maasdal)


def drafted(client: StrictClient, *, soort: str = "vacancy", tekst: str = TEXT) -> Posting:
    answer = client.post(f"{ROOM}nieuw/", {"soort": soort, "tekst": tekst})
    found = Posting.objects.order_by("-pk")[0]
    assert answer["Location"] == reverse("employer:check", args=[found.key])
    return found


def act(client: StrictClient, name: str, of: Posting, **words: Any) -> Any:
    of.refresh_from_db()
    return client.post(reverse(f"employer:{name}", args=[of.key]), {"versie": of.version, **words})


def checked(of: Posting, **words: Any) -> dict[str, Any]:
    of.refresh_from_db()
    return {"titel": "Netwerkbeheerder", "niveau": ["hbo"], "versie": of.version, **words}


def addresses(of: Posting) -> list[str]:
    names = ["posting", "check", "publish", "close", "discard", "days"]
    rooms = ["", "nieuw/", "mensen/", "uitnodigingen/", "op-tijd/", "organisatie/", "mensen/abc/"]
    return [f"{ROOM}{room}" for room in rooms] + [reverse(f"employer:{name}", args=[of.key]) for name in names]


def test_only_an_employer_comes_in(client: Any, owner: Any, maasdal: Organisation) -> None:
    citizen, adviser = signed_in(), signed_in(make.organisation(), "adviser")
    for page in addresses(drafted(owner)):
        assert client.get(page)["Location"].startswith("/account/"), page
        for stranger in (citizen, adviser):
            assert stranger.get(page).status_code == 403, page
            assert stranger.post(page).status_code == 403, page
        assert owner.get(page).status_code in (200, 302, 405), page


def test_colleague_shares_and_another_organisation_sees_nothing(owner: Any, maasdal: Organisation) -> None:
    found = drafted(owner)
    colleague, other = signed_in(maasdal), signed_in(make.organisation("Elders"))
    assert "Netwerkbeheerder" in pages.text(colleague.get(ROOM))
    assert "Netwerkbeheerder" not in pages.text(other.get(ROOM))
    for name in ("posting", "check"):
        page = reverse(f"employer:{name}", args=[found.key])
        assert colleague.get(page).status_code == 200
        assert other.get(page).status_code == 404
    for name in ("check", "publish", "close", "discard", "days"):
        assert act(other, name, found).status_code == 404
    assert Posting.objects.get().state == "draft"


@pytest.mark.parametrize(("prefix", "words"), [("", "Ons aanbod"), ("/en", "Our offers"), ("/de", "Unsere Angebote")])
def test_home_stands_in_three_languages(owner: Any, prefix: str, words: str) -> None:
    drafted(owner)
    answer = owner.get(f"{prefix}{ROOM}")
    assert words in pages.text(answer)
    assert "Netwerkbeheerder" in pages.text(answer)


def test_home_empty_says_so(owner: Any) -> None:
    assert "Je hebt nog geen aanbod." in pages.text(owner.get(ROOM))


def test_home_asks_as_often_for_many_as_for_one(
    owner: Any, maasdal: Organisation, django_assert_num_queries: Any
) -> None:
    place, now = make.place(), timezone.now()
    fresh = {"organisation": maasdal, "kind": "vacancy", "text": "x", "place": place, "made": now, "changed": now}
    Posting.objects.create(**fresh, title="Een")
    owner.get(ROOM)
    with django_assert_num_queries(7):
        owner.get(ROOM)
    Posting.objects.bulk_create(Posting(**fresh, title=f"Nummer {n}") for n in range(30))
    with django_assert_num_queries(7):
        answer = owner.get(ROOM)
    assert answer.content.decode().count(f"{ROOM}aanbod/") == 24
    assert owner.get(f"{ROOM}?pagina=99").status_code == 200


def test_new_without_a_text_or_with_another_kind_is_refused(owner: Any) -> None:
    for given in ({"soort": "vacancy", "tekst": " "}, {"soort": "programme", "tekst": TEXT}, {}):
        assert owner.post(f"{ROOM}nieuw/", given).status_code == 422
    assert not Posting.objects.exists()


def test_new_twice_is_one_draft_and_takes_no_citizen_service_number(owner: Any) -> None:
    first = drafted(owner, tekst=f"{TEXT} BSN 111222333")
    assert drafted(owner, tekst=f"{TEXT} BSN 111222333") == first
    assert "111222333" not in first.text


def test_check_shows_the_text_with_marks_and_what_was_read(owner: Any) -> None:
    found = drafted(owner)
    answer = owner.get(reverse("employer:check", args=[found.key]))
    html = answer.content.decode()
    assert "<mark" in html
    assert 'name="n_linux"' in html
    assert 'value="32"' in html
    assert "Als je publiceert, leest iedereen die." in pages.text(answer)


def test_check_keeps_corrections(owner: Any) -> None:
    found = drafted(owner)
    words = {"n_linux": "wens", "n_python": "nee", "salaris_van": "3000", "salaris_tot": "4000", "niveau": ["mbo-4"]}
    assert owner.post(reverse("employer:check", args=[found.key]), checked(found, **words)).status_code == 302
    found.refresh_from_db()
    assert found.answers["linux"] == "wished"
    assert found.answers["python"] == "nee"
    assert (found.salary_min, found.salary_max, found.levels) == (3000, 4000, "mbo-4")


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": ""},
        {"uren_van": "40", "uren_tot": "20"},
        {"salaris_van": "veel"},
        {"open_tot": "2020-01-01"},
        {"open_tot": "morgen"},
        {"gemeente": "GM9999"},
        {"niveau": ["phd"]},
        {"versie": "x"},
        {"titel": "x" * 201},
    ],
)
def test_check_refuses_what_cannot_be(owner: Any, wrong: dict[str, Any]) -> None:
    found = drafted(owner)
    answer = owner.post(reverse("employer:check", args=[found.key]), checked(found, **wrong))
    assert answer.status_code == 422


def test_check_from_a_stale_tab_says_so_and_keeps_what_was_written(owner: Any, maasdal: Organisation) -> None:
    found = drafted(owner)
    stale = checked(found, titel="Mijn titel")
    signed_in(maasdal).post(reverse("employer:check", args=[found.key]), checked(found, titel="Titel van collega"))
    answer = owner.post(reverse("employer:check", args=[found.key]), stale)
    assert answer.status_code == 409
    assert "Mijn titel" in answer.content.decode()
    found.refresh_from_db()
    assert found.title == "Titel van collega"
    again = {**stale, "versie": found.version}
    assert owner.post(reverse("employer:check", args=[found.key]), again).status_code == 302


def test_what_one_said_of_the_skills_stays_when_something_else_is_wrong(owner: Any) -> None:
    found = drafted(owner)
    wrong = checked(found, n_linux="wens", salaris_van="4000", salaris_tot="3000")
    answer = owner.post(reverse("employer:check", args=[found.key]), wrong)
    assert answer.status_code == 422
    (choice,) = re.findall(r'name="n_linux">(.*?)</select>', answer.content.decode(), re.DOTALL)
    assert '<option value="wens" selected>' in choice
    assert choice.count("selected") == 1
    found.refresh_from_db()
    assert found.answers == {}, "nothing is kept of it yet"


def test_answer_tells_words_and_what_is_missing_and_no_small_number(owner: Any) -> None:
    text = pages.text(owner.get(reverse("employer:posting", args=[drafted(owner).key])))
    assert "native speaker" in text
    assert "de wet kan dit verbieden" in text
    assert "het salaris, van en tot" in text
    assert "minder dan 10" in text
    assert "Zo weinig mensen" in text


@pytest.mark.parametrize(
    ("prefix", "words"), [("/en", "What each demand costs you"), ("/de", "Was jede Anforderung Sie kostet")]
)
def test_answer_stands_in_other_languages(owner: Any, prefix: str, words: str) -> None:
    assert words in pages.text(owner.get(f"{prefix}{ROOM}aanbod/{drafted(owner).key}/"))


SCARCE = """Linuxbeheerder

Wat vragen wij?
- ervaring met Linux
- ervaring met Terraform
- kennis van SAP
"""


def test_answer_shows_whole_routes_that_lead_to_the_vacancy(owner: Any) -> None:
    text = pages.text(owner.get(reverse("employer:posting", args=[drafted(owner, tekst=SCARCE).key])))
    assert "Routes die naar deze vacature leiden" in text
    assert "Vanuit: Linuxbeheerder" in text
    assert "Vanaf nul, zonder ervaring in dit werk" in text
    assert "Dit leer je zelf, of vraag je als wens: SAP" in text
    assert "die alleen missen wat dit leert: minder dan 10" in text


def test_a_vacancy_that_asks_the_world_hears_so(owner: Any) -> None:
    asks = "Linux,Java,SQL,Python,Scrum,Terraform,SAP,PowerShell,Azure,AWS,UX-design,Cobol,Jenkins,C++,Angular,Kotlin"
    text = "Alleskunner\n\nWat vragen wij?\n" + "\n".join(f"- ervaring met {one}" for one in asks.split(","))
    said = pages.text(owner.get(reverse("employer:posting", args=[drafted(owner, tekst=text).key])))
    assert "Zelfs één van deze eisen alleen bereikt minder dan 10 mensen." in said
    assert "Zo weinig mensen" in said


def test_a_draft_shadow_day_hears_words_of_its_own(owner: Any) -> None:
    found = drafted(owner, soort="shadow-day", tekst=SCARCE.replace("Linuxbeheerder", "Meelopen bij Linuxbeheer"))
    text = pages.text(owner.get(reverse("employer:posting", args=[found.key])))
    assert "Wie komt, hoeft dit werk nog niet te kennen" in text
    assert "Wie hierop zoekt, vindt jouw dag: " in text
    for words in ("Wat elke eis je kost", "geen aantal", "Extra kandidaten", "de uren per week", "Zoek met deze eisen"):
        assert words not in text, words
    check = pages.text(owner.get(reverse("employer:check", args=[found.key])))
    assert "Waar het over gaat" in check
    for words in ("Uren per week", "Hoeveel weken", "hoor wie je bereikt", "Wat er gevraagd wordt"):
        assert words not in check, words
    assert owner.post(reverse("employer:check", args=[found.key]), checked(found)).status_code == 302
    empty = drafted(owner, soort="company-visit", tekst="Kom eens kijken bij ons.")
    assert "We lazen geen vaardigheid" in pages.text(owner.get(reverse("employer:posting", args=[empty.key])))


def test_publish_close_and_publish_again(owner: Any, client: Any) -> None:
    found = drafted(owner)
    assert act(owner, "publish", found).status_code == 302
    offer = Offer.objects.get()
    public = reverse("open:offer", args=[offer.slug])
    assert "Maasdal Techniek" in pages.text(client.get(public))
    assert act(owner, "publish", found).status_code == 409
    assert act(owner, "close", found).status_code == 302
    assert "gesloten" in pages.text(client.get(public))
    assert act(owner, "close", found).status_code == 409
    assert act(owner, "discard", found).status_code == 409
    assert act(owner, "publish", found).status_code == 302
    assert AuditEvent.objects.filter(action="offers.publish").count() == 2


def test_publish_with_a_stale_or_odd_version_is_refused(owner: Any) -> None:
    found = drafted(owner)
    for version in ("", "99", "x", "²"):
        answer = owner.post(reverse("employer:publish", args=[found.key]), {"versie": version})
        assert answer.status_code == 409
    Posting.objects.update(title="")
    assert act(owner, "publish", found).status_code == 422


def test_draft_is_seen_by_nobody_and_can_be_thrown_away(owner: Any, client: Any) -> None:
    found = drafted(owner)
    assert "Netwerkbeheerder" not in pages.text(client.get("/aanbod/"))
    assert act(owner, "discard", found).status_code == 302
    assert not Posting.objects.exists()
    assert owner.get(reverse("employer:posting", args=[found.key])).status_code == 404


def test_hostile_html_in_a_text_is_shown_as_text(owner: Any, client: Any) -> None:
    found = drafted(owner, tekst="<script>alert(1)</script> Beheerder met Linux")
    act(owner, "publish", found)
    for page in ("posting", "check"):
        assert "<script>alert" not in owner.get(reverse(f"employer:{page}", args=[found.key])).content.decode()
    assert "<script>alert" not in client.get(reverse("open:offer", args=[Offer.objects.get().slug])).content.decode()


def test_shadow_day_gets_days_and_loses_one(owner: Any) -> None:
    found = drafted(owner, soort="shadow-day", tekst="Meeloopdag bij onze beheerders met Linux")
    page = reverse("employer:posting", args=[found.key])
    assert "Publiceer het eerst." in pages.text(owner.get(page))
    act(owner, "publish", found)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    given = {"dag": day, "van": "09:30", "tot": "12:00", "plekken": "4"}
    for wrong in ({"dag": ""}, {"van": ""}, {"tot": "08:00"}, {"plekken": "0"}, {"dag": "2020-01-01"}):
        assert act(owner, "days", found, **{**given, **wrong}).status_code == 422
    assert act(owner, "days", found, **given).status_code == 302
    session = Session.objects.get()
    assert "0 van 4 plekken bezet" in pages.text(owner.get(page))
    assert act(owner, "days", found, afzeggen=session.key).status_code == 302
    assert "afgezegd" in pages.text(owner.get(page))
    assert act(owner, "days", found, afzeggen="onbekend").status_code == 404


def test_day_of_another_organisation_cannot_be_called_off(owner: Any) -> None:
    theirs = make.session(make.offer(kind="shadow-day"))
    found = drafted(owner, soort="shadow-day")
    assert act(owner, "days", found, afzeggen=theirs.key).status_code == 404
    theirs.refresh_from_db()
    assert theirs.cancelled is None


def test_organisation_page_is_kept_and_refuses_a_wrong_number(owner: Any, maasdal: Organisation) -> None:
    town, other = make.place("Heerlen"), make.place("Venlo")
    page = f"{ROOM}organisatie/"
    assert owner.get(page).status_code == 200
    given = {"kvk": "1234 5678", "gemeente": town.code, "vestigingen": [other.code], "leerbedrijf": "on"}
    answer = owner.post(page, {**given, "over": "Wij maken onderdelen.", "website": "maasdal.example"})
    assert answer.status_code == 302
    maasdal.refresh_from_db()
    assert (maasdal.kvk, maasdal.learning_company) == ("12345678", True)
    assert maasdal.website == "https://maasdal.example"
    wrong = owner.post(page, {**given, "kvk": "123"})
    assert wrong.status_code == 422
    assert "Een KvK-nummer heeft 8 cijfers." in pages.text(wrong)


def test_organisation_is_seen_on_its_offers(owner: Any, client: Any) -> None:
    given = {"kvk": "12345678", "leerbedrijf": "on", "over": "Wij maken onderdelen."}
    owner.post(f"{ROOM}organisatie/", given)
    act(owner, "publish", drafted(owner))
    text = pages.text(client.get(reverse("open:offer", args=[Offer.objects.get().slug])))
    for words in ("12345678", "Wij maken onderdelen.", "leerbedrijf", "kennis van firewalls"):
        assert words in text


def test_public_page_leads_to_the_room(client: Any) -> None:
    assert f'href="{ROOM}"' in client.get("/werkgever/").content.decode()
