"""A person's path: the steps to a goal, what comes next, and what came of each.

Who comes: somebody who keeps a route, or who planned steps with an adviser, and wants to know what to do now. They leave
having said how a step went, with the next one in sight. What they say here is what the programme counts: no other form.
"""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import path_queries
from schakel.records.journeys.actions import paths
from schakel.records.journeys.models import Journey, Step
from schakel.records.journeys.validators import checked_text
from schakel.records.offers import queries as offers
from schakel.records.people import queries
from schakel.records.people.models import Person
from schakel.screens.mine.access import by, own_page, page
from schakel.ui.fields import PlainForm

NO_BSN = _("The text holds a number that looks like a citizen service number (BSN). Take it out: we never need it.")
# What each state is called, and what the button says that brings a step there.
STATES = {
    Step.State.PLANNED: pgettext_lazy("of a step", "to do"),
    Step.State.BOOKED: pgettext_lazy("of a step", "booked"),
    Step.State.STARTED: pgettext_lazy("of a step", "begun"),
    Step.State.FINISHED: pgettext_lazy("of a step", "done"),
    Step.State.FAILED: pgettext_lazy("of a step", "did not work out"),
    Step.State.DROPPED: pgettext_lazy("of a step", "no longer needed"),
}
SAYS = {
    Step.State.STARTED: _("I began"),
    Step.State.FINISHED: _("I finished it"),
    Step.State.FAILED: _("It did not work out"),
    Step.State.DROPPED: _("No longer needed"),
}


_SLUG = re.compile(r"(?:.*/aanbod/)?([a-z0-9][a-z0-9-]{0,119})/?")


class StepForm(PlainForm):
    """A step in words, the offer where it is one, and the day by which it is done."""

    stap = forms.CharField(label=_("Next step"), max_length=200, error_messages={"required": _("Write a few words.")})
    aanbod = forms.CharField(
        label=_("Address of the offer"),
        required=False,
        max_length=300,
        help_text=_("Only when it is something on this site. Copy it from the top of your browser."),
    )
    voor = forms.DateField(
        label=_("To be done by"),
        required=False,
        widget=forms.DateInput(
            attrs={"type": "date", "class": "utrecht-textbox utrecht-textbox--html-input"}, format="%Y-%m-%d"
        ),
        error_messages={"invalid": _("This is not a date. Write it like 2027-01-31.")},
    )

    def clean_stap(self) -> str:
        try:
            return checked_text(self.cleaned_data["stap"], place="step")
        except InputError:
            raise forms.ValidationError(NO_BSN) from None

    def clean_aanbod(self) -> int | None:
        text = str(self.cleaned_data["aanbod"]).strip()
        found = _SLUG.fullmatch(text)
        offer = offers.offer_by_slug(found[1]) if found else None
        if text and offer is None:
            raise forms.ValidationError(_("We do not know this offer. Open it, and copy its address."))
        return offer.pk if offer else None

    def step(self) -> paths.PlannedStep:
        """What was filled in; only after it is valid."""
        given = self.cleaned_data
        return paths.PlannedStep(title=given["stap"], offer=given["aanbod"], due=given["voor"])


def shown(journey: Journey, language: str) -> dict[str, Any]:
    """A path as both of its pages show it."""
    from schakel.records.people.engine_io.linking import label_of

    steps = [
        {
            "step": one,
            "state": STATES[Step.State(one.state)],
            "says": [(state, SAYS[Step.State(state)]) for state in path_queries.next_states(one) if state in SAYS],
        }
        for one in journey.steps.all()
    ]
    open_ = [one for one in steps if one["says"]]
    goal = label_of(journey.goal, language) if journey.goal else ""
    return {"journey": journey, "goal": goal, "steps": steps, "next": open_[0] if open_ else None}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def path(request: HttpRequest, person: Person) -> HttpResponse:
    """The person's paths; what they say about a step, add to it, or plan from a route they keep."""
    form = StepForm(request.POST if "stap" in request.POST else None)
    if request.method == "POST":
        try:
            if _act(request, person, form):
                return redirect("mine:path")
        except (Conflict, InputError):
            messages.warning(request, gettext("That has changed in the meantime. Look at it again."))
            return redirect("mine:path")
    language = get_language() or "nl"
    rows = [shown(one, language) for one in path_queries.paths_of(person.pk)]
    open_ = [one for one in rows if one["journey"].closed is None]
    for one in open_:
        wrong = form.is_bound and request.POST.get("pad") == str(one["journey"].pk)
        one["form"] = form if wrong else StepForm(auto_id=f"id_{one['journey'].pk}_%s")
    context = {
        "paths": open_,
        "closed": [one for one in rows if one["journey"].closed is not None],
        "route_count": queries.routes_of(person).count(),
        "form": form if form.is_bound else None,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "mine/path.html", page(gettext("My path"), "path", **context), status=status)


def _act(request: HttpRequest, person: Person, form: StepForm) -> bool:
    """Do what a button of the page asks; False when the form has to be put right."""
    given = request.POST
    if "route" in given:
        _from_route(request, person)
    elif "begin" in given:
        _begin(person, goal="", steps=[], said_by=by(request))
    elif "naar" in given:
        _say(request, person)
    else:
        journey = _own(person, given.get("pad", ""))
        words: dict[str, Any] = {"journey": journey.pk, "by": by(request), "now": timezone.now()}
        if "klaar" in given:
            paths.close_journey(**words)
        elif "alleen" in given:
            paths.go_alone(**words)
        elif not form.is_valid():
            return False
        else:
            paths.add_step(step=form.step(), **words)
    return True


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise Http404
    return int(text)


def _own(person: Person, number: str) -> Journey:
    found = path_queries.paths_of(person.pk).filter(pk=_number(number)).first()
    if found is None:
        raise Http404
    return found


def _say(request: HttpRequest, person: Person) -> None:
    pk, _sign, state = request.POST["naar"].partition(":")
    step = path_queries.step_of(person.pk, _number(pk))
    if step is None or state not in SAYS:
        raise Http404
    paths.move_step(step=step.pk, state=state, by=by(request), now=timezone.now(), evidence="person")


def _begin(person: Person, *, goal: str, steps: list[paths.PlannedStep], said_by: str) -> None:
    """One open path to a goal: the same button twice gives one."""
    there = path_queries.paths_of(person.pk).filter(goal=goal, closed=None).first()
    if there is None:
        paths.open_journey(person=person.pk, goal=goal, steps=steps, by=said_by, now=timezone.now())


def _from_route(request: HttpRequest, person: Person) -> None:
    route = queries.routes_of(person).filter(pk=_number(request.POST["route"])).first()
    if route is None:
        raise Http404
    known = offers.numbers_of([one.get("offer", "") for one in route.steps])
    steps = [
        paths.PlannedStep(title=one["title"][:200], offer=known.get(one.get("offer", "")), due=None)
        for one in route.steps[: paths.STEPS_MOST]
    ]
    _begin(person, goal=route.goal, steps=steps, said_by=by(request))
