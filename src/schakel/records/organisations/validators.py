"""Checks of what an organisation tells of itself."""

import re

from schakel.engine.errors import InputError


def checked_kvk(text: str) -> str:
    """A number of the Dutch trade register (KvK): eight digits; spaces and dots fall away, empty is not told.

    >>> checked_kvk(" 1234 5678 ")
    '12345678'
    """
    clean = re.sub(r"[\s.]", "", text)
    if clean and not re.fullmatch(r"[0-9]{8}", clean):
        digits = sum(letter.isdigit() for letter in clean)
        raise InputError(
            f"A KvK number has 8 digits; this one has {digits}", place="kvk", remedy="Write it like 12345678"
        )
    return clean
