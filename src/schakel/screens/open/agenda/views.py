"""The agenda: dated sessions, by month, with a feed for one's own calendar.

Who comes: somebody who wants to go somewhere soon. They leave with a date, a place and the page that says more.
"""

from itertools import groupby
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from schakel.records.core import queries as core
from schakel.records.core.models import Place
from schakel.records.offers import queries
from schakel.records.offers.models import Session
from schakel.screens.open.agenda.calendar import calendar
from schakel.screens.open.offers import labels

PAGE = 24
FEED_MOST = 500
KINDS = ("shadow-day", "event", "module", "course", "switch-track", "programme", "work-learn")


class Choice(NamedTuple):
    """What was asked for: kinds and a municipality that exist, and the sessions that answer."""

    kinds: list[str]
    municipality: str
    places: list[Place]
    sessions: QuerySet[Session]
    counts: dict[str, int]  # how many sessions each kind gives, the municipality held


def asked_sessions(request: HttpRequest) -> Choice:
    """The choice in the query string; what is not a choice is left out, so that an old or mistyped link still works."""
    places = list(core.municipalities())
    kinds = [kind for kind in dict.fromkeys(request.GET.getlist("soort")) if kind in KINDS]
    municipality = next((place.code for place in places if place.code == request.GET.get("gemeente")), "")
    sessions = queries.upcoming_sessions(now=timezone.now())
    if municipality:
        sessions = sessions.filter(place_id=municipality)
    counts = queries.session_counts(sessions)
    if kinds:
        sessions = sessions.filter(offer__kind__in=kinds)
    return Choice(kinds, municipality, places, sessions, counts)


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The coming sessions by month."""
    choice = asked_sessions(request)
    page = Paginator(choice.sessions, PAGE).get_page(request.GET.get("pagina"))
    rows = [{"session": session, "kind": labels.KINDS.get(session.offer.kind, "")} for session in page]
    months = [{"first": group[0]["session"].starts, "rows": group} for group in _by_month(rows)]
    query = request.GET.copy()
    query.pop("pagina", None)
    return render(
        request,
        "open/agenda/list.html",
        {
            "months": months,
            "page_obj": page,
            "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
            "choices": [
                {
                    "value": kind,
                    "label": labels.KINDS[kind],
                    "n": choice.counts.get(kind, 0),
                    "on": kind in choice.kinds,
                }
                for kind in KINDS
                if choice.counts.get(kind) or kind in choice.kinds
            ],
            "places": choice.places,
            "municipality": choice.municipality,
            "query": query.urlencode(),
            "section": "talent",
            "page": "agenda",
            "breadcrumb_here": gettext("Agenda"),
        },
    )


def _by_month(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [
        list(group)
        for _month, group in groupby(rows, key=lambda row: timezone.localtime(row["session"].starts).strftime("%Y-%m"))
    ]


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same sessions as an iCalendar file, to subscribe to."""
    text = calendar(
        asked_sessions(request).sessions[:FEED_MOST],
        base=request.build_absolute_uri("/").rstrip("/"),
        language=get_language() or "nl",
        now=timezone.now(),
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return answer
