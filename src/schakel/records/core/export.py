"""Everything that hangs on a row: for the person who asks for all their data.

Whatever refers to a row and would go with it (`on_delete=CASCADE`) is about it. So a new model is in the export from its
first day, without anybody thinking of it.
"""

from collections.abc import Collection, Iterator, Sequence
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
    seen: set[tuple[str, Any]] = set()
    layer: list[models.Model] = [row]
    while layer:
        new = [one for one in layer if (one._meta.label_lower, one.pk) not in seen]
        seen.update((one._meta.label_lower, one.pk) for one in new)
        for one in new:
            found.setdefault(str(one._meta.verbose_name_plural), []).append(plain(one, secret=secret))
        layer = list(_hanging_on(new))
    return found


def _hanging_on(rows: Sequence[models.Model]) -> Iterator[models.Model]:
    """What goes with these rows: one question per kind of link, however many rows there are. Each row comes once."""
    by_kind: dict[type[models.Model], dict[Any, models.Model]] = {}
    for row in rows:
        by_kind.setdefault(type(row), {})[row.pk] = row
    found: dict[tuple[str, Any], models.Model] = {}
    for kind, same in by_kind.items():
        for relation in kind._meta.related_objects:
            if relation.on_delete is not models.CASCADE or relation.field.many_to_many:
                continue
            model: Any = relation.related_model
            for part in batched(sorted(same)):
                for other in model._base_manager.filter(**{f"{relation.field.name}__in": part}).order_by("pk"):
                    found.setdefault((other._meta.label_lower, other.pk), other)
    yield from found.values()


def batched(numbers: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """The same in parts: no question to the database lists more numbers than this.

    >>> list(batched([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    for first in range(0, len(numbers), size):
        yield numbers[first : first + size]


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
