"""A real site for the browser: its own database, filled once, served by the real server."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests share one site, so they run in one worker; they may talk to it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("site")
    made = Path(os.environ.get("SCHAKEL_HOME") or ROOT / "var") / "assets"
    if made.is_dir():
        shutil.copytree(made, home / "assets")
    return home


@pytest.fixture(scope="session")
def site(site_home: Path) -> Iterator[str]:
    """Address of a running site with the region and a handful of fictional people."""
    variables = {
        **os.environ,
        "SCHAKEL_HOME": str(site_home),
        "PYTHONPATH": str(ROOT / "src"),
        "SCHAKEL_HOSTS": "127.0.0.1",
        "SCHAKEL_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "schakel.config.settings",
    }
    variables.pop("DATABASE_URL", None)

    def manage(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "schakel.cli", "manage", *words],
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    manage("collectstatic", "--no-input")
    manage("migrate", "--no-input")
    manage("load_region")
    manage("load_fictional", "--scale", "0.3")
    (site_home / "pages.json").write_text(manage("main_pages"))
    (site_home / "accounts.txt").write_text(manage("demo_accounts"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "schakel.config.wsgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with (site_home / "server.log").open("wb") as log:
        child = subprocess.Popen(
            [*server, "--no-ws", "--blocking-threads", "4"], env=variables, stdout=log, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, child, site_home / "server.log")
        yield address
    finally:
        child.terminate()
        child.wait(timeout=20)


def _wait(address: str, child: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert child.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{address}/privacy/", timeout=10).close()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    raise AssertionError("the site did not answer: " + log.read_text())


@pytest.fixture(scope="session")
def main_pages(site: str, site_home: Path) -> list[dict[str, str]]:
    """Path and language of every main page."""
    return list(json.loads((site_home / "pages.json").read_text())["pages"])


@pytest.fixture(scope="session")
def accounts(site: str, site_home: Path) -> dict[str, tuple[str, str]]:
    """E-mail and password of every demo account, by the name before the @."""
    lines = (site_home / "accounts.txt").read_text().splitlines()
    found = [line.split()[:2] for line in lines if "@" in line]
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
