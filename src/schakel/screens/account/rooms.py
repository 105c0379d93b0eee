"""Where each role works. The programme office has no room of its own: what it reads is on the public pages."""

from django.urls import reverse

from schakel.records.accounts.models import User
from schakel.records.organisations.models import Membership, Role
from schakel.records.people import queries as people

ROOMS: dict[str, str] = {
    Role.EMPLOYER: "employer:home",
    Role.SCHOOL: "school:home",
    Role.ADVISER: "desk:inbox",
    Role.PARTNER: "desk:asked",
}


def room_of(membership: Membership | None) -> str:
    """The address of the room a role opens; empty where there is none."""
    name = ROOMS.get(membership.role) if membership else None
    return reverse(name) if name else ""


def way_in(user: User, memberships: list[Membership]) -> str:
    """Where somebody comes who signed in: in the one room they have, or at the choice when there are several.

    Who acts for an organisation and has pages of their own chooses too. Who acts for none comes to their own pages.
    """
    if not memberships:
        return reverse("mine:home")
    if len(memberships) == 1 and people.person_of(user) is None:
        return room_of(memberships[0]) or reverse("account_start")
    return reverse("account_start")
