"""Checks of what people write about themselves, for form, import and API alike."""

import re

from schakel.engine.errors import InputError
from schakel.engine.text.masking import is_bsn

_MONTH = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
_NINE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){7,8}(?!\d)")


def checked_words(text: str, *, place: str, most: int, needed: bool = True) -> str:
    """The text without space around it; refused when empty, too long, or with a citizen service number in it.

    >>> checked_words("  Sam ", place="name", most=120)
    'Sam'
    """
    clean = text.replace("\x00", "").strip()
    if needed and not clean:
        raise InputError("There is no text", place=place, remedy="Fill this in")
    if len(clean) > most:
        raise InputError(f"The text is longer than {most} characters", place=place, remedy="Make it shorter")
    if any(is_bsn(re.sub(r"\D", "", found.group())) for found in _NINE.finditer(clean)):
        raise InputError(
            "The text holds a number that looks like a citizen service number (BSN)",
            place=place,
            remedy="Take the number out: it is never needed here",
        )
    return clean


def checked_month(text: str, *, place: str) -> str:
    """A year, or a year and a month; empty is not told.

    >>> checked_month("2021-09", place="from")
    '2021-09'
    """
    clean = text.strip()
    if clean and not _MONTH.fullmatch(clean):
        raise InputError(f"'{clean[:12]}' is no year or month", place=place, remedy="Write 2021 or 2021-09")
    return clean
