"""A small world with one of everything, and somebody in every role: for tests that let everybody try everything."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from schakel.records.accounts.models import User
from schakel.records.core.region import current_region
from schakel.records.journeys import letters
from schakel.records.journeys.actions import (
    accreditation,
    bookings,
    desk,
    draws,
    hiring,
    invitations,
    onboarding,
    paths,
)
from schakel.records.journeys.actions import pool as pools
from schakel.records.journeys.models import Letter, Request
from schakel.records.journeys.onboarding import templates
from schakel.records.observatory import actions as observatory
from schakel.records.observatory.queries import figures
from schakel.records.offers import posting
from schakel.records.organisations import members
from schakel.records.organisations.models import Organisation
from schakel.records.people import actions as people
from schakel.records.people.models import Person
from schakel.records.people.searching import reference_of
from schakel.records.programme.queries import lines
from support import actors_more, talking
from support import factories as make
from support.client import StrictClient
from support.doors import ACTORS
from support.regions import load_plan

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Words that only some may read, wherever they stand.
SECRETS: dict[str, set[str]] = {
    # The person: with who invited them and heard yes, and with the school where they booked.
    "Zwanenburg": {"talent", "employer", "colleague", "school", "partner"},
    "zwanenburg@talent.example": {"talent", "employer", "colleague"},
    "Berichtgeheim": {"talent", "employer", "colleague"},
    "Bakkerij Verhoeven": {"talent"},  # where they worked
    "Kwispelstaart": {"other talent"},
    # Who asked the desk.
    "Quispel": {"adviser", "partner"},
    "quispel@vraag.example": {"adviser", "partner"},
    "overgevoelige notitie": {"adviser"},
    # What an organisation keeps to itself.
    "conceptgeheim": {"employer", "colleague"},
    "Poolgeheim": {"employer", "colleague"},
    "Maatje Roodhart": {"employer", "colleague", "talent"},
    "collega@werkgever.example": {"employer", "colleague"},
    "gevraagd@werkgever.example": {"employer", "colleague", "key"},
    "Groep 3B van Driessen": {"school"},
    "schoolconcept": {"school"},
    "vrijgestelde vraag": {"talent", "school"},
    "docent@school.example": {"employer", "colleague", "school"},
    "lector@school.example": {"school", "other school"},
}


@dataclass
class World:
    """Clients by actor, and what each address has filled in: by its name, else by its namespace; else what is not there."""

    clients: dict[str, StrictClient] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is written inside is gone after it, and everybody is signed in as before."""
        kept = {actor: copy(client.cookies) for actor, client in self.clients.items()}
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            for actor, cookies in kept.items():
                self.clients[actor].cookies = cookies

    def path_of(self, address: Any) -> str:
        """The address of the thing in this world; of what this world has none of, an address that leads nowhere."""
        own = self.words.get(address.name) or self.words.get(address.name.partition(":")[0], {})
        nowhere = {"uuid": str(uuid.UUID(int=7)), "int": "1"}
        filled = {name: own.get(name) or nowhere.get(kind, "bestaat-niet") for kind, name in address.parts}
        for kind, name in address.parts:
            if kind == "uuid" and not UUID.fullmatch(filled[name]):
                filled[name] = nowhere["uuid"]
        return str(address.filled(**filled))


def build() -> World:
    """One of everything. Call it once per module: it takes seconds."""
    observatory.load_region(by="test", region=load_plan(current_region()))
    world, now = World(), timezone.now()
    accounts = _accounts()
    person, other = _people(accounts, now)
    us = accounts["employer"].memberships.get().organisation
    school = accounts["school"].memberships.get().organisation
    partner = accounts["partner"].memberships.get().organisation
    _open(world)
    _employer(world, us, person, now)
    _team(world, us, now)
    _school(world, school, person, other, now)
    _desk(world, partner, now)
    _messages(world, person, partner)
    _pool(world, us, now)
    _own(world, person, now)
    actors_more.build(world, us=us, school=school, person=person)
    for actor in ACTORS:
        client = StrictClient()
        if actor != "anonymous":
            client.force_login(accounts[actor])
        world.clients[actor] = client
    return world


