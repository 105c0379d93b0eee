"""What an organisation posts: paste, check, hear back, publish, close.

Who comes: somebody who hires for a small company. They paste a text, see how many people publish what it asks, which
demand costs them most, and publish something that can be filled. Nobody is named, scored or ordered here.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.core import queries as core
from schakel.records.journeys.actions import bookings
from schakel.records.journeys.actions import invitations as asking
from schakel.records.offers import posting as actions
from schakel.records.offers import posting_queries as queries
from schakel.records.offers.models import Posting
from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.linking import ict_occupations
from schakel.screens.employer.access import by, page, room
from schakel.screens.employer.answers import DATED, answer_to
from schakel.screens.employer.forms import CheckForm, DayForm, NewForm, initial_of
from schakel.screens.employer.words import POSTING_STATES as STATES
from schakel.screens.open.employer.forms import ANSWERS, asked_in
from schakel.screens.open.employer.views import result_context
from schakel.screens.open.offers.labels import KINDS
from schakel.screens.open.text_form import not_kept
from schakel.ui.fields import version_in

PAGE = 24


@room
@require_safe
def home(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Everything the organisation posted, the last changed first."""
    found = Paginator(queries.postings_of(of), PAGE).get_page(request.GET.get("pagina"))
    context = page(
        gettext("Our offers"),
        "postings",
        of=of,
        page_obj=found,
        page_numbers=list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        kinds=KINDS,
        states=STATES,
        today=timezone.localdate(),
    )
    return render(request, "employer/home.html", context)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Paste a text. It is kept as a draft that only the organisation sees."""
    status = 200
    if request.method == "POST":
        form = NewForm(request.POST, request.FILES)
        if form.is_valid():
            text = form.given.text
            made = actions.draft(organisation=of, kind=form.cleaned_data["soort"], text=text, **by(request))
            return redirect("employer:check", key=made.key)
        status = 422
    else:
        kind = request.GET.get("soort", "")
        form = NewForm(initial={"soort": kind if kind in Posting.KINDS else "vacancy"})
    context = page(gettext("New offer"), "postings", deeper=True, form=form)
    return not_kept(render(request, "employer/new.html", context, status=status))


def _found(of: Organisation, key: UUID) -> Posting:
    found = queries.posting_by_key(of, key)
    if found is None:
        raise Http404
    return found


@room
@require_safe
def posting(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """The posting and what it hears back."""
    return _page(request, _found(of, key))


def _page(
    request: HttpRequest, found: Posting, *, day: DayForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    language = get_language() or "nl"
    context = page(
        found.title or gettext("No title yet"),
        "postings",
        deeper=True,
        posting=found,
        kind=KINDS[found.kind],
        state=STATES[found.state],
        past=bool(found.closes and found.closes < timezone.localdate()),
        dated=found.kind in DATED,
        days=queries.days_of(found),
        day_form=day or DayForm(),
        form=day,
        said=said,
        now=timezone.now(),
        **answer_to(found, language),
    )
    return not_kept(render(request, "employer/posting.html", context, status=status))


@room
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """The text with what was read in it, and the form to put it right."""
    found = _found(of, key)
    words: dict[str, Any] = {
        "kind": found.kind,
        "places": list(core.places()),
        "occupations": ict_occupations(get_language() or "nl"),
    }
    if request.method != "POST":
        return _check_page(request, found, CheckForm(initial=initial_of(found), **words))
    form = CheckForm(request.POST, **words)
    # What one said of the skills stays on the page, whatever else is wrong.
    found.answers = dict(asked_in(request.POST, "").answers)
    if not form.is_valid():
        return _check_page(request, found, form, status=422)
    told = form.told(found.answers)
    try:
        actions.change(posting=found.pk, version=form.cleaned_data["versie"], told=told, **by(request))
    except Conflict:
        fresh = request.POST.copy()
        found.version = _found(of, key).version
        fresh["versie"] = str(found.version)
        return _check_page(request, found, CheckForm(fresh, **words), said=_meanwhile(), status=409)
    return redirect("employer:posting", key=key)


def _meanwhile() -> str:
    return gettext("A colleague changed this in the meantime. Look again; what you wrote is still there.")


def _check_page(
    request: HttpRequest, found: Posting, form: CheckForm, *, said: str = "", status: int = 200
) -> HttpResponse:
    language = get_language() or "nl"
    view = actions.reading_of(found, language)
    context = page(
        found.title or gettext("No title yet"),
        "postings",
        deeper=True,
        posting=found,
        form=form,
        said=said,
        contacts=view.text.masked,
        looking=found.kind in DATED,
        **{**result_context(view, language), "heading": gettext("Is this right?"), "answers": ANSWERS},
    )
    return not_kept(render(request, "employer/check.html", context, status=status))


@room
@require_POST
def publish(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Show it to everybody."""
    found = _found(of, key)
    try:
        actions.publish(posting=found.pk, version=version_in(request), **by(request))
    except Conflict:
        return _page(request, _found(of, key), said=_meanwhile(), status=409)
    except InputError:
        said = gettext("It cannot be published yet: give it a title and a last day that is still to come.")
        return _page(request, _found(of, key), said=said, status=422)
    messages.success(request, gettext("Published. Everybody can find it now."))
    return redirect("employer:posting", key=key)


@room
@require_POST
def close(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Take it off the lists; who was invited for it and did not answer hears that it is closed."""
    found = _found(of, key)
    try:
        asking.close_posting(posting=found.pk, version=version_in(request), **by(request))
    except Conflict:
        return _page(request, _found(of, key), said=_meanwhile(), status=409)
    messages.success(request, gettext("Closed. Nobody finds it in the lists any more."))
    return redirect("employer:posting", key=key)


@room
@require_POST
def discard(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = _found(of, key)
    try:
        actions.discard(posting=found.pk, version=version_in(request), by=by(request)["by"])
    except Conflict:
        return _page(request, _found(of, key), said=_meanwhile(), status=409)
    messages.success(request, gettext("The draft is gone."))
    return redirect("employer:home")


@room
@require_POST
def days(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Add a day that people can book, or call one off."""
    found = _found(of, key)
    gone = request.POST.get("afzeggen", "")
    if gone:
        session = next((one for one in queries.days_of(found) if one.key == gone), None)
        if session is None:
            raise Http404
        bookings.cancel_session(session=session.pk, reason="session-cancelled", **by(request))
        messages.success(request, gettext("Called off. Who booked sees it among their bookings."))
        return redirect("employer:posting", key=key)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, found, day=form, status=422)
    data = form.cleaned_data
    actions.add_day(posting=found.pk, starts=data["starts"], ends=data["ends"], capacity=data["plekken"], **by(request))
    return redirect("employer:posting", key=key)
