"""Making a table equal to a list."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from schakel.engine.ledger import Amount, Status
from schakel.engine.regions import Words

M = TypeVar("M", bound=models.Model)


def sync(model: type[M], rows: list[M]) -> dict[str, M]:
    """Make the table of `model` equal to `rows`, known by their slug; keys of rows that stay do not change."""
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key and field.name != "slug"]
    manager: Any = model._default_manager
    manager.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=fields)
    manager.exclude(slug__in=[row.slug for row in rows]).delete()  # type: ignore[attr-defined]
    return {row.slug: row for row in manager.order_by("slug")}


def renew(model: type[M], rows: Iterable[M]) -> int:
    """Replace all rows of a table of details."""
    manager: Any = model._default_manager
    manager.all().delete()
    return len(manager.bulk_create(list(rows)))


def words(name: str, text: Words | None) -> dict[str, str]:
    """The fields `<name>_nl`, `_en` and `_de` of a text; empty where there is none."""
    return {f"{name}_{code}": getattr(text, code) if text else "" for code in ("nl", "en", "de")}


def cell(amount: Amount | None) -> dict[str, Decimal | str | None]:
    """The fields `amount` and `status` of one printed cell.

    >>> cell(Amount.PM)
    {'amount': None, 'status': 'pm'}
    >>> cell(None)["status"]
    'none'
    """
    if amount is None:
        return {"amount": None, "status": "none"}
    status = amount.status
    return {"amount": amount.known if status in (Status.AMOUNT, Status.ZERO) else None, "status": status.value}
