"""The school's own offers.

Who comes: a teacher or planner with new dates. They leave with dates that people can book, and know what is full.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from schakel.engine.errors import Conflict
from schakel.records.core import queries as core
from schakel.records.journeys import school_queries as queries
from schakel.records.journeys.actions import sessions as actions
from schakel.records.offers.models import Offer, Posting
from schakel.records.offers.posting_queries import drafts_of, posting_of
from schakel.records.organisations.models import Organisation
from schakel.screens.open.offers.labels import KINDS
from schakel.screens.school.access import by, meanwhile, page, paged, room
from schakel.screens.school.forms import SessionForm, TermsForm


@room
@require_safe
def home(request: HttpRequest, of: Organisation) -> HttpResponse:
    """All offers of the school, those with a coming date first."""
    rows = paged(request, queries.offers_of(of, now=timezone.now()))
    context = page(gettext("Our offers"), "offers", of=of, kinds=KINDS, drafts=drafts_of(of), **rows)
    return render(request, "school/home.html", context)


@room
@require_safe
def offer(request: HttpRequest, of: Organisation, slug: str) -> HttpResponse:
    """One offer: what one pays and needs, and its dates."""
    return _page(request, _found(of, slug))


@room
@require_POST
def terms(request: HttpRequest, of: Organisation, slug: str) -> HttpResponse:
    """Change what one pays and needs to start."""
    found, form = _found(of, slug), TermsForm(request.POST, prefix="v")
    if not form.is_valid():
        return _page(request, found, terms=form, status=422)
    mark = form.cleaned_data["versie"]
    try:
        actions.change_terms(offer=found.pk, mark=mark, told=form.told(), **by(request))
    except Conflict:
        found = _found(of, slug)
        form.data = _fresh(request, "v-versie", actions.terms_mark(found))
        return _page(request, found, terms=form, said=meanwhile(), status=409)
    messages.success(request, gettext("Kept. Everybody reads this on the offer."))
    return redirect("school:offer", slug=slug)


@room
@require_POST
def add(request: HttpRequest, of: Organisation, slug: str) -> HttpResponse:
    """Add a date that people can book."""
    found, form = _found(of, slug), SessionForm(request.POST, prefix="d", places=core.places())
    if not form.is_valid():
        return _page(request, found, day=form, status=422)
    made = actions.add_session(offer=found.pk, plan=form.plan(), **by(request))
    messages.success(request, gettext("Added. People can book it now."))
    return redirect("school:session", key=made.key)


def _found(of: Organisation, slug: str) -> Offer:
    found = queries.offer_of(of, slug)
    if found is None:
        raise Http404
    return found


def _fresh(request: HttpRequest, name: str, value: str) -> Any:
    """What was sent, with the version the page shows now."""
    data = request.POST.copy()
    data[name] = value
    return data


def _page(
    request: HttpRequest,
    found: Offer,
    *,
    terms: TermsForm | None = None,
    day: SessionForm | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    own = posting_of(found) if found.kind in Posting.SCHOOL_KINDS else None
    start = {"prijs": found.price, "instap": found.entry, "versie": actions.terms_mark(found)}
    context = page(
        gettext("Offer"),
        "offers",
        deeper=True,
        offer=found,
        kind=KINDS.get(found.kind, found.kind),
        posting=own,
        can_take_over=found.kind in Posting.SCHOOL_KINDS and own is None,
        terms_form=terms or TermsForm(initial=start, prefix="v"),
        day_form=day or SessionForm(prefix="d", places=core.places(), initial={"gemeente": found.place_id or ""}),
        wrong=terms if terms is not None and terms.errors else day,
        said=said,
        now=timezone.now(),
        **paged(request, queries.sessions_of(found, now=timezone.now())),
    )
    return render(request, "school/offer.html", context, status=status)
