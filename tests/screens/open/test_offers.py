import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schakel.engine.regions import read_region, region_folder
from schakel.records.offers.models import Offer
from support.factories import indexed, offer, organisation, place, session
from support.pages import PREFIXES, items, main, text
from support.regions import REGIONS, load_plan, region_in_use

pytestmark = pytest.mark.django_db


def titles(response: Any) -> list[str]:
    return [row["offer"].title_nl for row in response.context["rows"]]


def chips(response: Any) -> dict[str, str]:
    found = re.findall(
        r'<a class="schakel-chip" href="([^"]*)"><span[^>]*>[^<]*</span>([^<]*) <', response.content.decode()
    )
    return {unescape(label).strip(): unescape(query) for query, label in found}


@pytest.fixture
def many() -> None:
    """One of each kind of case: real and made up, with and without price, place, date, level."""
    maastricht = place("Maastricht", code="GM0935", tile_column=1, tile_row=2)
    school = organisation("Gilde", website="https://gilde.example/ict/")
    offer(
        "Netwerken beheren",
        title_en="Managing networks",
        title_de="Netzwerke verwalten",
        levels=["mbo-4"],
        teaches=["python", "sql"],
        occupations=["software-developer"],
        organisation=school,
        place=maastricht,
        price=Decimal(250),
        weeks=10,
        language="nl",
        where="bijlage 1",
        start_text="september 2027",
    )
    made_up = offer(
        "Een dag mee", kind="shadow-day", fictional=True, price=Decimal(0), mode="on-site", place=maastricht
    )
    session(made_up, days=3, fictional=True, capacity=4, taken=4, daytime="day")
    offer("Vacature", kind="vacancy", fictional=True, salary_min=2600, salary_max=3600, asks=["python"], levels=["hbo"])
    indexed()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["Netwerken beheren", "fictief", "3 keer aanbod"]),
        ("en", ["Managing networks", "fictional", "250"]),
        ("de", ["Netzwerke verwalten", "fiktiv"]),
    ],
)
def test_list_shows_in_three_languages(many: None, client: Any, language: str, words: list[str]) -> None:
    response = client.get(f"{PREFIXES[language]}/aanbod/")
    assert response.status_code == 200
    shown = text(response)
    for word in words:
        assert word in shown
    assert len(items(response)) == 3
    assert f'<html class="schakel-theme" lang="{language}">' in response.content.decode()


def test_every_fictional_item_says_so_and_no_other(many: None, client: Any) -> None:
    response = client.get("/aanbod/")
    pairs = zip(response.context["rows"], items(response), strict=True)
    assert {row["offer"].title_nl: "schakel-fict" in item for row, item in pairs} == {
        "Een dag mee": True,
        "Netwerken beheren": False,
        "Vacature": True,
    }


def test_words_and_filters_narrow_the_list(many: None, client: Any) -> None:
    assert titles(client.get("/aanbod/?q=netwerk")) == ["Netwerken beheren"]
    assert titles(client.get("/aanbod/?soort=vacancy&soort=shadow-day")) == ["Een dag mee", "Vacature"]
    assert titles(client.get("/aanbod/?niveau=mbo-4&taal=nl&prijs=tot-250")) == ["Netwerken beheren"]
    assert titles(client.get("/aanbod/?prijs=niets")) == ["Een dag mee"]
    assert titles(client.get("/aanbod/?tijd=dag&bron=fictief")) == ["Een dag mee"]
    assert titles(client.get("/aanbod/?vaardigheid=python&soort=course")) == ["Netwerken beheren"]
    assert titles(client.get("/aanbod/?beroep=software-developer")) == ["Netwerken beheren"]
    assert titles(client.get("/aanbod/?gemeente=GM0935&bron=echt")) == ["Netwerken beheren"]


def test_chips_take_off_one_choice_and_keep_the_rest(many: None, client: Any) -> None:
    found = chips(
        client.get("/aanbod/?q=netwerk&soort=course&soort=vacancy&vaardigheid=python&gemeente=GM0935&pagina=1")
    )
    assert found["Cursus"] == "?q=netwerk&soort=vacancy&vaardigheid=python&gemeente=GM0935"
    assert found["Maastricht"] == "?q=netwerk&soort=course&soort=vacancy&vaardigheid=python"
    assert found["Python"] == "?q=netwerk&soort=course&soort=vacancy&gemeente=GM0935"
    assert len(found) == 4


def test_filters_keep_the_choice_a_link_made(many: None, client: Any) -> None:
    html = client.get("/aanbod/?vaardigheid=python&beroep=niet-bestaand").content.decode()
    assert '<input type="hidden" name="vaardigheid" value="python">' in html
    assert 'name="beroep"' not in html


def test_map_counts_what_the_other_filters_leave(many: None, client: Any) -> None:
    (tile,) = client.get("/aanbod/?bron=echt").context["tiles"]
    assert (tile["n"], tile["shade"], tile["on"], tile["query"]) == (1, 1, False, "?bron=echt&gemeente=GM0935")
    response = client.get("/aanbod/?gemeente=GM0935")
    assert response.context["tiles"][0]["on"]
    assert '<option value="GM0935" selected>Maastricht (2)</option>' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "soort=x&niveau=' OR 1=1&prijs=-1&tijd=nacht&taal=xx&bron=y",
        "gemeente=GM0000&vaardigheid=zzz&beroep=zzz&initiatief=geen",
        "pagina=x&q=",
        "pagina=-3",
        "pagina=999999999999999999999",
    ],
)
def test_what_is_no_choice_is_left_out(many: None, client: Any, query: str) -> None:
    response = client.get(f"/aanbod/?{query}")
    assert response.status_code == 200
    assert len(titles(response)) == 3
    assert chips(response) == {}


