"""Whom the organisation asked, and how quickly it answers.

Who comes: an employer who waits for an answer, or has to call somebody who said yes. Names stand only where a person
said yes, and only for as long as that stands.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict
from schakel.records.journeys import invitation_queries as queries
from schakel.records.journeys import message_queries, ties
from schakel.records.journeys import queries as desk
from schakel.records.journeys.actions import invitations as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Invitation
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks
from schakel.screens.employer.access import by, page, room
from schakel.screens.open.text_form import not_kept

PAGE = 24


@room
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Who said yes and waits to be called, who has not answered, and what ended."""
    if request.method == "POST":
        return _act(request, of)
    found = Paginator(queries.invitations_by(of), PAGE).get_page(request.GET.get("pagina"))
    can_write = ties.writable(ties.Kind.INVITATION, found, now=timezone.now())
    rows = [_row(one, get_language() or "nl") | {"writable": one.pk in can_write} for one in found]
    known = [one.person for one in found if one.state == Invitation.State.ACCEPTED]
    log_looks(organisation=of, people=known, what="invitation", by=by(request)["by"])
    context = page(
        gettext("Invitations"),
        "invitations",
        rows=rows,
        page_obj=found,
        page_numbers=list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        today=timezone.localdate(),
    )
    return not_kept(render(request, "employer/invitations.html", context))


def _row(one: Any, language: str) -> dict[str, Any]:
    """What the page shows; who it is only after a yes."""
    yes = one.state == Invitation.State.ACCEPTED
    late = one.state == Invitation.State.ASKED and one.answer_by < timezone.localdate()
    return {
        "key": one.key,
        "state": "expired" if late else one.state,
        "offer": one.offer,
        "fictional": one.person.fictional,
        "asked": one.asked,
        "answer_by": one.answer_by,
        "name": one.person.name if yes else "",
        "contact": one.contact if yes else "",
        "contact_by": one.contact_by,
        "contacted": one.contacted,
        "hired": one.hired,
        "reason": house_rules().text(one.reason, language) if one.reason else "",
    }


def _act(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Take an invitation back, or say that one called."""
    for name, do in (("terug", actions.withdraw), ("gebeld", actions.contacted)):
        key = request.POST.get(name, "")
        if key:
            found = _found(of, key)
            try:
                do(invitation=found.pk, **by(request))
            except Conflict:
                messages.error(request, gettext("This changed in the meantime. Look again."))
    return redirect("employer:invitations")


def _found(of: Organisation, key: str) -> Invitation:
    try:
        found = queries.invitation_of(of, UUID(key))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


@room
@require_safe
def in_time(request: HttpRequest, of: Organisation) -> HttpResponse:
    """How many people who said yes were called in time, and how many questions were answered in time."""
    today = timezone.localdate()
    calls = next(iter(queries.called_in_time([of.pk], today=today)), None)
    asked = next((one for one in desk.answered_in_time(now=timezone.now()) if one.partner == of.pk), None)
    replies = next(iter(message_queries.replied_in_time([of.pk], today=today)), None)
    words = {"calls": calls, "asked": asked, "replies": replies, "days": house_rules().days["contact"]}
    context = page(gettext("Answered in time"), "in-time", of=of, **words)
    return render(request, "employer/in_time.html", context)
