import re
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.core import actions as core
from schakel.records.core.region import current_region
from schakel.records.journeys.actions.paths import STAYED_MONTHS
from schakel.records.journeys.house_rules import house_rules
from schakel.records.observatory import actions as observatory
from schakel.records.offers.models import Offer
from schakel.records.people.engine_io import matching_rules
from schakel.screens.open.main_pages import NAMES, main_pages
from support.client import StrictClient
from support.factories import offer, place, session
from support.pages import PREFIXES, items, main, text
from support.regions import REGIONS, load_plan, region_in_use

pytestmark = pytest.mark.django_db
PATHS = ["/", "/hulp/", "/privacy/", "/toegankelijkheid/", "/algoritmes/", "/algoritmes/matching/"]


@pytest.fixture
def limburg() -> Region:
    region = load_plan(read_region(region_folder("limburg")))
    observatory.load_region(by="test", region=region)
    return region


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("path", PATHS)
def test_pages_show_without_any_data(client: Any, path: str, language: str) -> None:
    response = client.get(PREFIXES[language] + path)
    assert response.status_code == 200
    html = response.content.decode()
    assert f'lang="{language}"' in html.partition("<head>")[0]
    assert len(re.findall("<h1", html)) == 1
    levels = [int(level) for level in re.findall(r"<h([1-6])", main(response))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("path", PATHS)
def test_pages_differ_by_language(client: Any, path: str) -> None:
    assert len({text(client.get(prefix + path)) for prefix in PREFIXES.values()}) == 3


def test_home_without_data_has_no_empty_parts(client: Any) -> None:
    response = client.get("/")
    shown, html = text(response), main(response)
    assert "schakel-hero__map" not in html
    assert "Er staat nog niets in de agenda." in shown
    assert "initiatieven, één ingang" not in shown
    assert "None" not in shown


def test_home_shows_the_state_of_the_region(limburg: Region, client: Any) -> None:
    session(offer("Een dag mee", kind="shadow-day", fictional=True), days=1, fictional=True, place=place("Venlo"))
    session(offer("Later"), days=2)
    session(offer("Nog later"), days=3)
    session(offer("Vierde"), days=4)
    response = client.get("/")
    shown = text(response)
    assert "26.000" in shown
    assert f"{len(limburg.initiatives)} initiatieven" in shown
    agenda = items(response, "schakel-agenda__item")
    assert [("schakel-fict" in item) for item in agenda] == [True, False, False]
    assert "Vierde" not in shown
    assert main(response).count("<rect") == len(limburg.municipalities)
    assert "26,000" in text(client.get("/en/"))


def test_links_on_the_home_page_lead_to_pages_that_work(limburg: Region, client: Any) -> None:
    offer("Een dag mee", kind="shadow-day", fictional=True)
    paths = set(re.findall(r'href="(/[^"#]*)"', client.get("/").content.decode()))
    assert len(paths) > 20
    for path in sorted(paths):
        if not path.startswith("/static/"):
            assert client.get(path.replace("&amp;", "&")).status_code == 200, path


def test_help_names_every_desk_of_the_plan(client: Any) -> None:
    html = text(client.get("/hulp/"))
    region = current_region()
    partners = {partner.id: partner.name for partner in region.partners}
    assert region.desks
    for desk in region.desks:
        assert partners[desk.partner] in html
        assert desk.about.nl in html
    assert html.count("Plek in het plan") >= len(region.desks)


def test_rules_are_those_in_force_each_with_its_reason(client: Any) -> None:
    rules = matching_rules()
    for language, prefix in PREFIXES.items():
        response = client.get(f"{prefix}/algoritmes/matching/")
        shown = text(response)
        for value in rules.values:
            assert value.id in shown
            assert " ".join(value.reason.get(language, value.reason["nl"]).split()) in shown


def test_main_pages_and_examples_exist_in_every_language(limburg: Region, client: Any) -> None:
    offer("Vacature", kind="vacancy", fictional=True)
    for prefix, paths in ((prefix, main_pages(language)) for language, prefix in PREFIXES.items()):
        assert len(paths) > len(NAMES) + 5
        assert all(path.startswith(f"{prefix}/") for path in paths)
    for path in paths[: len(NAMES)]:
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/aanbod/?q=net%26werk&soort=course&soort=module", "/beroepen/network-administrator/", "/agenda/"]
)
def test_language_switch_keeps_path_and_query(client: Any, path: str) -> None:
    for prefix in PREFIXES.values():
        html = client.get(prefix + path).content.decode()
        for other, target in PREFIXES.items():
            address = (target + path).replace("&", "&amp;")
            assert f'<a href="{address}" lang="{other}"' in html
            assert f'<link rel="alternate" hreflang="{other}" href="{address}">' in html


@pytest.mark.parametrize(
    "path", [*PATHS, "/aanbod/", "/agenda/", "/agenda/agenda.ics", "/beroepen/", "/robots.txt", "/niets/"]
)
def test_every_answer_carries_the_headers(client: Any, path: str) -> None:
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies


@pytest.mark.parametrize(
    "path",
    [*PATHS, "/aanbod/", "/agenda/", "/agenda/agenda.ics", "/beroepen/", "/robots.txt", "/.well-known/security.txt"],
)
def test_reading_pages_can_be_headed_and_not_posted(client: Any, path: str) -> None:
    head = client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    for method in (client.post, client.put, client.delete):
        refused = method(path)
        assert refused.status_code == 405
        assert refused["Allow"] == "GET, HEAD"


def test_security_txt_says_where_to_report_and_has_not_expired(client: Any) -> None:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"] == "http://testserver/hulp/"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "nl, en, de"
    assert datetime.fromisoformat(fields["Expires"]) > timezone.now()


def test_robots_may_read_all(client: Any) -> None:
    response = client.get("/robots.txt")
    assert response.content == b"User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "Deze pagina is er niet"), ("/en", "This page is not here"), ("/de", "Diese Seite gibt es nicht")],
)
@pytest.mark.parametrize("path", ["/bestaat-niet/", "/aanbod/bestaat-niet/", "/aanbod/%2e%2e/", "/beroepen/x/y/"])
def test_what_is_not_there_gives_a_friendly_page_in_the_language(
    client: Any, prefix: str, words: str, path: str
) -> None:
    response = client.get(prefix + path)
    assert response.status_code == 404
    assert words in text(response)
    for link in ("/", "/aanbod/", "/hulp/"):
        assert f'href="{prefix}{link}"' in main(response)


@override_settings(ROOT_URLCONF="support.broken_urls")
def test_a_failure_gives_a_page_that_tells_nothing_of_it() -> None:
    client = StrictClient(raise_request_exception=False)
    response = client.get("/stuk/")
    assert response.status_code == 500
    assert "Bij ons ging iets stuk" in text(response)
    assert "secret" not in response.content.decode()
    assert response["Content-Security-Policy"]


@override_settings(ROOT_URLCONF="support.broken_urls")
def test_an_error_of_the_engine_becomes_its_page(client: Any) -> None:
    response = client.get("/zoek/")
    assert response.status_code == 404
    assert "There is no such thing" in text(response)


def test_a_host_that_is_not_ours_is_refused_with_a_page(client: Any) -> None:
    response = client.get("/", HTTP_HOST="elders.example")
    assert response.status_code == 400
    assert "elders.example" not in response.content.decode()
    assert main(response)


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "te lang open"), ("/en", "open too long"), ("/de", "zu lange offen")]
)
def test_a_form_without_its_token_gives_a_page_that_says_what_to_do(prefix: str, words: str) -> None:
    client = StrictClient(enforce_csrf_checks=True)
    response = client.post(f"{prefix}/advies/", {"tekst": "Ik ben loodgieter"})
    assert response.status_code == 403
    assert words in text(response)
    assert f'href="{prefix}/advies/"' in main(response)
    assert "loodgieter" not in response.content.decode()


def test_home_of_a_made_up_region_shows(settings: Any, client: Any) -> None:
    with region_in_use(settings, REGIONS / "oostmark") as region:
        assert "schakel-stat" not in main(client.get("/"))
        observatory.load_region(by="test", region=region, folder=REGIONS / "oostmark")
        for language, name in (("nl", "Oostmark"), ("en", "Eastmark")):
            response = client.get(f"{PREFIXES[language]}/")
            assert name in text(response)
            assert "Limburg" not in response.content.decode()
        assert "nog geen loket" in text(client.get("/hulp/"))
        for path in PATHS:
            assert client.get(path).status_code == 200


def test_a_page_of_an_offer_of_another_region_still_shows(client: Any) -> None:
    core.load_places(by="test", region=read_region(REGIONS / "oostmark"))
    made = offer("Les", initiative="digiwise", teaches=["bestaat-niet"], occupations=["ook-niet"], levels=["raar"])
    assert Offer.objects.count() == 1
    assert client.get(f"/aanbod/{made.slug}/").status_code == 200
    assert "raar" in text(client.get("/aanbod/"))


@pytest.mark.parametrize(
    ("language", "hires", "people"),
    [
        ("nl", "kan het 24 uur lang terugnemen", "wissen we het 365 dagen na de vraag"),
        ("en", "can take it back for 24 hours", "remove it 365 days after the question"),
        ("de", "kann es 24 Stunden lang zurücknehmen", "löschen es 365 Tage nach der Frage"),
    ],
)
def test_privacy_says_what_is_kept_of_hires_and_contacts(client: Any, language: str, hires: str, people: str) -> None:
    page = text(client.get(f"{PREFIXES[language]}/privacy/"))
    assert hires in page
    assert people in page
    assert ", ".join(str(months) for months in STAYED_MONTHS) in page


def test_privacy_reckons_with_the_days_of_the_rules(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house_rules().days, "keep_silent", 90)
    page = text(client.get("/en/privacy/"))
    assert "remove it 90 days after the question" in page
    assert "365" not in page
