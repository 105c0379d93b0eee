from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schakel.records.core.region import current_region, taxonomy
from schakel.records.offers.models import Offer
from support.factories import offer, organisation, place
from support.pages import PREFIXES, items, main, text
from support.regions import REGIONS, region_in_use

pytestmark = pytest.mark.django_db


def labels(response: Any) -> list[str]:
    return [row["label"] for row in response.context["rows"]]


@pytest.mark.parametrize("language", PREFIXES)
def test_list_holds_all_ict_occupations_by_name(client: Any, language: str) -> None:
    known = taxonomy()
    expected = sorted(
        (known.label(o.uri, language) for o in known.occupations.values() if o.kind == "ict"), key=str.casefold
    )
    shown: list[str] = []
    page = 1
    while len(shown) < len(expected):
        response = client.get(f"{PREFIXES[language]}/beroepen/?pagina={page}")
        assert response.status_code == 200
        shown += labels(response)
        page += 1
    assert shown == expected
    assert len(items(response)) == len(labels(response))


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("netwerkbeheerder", "Netwerkbeheerder"),
        ("netwerkbeheerders", "Netwerkbeheerder"),
        ("beheerder", "Netwerkbeheerder"),
        ("NETWERKB", "Netwerkbeheerder"),
        ("een netwerkbeheerder", "Netwerkbeheerder"),
    ],
)
def test_words_find_occupations(client: Any, asked: str, label: str) -> None:
    assert label in labels(client.get("/beroepen/", {"q": asked}))


def test_level_and_words_work_together(client: Any) -> None:
    known = taxonomy()
    response = client.get("/beroepen/?niveau=mbo-4")
    wanted = sum(o.kind == "ict" and "mbo-4" in o.levels for o in known.occupations.values())
    assert response.context["page_obj"].paginator.count == wanted
    assert f"mbo 4 ({wanted})" in text(response)
    both = client.get("/beroepen/?niveau=mbo-4&q=beheerder")
    assert 0 < both.context["page_obj"].paginator.count < wanted
    assert '<input type="hidden" name="niveau" value="mbo-4">' in main(both)
    assert 'href="?q=beheerder"' in main(both)


@pytest.mark.parametrize("query", ["niveau=x", "pagina=x", "q=!!!", "q=%F0%9F%99%82"])
def test_what_is_no_choice_is_left_out(client: Any, query: str) -> None:
    assert len(labels(client.get(f"/beroepen/?{query}"))) == 24


def test_beyond_the_end_is_the_last_page(client: Any) -> None:
    last = client.get("/beroepen/?pagina=9999")
    assert last.context["page_obj"].number == last.context["page_obj"].paginator.num_pages
    assert labels(last)


def test_nothing_found_has_a_way_out(client: Any) -> None:
    response = client.get("/beroepen/?q=<b>banketbakker</b>")
    assert labels(response) == []
    assert "banketbakker" in text(response)
    assert "<b>banketbakker" not in main(response)
    assert main(response).count('href="/beroepen/"') == 1


@pytest.mark.parametrize("language", PREFIXES)
def test_an_occupation_says_what_it_asks_and_what_leads_to_it(client: Any, language: str) -> None:
    known = taxonomy()
    role = known.occupations["urn:schakel:occupation:network-administrator"]
    response = client.get(f"{PREFIXES[language]}/beroepen/{role.id}/")
    shown, html = text(response), main(response)
    assert known.label(role.uri, language) in shown
    assert role.about[language] in shown
    assert role.isco in shown
    for demand in role.demands:
        assert known.label(demand.uri, language) in shown
    for other in role.leads_to:
        assert f'href="{PREFIXES[language]}/beroepen/{known.occupations[other].id}/"' in html
    assert f'href="{PREFIXES[language]}/advies/"' in html


def test_an_occupation_people_come_from_says_what_they_bring(client: Any) -> None:
    known = taxonomy()
    source = next(o for o in known.occupations.values() if o.kind == "source" and o.leads_to)
    shown = text(client.get(f"/beroepen/{source.id}/"))
    for uri in source.carries_over:
        assert known.label(uri, "nl") in shown
    assert known.label(source.leads_to[0], "nl") in shown
    assert "Vacatures en stages" not in shown


def test_one_in_nine_occupations_shows(client: Any) -> None:
    for occupation in list(taxonomy().occupations.values())[::9]:
        assert client.get(f"/de/beroepen/{occupation.id}/").status_code == 200


def test_trainings_are_real_and_fictional_vacancies_say_so(client: Any) -> None:
    offer("Opleiding netwerk", kind="programme", occupations=["network-administrator"], place=place("Venlo"))
    offer("Verzonnen module", kind="module", occupations=["network-administrator"], fictional=True)
    for number in range(6):
        offer(f"Vacature {number}", kind="vacancy", occupations=["network-administrator"], fictional=True)
    offer("Echte stage", kind="internship", occupations=["network-administrator"])
    html = main(client.get("/beroepen/network-administrator/"))
    assert "Opleiding netwerk" in html
    assert "Verzonnen module" not in html
    assert html.count("Vacature ") == html.count("schakel-fict") == 4
    assert 'href="/aanbod/?beroep=network-administrator&amp;soort=vacancy&amp;soort=internship"' in html
    link = client.get("/aanbod/?beroep=network-administrator&soort=vacancy&soort=internship")
    assert len(items(link)) == 7


def test_rank_in_the_region_is_the_one_of_the_plan(client: Any) -> None:
    ranks = {top.isco: top.rank for top in reversed(current_region().top_occupations)}
    role = next(o for o in taxonomy().occupations.values() if o.kind == "ict" and o.isco in ranks)
    other = next(o for o in taxonomy().occupations.values() if o.kind == "ict" and o.isco not in ranks)
    assert client.get(f"/beroepen/{role.id}/").context["rank"] == ranks[role.isco]
    assert client.get(f"/beroepen/{other.id}/").context["rank"] is None


def test_more_offers_ask_no_more_queries(client: Any) -> None:
    asked = []
    for many in (1, 3):
        Offer.objects.all().delete()
        for number in range(many):
            for kind in ("course", "vacancy"):
                fields = {"organisation": organisation(), "place": place(f"P{number}")}
                offer(f"{kind} {number}", kind=kind, occupations=["network-administrator"], **fields)
        with CaptureQueriesContext(connection) as queries:
            assert f"vacancy {many - 1}" in main(client.get("/beroepen/network-administrator/"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("prefix", "words"), [("", "Deze pagina is er niet"), ("/en", "This page is not here")])
def test_unknown_occupation_gives_the_friendly_page(client: Any, prefix: str, words: str) -> None:
    response = client.get(f"{prefix}/beroepen/tovenaar/")
    assert response.status_code == 404
    assert words in text(response)


def test_a_made_up_region_shows(settings: Any, client: Any) -> None:
    with region_in_use(settings, REGIONS / "oostmark"):
        assert len(items(client.get("/beroepen/"))) == 24
        assert client.get("/beroepen/network-administrator/").status_code == 200
