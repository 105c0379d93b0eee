"""Invitations: an employer asks somebody it does not know, the person accepts or leaves it.

The employer never holds more than what the person published until the person says yes. A consent that is taken back in
the meantime ends the invitation in the same transaction (see `apps.py`); after a yes the person can take that back too.
"""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.actions import enquiries
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Invitation
from schakel.records.journeys.validators import checked_text
from schakel.records.offers import posting as postings
from schakel.records.offers.models import Offer, Posting
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person, Profile

State = Invitation.State


@transaction.atomic
def invite(*, offer: Offer, person: Person, message: str, by: str, now: datetime) -> Invitation:
    """Ask a person who may be found to talk about a published offer. Asking again gives the invitation there is.

    Refused when the person may not be found (any more), said no to this offer before, or when the organisation waits
    for too many answers already.
    """
    text = checked_text(message, place="message")
    posting = Posting.objects.select_for_update(of=("self",)).filter(offer=offer).order_by("pk").first()
    if posting is None or posting.state != Posting.State.PUBLISHED:
        raise Conflict("This offer is not open", place=f"offer {offer.slug}", remedy="Publish it first")
    _may_be_found(person)
    there = Invitation.objects.filter(offer=offer, person=person).exclude(state=State.WITHDRAWN)
    known = there.order_by("pk").first()
    if known is not None and known.state in (State.DECLINED, State.EXPIRED):
        raise Conflict("This person was asked for this offer before", place="invitation", remedy="Invite somebody else")
    if known is not None:
        return known
    _check_room(posting.organisation_id, now.date())
    ends = (now + timedelta(days=house_rules().days["invitation"])).date()
    try:
        with transaction.atomic():
            made = Invitation.objects.create(offer=offer, person=person, message=text, asked=now, answer_by=ends)
    except IntegrityError:
        raise Conflict("A colleague was first", place="invitation", remedy="Look in your invitations") from None
    record_event(by=by, action="journeys.invite", subject=_subject(made), details={"offer": offer.slug})
    letters.write_person("invitation-asked", made, person)
    return made


def _may_be_found(person: Person) -> None:
    profile = Profile.objects.select_for_update(of=("self",)).filter(person=person).order_by("pk").first()
    if profile is None or not profile.published:
        raise Conflict("This person can no longer be found", place="invitation", remedy="Search again")


def _check_room(organisation: int, today: date) -> None:
    """The organisation's row is the lock: two colleagues together do not ask more people than one may."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation)
    waiting = Invitation.objects.filter(offer__organisation=organisation, state=State.ASKED, answer_by__gte=today)
    most = house_rules().days["invitations_most"]
    if waiting.count() >= most:
        raise InputError(f"{most} people have not answered yet", place="invitation", remedy="Wait for their answers")


@transaction.atomic
def accept(*, invitation: int, contact: str, by: str, now: datetime) -> Invitation:
    """The person says yes: from now on the employer sees the name and `contact` (an e-mail address or phone number)."""
    reached = checked_text(contact, place="contact")
    if len(reached) > 254:
        raise InputError("This is too long", place="contact", remedy="Give one e-mail address or phone number")
    found = _open(invitation, now)
    _may_be_found(found.person)
    found.state, found.answered, found.contact = State.ACCEPTED, now, reached
    found.contact_by = (now + timedelta(days=house_rules().days["contact"])).date()
    found.save(update_fields=["state", "answered", "contact", "contact_by"])
    record_event(by=by, action="journeys.accept_invitation", subject=_subject(found))
    return found


@transaction.atomic
def decline(*, invitation: int, reason: str, by: str, now: datetime) -> Invitation:
    """The person leaves it, with a reason from the reviewed list; the employer does not learn who it was."""
    house_rules().checked(reason, "invitation")
    found = _open(invitation, now)
    _end(found, State.DECLINED, reason=reason, now=now)
    record_event(by=by, action="journeys.decline_invitation", subject=_subject(found), details={"reason": reason})
    return found


@transaction.atomic
def take_back(*, invitation: int, by: str, now: datetime) -> Invitation:
    """The person takes a yes back: the employer no longer sees who it is. Twice changes nothing."""
    found = _locked(invitation)
    if found.state == State.WITHDRAWN:
        return found
    if found.state != State.ACCEPTED:
        raise Conflict("There is no yes to take back", place=_subject(found), remedy="Load the page again")
    _end(found, State.WITHDRAWN, reason="yes-taken-back", now=now)
    record_event(by=by, action="journeys.take_back_yes", subject=_subject(found))
    return found


@transaction.atomic
def withdraw(*, invitation: int, by: str, now: datetime) -> Invitation:
    """The employer takes an unanswered invitation back. Twice changes nothing."""
    found = _locked(invitation)
    if found.state == State.WITHDRAWN:
        return found
    if found.state != State.ASKED:
        raise Conflict("This was answered already", place=_subject(found), remedy="Load the page again")
    _end(found, State.WITHDRAWN, reason="employer-withdrew", now=now)
    record_event(by=by, action="journeys.withdraw_invitation", subject=_subject(found))
    return found


@transaction.atomic
def contacted(*, invitation: int, by: str, now: datetime) -> Invitation:
    """The employer called or wrote to somebody who said yes. The first time counts."""
    found = _locked(invitation)
    if found.state != State.ACCEPTED:
        raise Conflict("This person did not say yes", place=_subject(found), remedy="Load the page again")
    if found.contacted is None:
        found.contacted = now
        found.save(update_fields=["contacted"])
        record_event(by=by, action="journeys.contacted", subject=_subject(found))
    return found


@transaction.atomic
def close_posting(*, posting: int, version: int, by: str, now: datetime) -> int:
    """Close an offer and end what was asked for it; returns how many invitations ended."""
    found = postings.close(posting=posting, version=version, by=by, now=now)
    enquiries.end_of(found.offer, now=now)
    waiting = Invitation.objects.filter(offer=found.offer, state=State.ASKED)
    return waiting.update(state=State.WITHDRAWN, reason="offer-closed", answered=now)


@transaction.atomic
def expire(*, by: str, now: datetime) -> int:
    """End what was not answered in time; run by the worker every day."""
    late = Invitation.objects.filter(state=State.ASKED, answer_by__lt=now.date())
    ended = late.update(state=State.EXPIRED, reason="no-answer", answered=now)
    if ended:
        record_event(by=by, action="journeys.expire_invitations", details={"invitations": ended})
    return ended


def end_for(person: int, *, now: datetime) -> int:
    """A person may no longer be found: what they were asked and did not answer ends."""
    waiting = Invitation.objects.filter(person_id=person, state=State.ASKED)
    return waiting.update(state=State.WITHDRAWN, reason="consent-withdrawn", answered=now)


def _end(found: Invitation, state: str, *, reason: str, now: datetime) -> None:
    """After an end nothing of who it was stays with the employer."""
    found.state, found.reason, found.answered, found.contact = state, reason, now, ""
    found.save(update_fields=["state", "reason", "answered", "contact"])


def _subject(found: Invitation) -> str:
    return f"invitation {found.key}"


def _locked(invitation: int) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("person", "offer")
    found = rows.filter(pk=invitation).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such invitation", remedy="Look in your list")
    return found


def _open(invitation: int, now: datetime) -> Invitation:
    found = _locked(invitation)
    if found.state != State.ASKED:
        raise Conflict("This was answered already, or has ended", place=_subject(found), remedy="Load the page again")
    if found.answer_by < now.date():
        raise Conflict("The day to answer has passed", place=_subject(found), remedy="Ask the desk for help")
    return found
