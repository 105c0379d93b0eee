"""What a course text says beside what it teaches, to fill in a form with: the school corrects it before it counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from schakel.records.people.engine_io.parts import reader
from schakel.records.people.engine_io.postings import TITLE_MOST, first_line

_AMOUNT = r"(?:€|eur(?:o)?)\s*(\d{1,3}(?:[. ]\d{3})+|\d{1,6})(?:,(\d{2}|-))?"
_BEFORE = re.compile(_AMOUNT, re.IGNORECASE)
_AFTER = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d{1,6})(?:,(\d{2}))?\s*(?:€|euro?\b)", re.IGNORECASE)
_PRICE_LINE = re.compile(r"kost|prijs|collegegeld|cursusgeld|lesgeld|price|fee|costs?\b|gebühr|preis", re.IGNORECASE)
_FREE = re.compile(r"\b(gratis|kosteloos|free of charge|kostenlos|kostenfrei)\b", re.IGNORECASE)
_WEEKS = re.compile(r"\b(\d{1,3})\s*(?:weken|weeks?|wochen?)\b", re.IGNORECASE)
_MONTHS = re.compile(r"\b(\d{1,2})\s*(?:maanden|months|monate)\b", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(\d{1,2})(?:\s*(?:-|–|tot|à|to|bis)\s*(\d{1,2}))?\s*(?:uur|uren|hours?|stunden)\s*"
    r"(?:per|in de|a|pro|each|die)\s*(?:week|woche)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"^\W*(?:toelating(?:seisen)?|vooropleiding|instapeisen|wat heb je nodig|entry(?: requirements)?|admission|"
    r"zulassung(?:svoraussetzungen)?|voraussetzungen)\b[^:\n]*(?::[ \t]*(.*))?$",
    re.IGNORECASE | re.MULTILINE,
)
_SPOKEN = (
    ("en", re.compile(r"engelstalig|voertaal:?\s*(?:is\s*)?engels|taught in english|auf englisch", re.IGNORECASE)),
    ("de", re.compile(r"duitstalig|voertaal:?\s*(?:is\s*)?duits|taught in german|auf deutsch", re.IGNORECASE)),
    ("nl", re.compile(r"nederlandstalig|voertaal:?\s*(?:is\s*)?nederlands|taught in dutch", re.IGNORECASE)),
)
WEEKS_MOST = 300
HOURS_MOST = 60
ENTRY_MOST = 1000


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What was read; empty and None are: not told. `place` is a code, `spoken` an ISO 639 code, `price` is in euros."""

    language: str
    title: str
    levels: tuple[str, ...]
    place: str
    spoken: str
    weeks: int | None
    hours_min: int | None
    hours_max: int | None
    price: Decimal | None
    entry: str


def read_course_facts(text: str) -> CourseFacts:
    """Read a text of a course. The same text always gives the same facts."""
    reading = reader().read(text, kind="course")
    language = reading.language if reading.language in ("nl", "en", "de") else "nl"
    low, high = _hours(text)
    return CourseFacts(
        language=language,
        title=(reading.title or first_line(text))[:TITLE_MOST],
        levels=reading.levels,
        place=reading.place[0] if reading.place else "",
        spoken=next((code for code, words in _SPOKEN if words.search(text)), language if text.strip() else ""),
        weeks=_weeks(text),
        hours_min=low,
        hours_max=high,
        price=price_in(text),
        entry=_entry(text),
    )


def price_in(text: str) -> Decimal | None:
    """The price a text names: on a line about money, or the only amount there is; None when that cannot be said.

    >>> price_in("Kosten: € 1.250,50 per jaar")
    Decimal('1250.50')
    >>> price_in("De cursus is gratis.")
    Decimal('0')
    """
    named = [(line, word.start()) for line in text.splitlines() if (word := _PRICE_LINE.search(line))]
    # What follows the word for money first: pay may stand before it on the same line.
    told = _amounts([line[at:] for line, at in named]) or _amounts([line for line, _at in named])
    found = told or _amounts(text.splitlines())
    if len(found) == 1 or told:
        return found[0]
    return Decimal(0) if not found and _FREE.search(text) else None


def _amounts(lines: Sequence[str]) -> list[Decimal]:
    found = [match for line in lines for match in (*_BEFORE.finditer(line), *_AFTER.finditer(line))]
    return list(dict.fromkeys(_decimal(*match.groups()) for match in found))


def _decimal(whole: str, cents: str | None) -> Decimal:
    digits = re.sub("[. ]", "", whole)
    return Decimal(f"{digits}.{cents}" if cents and cents.isdigit() else digits)


def _weeks(text: str) -> int | None:
    weeks = [int(one) for one in _WEEKS.findall(text)]
    months = [-(-int(one) * 52 // 12) for one in _MONTHS.findall(text)]
    found = weeks[0] if weeks else months[0] if months else None
    return found if found and found <= WEEKS_MOST else None


def _hours(text: str) -> tuple[int | None, int | None]:
    found = _HOURS.search(text)
    if found is None:
        return None, None
    low = int(found[1])
    high = int(found[2] or low)
    return (low, high) if 0 < low <= high <= HOURS_MOST else (None, None)


def _entry(text: str) -> str:
    """What follows a heading about admission: the rest of the line, or the next one."""
    found = _ENTRY.search(text)
    if found is None:
        return ""
    rest = (found[1] or "").strip()
    return (rest or first_line(text[found.end() :]))[:ENTRY_MOST]
