"""What the school offers, written by itself: paste or fill in, check, hear back, publish, change, close.

Who comes: a programme manager with a new course. Before it is out they know which ICT work asks what it teaches and what
that work asks beside it. A draft is seen by the school alone.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.core import queries as core
from schakel.records.journeys import school_queries
from schakel.records.journeys.actions import own_offers
from schakel.records.offers import posting as actions
from schakel.records.offers import posting_queries as queries
from schakel.records.offers import schooling
from schakel.records.offers.models import Posting
from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.linking import ict_occupations
from schakel.screens.employer.forms import initial_of
from schakel.screens.employer.words import POSTING_STATES as STATES
from schakel.screens.open.offers.labels import KINDS
from schakel.screens.open.school.views import result_context
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import by, meanwhile, page, room
from schakel.screens.school.course_forms import CloseForm, CourseCheckForm, NewCourseForm
from schakel.screens.school.words import rule_rows
from schakel.ui.fields import version_in

MISSING = {
    "price": gettext_lazy("what one pays"),
    "place": gettext_lazy("the place"),
    "language": gettext_lazy("the language of the lessons"),
    "weeks": gettext_lazy("how many weeks it takes"),
    "hours": gettext_lazy("the hours a week"),
    "level": gettext_lazy("the level"),
    "entry": gettext_lazy("what one needs to start"),
    "teaches": gettext_lazy("what it teaches"),
}
# What takes a day or less has no weeks, no level and no entry.
SHORT = ("event", "doe-lab", "company-visit", "masterclass")


@room
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Paste a text, or begin by hand. It is kept as a draft that only the school sees."""
    status, form = 200, NewCourseForm(initial={"soort": request.GET.get("soort", "")})
    if request.method == "POST":
        form, status = NewCourseForm(request.POST, request.FILES), 422
        if form.is_valid():
            data = form.cleaned_data
            made = actions.draft_course(
                organisation=of,
                kind=data["soort"],
                text=form.given.text,
                title=data["titel"],
                language=get_language() or "nl",
                **by(request),
            )
            return redirect("school:check-offer", key=made.key)
    context = page(gettext("New offer"), "offers", deeper=True, form=form)
    return not_kept(render(request, "school/new_offer.html", context, status=status))


def found_posting(of: Organisation, key: UUID) -> Posting:
    """A posting of this school, of a kind a school posts."""
    found = queries.posting_by_key(of, key, kinds=Posting.SCHOOL_KINDS)
    if found is None:
        raise Http404
    return found


@room
@require_POST
def take_over(request: HttpRequest, of: Organisation, slug: str) -> HttpResponse:
    """Write an offer out of the plan oneself from now on."""
    found = school_queries.offer_of(of, slug)
    if found is None:
        raise Http404
    made = schooling.take_over(offer=found, organisation=of, **by(request))
    return redirect("school:check-offer", key=made.key)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """The text with what was read in it, and the form to put it right."""
    found, language = found_posting(of, key), get_language() or "nl"
    words: dict[str, Any] = {
        "language": language,
        "places": list(core.places()),
        "occupations": ict_occupations(language),
    }
    if request.method != "POST":
        start = {**initial_of(found), "prijs": found.price, "instap": found.entry}
        return _check_page(request, found, CourseCheckForm(initial=start, **words))
    form = CourseCheckForm(request.POST, **words)
    if not form.is_valid():
        return _check_page(request, found, form, status=422)
    told = form.told(_answers(request, found))
    try:
        actions.change(posting=found.pk, version=form.cleaned_data["versie"], told=told, **by(request))
    except Conflict:
        fresh = request.POST.copy()
        fresh["versie"] = str(found_posting(of, key).version)
        return _check_page(request, found, CourseCheckForm(fresh, **words), said=meanwhile(), status=409)
    return redirect("school:posting", key=key)


def _answers(request: HttpRequest, found: Posting) -> dict[str, str]:
    """What was ticked of the skills shown: taught or not; what was added by hand stays added as long as it is ticked."""
    ticked, shown = set(request.POST.getlist("leert")), request.POST.getlist("gezien")[:500]
    added = {id_ for id_, how in found.answers.items() if how == "erbij"}
    answers = {id_: "leert" if id_ in ticked else "nee" for id_ in shown if id_ not in added}
    return answers | {id_: "erbij" for id_ in shown if id_ in added and id_ in ticked}


