"""Every text on a screen exists in Dutch, English and German."""

import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from schakel.config import catalogues

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "schakel"
TEMPLATES = sorted(p for p in PACKAGE.rglob("*.html") if "templates" in p.parts)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# Names that are the same in every language, and words inside code.
SAME_EVERYWHERE = {
    "Schakel",
    "CSV",
    "JSON",
    "XLSX",
    "SVG",
    "ICT",
    "hbo",
    "mbo",
    "wo",
    "PDF",
    "EUPL",
    "NL",
    "ESCO",
    "ISCO",
    "e-CF",
}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    missing = []
    for owner, fresh in catalogues.extracted(PACKAGE).items():
        have = catalogues.read(catalogues.po_path(owner, language), language)
        for message in fresh:
            if not message.id:
                continue
            known = have.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            done = (
                known and (all(known.string) if isinstance(known.string, tuple) else known.string) and not known.fuzzy
            )
            if not done:
                missing.append(f"{owner.relative_to(PACKAGE)} {language}: {message.id!r}")
    assert missing == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    wrong = []
    for owner in catalogues.owners(PACKAGE):
        for message in catalogues.read(catalogues.po_path(owner, language), language):
            if not isinstance(message.id, str) or not message.id or not message.string:
                continue
            if set(PLACEHOLDER.findall(message.id)) != set(PLACEHOLDER.findall(str(message.string))):
                wrong.append(f"{message.id!r} -> {message.string!r}")
    assert wrong == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_one_text_has_one_translation(language: str) -> None:
    """The same words in two catalogues say the same: Django would pick either."""
    seen: dict[tuple[str, str | None], str] = {}
    double = []
    for owner in catalogues.owners(PACKAGE):
        for message in catalogues.read(catalogues.po_path(owner, language), language):
            key = (str(message.id), message.context)
            if message.id and seen.setdefault(key, str(message.string)) != str(message.string):
                double.append(f"{message.id!r}: {seen[key]!r} and {message.string!r}")
    assert double == []


def bare_words(path: Path) -> list[str]:
    """Words in a template that stand outside a translate tag."""
    found, inside = [], False
    text = ""
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        if token.token_type == TokenType.BLOCK:
            word = token.contents.split()[0]
            if word in ("blocktranslate", "blocktrans", "comment"):
                inside = True
            elif word in ("endblocktranslate", "endblocktrans", "endcomment"):
                inside = False
            text += "\x00"
        elif token.token_type == TokenType.TEXT and not inside:
            text += token.contents
        else:
            text += "\x00"
    attributes = re.findall(
        r'\b(?:aria-label|alt|title|placeholder|content)="([^"\x00]*[A-Za-z]{3}[^"\x00]*)"',
        re.sub(r"<meta name=\"(viewport|theme-color|robots)\"[^>]*>", "", text),
    )
    found += attributes
    plain = re.sub(r"<!--.*?-->|<(?:svg|style)\b.*?</(?:svg|style)>|<[^>]*>|&[a-z#0-9]+;", " ", text, flags=re.DOTALL)
    found += [
        word
        for word in re.findall(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ-]{2,}", plain)
        if word not in SAME_EVERYWHERE and not word.startswith("schakel-")
    ]
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_templates_hold_no_bare_words(path: Path) -> None:
    assert bare_words(path) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_blocktranslate_is_trimmed(path: Path) -> None:
    loose = [
        tag
        for tag in re.findall(r"\{% blocktrans(?:late)? [^%]*%\}|\{% blocktrans(?:late)? %\}", path.read_text())
        if "trimmed" not in tag
    ]
    assert loose == []
