"""Where journeys meet the engine: what may not be kept in a free text."""

import re

from schakel.engine.text.masking import is_bsn

_NINE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){7,8}(?!\d)")


def holds_bsn(text: str) -> bool:
    """Whether a text holds a number that can be a citizen service number, with or without spaces and dots."""
    return any(is_bsn(re.sub(r"\D", "", one.group())) for one in _NINE.finditer(text))
