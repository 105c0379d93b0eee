"""Vacancies: what adverts in Dutch, English and German ask, in sentences of our own."""

import pytest

from engine.skills.test_reading import ids, read
from schakel.engine.skills.reading import Reader


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Kennis van security en monitoring van Linux", ["cyber-security", "monitoring-tools-infra", "linux"]),
        ("nl", "Ervaring met Google Chrome en Docker", ["chrome-devtools", "docker"]),
        ("nl", "Ervaring met Rundeck en MicroStation", ["rundeck", "cad"]),
        ("nl", "Kennis van FMEA en MTBF", ["reliability-engineering"]),
        ("nl", "FlexPod, Tridium en Microsoft SCSM", ["dell-emc-storage", "bacnet-knx", "other-itsm-tools"]),
        ("nl", "Ervaring met OAI-PMH, Python en Caffe", ["metadata-harvesting", "python", "caffe"]),
        ("nl", "Je kent HTML/CSS, Java, Spring en Hibernate", ["html", "css", "java", "spring", "hibernate"]),
        ("nl", "Je werkt als test manager of solution architect", ["test-management", "solution-architecture"]),
        ("nl", "Opleiding bedrijfskundige informatica", ["computer-science"]),
        ("de", "Überwachung der Systeme mit PRTG", ["monitoring-tools-infra", "prtg"]),
    ],
)
def test_words_of_adverts(reader: Reader, language: str, text: str, expected: list[str]) -> None:
    assert ids(read(reader, text, language)) == expected


@pytest.mark.parametrize(
    ("text", "unexpected"),
    [
        ("Jij bent de schakel tussen gebruikers en beheer", "flexibility"),
        ("Contracten volgens de UAV-gc", "drones"),
        ("Wij bouwen games voor musea en beurzen", "culture-heritage"),
        ("De Euregio is ons werkgebied, met Java en Linux", "import-export-cross-border"),
        ("Vaste baan: Java developer", "infor"),
        ("Je leert sneller dan anderen", "eager-to-learn"),
    ],
)
def test_words_that_say_something_else(reader: Reader, text: str, unexpected: str) -> None:
    assert unexpected not in ids(read(reader, text))


def test_text_without_capitals_makes_no_products_of_ordinary_words(reader: Reader) -> None:
    text = (
        "je werkt samen met andere teams aan onze website en de database staan klaar elk bedrijf heeft een baan voor "
        "jou je bent net begonnen en wilt iets next level doen met java"
    )
    found = set(ids(read(reader, text)))
    assert "java" in found
    assert not found & {"microsoft-teams", "software-licensing", "elk-stack", "infor", "nextjs", "dotnet"}


def test_text_without_capitals_keeps_names_beside_names(reader: Reader) -> None:
    text = "we zoeken een student die ervaring heeft met csharp net en sql en die graag in een team wil leren werken"
    assert {"c-sharp", "dotnet", "sql"} <= set(ids(read(reader, text)))


WISHES = """Systeembeheerder gezocht

Functie-eisen
- Ervaring met Linux
- Ansible is een pré
- Bij voorkeur kennis van Azure
- VMware is gewenst, maar niet verplicht
- Must have: PowerShell
Nice to have
- Splunk
"""


def test_what_is_asked_and_what_is_wished(reader: Reader) -> None:
    demand = {one.text: one.demand for one in read(reader, WISHES).skills}
    assert demand["Linux"] == demand["PowerShell"] == "required"
    assert {demand[one] for one in ("Ansible", "Azure", "VMware", "Splunk")} == {"wished"}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Aantal uur: 36-40", (36, 40)),
        ("Uren per week: 32 uur", (32, 32)),
        ("De systemen draaien 24 uur per dag, 7 dagen per week", None),
        ("Het aantal uren ligt tussen de 24 en 36 per week", (24, 36)),
        ("38,5 Stunden pro Woche", (38, 38)),
        ("32-36uur", (32, 36)),
        ("Wij reageren binnen 48 uur", None),
        ("flexible hours: 9 to 5", None),
    ],
)
def test_hours_a_week(reader: Reader, text: str, hours: tuple[int, int] | None) -> None:
    assert read(reader, text).hours == hours


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Locatie: Hoensbroek", "Heerlen"),
        ("Standplaats Heerlen, regio Zuid-Limburg", "Heerlen"),
        ("Kantoor in Blerick", "Venlo"),
        ("Dat is echt leuk", None),
        ("Vestiging Echt", "Echt-Susteren"),
    ],
)
def test_place_of_work(reader: Reader, text: str, place: str | None) -> None:
    found = read(reader, text).place
    assert (found and found[1]) == place


@pytest.mark.parametrize(
    ("text", "hidden", "shown"),
    [
        ("Neem contact op met Anja van den Berg via 06-12345678.", ["Anja", "Berg", "1234"], ["contact"]),
        ("Bel onze recruiter Piet Jansen op 045 571 23 45", ["Piet", "Jansen", "571"], ["recruiter"]),
        ("Ansprechpartnerin: Frau Müller, KvK-nummer: 12345678", ["Müller", "12345678"], ["Frau"]),
        ("Neem contact op met de Product Owner", [], ["Product Owner"]),
        ("Je bent mevrouw Java niet, maar kent Power BI", [], ["Power BI"]),
    ],
)
def test_people_to_contact_are_hidden(reader: Reader, text: str, hidden: list[str], shown: list[str]) -> None:
    masked = read(reader, text).masked_text()
    assert not [part for part in hidden if part in masked]
    assert all(part in masked for part in shown)


UNKNOWN = """Beheerder gezocht

Wat vragen wij?
- Ervaring met Quantofoo en verschillende moderne systemen
- Kennis van onze producten
- Je woont in de omgeving van Vogelstad, Waterdam en Bergdorp
- Je kent Voorbeeldia en Glimlachdb
- GEEN ACQUISITIE NAAR AANLEIDING HIERVAN

Werken bij Voorbeeldia
Wij zijn een bedrijf.
"""


def test_unmatched_holds_terms_and_no_company_place_or_shouting(reader: Reader) -> None:
    found = [one.text for one in read(reader, UNKNOWN).unmatched]
    assert found == ["Quantofoo", "Glimlachdb"]


@pytest.mark.parametrize(
    ("title", "occupation"),
    [
        ("Netwerk- en systeembeheerder (m/v/x)", "system-administrator"),
        ("SAP MM Consultant", "sap-consultant"),
        ("IT Servicedesk Medewerker (m/v)", "service-desk-agent"),
        ("Medior Dynamics 365 consultant", "erp-consultant"),
    ],
)
def test_titles_of_adverts(reader: Reader, title: str, occupation: str) -> None:
    found = read(reader, f"{title}\n\nWij zoeken een collega.").occupation
    assert found is not None
    assert found.uri.endswith(f":{occupation}")
