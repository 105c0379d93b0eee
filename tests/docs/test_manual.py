"""The manual names every command, setting and page, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from schakel.cli.main import command_modules
from schakel.config.environment import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [
        *DOCS.rglob("*.md"),
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "SECURITY.md", "CHANGELOG.md")),
    ]
)


def test_every_setting_is_in_the_manual() -> None:
    text = (DOCS / "reference" / "settings.md").read_text()
    assert [name for name in VARIABLES if f"`{name}`" not in text] == []


def test_every_command_is_in_the_manual() -> None:
    text = (DOCS / "reference" / "commands.md").read_text()
    assert [name for name in [*command_modules(), "demo", "test"] if f"./schakel {name}" not in text] == []


def test_every_site_command_is_in_the_manual() -> None:
    text = (DOCS / "reference" / "commands.md").read_text()
    own = [p.stem for p in (ROOT / "src/schakel/config/management/commands").glob("*.py") if p.stem != "__init__"]
    assert [name for name in own if name not in text] == []


def paths(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        found += paths(pattern.url_patterns, here) if isinstance(pattern, URLResolver) else [here]
    return found


def test_every_page_is_in_the_manual() -> None:
    text = (DOCS / "reference" / "pages.md").read_text()
    missing = [
        path for path in paths(get_resolver().url_patterns) if "/" + re.sub(r"<\w+:(\w+)>", r"<\1>", path) not in text
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_in_the_manual_lead_somewhere(page: Path) -> None:
    links = [
        link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()) if not link.startswith(("http", "mailto"))
    ]
    assert [link for link in links if not (page.parent / link).exists()] == []
