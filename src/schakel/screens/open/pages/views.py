"""The front page, and the pages about this site: help, privacy, accessibility, the rules we calculate with."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from schakel.records.core import queries as core
from schakel.records.core.region import current_region
from schakel.records.journeys.actions.hiring import UNDO_WITHIN
from schakel.records.journeys.actions.paths import STAYED_MONTHS
from schakel.records.journeys.house_rules import house_rules
from schakel.records.observatory import queries as observatory
from schakel.records.offers import queries as offers
from schakel.records.organisations import queries as organisations
from schakel.records.programme import initiative_queries as programme

AGENDA_ON_HOME = 3
INITIATIVES_ON_HOME = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three doors, and the state of the region at a glance."""
    return render(
        request,
        "open/pages/home.html",
        {
            "highlights": observatory.highlights(get_language() or "nl"),
            "sessions": offers.upcoming_sessions(now=timezone.now())[:AGENDA_ON_HOME],
            "initiatives": programme.initiatives()[:INITIATIVES_ON_HOME],
            "initiative_count": programme.initiatives().count(),
            "municipalities": core.municipalities(),
            "campuses": campus_labels(),
            "source": current_region().edition,
        },
    )


def campus_labels() -> dict[str, str]:
    """Short names of the campuses by the code of their municipality: without the words that all of them share."""
    found = [campus for campus in organisations.campuses() if "campus" in campus.name.casefold()]
    shared = set.intersection(*(set(campus.name.split()) for campus in found)) if len(found) > 1 else set()
    return {
        str(campus.place_id): " ".join(word for word in campus.name.split() if word not in shared) for campus in found
    }


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Who you can talk to, by what you come for."""
    region = current_region()
    groups = [
        ("talent", gettext("You look for work, study or a switch")),
        ("employer", gettext("You are an employer")),
        ("school", gettext("You teach")),
        ("border", gettext("You live or work over the border")),
    ]
    partners = {partner.id: partner for partner in region.partners}
    desks = [
        (title, [(partners[desk.partner], desk) for desk in region.desks if audience in desk.audiences])
        for audience, title in groups
    ]
    context = {
        "groups": [(title, rows) for title, rows in desks if rows],
        "page": "help",
        "breadcrumb_here": gettext("Help from a person"),
    }
    return render(request, "open/pages/help.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of somebody, why and how long; the times are those the rules themselves use."""
    context = {
        "silent_days": house_rules().days["keep_silent"],
        "undo_hours": int(UNDO_WITHIN.total_seconds()) // 3600,
        "stayed_months": ", ".join(str(months) for months in STAYED_MONTHS),
        "breadcrumb_here": gettext("Privacy"),
    }
    return render(request, "open/pages/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "open/pages/accessibility.html", {"breadcrumb_here": gettext("Accessibility")})


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness."""
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0, second=0, minute=0, hour=0)
    contact = request.build_absolute_uri(reverse("open:help"))
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: " + ", ".join(code for code, _ in settings.LANGUAGES),
    ]
    return HttpResponse(
        "\n".join([*lines, f"Canonical: {request.build_absolute_uri()}", ""]), content_type="text/plain; charset=utf-8"
    )


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")
