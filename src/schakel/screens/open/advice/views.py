"""Advice: from a text to fitting work, what is missing, and what to do tomorrow.

Who comes: somebody who works in care or a shop, studies, is out of work or already works in ICT, with a CV or a few sentences, and asks
"what fits me, and how do I get there?". They leave with a role that fits and why, what they lack, which training in the region teaches
it, in which order, and one thing to do tomorrow. No account; the text and the corrections live in the page and are gone with it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.records.offers import queries as offers
from schakel.records.people.engine_io.own_view import AdviceView, advise_text, occupation_id
from schakel.records.people.engine_io.linking import Linked
from schakel.screens.open.advice.example import EXAMPLE
from schakel.screens.open.advice.forms import ANSWERS, AdviceForm, asked_in
from schakel.screens.open.text_form import not_kept

OPEN_ROLES = 1
SHADOW_DAYS = 2


@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST shows the advice on what was sent. A reload asks again, since nothing was kept."""
    language = get_language() or "nl"
    if request.method != "POST":
        example = "voorbeeld" in request.GET
        form = AdviceForm(initial={"tekst": EXAMPLE[language]} if example else None, language=language)
        return render(request, "open/advice/form.html", {"form": form, "example": example, **page_context()})
    form = AdviceForm(request.POST, request.FILES, language=language)
    if not form.is_valid():
        return not_kept(render(request, "open/advice/form.html", {"form": form, "example": False, **page_context()}, status=422))
    asked, linked = asked_in(request.POST, text=form.given.text, language=language)
    found = advise_text(asked, language=language, today=timezone.localdate())
    return not_kept(render(request, "open/advice/result.html", {**result_context(found, linked), "form": form, "asked": asked, **page_context()}))


def page_context() -> dict[str, Any]:
    return {"section": "talent", "page": "advice", "breadcrumb_here": gettext("Advice")}


def result_context(found: AdviceView, linked: tuple[Linked, ...]) -> dict[str, Any]:
    """What the result page shows, in the order it is read."""
    roles = [role_row(role, number) for number, role in enumerate(found.advice["roles"])]
    first = roles[0] if roles else None
    return {
        "found": found,
        "text": found.text,
        "answers": ANSWERS,
        "linked": linked,
        "unknown_words": [one for one in linked if not one.found],
        "roles": roles,
        "first": first,
        "other_roles": roles[OPEN_ROLES:],
        "offers": found.advice["offers"],
        "steps": found.advice["next_steps"],
        "shadow_days": shadow_days(first["id"]) if first else [],
    }


def role_row(role: dict[str, Any], number: int) -> dict[str, Any]:
    """A role as the page shows it: the terms sorted by what they are worth, and how each stands."""
    worths = whole_worths(role["terms"])
    terms = [
        {**term, "worth": worth, "state": state_of(term), "bar": round(176 * term["points"] / worth) if worth else 0}
        for term, worth in zip(role["terms"], worths, strict=True)
    ]
    return {
        **role,
        "id": occupation_id(role["uri"]),
        "anchor": f"rol{number + 1}",
        "terms": terms,
        "worth": sum(worths),
        "missing_first": role["missing"][:6],
        "missing_rest": max(0, len(role["missing"]) - 6),
    }


def whole_worths(terms: list[dict[str, Any]]) -> list[int]:
    """What each demand can give at most, in whole points that add up to 100: by largest remainder, and never less than what it gave."""
    total = sum(term["weight"] for term in terms)
    exact = [100 * term["weight"] / total if total else 0 for term in terms]
    worths = [max(term["points"], int(share)) for term, share in zip(terms, exact, strict=True)]
    by_remainder = sorted(range(len(terms)), key=lambda at: (worths[at] - exact[at], at))
    for at in by_remainder[: max(0, 100 - sum(worths))] if total else []:
        worths[at] += 1
    return worths


def state_of(term: dict[str, Any]) -> str:
    """`have`, `part` or `lack`: how a demand stands for the person."""
    if not term["milli"]:
        return "lack"
    return "have" if term["relation"] == "same" else "part"


def shadow_days(occupation: str) -> list[Any]:
    """Coming shadow days for a role, else any: the smallest step there is."""
    coming = offers.upcoming_sessions(now=timezone.now()).filter(offer__kind="shadow-day")
    fitting = list(coming.filter(offer__occupations__uri=f"urn:schakel:occupation:{occupation}")[:SHADOW_DAYS])
    return fitting or list(coming[:1])
