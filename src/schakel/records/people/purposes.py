"""The purposes a person may consent to, from the reference data: read once, when first asked for."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from django.dispatch import Signal

from schakel.engine.errors import InputError
from schakel.reference import REFERENCE

# Sent in the transaction in which a person takes a yes back, with `person`, `purpose`, `by` and `now`: apps to the right listen.
consent_withdrawn = Signal()


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose, with the version of its words in each language."""

    id: str
    version: int
    title: dict[str, str]
    text: dict[str, str]


@lru_cache(maxsize=1)
def purposes() -> tuple[Purpose, ...]:
    """All purposes, in the order they are asked."""
    data = tomllib.loads((REFERENCE / "people" / "purposes.toml").read_text(encoding="utf-8"))
    return tuple(Purpose(row["id"], row["version"], row["title"], row["text"]) for row in data["purposes"])


def purpose(id_: str) -> Purpose:
    """The purpose with this id."""
    found = next((one for one in purposes() if one.id == id_), None)
    if found is None:
        known = ", ".join(one.id for one in purposes())
        raise InputError(f"There is no purpose '{id_}'", place="purpose", remedy=f"Choose one of {known}")
    return found
