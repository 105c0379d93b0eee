"""Checks of what people write, for form, API and import alike."""

from schakel.engine.errors import InputError
from schakel.records.journeys.engine_io import holds_bsn

TEXT_MOST = 4000


def checked_text(text: str, *, place: str, needed: bool = True) -> str:
    """The text without space around it; refused when empty, too long, or when it holds a citizen service number."""
    clean = text.replace("\x00", "").strip()
    if needed and not clean:
        raise InputError("There is no text", place=place, remedy="Write a sentence")
    if len(clean) > TEXT_MOST:
        raise InputError(f"The text is longer than {TEXT_MOST} characters", place=place, remedy="Make it shorter")
    if holds_bsn(clean):
        raise InputError(
            "The text holds a number that looks like a citizen service number (BSN)",
            place=place,
            remedy="Take the number out: it is never needed here",
        )
    return clean
