"""Ties between people and organisations for tests of messages: each function makes one that lasts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from schakel.records.journeys import ties
from schakel.records.journeys.actions import bookings, desk, draw_names, draws, invitations, messages
from schakel.records.journeys.message_queries import Party
from schakel.records.journeys.models import (
    Booking,
    Conversation,
    DrawEntry,
    DrawPeriod,
    Invitation,
    Message,
    Referral,
    Request,
)
from schakel.records.offers import posting
from schakel.records.organisations.models import Organisation, Role
from schakel.records.people import actions as people
from schakel.records.people.models import Person
from support import factories as make

Kind = Conversation.Kind
NOW = timezone.now()


def acting(name: str, role: str = "employer", **fields: Any) -> Organisation:
    """An organisation somebody acts for."""
    made = make.organisation(name, **fields)
    make.membership(role, of=made)
    return made


def asked(who: Person, of: Organisation, *, now: datetime = NOW) -> Invitation:
    """An invitation nobody answered yet."""
    people.give_consent(person=who, purpose_id="found-by-employers", by="test", now=now)
    made = posting.draft(organisation=of, kind="vacancy", text="Beheerder", by="test", now=now)
    offer = posting.publish(posting=made.pk, version=made.version, by="test", now=now).offer
    assert offer is not None
    return invitations.invite(offer=offer, person=who, message="Kom je praten?", by="test", now=now)


def said_yes(who: Person, of: Organisation, *, now: datetime = NOW) -> Invitation:
    """An invitation the person said yes to."""
    return invitations.accept(invitation=asked(who, of, now=now).pk, contact="sam@example.org", by="test", now=now)


def booked(who: Person, of: Organisation, *, now: datetime = NOW, days: float = 7, **fields: Any) -> Booking:
    """A booking of a session of this organisation."""
    session = make.session(make.offer("Meeloopdag", organisation=of), starts=now + timedelta(days=days), **fields)
    return bookings.book(session=session.pk, person=who.pk, by="test", now=now)


def placed(who: Person, school: Organisation, host: Organisation) -> DrawEntry:
    """An internship at a host, drawn in a period of a school."""
    period = DrawPeriod.objects.create(
        key=f"stages-{uuid4().hex[:8]}",
        school=school,
        name="Stages voorjaar",
        opens=NOW - timedelta(days=9),
        closes=NOW - timedelta(days=2),
        draw_on=(NOW - timedelta(days=1)).date(),
        seed="zaad",
        commitment="afdruk",
    )
    place = period.places.create(offer=make.offer("Stage", organisation=host), title="Stage", capacity=1)
    entry = DrawEntry.objects.create(period=period, person=who, made=NOW - timedelta(days=5))
    entry.wishes.create(place=place, rank=1)
    draws.hold_draw(period=period.pk, by="test", now=NOW)
    draw_names.show_name(period=period.pk, person=who.pk, contact="sam@example.org", by="test", now=NOW)
    entry.refresh_from_db()
    assert entry.place == place
    return entry


def taken(who: Person, desk_of: Organisation) -> Request:
    """A question of this person that an adviser has."""
    found = make.request("Welke cursus past bij mij?", person=who.pk)
    acts = desk_of.memberships.get(role=Role.ADVISER)
    return desk.take_up(request=found.pk, version=found.version, adviser=acts.user_id, by="test", now=NOW)


def handed_over(who: Person, partner: Organisation) -> Referral:
    """A question of this person that a partner took over."""
    found = make.request("Wie helpt mij verder?", person=who.pk)
    made = desk.refer(request=found.pk, version=found.version, partner=partner.pk, consent="Ja.", by="test", now=NOW)
    return desk.answer_referral(referral=made.pk, accepted=True, by="test", now=NOW)


def tie_of(kind: str, row: Any, *, now: datetime = NOW) -> ties.Tie:
    """The tie of a row; it must last."""
    found = ties.tie(kind, row.key, now=now)
    assert found is not None
    return found


def says(kind: str, row: Any, *, text: str = "Hoe laat begint het?", asks: bool = True, now: datetime = NOW) -> Message:
    """The person writes about a tie."""
    found = tie_of(kind, row, now=now)
    party = Party(person=found.person)
    return messages.begin(tie=found, party=party, text=text, asks=asks, token=uuid4(), by="person", now=now)


def replies(
    to: Message, *, text: str = "Om negen uur.", asks: bool = False, now: datetime = NOW, by: str = "employer"
) -> Message:
    """The organisation writes in the conversation of this message."""
    of = to.conversation
    party = Party(organisation=of.organisation, role=of.side)
    return messages.write(conversation=of.pk, party=party, text=text, asks=asks, token=uuid4(), by=by, now=now)
