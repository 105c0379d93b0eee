"""CVs in plain words of people who do not work in ICT: what is read must be sensible."""

from typing import NamedTuple

import pytest

from schakel.engine.skills.gendered import forms
from schakel.engine.skills.reading import Reader


class Expected(NamedTuple):
    """What a CV must give at least: an occupation, skills, and spoken languages with their levels."""

    occupation: str
    skills: set[str]
    spoken: dict[str, str | None]


CAFE = """Ik werk sinds 2019 in een café in Kerkrade. Ik sta achter de bar, neem bestellingen op en reken af met de kassa.
Ik maak het rooster en train nieuwe collega's.
Talen
Nederlands (vloeiend), Arabisch (moedertaal), Frans B1
Hobby: websites maken met WordPress"""
NURSE = """Naam: Els Voorbeeld
Werkervaring
2012 - heden: Verpleegkundige, ziekenhuis
- Medicijnen toedienen en rapporteren in HiX
- Kerngebruiker: collega's leren werken met het nieuwe systeem
Vaardigheden: Excel, samenwerken, Engels B2"""
PICKER = """Lebenslauf
Ali Muster
Berufserfahrung
2020 - heute Lagerist, Kommissionierer
- Gabelstapler fahren, Bestand im WMS buchen (SAP)
Sprachen: Deutsch C1, Türkisch Muttersprache"""
TEACHER = """Curriculum vitae
Ik ben 15 jaar leraar wiskunde op een middelbare school. Ik geef les en houd cijfers bij in Magister.
Ik heb een cursus Python gevolgd.
Opleiding: wo wiskunde
Nederlands moedertaal, Engels C1"""
BOOKKEEPER = """Profile
Bookkeeper with 8 years of experience. I process invoices in Exact Online and make reports in Excel (pivot tables).
Work experience
2016 - present Bookkeeper, accountancy office
Languages: English (native), Dutch A2"""
ENGINEER = """Omar Example
I worked five years as a network engineer at a telecom company: configuring Cisco routers, VoIP and fibre optics.
I learn Dutch (A2), my English is B2, Arabic is my mother tongue. I follow an online course in AWS."""
PUPIL = """Hoi, ik ben Mila, 17 jaar. Ik zit op de havo. Ik bouw games in Unity en ik repareer computers van familie.
Op zaterdag werk ik als vakkenvuller. Ik spreek Nederlands en Engels."""
SELLER = """Curriculum vitae
Jean Exemple
Expérience professionnelle
2018 - présent : vendeur dans un magasin, Liège
- Installer Windows et dépanner les ordinateurs
Langues : français (langue maternelle), néerlandais A2"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            CAFE,
            Expected(
                "waiter",
                {"hospitality-service", "cash-register", "rostering", "wordpress"},
                {"dutch": "C1", "arabic": "C2", "french": "B1"},
            ),
            id="cafe",
        ),
        pytest.param(
            NURSE, Expected("registered-nurse", {"hix", "key-user-work", "excel", "teamwork"}, {"english": "B2"}), id="nurse"
        ),
        pytest.param(
            PICKER,
            Expected("warehouse-worker", {"wms-systems", "forklift", "sap"}, {"german": "C1", "turkish": "C2"}),
            id="picker",
        ),
        pytest.param(
            TEACHER,
            Expected("secondary-teacher", {"mathematics", "teaching", "python"}, {"dutch": "C2", "english": "C1"}),
            id="teacher",
        ),
        pytest.param(
            BOOKKEEPER,
            Expected("bookkeeper", {"exact", "excel-advanced", "invoicing"}, {"english": "C2", "dutch": "A2"}),
            id="bookkeeper",
        ),
        pytest.param(
            ENGINEER,
            Expected(
                "network-engineer",
                {"cisco", "voip", "fibre-optics", "aws"},
                {"dutch": "A2", "english": "B2", "arabic": "C2"},
            ),
            id="engineer",
        ),
        pytest.param(
            PUPIL, Expected("cashier", {"unity", "game-development", "hardware-repair"}, {"dutch": None, "english": None}), id="pupil"
        ),
        pytest.param(
            SELLER, Expected("sales-assistant", {"windows", "fault-finding"}, {"french": "C2", "dutch": "A2"}), id="seller"
        ),
    ],
)  # fmt: skip
def test_plain_cv(reader: Reader, text: str, expected: Expected) -> None:
    reading = reader.read(text)
    assert reading.kind == "cv"
    assert reading.occupation is not None
    assert reading.occupation.uri.rpartition(":")[2] == expected.occupation
    assert expected.skills <= {uri.rpartition(":")[2] for uri in reading.uris()}
    assert {one.uri.rpartition(":")[2]: one.cefr for one in reading.spoken} == expected.spoken


@pytest.mark.parametrize(
    ("label", "language", "found"),
    [
        ("Cuisinier/cuisinière", "fr", ("Cuisinier", "cuisinière")),
        ("Assistant(e) dentaire", "fr", ("Assistant dentaire", "Assistante dentaire")),
        ("Mathématicien(ne) ou actuaire", "fr", ("Mathématicien", "Mathématicienne", "actuaire")),
        ("Kassierer/in", "de", ("Kassierer", "Kassiererin")),
        ("C/C++ developer", "en", ()),
        ("UI/UX designer", "en", ("UI designer", "UX designer")),
        ("Cook", "en", ()),
    ],
)
def test_forms_of_a_title(label: str, language: str, found: tuple[str, ...]) -> None:
    assert set(found) <= set(forms(label, language))


def test_of_joins_two_titles_in_dutch_only(reader: Reader) -> None:
    assert forms("Head of IT", "en") == ()
    reading = reader.read("IT support employee\nYou help colleagues and repair laptops. You like technology.", "en")
    assert reading.occupation is not None
    assert reading.occupation.uri.rpartition(":")[2] == "service-desk-agent"


@pytest.mark.parametrize(
    ("language", "title", "occupation"),
    [
        ("fr", "Cuisinière", "cook"),
        ("fr", "Technicienne de service", "service-technician"),
        ("de", "Kassiererin", "cashier"),
        ("fr", "Infirmière", "registered-nurse"),
    ],
)
def test_each_form_of_a_title_is_linked(reader: Reader, language: str, title: str, occupation: str) -> None:
    reading = reader.read(f"Curriculum vitae\n{title}\nWord, Excel\n", language, kind="cv")
    assert reading.occupation is not None
    assert reading.occupation.uri.rpartition(":")[2] == occupation
