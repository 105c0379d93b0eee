"""Somebody was hired: told by one side, seen by both, undone within a day, and never against what the person says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.actions.invitations import contacted, decline
from schakel.records.journeys.actions.paths import open_journey, record_outcome
from schakel.records.journeys.models import (
    Booking,
    DrawEntry,
    Hire,
    Invitation,
    Journey,
    Onboarding,
    Outcome,
    Step,
)
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Role
from schakel.records.people.models import Person

UNDO_WITHIN = timedelta(days=1)
DAY_AROUND = timedelta(days=366)
FOUND_WORK = "have-work"
TITLE_MOST = 200


@dataclass(frozen=True, slots=True)
class After:
    """What the hire came after: the number of an `invitation`, a `booking` or a part in a draw (`entry`)."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class _Tie:
    person: Person
    offer: Offer
    link: dict[str, Any]


@transaction.atomic
def tell(*, after: After, starts: date, told_by: str, by: str, now: datetime) -> Hire:
    """Write down that somebody was hired, with the outcome for the figures. Telling it again gives the one there is.

    An employer tells it of who showed their name to them; the person tells it of any of the three. What the person
    called not so, the employer cannot tell again.
    """
    if abs(starts - timezone.localdate(now)) > DAY_AROUND:
        raise InputError("The first day is too far away", place="starts", remedy="Choose a day within a year from now")
    tie = _TIES[after.kind](after.number, told_by, now)
    organisation = tie.offer.organisation_id
    if organisation is None:
        raise Conflict("No organisation offers this", place="hire", remedy="Ask the desk")
    # The person's row is the lock: the two sides at once tell one hire.
    person = Person.objects.select_for_update(of=("self",)).get(pk=tie.person.pk)
    before = Hire.objects.filter(person=person, organisation=organisation).order_by("-told", "-pk").first()
    if before is not None and before.ended is None:
        return before
    if before is not None and before.ending == Hire.Ending.NOT_SO and told_by == Hire.By.EMPLOYER:
        raise Conflict("The person says that this is not so", place="hire", remedy="Ask the person to tell it")
    made = Hire(
        person=person,
        organisation_id=organisation,
        offer=tie.offer,
        starts=starts,
        told=now,
        told_by=told_by,
        **tie.link,
    )
    _add_outcome(made, by=by, now=now)
    made.save()
    _heard_from(person.pk, organisation, by=by, now=now)
    record_event(by=by, action="journeys.hired", subject=_subject(made), details={"told_by": told_by})
    if told_by == Hire.By.EMPLOYER:
        letters.write_person("hired", made, person)
    else:
        letters.write_organisation("hired", made, organisation, Role.EMPLOYER, most=1)
    return made


def _heard_from(person: int, organisation: int, *, by: str, now: datetime) -> None:
    """Who was hired was called or written to: no answer day of this employer is left to wait for."""
    waiting = Invitation.objects.filter(
        person_id=person, offer__organisation_id=organisation, state=Invitation.State.ACCEPTED, contacted=None
    )
    for number in waiting.order_by("pk").values_list("pk", flat=True):
        contacted(invitation=number, by=by, now=now)


def _invitation(number: int, told_by: str, now: datetime) -> _Tie:
    rows = Invitation.objects.select_related("person", "offer")
    found = rows.filter(pk=number, state=Invitation.State.ACCEPTED).order_by("pk").first()
    if found is None:
        raise Conflict("This person did not say yes", place="hire", remedy="Look in your invitations")
    return _Tie(found.person, found.offer, {"invitation": found})


def _booking(number: int, told_by: str, now: datetime) -> _Tie:
    rows = Booking.objects.select_related("person", "session__offer")
    seated = [Booking.State.BOOKED, Booking.State.ATTENDED]
    found = rows.filter(pk=number, state__in=seated, session__starts__lte=now).order_by("pk").first()
    if found is None or found.person is None:
        raise Conflict("There was no such day", place="hire", remedy="Look in your bookings")
    if told_by != Hire.By.PERSON:
        raise Conflict("A host does not know who came", place="hire", remedy="Ask the person to tell it")
    return _Tie(found.person, found.session.offer, {"booking": found})


def _entry(number: int, told_by: str, now: datetime) -> _Tie:
    rows = DrawEntry.objects.select_related("person", "place__offer")
    found = rows.filter(pk=number, returned=None, withdrawn=None).order_by("pk").first()
    if found is None or found.place is None or found.place.offer is None:
        raise Conflict("There is no such internship", place="hire", remedy="Load the page again")
    if told_by == Hire.By.EMPLOYER and found.shown is None:
        raise Conflict("This student did not show a name", place="hire", remedy="Ask the school")
    return _Tie(found.person, found.place.offer, {"entry": found})


