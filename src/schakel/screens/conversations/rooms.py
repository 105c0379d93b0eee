"""Where each side reads its messages: the names of the addresses, and how a page is framed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from schakel.records.journeys.message_queries import Party
from schakel.records.organisations.models import Role
from schakel.screens.account.access import View


class Names(NamedTuple):
    """The addresses of one room: the list, one conversation, and beginning one."""

    inbox: str
    one: str
    begin: str


NAMES = {
    "": Names("mine:messages", "mine:message", "mine:write"),
    Role.EMPLOYER: Names("employer:messages", "employer:message", "employer:write"),
    Role.SCHOOL: Names("school:messages", "school:message", "school:write"),
    Role.ADVISER: Names("desk:messages", "desk:message", "desk:write"),
    Role.PARTNER: Names("desk:messages", "desk:message", "desk:write"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """Who reads, who acts (`by`), and `page`: what every page of the room passes, given what it is called."""

    party: Party
    by: str
    page: Callable[[str, bool], dict[str, Any]]

    @property
    def names(self) -> Names:
        """The addresses of this room."""
        return NAMES[self.party.role]


Shared = Callable[..., HttpResponse]
Door = Callable[[View], View]


def addresses(door: Door, room: Callable[..., Room]) -> list[URLPattern]:
    """The three addresses of messages behind a door. `room` gets what the door gives its views."""
    from schakel.screens.conversations import views

    def behind(view: Shared) -> View:
        @door
        @wraps(view)
        def guarded(request: HttpRequest, *given: Any, **words: Any) -> HttpResponse:
            return view(request, room(request, *given), **words)

        return guarded

    return [
        path("berichten/", behind(views.inbox), name="messages"),
        path("berichten/<uuid:key>/", behind(views.conversation), name="message"),
        path("berichten/nieuw/<slug:kind>/<uuid:key>/", behind(views.begin), name="write"),
    ]
