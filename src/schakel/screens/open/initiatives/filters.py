"""Filters of the list of initiatives: a GET that can be bookmarked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

PARAMETERS = {"audience": "doelgroep", "level": "niveau", "scope": "regio", "line": "lijn"}
LEGENDS: dict[str, Any] = {
    "audience": _("For whom"),
    "level": _("Level"),
    "scope": _("Area"),
    "line": _("Programme line"),
}
TEXT_LIMIT = 100


@dataclass(frozen=True)
class Choice:
    """One box to tick. `without` is the query string with this choice taken out."""

    value: str
    label: str
    count: int
    checked: bool
    id: str
    without: str


@dataclass(frozen=True)
class Facet:
    """One group of boxes."""

    parameter: str
    legend: Any
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Filters:
    """What the reader asks for: words and chosen values by facet; `unknown` when a value does not exist."""

    text: str
    chosen: dict[str, list[str]]
    unknown: bool

    @classmethod
    def read(cls, query: QueryDict, values: Mapping[str, list[str]]) -> "Filters":
        """The filters of a query string; values that do not exist are left out."""
        asked = {facet: query.getlist(parameter) for facet, parameter in PARAMETERS.items()}
        chosen = {facet: [value for value in values[facet] if value in asked[facet]] for facet in PARAMETERS}
        unknown = any(set(asked[facet]) - set(values[facet]) - {""} for facet in PARAMETERS)
        return cls(" ".join(query.get("q", "")[:TEXT_LIMIT].replace("\0", "").split()), chosen, unknown)

    @property
    def active(self) -> bool:
        return bool(self.text) or any(self.chosen.values())


def facets(
    filters: Filters, *, query: QueryDict, values: Mapping[str, list[str]], counts: Mapping[str, Mapping[str, int]],
    labels: Mapping[str, Mapping[str, str]],
) -> list[Facet]:  # fmt: skip
    """The groups of boxes with their counts, in the order of the labels; groups without values are left out."""
    found = []
    for facet, parameter in PARAMETERS.items():
        known = list(labels[facet])
        ordered = sorted(values[facet], key=lambda value: (known.index(value) if value in known else len(known), value))
        choices = tuple(
            Choice(
                value, labels[facet].get(value, value), counts[facet].get(value, 0), value in filters.chosen[facet],
                f"{parameter}-{number}", _without(query, parameter, value),
            )
            for number, value in enumerate(ordered)
        )  # fmt: skip
        if choices:
            found.append(Facet(parameter, LEGENDS[facet], choices))
    return found


def _without(query: QueryDict, parameter: str, value: str) -> str:
    left = query.copy()
    left.pop("pagina", None)
    left.setlist(parameter, [other for other in query.getlist(parameter) if other != value])
    return f"?{left.urlencode()}"
