"""Reads of messages, for the two sides. Every read takes the side that asks: nobody else's stands in it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When

from schakel.records.journeys import ties
from schakel.records.journeys.models import Conversation, Letter, Message
from schakel.records.organisations.models import Organisation, Role
from schakel.records.people.models import Person

LETTER = "message"
Sender = Message.Sender
# What the words about a conversation, and about its end, look at.
ROWS = (
    "person",
    "organisation",
    "invitation__offer",
    "booking__session__offer",
    "entry__place__offer",
    "entry__period",
    "request__offer",
    "referral__request__offer",
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who asks: a person, or an organisation in a role. Advisers of the one desk have one list together."""

    person: Person | None = None
    organisation: Organisation | None = None
    role: str = ""

    @property
    def sender(self) -> str:
        """How its own messages are marked."""
        return Sender.PERSON if self.person else Sender.ORGANISATION

    @property
    def other(self) -> str:
        """How the messages to it are marked."""
        return Sender.ORGANISATION if self.person else Sender.PERSON

    def mine(self) -> Q:
        """Its own conversations."""
        if self.person is not None:
            return Q(person=self.person)
        return Q(side=self.role) if self.role == Role.ADVISER else Q(side=self.role, organisation=self.organisation)


def conversations(party: Party, *, now: datetime) -> QuerySet[Conversation]:
    """All conversations of a side: the day by which it must answer first, then the last written; ended ones last.

    Each has `live`, `unread` (messages to this side) and `due` (the first day by which this side answers).
    """
    to_me = Q(messages__sender=party.other)
    open_ask = to_me & Q(messages__answered=None)
    return (
        with_live(Conversation.objects.filter(party.mine()), now=now)
        .annotate(
            unread=Count("messages", filter=to_me & Q(messages__read=None)),
            due=Case(When(Q(ties.live(now=now)), then=Min("messages__answer_by", filter=open_ask)), default=None),
        )
        .select_related(*ROWS)
        .order_by(F("live").desc(), F("due").asc(nulls_last=True), "-last", "-pk")
    )


def with_live(found: QuerySet[Conversation], *, now: datetime) -> QuerySet[Conversation]:
    """The same rows, each with `live`: whether one can still write."""
    here = Case(When(ties.live(now=now), then=Value(True)), default=Value(False), output_field=BooleanField())
    return found.annotate(live=here)


def conversation(party: Party, key: UUID, *, now: datetime) -> Conversation | None:
    """One conversation of this side; None for one of others."""
    return conversations(party, now=now).filter(key=key).first()


def about(party: Party, tie: ties.Tie) -> Conversation | None:
    """The conversation there is about a tie, ended or not."""
    return same_tie(tie).filter(party.mine()).order_by("pk").first()


def same_tie(tie: ties.Tie) -> QuerySet[Conversation]:
    """The conversation about a tie, as a list of at most one."""
    field = ties.SORTS[tie.kind].field
    found = Conversation.objects.filter(**{field: tie.row})
    return found.filter(organisation=tie.organisation) if field == "entry" else found


def not_begun(person: Person, *, now: datetime) -> list[ties.Tie]:
    """With whom a person can begin a conversation: ties that last and that nothing was written about yet."""
    rows = Conversation.objects.filter(person=person).order_by("pk")
    told = {
        (name, number, one.organisation_id if name == "entry" else None)
        for one in rows
        for name in ("invitation", "booking", "entry", "request", "referral")
        if (number := getattr(one, f"{name}_id"))
    }
    fresh = []
    for one in ties.ties_of(person, now=now):
        field = ties.SORTS[one.kind].field
        if (field, one.row.pk, one.organisation.pk if field == "entry" else None) not in told:
            fresh.append(one)
    return fresh


def messages_of(found: Conversation) -> QuerySet[Message]:
    """What was written, the last first."""
    return Message.objects.filter(conversation=found).order_by("-at", "-pk")


def unread(party: Party, *, now: datetime) -> int:
    """How many messages this side has not read; an organisation counts only what it may still read."""
    waiting = Message.objects.filter(sender=party.other, read=None)
    found = Conversation.objects.filter(party.mine())
    if party.person is None:
        found = found.filter(ties.live(now=now))
    return waiting.filter(conversation__in=found.order_by().values("pk")).count()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one side of a conversation: how many unread messages, and the first day to answer by."""

    unread: int
    due: date | None


def waiting(number: int, *, to_person: bool, now: datetime) -> Waiting | None:
    """What a letter tells of; None when one can no longer write, or nothing waits."""
    found = Conversation.objects.filter(ties.live(now=now), pk=number)
    sender = Sender.ORGANISATION if to_person else Sender.PERSON
    to_me = Q(messages__sender=sender)
    row = found.annotate(
        n=Count("messages", filter=to_me & Q(messages__read=None)),
        day=Min("messages__answer_by", filter=to_me & Q(messages__answered=None)),
    ).values_list("n", "day")
    for unread_, day in row.order_by("pk"):
        if unread_ or day:
            return Waiting(unread_, day)
    return None


def not_told(*, since: datetime, now: datetime) -> QuerySet[Message]:
    """Unread messages that came after the last mail about their conversation: nobody heard of them yet."""
    told = Letter.objects.filter(
        kind=LETTER, about="conversation", number=OuterRef("conversation_id"), made__gte=OuterRef("at")
    ).exclude(state=Letter.State.SKIPPED)
    to_person = Exists(told.filter(person__isnull=False))
    to_organisation = Exists(told.filter(person__isnull=True))
    live = Conversation.objects.filter(ties.live(now=now)).order_by().values("pk")
    found = Message.objects.filter(read=None, at__gte=since, conversation__in=live)
    missed = Q(sender=Sender.ORGANISATION) & ~to_person | Q(sender=Sender.PERSON) & ~to_organisation
    return found.filter(missed).select_related("conversation").order_by("conversation_id", "sender", "pk")


@dataclass(frozen=True, slots=True)
class RepliedInTime:
    """Of the messages that asked an organisation for an answer by now: how many, and how many it answered in time."""

    number: int
    organisation: str
    due: int
    in_time: int


def replied_in_time(organisations: list[int] | None = None, *, today: date) -> list[RepliedInTime]:
    """Per organisation, by name; all of them, or those with these numbers. What closed before its day does not count."""
    over = Q(answered__isnull=False) | Q(answer_by__lt=today) & (
        Q(conversation__closed=None) | Q(conversation__closed__date__gt=F("answer_by"))
    )
    rows = Message.objects.filter(
        over, sender=Sender.PERSON, answer_by__isnull=False, conversation__organisation__isnull=False
    )
    if organisations is not None:
        rows = rows.filter(conversation__organisation__in=organisations)
    of, name = "conversation__organisation_id", "conversation__organisation__name"
    counted = (
        rows.values(of, name)
        .annotate(due=Count("pk"), in_time=Count("pk", filter=Q(answered__date__lte=F("answer_by"))))
        .order_by(name, of)
    )
    return [RepliedInTime(row[of], row[name], row["due"], row["in_time"]) for row in counted]
