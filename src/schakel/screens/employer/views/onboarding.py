"""People who were hired, and their first months.

Who comes: an employer with a new colleague. They leave having said so once, which counts in the figures, and with a
plan: who is the buddy, what is arranged before the first day, when to sit down together. The new colleague reads both.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import hire_queries as hires
from schakel.records.journeys import invitation_queries as queries
from schakel.records.journeys.actions import hiring
from schakel.records.journeys.actions import onboarding as actions
from schakel.records.journeys.models import Hire, Invitation, Onboarding
from schakel.records.journeys.onboarding import template
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person
from schakel.records.people.searching import log_looks
from schakel.screens.desk.forms import NO_BSN
from schakel.screens.employer.access import by, page, room
from schakel.screens.employer.forms import HireForm, OnboardingForm, PlanForm
from schakel.screens.employer.words import MILESTONES
from schakel.screens.open.text_form import not_kept

PAGE = 24


@room
@require_http_methods(["GET", "HEAD", "POST"])
def onboardings(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Everybody who was hired, the last one first, with the plan where there is one."""
    if request.method == "POST":
        return _undo(request, of)
    found = Paginator(hires.hires_of(of), PAGE).get_page(request.GET.get("pagina"))
    log_looks(organisation=of, people=[one.person for one in found], what="profile", by=by(request)["by"])
    plans = {one.hire_id: one for one in queries.onboardings_of(of).filter(hire__in=[one.pk for one in found])}
    now = timezone.now()
    context = page(
        gettext("Settling in"),
        "onboarding",
        rows=[
            {"hire": one, "plan": plans.get(one.pk), "undo": hires.can_undo(one, Hire.By.EMPLOYER, now=now)}
            for one in found
        ],
        page_obj=found,
        page_numbers=list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        today=timezone.localdate(),
    )
    return not_kept(render(request, "employer/onboardings.html", context))


def _undo(request: HttpRequest, of: Organisation) -> HttpResponse:
    found = _hire(of, request.POST.get("terug", ""))
    try:
        hiring.undo(hire=found.pk, told_by=Hire.By.EMPLOYER, **by(request))
        messages.info(request, gettext("You took it back. It counts nowhere."))
    except Conflict:
        messages.error(request, gettext("This can no longer be taken back. Ask the desk for help."))
    return redirect("employer:onboardings")


def _hire(of: Organisation, key: str) -> Hire:
    try:
        found = hires.hire_of(of, UUID(key))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


@room
@require_http_methods(["GET", "HEAD", "POST"])
def hire(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Say that somebody who said yes was hired."""
    invitation = queries.invitation_of(of, key)
    if invitation is None or invitation.state != Invitation.State.ACCEPTED:
        raise Http404
    return _tell(request, hiring.After("invitation", invitation.pk), invitation.person)


@room
@require_http_methods(["GET", "HEAD", "POST"])
def hire_intern(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Say that a student who shows their name was hired after the internship."""
    entry = hires.internship_of(of, key)
    if entry is None:
        raise Http404
    return _tell(request, hiring.After("entry", entry.pk), entry.person)


def _tell(request: HttpRequest, after: hiring.After, person: Person) -> HttpResponse:
    """The form of a hire; with a plan when one is chosen."""
    form = HireForm(request.POST or None, language=get_language() or "nl")
    if request.method == "POST" and form.is_valid():
        answer = _told(request, after, form)
        if answer is not None:
            return answer
    context = page(gettext("Say that you hired somebody"), "onboarding", form=form, person=person)
    status = 422 if request.method == "POST" else 200
    return not_kept(render(request, "employer/hire.html", context, status=status))


def _told(request: HttpRequest, after: hiring.After, form: HireForm) -> HttpResponse | None:
    """The page to go on with; None when the form has to be shown again, with what is wrong."""
    data = form.cleaned_data
    try:
        with transaction.atomic():
            made = hiring.tell(after=after, starts=data["eerste_dag"], told_by=Hire.By.EMPLOYER, **by(request))
            if data["plan"]:
                words = {"template_id": data["plan"], "buddy": data["maatje"]}
                plan = actions.plan(hire=made.pk, **words, **by(request))
                return redirect("employer:onboarding", key=plan.key)
    except Conflict:
        form.add_error(None, gettext("This person says that it is not so. Talk to each other first."))
        return None
    except InputError as error:
        if error.place == "starts":
            form.add_error("eerste_dag", gettext("Choose a day within a year from now."))
        else:
            form.add_error("maatje", NO_BSN)
        return None
    messages.success(request, gettext("Kept. The person sees this too, and can say that it is not so."))
    return redirect("employer:onboardings")


@room
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """Make the plan of somebody who was hired without one."""
    found = hires.hire_of(of, key)
    if found is None or found.ended is not None:
        raise Http404
    form = PlanForm(request.POST or None, language=get_language() or "nl")
    if request.method == "POST" and form.is_valid():
        words = {"template_id": form.cleaned_data["plan"], "buddy": form.cleaned_data["maatje"]}
        try:
            made = actions.plan(hire=found.pk, **words, **by(request))
        except InputError:
            form.add_error("maatje", NO_BSN)
        else:
            return redirect("employer:onboarding", key=made.key)
    context = page(gettext("Make a plan"), "onboarding", form=form, one=found)
    status = 422 if request.method == "POST" else 200
    return not_kept(render(request, "employer/plan.html", context, status=status))


@room
@require_http_methods(["GET", "HEAD", "POST"])
def onboarding(request: HttpRequest, of: Organisation, key: UUID) -> HttpResponse:
    """One plan: tick off what is done, change the first day or the buddy."""
    found = queries.onboarding_by_key(of, key)
    if found is None or found.hire is None:
        raise Http404
    language = get_language() or "nl"
    start = {"eerste_dag": found.starts, "maatje": found.buddy}
    form = OnboardingForm(initial=start)
    if request.method == "POST":
        for name, done in (("klaar", True), ("open", False)):
            if request.POST.get(name):
                actions.tick(onboarding=found.pk, code=request.POST[name], done=done, **by(request))
                return redirect("employer:onboarding", key=key)
        form = OnboardingForm(request.POST)
        if form.is_valid() and _changed(request, found, form):
            return redirect("employer:onboarding", key=key)
    person = found.hire.person
    log_looks(organisation=of, people=[person], what="profile", by=by(request)["by"])
    context = page(
        person.name,
        "onboarding",
        one=found,
        person=person,
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
