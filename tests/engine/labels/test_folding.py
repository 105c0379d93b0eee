"""What a word is, tried on every character there is."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.labels.folding import MARK, WORD, class_of, fold, fold_character, word_pattern, words_of


def norms(text: str) -> list[str]:
    return [word.norm for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coördinatie", ["coordinatie"]),
        ("Coo\u0308rdinatie", ["coordinatie"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("İstanbul ISTANBUL ısı", ["istanbul", "istanbul", "ısı"]),
        ("ΟΔΟΣ οδός οδόσ", ["οδοσ", "οδοσ", "οδοσ"]),
        ("na\u00adden\u200bken", ["nadenken"]),
        ("snake_case", ["snake", "case"]),
        ("3️⃣ 😀👩‍💻 a", ["3", "a"]),
        ("ﬁnance ½ ²", ["finance", "12", "2"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert norms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C, C++, C# en F#", ["c", "c++", "c#", "en", "f#"]),
        ("C++11 C#9 a+b", ["c++", "11", "c", "9", "a", "b"]),
        ("Security+ (A+)", ["security+", "a+"]),
        (".NET “.net” c#.NET", [".net", ".net", "c#", ".net"]),
        ("net ASP.NET ..net é.net net.net", ["net", "asp", "net", "net", "e", "net", "net", "net"]),
        (".nettie .net+ .net\u0301", ["nettie", "net+", "net"]),
        ("++ # + .", []),
    ],
)
def test_names_of_technology_keep_their_signs(text: str, expected: list[str]) -> None:
    assert norms(text) == expected


def test_pattern_takes_every_character_as_its_class_says() -> None:
    pattern = word_pattern()
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Co"):
            continue
        found = pattern.fullmatch(f"a{character}b") is not None
        assert found == (class_of(character) in (WORD, MARK)), hex(code)
        alone = pattern.fullmatch(character) is not None
        assert alone == (class_of(character) == WORD), hex(code)


def test_fold_of_a_character_is_folded() -> None:
    for code in range(0x3000):
        folded = fold_character(chr(code))
        assert fold(folded) == folded, hex(code)
        assert all(class_of(one) == WORD for one in folded), hex(code)


@settings(max_examples=50)
@given(st.text())
def test_words_lie_in_order_and_are_what_the_text_says(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert end <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.norm
        end = word.end


@settings(max_examples=50)
@given(st.text(st.characters(categories=["L", "N"])))
def test_decomposed_text_has_the_same_words(text: str) -> None:
    assert norms(unicodedata.normalize("NFD", text)) == norms(text)
