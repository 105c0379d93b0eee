"""Schooling, hours, start and work from home as adverts in four languages and three countries write them."""

import pytest

from schakel.engine.skills.reading import Reader


@pytest.mark.parametrize(
    ("language", "text", "levels"),
    [
        ("nl", "Je hebt mbo-2/3", ("mbo-2", "mbo-3")),
        ("nl", "Je hebt een mbo-diploma of hbo werk- en denkniveau", ("mbo-4", "hbo")),
        ("nl", "een graduaat of professionele bachelor", ("ad", "hbo")),
        ("nl", "een TU-opleiding", ("wo",)),
        ("nl", "- wo werk- en denkniveau", ("wo",)),
        ("nl", "- hbo werk- en denkniveau", ("hbo",)),
        ("nl", "- mbo 4 werk- en denkniveau", ("mbo-4",)),
        ("nl", "mbo+/hbo werk- en denkniveau", ("mbo-4", "hbo")),
        ("nl", "een hbo-/wo-werk- en denkniveau", ("hbo", "wo")),
        ("nl", "werk- en denkniveau op wo-niveau", ("wo",)),
        ("nl", "AD werk- en denkniveau", ("ad",)),
        ("nl", "Active Directory en AD beheren", ()),
        ("en", "bachelor working and thinking level", ("hbo",)),
        ("en", "academic working and thinking level", ("wo",)),
        ("en", "university level of thinking", ("wo",)),
        ("de", "akademisches Denk- und Arbeitsniveau", ("wo",)),
        ("de", "Arbeits- und Denkniveau auf Fachhochschulniveau", ("hbo",)),
        ("de", "Hochschulniveau", ("hbo", "wo")),
        ("de", "Wir wissen, wo Werk und Alltag zusammenkommen", ()),
        ("en", "higher vocational education", ("hbo",)),
        ("en", "BSc or MSc", ("hbo", "wo")),
        ("de", "abgeschlossene Ausbildung als Fachinformatiker", ("mbo-4",)),
        ("de", "ein IHK-Abschluss", ("mbo-4",)),
        ("de", "staatlich geprüfter Techniker", ("ad", "hbo")),
        ("de", "Masterabschluss oder Bachelorabschluss", ("hbo", "wo")),
        ("fr", "BTS informatique", ("ad",)),
        ("fr", "Bac +5", ("wo",)),
        ("fr", "Bac+2/3", ("ad", "hbo")),
        ("fr", "niveau BAC + 3", ("hbo",)),
        ("fr", "bachelier en informatique", ("hbo",)),
        ("fr", "école d'ingénieur", ("wo",)),
        ("fr", "le bac à sable, 5 rue", ()),
    ],
)
def test_levels(reader: Reader, language: str, text: str, levels: tuple[str, ...]) -> None:
    assert reader.read(text, language, kind="vacancy").levels == levels


@pytest.mark.parametrize(
    ("language", "text", "hours"),
    [
        ("nl", "36uur per week", (36, 36)),
        ("fr", "35h par semaine", (35, 35)),
        ("fr", "CDI 39h", (39, 39)),
        ("nl", "storingen lossen we 24h per dag op", None),
    ],
)
def test_hours_written_as_one_word(reader: Reader, language: str, text: str, hours: tuple[int, int] | None) -> None:
    assert reader.read(text, language, kind="vacancy").hours == hours


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("nl", "Startdatum: 1 maart 2026", "1 maart 2026"),
        ("nl", "Je begint per direct", "per direct"),
        ("nl", "met ingang van 1 september", "1 september"),
        ("nl", "Start: september", "september"),
        ("nl", "Vanaf 01-03-2026", "01-03-2026"),
        ("en", "Start date: March 2026", "March 2026"),
        ("en", "Starting in September", "September"),
        ("de", "ab dem 01.03.2026", "01.03.2026"),
        ("de", "zum 1. Oktober", "1. Oktober"),
        ("fr", "à partir du 1er mars 2026", "1er mars 2026"),
        ("fr", "début : septembre", "septembre"),
        ("nl", "Wij werken per project, niet per maand", None),
    ],
)
def test_start(reader: Reader, language: str, text: str, start: str | None) -> None:
    assert reader.read(text, language, kind="vacancy").start == start


@pytest.mark.parametrize(
    ("language", "text", "remote"),
    [
        ("nl", "Je werkt twee dagen per week thuis", True),
        ("nl", "Er is geen mogelijkheid tot thuiswerken", False),
        ("nl", "Thuiswerken is niet mogelijk. Niet elke dag is hetzelfde.", False),
        ("nl", "Geen dag is hetzelfde. Je kunt thuiswerken.", True),
        ("en", "No remote work", False),
        ("en", "You can work remotely", True),
        ("de", "Kein Homeoffice", False),
        ("de", "Homeoffice ist nicht möglich", False),
        ("de", "Sie arbeiten auch von zu Hause", True),
        ("fr", "pas de télétravail", False),
        ("fr", "deux jours de télétravail", True),
    ],
)
def test_remote_is_offered_unless_denied(reader: Reader, language: str, text: str, remote: bool) -> None:
    assert reader.read(text, language, kind="vacancy").remote is remote
