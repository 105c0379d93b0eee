"""How many messages wait, for the menu of a room: counted only where the menu is shown."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from schakel.records.journeys import message_queries as queries
from schakel.records.journeys.message_queries import Party
from schakel.records.organisations.models import Role
from schakel.records.people.queries import person_of

# The sections whose menu has messages, and the role in which they are read.
SECTIONS = {"employer-room": Role.EMPLOYER, "school-room": Role.SCHOOL}


class Unread:
    """Looked up by the section of a page."""

    def __init__(self, request: HttpRequest) -> None:
        self._acting: Any = getattr(request, "acting", None)

    def get(self, section: str, otherwise: int = 0) -> int:
        """How many messages wait in that section."""
        party = self._party(section) if self._acting else None
        return queries.unread(party, now=timezone.now()) if party else otherwise

    def _party(self, section: str) -> Party | None:
        if section == "mine":
            person = person_of(self._acting.user)
            return Party(person=person) if person else None
        role, membership = SECTIONS.get(section), self._acting.membership
        if role is None or membership is None or membership.role != role:
            return None
        return Party(organisation=membership.organisation, role=role)


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_messages`, for the menu."""
    return {"unread_messages": Unread(request)}
