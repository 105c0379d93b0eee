"""The first months of people who were hired.

Who comes: an employer with a new colleague. They leave with a plan: who is the buddy, what is arranged before the first
day, when to sit down together. The new colleague reads the same plan.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import invitation_queries as queries
from schakel.records.journeys.actions import onboarding as actions
from schakel.records.journeys.models import Invitation, Onboarding
from schakel.records.journeys.onboarding import template
from schakel.records.organisations.models import Organisation
from schakel.records.people.searching import log_looks
from schakel.screens.desk.forms import NO_BSN
from schakel.screens.employer.access import by, page, room
from schakel.screens.employer.forms import OnboardingForm
from schakel.screens.employer.words import MILESTONES
from schakel.screens.open.text_form import not_kept

PAGE = 24


@room
@require_safe
def onboardings(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Everybody with a plan, the latest first day first."""
    found = Paginator(queries.onboardings_of(of), PAGE).get_page(request.GET.get("pagina"))
    log_looks(organisation=of, people=[one.invitation.person for one in found], what="profile", by=by(request)["by"])
    context = page(
        gettext("Settling in"),
        "onboarding",
        page_obj=found,
        page_numbers=list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        today=timezone.localdate(),
    )
    return not_kept(render(request, "employer/onboardings.html", context))


@room
@require_http_methods(["GET", "HEAD", "POST"])
def hire(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Choose a plan for somebody who said yes and was hired."""
    invitation = queries.invitation_of(of, key)
    if invitation is None or invitation.state != Invitation.State.ACCEPTED:
        raise Http404
    form = OnboardingForm(request.POST or None, language=get_language() or "nl")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {"template_id": data["plan"], "starts": data["eerste_dag"], "buddy": data["maatje"]}
        try:
            made = actions.plan(invitation=invitation.pk, **words, **by(request))
        except Conflict:
            raise Http404 from None
        except InputError:
            form.add_error("maatje", NO_BSN)
        else:
            return redirect("employer:onboarding", key=made.key)
    context = page(gettext("Make a plan"), "onboarding", form=form, one=invitation)
    status = 422 if request.method == "POST" else 200
    return not_kept(render(request, "employer/hire.html", context, status=status))


@room
@require_http_methods(["GET", "HEAD", "POST"])
def onboarding(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """One plan: tick off what is done, change the first day or the buddy."""
    found = queries.onboarding_by_key(of, key)
    if found is None:
        raise Http404
    language = get_language() or "nl"
    start = {"plan": found.template, "eerste_dag": found.starts, "maatje": found.buddy}
    form = OnboardingForm(initial=start, language=language)
    if request.method == "POST":
        for name, done in (("klaar", True), ("open", False)):
            if request.POST.get(name):
                actions.tick(onboarding=found.pk, code=request.POST[name], done=done, **by(request))
                return redirect("employer:onboarding", key=key)
        form = OnboardingForm({**request.POST.dict(), "plan": found.template}, language=language)
        if form.is_valid() and _changed(request, found, form):
            return redirect("employer:onboarding", key=key)
    log_looks(organisation=of, people=[found.invitation.person], what="profile", by=by(request)["by"])
    context = page(
        found.invitation.person.name,
        "onboarding",
        one=found,
        rows=rows_of(found, language),
        title=template(found.template).title[language],
        form=form,
        today=timezone.localdate(),
    )
    return not_kept(render(request, "employer/onboarding.html", context, status=422 if form.errors else 200))


def _changed(request: HttpRequest, found: Onboarding, form: OnboardingForm) -> bool:
    data = form.cleaned_data
    try:
        actions.change(onboarding=found.pk, starts=data["eerste_dag"], buddy=data["maatje"], by=by(request)["by"])
    except InputError:
        form.add_error("maatje", NO_BSN)
        return False
    messages.success(request, gettext("The plan is changed. What was not done yet moved along."))
    return True


def rows_of(found: Onboarding, language: str) -> list[dict[str, Any]]:
    """The milestones in words."""
    plan = template(found.template)
    rows = []
    for one in queries.milestones_of(found):
        known = plan.milestone(one.code)
        if known is not None:
            rows.append({"one": one, "text": known.texts[language], "kind": MILESTONES[known.kind]})
    return rows