def _check_page(
    request: HttpRequest, found: Posting, form: CourseCheckForm, *, said: str = "", status: int = 200
) -> HttpResponse:
    view = actions.course_of(found, get_language() or "nl")
    context = page(
        found.title or gettext("No title yet"),
        "offers",
        deeper=True,
        posting=found,
        form=form,
        said=said,
        found=view,
        text=view.text,
        contacts=view.text.masked,
        short=found.kind in SHORT,
    )
    return not_kept(render(request, "school/check.html", context, status=status))


@room
@require_safe
def posting(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """The offer: what it hears back, its modules, who is exempt; publish or close it."""
    return posting_page(request, found_posting(of, key))


def missing_in(posting: Posting, *, teaches: bool) -> list[Any]:
    """What a reader looks for and does not find."""
    short = posting.kind in SHORT
    there = {
        "price": posting.price is not None,
        "place": posting.place_id or posting.mode == "online",
        "language": posting.spoken,
        "weeks": short or posting.weeks,
        "hours": short or posting.hours_min,
        "level": short or posting.levels,
        "entry": short or posting.entry,
        "teaches": teaches,
    }
    return [words for name, words in MISSING.items() if not there[name]]


def posting_page(
    request: HttpRequest, found: Posting, *, close: CloseForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    """The page of one offer of the school."""
    language = get_language() or "nl"
    view = actions.course_of(found, language)
    coming = own_offers.coming_dates(found.offer, now=timezone.now()) if found.state == "published" else []
    modules = queries.modules_of(found)
    context = page(
        found.title or gettext("No title yet"),
        "offers",
        deeper=True,
        posting=found,
        kind=KINDS[found.kind],
        state=STATES[found.state],
        past=bool(found.closes and found.closes < timezone.localdate()),
        missing=missing_in(found, teaches=bool(view.taught)),
        coming=coming,
        close_form=(close or CloseForm(language=language)) if coming else None,
        wrong=close,
        said=said,
        modules=modules,
        hours=sum(one.hours for one in modules) if all(one.hours for one in modules) else None,
        rules=rule_rows(queries.rules_of(found), language),
        **result_context(view, language),
    )
    return not_kept(render(request, "school/posting.html", context, status=status))


@room
@require_POST
def publish(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Show it to everybody."""
    found = found_posting(of, key)
    try:
        actions.publish(posting=found.pk, version=version_in(request), **by(request))
    except Conflict:
        return posting_page(request, found_posting(of, key), said=meanwhile(), status=409)
    except InputError:
        said = gettext("It cannot be published yet: give it a title and a last day that is still to come.")
        return posting_page(request, found_posting(of, key), said=said, status=422)
    messages.success(request, gettext("Published. Everybody can find it now."))
    return redirect("school:posting", key=key)


@room
@require_POST
def close(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Take it off the lists. With bookings to come the school first says what happens to them; each of them hears."""
    found = found_posting(of, key)
    coming = own_offers.coming_dates(found.offer, now=timezone.now())
    form = CloseForm(request.POST, language=get_language() or "nl") if coming else None
    if form is not None and not form.is_valid():
        return posting_page(request, found, close=form, status=422)
    told = form.cleaned_data if form else {"datums": "", "reden": ""}
    try:
        done = own_offers.close_offer(
            posting=found.pk, version=version_in(request), dates=told["datums"], reason=told["reden"], **by(request)
        )
    except Conflict:
        return posting_page(request, found_posting(of, key), said=meanwhile(), status=409)
    except InputError:
        said = gettext("Somebody booked in the meantime. Say what happens to the dates people booked.")
        return posting_page(request, found_posting(of, key), said=said, status=409)
    messages.success(request, gettext("Closed. Nobody finds it in the lists any more."))
    told_n = done.kept + done.cancelled
    if told_n:
        text = ngettext("%(n)s booking was told by mail.", "%(n)s bookings were told by mail.", told_n)
        messages.info(request, text % {"n": told_n})
    return redirect("school:posting", key=key)


@room
@require_POST
def discard(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = found_posting(of, key)
    try:
        actions.discard(posting=found.pk, version=version_in(request), by=by(request)["by"])
    except Conflict:
        return posting_page(request, found_posting(of, key), said=meanwhile(), status=409)
    messages.success(request, gettext("The draft is gone."))
    return redirect("school:home")
