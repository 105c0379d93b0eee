"""What guests and hosts thought after a day, as figures: per kind of offer and per organisation, small numbers hidden.

Of guests only who agreed to be counted is counted, each once per group: the last answer counts. Of hosts each day is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schakel.records.journeys.actions.after import EVALUATION
from schakel.records.journeys.models import Booking, Reply
from schakel.records.journeys.queries_counts import PURPOSE, Period, Share, share_of_people
from schakel.records.offers.models import Session
from schakel.records.people.models import Consent

GUEST, HOST = "evaluate", "host-again"
SIDES = (GUEST, HOST)
BY = ("kind", "organisation")
YES = "yes"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How many of one side answered yes to one question, of a group; `share.name` is the group."""

    side: str
    question: str
    share: Share


@dataclass(frozen=True, slots=True)
class _Answer:
    """`who` is the same for what counts once."""

    side: str
    kind: str
    organisation: str
    number: int
    who: int
    answers: dict[str, str]


def evaluations(*, by: str, period: Period) -> list[Evaluation]:
    """Per `kind` of offer or `organisation`: the share that said yes, guests first, in order of name."""
    return _shares((one.organisation if by == "organisation" else one.kind, one) for one in _answers(period))


def evaluations_of(organisation: int, *, period: Period) -> list[Evaluation]:
    """The same for the days of one organisation, for itself to read: what guests said, and what its own people said."""
    return _shares((one.organisation, one) for one in _answers(period) if one.number == organisation)


def _shares(rows: Iterable[tuple[str, _Answer]]) -> list[Evaluation]:
    """Answers come in order of time, so that the last one of somebody stays."""
    last: dict[tuple[str, str], dict[int, dict[str, str]]] = defaultdict(dict)
    for group, one in rows:
        if group:
            last[one.side, group][one.who] = one.answers
    found = []
    for side in SIDES:
        for group in sorted(name for of, name in last if of == side):
            answers = list(last[side, group].values())
            for question in EVALUATION[side]:
                told = [one[question] for one in answers if one.get(question)]
                share = share_of_people(group, sum(one == YES for one in told), len(told))
                found.append(Evaluation(side, question, share))
    return found


def _answers(period: Period) -> Iterator[_Answer]:
    """All answers in a period, in order of time, in four queries."""
    replies = Reply.objects.filter(period.q("at__date"), letter__kind__in=SIDES).order_by("at", "pk")
    rows = list(replies.values_list("letter__kind", "letter__number", "answers"))
    agreed = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).order_by("person_id")
    counted = set(agreed.values_list("person_id", flat=True))
    fields = ("offer__kind", "offer__organisation__name", "offer__organisation_id")
    days = Session.objects.filter(pk__in={number for side, number, *_rest in rows if side == HOST}, fictional=False)
    hosts = {pk: told for pk, *told in days.order_by("pk").values_list("pk", *fields)}
    booked = Booking.objects.filter(pk__in={number for side, number, *_rest in rows if side == GUEST})
    booked = booked.filter(session__fictional=False).order_by("pk")
    # Of whom the booking is: a letter that is old no longer tells to whom it went.
    columns = [f"session__{name}" for name in fields]
    guests = {pk: (person, told) for pk, person, *told in booked.values_list("pk", "person_id", *columns)}
    for side, number, answers in rows:
        who, told = (number, hosts.get(number)) if side == HOST else guests.get(number, (None, None))
        if told is None or who is None or (side == GUEST and who not in counted):
            continue
        kind, name, organisation = told
        yield _Answer(side, kind, name or "", organisation or 0, who, answers)
