"""Messages of the desk and its partners: who reads, for the shared pages. Advisers have one list together."""

from typing import Any

from django.http import HttpRequest

from schakel.records.journeys.message_queries import Party
from schakel.records.organisations.models import Role
from schakel.screens.account.access import View, role_required
from schakel.screens.conversations.rooms import Room
from schakel.screens.desk.views.inbox import frame
from schakel.screens.desk.views.partners import frame_of_partner


def door(view: View) -> View:
    """For advisers and for partners, each in the role they act in."""
    return role_required(Role.ADVISER, Role.PARTNER)(view)


def room_of(request: HttpRequest) -> Room:
    """The room of the role this account now acts in."""
    acts = request.acting.membership  # type: ignore[attr-defined]
    actor: Any = request.user
    framed = frame if acts.role == Role.ADVISER else frame_of_partner

    def page(here: str, deeper: bool) -> dict[str, Any]:
        return framed(here)

    return Room(Party(organisation=acts.organisation, role=acts.role), str(actor.actor), page)
