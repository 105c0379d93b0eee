"""Reads the schemes of an edition: `YYYY-MM-DD.toml` in a folder; a wrong value names file, scheme and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError, InputError
from schakel.engine.support.types import KINDS, OPERATORS, VERIFIED, Condition, Scheme

LANGUAGES = ("nl", "en", "de")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.toml")
_KEYS = {
    "id",
    "payer",
    "source",
    "verified",
    "checked",
    "kind",
    "to",
    "covers",
    "valid_from",
    "valid_until",
    "share",
    "most_eur",
    "amount_known",
    "once",
    "not_with",
    "entry",
    "stay",
    "where",
    "region",
    *(f"{name}_{language}" for name in ("name", "note") for language in LANGUAGES),
}


def load_schemes(folder: Path, *, on: date | None = None, region: str | None = None) -> tuple[Scheme, ...]:
    """The schemes of the newest edition not after `on` (None: the newest); those of other regions are left out.

    Schemes that have ended stay in, so that an answer can say so. Raises DataError.

    >>> from schakel.reference import REFERENCE
    >>> [one.valid_until.year for one in load_schemes(REFERENCE / "support") if one.id == "stap-budget"]
    [2023]
    """
    dated = sorted(path for path in folder.glob("*.toml") if _DATED.fullmatch(path.name))
    fitting = [path for path in dated if on is None or date.fromisoformat(path.stem) <= on]
    if not fitting:
        raise DataError("There are no schemes for this day", file=folder.name, remedy="Add a file YYYY-MM-DD.toml")
    path = fitting[-1]
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("scheme", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The schemes cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    schemes = [_scheme(row, path.name) for row in rows if row.get("region") in (None, region)]
    _check_ids(schemes, {str(row.get("id")) for row in rows}, path.name)
    return tuple(sorted(schemes, key=lambda one: one.id))


def _check_ids(schemes: list[Scheme], known: set[str], file: str) -> None:
    ids = [one.id for one in schemes]
    for one in schemes:
        if ids.count(one.id) > 1:
            raise _error(file, one.id, "is given twice", "Keep one")
        for other in one.not_with:
            if other not in known:
                raise _error(file, one.id, f"names '{other}', which is no scheme", "Correct not_with")


def _scheme(row: Mapping[str, Any], file: str) -> Scheme:
    id_ = str(row.get("id", ""))
    unknown = sorted(row.keys() - _KEYS)
    if unknown or not id_:
        what = f"has the unknown key '{unknown[0]}'" if unknown else "has no id"
        raise _error(file, id_, what, "Correct or remove it")
    for key, allowed in (("verified", VERIFIED), ("kind", KINDS), ("to", ("person", "employer"))):
        if key in row and row[key] not in allowed:
            raise _error(file, id_, f"has {key} '{row[key]}'", f"Use one of {', '.join(allowed)}")
    if not row.get("source") or not isinstance(row.get("checked"), date) or "verified" not in row:
        raise _error(file, id_, "says not where it comes from", "Add source, checked (a date) and verified")
    plain = ("payer", "source", "verified", "checked", "kind", "to", "covers", "valid_from", "valid_until", "share")
    more = ("most_eur", "amount_known", "once", "where")
    try:
        return Scheme(
            id=id_,
            names=_texts(row, "name", file=file, id_=id_),
            notes=_texts(row, "note", file=file, id_=id_, needed=False),
            not_with=tuple(row.get("not_with", ())),
            entry=_groups(row.get("entry", []), file, id_),
            stay=_groups(row.get("stay", []), file, id_),
            **{key: row[key] for key in (*plain, *more) if key in row},
        )
    except InputError as error:
        raise DataError(error.message, file=file, column=id_, remedy=error.remedy) from error


def _texts(row: Mapping[str, Any], name: str, *, file: str, id_: str, needed: bool = True) -> dict[str, str]:
    found = {language: str(row[f"{name}_{language}"]) for language in LANGUAGES if f"{name}_{language}" in row}
    if len(found) != len(LANGUAGES) and (needed or found):
        raise _error(file, id_, f"has no {name} in every language", f"Add {name}_nl, {name}_en and {name}_de")
    return found


def _groups(rows: list[Any], file: str, id_: str) -> tuple[tuple[Condition, ...], ...]:
    """Each row is one condition, or `any = [...]`: alternatives of which one must hold."""
    return tuple(tuple(_condition(one, file, id_) for one in row.get("any", [row])) for row in rows)


def _condition(row: Mapping[str, Any], file: str, id_: str) -> Condition:
    operators = [name for name in OPERATORS if name in row]
    if len(operators) != 1 or not isinstance(row.get("fact"), str):
        raise _error(file, id_, "has a condition that cannot be read", f"Give fact and one of {', '.join(OPERATORS)}")
    values = row[operators[0]]
    ask = {language: str(row[f"ask_{language}"]) for language in LANGUAGES if f"ask_{language}" in row}
    return Condition(
        fact=row["fact"],
        operator=operators[0],
        values=tuple(values) if isinstance(values, list) else (values,),
        ask=ask,
    )


def _error(file: str, id_: str, what: str, remedy: str) -> DataError:
    return DataError(f"The scheme '{id_}' {what}", file=file, column=id_, remedy=remedy)