_TIES = {"invitation": _invitation, "booking": _booking, "entry": _entry}


def _add_outcome(made: Hire, *, by: str, now: datetime) -> None:
    """The outcome `hired` in the person's journey, on a step of the offer; one that was there already stays alone."""
    journey = _journey(made, by=by, now=now)
    step = journey.steps.filter(offer=made.offer).order_by("number").first()
    if step is None:
        last = journey.steps.aggregate(last=Max("number"))["last"] or 0
        title = str(made.offer)[:TITLE_MOST]
        step = Step.objects.create(
            journey=journey, number=last + 1, title=title, offer=made.offer, state=Step.State.FINISHED
        )
        made.new_step = step
    if Outcome.objects.filter(step=step, kind=Outcome.Kind.HIRED).exists():
        return
    made.outcome = record_outcome(
        journey=journey.pk,
        kind=Outcome.Kind.HIRED,
        on=min(made.starts, now.date()),
        evidence=made.told_by,
        by=by,
        now=now,
        step=step.pk,
    )


def _journey(made: Hire, *, by: str, now: datetime) -> Journey:
    """The person's open journey, first one that holds the offer; a new one when there is none."""
    open_ones = Journey.objects.filter(person=made.person, closed=None)
    found = open_ones.filter(steps__offer=made.offer).order_by("-opened", "-pk").first()
    found = found or open_ones.order_by("-opened", "-pk").first()
    if found is not None:
        return found
    new = open_journey(person=made.person_id, goal="", steps=(), by=by, now=now)
    if made.person.fictional:
        new.fictional = True
        new.save(update_fields=["fictional"])
    return new


@transaction.atomic
def undo(*, hire: int, told_by: str, by: str, now: datetime) -> Hire:
    """Who told it takes it back, within a day. Twice changes nothing."""
    found = _locked(hire)
    if found.ended is not None:
        return found
    if found.told_by != told_by:
        raise Conflict("The other side told this", place=_subject(found), remedy="Say that it is not so")
    if now > found.told + UNDO_WITHIN:
        raise Conflict("The day to take it back has passed", place=_subject(found), remedy="Ask the desk for help")
    return _end(found, Hire.Ending.UNDONE, by=by, now=now)


@transaction.atomic
def not_so(*, hire: int, by: str, now: datetime) -> Hire:
    """The person says that it is not so, at any time; the employer hears it. Twice changes nothing."""
    found = _locked(hire)
    if found.ended is not None:
        return found
    ended = _end(found, Hire.Ending.NOT_SO, by=by, now=now)
    letters.write_organisation("hired-not-so", ended, ended.organisation_id, Role.EMPLOYER, most=1)
    return ended


def _end(found: Hire, ending: str, *, by: str, now: datetime) -> Hire:
    """Nothing of it stays in the figures, and the plan of the first months goes."""
    outcome, step = found.outcome, found.new_step
    journey = step.journey if step else None
    Onboarding.objects.filter(hire=found).delete()
    # What was told within a day and is not so told nothing of a call either: the answer day stands again.
    Invitation.objects.filter(
        person_id=found.person_id, offer__organisation_id=found.organisation_id, contacted=found.told
    ).update(contacted=None)
    if outcome is not None:
        outcome.delete()
    if step is not None and not step.outcomes.exists():
        step.delete()
    if journey is not None and not (journey.goal or journey.adviser_id or journey.steps.exists()):
        journey.delete()
    found.outcome = found.new_step = None
    found.ended, found.ending = now, ending
    found.save(update_fields=["ended", "ending", "outcome", "new_step"])
    record_event(by=by, action="journeys.hire_ended", subject=_subject(found), details={"ending": ending})
    return found


@transaction.atomic
def leave_others(*, person: int, by: str, now: datetime) -> int:
    """Who found work leaves all invitations that wait for an answer; only when the person asks for it. How many."""
    waiting = Invitation.objects.filter(
        person_id=person, state=Invitation.State.ASKED, answer_by__gte=now.date()
    ).order_by("pk")
    numbers = list(waiting.values_list("pk", flat=True))
    for one in numbers:
        decline(invitation=one, reason=FOUND_WORK, by=by, now=now)
    return len(numbers)


def _locked(hire: int) -> Hire:
    rows = Hire.objects.select_for_update(of=("self",)).select_related("outcome", "new_step__journey", "organisation")
    found = rows.filter(pk=hire).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such hire", remedy="Look in your list")
    return found


def _subject(found: Hire) -> str:
    return f"hire {found.key}"
