"""The record for the Dutch Algorithm Register (publication standard 1.0), made from the rules themselves.

What only people can say (goal, considerations, risks) is read from a file; the values of the rules, their date and the
results of the fairness tests are put in as they are, so that the record cannot fall behind what is calculated.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError, NotFound
from schakel.engine.matching.rules import RuleValue

_MONTH = re.compile(r"\d{4}-\d{2}")
_WRITTEN = (
    "name", "description_short", "category", "publication_category", "goal", "proportionality", "human_intervention",
    "risks", "lawful_basis", "lawful_basis_grouping", "impacttoetsen", "source_data", "source_data_grouping", "tags",
)  # fmt: skip
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.toml")
_STANDARD = "standard_1_0.toml"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the standard. `kind` is text, list, month, link or links; `most` characters or items (None: no limit)."""

    name: str
    required: bool
    kind: str
    most: int | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What people wrote for one record; `rules` names the rules it is about, `fairness` whether results belong in it."""

    id: str
    rules: str
    fairness: bool
    written: Mapping[str, Any]
    method: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where and by whom the algorithm is used: what differs from one region to the next.

    `contact` is an e-mail address or a web page; `pages` maps the id of a record to the public page about it.
    """

    organisation: str
    contact: str
    pages: Mapping[str, str]
    status: str = "In ontwikkeling"
    begin: str = ""
    code: str = ""


def read_standard(folder: Path) -> tuple[Field, ...]:
    """The fields of the standard in their order."""
    data = _toml(folder / _STANDARD)
    return tuple(
        Field(
            name=str(one["name"]),
            required=bool(one.get("required", False)),
            kind=str(one.get("kind", "text")),
            most=one.get("most"),
            values=tuple(one.get("values", ())),
        )
        for one in data["field"]
    )


def draft_ids(folder: Path) -> tuple[str, ...]:
    """The records that can be made, in order of their id."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml") if path.name != _STANDARD))


def read_draft(folder: Path, id_: str) -> Draft:
    """What people wrote for one record. Raises NotFound for an unknown id, DataError for a text that is missing."""
    if id_ not in draft_ids(folder):
        raise NotFound(f"There is no record '{id_}'", remedy=f"Use one of {', '.join(draft_ids(folder))}")
    data = _toml(folder / f"{id_}.toml")
    for key in ("name", "description_short", "publication_category", "method", "goal", "risks", "human_intervention"):
        if not data.get(key):
            raise DataError(f"The text '{key}' is missing", file=f"{id_}.toml", column=key, remedy="Write it")
    written = {name: data[name] for name in _WRITTEN if name in data}
    return Draft(id_, str(data.get("rules", "")), bool(data.get("fairness", False)), written, str(data["method"]))


def make_record(
    draft: Draft,
    fields: Sequence[Field],
    deployment: Deployment,
    *,
    values: Sequence[RuleValue] = (),
    edition: date | None = None,
    report: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The record, with every field of the standard in its order; what is not known stays empty.

    `values` and `edition` are the rules in force, `report` the published fairness report (see `report.as_json`).
    """
    page = deployment.pages.get(draft.id, "")
    known: dict[str, Any] = {
        **draft.written,
        "organization": deployment.organisation,
        "status": deployment.status,
        "begin_date": deployment.begin,
        "contact_email": deployment.contact,
        "website": page,
        "url": f"{page.rstrip('/')}.json" if page else "",
        "methods_and_models": _method(draft, values, edition),
        "provider": "Intern ontwikkeld",
        "publiccode": deployment.code,
        "lang": "nld",
        "standard_version": "1.0",
        "source_id": f"schakel-{draft.id}" + (f"-{edition.isoformat()}" if edition else ""),
    }
    if draft.fairness and report is not None:
        known["risks"] = f"{known['risks']} {fairness_sentence(report)}"
    return {field.name: known.get(field.name, [] if field.kind in ("list", "links") else "") for field in fields}


