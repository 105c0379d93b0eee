"""Every main page in three languages: accessible, without sideways scrolling at 360 pixels, without a breach of the policy, usable by keyboard."""

from typing import Any

import pytest

from support.axe import violations

LANGUAGES = ("nl", "en", "de")


def of_language(pages: list[dict[str, str]], language: str) -> list[str]:
    return [page["path"] for page in pages if page["language"] == language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_detectable_accessibility_violations(
    language: str, browser: Any, site: str, main_pages: Any, axe: str
) -> None:
    found = {}
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site, bypass_csp=True)
    page = context.new_page()
    for path in of_language(main_pages, language):
        page.goto(path)
        wrong = violations(page, axe)
        if wrong:
            found[path] = wrong
    context.close()
    assert found == {}


def test_dark_and_narrow_pages_have_no_detectable_accessibility_violations(
    browser: Any, site: str, main_pages: Any, axe: str
) -> None:
    """Colours do not hang on the width, nor the order of things on the colours: both are looked at in one walk."""
    context = browser.new_context(
        viewport={"width": 360, "height": 900}, base_url=site, bypass_csp=True, color_scheme="dark"
    )
    page = context.new_page()
    found = {}
    for path in of_language(main_pages, "nl"):
        page.goto(path)
        wrong = violations(page, axe)
        if wrong:
            found[path] = wrong
    context.close()
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_fit_a_small_phone(language: str, browser: Any, site: str, main_pages: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site)
    page = context.new_page()
    wide = {}
    for path in of_language(main_pages, language):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[path] = width
    context.close()
    assert wide == {}


def test_no_page_breaks_the_content_policy(browser: Any, site: str, main_pages: Any) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    said: list[str] = []
    page.on(
        "console",
        lambda message: said.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None,
    )
    for entry in main_pages:
        page.goto(entry["path"])
    context.close()
    assert said == []


def test_pages_say_everything_without_scripts(browser: Any, site: str, main_pages: Any) -> None:
    """With scripts off, every page has the same words."""
    texts = []
    for scripts in (True, False):
        context = browser.new_context(base_url=site, java_script_enabled=scripts)
        page = context.new_page()
        seen = {}
        for path in of_language(main_pages, "nl"):
            page.goto(path)
            seen[path] = page.locator("main").inner_text()
        context.close()
        texts.append(seen)
    assert texts[0] == texts[1]


def test_keyboard_reaches_the_content_and_shows_where_it_is(page: Any, main_pages: Any) -> None:
    """The first Tab lands on the skip link; it leads to the content; every stop after that is visible and outlined."""
    for path in of_language(main_pages, "nl"):
        page.goto(path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud", path
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud", path
        for _ in range(8):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
                   return {tag: e.tagName, visible: r.width > 0 && r.height > 0, outlined: s.outlineStyle !== 'none' || s.boxShadow !== 'none'}; }"""
            )
            if seen["tag"] == "BODY":
                break
            assert seen["visible"], (path, seen)
            assert seen["outlined"], (path, seen)
