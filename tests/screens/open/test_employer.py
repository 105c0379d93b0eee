import html
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schakel.engine.errors import UnreadableDocument
from schakel.engine.regions import Region, read_region, region_folder
from schakel.engine.text import unreadable
from schakel.records.people.engine_io.hints import limits, names_salary
from schakel.records.people.engine_io.vacancies import VacancyAsked, read_vacancy
from schakel.screens.open.employer.example import EXAMPLE
from schakel.screens.open.text_form import MESSAGES
from support.regions import load_plan

VACANCY = """Systeembeheerder in Heerlen, 32-36 uur per week

Wat vragen wij?
- ruime ervaring met Windows Server en Active Directory
- ervaring met ITIL is een pre
- kennis van COBOL is mooi meegenomen

Wij bieden een salaris van € 3.100 tot € 4.300. Mail naar werk@bedrijf.example.
"""
HEADINGS = {"": "Deze vacature vraagt", "/en": "This vacancy asks", "/de": "Diese Anzeige verlangt"}


@pytest.fixture
def limburg(db: None) -> Region:
    return load_plan(read_region(region_folder("limburg")))


def page(response: Any) -> str:
    return html.unescape(response.content.decode())


def send(client: Any, text: str, *, prefix: str = "", **more: Any) -> Any:
    return client.post(f"{prefix}/werkgever/", {"tekst": text, **more})


def upload(client: Any, name: str, data: bytes) -> Any:
    return client.post("/werkgever/", {"tekst": "", "bestand": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize("prefix", HEADINGS)
def test_form_shows_and_fills_the_example_in_the_language(limburg: Region, client: Any, prefix: str) -> None:
    language = prefix.strip("/") or "nl"
    empty = client.get(f"{prefix}/werkgever/")
    assert empty.status_code == 200
    assert "maasdal" not in page(empty).casefold()
    filled = page(client.get(f"{prefix}/werkgever/?voorbeeld=1"))
    assert EXAMPLE[language].splitlines()[0] in filled
    assert "schakel-fict" in filled


@pytest.mark.parametrize("prefix", HEADINGS)
def test_the_answer_is_the_heading_and_the_text_is_marked(limburg: Region, client: Any, prefix: str) -> None:
    response = send(client, EXAMPLE[prefix.strip("/") or "nl"], prefix=prefix)
    shown = page(response)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert re.search(rf"<h1[^>]*>{HEADINGS[prefix]} \d+", shown)
    assert re.search(r'<mark class="utrecht-mark"><a href="#v\d+">Windows Server', shown)
    assert re.search(r'schakel-mark--wish"><a href="#v\d+">COBOL', shown)
    assert "schakel-masked" in shown
    assert "06 12345678" not in shown.split('name="tekst"')[1].split('">', 1)[1]
    assert "schakel-fict" in shown


def test_required_and_wished_are_counted_apart(limburg: Region, client: Any) -> None:
    shown = page(send(client, VACANCY))
    assert "Deze vacature vraagt 4 dingen, 2 daarvan verplicht" in shown
    assert "32–36" in shown
    assert "Heerlen" in shown
    assert "Je noemt geen salaris" not in shown


def test_corrections_change_the_count(limburg: Region, client: Any) -> None:
    shown = page(send(client, VACANCY, n_cobol="nee", n_itil="eis"))
    assert "Deze vacature vraagt 3 dingen, allemaal verplicht" in shown
    assert "<s>COBOL</s>" in shown


def test_another_occupation_gives_another_comparison(limburg: Region, client: Any) -> None:
    usual = page(send(client, VACANCY))
    other = page(send(client, VACANCY, beroep="front-end-developer"))
    assert 'value="front-end-developer" selected' in other
    assert 'value="system-administrator" selected' in usual
    assert other.count("/beroepen/front-end-developer/") == 2


@pytest.mark.parametrize("answer", [{"beroep": "no-such-work"}, {"n_no-such-skill": "eis"}, {"n_cobol": "../x"}])
def test_unknown_answers_are_left_out(limburg: Region, client: Any, answer: dict[str, str]) -> None:
    assert "vraagt 4 dingen, 2 daarvan verplicht" in page(send(client, VACANCY, **answer))


def test_trainings_and_initiatives_are_links_that_work(limburg: Region, client: Any) -> None:
    shown = page(send(client, EXAMPLE["nl"]))
    offers = set(re.findall(r'href="(/aanbod/[a-z0-9-]+/)"', shown))
    initiatives = set(re.findall(r'href="(/initiatieven/[a-z0-9-]+/)"', shown))
    assert offers
    assert initiatives
    for address in [*sorted(offers)[:2], *sorted(initiatives)[:2], "/initiatieven/?doelgroep=employers"]:
        assert client.get(address).status_code == 200
    assert "/aanbod/?vaardigheid=windows-server" in shown
    assert "/hulp/" in shown


@pytest.mark.parametrize("language", EXAMPLE)
def test_the_example_gets_the_hints_it_was_made_for(language: str) -> None:
    view = read_vacancy(VacancyAsked(EXAMPLE[language]), language)
    codes = [hint.code for hint in view.hints]
    assert {"no-salary", "years-on-entry", "many-required", "language-native"} <= set(codes)
    assert len(view.required) > limits()["required_most"]
    assert view.occupation
    assert view.place


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Salaris: € 3.100 tot € 4.300 bruto", True),
        ("3500 euro per maand", True),
        ("between EUR 3,000 and 4,000", True),
        ("Inschaling in schaal 9 van de cao", True),
        ("Entgeltgruppe E 9", True),
        ("€ 3200,- bruto", True),
        ("tussen € 40K en € 60K", True),
        ("Een marktconform salaris", False),
        ("Een omzet van € 20 miljoen", False),
        ("We gaven 500 miljoen euro uit", False),
        ("op grote schaal", False),
        ("in Europa, 400 mensen", False),
    ],
)
def test_salary_is_an_amount_or_a_scale(text: str, named: bool) -> None:
    assert names_salary(text) is named