@pytest.mark.parametrize(
    "asked", ['"', "' OR NEAR(*", "%F0%9F%99%82", "<script>alert(1)</script>", "woord+" * 200, "%ff%fe"]
)
def test_hostile_words_give_a_page(many: None, client: Any, asked: str) -> None:
    response = client.get(f"/aanbod/?q={asked}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_nothing_found_has_a_way_out(many: None, client: Any) -> None:
    response = client.get("/aanbod/?q=onvindbaar&soort=course")
    html = response.content.decode()
    assert "onvindbaar" in text(response)
    assert 'href="/aanbod/?q=onvindbaar"' in html
    assert html.count('href="/hulp/"') >= 2
    assert items(response) == []


def test_empty_site_shows_a_list_with_nothing(client: Any) -> None:
    response = client.get("/aanbod/")
    assert response.status_code == 200
    assert items(response) == []
    assert 'href="/hulp/"' in main(response)


def test_long_lists_are_paged_and_beyond_the_end_is_the_last(client: Any) -> None:
    for number in range(49):
        offer(f"Cursus {number:02}")
    first = client.get("/aanbod/?soort=course")
    assert len(titles(first)) == 24
    assert 'href="?soort=course&amp;pagina=2" rel="next"' in first.content.decode()
    assert (
        titles(client.get("/aanbod/?soort=course&pagina=3"))
        == titles(client.get("/aanbod/?pagina=99"))
        == ["Cursus 48"]
    )


def test_more_offers_ask_no_more_queries(client: Any) -> None:
    asked = []
    for many in (1, 3):
        Offer.objects.all().delete()
        for number in range(many):
            made = offer(
                f"o{number}",
                organisation=organisation(),
                place=place(f"P{number}"),
                levels=["hbo"],
                teaches=["python", "sql"],
            )
            session(made, days=number + 1, place=place(f"Q{number}"))
            session(made, days=number + 2)
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(client.get("/aanbod/"))) == many
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_closed_vacancy_leaves_the_list_and_its_page_says_so(client: Any) -> None:
    gone = offer("Oud", kind="vacancy", published_until=timezone.localdate() - timedelta(days=1))
    offer("Nieuw", kind="vacancy", published_until=timezone.localdate())
    assert titles(client.get("/aanbod/")) == ["Nieuw"]
    shown = text(client.get(f"/aanbod/{gone.slug}/"))
    assert "Dit aanbod is gesloten." in shown


@pytest.mark.parametrize("language", PREFIXES)
def test_page_of_a_real_training(many: None, client: Any, language: str) -> None:
    made = Offer.objects.get(title_nl="Netwerken beheren")
    response = client.get(f"{PREFIXES[language]}/aanbod/{made.slug}/")
    html, shown = response.content.decode(), text(response)
    assert getattr(made, f"title_{language}") in shown
    assert "schakel-fict-bar" not in html
    for word in ("Gilde", "Maastricht", "mbo 4", "Python", "10", "250", "bijlage 1", "gilde.example"):
        assert word in shown
    assert '<span lang="nl">september 2027</span>' in html
    assert 'href="https://gilde.example/ict/" rel="noopener"' in html
    assert f'href="{PREFIXES[language]}/beroepen/software-developer/"' in html


def test_page_of_a_fictional_offer_says_so_and_offers_no_application(many: None, client: Any) -> None:
    made = Offer.objects.get(kind="vacancy")
    html = client.get(f"/aanbod/{made.slug}/").content.decode()
    assert "schakel-fict-bar" in html
    assert "2.600" in html
    day = client.get(f"/aanbod/{Offer.objects.get(kind='shadow-day').slug}/")
    assert day.content.decode().count("schakel-fict") >= 3
    assert "vol" in text(day)
    assert "niets" in text(day)


def test_unknown_price_and_start_are_said_to_be_unknown(client: Any) -> None:
    shown = text(client.get(f"/aanbod/{offer('Kaal').slug}/"))
    assert shown.count("onbekend") == 3  # start, duration, what you pay
    assert "niets" not in shown


def test_an_offer_without_a_dutch_title_shows_the_one_it_has(client: Any) -> None:
    made = offer("", title_de="Nur auf Deutsch", kind="vacancy", language="de", fictional=True)
    html = client.get(f"/en/aanbod/{made.slug}/").content.decode()
    assert '<h1 class="utrecht-heading-1" lang="de">Nur auf Deutsch</h1>' in html
    assert 'lang="de">Nur auf Deutsch</a>' in client.get("/aanbod/").content.decode()


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Deze pagina is er niet"), ("/en", "This page is not here"), ("/de", "nicht")]
)
def test_unknown_offer_gives_the_friendly_page(client: Any, prefix: str, words: str) -> None:
    response = client.get(f"{prefix}/aanbod/bestaat-niet/")
    assert response.status_code == 404
    assert words in text(response)
    assert f'href="{prefix}/aanbod/"' in response.content.decode()


def test_trainings_of_the_region_show(client: Any) -> None:
    region = load_plan(read_region(region_folder("limburg")))
    indexed()
    for training in region.trainings[::5]:
        response = client.get(f"/aanbod/{training.id}/")
        assert response.status_code == 200
        assert training.title.nl in text(response)
    assert "netwerk" in text(client.get("/aanbod/?q=netwerken")).casefold()


def test_a_made_up_region_shows(settings: Any, client: Any) -> None:
    with region_in_use(settings, REGIONS / "oostmark"):
        offer("Les", place_id="GM9001")
        response = client.get("/en/aanbod/")
    assert "Eastmark" in response.content.decode()
    assert [tile["place"].name for tile in response.context["tiles"]] == ["Oostdorp"]
