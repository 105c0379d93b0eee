import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.lexicons import LEXICON
from schakel.engine.text.masking import Masker, is_bsn, render

MASKER = Masker(LEXICON)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in MASKER.find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Mail jan.jansen@zorg.nl.", "email", "jan.jansen@zorg.nl"),
        ("Bel 06-12345678", "phone", "06-12345678"),
        ("Bel 045 - 123 45 67".replace(" - ", " "), "phone", "045 123 45 67"),
        ("Tel +31 (0)6 1234 5678", "phone", "+31 (0)6 1234 5678"),
        ("Tel. +49 241 1234567", "phone", "+49 241 1234567"),
        ("BSN 111222333", "bsn", "111222333"),
        ("bsn: 1112.22.333", "bsn", "1112.22.333"),
        ("6411 AB 14, Heerlen", "postcode", "6411 AB 14"),
        ("Lindelaan 14", "address", "Lindelaan 14"),
        ("Geboortedatum: 12-03-1988", "birth-date", "12-03-1988"),
        ("geboren op 3 maart 1988 te Sittard", "birth-date", "3 maart 1988"),
        ("Geburtsdatum: 12.03.1988", "birth-date", "12.03.1988"),
        ("zie linkedin.com/in/jan", "url", "linkedin.com/in/jan"),
        ("https://jan.example/cv?x=1", "url", "https://jan.example/cv?x=1"),
        ("Naam: Mila Voorbeeld", "name", "Mila Voorbeeld"),
        ("NL91 ABNA 0417 1643 00", "iban", "NL91 ABNA 0417 1643 00"),
    ],
)
def test_personal_data_is_found(text: str, kind: str, part: str) -> None:
    assert (kind, part) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Start: 04-01-2020",
        "ISO 27001 en 9001",
        "Versie 3.11",
        "123456789",
        "32 tot 40 uur",
        "Windows 2019 SD",
        "2014 - 2019",
    ],
)
def test_other_numbers_are_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("digits", "good"), [("111222333", True), ("123456782", True), ("123456789", False), ("000000000", False)]
)
def test_eleven_test(digits: str, good: bool) -> None:
    assert is_bsn(digits) is good


@given(st.text(alphabet="ab1 @.-+0123456789\nNaam:AB", max_size=80))
def test_render_keeps_length_and_lines(text: str) -> None:
    masked = MASKER.find(text)
    hidden = render(text, masked)
    assert len(hidden) == len(text)
    assert hidden.count("\n") == text.count("\n")
    assert all(one.end <= other.start for one, other in itertools.pairwise(masked))
