"""What became of our assignment: the company's side.

Who comes: a company whose assignment a school picked up. They see where it stands, the names of students who said so,
and answer what the team hands in. Who did not say so stays unseen, before and after.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions import team_results
from schakel.records.journeys.models import RoundAssignment
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks
from schakel.screens.employer.access import page, room
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import paged
from schakel.screens.teams import words
from schakel.screens.teams.access import by, conflict, level_words
from schakel.screens.teams.forms import ReturnForm
from schakel.screens.teams.views.schools import answer_result, result_context

SECTION = "assigned"


@room
@require_safe
def home(request: HttpRequest, of: Organisation) -> HttpResponse:
    """The assignments of this company that schools picked up."""
    rows = paged(request, queries.for_company(of))
    now = timezone.now()
    shown = [_row(one, now) for one in rows["page_obj"]]
    return render(request, "teams/assigned.html", page(str(words.MENU_COMPANY), SECTION, shown=shown, **rows))


def _row(one: RoundAssignment, now: Any) -> dict[str, Any]:
    state = queries.state_of(one.round, now=now)
    return {"one": one, "state": state, "word": words.STATES[state], "result": getattr(one, "result", None)}


@room
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """One assignment: the school, the moments, who said that we see their name, and the result to answer."""
    found = queries.for_company(of).filter(key=key).first()
    if found is None:
        raise Http404
    form, status = ReturnForm(request.POST if request.POST.get("wat") == "terug" else None), 200
    if request.method == "POST":
        if not form.is_bound or form.is_valid():
            _act(request, found, form)
            return redirect("assigned:team", key=key)
        status = 422
    return _page(request, of, found, form=form, status=status)


def _act(request: HttpRequest, found: RoundAssignment, form: ReturnForm) -> None:
    try:
        if request.POST.get("wat") == "stop":
            team_results.company_stops(team=found.pk, **by(request))
            messages.info(request, gettext("The team and the school hear that you stop. What was made stays theirs."))
        elif request.POST.get("wat") in ("ja", "terug"):
            answer_result(request, found, side="company", form=form)
    except (Conflict, InputError, NotFound) as error:
        conflict(request, error)


def _page(
    request: HttpRequest, of: Organisation, found: RoundAssignment, *, form: ReturnForm, status: int
) -> HttpResponse:
    named = queries.names_for_company(found)
    if named:
        log_looks(organisation=of, people=[one.person for one in named], what="profile", by=by(request)["by"])
    state = queries.state_of(found.round, now=timezone.now())
    context = page(
        found.title,
        SECTION,
        deeper=True,
        team=found,
        state=state,
        word=words.STATES[state],
        named=named,
        levels=level_words(found.round.level_list),
        has_team=found.round.drawn is not None and found.milestones.exists(),
        moments=[(one, words.MOMENTS[one.code]) for one in queries.milestones_of(found)],
        today=timezone.localdate(),
        who=queries.coach_of(found.round, found.school_id) if found.school_id else None,
        form=form,
        wrong=form if form.errors else None,
        **result_context(queries.result_of(found), found),
    )
    context["breadcrumb_trail"].append({"label": str(words.MENU_COMPANY), "url": reverse("assigned:home")})
    return not_kept(render(request, "teams/assigned_team.html", context, status=status))
