"""The start of `/mijn/`: what stands where, and the one thing to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import InputError
from schakel.records.journeys import queries as journeys
from schakel.records.journeys.invitation_queries import open_for
from schakel.records.journeys.message_queries import Party, unread
from schakel.records.journeys.models import Booking
from schakel.records.people import actions, queries
from schakel.records.people.models import Person
from schakel.screens.account.access import signed_in
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.mine.forms import BeginForm

COMING = 3


@own_page
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """What is there, and what helps most now."""
    profile = queries.profile_for(person)
    live = [Booking.State.BOOKED, Booking.State.WAITING]
    coming = journeys.bookings_of(person.pk).filter(state__in=live, session__starts__gt=timezone.now())
    context = {
        "person": person,
        "profile": profile,
        "skill_count": len(profile.skills.all()),
        "bookings": list(coming[:COMING]),
        "invitation_count": open_for(person, today=timezone.localdate()),
        "message_count": unread(Party(person=person), now=timezone.now()),
        "route_count": queries.routes_of(person).count(),
        "allowed_count": sum(1 for one in queries.consents_of(person) if one.since),
        "next": _next(profile),
    }
    return render(request, "mine/home.html", page(gettext("My pages"), "home", **context))


def _next(profile: Any) -> str:
    """The one thing that helps most: skills first, then a wish, then looking."""
    if not profile.skills.all():
        return "skills"
    return "look" if profile.goal or profile.hours_max or profile.place_id else "wishes"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """Make the person's pages. Who is younger than 16 gets a friendly word and keeps nothing here."""
    user: Any = request.user
    if queries.person_of(user):
        return redirect("mine:home")
    form = BeginForm(request.POST if request.method == "POST" else None)
    young = request.method == "POST" and request.POST.get("leeftijd") == "nee"
    if request.method == "POST" and not young and form.is_valid():
        try:
            actions.begin(user=user, name=form.cleaned_data["naam"], by=by(request), now=timezone.now())
        except InputError:
            form.add_error("naam", gettext("Write a name without numbers."))
        else:
            return redirect("mine:home")
    context = {"form": BeginForm() if young else form, "young": young}
    status = 422 if request.method == "POST" and not young else 200
    # No menu yet: everything in it leads back here.
    shown = {**page(gettext("Begin"), "begin", **context), "section": ""}
    return render(request, "mine/begin.html", shown, status=status)
