"""Invitations of employers: say yes, with how to be reached, or leave it. The employer learns who it is after a yes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import invitation_queries as queries
from schakel.records.journeys import ties
from schakel.records.journeys.actions import invitations as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Invitation
from schakel.records.journeys.onboarding import template
from schakel.records.people.models import Person
from schakel.screens.mine.access import by, own_page, page

PAGE = 24


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, person: Person) -> HttpResponse:
    """Employers who ask me to talk: what waits for my answer first."""
    if request.method == "POST":
        return _answer(request, person)
    found = Paginator(queries.invitations_for(person), PAGE).get_page(request.GET.get("pagina"))
    language, today = get_language() or "nl", timezone.localdate()
    can_write = ties.writable(ties.Kind.INVITATION, found, now=timezone.now())
    context = {
        "rows": [_row(one, language) | {"writable": one.pk in can_write} for one in found],
        "page_obj": found,
        "page_numbers": list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        "plans": [_plan(one, language) for one in queries.onboardings_for(person)],
        "open_count": queries.open_for(person, today=today),
        "reasons": [(one.id, one.texts[language]) for one in house_rules().reasons_for("invitation")],
        "address": person.user.email if person.user else "",
    }
    return render(request, "mine/invitations.html", page(gettext("Invitations"), "invitations", **context))


def _row(one: Invitation, language: str) -> dict[str, Any]:
    late = one.state == Invitation.State.ASKED and one.answer_by < timezone.localdate()
    return {
        "one": one,
        "state": "expired" if late else one.state,
        "reason": house_rules().text(one.reason, language) if one.reason else "",
    }


def _plan(one: Any, language: str) -> dict[str, Any]:
    """The plan of the first months at an employer, as that employer made it."""
    texts = {known.id: known.texts[language] for known in template(one.template).milestones}
    return {
        "one": one,
        "employer": one.hire.organisation.name,
        "steps": [(step, texts[step.code]) for step in one.steps if step.code in texts],
    }


def _answer(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        found = queries.invitation_for(person, UUID(request.POST.get("uitnodiging", "")))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    words: dict[str, Any] = {"invitation": found.pk, "by": by(request), "now": timezone.now()}
    said = request.POST.get("antwoord", "")
    try:
        if said == "ja":
            actions.accept(contact=request.POST.get("bereikbaar", ""), **words)
            messages.success(request, gettext("The employer now sees your name and calls or writes."))
        elif said == "nee":
            actions.decline(reason=request.POST.get("reden", ""), **words)
            messages.info(request, gettext("You left it. The employer does not learn who you are."))
        elif said == "terug":
            actions.take_back(**words)
            messages.info(request, gettext("You took your yes back. The employer no longer sees your name."))
    except Conflict:
        messages.error(request, gettext("This invitation has ended, or was answered already."))
    except InputError:
        messages.error(request, gettext("Fill in how you can be reached, or choose a reason."))
    return redirect("mine:invitations")
