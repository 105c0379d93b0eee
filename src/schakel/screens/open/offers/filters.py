"""From the address bar to a question: what a visitor may ask, and how each choice is shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from schakel.records.offers.queries import OfferFilter
from schakel.screens.open.offers import labels

SKILL, OCCUPATION = "urn:schakel:skill:", "urn:schakel:occupation:"
LONGEST_TEXT = 100


class Facet(NamedTuple):
    """A group of choices: its GET parameter, the field of the question, its title and the labels of its choices."""

    parameter: str
    field: str
    title: Any
    labels: Mapping[str, Any]


FACETS = (
    Facet("soort", "kinds", _("Kind"), labels.KINDS),
    Facet("niveau", "levels", _("Level"), labels.LEVELS),
    Facet("prijs", "prices", _("You pay"), labels.PRICES),
    Facet("tijd", "times", _("When"), labels.TIMES),
    Facet("taal", "languages", _("Language of the lessons or the work"), labels.LANGUAGES),
    Facet("bron", "origins", _("Where it comes from"), labels.ORIGINS),
)
FREE = ("vaardigheid", "beroep", "initiatief", "gemeente")


def question(asked: QueryDict, *, names: Mapping[str, str], today: date) -> OfferFilter:
    """The question in a query string; what is not a choice is left out, so that an old or mistyped link still works.

    `names` has a name for each free choice (skill, occupation, initiative, municipality) that exists.
    """
    several = {
        facet.field: tuple(v for v in dict.fromkeys(asked.getlist(facet.parameter)) if v in facet.labels)
        for facet in FACETS
    }
    free = {parameter: asked.get(parameter, "") if names.get(parameter) else "" for parameter in FREE}
    return OfferFilter(
        text=asked.get("q", "").strip()[:LONGEST_TEXT],
        municipality=free["gemeente"],
        initiative=free["initiatief"],
        skill=SKILL + free["vaardigheid"] if free["vaardigheid"] else "",
        occupation=OCCUPATION + free["beroep"] if free["beroep"] else "",
        on=today,
        **several,
    )


def facets(asked: OfferFilter, counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Each facet with its choices, how many each gives, and which are on. Choices that give nothing and are off are left out."""
    shown = []
    for facet in FACETS:
        chosen = getattr(asked, facet.field)
        choices = [
            {
                "value": value,
                "label": label,
                "n": counts[facet.field].get(value, 0),
                "on": value in chosen,
                "id": f"{facet.parameter}-{value}",
            }
            for value, label in facet.labels.items()
            if counts[facet.field].get(value) or value in chosen
        ]
        if choices:
            shown.append({"parameter": facet.parameter, "title": facet.title, "choices": choices})
    return shown


def chips(query: QueryDict, names: Mapping[str, str]) -> list[dict[str, str]]:
    """What is on, each with the query string without it. `names` gives words for the free choices (skill, occupation, place)."""
    found = []
    for facet in FACETS:
        chosen = [value for value in dict.fromkeys(query.getlist(facet.parameter)) if value in facet.labels]
        for value in chosen:
            others = [other for other in chosen if other != value]
            found.append({"label": str(facet.labels[value]), "query": _with(query, facet.parameter, others)})
    found += [{"label": names[name], "query": _with(query, name, [])} for name in FREE if names.get(name)]
    return found


def _with(query: QueryDict, parameter: str, values: list[str]) -> str:
    """The query string with other values of one parameter, from page one."""
    changed = query.copy()
    changed.setlist(parameter, values)
    changed.pop("pagina", None)
    return f"?{changed.urlencode()}"
