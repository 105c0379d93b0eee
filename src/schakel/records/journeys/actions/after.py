"""What people answer to a letter, without an account: who has the signed link answers, once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from schakel.engine.errors import Conflict, InputError
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.actions import desk
from schakel.records.journeys.actions.paths import record_outcome
from schakel.records.journeys.models import Booking, Journey, Letter, Outcome, Reply, Request
from schakel.records.offers import posting as postings
from schakel.records.offers.models import Posting, Session

LINK_WORKS = timedelta(days=90)
DAY_AHEAD_MOST = timedelta(days=366)
PLACES_MOST = 100
BY = "person with the link"
# The three questions of each side of a shadow day, and what may be answered.
EVALUATION: dict[str, dict[str, tuple[str, ...]]] = {
    "evaluate": {
        "useful": ("yes", "partly", "no"),
        "as-agreed": ("yes", "partly", "no"),
        "this-work": ("yes", "maybe", "no"),
    },
    "host-again": {
        "useful": ("yes", "partly", "no"),
        "as-agreed": ("yes", "partly", "no"),
        "again": ("yes", "maybe", "no"),
    },
}
STAYED = {"yes": Outcome.Kind.STAYED, "no": Outcome.Kind.LEFT, "unsaid": None}
NEXT_STEPS = ("talk", "another", "course", "none")


def works(letter: Letter, *, now: datetime) -> bool:
    """Whether the link of a letter may still be used."""
    return letter.made + LINK_WORKS > now


def evaluate(*, letter: Letter, answers: Mapping[str, str], now: datetime) -> Reply:
    """Write down what a guest or a host thought of a shadow day: three answers from a fixed list."""
    asked = EVALUATION[letter.kind]
    given = {question: answers.get(question, "") for question in asked}
    wrong = [question for question, answer in given.items() if answer not in asked[question]]
    if wrong:
        raise InputError("Not every question is answered", place=wrong[0], remedy="Choose an answer to each")
    return _reply(letter, given, now)


@transaction.atomic
def stayed(*, letter: Letter, answer: str, now: datetime) -> Reply:
    """Write down whether somebody stayed: once, and as an outcome unless they would rather not say."""
    if answer not in STAYED:
        raise InputError("There is no such answer", place="answer", remedy="Choose one of the buttons")
    made = _reply(letter, {"stayed": answer}, now)
    kind = STAYED[answer]
    if kind is not None and Journey.objects.filter(pk=letter.number).exists():
        record_outcome(
            journey=letter.number,
            kind=kind,
            on=now.date(),
            evidence="person",
            by=BY,
            now=now,
            months=int(letter.episode),
        )
    return made


@transaction.atomic
def next_step(*, letter: Letter, answer: str, question: str, now: datetime) -> Request | None:
    """Write down what somebody wants next. Who wants to talk gets `question` in the desk's inbox, with an answer day."""
    if answer not in NEXT_STEPS:
        raise InputError("There is no such answer", place="answer", remedy="Choose one of the buttons")
    _reply(letter, {"next": answer}, now)
    booking = Booking.objects.select_related("session").filter(pk=letter.number).first()
    if answer != "talk" or letter.account is None or letter.person is None:
        return None
    asked = desk.Asked(
        channel=Request.Channel.FORM,
        subject=Request.Subject.WORK,
        text=question,
        name=letter.person.name,
        email=letter.account.email,
        language=letter.account.language,
        person=letter.person.pk,
        offer=booking.session.offer_id if booking else None,
    )
    return desk.take_in(asked=asked, by=BY, now=now)


@transaction.atomic
def offer_again(*, letter: Letter, starts: datetime, places: int, now: datetime) -> Session:
    """A host offers another date of the same shadow day. The same date twice is one date."""
    before: Session | None = letters.about(letter)
    if before is None:
        raise Conflict("This shadow day is gone", place="date", remedy="Put it in your offers again")
    if not now < starts <= now + DAY_AHEAD_MOST:
        raise InputError("This day cannot be booked", place="date", remedy="Choose a day within a year from now")
    if not 1 <= places <= PLACES_MOST:
        raise InputError("This number of places is not possible", place="places", remedy=f"Fill in 1 to {PLACES_MOST}")
    ends = starts + (before.ends - before.starts) if before.ends else None
    posting = Posting.objects.filter(offer_id=before.offer_id).order_by("pk").first()
    if posting is not None:
        return postings.add_day(posting=posting.pk, starts=starts, ends=ends, capacity=places, by=BY, now=now)
    return _add_session(before, {"starts": starts, "ends": ends, "capacity": places})


def _add_session(before: Session, words: dict[str, Any]) -> Session:
    """A date of an offer that no organisation wrote itself."""
    offer = before.offer
    if offer.published_until and offer.published_until < words["starts"].date():
        raise Conflict("This offer is no longer open", place="date", remedy="Ask the desk for help")
    key = f"{offer.slug[:90]}-{words['starts']:%Y%m%d-%H%M}"
    told = {"offer": offer, "place_id": before.place_id, "daytime": before.daytime, "fictional": before.fictional}
    made, new = Session.objects.get_or_create(key=key, defaults={**told, **words})
    if new:
        record_event(by=BY, action="offers.add_day", subject=made.key, details={"seats": made.capacity})
    return made


def _reply(letter: Letter, answers: dict[str, str], now: datetime) -> Reply:
    try:
        with transaction.atomic():
            made = Reply.objects.create(letter=letter, answers=answers, at=now)
    except IntegrityError:
        raise Conflict("This was answered before", place="link", remedy="It counts once") from None
    record_event(by=BY, action="journeys.reply", subject=f"letter {letter.pk}", details={"kind": letter.kind})
    return made
