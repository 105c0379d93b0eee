"""What a course text says of price, length, hours, entry and language; what it does not say stays unknown."""

from decimal import Decimal

import pytest

from schakel.records.people.engine_io.course_facts import price_in, read_course_facts


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Kosten: € 1.250,50 per jaar", Decimal("1250.50")),
        ("Prijs € 95,-", Decimal(95)),
        ("The fee is 300 euro.", Decimal(300)),
        ("Gebühr: 1 200 €", Decimal(1200)),
        ("Je verdient € 2.800. Cursusgeld: € 450", Decimal(450)),
        ("De cursus is gratis.", Decimal(0)),
        ("Je verdient € 2.800 of € 3.000.", None),
        ("Over geld praten we later.", None),
    ],
)
def test_a_price_is_read_only_where_it_is_sure(text: str, price: Decimal | None) -> None:
    assert price_in(text) == price


def test_length_hours_entry_and_language_are_read() -> None:
    text = "Cursus Python\nDuur: 6 maanden, 8 tot 12 uur per week.\nToelatingseisen\nMbo 4 of werk in de ICT\nVoertaal: Engels"
    found = read_course_facts(text)
    assert (found.title, found.weeks) == ("Cursus Python", 26)
    assert (found.hours_min, found.hours_max) == (8, 12)
    assert (found.entry, found.spoken) == ("Mbo 4 of werk in de ICT", "en")


def test_what_is_not_told_or_impossible_stays_unknown() -> None:
    found = read_course_facts("Cursus Python\n900 weken, 90 uur per week")
    assert (found.weeks, found.hours_min, found.price, found.entry) == (None, None, None, "")


def test_an_empty_text_says_nothing() -> None:
    found = read_course_facts("")
    assert (found.title, found.spoken, found.levels) == ("", "", ())
