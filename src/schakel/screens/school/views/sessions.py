"""One date of the school.

Who comes: the teacher who runs it, before (who comes, change, call off) and after (who came). Names are shown to this
school alone, and every look is written down.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.core import queries as core
from schakel.records.journeys import school_queries as queries
from schakel.records.journeys import ties
from schakel.records.journeys.actions import bookings
from schakel.records.journeys.actions import sessions as actions
from schakel.records.journeys.queries import places_in_queue
from schakel.records.offers.models import Session
from schakel.records.organisations.models import Organisation
from schakel.screens.open.agenda.calendar import calendar
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import by, meanwhile, page, paged, room
from schakel.screens.school.forms import CancelForm, SessionForm, last_day_before
from schakel.screens.school.words import BOOKINGS


@room
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Who is booked; change the date, the place or the seats."""
    found = _found(of, key)
    if request.method != "POST":
        return _page(request, of, found)
    form = SessionForm(request.POST, places=core.places(), taken=found.taken)
    if not form.is_valid():
        return _page(request, of, found, form=form, status=422)
    try:
        mark = form.cleaned_data["versie"]
        actions.change_session(session=found.pk, mark=mark, plan=form.plan(), **by(request))
    except Conflict:
        found = _found(of, key)
        data = request.POST.copy()
        data["versie"] = actions.plan_mark(found)
        form.data = data
        return _page(request, of, found, form=form, said=meanwhile(), status=409)
    except InputError:
        # Somebody booked between our check and the lock.
        form.add_error("plekken", gettext("More seats than that are taken already."))
        return _page(request, of, found, form=form, status=422)
    messages.success(request, gettext("Kept. Who booked sees it among their bookings."))
    return redirect("school:session", key=key)


@room
@require_POST
def cancel(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Call the date off; everybody who booked reads the reason."""
    found, form = _found(of, key), CancelForm(request.POST, place="session", prefix="a")
    if not form.is_valid():
        return _page(request, of, found, cancel=form, status=422)
    if found.starts <= timezone.now() and not found.cancelled:
        return _page(request, of, found, said=gettext("It has begun: it cannot be called off any more."), status=409)
    bookings.cancel_session(session=found.pk, reason=form.cleaned_data["reden"], **by(request))
    messages.success(request, gettext("Called off. Who booked sees it among their bookings."))
    return redirect("school:session", key=key)


@room
@require_POST
def mark(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Who came, and who did not."""
    found = _found(of, key)
    came = "kwam" in request.POST
    number = request.POST.get("kwam" if came else "niet", "")
    booking = queries.bookings_on(found).filter(pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    one = booking.first()
    if one is None:
        raise Http404
    try:
        bookings.mark(booking=one.pk, came=came, **by(request))
    except InputError:
        said = gettext("This cannot be marked: it has not begun, or this person had no place.")
        return _page(request, of, found, said=said, status=409)
    back = redirect("school:session", key=key)
    here = request.POST.get("pagina", "")
    back["Location"] += f"?pagina={here}" if here.isdecimal() and len(here) < 10 else ""
    return back


@room
@require_safe
def ical(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """The date as a calendar file, without names."""
    base = request.build_absolute_uri("/").rstrip("/")
    content = calendar([_found(of, key)], base=base, language=get_language() or "nl", now=timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.ics"'
    return answer


def _found(of: Organisation, key: str) -> Session:
    found = queries.session_of(of, key)
    if found is None:
        raise Http404
    return found


def _initial(found: Session) -> dict[str, Any]:
    starts = timezone.localtime(found.starts)
    return {
        "dag": starts.date(),
        "van": starts.time(),
        "tot": timezone.localtime(found.ends).time() if found.ends else None,
        "boeken_tot": last_day_before(found.book_until),
        "gemeente": found.place_id or "",
        "plekken": found.capacity,
        "versie": actions.plan_mark(found),
    }


def _page(
    request: HttpRequest,
    of: Organisation,
    found: Session,
    *,
    form: SessionForm | None = None,
    cancel: CancelForm | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = paged(request, queries.bookings_on(found))
    shown = list(rows["page_obj"])
    actions.looked_at_bookings(shown, school=of, by=by(request)["by"])
    queue = places_in_queue(shown)
    can_write = ties.writable(ties.Kind.BOOKING, shown, now=timezone.now())
    context = page(
        gettext("Date"),
        "offers",
        deeper=True,
        session=found,
        form=form or SessionForm(initial=_initial(found), places=core.places()),
        cancel_form=cancel or CancelForm(place="session", prefix="a"),
        wrong=form or cancel,
        said=said,
        begun=found.starts <= timezone.now(),
        bookings=[
            {
                "booking": one,
                "queue": queue.get(one.pk),
                "state": BOOKINGS[one.state],
                "writable": one.pk in can_write,
            }
            for one in shown
        ],
        closes=last_day_before(found.book_until),
        **rows,
    )
    return not_kept(render(request, "school/session.html", context, status=status))
