"""From the address bar to a question: what a visitor may ask, and how each choice is shown."""

from collections.abc import Mapping
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
FREE = {"vaardigheid": "skill", "beroep": "occupation", "initiatief": "initiative", "gemeente": "municipality"}


def question(asked: QueryDict) -> OfferFilter:
    """The question in a query string; what is not a choice is left out, so that an old or mistyped link still works."""
    several = {
        facet.field: tuple(v for v in dict.fromkeys(asked.getlist(facet.parameter)) if v in facet.labels)
        for facet in FACETS
    }
    skill, occupation = asked.get("vaardigheid", "").strip()[:80], asked.get("beroep", "").strip()[:80]
    return OfferFilter(
        text=asked.get("q", "").strip()[:LONGEST_TEXT],
        municipality=asked.get("gemeente", "").strip()[:40],
        initiative=asked.get("initiatief", "").strip()[:80],
        skill=SKILL + skill if skill else "",
        occupation=OCCUPATION + occupation if occupation else "",
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
    words = {facet.parameter: facet.labels for facet in FACETS}
    for parameter in [*words, *FREE]:
        for value in dict.fromkeys(query.getlist(parameter)):
            label = str(words[parameter].get(value, "")) if parameter in words else names.get(parameter, "")
            if label:
                rest = query.copy()
                rest.setlist(parameter, [other for other in query.getlist(parameter) if other != value])
                rest.pop("pagina", None)
                found.append({"label": label, "query": f"?{rest.urlencode()}"})
    return found
