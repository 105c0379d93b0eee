"""Rows for tests: each function makes one, with what it must have and nothing more; words after that set fields."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from schakel.records.accounts.models import User
from schakel.records.core.models import Place
from schakel.records.core.region import taxonomy
from schakel.records.journeys.actions import desk
from schakel.records.journeys.models import Request
from schakel.records.offers import actions
from schakel.records.offers.models import CourseModule, Offer, OfferLevel, OfferOccupation, OfferSkill, Posting, Session
from schakel.records.organisations.models import Membership, Organisation
from schakel.records.people import actions as people
from schakel.records.people.models import Person, Profile

_numbers = count(1)


def place(name: str = "Oostdorp", **fields: Any) -> Place:
    number = next(_numbers)
    made = {"code": f"GM{8000 + number}", "kind": "municipality", "latitude": 51.0, "longitude": 6.0}
    return Place.objects.create(name=name, **{**made, **fields})


def organisation(name: str = "Werkgever", **fields: Any) -> Organisation:
    made = {"slug": f"organisatie-{next(_numbers)}", "kind": Organisation.Kind.EMPLOYER}
    return Organisation.objects.create(name=name, **{**made, **fields})


def offer(title: str = "Cursus", *, levels: Any = (), teaches: Any = (), asks: Any = (), **fields: Any) -> Offer:
    """An offer with levels, skills and occupations (`leads_to`), by their short ids."""
    occupations = fields.pop("occupations", ())
    made = {"slug": f"aanbod-{next(_numbers)}", "kind": Offer.Kind.COURSE, "title_nl": title}
    found = Offer.objects.create(**{**made, **fields})
    for level in levels:
        OfferLevel.objects.create(offer=found, level=level)
    for role, skills in (("teaches", teaches), ("requires", asks)):
        for skill in skills:
            OfferSkill.objects.create(offer=found, uri=f"urn:schakel:skill:{skill}", role=role)
    for occupation in occupations:
        OfferOccupation.objects.create(offer=found, uri=f"urn:schakel:occupation:{occupation}")
    return found


def programme(title: str = "Opleiding", *, modules: Any = ("Module 1",), **fields: Any) -> Offer:
    """A published programme of a school in modules of 100 study hours and 400 euros each."""
    of, now = organisation("School", kind="hbo"), timezone.now()
    made = offer(title, kind="programme", organisation=of, **fields)
    words = {"title": title, "made": now, "changed": now, "published": now}
    posting = Posting.objects.create(organisation=of, offer=made, kind="programme", state="published", **words)
    for number, name in enumerate(modules, 1):
        CourseModule.objects.create(posting=posting, number=number, title=name, hours=100, price=400)
    return made


def session(of: Offer, *, days: float = 7, starts: datetime | None = None, **fields: Any) -> Session:
    """A session that begins some days from now (before now when negative)."""
    begins = starts or timezone.now() + timedelta(days=days)
    return Session.objects.create(**{"offer": of, "key": f"sessie-{next(_numbers)}", "starts": begins, **fields})


def indexed() -> None:
    """Let the search know what is there."""
    actions.refresh_search(by="test", taxonomy=taxonomy())


def person(name: str = "Sam", **fields: Any) -> Person:
    return Person.objects.create(name=name, **fields)


def request(text: str = "Welke cursus past bij mij?", *, now: datetime | None = None, **fields: Any) -> Request:
    """A request in the desk's inbox."""
    asked = {"channel": "form", "subject": "study", "name": "Sam", "email": "sam@example.org", **fields}
    return desk.take_in(asked=desk.Asked(text=text, **asked), by="test", now=now or timezone.now())


def user(email: str = "", *, password: str | None = None, **fields: Any) -> User:
    """An account with a checked address. Sign in with `client.force_login(user)`."""
    address = email or f"account-{next(_numbers)}@example.org"
    made = User.objects.create_user(address, password, **fields)
    EmailAddress.objects.create(user=made, email=address, verified=True, primary=True)
    return made


def membership(
    role: str, *, of: Organisation | None = None, admin: bool = False, who: User | None = None
) -> Membership:
    """An account (`membership.user`) that acts for an organisation."""
    return Membership.objects.create(
        user=who or user(), organisation=of or organisation(), role=role, admin=admin, since=timezone.now()
    )


def with_app(account: User) -> str:
    """Give an account the app as second factor; returns the secret."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(account, secret)
    return secret


def own_person(name: str = "Sam de Vries", *, skills: Any = (), **fields: Any) -> Person:
    """A person with an account (`person.user`) and a profile with these skills, by their short ids."""
    account = user()
    made = people.begin(user=account, name=name, by=account.actor, now=timezone.now())
    told = [people.Skill(f"urn:schakel:skill:{skill}", 2) for skill in skills]
    if told:
        people.add_skills(person=made, skills=told, by=account.actor)
    Profile.objects.filter(person=made).update(**fields, version=1)
    return Person.objects.select_related("profile", "user").get(pk=made.pk)
