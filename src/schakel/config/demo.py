"""Accounts of the demo: one for a person and one for every role, all marked as made up."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from schakel.records.accounts.models import User
from schakel.records.core.actions import record_event
from schakel.records.organisations.models import Membership, Organisation, Role
from schakel.records.people.models import Person, Profile

BY = "command demo_accounts"
# Address before the @, role, may invite others. Talent has no role: a person acts as themselves.
WHO: tuple[tuple[str, str, bool], ...] = (
    ("talent", "", False),
    ("werkgever", Role.EMPLOYER, True),
    ("onderwijs", Role.SCHOOL, True),
    ("adviseur", Role.ADVISER, False),
    ("partner", Role.PARTNER, False),
    ("bureau", Role.OFFICE, True),
)
# Made-up organisations for the roles no fictional employer can carry.
HOUSES: dict[str, tuple[str, str, str]] = {
    Role.SCHOOL: ("fictieve-school", "Fictieve School", Organisation.Kind.MBO),
    Role.ADVISER: ("fictief-talentloket", "Fictief Talentloket", Organisation.Kind.PUBLIC),
    Role.PARTNER: ("fictief-werkcentrum", "Fictief Werkcentrum", Organisation.Kind.PUBLIC),
    Role.OFFICE: ("fictief-programmabureau", "Fictief Programmabureau", Organisation.Kind.NETWORK),
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """How to enter the demo in a role."""

    email: str
    password: str
    role: str
    organisation: str


def make_accounts(*, password: Callable[[], str]) -> list[DemoAccount]:
    """Make the accounts, or give those that are there new passwords.

    A password takes long to hash; that is done first, so that the worker need not wait for the database.
    """
    passwords = [(given, make_password(given)) for given in (password() for _ in WHO)]
    with transaction.atomic():
        made = [_make(*who, *words) for who, words in zip(WHO, passwords, strict=True)]
        record_event(by=BY, action="accounts.demo", details={"accounts": len(made)})
    return made


def _make(name: str, role: str, admin: bool, password: str, hashed: str) -> DemoAccount:
    email = f"{name}@schakel.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, fictional=True)
    user.password = hashed
    user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    if not role:
        _person(user)
        return DemoAccount(email, password, "talent", "")
    organisation = _organisation(role)
    Membership.objects.update_or_create(
        user=user, organisation=organisation, role=role, defaults={"admin": admin, "since": timezone.now()}
    )
    return DemoAccount(email, password, role, organisation.name)


def _person(user: User) -> None:
    """The first made-up person with a profile belongs to the demo account; without any, a new one is made on /mijn/."""
    if Person.objects.filter(user=user).exists():
        return
    free = Person.objects.filter(fictional=True, user=None, profile__isnull=False).order_by("pk").first()
    if free is not None:
        free.user = user
        free.save(update_fields=["user"])
        # Nothing was consented to yet: who tries the demo says so themselves.
        Profile.objects.filter(person=free).update(published=False)


def _organisation(role: str) -> Organisation:
    if role == Role.EMPLOYER:
        found = Organisation.objects.filter(fictional=True, kind=Organisation.Kind.EMPLOYER).order_by("slug").first()
        if found is not None:
            return found
    slug, name, kind = HOUSES.get(role, ("fictieve-werkgever", "Fictieve Werkgever", Organisation.Kind.EMPLOYER))
    made, _new = Organisation.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind, "fictional": True})
    return made
