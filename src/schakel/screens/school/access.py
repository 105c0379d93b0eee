"""The door of `/onderwijs/mijn/`: for who acts for a school. Everything behind it is of that one school."""

from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from schakel.records.organisations.models import Role
from schakel.screens.account.access import View, role_required
from schakel.screens.teams import words as teams
from schakel.ui.context import SUBMENUS, Item

SECTION = "school-room"
PAGE = 24
MENU = (
    Item("offers", gettext_lazy("Our offers"), "school:home"),
    Item("exemptions", gettext_lazy("Exemptions"), "school:exemptions"),
    Item("teachers", gettext_lazy("Teachers"), "school:teachers"),
    Item("groups", gettext_lazy("Book for a group"), "school:groups"),
    Item("periods", gettext_lazy("Share internships"), "school:periods"),
    Item("rounds", teams.MENU_SCHOOL, "rounds:home"),
    Item("messages", gettext_lazy("Messages"), "school:messages"),
    Item("accreditations", gettext_lazy("Counts over the border"), "school:accreditations"),
)


def room(view: View) -> View:
    """The view gets the school as second argument."""

    @role_required(Role.SCHOOL)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, request.acting.membership.organisation, *args, **kwargs)  # type: ignore[attr-defined]

    return guarded


def page(here: str, name: str, **context: Any) -> dict[str, Any]:
    """What every page of the room passes: menu, breadcrumb, and its own. `deeper`: it stands below its menu entry."""
    trail = [{"label": gettext("I teach"), "url": reverse("open:school")}]
    if name != "offers" or context.get("deeper"):
        trail.append({"label": gettext("Our offers"), "url": reverse("school:home")})
    if name != "offers" and context.get("deeper"):
        entry = next(one for one in MENU if one.section == name)
        trail.append({"label": str(entry.label), "url": reverse(entry.url_name)})
    return {
        "section": SECTION,
        "page": name,
        "submenus": {**SUBMENUS, SECTION: MENU},
        "breadcrumb_here": here,
        "breadcrumb_trail": trail,
        **context,
    }


def paged(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """One page of a long list, for the pagination component."""
    found = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    return {
        "page_obj": found,
        "page_numbers": found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1),
    }


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when: for every action."""
    user: Any = request.user
    return {"by": str(user.actor), "now": timezone.now()}


def meanwhile() -> str:
    """What a stale tab is told."""
    return gettext("A colleague changed this in the meantime. Look at it again; what you wrote is still there.")
