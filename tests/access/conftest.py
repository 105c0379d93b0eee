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
