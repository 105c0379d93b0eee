"""One world for all tests that let everybody try everything: made once, gone at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from support import actors


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[actors.World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield actors.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def everybody_stays_signed_in(db: None, world: actors.World) -> Iterator[None]:
    """What a test writes is rolled back; so are the cookies, else somebody it signed out stays out for all tests after it."""
    with world.undone():
        yield
