"""Employers: a vacancy text read, and laid beside what the work usually asks.

Who comes: somebody who hires for a small company and whose vacancy gets no answers. They leave knowing what the text asks, which demands
they could drop or soften, where people in the region learn the rest, and whom to call. Nothing is kept, and no person is counted or ranked.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from schakel.records.core.region import current_region
from schakel.records.people.engine_io.linking import ict_occupations
from schakel.records.people.engine_io.vacancies import VacancyView, read_vacancy
from schakel.records.programme import initiative_queries as programme
from schakel.screens.open.employer.example import EXAMPLE, is_example
from schakel.screens.open.employer.forms import ANSWERS, VacancyForm, asked_in
from schakel.screens.open.offers.labels import KINDS, level_label
from schakel.screens.open.text_form import not_kept

INITIATIVES_SHOWN = 4
DEMANDS = (
    ("required", gettext_lazy("Required")),
    ("wished", gettext_lazy("Wished")),
    ("mentioned", gettext_lazy("Mentioned: a must or not?")),
)
RELEVANCES = {
    "essential": pgettext_lazy("relevance", "cannot do without"),
    "important": pgettext_lazy("relevance", "often needed"),
    "wished": pgettext_lazy("relevance", "nice to have"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def employer(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST shows what the text asks. A reload asks again, since nothing was kept."""
    language = get_language() or "nl"
    frame = {"section": "employer", "page": "employer", "breadcrumb_here": gettext("I am an employer")}
    if request.method != "POST":
        example = "voorbeeld" in request.GET
        form = VacancyForm(initial={"tekst": EXAMPLE[language]} if example else None)
        return render(request, "open/employer/form.html", {"form": form, "example": example, **help_context(), **frame})
    form = VacancyForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"form": form, "example": False, **help_context(), **frame}
        return not_kept(render(request, "open/employer/form.html", context, status=422))
    found = read_vacancy(asked_in(request.POST, form.given.text), language)
    context = {**result_context(found, language), "given": form.given, **help_context(), **frame}
    return not_kept(render(request, "open/employer/result.html", context))


def result_context(found: VacancyView, language: str) -> dict[str, Any]:
    """What the result page shows."""
    return {
        "found": found,
        "text": found.text,
        "heading": heading(found),
        "example": is_example(found.text.text),
        "groups": [(label, rows) for demand, label in DEMANDS if (rows := found.by_demand(demand))],
        "answers": ANSWERS,
        "demands": {row.number: row.demand for row in found.text.rows},
        "relevances": RELEVANCES,
        "levels": [level_label(level) for level in found.levels],
        "hints": [{"hint": hint, "levels": [level_label(level) for level in hint.levels]} for hint in found.hints],
        "trainings": [{"training": one, "kind": KINDS.get(one.kind, one.kind)} for one in found.learn.trainings],
        "learnable": [row for row in found.asked if row.id not in {one.id for one in found.learn.nowhere}],
        "occupations": ict_occupations(language),
    }


def heading(found: VacancyView) -> str:
    """The answer: how many things are asked, and how many of them must."""
    n, must = len(found.asked), len(found.required)
    if not n:
        return gettext("We found no skills in this text")
    if not must:
        return ngettext(
            "This vacancy names %(n)s skill and requires none", "This vacancy names %(n)s skills and requires none", n
        ) % {"n": n}
    if n == must:
        return ngettext(
            "This vacancy asks %(n)s thing, and it is required",
            "This vacancy asks %(n)s things, all of them required",
            n,
        ) % {"n": n}
    return gettext("This vacancy asks %(n)s things, %(must)s of them required") % {"n": n, "must": must}


def help_context() -> dict[str, Any]:
    """Who helps employers: initiatives and desks of the region."""
    region = current_region()
    partners = {partner.id: partner for partner in region.partners}
    serving = programme.initiatives(chosen={"audience": ["employers"]})
    return {
        "initiatives": serving[:INITIATIVES_SHOWN],
        "desks": [(partners[desk.partner], desk) for desk in region.desks if "employer" in desk.audiences],
    }
