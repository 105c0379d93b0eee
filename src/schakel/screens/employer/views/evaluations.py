"""How our days went.

Who comes: a host of shadow days who wants to know what guests thought. They leave with shares, once there are enough
answers that nobody stands alone in them; until then they read how many it takes.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from schakel.records.journeys import queries_counts as counts
from schakel.records.journeys.queries_evaluations import evaluations_of
from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.criteria import disclosure
from schakel.screens.desk.evaluations import tables
from schakel.screens.employer.access import page, room
from schakel.screens.open.text_form import not_kept


@room
@require_safe
def evaluations(request: HttpRequest, of: Organisation) -> HttpResponse:
    """What guests of our days said, and what we said."""
    found = evaluations_of(of.pk, period=counts.Period())
    context = page(
        gettext("How our days went"),
        "evaluations",
        tables=tables(found, id_="dagen", first=gettext("Organisation"), names={}),
        answered=bool(found),
        hidden=any(one.share.percent is None for one in found),
        least=disclosure().shown_from,
    )
    return not_kept(render(request, "employer/evaluations.html", context))
