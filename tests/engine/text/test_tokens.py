import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.engine.text.stems import stem, verb_stem
from schakel.engine.text.tokens import key_of, label_words, tokenise


@given(st.text(max_size=120))
def test_tokens_slice_to_their_text_and_stand_in_order(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in itertools.pairwise(tokens))


@given(st.text(alphabet="ab#+.-/& C'", max_size=20))
def test_label_words_are_the_tokens_of_the_label(label: str) -> None:
    assert [word.norm for word in label_words(label)] == [token.norm for token in tokenise(label)]


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("C#, F# en C++", ["c#", "f#", "en", "c++"]),
        (".NET/ASP.NET", [".net", "asp", "net"]),
        ("CompTIA Security+", ["comptia", "security+"]),
        ("5+ jaar", ["5+", "jaar"]),
        ("API's", ["api"]),
        ("Coördinatie", ["coordinatie"]),
        ("Cafe\u0301", ["cafe"]),
        ("CI/CD", ["ci", "cd"]),
    ],
)
def test_names_of_technology_stay_whole(text: str, norms: list[str]) -> None:
    assert [token.norm for token in tokenise(text)] == norms


@pytest.mark.parametrize(
    "spellings", [("back-end", "backend", "Back End"), ("Node.js", "NodeJS", "node js"), ("CI/CD", "CICD")]
)
def test_spellings_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({key_of(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "netwerk", "netwerken"),
        ("nl", "beheer", "beheren"),
        ("nl", "beheer", "beheert"),
        ("nl", "proces", "processen"),
        ("nl", "systeem", "systemen"),
        ("nl", "schrijf", "schrijven"),
        ("de", "datenbank", "datenbanken"),
        ("de", "entwickler", "entwicklern"),
        ("en", "library", "libraries"),
        ("en", "process", "processes"),
        ("fr", "reseau", "reseaux"),
        ("fr", "application", "applications"),
    ],
)
def test_forms_of_one_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(("one", "other"), [("electronic", "electronics"), ("market", "marketing")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert stem(one, "en") != stem(other, "en")


def test_verbs_meet_inside_a_label() -> None:
    assert verb_stem("managing") == verb_stem("manages") == verb_stem("manage")


def test_a_word_no_language_has_is_compared_by_its_beginning_only() -> None:
    (token,) = tokenise("x" * 60_000)
    assert (token.start, token.end, len(token.norm)) == (0, 60_000, 80)