def _accounts() -> dict[str, User]:
    """An account for every actor; who sits with whom follows from the name."""
    organisations: dict[str, Organisation] = {}
    found: dict[str, User] = {}
    emails = {"talent": "zwanenburg@talent.example", "colleague": "collega@werkgever.example"}
    kinds = {"school": "mbo", "adviser": "public", "partner": "public", "office": "public"}
    for actor in ACTORS[1:]:
        account = found[actor] = make.user(emails.get(actor, f"{actor.replace(' ', '-')}@wandeling.example"))
        if actor in ("talent", "other talent", "not begun"):
            continue
        role = actor.replace("other ", "").replace(" without", "").replace("colleague", "employer")
        house = actor.replace("colleague", "employer").replace(" without", "")
        of = organisations.setdefault(house, make.organisation(f"Huis {house}", kind=kinds.get(role, "employer")))
        make.membership(role, of=of, who=account, admin=actor == "employer")
        if "without" not in actor:
            make.with_app(account)
    return found


def _people(accounts: dict[str, User], now: datetime) -> tuple[Person, Person]:
    pairs = (("talent", "Ineke Zwanenburg"), ("other talent", "Joris Kwispelstaart"))
    made = [people.begin(user=accounts[who], name=name, by="test", now=now) for who, name in pairs]
    skills = [people.Skill("urn:schakel:skill:sql", 2), people.Skill("urn:schakel:skill:linux", 2)]
    for one in made:
        people.add_skills(person=one, skills=skills, by="test")
        people.give_consent(person=one, purpose_id="found-by-employers", by="test", now=now)
    for one, where in zip(made, ("Bakkerij Verhoeven", "Kwispelstaart en zonen"), strict=True):
        done = people.Done(kind="work", title="Bakker", where=where, started="2019")
        people.add_experiences(person=one, done=[done], by="test")
    people.set_calendar(person=made[0], on=True, by="test")
    return made[0], made[1]


def _open(world: World) -> None:
    region, figure = current_region(), figures()[0].id
    line = lines().first()
    assert line is not None
    offer = make.offer("Cursus netwerken", teaches=["linux"], levels=["mbo-4"])
    make.session(offer, capacity=5)
    words = {
        "open:register-download": {"record": "matching", "suffix": "json"},
        "open:offer": {"slug": offer.slug},
        "open:occupation": {"occupation": "system-administrator"},
        "open:initiative": {"slug": region.initiatives[0].id},
        "open:programme-download": {"table": "kosten"},
        "open:programme-line": {"line": line.slug},
        "open:figure": {"figure": figure},
        "open:figure-download": {"figure": figure, "suffix": "csv"},
    }
    world.words.update(words)


def _employer(world: World, us: Organisation, person: Person, now: datetime) -> None:
    text = "Beheerder met Linux. conceptgeheim. Je kent SQL."
    draft = posting.draft(organisation=us, kind="vacancy", text=text, by="test", now=now)
    public = posting.draft(organisation=us, kind="vacancy", text="Beheerder met Linux.", by="test", now=now)
    public = posting.publish(posting=public.pk, version=public.version, by="test", now=now)
    assert public.offer is not None
    asked = invitations.invite(offer=public.offer, person=person, message="Kom je praten?", by="test", now=now)
    contact = "zwanenburg@talent.example"
    yes = invitations.accept(invitation=asked.pk, contact=contact, by="test", now=now)
    template = next(iter(templates())).id
    starts = (now + timedelta(days=20)).date()
    after = hiring.After("invitation", yes.pk)
    hire = hiring.tell(after=after, starts=starts, told_by="employer", by="test", now=now)
    plan = onboarding.plan(hire=hire.pk, template_id=template, buddy="Maatje Roodhart", by="test", now=now)
    world.words["employer"] = {"key": str(draft.key)}
    world.words["employer:invite"] = {"reference": reference_of(person, us)}
    world.words["employer:hire"] = {"key": str(yes.key)}
    world.words["employer:onboarding"] = {"key": str(plan.key)}
    world.others |= {"invitation": str(yes.key), "posting": str(draft.key)}


def _team(world: World, us: Organisation, now: datetime) -> None:
    asked = members.invite(organisation=us, email="gevraagd@werkgever.example", role="employer", by="test", now=now)
    world.words["account_team"] = {"slug": us.slug}
    world.words["account_invitation"] = {"token": members.token_of(asked)}


