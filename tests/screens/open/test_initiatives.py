import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.offers.models import Offer
from schakel.records.programme.models import Initiative, InitiativeAudience, InitiativeLevel
from support.regions import REGIONS, load_plan, region_in_use


@pytest.fixture
def limburg(db: None) -> Region:
    return load_plan(read_region(region_folder("limburg")))


def names(response: Any) -> list[str]:
    return re.findall(
        r'<li class="schakel-result"><h3[^>]*><a[^>]*href="[^"]*/initiatieven/([^"]+)/"', response.content.decode()
    )


def counts(response: Any) -> dict[str, int]:
    boxes = re.findall(
        r'name="(\w+)" value="([^"]+)"(?: checked)?><label[^>]*>[^<]*</label><span[^>]*>(\d+)</span>',
        response.content.decode(),
    )
    return {f"{name}={value}": int(count) for name, value, count in boxes}


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_list_and_every_initiative_show(limburg: Region, client: Any, prefix: str) -> None:
    response = client.get(f"{prefix}/initiatieven/")
    assert names(response) == [initiative.id for initiative in limburg.initiatives]
    language = prefix.strip("/") or "nl"
    for initiative in limburg.initiatives:
        page = client.get(f"{prefix}/initiatieven/{initiative.id}/")
        html = (
            page.content.decode()
            .replace("&#x27;", "'")
            .replace("&amp;", "&")
            .replace("&quot;", '"')
            .replace("&gt;", ">")
        )
        assert initiative.summary
        assert initiative.summary.in_language(language) in html
        assert initiative.where in html
        for text in (
            initiative.activities_nl,
            initiative.audience_nl,
            initiative.level_nl,
            initiative.achieved_nl,
            initiative.expected_nl,
        ):
            assert all(piece.strip() in html for piece in text.splitlines())
        for subline in initiative.sublines:
            assert f"#deel-{subline}" in html


def test_counts_say_what_a_filter_would_give(limburg: Region, client: Any) -> None:
    found = counts(client.get("/initiatieven/"))
    parameters = {"doelgroep": "audiences", "niveau": "levels", "regio": "scope", "lijn": "lines"}
    for key, count in found.items():
        parameter, value = key.split("=")
        expected = [i.id for i in limburg.initiatives if value in getattr(i, parameters[parameter])]
        assert count == len(expected)
        assert names(client.get(f"/initiatieven/?{key}")) == expected


def test_filters_work_together(limburg: Region, client: Any) -> None:
    response = client.get("/initiatieven/?niveau=mbo&niveau=wo&regio=zuid&doelgroep=switchers")
    expected = [
        i.id
        for i in limburg.initiatives
        if {"mbo", "wo"} & set(i.levels) and "zuid" in i.scope and "switchers" in i.audiences
    ]
    assert names(response) == expected
    # Within one group choices add up, so its counts look past its own choices.
    left = [i for i in limburg.initiatives if "zuid" in i.scope and "switchers" in i.audiences]
    assert counts(response)["niveau=hbo"] == sum("hbo" in i.levels for i in left)
    html = response.content.decode()
    assert html.count('class="schakel-chip"') == 4
    assert "?niveau=wo&amp;regio=zuid&amp;doelgroep=switchers" in html


def test_words_are_searched_in_texts_and_partners(limburg: Region, client: Any) -> None:
    assert names(client.get("/initiatieven/", {"q": "bibliocentra venlo"})) == ["ai-parade"]
    assert "digiwise" in names(client.get("/initiatieven/", {"q": "VISTA"}))
    response = client.get("/initiatieven/", {"q": "<b>niets hiervan"})
    assert names(response) == []
    assert "Geen initiatief past bij dit alles" in response.content.decode()
    assert "&lt;b&gt;niets" in response.content.decode()


@pytest.mark.parametrize("query", ["niveau=x", "pagina=99", "pagina=x", "q=" + "a" * 500, "lijn=1'--"])
def test_bad_input_gives_a_page(limburg: Region, client: Any, query: str) -> None:
    response = client.get(f"/initiatieven/?{query}")
    assert response.status_code == 200
    assert ("Een van de filters bestaat niet" in response.content.decode()) == query.startswith(
        ("niveau", "regio", "lijn")
    )


def test_an_initiative_shows_its_offers(limburg: Region, client: Any) -> None:
    Offer.objects.create(
        slug="verzonnen", kind="course", title_nl="Verzonnen les", initiative="digiwise", fictional=True
    )
    html = client.get("/initiatieven/digiwise/").content.decode()
    assert "Verzonnen les" in html
    assert "fictief" in html.partition("Verzonnen les")[2][:200]


@pytest.mark.django_db
def test_unknown_initiative_is_not_found(client: Any) -> None:
    assert client.get("/initiatieven/bestaat-niet/").status_code == 404


@pytest.mark.django_db
def test_an_empty_list_says_so(client: Any) -> None:
    html = client.get("/initiatieven/").content.decode()
    assert "Er zijn nog geen initiatieven." in html


def test_a_small_region_without_initiatives_shows(settings: Any, db: None, client: Any) -> None:
    with region_in_use(settings, REGIONS / "oostmark"):
        assert "Er zijn nog geen initiatieven." in client.get("/initiatieven/").content.decode()


@pytest.mark.django_db
def test_more_initiatives_ask_no_more_queries(client: Any) -> None:
    asked = []
    for many in (1, 3):
        Initiative.objects.all().delete()
        for number in range(many):
            made = Initiative.objects.create(slug=f"i{number}", name=f"I {number}", position=number)
            InitiativeAudience.objects.create(initiative=made, code="pupils")
            InitiativeLevel.objects.create(initiative=made, code="mbo")
        with CaptureQueriesContext(connection) as queries:
            assert len(names(client.get("/initiatieven/"))) == many
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.django_db
def test_long_lists_are_paged_and_keep_their_filters(client: Any) -> None:
    for number in range(25):
        InitiativeLevel.objects.create(
            initiative=Initiative.objects.create(slug=f"i{number}", name=f"I {number}", position=number), code="mbo"
        )
    first = client.get("/initiatieven/?niveau=mbo")
    assert len(names(first)) == 24
    assert "?niveau=mbo&amp;pagina=2" in first.content.decode()
    assert names(client.get("/initiatieven/?niveau=mbo&pagina=2")) == ["i24"]
