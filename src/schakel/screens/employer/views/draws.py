"""Internships that were shared by a draw.

Who comes: an employer whose internship took part in a period of a school. They leave knowing how many students chose it,
who comes (each after their own yes), why a place stayed empty, and what to do next.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from schakel.records.journeys import host_draw_queries as queries
from schakel.records.journeys.hire_queries import hired_entries
from schakel.records.journeys.host_draw_queries import HostPlace
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks
from schakel.screens.employer.access import by, page, room
from schakel.screens.open.text_form import not_kept

PAGE = 24
WHY = {
    "few": gettext_lazy("Few students or nobody chose it."),
    "elsewhere": gettext_lazy("Who chose it got a place they liked better."),
    "returned": gettext_lazy("A student gave the place back, and nobody who wished it was left."),
    "out": gettext_lazy("The school took it out of this period."),
    "closed": gettext_lazy("It was closed before the draw."),
}


@room
@require_safe
def draws(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Our internships per period, the last period first."""
    found = Paginator(queries.places_at(of), PAGE).get_page(request.GET.get("pagina"))
    rows = queries.as_host(list(found))
    people = [entry.person for row in rows for entry in row.names]
    log_looks(organisation=of, people=people, what="profile", by=by(request)["by"])
    hired = hired_entries([entry.pk for row in rows for entry in row.names])
    context = page(
        gettext("Internship draws"),
        "draws",
        rows=[_row(row, hired) for row in rows],
        page_obj=found,
        page_numbers=list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
    )
    return not_kept(render(request, "employer/draws.html", context))


def _row(row: HostPlace, hired: set[int]) -> dict[str, Any]:
    offer = row.place.offer
    return {
        "row": row,
        "place": row.place,
        "period": row.place.period,
        "offer": offer,
        "posting": getattr(offer, "posting", None),
        "why": WHY.get(row.why, ""),
        "names": [{"entry": entry, "hired": entry.pk in hired} for entry in row.names],
    }
