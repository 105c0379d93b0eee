"""Messages of the person: who reads, for the shared pages."""

from typing import Any

from django.http import HttpRequest

from schakel.records.journeys.message_queries import Party
from schakel.records.people.models import Person
from schakel.screens.conversations.rooms import Room
from schakel.screens.mine.access import by, page


def room_of(request: HttpRequest, person: Person) -> Room:
    """The person's own pages."""
    return Room(Party(person=person), by(request), _page)


def _page(here: str, deeper: bool) -> dict[str, Any]:
    return page(here, "messages")
