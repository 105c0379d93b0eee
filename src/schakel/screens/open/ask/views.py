"""A question to the desk.

Who comes: anybody who would rather ask a person, at any point on the site. They leave with the day by which they hear,
and a page of their own that shows where the question is. No account; the address of that page is the key.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.engine.errors import Conflict
from schakel.records.core import queries as core
from schakel.records.journeys import queries
from schakel.records.journeys.actions import desk
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Ambassador, Request
from schakel.records.journeys.stay_queries import ambassador
from schakel.records.journeys.ties import of_request
from schakel.records.offers import queries as offers
from schakel.records.people.queries import person_of
from schakel.screens.open.ask.forms import AskForm
from schakel.screens.open.text_form import not_kept


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """GET shows the form (`over`, `aanbod` and `contact` fill in what it is about); POST puts the question in the inbox."""
    places = list(core.places())
    slug = request.POST.get("aanbod") or request.GET.get("aanbod", "")
    about = offers.offer_by_slug(slug) if slug else None
    contact = _contact(request.POST.get("contact") or request.GET.get("contact", ""))
    if request.method != "POST":
        return render(
            request,
            "open/ask/form.html",
            _context(AskForm(initial={"onderwerp": request.GET.get("over", "")}, places=places), about, contact),
        )
    form = AskForm(request.POST, places=places)
    if not form.is_valid():
        return not_kept(render(request, "open/ask/form.html", _context(form, about, contact), status=422))
    given = form.cleaned_data
    made = desk.take_in(
        asked=desk.Asked(
            channel=Request.Channel.FORM,
            subject=given["onderwerp"],
            text=given["vraag"],
            name=given["naam"],
            email=given["email"],
            phone=given["telefoon"],
            language=get_language() or "nl",
            place=given["gemeente"] or None,
            offer=about.pk if about else None,
            ambassador=contact.pk if contact else None,
            person=_person(request),
        ),
        by="form on the site",
        now=timezone.now(),
    )
    return redirect("open:asked", key=made.key)


def _contact(key: str) -> Ambassador | None:
    """Somebody who said yes to being asked; nobody for a key that is none."""
    with suppress(ValueError):
        return ambassador(UUID(key))
    return None


def _context(form: AskForm, about: object, contact: object) -> dict[str, object]:
    return {
        "form": form,
        "about": about,
        "contact": contact,
        "days": house_rules().days["request"],
        "page": "help",
        "breadcrumb_here": gettext("Ask your question"),
    }


@require_safe
def asked(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where the question is. Shows the question and the answer, not who asked."""
    found = _found(key)
    context = {
        "asked": found,
        "partner": queries.partner_of(found),
        "writable": of_request(found, person=_person(request), now=timezone.now()),
        "reason": house_rules().text(found.reason, get_language() or "nl"),
        "late": found.ended is None and found.answer_by < timezone.localdate(),
        "page": "help",
        "breadcrumb_here": gettext("Your question"),
    }
    return not_kept(render(request, "open/ask/asked.html", context))


def _person(request: HttpRequest) -> int | None:
    """Who is signed in and has begun: their question stands among their own things."""
    acting: Any = getattr(request, "acting", None)
    found = person_of(acting.user) if acting else None
    return found.pk if found else None


@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """The person no longer needs an answer; doing it twice does no harm."""
    found = _found(key)
    with suppress(Conflict):  # answered or closed in the meantime: the page says so
        desk.close(
            request=found.pk,
            version=found.version,
            reason="no-longer-needed",
            by="person with the key",
            now=timezone.now(),
        )
    return redirect("open:asked", key=key)


def _found(key: UUID) -> Request:
    found = queries.request_by_key(key)
    if found is None:
        raise Http404
    return found
