"""Reads the published numbers of planning: `YYYY-MM-DD.toml`, one `[[value]]` each with its reason and source."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, get_args

from schakel.engine.errors import DataError
from schakel.engine.routing.given import RouteSettings, StepKind

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.toml")
_RISKS = tuple(f"risk.{kind}" for kind in get_args(StepKind))
_PLAIN = (
    "risk.start_unknown",
    "risk.exemption_unknown",
    "stones.most",
    "stones.months",
    "stones.least_gain",
    "pay.months",
    "bound.nodes_most",
    "search.labels_most",
)


def load_settings(folder: Path, *, on: date | None = None) -> RouteSettings:
    """The settings in force `on` a day (None: the newest). A missing, unknown or wrong value raises `DataError`.

    >>> from schakel.reference import REFERENCE
    >>> load_settings(REFERENCE / "routing").months
    36
    """
    dated = sorted(path for path in folder.glob("*.toml") if _DATED.fullmatch(path.name))
    fitting = [path for path in dated if on is None or date.fromisoformat(path.stem) <= on]
    if not fitting:
        raise DataError("There are no settings for this day", file=folder.name, remedy="Add a file YYYY-MM-DD.toml")
    path = fitting[-1]
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("value", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The settings cannot be read: {error}", file=path.name, remedy="Repair the file") from error
    values = _values(rows, path.name)
    return RouteSettings(
        edition=date.fromisoformat(path.stem),
        risk={kind: values[f"risk.{kind}"] for kind in get_args(StepKind)},
        risk_start_unknown=values["risk.start_unknown"],
        risk_exemption=values["risk.exemption_unknown"],
        stones_most=values["stones.most"],
        stones_months=values["stones.months"],
        stones_least_gain=values["stones.least_gain"],
        months=values["pay.months"],
        nodes_most=values["bound.nodes_most"],
        labels_most=values["search.labels_most"],
        values=tuple(rows),
    )


def _values(rows: list[dict[str, Any]], file: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        id_, value = str(row.get("id", "")), row.get("value")
        if id_ not in (*_RISKS, *_PLAIN) or id_ in found:
            raise DataError(f"'{id_}' is no setting, or is given twice", file=file, remedy="Correct or remove it")
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise DataError(f"'{id_}' has the value {value!r}", file=file, remedy="Use a whole number, zero or more")
        if id_.startswith("risk.") and value > 1000:
            raise DataError(f"'{id_}' is above 1000", file=file, remedy="Use thousandths")
        if not all(row.get(key) for key in ("reason_nl", "reason_en", "reason_de", "source")):
            raise DataError(f"'{id_}' has no reason or source", file=file, remedy="Say why and where from")
        found[id_] = value
    missing = [id_ for id_ in (*_RISKS, *_PLAIN) if id_ not in found]
    if missing:
        raise DataError(f"'{missing[0]}' is missing", file=file, remedy="Add a [[value]] with this id")
    return found
