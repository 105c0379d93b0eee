"""What a field of a region file may hold. A record type declares its fields with these; the reader does the rest."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from schakel.engine.errors import DataError
from schakel.engine.ledger import Amount
from schakel.engine.regions.words import LANGUAGES

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")
_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?")


@dataclass(frozen=True)
class Spec:
    """How one field is read: `parse` turns a cell into a value or raises DataError.

    `shape` is `one` (one key), `words` (a key per language) or `years` (numbered columns). `ref` names the kind of
    record whose ids it may hold.
    """

    parse: Callable[[Any], Any]
    required: bool = False
    default: Any = None
    shape: str = "one"
    ref: str = ""


def _field(parse: Callable[[Any], Any], *, required: bool, default: Any, shape: str = "one", ref: str = "") -> Any:
    spec = Spec(parse, required=required, default=default, shape=shape, ref=ref)
    return dataclasses.field(default=default, metadata={"spec": spec})


def ident(*, optional: bool = False, ref: str = "") -> Any:
    """A short id without spaces; with `ref` the id of a record of that kind. Optional: empty text."""
    return _field(_parse_id, required=not optional, default="", ref=ref)


def idents(*, ref: str = "") -> Any:
    """A list of ids, possibly empty."""
    return _field(_parse_ids, required=False, default=(), ref=ref)


def text(*, optional: bool = False) -> Any:
    """Words. Optional: empty text."""
    return _field(_parse_text, required=not optional, default="")


def texts() -> Any:
    """A list of texts, possibly empty."""
    return _field(_parse_list, required=False, default=())


def words(*, optional: bool = False) -> Any:
    """The same words in several languages: keys `<name>_nl`, `<name>_en`, `<name>_de`, `<name>_fr`; Dutch is needed."""
    return _field(_parse_text, required=not optional, default=None, shape="words")


def choice(*values: str, optional: bool = False) -> Any:
    """One of `values`. Optional: empty text."""

    def parse(raw: Any) -> str:
        if raw not in values:
            raise DataError(f"'{raw}' is not allowed here", remedy=f"Use one of: {', '.join(values)}")
        return str(raw)

    return _field(parse, required=not optional, default="")


def choices(*values: str) -> Any:
    """A list of some of `values`, possibly empty."""

    def parse(raw: Any) -> tuple[str, ...]:
        found = _parse_list(raw)
        for value in found:
            if value not in values:
                raise DataError(f"'{value}' is not allowed here", remedy=f"Use some of: {', '.join(values)}")
        return found

    return _field(parse, required=False, default=())


def boolean(*, default: bool = False) -> Any:
    """`true` or `false`."""
    return _field(_parse_bool, required=False, default=default)


def integer(*, optional: bool = False, low: int | None = None, high: int | None = None) -> Any:
    """A whole number from `low` to `high`. Optional: None, which means unknown."""

    def parse(raw: Any) -> int:
        if isinstance(raw, bool) or not re.fullmatch(r"-?[0-9]+", str(raw)):
            raise DataError(f"'{raw}' is no whole number", remedy="Write digits only")
        number = int(raw)
        if (low is not None and number < low) or (high is not None and number > high):
            raise DataError(f"{number} is out of range", remedy=f"Give a number from {low} to {high}")
        return number

    return _field(parse, required=not optional, default=None)


def number(*, optional: bool = False) -> Any:
    """An exact decimal number. Optional: None, which means unknown."""
    return _field(parse_number, required=not optional, default=None)


def coordinate(limit: int) -> Any:
    """Degrees between -`limit` and `limit`."""

    def parse(raw: Any) -> float:
        degrees = float(parse_number(raw))
        if not -limit <= degrees <= limit:
            raise DataError(f"{raw} is no position", remedy=f"Give degrees from -{limit} to {limit}")
        return degrees

    return _field(parse, required=True, default=0.0)


def date() -> Any:
    """A day (2025-01-31), or None when empty."""
    return _field(_parse_date, required=False, default=None)


def date_or_text() -> Any:
    """A day where one is known, else words ("every month"); empty is None."""
    return _field(_parse_date_or_text, required=False, default=None)


def money() -> Any:
    """Euros, `pm`, or empty (None: nothing printed)."""
    return _field(parse_amount, required=False, default=None)


def money_by_year() -> Any:
    """Columns `<name>_1`, `<name>_2`, ... of money; all empty gives ()."""
    return _field(parse_amount, required=False, default=(), shape="years")


def numbers_by_year() -> Any:
    """Columns `<name>_1`, `<name>_2`, ... of numbers; all empty gives ()."""
    return _field(parse_number, required=False, default=(), shape="years")


def parse_amount(raw: Any) -> Amount:
    """Money as printed: digits with a point for cents, or `pm`.

    >>> parse_amount("pm").status.value, parse_amount("-12.50").known
    ('pm', Decimal('-12.50'))
    """
    if str(raw).lower() == "pm":
        return Amount.PM
    if not _AMOUNT.fullmatch(str(raw)):
        raise DataError(f"'{raw}' is no amount", remedy="Write digits without separators, a point before cents, or pm")
    return Amount.of(str(raw))


def parse_number(raw: Any) -> Decimal:
    """An exact number.

    >>> parse_number("12.5")
    Decimal('12.5')
    """
    try:
        value = Decimal(str(raw))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or isinstance(raw, bool):
        raise DataError(f"'{raw}' is no number", remedy="Write digits, with a point for decimals")
    return value


def _parse_text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise DataError(f"{raw!r} is no text", remedy="Put it between quotes")
    return raw.strip("\n")


def _parse_id(raw: Any) -> str:
    if not isinstance(raw, str) or not _ID.fullmatch(raw):
        raise DataError(f"'{raw}' is no id", remedy="Use letters, digits, points and hyphens, no spaces")
    return raw


def _parse_ids(raw: Any) -> tuple[str, ...]:
    return tuple(_parse_id(part) for part in _parse_list(raw))


def _parse_list(raw: Any) -> tuple[str, ...]:
    parts = [part.strip() for part in raw.split(";")] if isinstance(raw, str) else raw
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise DataError(f"{raw!r} is no list of texts", remedy='Write ["a", "b"], or a; b in a table')
    if len(set(parts)) != len(parts):
        raise DataError(f"{raw!r} names something twice", remedy="Name each once")
    return tuple(part for part in parts if part)


def _parse_bool(raw: Any) -> bool:
    if raw in (True, "true"):
        return True
    if raw in (False, "false"):
        return False
    raise DataError(f"'{raw}' is neither true nor false", remedy="Write true or false")


def _parse_date(raw: Any) -> datetime.date:
    if isinstance(raw, datetime.datetime):
        return raw.date()
    if isinstance(raw, datetime.date):
        return raw
    try:
        return datetime.date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise DataError(f"'{raw}' is no date", remedy="Write year-month-day: 2025-01-31") from None


def _parse_date_or_text(raw: Any) -> datetime.date | str:
    try:
        return _parse_date(raw)
    except DataError:
        return _parse_text(raw)


def word_keys(name: str) -> tuple[str, ...]:
    """The keys that hold the words of field `name`.

    >>> word_keys("title")[0]
    'title_nl'
    """
    return tuple(f"{name}_{language}" for language in LANGUAGES)
