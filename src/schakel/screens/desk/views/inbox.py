"""The inbox of the desk.

Who comes: an adviser who starts the day. They leave with the question that is due first, taken up. Questions stand in
order of their day of answer, never in an order of people.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.records.core import queries as core
from schakel.records.journeys import queries
from schakel.records.journeys.actions import desk
from schakel.records.journeys.message_queries import Party, replied_in_time, unread
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.desk.forms import STATES, SUBJECTS, TakeInForm
from schakel.screens.open.text_form import not_kept

PAGE = 24


def frame(here: str, *, trail: bool = True) -> dict[str, Any]:
    """What every page of the desk shows around it."""
    from django.urls import reverse

    parts = [{"label": gettext("Desk"), "url": reverse("desk:inbox")}] if trail else []
    return {"section": "desk", "page": "desk", "breadcrumb_here": here, "breadcrumb_trail": parts}


@role_required(Role.ADVISER)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Open requests: all, mine, those nobody has, or those that are late."""
    today, user = timezone.localdate(), request.user
    choices = {
        "alle": (gettext("All"), queries.inbox()),
        "mij": (gettext("Mine"), queries.inbox(adviser=user.pk)),
        "nieuw": (gettext("Nobody has it yet"), queries.inbox().filter(taken_by=None)),
        "laat": (gettext("Late"), queries.overdue(today=today)),
        "vandaag": (gettext("Next action today"), queries.actions_due(adviser=user.pk or 0, today=today)),
    }
    which = request.GET.get("welke", "alle")
    which = which if which in choices else "alle"
    page = Paginator(choices[which][1], PAGE).get_page(request.GET.get("pagina"))
    context = {
        "tabs": [{"id": key, "label": label, "count": found.count()} for key, (label, found) in choices.items()],
        "which": which,
        "message_count": unread(Party(role=Role.ADVISER), now=timezone.now()),
        "page_obj": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "today": today,
        "subjects": SUBJECTS,
        "states": STATES,
        **frame(gettext("Desk"), trail=False),
    }
    return not_kept(render(request, "desk/inbox.html", context))


@role_required(Role.ADVISER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Write down what came in by telephone, mail or at the counter."""
    places = list(core.places())
    form = TakeInForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = desk.take_in(
            asked=desk.Asked(
                channel=given["kanaal"],
                subject=given["onderwerp"],
                text=given["vraag"],
                name=given["naam"],
                email=given["email"],
                phone=given["telefoon"],
                language=get_language() or "nl",
                place=given["gemeente"] or None,
            ),
            by=request.user.actor,  # type: ignore[union-attr]
            now=timezone.now(),
        )
        return redirect("desk:case", key=made.key)
    status = 422 if form.is_bound else 200
    return not_kept(
        render(request, "desk/take_in.html", {"form": form, **frame(gettext("Write down a question"))}, status=status)
    )


@role_required(Role.ADVISER)
@require_safe
def in_time(request: HttpRequest) -> HttpResponse:
    """Per partner: how many hand-overs were answered in time."""
    rows = queries.answered_in_time(now=timezone.now())
    replies = replied_in_time(today=timezone.localdate())
    context = {"rows": rows, "replies": replies, **frame(gettext("Answered in time"))}
    return render(request, "desk/in_time.html", context)
