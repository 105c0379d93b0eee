from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import DataError, InputError
from schakel.engine.fairness.words import LANGUAGES, WordBook, load_words

FILE = Path(__file__).parents[3] / "src/schakel/reference/fairness/excluding_words.toml"


@pytest.fixture(scope="module")
def book() -> WordBook:
    return load_words(FILE)


def found(book: WordBook, text: str, language: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text.casefold()) for one in book.check(text, language).findings]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "We zoeken een jonge, ambitieuze developer.", [("age", "jonge"), ("masculine-coded", "ambitieuze")]),
        ("nl", "Je komt in een jong en dynamisch team.", [("age", "jong")]),
        ("nl", "Nederlands is je moedertaal.", [("native-speaker", "moedertaal")]),
        ("nl", "Je bent tussen 25 en 35 jaar.", [("age", "tussen 25 en 35 jaar")]),
        ("nl", "Maximaal 5 jaar werkervaring.", [("age", "maximaal 5 jaar werkervaring")]),
        ("nl", "Je verkeert in goede gezondheid.", [("health", "in goede gezondheid")]),
        (
            "en",
            "Native speaker of Dutch, max 35 years old.",
            [("native-speaker", "native speaker"), ("age", "max 35 years old")],
        ),
        ("en", "Our guys are rockstars", [("sex", "guys")]),
        ("en", "You are a coding ninja.", [("masculine-coded", "ninja")]),
        (
            "de",
            "Deutsch als Muttersprache, bis 35 Jahre.",
            [("native-speaker", "deutsch als muttersprache"), ("age", "bis 35 jahre")],
        ),
        ("de", "Ein junges, dynamisches Team wartet.", [("age", "junges, dynamisches team")]),
        (
            "fr",
            "Une équipe jeune et dynamique, langue maternelle.",
            [("age", "équipe jeune et dynamique"), ("native-speaker", "langue maternelle")],
        ),
    ],
)
def test_words_that_keep_people_away_are_found(
    book: WordBook, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(book, text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Wij zijn een jong bedrijf in Heerlen."),
        ("nl", "Een jonge ambitieloze organisatie en een jong en snel groeiend bedrijf."),
        ("nl", "Je werkt voor jonge en oude klanten met Hugo de Jonge."),
        ("nl", "Je hoeft geen native speaker te zijn."),
        ("nl", "Minimaal 3 jaar ervaring, 32-40 uur, salaris tot 45 euro."),
        ("nl", "Je bouwt cloud-native diensten en een jongerenportaal."),
        ("en", "We are a young and growing company with a competitive salary."),
        ("en", "Test-driven, data-driven and event-driven work, 5 years of experience."),
        ("en", "No native speaker needed."),
        ("de", "Ein junges Unternehmen in Aachen mit 30 Tagen Urlaub."),
        ("de", "Keine Muttersprache nötig."),
        ("fr", "Une jeune entreprise, applications cloud-native."),
    ],
)
def test_no_false_alarm_where_it_is_not_about_a_person(book: WordBook, language: str, text: str) -> None:
    assert found(book, text, language) == []


@given(st.text("jong eambitw-.\n", max_size=80), st.sampled_from(LANGUAGES))
@settings(max_examples=50)
def test_offsets_point_at_the_words_and_never_overlap(text: str, language: str) -> None:
    last = 0
    for one in load_words_once().check(text, language).findings:
        assert text[one.start : one.end] == one.text
        assert last <= one.start < one.end
        last = one.end


_BOOKS: list[WordBook] = []


def load_words_once() -> WordBook:
    if not _BOOKS:
        _BOOKS.append(load_words(FILE))
    return _BOOKS[0]


def test_the_longest_phrase_is_given_once(book: WordBook) -> None:
    assert found(book, "een jong team", "nl") == [("age", "jong team")]


def test_line_breaks_and_capitals_make_no_difference(book: WordBook) -> None:
    assert found(book, "NATIVE\n  SPEAKER", "en") == [("native-speaker", "native\n  speaker")]


def test_tone_is_weighed_and_law_is_named_apart(book: WordBook) -> None:
    check = book.check("Je bent ambitieus, daadkrachtig, gedreven en behulpzaam. Moedertaal Nederlands.", "nl")
    assert (check.masculine, check.feminine, check.leaning) == (3, 1, "masculine")
    assert [one.kind for one in check.strict] == ["native-speaker"]
    assert book.check("Je bent ambitieus.", "nl").leaning == "even"
    assert book.check("Je bent behulpzaam, loyaal en geduldig.", "nl").leaning == "feminine"


def test_every_finding_has_why_better_and_source(book: WordBook) -> None:
    for one in book.check("jong, moedertaal, ongehuwd, kerngezond, kerels, hij heeft ervaring", "nl").findings:
        kind = book.kinds[one.kind]
        assert one.better
        assert kind.source
        assert all(kind.why[language] for language in ("nl", "en", "de"))


def test_every_language_has_words_of_every_important_kind(book: WordBook) -> None:
    for language in LANGUAGES:
        kinds = {word.kind for word in book.words[language]}
        assert {"age", "native-speaker", "sex", "health", "family", "masculine-coded", "feminine-coded"} <= kinds


def test_each_form_of_the_file_is_found_by_itself(book: WordBook) -> None:
    text = FILE.read_text(encoding="utf-8")
    for block in text.split("[[word]]")[1:]:
        language = re.search(r'language = "(\w+)"', block)
        forms = re.search(r"^forms = (\[.*\])$", block, re.MULTILINE)
        if forms and language:
            for form in tomllib.loads(f"forms = {forms.group(1)}")["forms"]:
                assert book.check(f"{form}", language.group(1)).findings, form


def test_an_unknown_language_is_refused(book: WordBook) -> None:
    with pytest.raises(InputError, match="no words for the language"):
        book.check("tekst", "pl")


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('force = "strict"', 'force = "hard"', "has the force"),
        ('kind = "age"', 'kind = "aging"', "no known language or kind"),
        ("pattern = '''(?:tot", "pattern = '''(?:(tot", "pattern that cannot be read"),
        ("edition = 2026-11-24", "edition = 1", "no date"),
        ('id = "jong-team"', 'id = "jong"', "given twice"),
        ("[negation]\nnl", "[negation]\nxx", "no words for nl"),
        ("edition", "= edition", "cannot be read"),
        ('source = "Wet gelijke behandeling op grond van leeftijd', 'sauce = "Wet', "misses its id"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, before: str, after: str, word: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / FILE.name
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError, match=word):
        load_words(file)
