"""A real site for the browser: its own database, filled once, served by the real server."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.served import Site

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
POSTGRES = os.environ.get("SCHAKEL_TEST_POSTGRES", "")
# Where there is a server, journeys are played on it, and on SQLite where there is none; on both when asked: that takes
# minutes more than a run of everything has.
BOTH = os.environ.get("SCHAKEL_JOURNEYS") == "both"
DATABASES = ["postgresql"] if POSTGRES and not BOTH else ["sqlite", *(["postgresql"] if POSTGRES else [])]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests share one site, so they run in one worker; they may talk to it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.xdist_group("browser"))


def _served(home: Path, *, server: str = "") -> Iterator[Site]:
    made = Site(home, server=server)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def on_sqlite(site_home: Path) -> Iterator[Site]:
    yield from _served(site_home)


@pytest.fixture(scope="session")
def on_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from _served(tmp_path_factory.mktemp("site_postgres"), server=POSTGRES)


@pytest.fixture(params=DATABASES)
def played(request: pytest.FixtureRequest) -> Site:
    """The site a journey is played on: PostgreSQL where there is a server, else SQLite; both with SCHAKEL_JOURNEYS=both."""
    return request.getfixturevalue("on_sqlite" if request.param == "sqlite" else "on_postgres")  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def site(on_sqlite: Site) -> str:
    """Address of a running site with the region and a handful of fictional people."""
    return on_sqlite.address


@pytest.fixture(scope="session")
def main_pages(on_sqlite: Site) -> list[dict[str, str]]:
    """Path and language of every main page."""
    return list(json.loads(on_sqlite.manage("main_pages"))["pages"])


@pytest.fixture(scope="session")
def accounts(on_sqlite: Site) -> dict[str, tuple[str, str]]:
    """E-mail and password of every demo account, by the name before the @."""
    found = [line.split()[:2] for line in on_sqlite.manage("demo_accounts").splitlines() if "@" in line]
    return {email.partition("@")[0]: (email, password) for email, password in found}


@pytest.fixture(scope="session")
def axe() -> str:
    return Path(os.environ["SCHAKEL_AXE"]).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("SCHAKEL_CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_OPTIONS
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    """A page of 1280 wide; a request to another site is a failure."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    opened = context.new_page()
    outside: list[str] = []
    opened.on(
        "request", lambda request: outside.append(request.url) if not request.url.startswith((site, "data:")) else None
    )
    yield opened
    context.close()
    assert outside == []
