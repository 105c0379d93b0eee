"""The rooms behind an account, as each role sees them, and whole journeys through them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, reverse

from support.axe import violations

ROOMS = {
    "talent": ("mine",),
    "adviseur": ("desk", "pool"),
    "partner": ("desk:asked",),
    "werkgever": ("employer", "pool"),
    "onderwijs": ("school",),
}
# The desk has pages for its partners too, and only employers begin a pool: an adviser may not open these.
CLOSED = {"adviseur": ("asked", "begin")}
# These answer with a file, or only to a form that was sent.
NO_PAGE = ("download", "feed", "calendar", "csv", "export")


def pages_of(names: tuple[str, ...], closed: tuple[str, ...] = ()) -> list[str]:
    """The addresses without a key in them: the pages one can walk to from the menu."""
    found = []
    for name in names:
        namespace, _, only = name.partition(":")
        entry = get_resolver().namespace_dict.get(namespace)
        if entry is None:
            continue
        for pattern in entry[1].url_patterns:
            plain = isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern)
            if (
                plain
                and pattern.name
                and pattern.name not in closed
                and (not only or pattern.name == only)
                and not set(NO_PAGE) & set(pattern.name.split("-"))
            ):
                found.append(reverse(f"{namespace}:{pattern.name}"))
    return found


@contextmanager
def signed_in(browser: Any, site: str, account: tuple[str, str], **options: Any) -> Iterator[Any]:
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "base_url": site, **options})
    page = context.new_page()
    page.goto("/account/inloggen/")
    page.fill("input[name=login]", account[0])
    page.fill("input[name=password]", account[1])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/inloggen/" not in url)
    yield page
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("who", sorted(ROOMS))
def test_rooms_are_accessible_and_fit_a_phone(
    who: str, width: int, browser: Any, site: str, accounts: Any, axe: str
) -> None:
    wrong: dict[str, Any] = {}
    size = {"width": width, "height": 800}
    with signed_in(browser, site, accounts[who], viewport=size, bypass_csp=True) as page:
        paths = pages_of(ROOMS[who], CLOSED.get(who, ()))
        assert paths
        for path in paths:
            answer = page.goto(path)
            if answer.status == 405:
                continue
            assert answer.status == 200, path
            found = violations(page, axe)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if found or wide > width:
                wrong[path] = (found, wide)
    assert wrong == {}


def test_a_question_goes_to_the_desk_to_a_partner_and_back(browser: Any, site: str, page: Any, accounts: Any) -> None:
    """A visitor asks; an adviser takes it up and hands it over with consent; the partner accepts; the answer arrives."""
    page.goto("/vraag/?over=work")
    page.fill("#id_vraag", "Ik werk in de zorg en wil naar de servicedesk. Wie helpt mij?")
    page.fill("#id_naam", "Sam de Wit")
    page.fill("#id_email", "sam@example.org")
    page.get_by_role("button", name="Verstuur mijn vraag").click()
    page.wait_for_url("**/vraag/*-*/")
    own = page.url
    assert "in de postbus van het loket" in page.inner_text("main")
    with signed_in(browser, site, accounts["adviseur"]) as desk:
        desk.goto("/loket/?welke=nieuw")
        desk.get_by_role("link", name="Ik werk in de zorg en wil naar de servicedesk").first.click()
        desk.get_by_role("button", name="Ik pak dit op").click()
        desk.select_option("#id_r-partner", label="Fictief Werkcentrum")
        desk.fill("#id_r-toestemming", "Ja, bel mij gerust.")
        desk.get_by_role("button", name="Vraag deze partner").click()
        assert "Fictief Werkcentrum is gevraagd" in desk.inner_text("main")
        case = desk.url
        with signed_in(browser, site, accounts["partner"]) as partner:
            partner.goto("/loket/gevraagd/")
            partner.get_by_role("main").get_by_role("link", name="werk, of overstappen").first.click()
            assert "sam@example.org" in partner.inner_text("main")
            partner.get_by_role("button", name="Wij nemen dit over").click()
            assert "Je nam dit over." in partner.inner_text("main")
        desk.goto(case)
        desk.fill("#id_a-antwoord", "Het Werkcentrum belt je morgen.")
        desk.get_by_role("button", name="Geef dit antwoord").click()
    page.goto(own)
    assert "Het Werkcentrum belt je morgen." in page.inner_text("main")


def test_a_switcher_books_a_shadow_day_without_scripts(browser: Any, site: str, accounts: Any) -> None:
    """From the agenda to a shadow day, to a place, to the own bookings; with scripts off."""
    with signed_in(browser, site, accounts["talent"], java_script_enabled=False) as page:
        page.goto("/agenda/?soort=shadow-day")
        page.get_by_role("main").locator("a[href*='/aanbod/']").first.click()
        page.get_by_role("main").locator("a[href*='/mijn/boekingen/']").first.click()
        page.locator("main form button[type=submit]").first.click()
        page.goto("/mijn/boekingen/")
        assert "Meeloop" in page.inner_text("main") or "Een dag mee" in page.inner_text("main")
