"""Reading a page as its visitor does."""

import re
from html import unescape
from typing import Any

PREFIXES = {"nl": "", "en": "/en", "de": "/de"}


def main(response: Any) -> str:
    """The HTML between header and footer."""
    return str(re.split(r"<main[^>]*>", response.content.decode(), maxsplit=1)[1].partition("</main>")[0])


def text(response: Any) -> str:
    """What a reader reads there: without tags, one space between words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main(response))).split())


def items(response: Any, css: str = "schakel-result") -> list[str]:
    """The HTML of each item of a list of this class."""
    return main(response).split(f'<li class="{css}">')[1:]
