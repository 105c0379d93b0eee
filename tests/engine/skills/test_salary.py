"""Pay in a vacancy: from, to, per hour, month or year, in four languages."""

from decimal import Decimal

import pytest

from engine.text.lexicons import LEXICON
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.salary import SalaryReader
from schakel.engine.skills.taxonomy import Taxonomy

READER = SalaryReader(LEXICON)


@pytest.mark.parametrize(
    ("text", "least", "most", "per", "currency"),
    [
        ("Salaris tussen € 3.000 en € 4.500 bruto per maand", 3000, 4500, "month", "EUR"),
        ("Een bruto maandsalaris van €2800,- tot €4100,-", 2800, 4100, "month", "EUR"),
        ("Schaal 10 (max. € 5.331)", None, 5331, "month", "EUR"),
        ("Salaris: 2.500 - 3.500 euro", 2500, 3500, "month", "EUR"),
        ("Een jaarsalaris van 45.000 tot 60.000 euro", 45000, 60000, "year", "EUR"),
        ("€ 25 per uur", 25, 25, "hour", "EUR"),
        ("Uurtarief maximaal € 95,00", None, 95, "hour", "EUR"),
        ("Salaris vanaf € 2.900", 2900, None, "month", "EUR"),
        ("Stagevergoeding van € 500,- per maand", 500, 500, "month", "EUR"),
        ("Salaris 3500", 3500, 3500, "month", None),
        ("Salary: €50,000 - €65,000 per year", 50000, 65000, "year", "EUR"),
        ("A gross monthly salary of EUR 3,500", 3500, 3500, "month", "EUR"),
        ("up to 70k", None, 70000, "year", None),
        ("Gehalt: 45.000 € bis 55.000 € im Jahr", 45000, 55000, "year", "EUR"),
        ("ein Bruttojahresgehalt von 48.000 Euro", 48000, 48000, "year", "EUR"),
        ("Salaire : 2 500 € à 3 000 € brut par mois", 2500, 3000, "month", "EUR"),
        ("entre 35 000 et 42 000 euros par an", 35000, 42000, "year", "EUR"),
    ],
)
def test_salary_is_read(text: str, least: int | None, most: int | None, per: str, currency: str | None) -> None:
    found = READER.read(text)
    assert found is not None
    wanted = tuple(None if one is None else Decimal(one) for one in (least, most))
    assert (found.least, found.most, found.per, found.currency) == (*wanted, per, currency)
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "Wij hebben een omzet van € 3 miljoen.",
        "Een budget van € 2.000 voor opleiding",
        "Reiskosten van € 0,23 per kilometer",
        "32 tot 40 uur per week",
        "ISO 27001 en Windows Server 2019",
        "We help 45,000 customers per month",
        "Schaal 10",
        "",
    ],
)
def test_other_numbers_are_no_salary(text: str) -> None:
    assert READER.read(text) is None


def test_amount_beside_a_word_for_pay_goes_before_another() -> None:
    found = READER.read("Je krijgt € 750 per jaar voor sport.\nSalaris: € 3.100 tot € 3.900 per maand")
    assert found is not None
    assert (found.least, found.most) == (3100, 3900)


def test_reading_carries_salary(reader: Reader, taxonomy: Taxonomy) -> None:
    reading = reader.read("Vacature. Je kent Java. Salaris: € 3.000 - € 4.000 per maand.", "nl", kind="vacancy")
    shown = reading.as_json(taxonomy)
    keys = ("salary_from", "salary_to", "salary_per", "salary_currency")
    assert [shown[key] for key in keys] == ["3000", "4000", "month", "EUR"]
    assert reader.read("Mijn salaris was € 3.000", "nl", kind="cv").as_json(taxonomy)["salary_from"] is None
