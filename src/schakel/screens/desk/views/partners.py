"""What a partner of the desk is asked.

Who comes: somebody of Leo Loopbaan, UWV or a school who was asked to take a person over. They leave having said yes, or
no with a reason; both within the days agreed. They see a name and contact data only of who was referred to them.
"""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import queries, ties
from schakel.records.journeys.actions import desk
from schakel.records.journeys.message_queries import Party, unread
from schakel.records.journeys.models import Referral
from schakel.records.organisations.models import Role
from schakel.screens.account.access import role_required
from schakel.screens.desk.forms import SUBJECTS, ReferralForm
from schakel.screens.open.text_form import not_kept

PAGE = 24


def _partner(request: HttpRequest) -> int:
    """The organisation this account now acts for."""
    return int(request.acting.membership.organisation_id)  # type: ignore[attr-defined]


def _party(request: HttpRequest) -> Party:
    return Party(organisation=request.acting.membership.organisation, role=Role.PARTNER)  # type: ignore[attr-defined]


def frame_of_partner(here: str) -> dict[str, Any]:
    """What every page of a partner shows around it."""
    return {"section": "desk", "page": "asked", "breadcrumb_here": here}


@role_required(Role.PARTNER)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Referrals to the partner this account acts for, those to answer first on top."""
    page = Paginator(queries.referrals_for(_partner(request)), PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page_obj": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "today": timezone.localdate(),
        "message_count": unread(_party(request), now=timezone.now()),
        "subjects": SUBJECTS,
        **frame_of_partner(gettext("Asked of you")),
    }
    return not_kept(render(request, "desk/asked.html", context))


@role_required(Role.PARTNER)
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, key: UUID) -> HttpResponse:
    """One referral: who, what, what they agreed to; accept it or return it."""
    found = queries.referrals_for(_partner(request)).filter(key=key).first()
    if found is None:
        raise Http404
    form = ReferralForm(request.POST or None)
    said = ""
    if request.method == "POST" and form.is_valid():
        try:
            desk.answer_referral(
                referral=found.pk,
                accepted="ja" in request.POST,
                reason="" if "ja" in request.POST else form.cleaned_data["reden"],
                text=form.cleaned_data["toelichting"],
                by=request.user.actor,  # type: ignore[union-attr]
                now=timezone.now(),
            )
        except Conflict:
            said = gettext("This was already answered, or the person withdrew it.")
            found.refresh_from_db()
        except InputError:
            form.add_error("reden", gettext("Choose why you return it. The desk reads it."))
        else:
            return redirect("desk:asked")
    return _referral_page(request, found, form, said)


def _referral_page(request: HttpRequest, found: Referral, form: ReferralForm, said: str) -> HttpResponse:
    desk.looked(request=found.request_id, by=request.user.actor)  # type: ignore[union-attr]
    context = {
        "referral": found,
        "form": form,
        "said": said,
        "writable": ties.tie(ties.Kind.REFERRAL, found.key, now=timezone.now()) is not None,
        "subject": SUBJECTS.get(found.request.subject, found.request.subject),
        **frame_of_partner(gettext("Asked of you")),
    }
    status = 409 if said else 422 if form.errors else 200
    return not_kept(render(request, "desk/referral.html", context, status=status))
