import pytest

from engine.text.lexicons import LEXICON
from schakel.engine.text.language import LanguageGuesser

GUESSER = LanguageGuesser(LEXICON)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Je hebt ervaring met Java", "nl"),
        ("Kennis van netwerken en servers", "nl"),
        ("You have experience with Java and are able to explain it", "en"),
        ("Kenntnisse in Java und Python", "de"),
        ("Sie haben mindestens drei Jahre Erfahrung mit Linux", "de"),
        ("Vous avez une bonne connaissance de Python", "fr"),
        ("Szukamy programisty z doświadczeniem", "pl"),
        ("Досвід роботи з Java від трьох років", "uk"),
        ("Buscamos programador con experiencia en Java para el equipo", "es"),
    ],
)
def test_language_of_a_sentence(text: str, language: str) -> None:
    assert GUESSER.guess(text) == language


@pytest.mark.parametrize(
    "text", ["Java, Python, Docker, Kubernetes", "Docker\nAWS\nTerraform", "Teamplayer", "", "2019"]
)
def test_lists_and_names_have_no_language(text: str) -> None:
    assert GUESSER.guess(text) is None
