"""Words and numbers on a page: in the reader's language, with the right signs."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
FALLBACK = ("nl", "en", "de")  # where a record says nothing in the reader's language


def language() -> str:
    return get_language() or "nl"


@register.filter
def number(value: Any) -> str:
    """A whole or decimal number in the reader's notation; unknown stays a word, never 0.

    >>> number(26000)
    '26.000'
    """
    if value is None:
        return gettext("unknown")
    return str(format_decimal(value, locale=language())).replace("-", MINUS)


@register.filter
def euro(value: Any) -> str:
    """An amount in euro, whole euros without decimals: `€ 1.035`."""
    if value is None:
        return gettext("unknown")
    amount = Decimal(value)
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    text = format_decimal(abs(amount), format=pattern, locale=language())
    return f"{MINUS if amount < 0 else ''}€{NO_BREAK_SPACE}{text}"


@register.filter
def percent(value: Any) -> str:
    """A percentage as the plan prints it; the value is already per hundred."""
    return gettext("unknown") if value is None else f"{number(value)}%"


# How each language writes a day, and a day with its weekday.
DAYS = {
    "nl": ("d MMMM y", "EEEE d MMMM y"),
    "en": ("d MMMM y", "EEEE d MMMM y"),
    "de": ("d. MMMM y", "EEEE, d. MMMM y"),
}


def _format(value: Any, pattern: str) -> str:
    """A date in the reader's language. A moment is told in local time: late in the evening UTC is already a day behind."""
    here = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return str(babel_date(here, format=pattern, locale=language()))


@register.filter
def long_date(value: Any) -> str:
    """`3 december 2026`."""
    return _format(value, DAYS.get(language(), DAYS["nl"])[0])


@register.filter
def day_date(value: Any) -> str:
    """`donderdag 3 december 2026`."""
    return _format(value, DAYS.get(language(), DAYS["nl"])[1])


@register.filter
def month_name(value: Any) -> str:
    return _format(value, "MMMM")


@register.filter
def short_month(value: Any) -> str:
    """`dec`: for the block of a date."""
    return _format(value, "LLL").rstrip(".")


@register.filter
def in_language(record: Any, field: str) -> str:
    """The field of a record in the reader's language: `record.title_de`, or the Dutch one where there is no other.

    Works for attributes and for keys. The template says `lang` where it may fall back: see `language_of`.
    """
    for code in (language(), *FALLBACK):
        text = _get(record, f"{field}_{code}")
        if text:
            return str(text)
    return ""


@register.filter
def language_of(record: Any, field: str) -> str:
    """The language `in_language` chose: for the `lang` attribute."""
    return next((code for code in (language(), *FALLBACK) if _get(record, f"{field}_{code}")), language())


def _get(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, dict) else getattr(record, name, None)


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """The value of a key that is itself a variable."""
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """This page's query string with some keys changed; `None` takes a key out, a change starts at page one again."""
    query = context["request"].GET.copy()
    query.pop("pagina", None)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    text = query.urlencode()
    return f"?{text}" if text else "?"


@register.filter
def words(value: Any) -> str:
    """A text the engine holds in several languages, in the reader's own (or the Dutch one)."""
    return str(value.in_language(language())) if value else ""


@register.filter
def host(address: str) -> str:
    """The host of a web address: `https://www.werk.nl/wsp/` is shown as `www.werk.nl`."""
    return urlsplit(address).hostname or address
