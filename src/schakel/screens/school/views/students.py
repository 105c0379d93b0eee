"""Sharing internships: the student's side.

Who comes: a student with the address of a period. They leave with wishes in the order they like, and after the draw
with a place and the reasons: which better liked places were full, and with which number.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.journeys import draw_queries as queries
from schakel.records.journeys import ties
from schakel.records.journeys.actions import draw_names
from schakel.records.journeys.actions import draws as actions
from schakel.records.journeys.models import DrawEntry, DrawPeriod
from schakel.records.people.models import Person
from schakel.screens.mine.access import own_page, page
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import by, paged
from schakel.screens.school.forms import last_day_before
from schakel.screens.school.views.periods import first_percent, state_of


@own_page
@require_safe
def mine(request: HttpRequest, person: Person) -> HttpResponse:
    """The periods this student takes part in."""
    rows = paged(request, queries.entries_of(person))
    shown = [{"entry": one, "state": state_of(one.period)} for one in rows["page_obj"]]
    context = page(gettext("My internships"), "bookings", shown=shown, **rows)
    return not_kept(render(request, "school/my_periods.html", context))


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: HttpRequest, person: Person, key: str) -> HttpResponse:
    """One period: choose, change, and after the draw read why."""
    found = _found(key)
    if request.method != "POST":
        return _page(request, person, found)
    chosen, wrong = _chosen(request)
    if wrong:
        return _page(request, person, found, chosen=chosen, wrong=wrong, status=422)
    wishes = sorted(chosen, key=lambda place: chosen[place])
    version = request.POST.get("versie", "")
    try:
        actions.wish(
            period=found.pk,
            person=person.pk,
            wishes=wishes,
            version=int(version) if version.isdecimal() and len(version) < 10 else -1,
            **by(request),
        )
    except Conflict:
        said = gettext("This changed in the meantime. Look at it again; your choice is still there.")
        return _page(request, person, _found(key), chosen=chosen, said=said, status=409)
    except InputError:
        wrong = gettext("Choose 1 to 10 internships that still take part.")
        return _page(request, person, found, chosen=chosen, wrong=wrong, status=422)
    messages.success(request, gettext("Kept. You can change it until the last day."))
    return redirect("draw:period", key=key)


def _chosen(request: HttpRequest) -> tuple[dict[int, int], str]:
    """What was chosen: the number of the place to the number of the choice; and what is wrong with it."""
    chosen: dict[int, int] = {}
    for name, value in request.POST.items():
        place = name.removeprefix("keuze-")
        if name != place and place.isdecimal() and len(place) < 19 and str(value).isdecimal() and len(str(value)) < 3:
            chosen[int(place)] = int(str(value))
    if not chosen:
        return chosen, gettext("Choose at least one internship: give it number 1.")
    if len(set(chosen.values())) < len(chosen):
        return chosen, gettext("You used a number twice. Give each internship its own number.")
    return chosen, ""


@own_page
@require_POST
def leave(request: HttpRequest, person: Person, key: str) -> HttpResponse:
    """Before the draw: take no part. After it: give the place back."""
    found = _found(key)
    try:
        if request.POST.get("wat") == "plaats":
            actions.give_back(period=found.pk, person=person.pk, **by(request))
            messages.info(request, gettext("You gave your place back. It goes to who wished it."))
        else:
            actions.withdraw(period=found.pk, person=person.pk, **by(request))
            messages.info(request, gettext("You no longer take part."))
    except NotFound:
        raise Http404 from None
    except Conflict:
        said = gettext("This changed in the meantime. Look at it again.")
        return _page(request, person, _found(key), said=said, status=409)
    return redirect("draw:period", key=key)


@own_page
@require_POST
def name(request: HttpRequest, person: Person, key: str) -> HttpResponse:
    """Show the host of one's place who one is, and how to be reached; or hide it again."""
    found = _found(key)
    try:
        if request.POST.get("wat") == "verberg":
            draw_names.hide_name(period=found.pk, person=person.pk, by=by(request)["by"])
            messages.info(request, gettext("The host no longer sees your name."))
        else:
            contact = request.POST.get("bereikbaar", "")
            draw_names.show_name(period=found.pk, person=person.pk, contact=contact, **by(request))
            messages.success(request, gettext("The host now sees your name and how to reach you."))
    except NotFound:
        raise Http404 from None
    except Conflict:
        messages.error(request, gettext("This changed in the meantime. Look at it again."))
    except InputError:
        wrong = gettext("Fill in one e-mail address or phone number. Never write your citizen service number (BSN).")
        return _page(request, person, found, wrong=wrong, status=422)
    return redirect("draw:period", key=key)


@own_page
@require_safe
def record(request: HttpRequest, person: Person, key: str) -> HttpResponse:
    """What went into the draw and what came out, without names: for who took part, to draw again."""
    found = _found(key)
    entry = queries.entry_of(found, person)
    if not found.drawn or entry is None or queries.outcome_of(found, entry, "en") is None:
        raise Http404
    answer = JsonResponse({"you": str(entry.key), **found.record}, json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{found.key}.json"'
    return not_kept(answer)


def _found(key: str) -> DrawPeriod:
    found = queries.period_by_key(key)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    person: Person,
    found: DrawPeriod,
    *,
    chosen: dict[int, int] | None = None,
    wrong: str = "",
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    entry, state = queries.entry_of(found, person), state_of(found)
    part = entry is not None and entry.withdrawn is None
    standing = {one.place_id: one.rank for one in entry.wishes.all()} if entry and part else {}
    numbers = standing if chosen is None else chosen
    taking = queries.places_of(found)
    result = queries.result_of(found)
    context: dict[str, Any] = page(
        gettext("Internships"),
        "bookings",
        period=found,
        entry=entry,
        part=part,
        state=state,
        last=last_day_before(found.closes),
        rows=[{"place": one, "number": numbers.get(one.pk)} for one in taking if one.takes_part],
        lost=[one for one in taking if not one.takes_part and one.pk in standing],
        numbers=range(1, min(actions.WISHES_MOST, len(taking)) + 1),
        wishes=_wishes(entry) if part else [],
        outcome=queries.outcome_of(found, entry, get_language() or "nl") if entry else None,
        writable=[one for one in _ties(entry) if one],
        result=result,
        first_percent=first_percent(result),
        wrong=wrong,
        said=said,
        address=person.user.email if person.user else "",
    )
    return not_kept(render(request, "school/student.html", context, status=status))


def _ties(entry: DrawEntry | None) -> list[ties.Tie | None]:
    """With whom this student can write about the place: who gives it, and the school."""
    kinds = (ties.Kind.HOST, ties.Kind.SCHOOL) if entry and entry.place_id else ()
    return [ties.tie(kind, entry.key, now=timezone.now()) for kind in kinds if entry]


def _wishes(entry: DrawEntry | None) -> list[Any]:
    return [one.place for one in entry.wishes.all()] if entry else []
