"""Roles, doors, invitations and the team of an organisation."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from schakel.engine.errors import Conflict
from schakel.records.core.models import AuditEvent
from schakel.records.organisations import members, rules
from schakel.records.organisations.models import Invitation, Membership, Role
from schakel.screens.account.access import role_required
from schakel.screens.account.acting import Acting
from support import factories, pages

pytestmark = pytest.mark.django_db


def link_in_mail() -> str:
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def invited(client: Any, email: str = "new@example.org") -> str:
    """An admin with two steps invites somebody; gives the path of the link."""
    admin = factories.membership(Role.EMPLOYER, admin=True)
    factories.with_app(admin.user)
    client.force_login(admin.user)
    path = f"/account/organisatie/{admin.organisation.slug}/"
    assert client.post(path, {"email": email, "beheer": "nee"}).status_code == 302
    return link_in_mail()


def asked(user: Any, role: str, *, admin: bool = False) -> Any:
    """What the door says to an account: the answer of the view, a way elsewhere, or no."""
    request = HttpRequest()
    request.method, request.path = "GET", "/loket/"
    request.session = {}  # type: ignore[assignment]
    request.acting = Acting(request, user) if user else None  # type: ignore[attr-defined]
    view = role_required(role, admin=admin)(lambda request: HttpResponse(request.acting.membership.role))
    return view(request)


def test_a_door_opens_for_its_role_only() -> None:
    employer = factories.membership(Role.EMPLOYER)
    assert asked(employer.user, Role.EMPLOYER).content == b"employer"
    with pytest.raises(PermissionDenied):
        asked(employer.user, Role.ADVISER)
    with pytest.raises(PermissionDenied):
        asked(employer.user, Role.EMPLOYER, admin=True)
    assert asked(None, Role.EMPLOYER)["Location"] == "/account/inloggen/?next=%2Floket%2F"


@pytest.mark.parametrize("role", [Role.ADVISER, Role.SCHOOL, Role.OFFICE, Role.PARTNER])
def test_roles_that_see_others_ask_two_steps(role: str, settings: Any) -> None:
    member = factories.membership(role)
    assert rules.needs_two_factors(member.user)
    assert asked(member.user, role)["Location"] == "/account/twee-stappen/nodig/"
    settings.DEMO = True
    assert asked(member.user, role).status_code == 200
    settings.DEMO = False
    factories.with_app(member.user)
    assert asked(member.user, role).status_code == 200


def test_an_admin_of_an_employer_needs_two_steps_a_colleague_does_not() -> None:
    admin, plain = factories.membership(Role.EMPLOYER, admin=True), factories.membership(Role.EMPLOYER)
    assert asked(admin.user, Role.EMPLOYER).status_code == 302
    assert asked(plain.user, Role.EMPLOYER).status_code == 200
    assert not rules.needs_two_factors(plain.user)


def test_predicates_tell_owner_colleague_and_stranger_apart() -> None:
    mine = factories.membership(Role.EMPLOYER, admin=True)
    colleague = factories.membership(Role.EMPLOYER, of=mine.organisation)
    stranger = factories.membership(Role.ADVISER)
    here = mine.organisation
    assert [rules.is_member(one.user, here) for one in (mine, colleague, stranger)] == [True, True, False]
    assert [rules.is_org_admin(one.user, here) for one in (mine, colleague, stranger)] == [True, False, False]
    assert [rules.is_adviser(one.user) for one in (mine, colleague, stranger)] == [False, False, True]
    assert rules.is_employer(mine.user)
    assert not rules.is_school(mine.user)
    assert not rules.is_office(mine.user)
    assert not rules.is_partner(mine.user)
    mine.user.is_active = False
    assert not rules.is_member(mine.user, here)


def test_one_acts_in_one_role_at_a_time_and_switches(client: Any) -> None:
    first = factories.membership(Role.EMPLOYER)
    second = factories.membership(Role.EMPLOYER, who=first.user, of=factories.organisation("Tweede BV"))
    other = factories.membership(Role.ADVISER)
    client.force_login(first.user)
    assert "schakel-role" not in client.get("/agenda/").content.decode()
    client.post("/account/rol/", {"rol": second.pk})
    assert "Tweede BV" in client.get("/agenda/").content.decode()
    assert client.post("/account/rol/", {"rol": other.pk}).status_code == 403
    assert client.get("/account/rol/").status_code == 405
    client.post("/account/rol/", {"rol": ""})
    assert "Tweede BV" not in client.get("/agenda/").content.decode()
    client.post("/account/rol/", {"rol": second.pk})
    second.delete()  # taken away in the meantime
    assert "Tweede BV" not in client.get("/agenda/").content.decode()


def test_an_invitation_is_taken_up_once(client: Any) -> None:
    link = invited(client)
    visitor = type(client)()
    page = pages.text(visitor.get(link))
    assert "Log eerst in" in page
    new = factories.user("new@example.org")
    visitor.force_login(new)
    assert "Ja, ik neem deze rol" in pages.text(visitor.get(link))
    assert visitor.post(link)["Location"] == "/werkgever/mijn/"
    assert Membership.objects.get(user=new).role == Role.EMPLOYER
    again = visitor.post(link)
    assert again.status_code == 409
    assert "gebruikt" in pages.text(again)
    assert Membership.objects.filter(user=new).count() == 1
    assert AuditEvent.objects.filter(action="organisations.join", actor=new.actor).count() == 1


def test_an_invitation_is_for_the_address_it_was_sent_to(client: Any) -> None:
    link = invited(client)
    other = factories.user("other@example.org")
    client.force_login(other)
    answer = client.post(link)
    assert answer.status_code == 409
    assert "ander e-mailadres" in pages.text(answer)
    assert not Membership.objects.filter(user=other).exists()


def test_an_invitation_ends(client: Any) -> None:
    link = invited(client)
    Invitation.objects.update(expires=timezone.now() - timedelta(days=1))
    client.force_login(factories.user("new@example.org"))
    assert "te oud" in pages.text(client.get(link))
    assert client.post(link).status_code == 409


def test_an_invitation_is_taken_back_and_asked_again(client: Any) -> None:
    link = invited(client)
    made = Invitation.objects.get()
    path = f"/account/organisatie/{made.organisation.slug}/"
    assert "new@example.org" in pages.text(client.get(path))
    client.post(path, {"terug": made.pk})
    client.post(path, {"terug": made.pk})
    visitor = type(client)()
    visitor.force_login(factories.user("new@example.org"))
    assert visitor.post(link).status_code == 409
    client.post(path, {"email": "NEW@example.org", "beheer": "ja"})
    client.post(path, {"email": "new@example.org", "beheer": "ja"})  # double click
    assert Invitation.objects.filter(withdrawn=None).count() == 1
    assert visitor.post(link_in_mail())["Location"] == "/werkgever/mijn/"
    assert Membership.objects.get(user__email="new@example.org").admin


@pytest.mark.parametrize("token", ["nonsense", "a:b:c"])
def test_a_link_we_did_not_make_is_not_found(client: Any, token: str) -> None:
    assert client.get(f"/account/uitnodiging/{token}/").status_code == 404


def test_only_who_may_invite_changes_the_team(client: Any) -> None:
    admin = factories.membership(Role.EMPLOYER, admin=True)
    colleague = factories.membership(Role.EMPLOYER, of=admin.organisation)
    path = f"/account/organisatie/{admin.organisation.slug}/"
    assert client.get(path)["Location"].startswith("/account/inloggen/")
    client.force_login(factories.user())
    assert client.get(path).status_code == 404
    client.force_login(colleague.user)
    assert admin.user.email in pages.text(client.get(path))
    assert client.post(path, {"weg": admin.pk}).status_code == 403
    client.force_login(admin.user)
    assert client.get(path)["Location"] == "/account/twee-stappen/nodig/"
    factories.with_app(admin.user)
    assert client.post(path, {"email": "no address", "beheer": "nee"}).status_code == 422
    assert client.post(path, {"weg": "nonsense"}).status_code == 404
    client.post(path, {"weg": colleague.pk})
    assert not Membership.objects.filter(pk=colleague.pk).exists()
    last = client.post(path, {"weg": admin.pk})
    assert last.status_code == 422
    assert "laatste" in pages.text(last)


def test_a_member_of_another_organisation_cannot_be_removed_here(client: Any) -> None:
    admin = factories.membership(Role.EMPLOYER, admin=True)
    factories.with_app(admin.user)
    elsewhere = factories.membership(Role.EMPLOYER)
    client.force_login(admin.user)
    path = f"/account/organisatie/{admin.organisation.slug}/"
    assert client.post(path, {"weg": elsewhere.pk}).status_code == 404
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_the_last_admin_stays() -> None:
    admin = factories.membership(Role.SCHOOL, admin=True)
    with pytest.raises(Conflict):
        members.end_membership(membership=admin.pk, by="test")
    second = factories.membership(Role.SCHOOL, admin=True, of=admin.organisation)
    assert members.end_membership(membership=admin.pk, by="test")
    assert not members.end_membership(membership=admin.pk, by="test")
    with pytest.raises(Conflict):
        members.end_membership(membership=second.pk, by="test")


def test_a_long_team_asks_no_more_of_the_database(client: Any, django_assert_max_num_queries: Any) -> None:
    admin = factories.membership(Role.EMPLOYER, admin=True)
    factories.with_app(admin.user)
    for _ in range(4):
        factories.membership(Role.EMPLOYER, of=admin.organisation)
    client.force_login(admin.user)
    with django_assert_max_num_queries(9):
        client.get(f"/account/organisatie/{admin.organisation.slug}/")
