"""The main job in a real browser: from an example to advice, corrected with one click; by keyboard, without scripts, at 360 pixels."""

import re
from typing import Any

import pytest

from support.axe import violations


def score(page: Any) -> int:
    return int(page.locator(".schakel-score__n").first.inner_text())


def ask_example(page: Any, language: str = "") -> None:
    page.goto(f"{language}/advies/?voorbeeld=1")
    page.locator("main form button.utrecht-button--primary-action").first.click()
    page.wait_for_selector("#rollen")


def test_example_leads_to_work_that_adds_up(page: Any) -> None:
    ask_example(page)
    table = page.locator("table").first
    points = [int(row.inner_text()) for row in table.locator("tbody tr:not(:last-child) td:last-child strong").all()]
    assert sum(points) == score(page)
    assert page.locator(".schakel-text mark").count() >= 5
    assert page.get_by_text("Alleen jij ziet deze volgorde.").count() == 1


def test_one_click_takes_a_skill_away(page: Any) -> None:
    ask_example(page)
    before = page.locator(".schakel-skills > li").count()
    page.locator("button[name=weg]").first.click()
    page.wait_for_selector("#rollen")
    assert page.locator("button[name=weg]").count() == before - 1
    assert page.locator(".schakel-text s").count() >= 1


def test_a_forgotten_skill_is_added(page: Any) -> None:
    ask_example(page)
    page.fill("#erbij", "SQL, blablabla")
    page.keyboard.press("Enter")
    page.wait_for_selector("#rollen")
    assert re.search(r"\bSQL\b", page.locator(".schakel-skills").inner_text())
    assert "blablabla" in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["", "/en", "/de"])
def test_result_is_accessible_and_fits(language: str, width: int, browser: Any, site: str, axe: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=site, bypass_csp=True)
    page = context.new_page()
    ask_example(page, language)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_scripts_it_works_the_same(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/advies/?voorbeeld=1")
    page.locator("main form button.utrecht-button--primary-action").first.click()
    page.wait_for_load_state()
    assert page.locator("#rollen").count() == 1
    context.close()


def test_keyboard_alone_goes_from_start_to_advice(page: Any) -> None:
    """Tab and Enter only: from the front page to the first role."""
    page.goto("/")
    target = "/advies/"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className").find("utrecht-button-link") >= 0:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")
    page.locator("#id_tekst").focus()
    page.keyboard.type(
        "Ik ben systeembeheerder. Ik beheer Windows Server, Active Directory en Linux en los storingen op."
    )
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#rollen")
    assert score(page) > 0
