"""The door of `/mijn/`: for who is signed in and has begun. Everything behind it is about that one person."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from schakel.records.people import queries
from schakel.screens.account.access import View, signed_in

SECTION = "mine"


def own_page(view: View) -> View:
    """The view gets the person as second argument; who has not begun is asked to first."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        person = queries.person_of(user)
        return view(request, person, *args, **kwargs) if person else redirect("mine:begin")

    return guarded


def page(here: str, name: str, **context: Any) -> dict[str, Any]:
    """What every page of `/mijn/` passes: menu, breadcrumb, and its own."""
    trail = [] if name == "home" else [{"label": gettext("My pages"), "url": reverse("mine:home")}]
    return {"section": SECTION, "page": name, "breadcrumb_here": here, "breadcrumb_trail": trail, **context}


def by(request: HttpRequest) -> str:
    """How the audit trail names who is signed in."""
    user: Any = request.user
    return str(user.actor)
