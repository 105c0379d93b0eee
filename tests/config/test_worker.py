"""The worker builds what its work needs while it waits for the first task."""

import threading
from typing import Any

import pytest
from django.core.management import call_command, get_commands

from schakel.config import warming
from schakel.config.management.commands import db_worker
from schakel.engine.routing import solving
from schakel.records.offers import shelf
from schakel.records.people.engine_io import moves


def test_our_worker_is_the_one_that_starts() -> None:
    assert get_commands()["db_worker"] == "schakel.config"


@pytest.mark.parametrize(("batch", "warmed"), [(False, [1]), (True, [])])
def test_a_waiting_worker_warms_up_and_one_that_empties_the_queue_does_not(
    batch: bool, warmed: list[int], monkeypatch: Any
) -> None:
    seen: list[int] = []
    began: list[bool] = []
    monkeypatch.setattr(db_worker, "warm_up", lambda: seen.append(1))
    monkeypatch.setattr(db_worker.Worker, "handle", lambda _self, *, batch, **_options: began.append(batch))
    call_command("db_worker", batch=batch, startup_delay=False)
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join()
    assert seen == warmed
    assert began == [batch]


@pytest.mark.django_db
@pytest.mark.slow
def test_after_warming_up_routes_use_machine_code(monkeypatch: Any) -> None:
    monkeypatch.setattr(solving, "_ready", [])
    monkeypatch.setattr(shelf, "SMALL", -1)
    monkeypatch.setattr(shelf, "SHELF", shelf.Shelf())
    warming.warm_up()
    assert solving._ready
    assert shelf.SHELF.index is not None
    assert moves.yardstick.cache_info().currsize == 1
