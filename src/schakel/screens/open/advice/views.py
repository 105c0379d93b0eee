"""Advice: from a text to fitting work, what is missing, and what to do tomorrow.

Who comes: somebody who works in care or a shop, studies, is out of work or already works in ICT, with a CV or a few
sentences, and asks "what fits me, and how do I get there?". They leave with a role that fits and why, what they lack,
which training in the region teaches it, in which order, and one thing to do tomorrow. No account; the text and the
corrections live in the page and are gone with it.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.records.core import queries as core
from schakel.records.core.region import current_region
from schakel.records.offers import queries as offers
from schakel.records.offers.engine_io_courses import school_courses
from schakel.records.offers.engine_io_pay import usual_pay
from schakel.records.people.engine_io import AdviceView, Linked, advise_text, km_between
from schakel.records.people.engine_io.parts import with_courses
from schakel.screens.open.advice.example import EXAMPLE
from schakel.screens.open.advice.forms import ANSWERS, AdviceForm, CorrectionsForm, asked_in
from schakel.screens.open.offers.labels import KINDS, LEVELS
from schakel.screens.open.text_form import not_kept

SHADOW_DAYS = 2
ROLES_FOR_SHADOW_DAYS = 5
# What makes the advice itself better; the other steps of the engine go to what to do tomorrow.
ABOUT_THE_ADVICE = ("tell-more", "untick", "answer", "prove")


@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST shows the advice on what was sent. A reload asks again, since nothing was kept."""
    language, places = get_language() or "nl", list(core.places())
    if request.method != "POST":
        example = "voorbeeld" in request.GET
        form = AdviceForm(initial={"tekst": EXAMPLE[language]} if example else None, language=language, places=places)
        return _form(request, form, example=example)
    form = AdviceForm(request.POST, request.FILES, language=language, places=places)
    if "terug" in request.POST:
        # Back to the text, to change it: filled in again, nothing said about it yet.
        return not_kept(_form(request, AdviceForm(initial=request.POST.dict(), language=language, places=places)))
    if not form.is_valid():
        return not_kept(_form(request, form, status=422))
    asked, linked = asked_in(request.POST, text=form.given.text, language=language)
    with with_courses(school_courses(now=timezone.now())):
        today = timezone.localdate()
        found = advise_text(asked, language=language, now=today, pay=usual_pay(today))
    if found.seems and "toch" not in request.POST:
        return not_kept(render(request, "open/advice/other_kind.html", {"found": found, **page_context()}))
    if request.POST.get("als") == "json":
        return not_kept(as_file(found))
    again = CorrectionsForm(corrected(request.POST, found), language=language, places=places)
    context = {**result_context(found, linked), "given": form.given, "again": again, **page_context()}
    return not_kept(render(request, "open/advice/result.html", context))


def _form(request: HttpRequest, form: AdviceForm, *, example: bool = False, status: int = 200) -> HttpResponse:
    context = {"form": form, "example": example, **page_context()}
    return render(request, "open/advice/form.html", context, status=status)


def page_context() -> dict[str, Any]:
    return {"section": "talent", "page": "advice", "breadcrumb_here": gettext("Advice")}


def corrected(data: QueryDict, found: AdviceView) -> QueryDict:
    """What was sent, with what was read where the person said nothing."""
    filled = data.copy()
    filled["tekst"] = found.read.text
    filled["niveau"] = found.level
    filled["gemeente"] = found.place
    filled["doel"] = found.goal.id if found.goal else ""
    filled["beroep"] = found.occupation.id if found.occupation else ""
    return filled


def result_context(found: AdviceView, linked: tuple[Linked, ...]) -> dict[str, Any]:
    """What the result page shows, in the order it is read."""
    first = found.roles[0] if found.roles and (found.goal or not found.nothing_found) else None
    desks = [desk for desk in current_region().desks if "talent" in desk.audiences]
    return {
        "found": found,
        "read": found.read,
        "example": found.read.text.strip() in {text.strip() for text in EXAMPLE.values()},
        "answers": ANSWERS,
        "linked": linked,
        "unknown_words": [one for one in linked if not one.found],
        "first": first,
        "other_roles": found.roles[1:],
        "shadow_days": shadow_days([role.uri for role in found.roles[:ROLES_FOR_SHADOW_DAYS]], place=found.place),
        "better": [step for step in found.steps if step.id in ABOUT_THE_ADVICE],
        "first_training": next((step for step in found.steps if step.offer), None),
        "try_a_day": next((step for step in found.steps if step.id == "shadow-day"), None),
        "apply": next((step for step in found.steps if step.id == "apply"), None),
        "desk": current_region().find("partner", desks[0].partner) if desks else None,
        "level_words": LEVELS,
        "kind_words": KINDS,
    }


def shadow_days(roles: Sequence[str], *, place: str) -> list[dict[str, Any]]:
    """The nearest coming shadow days for the first role that has one."""
    days = offers.shadow_days_for(roles, now=timezone.now()) if roles else []
    rows = [{"session": day, "km": km_between(place, day.place.code if day.place else "")} for day in days]
    # By distance where it is known; the query already put them in order of start, which holds among equals.
    rows.sort(key=lambda row: (row["km"] is None, row["km"] or 0))
    return rows[:SHADOW_DAYS]


def as_file(found: AdviceView) -> HttpResponse:
    """The advice as a file to keep: without the text, which the person has."""
    shape = asdict(found)
    shape["read"] = {"skills": shape["read"]["rows"], "languages": shape["read"]["languages"]}
    answer = JsonResponse(shape, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="schakel-advies.json"'
    return answer
