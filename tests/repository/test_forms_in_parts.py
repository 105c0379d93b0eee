"""A part of a page with a form in it gets the token that the server asks back: `only` leaves it out."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "schakel"
INCLUDE = re.compile(r"\{% include \"([^\"]+)\"([^%]*)%\}")


def test_a_part_with_a_form_gets_the_token() -> None:
    pages = list(SOURCE.rglob("templates/**/*.html"))
    with_form = {
        str(page).rpartition("/templates/")[2]
        for page in pages
        if "{% csrf_token %}" in page.read_text(encoding="utf-8")
    }
    wrong = [
        f"{page.name}: {part}"
        for page in pages
        for part, words in INCLUDE.findall(page.read_text(encoding="utf-8"))
        # Without a place to go (`act=""`) the steps of a path hold no form.
        if part in with_form and " only " in words and "csrf_token=csrf_token" not in words and 'act=""' not in words
    ]
    assert wrong == []