def _school(world: World, school: Organisation, person: Person, other: Person, now: datetime) -> None:
    offer = make.offer("Module van de school", organisation=school, teaches=["sql"])
    run = make.session(offer, capacity=3)
    bookings.book(session=run.pk, person=person.pk, by="test", now=now)
    event = make.session(make.offer("AI Parade", kind="event"), capacity=60)
    group = bookings.book_group(
        session=event.pk, school=school.pk, group="Groep 3B van Driessen", seats=20, by="test", now=now
    )
    period = _period(school, person, now)
    question = accreditation.ask(
        school=school,
        told=accreditation.Told("ICT-beheer", "DE", "Examencommissie", "Telt het mee?", now.date()),
        by="test",
        now=now,
    )
    world.words["school"] = {"slug": offer.slug, "key": str(period.key)}
    for name in ("session", "cancel", "mark", "ical"):
        world.words[f"school:{name}"] = {"key": run.key}
    world.words["school:book"] = {"session": event.key}
    world.words["school:leave"] = {"key": str(group.key)}
    world.words["school:accreditation"] = {"key": str(question.key)}
    world.words["draw"] = {"key": str(period.key)}
    world.words["mine:book"] = {"session": run.key}
    world.others |= {"session": run.key, "period": str(period.key), "group": str(group.key)}


def _period(school: Organisation, person: Person, now: datetime) -> Any:
    """A period in which the person got a place by the draw."""
    before = now - timedelta(days=9)
    dates = draws.Dates("Stages voorjaar", before, now - timedelta(days=2), now.date())
    period = draws.make_period(school=school, told=dates, by="test", now=before - timedelta(days=1))
    stage = make.offer("Stage bij ons", kind="internship", organisation=school)
    place = draws.set_place(period=period.pk, offer=stage.pk, capacity=2, by="test", now=before - timedelta(hours=1))
    draws.wish(
        period=period.pk, person=person.pk, wishes=[place.pk], version=0, by="test", now=before + timedelta(days=1)
    )
    return draws.hold_draw(period=period.pk, by="test", now=now)


def _desk(world: World, partner: Organisation, now: datetime) -> None:
    asked: Request = make.request("Ik zoek een cursus.", name="Quispel", email="quispel@vraag.example")
    asked = desk.take_up(request=asked.pk, version=asked.version, adviser=_adviser(), by="test", now=now)
    desk.note(request=asked.pk, text="Een overgevoelige notitie.", next_action=None, by="test", now=now)
    asked.refresh_from_db()
    referral = desk.refer(
        request=asked.pk, version=asked.version, partner=partner.pk, consent="Mag gebeld worden.", by="test", now=now
    )
    world.words["desk"] = {"key": str(asked.key)}
    world.words["desk:referral"] = {"key": str(referral.key)}
    for name in ("asked", "withdraw-question"):
        world.words[f"open:{name}"] = {"key": str(asked.key)}
    world.others |= {"request": str(asked.key), "referral": str(referral.key)}


def _messages(world: World, person: Person, partner: Organisation) -> None:
    """A conversation of the person with the employer, with the school and with the partner."""
    rows = {
        "employer": ("uitnodiging", person.invitations.get()),
        "school": ("boeking", person.bookings.get()),
        "desk": ("verwijzing", talking.handed_over(person, partner)),
    }
    for room, (kind, row) in rows.items():
        said = talking.says(kind, row, text="Berichtgeheim" if room == "employer" else "Dag")
        talking.replies(said)
        key = str(said.conversation.key)
        world.words[f"{room}:message"] = {"key": key}
        world.words[f"{room}:write"] = {"kind": kind, "key": str(row.key)}
        world.words.setdefault("mine:message", {"key": key})
        world.words.setdefault("mine:write", {"kind": kind, "key": str(row.key)})
    world.words["mine:booking-ical"] = world.words["mine:book"]


def _adviser() -> int:
    return int(User.objects.get(email="adviser@wandeling.example").pk)


def _pool(world: World, us: Organisation, now: datetime) -> None:
    made = pools.begin(organisation=us, name="Poolgeheim", by="test", now=now)
    world.words["pool"] = {"key": str(made.key)}
    world.others["pool"] = str(made.key)


def _own(world: World, person: Person, now: datetime) -> None:
    person.refresh_from_db()
    journey = paths.open_journey(person=person.pk, goal="", steps=(), by="test", now=now)
    words = {"kind": "stayed", "about": "journey", "number": journey.pk, "episode": "6", "made": now}
    letter = Letter.objects.create(person=person, account=person.user, **words)
    world.words["open:after"] = {"token": letters.token_of(letter)}
    world.words["mine:feed"] = {"key": str(person.calendar_key or uuid.uuid4())}
    world.words.setdefault("mfa_remove_webauthn", {"pk": "1"})
    world.words.setdefault("mfa_edit_webauthn", {"pk": "1"})
    for name in ("openid_connect_login", "openid_connect_callback"):
        world.words[name] = {"provider_id": "eduid"}
