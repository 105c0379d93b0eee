"""The one desk: take in, take up, note, hand over, answer. Nobody falls between two desks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Referral, Request, RequestNote
from schakel.records.journeys.validators import checked_text
from schakel.records.organisations.models import Role


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks, whatever the channel. Without e-mail and phone nobody could answer."""

    channel: str
    subject: str
    text: str
    name: str
    email: str = ""
    phone: str = ""
    language: str = "nl"
    place: str | None = None
    person: int | None = None
    offer: int | None = None
    organisation: int | None = None
    ambassador: int | None = None
    fictional: bool = False


@transaction.atomic
def take_in(*, asked: Asked, by: str, now: datetime) -> Request:
    """Put a request in the inbox, with the day by which it is answered. The same question sent twice comes in once."""
    text = checked_text(asked.text, place="question")
    if not asked.email and not asked.phone:
        raise InputError("There is no way to answer", place="e-mail or phone", remedy="Fill in one of the two")
    same = Request.objects.filter(
        text=text, email=asked.email, phone=asked.phone, state__in=Request.OPEN, received__gte=now - timedelta(hours=1)
    )
    there = same.order_by("pk").first()
    if there is not None:
        return there
    made = Request.objects.create(
        channel=asked.channel,
        subject=asked.subject,
        text=text,
        name=checked_text(asked.name, place="name"),
        email=asked.email,
        phone=asked.phone,
        language=asked.language,
        place_id=asked.place,
        person_id=asked.person,
        offer_id=asked.offer,
        organisation_id=asked.organisation,
        ambassador_id=asked.ambassador,
        fictional=asked.fictional,
        received=now,
        answer_by=(now + timedelta(days=house_rules().days["request"])).date(),
    )
    record_event(by=by, action="journeys.take_in", subject=f"request {made.pk}", details={"channel": made.channel})
    letters.write_request("question-received", made)
    return made


@transaction.atomic
def take_up(*, request: int, version: int, adviser: int, by: str, now: datetime) -> Request:
    """An adviser takes a request, or takes it over; refused when a colleague changed it in the meantime."""
    found = _changed(request, version)
    if found.state == Request.State.NEW:
        found.state = Request.State.TAKEN
    found.taken_by_id = adviser
    found.save()
    record_event(by=by, action="journeys.take_up", subject=f"request {found.pk}")
    return found


@transaction.atomic
def note(*, request: int, text: str, by: str, now: datetime, next_action: date | None = None) -> RequestNote:
    """Write down what was said or done. Notes are added, never changed: the person may read them all."""
    found = _open(request)
    made = RequestNote.objects.create(request=found, at=now, by=by, text=checked_text(text, place="note"))
    if next_action is not None:
        Request.objects.filter(pk=found.pk).update(next_action=next_action)
    record_event(by=by, action="journeys.note", subject=f"request {found.pk}")
    return made


@transaction.atomic
def refer(*, request: int, version: int, partner: int, consent: str, by: str, now: datetime) -> Referral:
    """Ask a partner to take a request over. Only with the person's consent, in words; the desk keeps it until then."""
    agreed = checked_text(consent, place="consent")
    found = _changed(request, version)
    try:
        with transaction.atomic():
            made = Referral.objects.create(
                request=found,
                partner_id=partner,
                consent=agreed,
                asked=now,
                answer_by=(now + timedelta(days=house_rules().days["referral"])).date(),
            )
    except IntegrityError:
        raise Conflict(
            "A partner was already asked", place=f"request {found.pk}", remedy="Wait for the answer"
        ) from None
    found.state = Request.State.REFERRED
    found.save()
    record_event(by=by, action="journeys.refer", subject=f"request {found.pk}", details={"partner": partner})
    letters.write_organisation("referral-asked", made, partner, Role.PARTNER)
    return made


@transaction.atomic
def answer_referral(
    *, referral: int, accepted: bool, by: str, now: datetime, reason: str = "", text: str = ""
) -> Referral:
    """The partner accepts, or returns with a reason; a returned request stands in the desk's inbox again."""
    found = _referral(referral)
    if not accepted:
        house_rules().checked(reason, "referral")
    if found.state != Referral.State.ASKED:
        raise Conflict("This was already answered", place=f"referral {found.pk}", remedy="Load the page again")
    found.state = Referral.State.ACCEPTED if accepted else Referral.State.RETURNED
    found.reason, found.note, found.answered = reason, checked_text(text, place="note", needed=False), now
    found.save()
    _bump(found.request, Request.State.REFERRED if accepted else _back(found.request))
    record_event(
        by=by, action="journeys.answer_referral", subject=f"referral {found.pk}", details={"state": found.state}
    )
    return found


@transaction.atomic
def withdraw_consent(*, request: int, by: str, now: datetime) -> int:
    """The person no longer wants partners to have this: open and accepted referrals end, the desk has it again."""
    found = _open(request)
    live = found.referrals.filter(state__in=[Referral.State.ASKED, Referral.State.ACCEPTED])
    ended = live.update(state=Referral.State.WITHDRAWN, answered=now)
    if ended:
        _bump(found, _back(found))
    record_event(by=by, action="journeys.withdraw_consent", subject=f"request {found.pk}", details={"ended": ended})
    return ended


@transaction.atomic
def answer(*, request: int, version: int, text: str, by: str, now: datetime) -> Request:
    """Give the answer; the request leaves the inbox."""
    found = _changed(request, version)
    found.state, found.answer, found.ended = Request.State.ANSWERED, checked_text(text, place="answer"), now
    found.save()
    record_event(by=by, action="journeys.answer", subject=f"request {found.pk}")
    letters.write_request("question-answered", found)
    return found


@transaction.atomic
def close(*, request: int, version: int, reason: str, by: str, now: datetime) -> Request:
    """End a request without an answer, with a reason the person reads."""
    house_rules().checked(reason, "request")
    found = _changed(request, version)
    found.state, found.reason, found.ended = Request.State.CLOSED, reason, now
    found.save()
    record_event(by=by, action="journeys.close", subject=f"request {found.pk}", details={"reason": reason})
    letters.write_request("question-closed", found)
    return found


def looked(*, request: int, by: str) -> None:
    """Somebody looked at a request: written down, so that the person can see who did."""
    record_event(by=by, action="journeys.look", subject=f"request {request}")


def _open(request: int) -> Request:
    found = Request.objects.select_for_update(of=("self",)).filter(pk=request).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such request", remedy="Look in the inbox")
    if found.state not in Request.OPEN:
        raise Conflict("This request has ended", place=f"request {found.pk}", remedy="Take in a new one")
    return found


def _changed(request: int, version: int) -> Request:
    """The open request, its version gone up; refused when it is not the one the page showed."""
    found = _open(request)
    if found.version != version:
        raise Conflict(
            "A colleague changed this request in the meantime",
            place=f"request {found.pk}",
            remedy="Load the page again; what you wrote is still in the form",
        )
    found.version += 1
    return found


def _referral(referral: int) -> Referral:
    found = Referral.objects.select_for_update(of=("self",)).filter(pk=referral).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such referral", remedy="Look in the list of what was asked of you")
    return found


def _back(request: Request) -> str:
    return Request.State.TAKEN if request.taken_by_id else Request.State.NEW


def _bump(request: Request, state: str) -> None:
    request.state = state
    request.version += 1
    request.save(update_fields=["state", "version"])
