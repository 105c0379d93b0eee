"""Sharing internships: the school's side.

Who comes: who arranges internships for a year of students. They leave with everybody placed as well as a fair draw
can, and can prove it. They never see an order of students: before the draw a number, after it who goes where, by name.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import draw_queries as queries
from schakel.records.journeys import ties
from schakel.records.journeys.actions import draws as actions
from schakel.records.journeys.models import DrawPeriod
from schakel.records.offers.queries import OfferFilter, find_offers
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import by, meanwhile, page, paged, room
from schakel.screens.school.forms import PeriodForm, PlaceForm, last_day_before

SECTION = "periods"
TEXT_MOST = 100


@room
@require_safe
def periods(request: HttpRequest, of: Organisation) -> HttpResponse:
    """The periods of this school, the last one first."""
    rows = paged(request, queries.periods_of(of))
    shown = [{"period": one, "state": state_of(one), "last": last_day_before(one.closes)} for one in rows["page_obj"]]
    return render(request, "school/periods.html", page(gettext("Share internships"), SECTION, shown=shown, **rows))


def state_of(period: DrawPeriod) -> str:
    """Where a period stands: coming, open, closed (waits for the draw) or drawn."""
    now = timezone.now()
    if period.drawn:
        return "drawn"
    if now < period.opens:
        return "coming"
    return "open" if now < period.closes else "closed"


@room
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, of: Organisation) -> HttpResponse:
    """A new period."""
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = actions.make_period(school=of, told=form.told(), **by(request))
        messages.success(request, gettext("Made. Now choose which internships take part."))
        return redirect("school:places", key=made.key)
    context = page(gettext("New period"), SECTION, deeper=True, form=form)
    return render(request, "school/new_period.html", context, status=422 if form.is_bound else 200)


@room
@require_safe
def period(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """One period: how many students, which internships, the draw and what came of it."""
    return _page(request, of, _found(of, key))


@room
@require_POST
def change(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Another name or other days."""
    found, form = _found(of, key), PeriodForm(request.POST)
    if not form.is_valid():
        return _page(request, of, found, form=form, status=422)
    version = form.cleaned_data["versie"] or 0
    try:
        actions.change_period(period=found.pk, version=version, told=form.told(), **by(request))
    except Conflict:
        found = _found(of, key)
        data = request.POST.copy()
        data["versie"] = str(found.version)
        form.data = data
        return _page(request, of, found, form=form, said=meanwhile(), status=409)
    except InputError:
        form.add_error("van", gettext("Students can choose already. Leave the first day as it is."))
        return _page(request, of, found, form=form, status=422)
    return redirect("school:period", key=key)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Search internships and let them take part; change how many places, or take one out."""
    found = _found(of, key)
    if request.method == "POST":
        return _set_place(request, of, found)
    return _places_page(request, found)


def _set_place(request: HttpRequest, of: Organisation, found: DrawPeriod) -> HttpResponse:
    try:
        if "uit" in request.POST:
            there = next((one for one in queries.places_of(found) if str(one.pk) == request.POST["uit"]), None)
            if there is None:
                raise Http404
            actions.take_out(place=there.pk, **by(request))
        else:
            form = PlaceForm(request.POST)
            if not form.is_valid():
                return _places_page(request, found, wrong=form, status=422)
            data = form.cleaned_data
            actions.set_place(period=found.pk, offer=data["stage"], capacity=data["plekken"], **by(request))
    except Conflict:
        said = gettext("Students can no longer choose, so the places stand as they were.")
        return _places_page(request, found, said=said, status=409)
    except InputError:
        said = gettext("This internship is gone, or it closes before the draw. Choose another one.")
        return _places_page(request, found, said=said, status=409)
    query = request.GET.urlencode()
    return redirect(reverse("school:places", args=[found.key]) + (f"?{query}" if query else ""))


def _places_page(
    request: HttpRequest, found: DrawPeriod, *, wrong: PlaceForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:TEXT_MOST]
    taking = queries.places_of(found)
    asked = OfferFilter(text=text, kinds=["internship"], on=found.draw_on)
    offers = find_offers(asked).exclude(pk__in=[one.offer_id for one in taking if one.takes_part and one.offer_id])
    rows = paged(request, offers.select_related("organisation", "place").order_by("fictional", "title_nl", "slug"))
    context = page(
        gettext("Internships that take part"),
        SECTION,
        deeper=True,
        period=found,
        taking=taking,
        text=text,
        wrong=wrong,
        said=said,
        closed=state_of(found) in ("closed", "drawn"),
        **rows,
    )
    return render(request, "school/places.html", context, status=status)


@room
@require_POST
def draw(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Draw, once."""
    found = _found(of, key)
    try:
        actions.hold_draw(period=found.pk, **by(request))
    except InputError:
        return _page(request, of, found, said=gettext("You can draw on the day of the draw, or later."), status=409)
    messages.success(request, gettext("Drawn. Every student can read the outcome now."))
    return redirect("school:period", key=key)


@room
@require_POST
def check(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Draw again from what was kept, and compare."""
    found = _found(of, key)
    return _page(request, of, found, checked=queries.same_again(found) if found.drawn else None)


@room
@require_POST
def discard(request: HttpRequest, of: Organisation, key: str) -> HttpResponse:
    """Throw away a period that nobody signed up for."""
    found = _found(of, key)
    try:
        actions.discard_period(period=found.pk, by=by(request)["by"])
    except Conflict:
        said = gettext("Students signed up, so it stays. Finish it with the draw.")
        return _page(request, of, found, said=said, status=409)
    messages.success(request, gettext("The period is gone."))
    return redirect("school:periods")


def _found(of: Organisation, key: str) -> DrawPeriod:
    found = queries.period_of(of, key)
    if found is None:
        raise Http404
    return found


def _initial(found: DrawPeriod) -> dict[str, Any]:
    return {
        "naam": found.name,
        "van": timezone.localdate(found.opens),
        "tot": last_day_before(found.closes),
        "loting": found.draw_on,
        "versie": found.version,
    }


def _page(
    request: HttpRequest,
    of: Organisation,
    found: DrawPeriod,
    *,
    form: PeriodForm | None = None,
    said: str = "",
    checked: bool | None = None,
    status: int = 200,
) -> HttpResponse:
    names = queries.names_after(found)
    if names.people:
        log_looks(organisation=of, people=names.people, what="booking", by=by(request)["by"])
    students = [one for here in names.at.values() for one in here]
    taking = queries.places_of(found)
    result = queries.result_of(found)
    context = page(
        gettext("Period"),
        SECTION,
        deeper=True,
        period=found,
        state=state_of(found),
        last=last_day_before(found.closes),
        can_draw=state_of(found) == "closed" and timezone.localdate() >= found.draw_on,
        seats=sum(one.capacity for one in taking if one.takes_part),
        rows=[{"place": one, "students": names.at.get(one.pk, [])} for one in taking],
        can_write=ties.writable(ties.Kind.SCHOOL, students, now=timezone.now()),
        names=names,
        result=result,
        first_percent=first_percent(result),
        address=request.build_absolute_uri(reverse("draw:period", args=[found.key])),
        form=form or PeriodForm(initial=_initial(found)),
        wrong=form,
        said=said,
        checked=checked,
    )
    return not_kept(render(request, "school/period.html", context, status=status))


def first_percent(result: Any) -> int | None:
    """The share that got its first choice, as a whole percentage, rounded down."""
    return None if result is None or result.first_choice_milli is None else result.first_choice_milli // 10