def test_lower_usual_level_is_told() -> None:
    view = read_vacancy(VacancyAsked("Systeembeheerder\nEisen\n- een hbo-diploma\n- Windows Server"), "nl")
    hint = next(hint for hint in view.hints if hint.code.startswith("level"))
    assert hint.levels[0] == "hbo"
    assert "mbo-4" in hint.levels[1:]


def test_what_is_asked_is_either_usual_or_unusual_and_never_both() -> None:
    view = read_vacancy(VacancyAsked(EXAMPLE["nl"]), "nl")
    assert view.comparison
    both = {one.skill.id for one in view.comparison.both}
    unusual = {one.skill.id for one in view.comparison.only_asked}
    assert both | unusual == {row.id for row in view.asked}
    assert not both & unusual
    assert not {one.skill.id for one in view.comparison.only_usual} & both
    assert "cobol" in unusual


def test_nothing_found_says_what_helps(limburg: Region, client: Any) -> None:
    shown = page(send(client, "Wij zijn een leuk bedrijf en zoeken een fijne collega voor bij de lunch."))
    assert "We vonden geen vaardigheden in deze tekst" in shown


def test_a_cv_is_sent_to_the_advice_page(limburg: Region, client: Any) -> None:
    cv = "Curriculum vitae\n\nWerkervaring\n2015-2020 Verzorgende\n\nOpleiding\nmbo 3\n\nProfiel\nIk ben rustig. Ik werkte met Excel."
    shown = page(send(client, cv))
    assert "Dit lijkt een cv, geen vacature" in shown
    assert "/advies/" in shown


def test_other_language_is_told(limburg: Region, client: Any) -> None:
    text = "Buscamos un administrador de sistemas con experiencia en Windows Server y Linux para nuestra oficina."
    response = send(client, text)
    assert response.status_code == 200
    assert "We lezen Nederlands, Engels, Duits en Frans" in page(response)


def test_hostile_text_is_escaped(limburg: Region, client: Any) -> None:
    response = send(
        client, '<script>alert(1)</script><img src=x><svg/onload=alert(2)> Eisen: "Python" </textarea><h1>x'
    )
    raw = response.content.decode()
    assert "<script>alert" not in raw
    assert "<img src=x" not in raw
    assert "<svg/onload" not in raw
    assert "&lt;script&gt;" in raw


def zip_bomb() -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"0" * 200_000_000)
    return data.getvalue()


BAD_FILES = {
    "leeg.txt": (b"", "Dit bestand is leeg"),
    "oud.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
    "kapot.pdf": (b"%PDF-1.7\nnonsense", "beschadigd"),
    "plaatje.txt": (bytes(range(256)) * 40, ""),
    "groot.txt": (b"woord " * 2_000_000, "te groot"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_get_a_plain_message(limburg: Region, client: Any, name: str) -> None:
    data, words = BAD_FILES[name]
    response = upload(client, name, data)
    assert response.status_code == 422
    assert response["Cache-Control"] == "no-store"
    assert "id_bestand_fout" in page(response)
    assert words in page(response)


def test_every_reason_not_to_read_a_file_has_words() -> None:
    reasons = [value for value in vars(unreadable).values() if isinstance(value, type) and "code" in vars(value)]
    assert {reason.code for reason in reasons if issubclass(reason, UnreadableDocument)} - {
        UnreadableDocument.code
    } <= set(MESSAGES)


def test_zip_bomb_is_refused(limburg: Region, client: Any) -> None:
    response = upload(client, "vacature.docx", zip_bomb())
    assert response.status_code == 422
    assert "id_bestand_fout" in page(response)


def test_nothing_given_asks_for_a_text(limburg: Region, client: Any) -> None:
    response = send(client, "   ")
    assert response.status_code == 422
    assert "Plak de tekst van je vacature, of kies een bestand" in page(response)


def test_no_region_loaded_still_works(db: None, client: Any) -> None:
    assert send(client, VACANCY).status_code == 200
    assert client.get("/werkgever/").status_code == 200


def test_nothing_is_kept(limburg: Region, client: Any, tmp_path: Path) -> None:
    send(client, VACANCY)
    assert not client.session.keys()
    assert "ITIL is een pre" not in page(client.get("/werkgever/"))
