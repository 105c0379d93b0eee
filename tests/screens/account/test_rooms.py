"""The way in: who has one role stands in its room at once, who has more chooses, and everybody finds the way back."""

from typing import Any

import pytest
from django.utils import timezone

from schakel.records.organisations.models import Role
from schakel.records.people import actions as people
from schakel.screens.account.rooms import ROOMS, room_of, way_in
from support import factories, pages

pytestmark = pytest.mark.django_db
PASSWORD = "regenboog-fiets-22"
PATHS = {
    Role.EMPLOYER: "/werkgever/mijn/",
    Role.SCHOOL: "/onderwijs/mijn/",
    Role.ADVISER: "/loket/",
    Role.PARTNER: "/loket/gevraagd/",
}


def signs_in(client: Any, email: str, **more: str) -> str:
    given = {"login": email, "password": PASSWORD, **more}
    return str(client.post("/account/inloggen/", given)["Location"])


def act_as_well(member: Any, role: str = Role.EMPLOYER, name: str = "Tweede BV") -> Any:
    return factories.membership(role, who=member.user, of=factories.organisation(name))


@pytest.mark.parametrize(("role", "path"), PATHS.items())
def test_who_has_one_role_comes_to_its_room(client: Any, settings: Any, role: str, path: str) -> None:
    settings.DEMO = True  # these roles ask a second step elsewhere
    user = factories.user("een@example.org", password=PASSWORD)
    factories.membership(role, who=user)
    assert signs_in(client, user.email) == path
    assert client.get(path).status_code == 200
    assert f'href="{path}">Naar onze pagina\'s</a>' in client.get("/agenda/").content.decode()


def test_a_role_that_asks_two_steps_says_so_at_the_door_of_its_room(client: Any) -> None:
    user = factories.user("een@example.org", password=PASSWORD)
    factories.membership(Role.ADVISER, who=user)
    assert client.get(signs_in(client, user.email))["Location"] == "/account/twee-stappen/nodig/"


def test_where_somebody_wanted_to_go_comes_before_the_room(client: Any) -> None:
    user = factories.user("een@example.org", password=PASSWORD)
    factories.membership(Role.EMPLOYER, who=user)
    assert signs_in(client, user.email, next="/agenda/") == "/agenda/"


def test_the_office_has_no_room_and_sees_its_account(client: Any) -> None:
    user = factories.user("een@example.org", password=PASSWORD)
    membership = factories.membership(Role.OFFICE, who=user)
    assert (room_of(membership), room_of(None)) == ("", "")
    assert signs_in(client, user.email) == "/account/"
    assert client.post("/account/rol/", {"rol": membership.pk})["Location"] == "/account/"
    assert "Naar onze pagina" not in client.get("/account/").content.decode()


def test_who_has_several_roles_chooses_and_stands_in_the_room(client: Any) -> None:
    user = factories.user("meer@example.org", password=PASSWORD)
    first = factories.membership(Role.EMPLOYER, who=user, of=factories.organisation("Eerste BV"))
    second = act_as_well(first)
    assert signs_in(client, user.email) == "/account/"
    page = pages.main(client.get("/account/"))
    assert "Naar de pagina's van Eerste BV, werkgever" in page
    assert "Naar de pagina's van Tweede BV, werkgever" in page
    assert client.post("/account/rol/", {"rol": second.pk})["Location"] == PATHS[Role.EMPLOYER]
    assert "Tweede BV" in client.get(PATHS[Role.EMPLOYER]).content.decode()
    assert client.post("/account/rol/", {"rol": ""})["Location"] == "/account/"


def test_who_has_pages_of_their_own_as_well_chooses(client: Any) -> None:
    user = factories.user("beide@example.org", password=PASSWORD)
    people.begin(user=user, name="Sam", by="test", now=timezone.now())
    assert signs_in(client, user.email) == "/mijn/"
    factories.membership(Role.EMPLOYER, who=user)
    client.logout()
    assert signs_in(client, user.email) == "/account/"
    page = client.get("/account/").content.decode()
    assert page.index("utrecht-button--primary-action") < page.index('href="/mijn/"', page.index("<main"))


def test_account_of_a_person_shows_the_way_to_their_pages(client: Any) -> None:
    client.force_login(factories.user("alleen@example.org"))
    page = pages.main(client.get("/account/"))
    assert "Jouw pagina's" in page
    assert "Naar mijn eigen pagina's" in page
    assert "Namens wie" not in page


def test_every_room_is_a_page_and_a_way_in() -> None:
    assert {role: room_of(factories.membership(role)) for role in ROOMS} == PATHS
    nobody = factories.user("niemand@example.org")
    assert way_in(nobody, []) == "/mijn/"
