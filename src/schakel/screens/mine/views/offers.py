"""Offers that fit, ranked for the person alone, and routes to what they want to become."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.records.journeys import trials
from schakel.records.journeys.actions import enquiries
from schakel.records.offers import alerts
from schakel.records.offers.engine_io import KINDS, fitting
from schakel.records.offers.engine_io_courses import school_courses
from schakel.records.offers.engine_io_pay import usual_pay
from schakel.records.offers.models import Alert
from schakel.records.offers.shelf import MOST, best_offers, with_offers
from schakel.records.offers.wider import wider
from schakel.records.people import actions, queries
from schakel.records.people.engine_io.own import advise_profile
from schakel.records.people.engine_io.parts import with_courses
from schakel.records.people.engine_io.roles import RouteView
from schakel.records.people.models import Person
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.mine.forms import AlertForm
from schakel.screens.open.offers.labels import KINDS as KIND_WORDS

PER_PAGE = 12
# The trial of the order of this page: see reference/desk/trials.toml.
WIDER = "wider-roles"


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def offers(request: HttpRequest, person: Person) -> HttpResponse:
    """Vacancies, internships and shadow days with their points and reasons. Only the person sees this order."""
    if request.method == "POST":
        return _take_part(request, person)
    user: Any = request.user
    profile, now = queries.profile_for(person), timezone.now()
    kinds = [kind for kind in request.GET.getlist("soort") if kind in KINDS] or list(KINDS)
    near = [claim.uri for claim in profile.skills.all()]
    ranked = best_offers(profile, kinds=kinds, viewer=str(user.key), now=now) if near else []
    trial = trials.running(WIDER, now=now) if ranked else None
    if trial and trials.enter(person=person, of=trial, now=now) == trial.arms[1]:
        ranked = [(offer.pk, match) for offer, match in wider(with_offers(ranked), profile=profile)]
    pages = Paginator(ranked, PER_PAGE)
    page_obj = pages.get_page(request.GET.get("pagina"))
    context = {
        "rows": fitting(with_offers(list(page_obj.object_list)), profile=profile, language=get_language() or "nl"),
        "page_obj": page_obj,
        "page_numbers": list(pages.get_elided_page_range(page_obj.number)),
        "count": len(ranked),
        "more": len(ranked) >= MOST,
        "kinds": [(kind, KIND_WORDS[kind], kind in request.GET.getlist("soort")) for kind in KINDS],
        "kind_words": KIND_WORDS,
        "has_skills": bool(near),
        "alert": Alert.objects.filter(person=person).first(),
        "trial": _in_trial(person, trial),
    }
    return render(request, "mine/offers.html", page(gettext("Offers for me"), "offers", **context))


def _in_trial(person: Person, of: trials.Trial | None) -> dict[str, Any] | None:
    """What a person reads of the trial they are in, or left; nothing for who did not agree to be counted."""
    if of is None or not trials.may_be_counted(person):
        return None
    language = get_language() or "nl"
    return {"name": of.name.get(language, of.name["nl"]), "refused": trials.refused(person, of)}


def _take_part(request: HttpRequest, person: Person) -> HttpResponse:
    """Take no part in the trial of this page, or take part again."""
    of = trials.running(WIDER, now=timezone.now())
    if of is None:
        messages.error(request, gettext("This trial is over."))
    elif request.POST.get("proef") == "wel":
        trials.take_part(person=person, of=of, by=by(request))
        messages.info(request, gettext("You take part again."))
    else:
        trials.refuse(person=person, of=of, by=by(request), now=timezone.now())
        messages.info(request, gettext("You take no part. You see the usual order, and are not counted in the trial."))
    return redirect("mine:offers")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def alert(request: HttpRequest, person: Person) -> HttpResponse:
    """Mail about new offers: the person's own choice, to be stopped with one click."""
    standing = Alert.objects.filter(person=person).first()
    if request.method == "POST" and "stop" in request.POST:
        alerts.stop_alert(person=person, by=by(request), now=timezone.now())
        return redirect("mine:offers")
    initial = {"soort": standing.kinds.split(","), "punten": str(standing.points)} if standing else None
    form = AlertForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        alerts.set_alert(
            person=person, kinds=told["soort"], points=int(told["punten"]), by=by(request), now=timezone.now()
        )
        messages.info(request, gettext("We mail you when something new fits."))
        return redirect("mine:offers")
    status = 422 if request.method == "POST" else 200
    context = page(gettext("Mail about new offers"), "offers", form=form, standing=standing)
    return render(request, "mine/alert.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def routes(request: HttpRequest, person: Person) -> HttpResponse:
    """Routes to the role one wants, and the routes one keeps."""
    user: Any = request.user
    if request.method == "POST" and "weg" in request.POST:
        number = request.POST["weg"]
        actions.remove_route(
            person=person, route=int(number) if number.isdecimal() and len(number) < 19 else 0, by=by(request)
        )
        return redirect("mine:routes")
    profile, language = queries.profile_for(person), get_language() or "nl"
    with with_courses(school_courses(now=timezone.now())):
        advice = advise_profile(
            profile,
            viewer=str(user.key),
            language=language,
            now=timezone.localdate(),
            pay=usual_pay(timezone.localdate()),
            granted=enquiries.granted_to(person.pk),
        )
    first = advice.roles[0] if advice.roles else None
    if request.method == "POST":
        _keep_route(request, person, first)
        return redirect("mine:routes")
    context = {
        "role": first,
        "other_roles": advice.roles[1:4],
        "goal": advice.goal,
        "moves": advice.moves,
        "saved": [_shown(route, language) for route in queries.routes_of(person)],
    }
    return render(request, "mine/routes.html", page(gettext("Routes"), "routes", **context))


def _keep_route(request: HttpRequest, person: Person, role: Any) -> None:
    number = request.POST.get("bewaar", "")
    if role is None or not number.isdecimal() or len(number) > 2 or int(number) >= len(role.routes):
        raise Http404
    route: RouteView = role.routes[int(number)]
    steps = [
        {"offer": step.offer.id, "title": step.offer.label, "start": _day(step.start), "end": _day(step.end)}
        for step in route.steps
    ]
    kept = {"goal": role.uri, "steps": steps, "price": route.price, "weeks": route.weeks}
    actions.save_route(person=person, route=kept, by=by(request), now=timezone.now())
    messages.info(request, gettext("This route is kept."))


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _shown(route: Any, language: str) -> dict[str, Any]:
    from schakel.records.people.engine_io.linking import label_of

    return {"route": route, "goal": label_of(route.goal, language)}
