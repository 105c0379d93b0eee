"""What came of it.

Who comes: an adviser, or who reports on the programme, who wants to know how many people took which step and what came
of it. They leave with a table, or the same as a file. Small numbers are not given; nobody stands alone in it.
"""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from schakel.records.journeys import queries_counts as counts
from schakel.records.journeys.queries_evaluations import evaluations
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.desk.evaluations import tables
from schakel.screens.desk.views.inbox import frame
from schakel.screens.open.offers.labels import KINDS
from schakel.screens.open.text_form import not_kept

GROUPS = {
    "initiatief": ("initiative", gettext_lazy("Initiative")),
    "lijn": ("line", gettext_lazy("Programme line")),
    "soort": ("kind", gettext_lazy("Kind of offer")),
}
EVENTS = {
    "started": gettext_lazy("started"),
    "finished": gettext_lazy("finished"),
    "certified": gettext_lazy("got a certificate"),
    "hired": gettext_lazy("found work"),
    "stayed": gettext_lazy("stayed in the region"),
    "left": gettext_lazy("left the region"),
    "stopped": gettext_lazy("stopped"),
    "booked": gettext_lazy("booked a place"),
    "waiting": gettext_lazy("waited for a place"),
    "cancelled": gettext_lazy("cancelled"),
    "attended": gettext_lazy("came"),
    "no-show": gettext_lazy("did not come"),
    "referred": gettext_lazy("was handed over to a partner"),
}
# What a spreadsheet would take for a formula is text here.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@role_required(Role.ADVISER)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Distinct persons per group, results per kind of step, and answers in time, of one year or of all years."""
    per, chosen, years = _choice(request)
    came_of = counts.results(period=_period(chosen))
    context = {
        "per": per,
        "groups": [{"id": key, "label": label} for key, (_by, label) in GROUPS.items()],
        "years": years,
        "year": chosen,
        "rows": _rows(per, chosen),
        "results": [
            (gettext("Finished, of those whose step ended"), "klaar", _named(came_of["finished"])),
            (gettext("Found work, of those who started"), "werk", _named(came_of["hired"])),
        ],
        "evaluations": _evaluations(chosen),
        "in_time": counts.in_time(now=timezone.now()),
        "not_counted": counts.not_counted(),
        **frame(gettext("Results")),
    }
    return not_kept(render(request, "desk/results.html", context))


@role_required(Role.ADVISER)
@require_safe
def results_csv(request: HttpRequest) -> HttpResponse:
    """The rows of persons as a file; an empty number is too small to give."""
    per, chosen, _years = _choice(request)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["group", "event", "persons_low", "persons_high", "known_from", "year"])
    for row in _rows(per, chosen):
        cells = [row["group"], row["what"], row["low"], row["high"], " ".join(row["evidence"]), chosen or ""]
        table.writerow([plain(cell) for cell in cells])
    answer = not_kept(HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8"))
    answer["Content-Disposition"] = f'attachment; filename="resultaten-{per}-{chosen or "alle"}.csv"'
    return answer


def plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula; None is empty."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def _choice(request: HttpRequest) -> tuple[str, int | None, list[int]]:
    """By what to group, which year, and which there are; what is no choice is left out."""
    years = counts.years()
    per = request.GET.get("per", "initiatief")
    asked = request.GET.get("jaar", "")
    return (per if per in GROUPS else "initiatief"), next((one for one in years if str(one) == asked), None), years


def _period(chosen: int | None) -> counts.Period:
    return counts.year(chosen) if chosen else counts.Period()


def _rows(per: str, chosen: int | None) -> list[dict[str, Any]]:
    by = GROUPS[per][0]
    names: dict[str, Any] = {**counts.group_names(by, get_language() or "nl"), **(KINDS if by == "kind" else {})}
    return [
        {
            "group": str(names.get(row.group, row.group)) or pgettext("initiative, line or kind", "none"),
            "what": str(EVENTS.get(row.what, row.what)),
            "low": row.low,
            "high": row.high,
            "evidence": row.evidence,
        }
        for row in counts.persons(by=by, period=_period(chosen))
    ]


def _evaluations(chosen: int | None) -> list[dict[str, Any]]:
    """What guests and hosts answered, per kind of offer and per organisation."""
    period = _period(chosen)
    by_kind, by_host = (evaluations(by=by, period=period) for by in ("kind", "organisation"))
    return [
        *tables(by_kind, id_="soorten", first=gettext("Kind of offer"), names=KINDS),
        *tables(by_host, id_="organisaties", first=gettext("Organisation"), names={}),
    ]


def _named(shares: list[counts.Share]) -> list[dict[str, Any]]:
    return [{"name": KINDS.get(one.name, one.name), "share": one} for one in shares]
