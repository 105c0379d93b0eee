"""The published rules of planning and of schemes that pay, as rows to show: generated from the files that are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from schakel.engine.matching.rules import RuleValue
from schakel.engine.support import load_schemes
from schakel.records.people.engine_io.moves import route_settings
from schakel.reference import REFERENCE

CHOICE = "Choice of the programme"
"""How the source of a value begins that nobody has measured: it is to be checked with coaches and with results."""
LANGUAGES = ("nl", "en", "de")


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One scheme: `state` is open, ended or later; `share` in percent; amounts in whole euros, None where not told."""

    id: str
    name: str
    payer: str
    state: str
    valid_from: date | None
    valid_until: date | None
    share: int
    most: int | None
    amount_known: bool
    verified: str
    checked: date
    source: str
    note: str


def is_choice(source: str) -> bool:
    """Whether a value was chosen and not measured.

    >>> is_choice("Choice of the programme; to be checked yearly"), is_choice("NLQF: mbo 2 is level 2")
    (True, False)
    """
    return source.startswith(CHOICE)


def route_values() -> tuple[RuleValue, ...]:
    """Every number of planning routes, with its reason and source."""
    return tuple(_value(row) for row in route_settings().values)


def _value(row: Mapping[str, object]) -> RuleValue:
    reason = {language: str(row[f"reason_{language}"]) for language in LANGUAGES}
    value = row["value"]
    assert isinstance(value, int)  # noqa: S101 -- the loader refuses anything else
    return RuleValue(str(row["id"]), value, str(row.get("unit", "")), reason, str(row["source"]))


def scheme_rows(language: str, today: date) -> tuple[SchemeRow, ...]:
    """Every scheme that routes know in this region, those that have ended too: they must be refused rightly."""
    return tuple(
        SchemeRow(
            id=one.id,
            name=one.names.get(language) or one.names.get("nl", one.id),
            payer=one.payer,
            state=_state(one.valid_from, one.valid_until, today),
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            share=one.share // 10,
            most=one.most_eur,
            amount_known=one.amount_known,
            verified=one.verified,
            checked=one.checked,
            source=one.source,
            note=one.notes.get(language) or one.notes.get("nl", ""),
        )
        for one in load_schemes(REFERENCE / "support", region=settings.REGION)
    )


def _state(start: date | None, end: date | None, today: date) -> str:
    if end is not None and end < today:
        return "ended"
    return "later" if start is not None and start > today else "open"
