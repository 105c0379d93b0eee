"""Messages: write, read, stop. Nobody writes to somebody without a tie that lasts (see `journeys.ties`).

The conversation's row is the lock: what is sent twice from one form is one message, and who writes into a conversation
that closed in the meantime is told so.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters, ties
from schakel.records.journeys import message_queries as queries
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.message_queries import Party
from schakel.records.journeys.models import Conversation, Message
from schakel.records.journeys.validators import checked_text
from schakel.records.organisations.models import Role
from schakel.records.people.searching import log_looks

MESSAGE_MOST = 2000
STOPPED = "message-stopped"
# Who did not hear of a message at once hears within so many days, or not at all: nobody is told of old ones.
TOLD_WITHIN = timedelta(days=3)


@transaction.atomic
def begin(*, tie: ties.Tie, party: Party, text: str, asks: bool, token: UUID, by: str, now: datetime) -> Message:
    """Write the first message about a tie; when there is a conversation about it already, the next one in that."""
    _checked(text)
    if not is_in(tie, party):
        raise NotFound("You cannot write to this person or organisation", remedy="Look in your messages")
    found = queries.same_tie(tie).order_by("pk").first() or _made(tie, now)
    return write(conversation=found.pk, party=party, text=text, asks=asks, token=token, by=by, now=now)


def is_in(tie: ties.Tie, party: Party) -> bool:
    """Whether a side is one of the two of a tie."""
    if party.person is not None:
        return tie.person == party.person
    return tie.side == party.role and (party.role == Role.ADVISER or tie.organisation == party.organisation)


def _made(tie: ties.Tie, now: datetime) -> Conversation:
    field = ties.SORTS[tie.kind].field
    words = {"person": tie.person, "organisation": tie.organisation, "name": tie.organisation.name, "side": tie.side}
    try:
        with transaction.atomic():
            return Conversation.objects.create(kind=tie.kind, made=now, last=now, **words, **{field: tie.row})
    except IntegrityError:  # a colleague, or the other side, was first
        return queries.same_tie(tie).get()


@transaction.atomic
def write(*, conversation: int, party: Party, text: str, asks: bool, token: UUID, by: str, now: datetime) -> Message:
    """Send a message. The same form sent twice (`token`) gives the message there is.

    It answers what the other side asked. `asks`: it gets a day by which the other side answers.
    """
    clean = _checked(text)
    found = _locked(conversation, party)
    there = found.messages.filter(token=token, sender=party.sender).order_by("pk").first()
    if there is not None:
        return there
    if not queries.with_live(Conversation.objects.filter(pk=found.pk), now=now).get().live:  # type: ignore[attr-defined]
        raise Conflict("This conversation is closed", place=_subject(found), remedy="Copy what you wrote, look why")
    _check_room(found, party, now)
    made = Message.objects.create(
        conversation=found,
        sender=party.sender,
        by=by,
        text=clean,
        at=now,
        token=token,
        answer_by=_answer_by(now) if asks else None,
    )
    found.messages.filter(sender=party.other, answer_by__isnull=False, answered=None).update(answered=now)
    found.last = now
    found.save(update_fields=["last"])
    record_event(by=by, action="journeys.write_message", subject=_subject(found), details={"from": made.sender})
    letters.write_message(found, to_person=party.person is None, day=timezone.localdate(now))
    return made


def _answer_by(now: datetime) -> date:
    return timezone.localdate(now + timedelta(days=house_rules().days["message"]))


def _checked(text: str) -> str:
    clean = checked_text(text, place="message")
    if len(clean) > MESSAGE_MOST:
        raise InputError(
            f"The message is longer than {MESSAGE_MOST} characters", place="message", remedy="Make it shorter"
        )
    return clean


def _check_room(found: Conversation, party: Party, now: datetime) -> None:
    most = house_rules().days["messages_a_day"]
    today = found.messages.filter(sender=party.sender, at__gt=now - timedelta(days=1))
    if today.count() >= most:
        raise InputError(f"You wrote {most} messages today", place="messages", remedy="Write again tomorrow")


@transaction.atomic
def looked(*, conversation: Conversation, party: Party, by: str, now: datetime) -> int:
    """A side opened a conversation: what was written to it is read; a look by an organisation is written down.

    Returns how many messages were new. Call it only when the texts are shown.
    """
    if party.organisation is not None:
        log_looks(organisation=party.organisation, people=[conversation.person], what="message", by=by)
    return Message.objects.filter(conversation=conversation, sender=party.other, read=None).update(read=now)


@transaction.atomic
def stop(*, conversation: int, party: Party, by: str, now: datetime) -> Conversation:
    """The person stops a conversation, at once and without a reason. Twice changes nothing."""
    found = _locked(conversation, party)
    if party.person is None:
        raise NotFound("Only the person can stop a conversation", remedy="Do not answer any more")
    if found.closed is None:
        found.closed, found.reason = now, STOPPED
        found.save(update_fields=["closed", "reason"])
        record_event(by=by, action="journeys.stop_messages", subject=_subject(found))
    return found


@transaction.atomic
def resume(*, conversation: int, party: Party, by: str, now: datetime) -> Conversation:
    """The person opens what they stopped again; refused when what it was about has ended."""
    found = _locked(conversation, party)
    if party.person is None or found.reason != STOPPED or found.forgotten:
        raise Conflict("This cannot be opened again", place=_subject(found), remedy="Ask the desk for help")
    found.closed, found.reason = None, ""
    found.save(update_fields=["closed", "reason"])
    if not queries.with_live(Conversation.objects.filter(pk=found.pk), now=now).get().live:  # type: ignore[attr-defined]
        raise Conflict("What this was about has ended", place=_subject(found), remedy="Ask the desk for help")
    record_event(by=by, action="journeys.resume_messages", subject=_subject(found))
    return found


@transaction.atomic
def settle(*, by: str, now: datetime) -> int:
    """Write down of every conversation that no longer lasts when and why it closed; run by the worker every day."""
    open_ = Conversation.objects.filter(closed=None).exclude(pk__in=_live_numbers(now))
    over = list(open_.select_related(*queries.ROWS).order_by("pk"))
    for one in over:
        one.reason, one.closed = ties.why(one, now=now), now
    Conversation.objects.bulk_update(over, ["reason", "closed"], batch_size=500)
    if over:
        record_event(by=by, action="journeys.settle_messages", details={"conversations": len(over)})
    return len(over)


def _live_numbers(now: datetime) -> QuerySet[Conversation, int]:
    return Conversation.objects.filter(ties.live(now=now)).order_by().values_list("pk", flat=True)


def tell_missed(*, now: datetime) -> int:
    """A letter about messages that came after the one mail of that day and are still not read; returns how many."""
    missed = queries.not_told(since=now - TOLD_WITHIN, now=now)
    told = {(one.conversation, one.sender) for one in missed}
    for found, sender in sorted(told, key=lambda pair: (pair[0].pk, pair[1])):
        to_person = sender == Message.Sender.ORGANISATION
        letters.write_message(found, to_person=to_person, day=timezone.localdate(now))
    return len(told)


def _locked(conversation: int, party: Party) -> Conversation:
    rows = Conversation.objects.select_for_update(of=("self",)).filter(party.mine(), pk=conversation)
    found = rows.select_related("person", "request").order_by("pk").first()
    if found is None:
        raise NotFound("There is no such conversation any more", remedy="Look in your messages")
    return found


def _subject(found: Conversation) -> str:
    return f"conversation {found.key}"
