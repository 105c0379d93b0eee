"""Does an internship over the border count?

Who comes: somebody of a school who is asked this by a student. They leave with the answer another school got, and its
document; or they ask it once for all. Only the school that asked changes its own question.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict
from schakel.records.journeys import school_queries as queries
from schakel.records.journeys.actions import accreditation as actions
from schakel.records.journeys.models import Accreditation
from schakel.records.organisations.models import Organisation
from schakel.screens.school.access import by, meanwhile, page, paged, room
from schakel.screens.school.forms import AccreditationForm
from schakel.screens.school.words import COUNTRIES, DECISIONS

SECTION = "accreditations"
TEXT_MOST = 100


@room
@require_safe
def accreditations(request: HttpRequest, of: Organisation) -> HttpResponse:
    """The questions of all schools."""
    country, state = request.GET.get("land", ""), request.GET.get("stand", "")
    text = request.GET.get("q", "").replace("\x00", "").strip()[:TEXT_MOST]
    country, state = (country if country in COUNTRIES else ""), (state if state in DECISIONS else "")
    found = queries.accreditations(country=country, state=state, text=text)
    context = page(
        gettext("Counts over the border"),
        SECTION,
        of=of,
        country=country,
        state=state,
        text=text,
        countries=COUNTRIES,
        decisions=DECISIONS,
        country_choices=list(COUNTRIES.items()),
        decision_choices=list(DECISIONS.items()),
        **paged(request, found),
    )
    return render(request, "school/accreditations.html", context)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Write down a question the school asks."""
    form = AccreditationForm(
        request.POST if request.method == "POST" else None,
        initial={"gevraagd": timezone.localdate()},
    )
    if form.is_bound and form.is_valid():
        made = actions.ask(school=of, told=form.told(), **by(request))
        messages.success(request, gettext("Kept. All schools can read it."))
        return redirect("school:accreditation", key=made.key)
    context = page(gettext("New question"), SECTION, deeper=True, form=form)
    return render(request, "school/new_accreditation.html", context, status=422 if form.is_bound else 200)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def accreditation(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """One question; the school that asked it keeps it up to date."""
    found = _found(key)
    own = found.school_id == of.pk
    if request.method != "POST":
        return _page(request, found, AccreditationForm(initial=_initial(found)) if own else None)
    if not own:
        raise Http404
    form = AccreditationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        version = form.cleaned_data["versie"] or 0
        actions.change(question=found.pk, version=version, told=form.told(), **by(request))
    except Conflict:
        found = _found(key)
        data = request.POST.copy()
        data["versie"] = str(found.version)
        form.data = data
        return _page(request, found, form, said=meanwhile(), status=409)
    messages.success(request, gettext("Kept. All schools can read it."))
    return redirect("school:accreditation", key=key)


def _found(key: UUID) -> Accreditation:
    found = queries.accreditation_by_key(key)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Accreditation, form: AccreditationForm | None, *, said: str = "", status: int = 200
) -> HttpResponse:
    context = page(
        gettext("Question"),
        SECTION,
        deeper=True,
        question=found,
        form=form,
        said=said,
        country=COUNTRIES[found.country],
        decision=DECISIONS[found.state],
    )
    return render(request, "school/accreditation.html", context, status=status)


def _initial(found: Accreditation) -> dict[str, object]:
    return {
        "opleiding": found.programme,
        "land": found.country,
        "waar": found.host,
        "wie": found.body,
        "vraag": found.question,
        "gevraagd": found.asked,
        "stand": found.state,
        "besloten": found.decided,
        "stuk": found.document,
        "geleerd": found.learned,
        "versie": found.version,
    }