def values_of_file(folder: Path) -> tuple[tuple[RuleValue, ...], date]:
    """Every number in the newest dated file of a folder of rules, named by its place in the file, and its date.

    For rules whose file gives numbers without a reason for each. Raises DataError when there is no dated file.
    """
    dated = sorted(path for path in folder.glob("*.toml") if _DATED.fullmatch(path.name))
    if not dated:
        raise DataError("There are no dated rules", file=folder.name, remedy="Add a file YYYY-MM-DD.toml")
    data = _toml(dated[-1])
    source = str(data.get("source", dated[-1].name))
    rows = [(name, value) for name, value in _leaves(data, "") if isinstance(value, int)]
    return tuple(RuleValue(name, value, "", {}, source) for name, value in rows), date.fromisoformat(dated[-1].stem)


def fairness_sentence(report: Mapping[str, Any]) -> str:
    """The results in one Dutch sentence or two.

    >>> twins = [{"pairs": 42, "same": 42}, {"pairs": 9, "same": 9}]
    >>> fairness_sentence({"made_on": "2026-11-24", "twins": twins, "reach": {"level": [{"group": "mbo", "signal": False}]}})
    'Gemeten op 2026-11-24: 51 van 51 tweelingteksten gaven precies dezelfde uitkomst. Geen groep bleef achter.'
    """
    pairs = sum(one["pairs"] for one in report["twins"])
    same = sum(one["same"] for one in report["twins"])
    behind = [f"{row['group']} ({name})" for name, rows in report["reach"].items() for row in rows if row["signal"]]
    groups = (
        f"Minder vonden iets in de buurt, in een verzonnen regio: {', '.join(behind)}."
        if behind
        else "Geen groep bleef achter."
    )
    return (
        f"Gemeten op {report['made_on']}: {same} van {pairs} tweelingteksten gaven precies dezelfde uitkomst. {groups}"
    )


def problems_of(record: Mapping[str, Any], fields: Sequence[Field]) -> tuple[str, ...]:
    """What in a record breaks the standard, one line each; empty when it can be handed in."""
    known = {field.name for field in fields}
    found = [f"{name} is no field of the standard" for name in record if name not in known]
    for field in fields:
        found += [f"{field.name} {problem}" for problem in _problems(record.get(field.name, ""), field)]
    return tuple(found)


def as_csv(record: Mapping[str, Any]) -> str:
    """The record as a table of field and value; lists are joined with `; `, links as title and address."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["field", "value"])
    for name, value in record.items():
        writer.writerow([name, _flat(value)])
    return out.getvalue()


def _leaves(data: Mapping[str, Any], stem: str) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{stem}{key}.")
        elif not isinstance(value, bool):
            yield f"{stem}{key}", value


def _method(draft: Draft, values: Sequence[RuleValue], edition: date | None) -> str:
    """How it works, followed by the values in force as far as the standard has room."""
    if not values or edition is None:
        return draft.method
    room = 5000
    text = f"{draft.method} Regels van {edition.isoformat()}:"
    for value in values:
        shown = ", ".join(value.value) if isinstance(value.value, tuple) else str(value.value)
        part = f" {value.id} = {shown};"
        if len(text) + len(part) > room:
            raise DataError(
                "The rules do not fit in the record",
                file=f"{draft.id}.toml",
                column="method",
                remedy="Shorten the text",
            )
        text += part
    return f"{text[:-1]}."


def _problems(value: Any, field: Field) -> list[str]:
    if value in ("", []):
        return ["is required"] if field.required else []
    found = []
    if field.kind == "links":
        if any(not one.get("title") or not one.get("link", "").startswith("https://") for one in value):
            found.append("has a link without title or https")
    elif field.kind == "list":
        found += [f"has '{one}', which is not allowed" for one in value if field.values and one not in field.values]
    elif field.kind == "link" and not value.startswith("https://"):
        found.append("does not begin with https://")
    elif field.kind == "month" and not _MONTH.fullmatch(value):
        found.append("is no month such as 2026-11")
    elif field.values and value not in field.values:
        found.append(f"is '{value}', which is not allowed")
    if field.most is not None and len(value) > field.most:
        found.append(f"is longer than {field.most}")
    return found


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return value
    parts = [one if isinstance(one, str) else f"{one['title']} {one['link']}" for one in value]
    return "; ".join(parts)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The file cannot be read: {error}", file=path.name, remedy="Repair the file") from error
