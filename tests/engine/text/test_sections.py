import pytest

from engine.text.lexicons import LEXICON
from schakel.engine.text.sections import Sectioner, lines_of
from schakel.engine.text.tokens import tokenise

SECTIONER = Sectioner(LEXICON)


def sections(text: str, kind: str = "vacancy") -> list[tuple[str, str]]:
    tokens = tokenise(text)
    found = SECTIONER.sections(text, tokens, kind=kind, lines=lines_of(text, tokens))
    assert "".join(text[one.start : one.end] for one in found) == text
    return [(one.id, text[one.body : one.end].strip()) for one in found]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Wat vragen wij?", "demands"),
        ("Functie-eisen:", "demands"),
        ("Wat breng je mee als netwerkbeheerder?", "demands"),
        ("WIE BEN JIJ", "demands"),
        ("Wij bieden", "offer"),
        ("Over ons", "about"),
        ("Wat ga je doen?", "tasks"),
        ("Requirements", "demands"),
        ("What we offer", "offer"),
        ("Nice to have", "wishes"),
        ("Ihr Profil", "demands"),
        ("Das bringst du mit", "demands"),
        ("Wir bieten", "offer"),
        ("Votre profil", "demands"),
        ("Vos missions", "tasks"),
    ],
)
def test_heading_opens_its_section(heading: str, section: str) -> None:
    assert sections(f"Iets vooraf.\n{heading}\n- Java") == [("intro", "Iets vooraf."), (section, "- Java")]


@pytest.mark.parametrize(
    "line",
    [
        "Je hebt ervaring met Java en SQL.",
        "- Je hebt een vlotte pen",
        "Wij bieden onze klanten software op maat, en meer.",
    ],
)
def test_sentence_is_no_heading(line: str) -> None:
    assert sections(line) == [("intro", line)]


def test_heading_on_the_line_of_its_text() -> None:
    assert sections("Eisen: hbo, Java\nPython")[0] == ("demands", ": hbo, Java\nPython")


def test_item_with_a_label_is_a_section_of_one_line() -> None:
    text = "Opdracht\n- Locatie: Heerlen\n- Java bouwen"
    assert [name for name, _ in sections(text)] == ["tasks", "terms", "tasks"]


def test_sections_of_a_cv() -> None:
    text = "Profiel\nIk ben ik.\nWerkervaring\n2019 bakker\nTalen\nDuits\nHobby's\nGamen"
    assert [name for name, _ in sections(text, "cv")] == ["summary", "history", "tongues", "leisure"]
