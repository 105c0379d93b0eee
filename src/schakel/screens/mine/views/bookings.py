"""Bookings of the person: book, see where one stands, cancel; and the same as a calendar."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import queries, ties
from schakel.records.journeys.actions import bookings as actions
from schakel.records.journeys.guest_queries import is_hosted
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Booking
from schakel.records.offers.models import Session
from schakel.records.people import actions as people
from schakel.records.people.models import Person
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.open.agenda.calendar import booking_calendar, calendar

BOOKINGS_SHOWN = 60


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def bookings(request: HttpRequest, person: Person) -> HttpResponse:
    """My bookings: coming ones first, with the place in the queue; cancelling gives the place to who waits."""
    if request.method == "POST":
        return _change(request, person)
    now, language = timezone.now(), get_language() or "nl"
    found = list(queries.bookings_of(person.pk).order_by("-session__starts", "pk")[:BOOKINGS_SHOWN])
    queue = queries.places_in_queue(found)
    can_write = ties.writable(ties.Kind.BOOKING, found, now=now)
    rows: list[dict[str, Any]] = [
        {
            "booking": one,
            "queue": queue.get(one.pk),
            "reason": house_rules().text(one.reason, language),
            "writable": one.pk in can_write,
            "hosted": is_hosted(one.session),
        }
        for one in reversed(found)
    ]
    coming = [row for row in rows if row["booking"].session.starts > now and row["booking"].state != "cancelled"]
    context = {
        "coming": coming,
        "past": [row for row in reversed(rows) if row not in coming],
        "reasons": [(one.id, one.texts[language]) for one in house_rules().reasons_for("booking")],
        "feed": request.build_absolute_uri(reverse("mine:feed", args=[person.calendar_key]))
        if person.calendar_key
        else "",
    }
    return render(request, "mine/bookings.html", page(gettext("Bookings"), "bookings", **context))


def _change(request: HttpRequest, person: Person) -> HttpResponse:
    if "agenda" in request.POST:
        people.set_calendar(person=person, on=request.POST["agenda"] == "aan", by=by(request))
        return redirect("mine:bookings")
    show = next((name for name in ("toon", "verberg") if name in request.POST), "")
    number = request.POST.get(show or "afzeggen", "")
    mine = get_object_or_404(Booking, person=person, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    if show:
        return _show(request, mine, show=show == "toon")
    reason = request.POST.get("reden", "")
    if reason not in [one.id for one in house_rules().reasons_for("booking")]:
        messages.error(request, gettext("Choose a reason first."))
        return redirect("mine:bookings")
    actions.cancel(booking=mine.pk, by=by(request), now=timezone.now(), reason=reason)
    messages.info(request, gettext("Your booking is cancelled. Your place goes to who waits."))
    return redirect("mine:bookings")


def _show(request: HttpRequest, mine: Booking, *, show: bool) -> HttpResponse:
    try:
        actions.show_name(booking=mine.pk, show=show, by=by(request), now=timezone.now())
    except Conflict:
        messages.error(request, gettext("This booking was cancelled."))
    return redirect("mine:bookings")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def book(request: HttpRequest, person: Person, session: str) -> HttpResponse:
    """One session: what it is, whether there is a place, and the button to book."""
    found = get_object_or_404(Session.objects.select_related("offer__organisation", "place"), key=session)
    if request.method == "POST":
        try:
            made = actions.book(session=found.pk, person=person.pk, by=by(request), now=timezone.now())
            if is_hosted(found) and request.POST.get("naam") == "ja":
                actions.show_name(booking=made.pk, show=True, by=by(request), now=timezone.now())
        except InputError:
            # Closed or cancelled in the meantime: the page says which.
            found.refresh_from_db()
            return _session_page(request, person, found, status=409)
        said = gettext("You have a place.") if made.state == "booked" else gettext("You are on the waiting list.")
        messages.info(request, said)
        return redirect("mine:bookings")
    return _session_page(request, person, found)


def _session_page(request: HttpRequest, person: Person, found: Session, *, status: int = 200) -> HttpResponse:
    live = Booking.objects.filter(session=found, person=person).exclude(state=Booking.State.CANCELLED)
    closes = found.book_until or found.starts
    context = {
        "session": found,
        "mine": live.order_by("pk").first(),
        "closes": closes,
        "hosted": is_hosted(found),
        "closed": found.cancelled is not None or closes <= timezone.now(),
        "waiting": Booking.objects.filter(session=found, state=Booking.State.WAITING).count(),
    }
    return render(request, "mine/book.html", page(gettext("Book"), "bookings", **context), status=status)


@own_page
@require_safe
def ical(request: HttpRequest, person: Person, session: str) -> HttpResponse:
    """One booking as a file for the person's calendar; after it was cancelled the same file takes it out again."""
    mine = queries.bookings_of(person.pk).filter(session__key=session).order_by("-made", "-pk").first()
    if mine is None:
        raise Http404
    base = request.build_absolute_uri("/").rstrip("/")
    content = booking_calendar(mine, base=base, language=get_language() or "nl", now=timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{session}.ics"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def feed(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The bookings as a calendar, for a calendar program: who has the address sees them. The person can change it."""
    person = Person.objects.filter(calendar_key=key).first()
    if person is None:
        raise Http404
    booked: Any = queries.bookings_of(person.pk).filter(state=Booking.State.BOOKED)
    base = request.build_absolute_uri("/").rstrip("/")
    sessions = [one.session for one in booked]
    content = calendar(sessions, base=base, language=get_language() or "nl", now=timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer
