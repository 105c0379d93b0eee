"""Messages of the organisation: who reads, for the shared pages."""

from typing import Any

from django.http import HttpRequest

from schakel.records.journeys.message_queries import Party
from schakel.records.organisations.models import Organisation, Role
from schakel.screens.conversations.rooms import Room
from schakel.screens.school.access import by, page


def room_of(request: HttpRequest, of: Organisation) -> Room:
    """The room of this organisation."""
    return Room(Party(organisation=of, role=Role.SCHOOL), by(request)["by"], _page)


def _page(here: str, deeper: bool) -> dict[str, Any]:
    return page(here, "messages", deeper=deeper)
