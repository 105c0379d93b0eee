"""The door of `/werkgever/mijn/`: for who acts as an employer. Everything behind it is of that one organisation."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from schakel.records.organisations.models import Role
from schakel.screens.account.access import View, role_required
from schakel.screens.teams import words as teams
from schakel.ui.context import SUBMENUS, Item

SECTION = "employer-room"
MENU = (
    Item("postings", gettext_lazy("Our offers"), "employer:home"),
    Item("people", gettext_lazy("Search people"), "employer:people"),
    Item("invitations", gettext_lazy("Invitations"), "employer:invitations"),
    Item("teachers", gettext_lazy("Teachers"), "employer:teacher-questions"),
    Item("messages", gettext_lazy("Messages"), "employer:messages"),
    Item("guests", gettext_lazy("Guests"), "employer:guests"),
    Item("draws", gettext_lazy("Internship draws"), "employer:draws"),
    Item("assigned", teams.MENU_COMPANY, "assigned:home"),
    Item("pool", gettext_lazy("Mobility pools"), "pool:home"),
    Item("onboarding", gettext_lazy("Settling in"), "employer:onboardings"),
    Item("organisation", gettext_lazy("Our organisation"), "employer:organisation"),
    Item("evaluations", gettext_lazy("How it went"), "employer:evaluations"),
    Item("in-time", gettext_lazy("Answered in time"), "employer:in-time"),
)


def room(view: View) -> View:
    """The view gets the organisation as second argument."""

    @role_required(Role.EMPLOYER)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, request.acting.membership.organisation, *args, **kwargs)  # type: ignore[attr-defined]

    return guarded


def page(here: str, name: str, **context: Any) -> dict[str, Any]:
    """What every page of the room passes: menu, breadcrumb, and its own."""
    trail = [{"label": gettext("I am an employer"), "url": reverse("open:employer")}]
    if name != "postings" or context.get("deeper"):
        trail.append({"label": gettext("Our offers"), "url": reverse("employer:home")})
    menus = {**SUBMENUS, SECTION: MENU}
    return {
        "section": SECTION,
        "page": name,
        "submenus": menus,
        "breadcrumb_here": here,
        "breadcrumb_trail": trail,
        **context,
    }


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when: for every action."""
    user: Any = request.user
    return {"by": str(user.actor), "now": timezone.now()}
