"""Migrations go forward and back, and say all that the models say."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("schakel.records")]


@pytest.fixture
def scratch(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A second, empty database in memory, beside the one of the tests."""
    plain = {**connections["default"].settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connections.settings["scratch"] = {**plain, "OPTIONS": {}}
    with django_db_blocker.unblock():
        yield "scratch"
        connections["scratch"].close()
    del connections["scratch"]
    del connections.settings["scratch"]


def tables(name: str) -> set[str]:
    return {
        table
        for table in connections[name].introspection.table_names()
        if table.startswith(tuple(f"{a}_" for a in OURS))
    }


def test_every_app_goes_to_zero_and_forward_again(scratch: str) -> None:
    forward(scratch)
    before = tables(scratch)
    assert {model._meta.db_table for label in OURS for model in apps.get_app_config(label).get_models()} <= before
    MigrationExecutor(connections[scratch]).migrate([(label, None) for label in OURS])
    assert tables(scratch) == set()
    forward(scratch)
    assert tables(scratch) == before


def forward(name: str) -> None:
    executor = MigrationExecutor(connections[name])
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] in OURS])


@pytest.mark.django_db
def test_models_and_migrations_say_the_same() -> None:
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    assert "No changes detected" in out.getvalue()
