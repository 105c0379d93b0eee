"""The door of `/mobiliteit/`: employers see the pools they are in; advisers those that asked the desk to look along."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.models import PoolMember
from schakel.records.organisations.models import Organisation, Role
from schakel.screens.account.access import View, role_required
from schakel.screens.employer.access import MENU, SECTION
from schakel.ui.context import SUBMENUS


def own_pool(view: View) -> View:
    """For an organisation in the pool: the view gets its place in it (`PoolMember`) as second argument."""

    @role_required(Role.EMPLOYER)
    @wraps(view)
    def guarded(request: HttpRequest, key: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        member = queries.membership(key, organisation_of(request).pk)
        if member is None:
            raise Http404
        return view(request, member, *args, **kwargs)

    return guarded


def organisation_of(request: HttpRequest) -> Organisation:
    """For whom the account acts."""
    found: Organisation = request.acting.membership.organisation  # type: ignore[attr-defined]
    return found


def is_adviser(request: HttpRequest) -> bool:
    """Whether the account acts for the desk now."""
    return bool(request.acting.membership.role == Role.ADVISER)  # type: ignore[attr-defined]


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when: for every action."""
    user: Any = request.user
    return {"by": str(user.actor), "now": timezone.now()}


def actor(request: HttpRequest) -> dict[str, Any]:
    """Who acts."""
    return {"by": by(request)["by"]}


def page(here: str, *, under: PoolMember | None = None, **context: Any) -> dict[str, Any]:
    """What every page shows around it; `under` is the pool that the page lies under."""
    trail = [{"label": gettext("Mobility pools"), "url": reverse("pool:home")}]
    if under is not None:
        trail.append({"label": under.pool.name, "url": reverse("pool:pool", args=[under.pool.key])})
    return {
        "section": SECTION,
        "page": "pool",
        "submenus": {**SUBMENUS, SECTION: MENU},
        "breadcrumb_here": here,
        "breadcrumb_trail": trail,
        **context,
    }


def at_the_desk() -> dict[str, Any]:
    """The same around a page of an adviser: the menu is that of the desk."""
    return {"section": "desk", "page": "pool", "submenus": SUBMENUS}


def meanwhile() -> str:
    """What somebody reads when a colleague was first."""
    return gettext("A colleague changed this in the meantime. Look again; what you wrote is still there.")
