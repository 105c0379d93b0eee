"""What a person looks for, and what they allow."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.records.core import queries as core
from schakel.records.people import actions, queries
from schakel.records.people.actions import Wished
from schakel.records.people.engine_io.linking import occupation_uri_of
from schakel.records.people.engine_io.own import OCCUPATION
from schakel.records.people.models import Person, Profile
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.mine.forms import WishesForm


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def wishes(request: HttpRequest, person: Person) -> HttpResponse:
    """Role, hours, travel, side of the border, start. All of it may stay open."""
    profile, language = queries.profile_for(person), get_language() or "nl"
    places = list(core.places())
    form = WishesForm(request.POST or None, initial=_initial(profile), language=language, places=places)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        wished = Wished(
            place=told["gemeente"] or None,
            level=told["niveau"],
            occupation=occupation_uri_of(told["beroep"]) or "",
            goal=occupation_uri_of(told["doel"]) or "",
            hours_min=told["uren_van"],
            hours_max=told["uren_tot"],
            travel_km=told["afstand"],
            available_from=told["start"],
            countries=",".join(told["landen"]),
            remote=told["thuis"],
            may_work_in=",".join(told["werkland"]),
        )
        actions.set_wishes(person=person, wished=wished, version=told["versie"], by=by(request))
        messages.info(request, gettext("Your wishes are kept."))
        return redirect("mine:wishes")
    status = 422 if request.method == "POST" else 200
    context = page(gettext("Wishes"), "wishes", form=form)
    return render(request, "mine/wishes.html", context, status=status)


def _initial(profile: Profile) -> dict[str, object]:
    return {
        "doel": profile.goal.removeprefix(OCCUPATION),
        "beroep": profile.occupation.removeprefix(OCCUPATION),
        "niveau": profile.level,
        "gemeente": profile.place_id or "",
        "afstand": profile.travel_km,
        "uren_van": profile.hours_min,
        "uren_tot": profile.hours_max,
        "start": profile.available_from,
        "landen": profile.countries.split(",") if profile.countries else [],
        "thuis": profile.remote,
        "werkland": profile.may_work_in.split(",") if profile.may_work_in else [],
        "versie": profile.version,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def consents(request: HttpRequest, person: Person) -> HttpResponse:
    """What is public, to whom, for what. Yes and no are one click; no counts at once."""
    if request.method == "POST":
        if request.POST.get("ja") == "alerts":
            return redirect("mine:alert")  # saying of which offers is saying yes
        if "ja" in request.POST:
            actions.give_consent(person=person, purpose_id=request.POST["ja"], by=by(request), now=timezone.now())
        elif "nee" in request.POST:
            actions.withdraw_consent(person=person, purpose_id=request.POST["nee"], by=by(request), now=timezone.now())
        return redirect("mine:consents")
    language = get_language() or "nl"
    rows = [
        {"allowed": one, "title": one.purpose.title[language], "text": one.purpose.text[language]}
        for one in queries.consents_of(person)
    ]
    return render(request, "mine/consents.html", page(gettext("Who may see what"), "consents", rows=rows))
