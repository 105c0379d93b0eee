"""Everything that hangs on a row: for the person who asks for all their data.

Whatever refers to a row and would go with it (`on_delete=CASCADE`) is about it. So a new model is in the export from its
first day, without anybody thinking of it.
"""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

Rows = dict[str, list[dict[str, Any]]]


def everything_about(row: models.Model, *, secret: Collection[str] = ()) -> Rows:
    """The row and all that goes with it, by the plural name of its kind. `secret` are fields that stay out, as
    `app.model.field` in small letters: a password, the key of a second factor."""
    found: Rows = {}
    _collect(row, found, set(), secret)
    return found


def _collect(row: models.Model, found: Rows, seen: set[tuple[str, Any]], secret: Collection[str]) -> None:
    name = row._meta.label_lower
    if (name, row.pk) in seen:
        return
    seen.add((name, row.pk))
    found.setdefault(str(row._meta.verbose_name_plural), []).append(plain(row, secret=secret))
    for relation in row._meta.related_objects:
        if relation.on_delete is not models.CASCADE or relation.field.many_to_many:
            continue
        model: Any = relation.related_model
        for other in model._base_manager.filter(**{relation.field.name: row.pk}).order_by("pk"):
            _collect(other, found, seen, secret)


def plain(row: models.Model, *, secret: Collection[str] = ()) -> dict[str, Any]:
    """The fields of a row as JSON knows them, by their name; a link to another row as that row shows itself."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if f"{row._meta.label_lower}.{field.name}" in secret:
            continue
        values[field.name] = _plain(getattr(row, field.attname))
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
