"""From raw records to records: each field by its declaration, each problem with its place."""

from __future__ import annotations

import dataclasses
import difflib
import re
from types import MappingProxyType
from typing import Any, TypeVar

from schakel.engine.errors import DataError
from schakel.engine.regions.files import Raw
from schakel.engine.regions.records_plan import Record
from schakel.engine.regions.specs import Spec, word_keys
from schakel.engine.regions.words import LANGUAGES, Words

R = TypeVar("R", bound=Record)
_CLOSE = 0.85  # two keys this alike are taken for a slip of the pen
_NUMBERED = re.compile(r"(.+)_(\d+)")


def declared(record: type[Record]) -> dict[str, Spec]:
    """The fields of a record type with their declarations, in order."""
    return {f.name: f.metadata["spec"] for f in dataclasses.fields(record) if "spec" in f.metadata}


def build(record: type[R], raw: Raw, problems: list[DataError]) -> R | None:
    """The record that `raw` holds, or None when it breaks a rule; then what is wrong is added to `problems`."""
    before = len(problems)
    values: dict[str, Any] = {}
    used: set[str] = set()
    specs = declared(record)
    for name, spec in specs.items():
        keys = _keys(name, spec, raw)
        used.update(keys)
        values[name] = _value(name, spec, keys, raw=raw, problems=problems)
    others = {key: value for key, value in raw.values.items() if key not in used}
    _slips(record, raw, others, problems)
    if len(problems) > before:
        return None
    made = record(**values, extra=MappingProxyType(others))
    problems += [raw.error(column, message, remedy) for column, message, remedy in made.problems()]
    return made if len(problems) == before else None


def _keys(name: str, spec: Spec, raw: Raw) -> tuple[str, ...]:
    if spec.shape == "words":
        return word_keys(name)
    if spec.shape == "years":
        numbers = [int(m.group(2)) for key in raw.columns if (m := _NUMBERED.fullmatch(key)) and m.group(1) == name]
        return tuple(f"{name}_{number}" for number in range(1, max(numbers, default=0) + 1))
    return (name,)


def _value(name: str, spec: Spec, keys: tuple[str, ...], *, raw: Raw, problems: list[DataError]) -> Any:
    found = {key: _parsed(spec, key, raw, problems) for key in keys if key in raw.values}
    if spec.shape == "years":
        return tuple(found.get(key) for key in keys) if found else ()
    if spec.shape == "words":
        if not found:
            return _missing(keys[0], spec, raw, problems) if spec.required else spec.default
        if not found.get(keys[0]):
            problems.append(raw.error(keys[0], "The Dutch text is missing", f"Write {keys[0]}"))
        return Words(**{language: found.get(key) or "" for language, key in zip(LANGUAGES, keys, strict=True)})
    if name in found:
        if found[name] == "" and spec.required:
            problems.append(raw.error(name, "This may not be empty", f"Fill in {name}"))
        return found[name]
    return _missing(name, spec, raw, problems) if spec.required else spec.default


def _parsed(spec: Spec, key: str, raw: Raw, problems: list[DataError]) -> Any:
    try:
        return spec.parse(raw.values[key])
    except DataError as error:
        problems.append(raw.error(key, error.message, error.remedy))
        return None


def _missing(key: str, spec: Spec, raw: Raw, problems: list[DataError]) -> Any:
    if raw.columns and key not in raw.columns:
        return spec.default  # the column as a whole is missing: told once, by missing_columns
    what = "This cell is empty" if raw.columns else f"Key '{key}' is missing"
    problems.append(raw.error(key, what, f"Fill in {key}"))
    return spec.default


def missing_columns(record: type[Record], raws: list[Raw], problems: list[DataError]) -> None:
    """Adds a problem for each column that a table needs and does not have, and for each gap in numbered columns."""
    if not raws or not raws[0].columns:
        return
    columns, file = raws[0].columns, raws[0].file
    for name, spec in declared(record).items():
        keys = _keys(name, spec, raws[0])
        needed = keys if spec.shape == "years" else keys[:1] if spec.required else ()
        for key in needed:
            if key not in columns:
                remedy = "Add the column to the header row"
                problems.append(DataError(f"Column '{key}' is missing", file=file, line=1, column=key, remedy=remedy))


def _slips(record: type[Record], raw: Raw, others: dict[str, Any], problems: list[DataError]) -> None:
    """A key that is almost the name of a field which is not given is a slip of the pen, not an extra key."""
    open_keys = [
        key for name, spec in declared(record).items() for key in _keys(name, spec, raw) if key not in raw.values
    ]
    for key in others:
        alike = difflib.get_close_matches(key, open_keys, n=1, cutoff=_CLOSE)
        if alike:
            problems.append(raw.error(key, f"'{key}' is not known", f"Write {alike[0]}"))
