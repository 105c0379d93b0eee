"""The round: what is due to be told or asked today. Run by the worker as often as one likes; everything goes once."""

from datetime import date, datetime, time, timedelta

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.actions import invitations, reminders, team_places, team_results
from schakel.records.journeys.actions.enquiries import role_asked
from schakel.records.journeys.actions.messages import settle, tell_missed
from schakel.records.journeys.actions.paths import STAYED_MONTHS
from schakel.records.journeys.models import (
    Ambassador,
    Booking,
    Enquiry,
    Invitation,
    Journey,
    Letter,
    Outcome,
    Referral,
    Request,
)
from schakel.records.journeys.models.messages import Message
from schakel.records.journeys.models.onboarding import Milestone
from schakel.records.journeys.models.pool import PoolMember
from schakel.records.offers.models import Offer, Session
from schakel.records.organisations.models import Role
from schakel.records.people.models import Consent

# How long after a day we still ask about it: a round that did not run for a month asks nobody about old days.
ASKED_WITHIN = timedelta(days=21)
NEXT_STEP_AFTER = timedelta(days=7)
STAYED_WITHIN = timedelta(days=60)
PURPOSE = "counted"


def run(*, by: str, now: datetime) -> dict[str, int]:
    """Remind who is due, end what was not answered, and ask what is to be asked; returns how many of each."""
    counts = {"conversations_closed": settle(by=by, now=now)}
    counts |= reminders.remind(by=by, now=now, send=remind)
    counts["messages_told"] = tell_missed(now=now)
    counts["results"] = team_results.remind(by=by, now=now)
    counts["rounds_forgotten"] = team_places.forget_old(now=now)
    counts["expired"] = invitations.expire(by=by, now=now)
    counts |= ask_hosts_and_guests(now=now) | ask_who_stayed(today=timezone.localdate(now))
    if any(counts.values()):
        record_event(by=by, action="journeys.round", details=counts)
    return counts


def remind(row: reminders.Reminded) -> None:
    """Write the one reminder of a row; `reminders` wrote down before that it goes."""
    if isinstance(row, Booking):
        letters.write_booking("remind-booking", row)
    elif isinstance(row, Request):
        letters.write_advisers("remind-request", row)
    elif isinstance(row, Referral):
        letters.write_organisation("remind-referral", row, row.partner_id, Role.PARTNER)
    elif isinstance(row, Enquiry):
        letters.write_organisation("remind-enquiry", row, row.offer.organisation_id or 0, role_asked(row))
    elif isinstance(row, Message | Milestone | PoolMember | Ambassador):
        _remind_of_more(row)
    elif row.state == Invitation.State.ASKED:
        letters.write_person("remind-invitation", row, row.person)
    elif row.offer.organisation_id:
        letters.write_organisation("remind-call", row, row.offer.organisation_id, Role.EMPLOYER)


def _remind_of_more(row: Message | Milestone | PoolMember | Ambassador) -> None:
    """Of a message that asks, of a day in the plan of somebody who was hired, of an invitation to a pool or to be a contact."""
    if isinstance(row, Ambassador):
        letters.write("remind-ambassador", row)
    elif isinstance(row, PoolMember):
        episode = f"{row.answer_by:%y%m%d}"
        letters.write_organisation("pool-remind", row, row.organisation_id, Role.EMPLOYER, episode=episode)
    elif isinstance(row, Milestone):
        hire, episode = row.onboarding.hire, f"{row.day:%y%m%d}"
        if hire is not None:
            letters.write_organisation("remind-milestone", row, hire.organisation_id, Role.EMPLOYER, episode=episode)
            letters.write_person("remind-milestone", row, hire.person, episode=episode)
    else:
        # The same letter as of the message itself, at most one a day: it also tells by when an answer is asked.
        to_person = row.sender == Message.Sender.ORGANISATION
        letters.write_message(row.conversation, to_person=to_person, day=timezone.localdate())


def ask_hosts_and_guests(*, now: datetime) -> dict[str, int]:
    """The day after a shadow day: how it was, and whether the host has another; a week later: what comes next."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    recent = _seated(midnight - ASKED_WITHIN, midnight)
    week = _seated(midnight - NEXT_STEP_AFTER - ASKED_WITHIN, midnight - NEXT_STEP_AFTER)
    guests = _not_asked("evaluate", recent)
    nexts = _not_asked("next-step", week)
    for kind, rows in (("evaluate", guests), ("next-step", nexts)):
        for booking in rows:
            letters.write_booking(kind, booking)
    hosted = Session.objects.filter(
        pk__in=recent.values("session_id"), offer__organisation__isnull=False, fictional=False
    ).exclude(pk__in=_asked("host-again"))
    hosts = list(hosted.select_related("offer").order_by("starts", "pk"))
    for session in hosts:
        letters.write_organisation("host-again", session, session.offer.organisation_id or 0, Role.EMPLOYER, most=1)
    return {"evaluations": len(guests), "next_steps": len(nexts), "hosts": len(hosts)}


def _seated(since: datetime, until: datetime) -> QuerySet[Booking]:
    """Bookings of people, with a place, of shadow days that ended in between."""
    found = Booking.objects.annotate(over=Coalesce("session__ends", "session__starts"))
    return found.filter(
        over__gte=since,
        over__lt=until,
        session__offer__kind=Offer.Kind.SHADOW_DAY,
        session__cancelled=None,
        state__in=[Booking.State.BOOKED, Booking.State.ATTENDED],
        person__fictional=False,
    )


def _asked(kind: str) -> QuerySet[Letter, int]:
    return Letter.objects.filter(kind=kind).values_list("number", flat=True)


def _not_asked(kind: str, bookings: QuerySet[Booking]) -> list[Booking]:
    found = bookings.exclude(pk__in=_asked(kind)).select_related("person__user")
    return list(found.order_by("pk"))


def ask_who_stayed(*, today: date) -> dict[str, int]:
    """After 6, 12 and 24 months: does somebody who found work still live or work here? Who agreed to be counted is asked."""
    counts = {}
    for months in STAYED_MONTHS:
        due = [one for one in _may_be_asked(months, today) if _due(one.since, months, today)]  # type: ignore[attr-defined]
        for journey in due:
            letters.write_person("stayed", journey, journey.person, episode=str(months))
        counts[f"stayed_{months}"] = len(due)
    return counts


def _may_be_asked(months: int, today: date) -> QuerySet[Journey]:
    """Journeys that led to work around so many months ago, not asked yet, of people who were not said to have left."""
    hired = Min("outcomes__on", filter=Q(outcomes__kind=Outcome.Kind.HIRED))
    known = Outcome.objects.filter(Q(months=months) | Q(kind=Outcome.Kind.LEFT)).values("journey_id")
    asked = Letter.objects.filter(kind="stayed", episode=str(months)).values("number")
    agreed = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).values("person_id")
    first, last = today - STAYED_WITHIN - timedelta(days=31 * months), today - timedelta(days=28 * months)
    found = Journey.objects.annotate(since=hired).filter(since__gte=first, since__lte=last, person__in=agreed)
    found = found.filter(fictional=False, person__fictional=False).exclude(pk__in=known).exclude(pk__in=asked)
    return found.select_related("person__user").order_by("pk")


def _due(since: date, months: int, today: date) -> bool:
    day = months_later(since, months)
    return day <= today < day + STAYED_WITHIN


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)
