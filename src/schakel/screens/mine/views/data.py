"""All that is known about a person: who looked, a copy of everything, and the end of it."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from schakel.records.journeys import queries as journeys
from schakel.records.journeys.actions.leaving import erase_person
from schakel.records.people import actions, queries
from schakel.records.people.models import Person
from schakel.screens.account.access import signed_in
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.mine.export import as_zip


@own_page
def looks(request: HttpRequest, person: Person) -> HttpResponse:
    """Who looked at what, and when."""
    about = [f"request {pk}" for pk in journeys.requests_of(person.pk)]
    found = queries.looks_at(person, also=about)
    return render(request, "mine/looks.html", page(gettext("Who looked"), "data", looks=found))


@own_page
def data(request: HttpRequest, person: Person) -> HttpResponse:
    """What is kept and why, with the three rights in one place: take along, correct, delete."""
    return render(request, "mine/data.html", page(gettext("My data"), "data", person=person))


@require_POST
@own_page
def download(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything about the person as a zip with data (JSON) and a page to read (HTML)."""
    actions.record_download(person=person, by=by(request))
    answer = HttpResponse(as_zip(person, now=timezone.now()), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="schakel-mijn-gegevens.zip"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """Remove the person, the account and everything about them, after one more question."""
    user: Any = request.user
    person = queries.person_of(user)
    sure = request.method == "POST" and request.POST.get("zeker") == "ja"
    acting: Any = request.acting  # type: ignore[attr-defined]
    last_admin = [one for one in acting.memberships if one.admin]
    if sure and not last_admin:
        by_whom = by(request)
        if person is None:
            actions.erase_account(user=user, by=by_whom)
        else:
            erase_person(person=person, by=by_whom, now=timezone.now())
        logout(request)
        return redirect("open:home")
    context = {"asked": request.method == "POST" and not sure, "last_admin": last_admin}
    status = 422 if request.method == "POST" else 200
    return render(request, "mine/erase.html", page(gettext("Delete everything"), "data", **context), status=status)
