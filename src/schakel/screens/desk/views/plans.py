"""Plan a path together, on a case.

Who comes: an adviser who has the question, with the person beside them or on the phone. They leave with the next steps on
the person's own page. An adviser sees only the path they plan with somebody, and only as long as they have the question.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.records.journeys import path_queries, queries
from schakel.records.journeys.actions import desk, paths
from schakel.records.journeys.models import Request
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.desk.views.inbox import frame
from schakel.screens.mine.views.path import StepForm, shown
from schakel.screens.open.text_form import not_kept


@role_required(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """The steps planned on this case, and one more; the first one begins the path."""
    found = _mine(request, key)
    by = request.user.actor  # type: ignore[union-attr]
    planned = path_queries.planned_with(found.person_id, adviser=request.user.pk)
    form = StepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words: dict[str, Any] = {"by": by, "now": timezone.now()}
        if planned is None:
            paths.open_journey(
                person=found.person_id or 0, goal="", steps=[form.step()], adviser=request.user.pk, **words
            )
        else:
            paths.add_step(journey=planned.pk, step=form.step(), **words)
        return redirect("desk:plan", key=key)
    desk.looked(request=found.pk, by=by)
    row = shown(planned, get_language() or "nl") if planned else None
    context = {"case": found, "row": row, "form": form, **frame(gettext("Plan together"))}
    status = 422 if form.is_bound else 200
    return not_kept(render(request, "desk/plan.html", context, status=status))


def _mine(request: HttpRequest, key: UUID) -> Request:
    """An open question of somebody with pages of their own, that this adviser took up."""
    found = queries.case_by_key(key)
    if found is None or found.person_id is None or found.state not in Request.OPEN:
        raise Http404
    if found.taken_by_id != request.user.pk:
        raise Http404
    return found
