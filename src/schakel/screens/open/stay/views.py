"""Coming to live here, or staying after a study.

Who comes: an international student, or somebody who moves here, and mainly reads English. They leave with employers that
work in their language, somebody to ask, the desks of the place where they will live, and a day to come by.
"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import NotFound
from schakel.records.core import queries as core
from schakel.records.core.region import current_region
from schakel.records.journeys import stay_queries as queries
from schakel.records.journeys.actions import ambassadors as actions
from schakel.records.journeys.stay_queries import KINDS, LANGUAGES, Asked
from schakel.screens.open.offers.labels import KINDS as KIND_WORDS
from schakel.screens.open.offers.labels import LANGUAGES as LANGUAGE_WORDS
from schakel.screens.open.text_form import not_kept

PAGE = 24
FIRST = 6
OFFERS_SHOWN = 3
BY = "person with the link"
TOPICS = {
    "arriving": gettext_lazy("Arriving: permit and number"),
    "municipality": gettext_lazy("Registering with the municipality"),
    "housing": gettext_lazy("A place to live"),
    "border": gettext_lazy("Living and working on two sides of the border"),
    "work": gettext_lazy("Work over the border"),
}
VERIFIED = {
    "official": pgettext_lazy("how a contact was checked", "read on an official page"),
    "press": pgettext_lazy("how a contact was checked", "read in the press only: check it before you go"),
    "plan": pgettext_lazy("how a contact was checked", "named in the action plan, not checked"),
    "no": pgettext_lazy("how a contact was checked", "not checked"),
}


@require_safe
def stay(request: HttpRequest) -> HttpResponse:
    """Everything on one page; the filter holds for all parts of it."""
    places = list(core.municipalities())
    asked = _asked(request, [one.code for one in places])
    today, now = timezone.localdate(), timezone.now()
    found = Paginator(queries.employers(asked, today=today), PAGE).get_page(request.GET.get("pagina"))
    people = queries.ambassadors(asked)
    context = {
        "asked": asked,
        "languages": [(code, LANGUAGE_WORDS[code]) for code in LANGUAGES],
        "sectors": _sectors(),
        "places": places,
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
        "rows": _rows(list(found), asked),
        "page_obj": found,
        "page_numbers": list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        "people": [_person(one) for one in people[:FIRST]],
        "people_count": people.count(),
        "days": [{"session": one, "kind": KIND_WORDS[one.offer.kind]} for one in queries.days(asked, now=now)[:FIRST]],
        "contacts": _contacts(asked.municipality),
        "place": next((one.name for one in places if one.code == asked.municipality), ""),
        "query": _without_page(request),
        **_frame(gettext("Come and stay")),
    }
    return render(request, "open/stay/stay.html", context)


def _frame(here: str, *, deeper: bool = False) -> dict[str, Any]:
    trail = [{"label": gettext("Come and stay"), "url": reverse("open:stay")}] if deeper else []
    return {"section": "talent", "page": "stay", "breadcrumb_here": here, "breadcrumb_trail": trail}


def _asked(request: HttpRequest, municipalities: list[str]) -> Asked:
    """The choice in the query string; what is no choice is left out, so that a mistyped link still works."""

    def one_of(name: str, known: Any) -> str:
        return next((one for one in known if one == request.GET.get(name)), "")

    return Asked(
        language=one_of("taal", LANGUAGES),
        sector=one_of("sector", [one.id for one in current_region().sectors]),
        municipality=one_of("gemeente", municipalities),
        kind=one_of("soort", [str(kind) for kind in KINDS]),
    )


def _sectors() -> list[tuple[str, str]]:
    language = get_language() or "nl"
    return [(one.id, one.name.in_language(language)) for one in current_region().sectors]


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("pagina", None)
    return query.urlencode()


def _rows(found: list[Any], asked: Asked) -> list[dict[str, Any]]:
    today = timezone.localdate()
    counts = queries.offers_of(found, asked, today=today)
    first = queries.first_offers(found, asked, today=today, most=OFFERS_SHOWN)
    sectors = dict(_sectors())
    return [
        {
            "one": one,
            "sector": sectors.get(one.sector, ""),
            "languages": _languages(one.working_languages),
            "offers": first[one.pk],
            "more": max(0, sum(counts[one.pk].values()) - len(first[one.pk])),
        }
        for one in found
    ]


def _languages(codes: str) -> list[Any]:
    return [LANGUAGE_WORDS[code] for code in codes.split(",") if code in LANGUAGE_WORDS]


def _person(one: Any) -> dict[str, Any]:
    return {"one": one, "languages": _languages(one.languages)}


def _contacts(municipality: str) -> list[dict[str, Any]]:
    found = queries.contacts(municipality)
    shown = [(topic, label, [one for one in found if one.topic == topic]) for topic, label in TOPICS.items()]
    return [
        {"topic": topic, "label": label, "rows": [{"one": one, "how": VERIFIED[one.verified]} for one in rows]}
        for topic, label, rows in shown
        if rows
    ]


@require_safe
def ambassadors(request: HttpRequest) -> HttpResponse:
    """Everybody who can be asked, with the same filter."""
    asked = _asked(request, [one.code for one in core.municipalities()])
    found = Paginator(queries.ambassadors(asked), PAGE).get_page(request.GET.get("pagina"))
    context = {
        "people": [_person(one) for one in found],
        "page_obj": found,
        "page_numbers": list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        **_frame(gettext("People you can ask"), deeper=True),
    }
    return render(request, "open/stay/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ambassador(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of the mail: yes, or no. A GET writes nothing down."""
    try:
        found = actions.by_token(token)
    except NotFound:
        raise Http404 from None
    if request.method == "POST":
        if request.POST.get("antwoord") == "ja":
            actions.agree(ambassador=found.pk, by=BY, now=timezone.now())
            messages.success(request, gettext("Thank you. Newcomers can now find you."))
            return redirect("open:ambassador", token=token)
        if request.POST.get("antwoord") == "nee":
            actions.remove(ambassador=found.pk, by=BY)
            messages.info(request, gettext("Everything about you as a contact is removed."))
            return redirect("open:stay")
        return redirect("open:ambassador", token=token)
    context = {"row": _person(found), **_frame(gettext("Contact for newcomers"), deeper=True)}
    return not_kept(render(request, "open/stay/ambassador.html", context))
