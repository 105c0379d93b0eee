"""Seats for a group.

Who comes: a teacher with a class. They leave with seats, or a place in the queue, without a single name of a pupil.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import school_queries as queries
from schakel.records.journeys.actions import bookings as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Booking
from schakel.records.journeys.queries import places_in_queue
from schakel.records.offers.models import Session
from schakel.records.organisations.models import Organisation
from schakel.screens.open.offers.labels import KINDS
from schakel.screens.school.access import by, page, paged, room
from schakel.screens.school.forms import CancelForm, GroupForm
from schakel.screens.school.words import BOOKINGS

OWN_SHOWN = 60
FOR_GROUPS = ("event", "shadow-day", "module", "course")


@room
@require_safe
def groups(request: HttpRequest, of: Organisation) -> HttpResponse:
    """The school's groups, and what a group can book."""
    return _page(request, of)


def _page(
    request: HttpRequest, of: Organisation, *, wrong: CancelForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    now, language = timezone.now(), get_language() or "nl"
    mine = list(queries.groups_of(of)[:OWN_SHOWN])
    queue = places_in_queue(mine)
    rows: list[dict[str, Any]] = [
        {
            "booking": one,
            "queue": queue.get(one.pk),
            "state": BOOKINGS[one.state],
            "reason": house_rules().text(one.reason, language),
            "live": one.session.starts > now and one.state in (Booking.State.BOOKED, Booking.State.WAITING),
        }
        for one in mine
    ]
    kind = request.GET.get("soort", "")
    kind = kind if kind in FOR_GROUPS else ""
    context = page(
        gettext("Book for a group"),
        "groups",
        rows=rows,
        kind=kind,
        kinds=[(one, KINDS[one]) for one in FOR_GROUPS],
        kind_words=KINDS,
        cancel_form=wrong or CancelForm(place="booking"),
        wrong=wrong,
        said=said,
        **paged(request, queries.bookable(now=now, kinds=[kind] if kind else FOR_GROUPS)),
    )
    return render(request, "school/groups.html", context, status=status)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, of: Organisation, session: str) -> HttpResponse:
    """Book seats on one date."""
    found = queries.bookable_by_key(session)
    if found is None:
        raise Http404
    form = GroupForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _book_page(request, found, form, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        made = actions.book_group(
            session=found.pk, school=of.pk, group=data["groep"], seats=data["aantal"], **by(request)
        )
    except InputError:
        found.refresh_from_db()
        if found.capacity is not None and data["aantal"] > found.capacity:
            form.add_error("aantal", gettext("There are fewer seats than that. Book for a smaller group."))
            return _book_page(request, found, form, status=422)
        return _book_page(request, found, form, status=409)
    said = gettext("Your group has its seats.")
    messages.info(request, said if made.state == "booked" else gettext("Your group is on the waiting list."))
    return redirect("school:groups")


def _book_page(request: HttpRequest, found: Session, form: GroupForm, *, status: int) -> HttpResponse:
    closes = found.book_until or found.starts
    context = page(
        gettext("Book seats"),
        "groups",
        deeper=True,
        session=found,
        form=form,
        closes=closes,
        closed=found.cancelled is not None or closes <= timezone.now(),
        waiting=found.bookings.filter(state=Booking.State.WAITING).count(),
    )
    return render(request, "school/book.html", context, status=status)


@room
@require_POST
def leave(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """The group does not come: its seats go to who waits."""
    found = queries.group_by_key(of, key)
    if found is None:
        raise Http404
    form = CancelForm(request.POST, place="booking")
    if not form.is_valid():
        return _page(request, of, wrong=form, status=422)
    try:
        actions.cancel(booking=found.pk, reason=form.cleaned_data["reden"], **by(request))
    except Conflict:
        return _page(request, of, said=gettext("This date is over. Nothing is left to cancel."), status=409)
    messages.info(request, gettext("Cancelled. The seats go to who waits."))
    return redirect("school:groups")
