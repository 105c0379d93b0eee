"""What every test gets: the strict client, no network, no unordered lists, no undefined template variables."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# No timed tests; in CI the same random questions every time, so that a red run can be repeated.
hypothesis_settings.register_profile("schakel", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("schakel")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

os.environ.setdefault("SCHAKEL_SECRET_KEY", "only for tests")
os.environ["SCHAKEL_HOSTS"] = "testserver,127.0.0.1,localhost"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`.ci/run` tests the engine alone first; with SCHAKEL_ENGINE_TESTED the later rounds leave that part out."""
    if os.environ.get("SCHAKEL_ENGINE_TESTED") != "1":
        return
    seen = [ROOT / "tests" / "engine", ROOT / "tests" / "reference"]
    apart = {"slow", "spark", "django_db"}
    done = {
        item
        for item in items
        if any(folder in item.path.parents for folder in seen)
        and apart.isdisjoint(mark.name for mark in item.iter_markers())
    }
    config.hook.pytest_deselected(items=[item for item in items if item in done])
    items[:] = [item for item in items if item not in done]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real material beside the repository; a test that needs it skips where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the shared material does not lie beside the repository")
    return SHARED


@pytest.fixture(autouse=True)
def _ordered_lists(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Walking over a queryset without an order is a failure, when our own code does it."""
    if "schakel.records" not in str(sys.modules.keys()):
        return
    from django.db.models import QuerySet

    plain = QuerySet.__iter__

    def checked(self: Any) -> Iterator[Any]:
        caller = sys._getframe(1).f_code.co_filename
        if "src/schakel" in caller and "/migrations/" not in caller and not self.ordered and not self.query.is_sliced:
            raise AssertionError(f"unordered queryset of {self.model.__name__} walked over in {caller}: add order_by()")
        return plain(self)

    monkeypatch.setattr(QuerySet, "__iter__", checked)


@pytest.fixture(autouse=True)
def _start_in_dutch() -> Iterator[None]:
    """A language left active by one test must not reach the next."""
    if "django" in sys.modules:
        from django.utils import translation

        translation.activate("nl")
        yield
        translation.deactivate()
    else:
        yield


@pytest.fixture
def client() -> Any:
    """Django's test client that also looks at what comes back: see `support.client`."""
    from support.client import StrictClient

    return StrictClient()
