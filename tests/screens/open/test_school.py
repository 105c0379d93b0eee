import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.people.engine_io.courses import CourseAsked, read_course
from schakel.screens.open.school.example import EXAMPLE
from support.regions import load_plan

HEADINGS = {
    "": r"Systeembeheerder: je dekt \d+ van de \d+ onmisbare eisen",
    "/en": r": you cover \d+ of the \d+ essential demands",
    "/de": r": Sie decken \d+ der \d+ unverzichtbaren Anforderungen ab",
}


@pytest.fixture
def limburg(db: None) -> Region:
    return load_plan(read_region(region_folder("limburg")))


def page(response: Any) -> str:
    return html.unescape(response.content.decode())


def send(client: Any, text: str, *, prefix: str = "", **more: Any) -> Any:
    return client.post(f"{prefix}/onderwijs/", {"tekst": text, **more})


@pytest.mark.parametrize("prefix", HEADINGS)
def test_form_and_result_show_in_each_language(limburg: Region, client: Any, prefix: str) -> None:
    language = prefix.strip("/") or "nl"
    assert EXAMPLE[language].splitlines()[0] in page(client.get(f"{prefix}/onderwijs/?voorbeeld=1"))
    response = send(client, EXAMPLE[language], prefix=prefix)
    shown = page(response)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert re.search(HEADINGS[prefix] + "</h1>", shown)
    assert re.search(r'<mark class="utrecht-mark"><a href="#v\d+">Windows Server', shown)
    assert "schakel-fict" in shown


def test_table_has_the_most_asked_occupations_in_the_order_of_the_plan(limburg: Region, client: Any) -> None:
    shown = page(send(client, EXAMPLE["nl"]))
    rows = re.findall(r'scope="row">(\d+)\. ', shown)
    assert rows == [str(top.rank) for top in limburg.top_occupations]
    assert re.search(r"\d+ van \d+</td>", shown)


def test_chosen_occupation_is_the_one_compared_with(limburg: Region, client: Any) -> None:
    shown = page(send(client, EXAMPLE["nl"], beroep="database-administrator"))
    assert "Je koos geen beroep" not in shown
    assert re.search(r"<h1[^>]*>Databasebeheerder: je dekt", shown)


def test_best_fit_is_the_one_of_which_most_is_covered() -> None:
    view = read_course(CourseAsked(EXAMPLE["nl"]), "nl")
    best = max(view.asked, key=lambda one: one.covered / one.total)
    assert view.occupation == best.occupation
    assert view.essential
    assert (view.essential.covered, len(view.essential.rows)) == (best.covered, best.total)
    assert not view.chosen


def test_every_demand_of_the_occupation_has_one_state() -> None:
    view = read_course(CourseAsked(EXAMPLE["nl"], occupation="system-administrator"), "nl")
    rows = [row for group in view.groups for row in group.rows]
    assert len({row.skill.id for row in rows}) == len(rows)
    taught = {row.id for row in view.taught}
    for row in rows:
        assert (row.state == "covered") >= (row.skill.id in taught)
        assert row.state in ("covered", "partly", "missing")
    assert not {row.skill.id for row in view.missing} & taught


def test_unticked_skills_do_not_count() -> None:
    before = read_course(CourseAsked(EXAMPLE["nl"], occupation="system-administrator"), "nl")
    after = read_course(
        CourseAsked(EXAMPLE["nl"], not_taught=("windows-server",), occupation="system-administrator"), "nl"
    )
    assert before.essential
    assert after.essential
    assert after.essential.covered == before.essential.covered - 1
    assert len(after.taught) == len(before.taught) - 1


def test_unticking_in_the_page_strikes_the_word_out(limburg: Region, client: Any) -> None:
    shown = page(send(client, EXAMPLE["nl"], gezien=["windows-server", "linux"], leert=["linux"]))
    assert "<s>Windows Server</s>" in shown
    assert re.search(r'value="linux" checked', shown)


def test_missing_skills_lead_to_trainings_that_exist(limburg: Region, client: Any) -> None:
    shown = page(send(client, EXAMPLE["nl"]))
    found = sorted(set(re.findall(r'href="(/aanbod/[a-z0-9-]+/)"', shown)))
    assert found
    for address in [*found[:2], "/initiatieven/?doelgroep=teachers&doelgroep=students&doelgroep=pupils"]:
        assert client.get(address).status_code == 200


def test_a_vacancy_is_sent_to_the_page_for_employers(limburg: Region, client: Any) -> None:
    text = (
        "Vacature\nWij zoeken een collega.\nFunctie-eisen\n- Java\n- SQL\nWij bieden een goed salaris. Solliciteer nu."
    )
    shown = page(send(client, text))
    assert "Dit lijkt een vacature, geen opleiding" in shown
    assert "/werkgever/" in shown


def test_nothing_found_says_what_helps(limburg: Region, client: Any) -> None:
    shown = page(send(client, "In deze lessen zingen we samen een lied."))
    assert "We vonden geen vaardigheden in deze tekst" in shown
    assert "scope=" not in shown


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_given_asks_for_a_text(limburg: Region, client: Any, text: str) -> None:
    response = send(client, text)
    assert response.status_code == 422
    assert "Plak de tekst van je opleiding of module, of kies een bestand" in page(response)


def test_unknown_occupation_is_an_error_in_the_form(limburg: Region, client: Any) -> None:
    response = send(client, EXAMPLE["nl"], beroep="no-such-work")
    assert response.status_code == 422
    assert "id_beroep_fout" in page(response)


def test_broken_file_gets_a_plain_message(limburg: Region, client: Any) -> None:
    file = SimpleUploadedFile("module.pdf", b"%PDF-1.4\nnothing")
    response = client.post("/onderwijs/", {"tekst": "", "bestand": file})
    assert response.status_code == 422
    assert "id_bestand_fout" in page(response)


def test_plain_file_is_read(limburg: Region, client: Any) -> None:
    file = SimpleUploadedFile("module.txt", EXAMPLE["nl"].encode())
    assert "Windows Server" in page(client.post("/onderwijs/", {"tekst": "", "bestand": file}))


def test_hostile_text_is_escaped(limburg: Region, client: Any) -> None:
    raw = send(client, "Leerdoelen <script>alert(1)</script> Python </textarea><b><svg/onload=x>").content.decode()
    assert "<script>alert" not in raw
    assert "<svg/onload" not in raw


def test_no_region_loaded_still_works(db: None, client: Any) -> None:
    assert send(client, EXAMPLE["nl"]).status_code == 200
