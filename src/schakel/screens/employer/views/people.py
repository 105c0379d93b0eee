"""Search people on what they published, and invite one.

Who comes: an employer with an open offer. They see what people can do, in an order drawn by lot, and ask one to talk.
Who it is, they learn when that person says yes.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.core import queries as core
from schakel.records.journeys import invitation_queries as asked
from schakel.records.journeys.actions import invitations as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.offers import posting_queries as postings
from schakel.records.offers.models import Posting
from schakel.records.offers.posting import reading_of
from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.criteria import disclosure
from schakel.records.people.engine_io.lots import neutral_order
from schakel.records.people.models import Profile
from schakel.records.people.searching import log_search, reference_of, seed_of, shown
from schakel.screens.employer.access import by, page, room
from schakel.screens.employer.answers import asked_of
from schakel.screens.employer.forms import InviteForm
from schakel.screens.employer.search import Question, SearchForm, cards
from schakel.screens.open.text_form import not_kept

PAGE = 24
FIELDS = ("q", "goed", "niveau", "taal", "taalniveau", "uren", "gemeente", "km")


@dataclass(frozen=True)
class Found:
    """The form, the question, and the page of people that answers it."""

    form: SearchForm
    question: Question | None
    page: Page[Any] | None
    profiles: list[Profile]
    seed: str


def _search(given: QueryDict, of: Organisation) -> Found:
    places = list(core.places())
    seed = seed_of(of, timezone.localdate())
    if not any(name in given for name in FIELDS):
        return Found(SearchForm(places=places, initial={"km": "30"}), None, None, [], seed)
    form = SearchForm(given, places=places)
    if not form.is_valid():
        return Found(form, None, None, [], seed)
    question = Question(form.cleaned_data, get_language() or "nl")
    if not question.asks:
        return Found(form, question, None, [], seed)
    numbers = neutral_order(question.asked, seed=seed)
    found = Paginator(numbers, PAGE).get_page(given.get("pagina"))
    return Found(form, question, found, shown(list(found)), seed)


@room
@require_safe
def people(request: HttpRequest, of: Organisation) -> HttpResponse:
    """The form, and who answers it."""
    for_offer = _from_posting(request.GET, of)
    if for_offer:
        return redirect(f"{request.path}?{for_offer}")
    found = _search(request.GET, of)
    if found.profiles:
        log_search(organisation=of, seen=found.profiles, seed=found.seed, by=by(request)["by"])
    count = found.page.paginator.count if found.page else 0
    numbers = (
        found.page.paginator.get_elided_page_range(found.page.number, on_each_side=1, on_ends=1) if found.page else []
    )
    context = page(
        gettext("Search people"),
        "people",
        form=found.form,
        question=found.question,
        page_obj=found.page,
        page_numbers=list(numbers),
        cards=cards(found.profiles, of, get_language() or "nl", _asked(found)),
        count=count,
        about=disclosure().show(count),
        least=disclosure().shown_from,
        criteria=request.GET.urlencode(),
        for_offer=request.GET.get("voor", ""),
        has_open=bool(postings.open_postings(of)),
    )
    return not_kept(render(request, "employer/people.html", context, status=422 if found.form.errors else 200))


def _asked(found: Found) -> list[str]:
    return [one.id for one in found.question.skills] if found.question else []


def _from_posting(given: QueryDict, of: Organisation) -> str:
    """The demands of one of the organisation's own offers, as a query string; empty when the page asks already."""
    if "voor" not in given or any(name in given for name in FIELDS):
        return ""
    try:
        posting = postings.posting_by_key(of, UUID(given.get("voor", "")))
    except ValueError:
        posting = None
    if posting is None:
        return ""
    found = reading_of(posting, get_language() or "nl")
    asks = asked_of(posting, found)
    query = QueryDict(mutable=True)
    query["voor"] = str(posting.key)
    query["q"] = ", ".join(row.label for row in found.required)
    query["niveau"] = asks.level
    query["taal"] = asks.languages[0][0] if asks.languages else ""
    return query.urlencode()


@dataclass(frozen=True)
class Seen:
    """One person from a search, for one organisation: its open offers, and those it may still ask this person for."""

    of: Organisation
    profile: Profile
    wanted: list[str]
    own: list[Posting]
    left: list[Posting]


def _seen(of: Organisation, found: Found, reference: str) -> Seen | None:
    profile = next((one for one in found.profiles if reference_of(one.person, of) == reference), None)
    if profile is None:
        return None
    own = postings.open_postings(of)
    before = asked.asked_before([one.offer_id for one in own if one.offer_id], [profile.person_id])
    left = [one for one in own if (one.offer_id, profile.person_id) not in before]
    return Seen(of, profile, _asked(found), own, left)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, of: Organisation, reference: str) -> HttpResponse:
    """One person from the search, and the form to ask them. The search stands in the address: it is asked again."""
    found = _search(request.GET, of)
    seen = _seen(of, found, reference)
    if seen is None:
        return _gone(request)
    if request.method != "POST":
        log_search(organisation=of, seen=[seen.profile], seed=found.seed, by=by(request)["by"])
        form = InviteForm(postings=seen.left, initial={"aanbod": request.GET.get("voor", "")})
        return _invite_page(request, seen, form)
    chosen = request.POST.get("aanbod", "")
    if any(str(one.key) == chosen for one in seen.own if one not in seen.left):
        # A double click, or a colleague: the person was asked already, once.
        return redirect("employer:invitations")
    form = InviteForm(request.POST, postings=seen.left)
    return _ask(request, seen, form) if form.is_valid() else _invite_page(request, seen, form, status=422)


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, gettext("This person no longer answers your search. Search again."))
    return redirect("employer:people")


def _ask(request: HttpRequest, seen: Seen, form: InviteForm) -> HttpResponse:
    offer = next(one.offer for one in seen.left if str(one.key) == form.cleaned_data["aanbod"])
    assert offer is not None  # noqa: S101 -- open postings have one
    try:
        actions.invite(offer=offer, person=seen.profile.person, message=form.cleaned_data["bericht"], **by(request))
    except Conflict:
        return _gone(request)
    except InputError as error:
        if error.place == "message":
            form.refuse_bsn()
        else:
            most = house_rules().days["invitations_most"]
            said = gettext("%(n)s people have not answered you yet. Wait for their answers first.") % {"n": most}
            form.add_error(None, said)
        return _invite_page(request, seen, form, status=422)
    messages.success(request, gettext("Asked. You learn who it is when this person says yes."))
    return redirect("employer:invitations")


def _invite_page(request: HttpRequest, seen: Seen, form: InviteForm, *, status: int = 200) -> HttpResponse:
    context = page(
        gettext("Invite"),
        "people",
        card=cards([seen.profile], seen.of, get_language() or "nl", seen.wanted)[0],
        form=form,
        can_ask=bool(seen.left),
        has_open=bool(seen.own),
        days=house_rules().days["invitation"],
        criteria=request.GET.urlencode(),
    )
    return not_kept(render(request, "employer/invite.html", context, status=status))
