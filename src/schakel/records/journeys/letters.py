"""Letters: mail of the journeys, written down in the transaction of what it tells of, sent after it by the worker.

Nothing here knows how a letter reads: the screens give a `compose`. A mail that fails is tried again and never undoes
what it tells of. Logs hold numbers only.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Protocol

from django.core import signing
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from schakel.engine.errors import NotFound
from schakel.records.accounts.models import User
from schakel.records.journeys.models import (
    Ambassador,
    Booking,
    Conversation,
    DrawEntry,
    Enquiry,
    Hire,
    Invitation,
    Journey,
    Letter,
    Milestone,
    Referral,
    Request,
)
from schakel.records.offers.models import Session
from schakel.records.organisations.models import Membership, Role
from schakel.records.people.models import Person

TRIES = 5
LATE_AFTER = timedelta(minutes=5)
TOLD_OF_ONE_ORGANISATION = 5
SALT = "schakel.journeys.letter"
ABOUT: dict[str, type[models.Model]] = {
    "request": Request,
    "booking": Booking,
    "referral": Referral,
    "invitation": Invitation,
    "session": Session,
    "journey": Journey,
    "hire": Hire,
    "ambassador": Ambassador,
    "drawentry": DrawEntry,
    "enquiry": Enquiry,
    "conversation": Conversation,
    "milestone": Milestone,
}

logger = logging.getLogger("schakel.letters")
# Sent after the transaction that wrote a letter, with its number: the screens put it in the queue of the worker.
letter_written = Signal()


class Mail(Protocol):
    """What `compose` gives: something that can be sent."""

    def send(self) -> Any: ...


Compose = Callable[[Letter], Mail | None]


@transaction.atomic
def write(
    kind: str, of: models.Model, *, to: User | None = None, person: Person | None = None, episode: str = ""
) -> Letter:
    """Write a letter down, once; writing it again gives the letter there is. Without an address, or about something
    made up, it is `skipped`.

    `to`: the account it goes to; else it goes to the address in the request it is about. `person`: whom it is about,
    so that it goes when they go.
    """
    now = timezone.now()
    own_address = bool(getattr(of, "email", "")) and not getattr(of, "fictional", False)
    reachable = to.is_active and not to.fictional if to else own_address
    there, new = Letter.objects.get_or_create(
        kind=kind,
        about=of._meta.model_name,
        number=of.pk,
        episode=episode,
        account=to,
        defaults={
            "person": person,
            "state": Letter.State.WAITING if reachable else Letter.State.SKIPPED,
            "made": now,
            "done": None if reachable else now,
        },
    )
    if new and reachable:
        transaction.on_commit(partial(_tell, there.pk), robust=True)
    return there


def _tell(pk: int) -> None:
    letter_written.send_robust(sender=Letter, letter=pk)


def write_request(kind: str, request: Request) -> Letter:
    """A letter to who asked a question at the desk."""
    return write(kind, request, person=request.person)


def write_person(kind: str, of: models.Model, person: Person, *, episode: str = "") -> Letter:
    """A letter to a person; `skipped` when there is no account to send it to."""
    return write(kind, of, to=person.user, person=person, episode=episode)


def write_booking(kind: str, booking: Booking, *, episode: str = "") -> None:
    """A letter about a booking: to the person, or for a group to one who acts for the school."""
    if booking.person is not None:
        write_person(kind, booking, booking.person, episode=episode)
    elif booking.school_id:
        write_organisation(kind, booking, booking.school_id, Role.SCHOOL, most=1, episode=episode)


def write_bookings(kind: str, bookings: Sequence[Booking], *, episode: str = "") -> None:
    """The same letter about many bookings at once: those of people in a few statements."""
    numbers = [one.pk for one in bookings if one.person_id]
    rows = Booking.objects.filter(pk__in=numbers).select_related("person__user").order_by("pk")
    _write_people(kind, rows, episode=episode)
    for one in bookings:
        if one.school_id:
            write_booking(kind, one, episode=episode)


def write_each(kind: str, rows: models.QuerySet[Any], *, episode: str = "") -> None:
    """The same letter about each of these rows, to its person, in a few statements."""
    _write_people(kind, rows.select_related("person__user").order_by("pk"), episode=episode)


def write_draw(entries: models.QuerySet[DrawEntry]) -> None:
    """To every student in a draw: it was held, in a few statements."""
    _write_people("draw-held", entries.select_related("person__user").order_by("pk"))


def _write_people(kind: str, rows: models.QuerySet[Any], *, episode: str = "") -> None:
    """A letter about each of these rows to its person."""
    now, about = timezone.now(), rows.model._meta.model_name
    made = []
    for one in rows:
        to = one.person.user if one.person else None
        state = Letter.State.WAITING if to and to.is_active and not to.fictional else Letter.State.SKIPPED
        done = None if state == Letter.State.WAITING else now
        words = {
            "kind": kind,
            "about": about,
            "number": one.pk,
            "episode": episode,
            "person": one.person,
            "account": to,
        }
        made.append(Letter(state=state, made=now, done=done, **words))
    Letter.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    numbers = rows.order_by().values("pk")
    same = Letter.objects.filter(kind=kind, about=about, number__in=numbers, episode=episode)
    waiting = same.filter(state=Letter.State.WAITING)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        transaction.on_commit(partial(_tell, pk), robust=True)


def write_organisation(
    kind: str, of: models.Model, organisation: int, role: str, *, most: int | None = None, episode: str = ""
) -> int:
    """A letter to who acts for an organisation in a role, first who may invite others; returns how many.

    When nobody does, one letter is written as `skipped`, so that it is counted.
    """
    acting = Membership.objects.filter(organisation_id=organisation, role=role, user__is_active=True)
    rows = acting.select_related("user").order_by("-admin", "since", "pk")[: most or TOLD_OF_ONE_ORGANISATION]
    return _write_all(kind, of, [row.user for row in rows], episode=episode)


def write_advisers(kind: str, request: Request) -> int:
    """A letter to the adviser of a request, or to the desk when nobody has it."""
    if request.taken_by_id:
        return _write_all(kind, request, list(User.objects.filter(pk=request.taken_by_id).order_by("pk")))
    acting = Membership.objects.filter(role=Role.ADVISER, user__is_active=True).select_related("user")
    return _write_all(kind, request, [row.user for row in acting.order_by("pk")[:TOLD_OF_ONE_ORGANISATION]])


def write_message(conversation: Conversation, *, to_person: bool, day: date) -> None:
    """A letter that there is a message: one a day about one conversation, whatever was written on that day."""
    episode = f"{day:%y%m%d}"
    if to_person:
        write_person("message", conversation, conversation.person, episode=episode)
    elif conversation.side == Role.ADVISER and conversation.request and conversation.request.taken_by:
        write("message", conversation, to=conversation.request.taken_by, episode=episode)
    elif conversation.organisation_id:
        write_organisation("message", conversation, conversation.organisation_id, conversation.side, episode=episode)


def _write_all(kind: str, of: models.Model, accounts: Iterable[User], *, episode: str = "") -> int:
    written = [write(kind, of, to=one, episode=episode) for one in dict.fromkeys(accounts)]
    if not written:
        state = {"state": Letter.State.SKIPPED, "made": timezone.now(), "done": timezone.now()}
        named = {"kind": kind, "about": of._meta.model_name, "number": of.pk, "episode": episode, "account": None}
        Letter.objects.get_or_create(**named, defaults=state)
    return len(written)


def about(letter: Letter) -> Any:
    """What a letter is about, or None when that is gone."""
    return ABOUT[letter.about]._default_manager.filter(pk=letter.number).first()


def send(pk: int, *, now: datetime, compose: Compose) -> bool:
    """Send a letter that waits; False when it did not go out. `compose` gives None for what is no longer true."""
    letter = Letter.objects.select_related("account", "person").filter(pk=pk, state=Letter.State.WAITING).first()
    if letter is None:
        return False
    mail = compose(letter)
    mine = Letter.objects.filter(pk=pk, state=Letter.State.WAITING)
    if mail is None:
        mine.update(state=Letter.State.SKIPPED, done=now)
        return False
    # Whoever writes `sending` down sends; a second worker finds it written.
    if not mine.update(state=Letter.State.SENDING, tries=letter.tries + 1):
        return False
    try:
        mail.send()
    except OSError:
        over = letter.tries + 1 >= TRIES
        state = Letter.State.FAILED if over else Letter.State.WAITING
        Letter.objects.filter(pk=pk).update(state=state, done=now if over else None)
        logger.warning("letter %s did not go out, try %s of %s", pk, letter.tries + 1, TRIES)
        return False
    Letter.objects.filter(pk=pk).update(state=Letter.State.SENT, done=now)
    return True


def late(*, now: datetime) -> list[int]:
    """Letters that wait longer than the worker needs: the queue was away, or the mail server was."""
    found = Letter.objects.filter(state=Letter.State.WAITING, made__lte=now - LATE_AFTER)
    return list(found.order_by("made", "pk").values_list("pk", flat=True))


def token_of(letter: Letter) -> str:
    """What stands in the link of a letter. It is signed: who reads the database cannot make it."""
    return signing.dumps(str(letter.key), salt=SALT)


def by_token(token: str) -> Letter:
    """The letter of a link. Raises a `NotFound` for a link we did not make, or whose letter is gone."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        key = None
    found = Letter.objects.select_related("account", "person__user", "reply").filter(key=key).first() if key else None
    if found is None:
        raise NotFound("There is no such link", remedy="Open the link from the mail again")
    return found
