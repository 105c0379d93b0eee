"""Teachers: a programme or module read, and laid beside what ICT work asks.

Who comes: a teacher or programme manager who wants to know whether the programme fits the work. They leave knowing which skills the text
teaches, which demands of an occupation it covers and which not, and who in the region teaches the rest. Nothing is kept.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from schakel.records.core.region import current_region
from schakel.records.people.engine_io.courses import CourseView, read_course
from schakel.records.people.engine_io.linking import ict_occupations
from schakel.records.programme import initiative_queries as programme
from schakel.screens.open.offers.labels import KINDS
from schakel.screens.open.school.example import EXAMPLE, is_example
from schakel.screens.open.school.forms import CourseForm, asked_in
from schakel.screens.open.text_form import not_kept

INITIATIVES_SHOWN = 4
RELEVANCES = {
    "essential": pgettext_lazy("relevance", "Cannot do without"),
    "important": pgettext_lazy("relevance", "Often needed"),
    "wished": pgettext_lazy("relevance", "Nice to have"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def school(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST shows what the text teaches. A reload asks again, since nothing was kept."""
    language = get_language() or "nl"
    frame = {"section": "school", "page": "school", "breadcrumb_here": gettext("I teach")}
    if request.method != "POST":
        example = "voorbeeld" in request.GET
        form = CourseForm(initial={"tekst": EXAMPLE[language]} if example else None, language=language)
        return render(request, "open/school/form.html", {"form": form, "example": example, **help_context(), **frame})
    form = CourseForm(request.POST, request.FILES, language=language)
    if not form.is_valid():
        context = {"form": form, "example": False, **help_context(), **frame}
        return not_kept(render(request, "open/school/form.html", context, status=422))
    found = read_course(asked_in(request.POST, form.given.text), language)
    context = {**result_context(found, language), "given": form.given, **help_context(), **frame}
    return not_kept(render(request, "open/school/result.html", context))


def result_context(found: CourseView, language: str) -> dict[str, Any]:
    """What the result page shows."""
    return {
        "found": found,
        "text": found.text,
        "heading": heading(found),
        "example": is_example(found.text.text),
        "groups": [{"label": RELEVANCES[group.relevance], "group": group} for group in found.groups],
        "trainings": [{"training": one, "kind": KINDS.get(one.kind, one.kind)} for one in found.learn.trainings],
        "learnable": [row.skill for row in found.missing if row.skill not in found.learn.nowhere],
        "occupations": ict_occupations(language),
    }


def heading(found: CourseView) -> str:
    """The answer: how much of the essential demands the programme covers."""
    if not found.taught:
        return gettext("We found no skills in this text")
    if found.occupation and found.essential:
        return gettext("%(occupation)s: you cover %(n)s of the %(total)s essential demands") % {
            "occupation": found.occupation.label,
            "n": found.essential.covered,
            "total": len(found.essential.rows),
        }
    n = len(found.taught)
    return ngettext("This text teaches %(n)s skill", "This text teaches %(n)s skills", n) % {"n": n}


def help_context() -> dict[str, Any]:
    """Who helps schools: initiatives and desks of the region."""
    region = current_region()
    partners = {partner.id: partner for partner in region.partners}
    return {
        "initiatives": programme.initiatives(chosen={"audience": ["teachers"]})[:INITIATIVES_SHOWN],
        "desks": [(partners[desk.partner], desk) for desk in region.desks if "school" in desk.audiences],
    }
