"""The days on which guests come: who has a place, and afterwards who came.

Who comes: whoever receives the guests. A name stands here only where that guest said so; of the others there is a code,
which they say at the door. Every look at a name is written down.
"""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import guest_queries as queries
from schakel.records.journeys.actions import bookings
from schakel.records.journeys.models import Booking
from schakel.records.offers.models import Session
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks
from schakel.screens.employer.access import by, page, room
from schakel.screens.employer.words import GUESTS
from schakel.screens.open.text_form import not_kept

PAGE = 24


@room
@require_safe
def guests(request: HttpRequest, of: Organisation) -> HttpResponse:
    """All days of the organisation, with how many come."""
    now = timezone.now()
    found = Paginator(queries.days_hosted(of, now=now), PAGE).get_page(request.GET.get("pagina"))
    numbers = list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1))
    context = page(gettext("Guests"), "guests", page_obj=found, page_numbers=numbers, now=now)
    return render(request, "employer/guests.html", context)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, of: Organisation, session: str) -> HttpResponse:
    """One day: who comes, and once it began the buttons to say who came."""
    found = queries.day_hosted(of, session, now=timezone.now())
    if found is None:
        raise Http404
    return _mark(request, of, found) if request.method == "POST" else _page(request, of, found)


def _mark(request: HttpRequest, of: Organisation, found: Session) -> HttpResponse:
    came = "kwam" in request.POST
    number = request.POST.get("kwam" if came else "niet", "")
    there = queries.guests_of(found).filter(pk=int(number) if number.isdecimal() and len(number) < 19 else 0).first()
    if there is None:
        raise Http404
    try:
        bookings.mark(booking=there.pk, came=came, **by(request))
    except (Conflict, InputError):
        said = gettext("This cannot be marked: the day has not begun, or this guest had no place.")
        return _page(request, of, found, said=said, status=409)
    return redirect("employer:guests-day", session=found.key)


def _page(request: HttpRequest, of: Organisation, found: Session, *, said: str = "", status: int = 200) -> HttpResponse:
    rows = list(queries.guests_of(found))
    named = [one.person for one in rows if one.person is not None and one.shown is not None]
    log_looks(organisation=of, people=named, what="booking", by=by(request)["by"])
    context = page(
        gettext("Guests"),
        "guests",
        session=found,
        said=said,
        begun=found.starts <= timezone.now(),
        rows=[_row(one) for one in rows],
        unnamed=any(one.person_id and one.shown is None for one in rows),
        told=queries.told_by_host(found),
    )
    return not_kept(render(request, "employer/guests_day.html", context, status=status))


def _row(one: Booking) -> dict[str, object]:
    """What the host may know of one booking: a group's name, a person's after a yes, and else a code."""
    named = one.person is not None and one.shown is not None
    name = f"{one.group}, {one.school.name}" if one.school else one.person.name if named and one.person else ""
    return {
        "number": one.pk,
        "name": name,
        "code": one.code,
        "fictional": bool(one.person and one.person.fictional),
        "seats": one.seats,
        "state": one.state,
        "word": GUESTS[one.state],
    }
