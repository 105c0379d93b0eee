"""Counting: distinct persons per initiative, line and kind of event, results per kind of step, answers in time.

Every step, outcome, booking and referral is an event of somebody at a time; figures need no forms of their own. Only who
agreed to be counted is counted, a person once, and small numbers are not given: `shown` rounds, as the published rules say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Min, Q, QuerySet

from schakel.engine.statistics import wilson
from schakel.records.core.region import current_region, lines_of
from schakel.records.journeys import queries
from schakel.records.journeys.invitation_queries import called_in_time
from schakel.records.journeys.message_queries import replied_in_time
from schakel.records.journeys.models import Booking, Outcome, Referral
from schakel.records.people.engine_io.criteria import disclosure
from schakel.records.people.models import Consent

PURPOSE = "counted"
GROUPS = ("initiative", "line", "kind")


@dataclass(frozen=True, slots=True)
class Period:
    """From a day up to and with another; None is open."""

    since: date | None = None
    until: date | None = None

    def q(self, field_name: str) -> Q:
        """The condition on a field that holds a day."""
        found = Q()
        if self.since:
            found &= Q(**{f"{field_name}__gte": self.since})
        if self.until:
            found &= Q(**{f"{field_name}__lt": self.until + timedelta(days=1)})
        return found


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody did or got something. `person` is None where it cannot be linked to one; `number` tells those apart."""

    what: str
    kind: str
    initiative: str
    evidence: str
    person: int | None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Persons:
    """How many distinct persons, of a group and for one kind of event: between `low` and `high`.

    The two differ where events cannot be linked to a person. None is too small to give; both are rounded.
    """

    group: str
    what: str
    low: int | None
    high: int | None
    evidence: tuple[str, ...] = ()


@dataclass(slots=True)
class _Count:
    people: set[int] = field(default_factory=set)
    unlinked: set[int] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole in percent with its 95 % interval; None where the whole is too small to say."""

    name: str
    whole: int | None
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None


def persons(*, by: str, period: Period) -> list[Persons]:
    """Distinct persons per group (`initiative`, `line` or `kind` of offer) and kind of event, in order of name.

    An initiative of two lines counts for both, so lines do not add up.
    """
    counts: dict[tuple[str, str], _Count] = defaultdict(_Count)
    for event in events(period):
        for group in _groups(event, by):
            count = counts[group, event.what]
            count.evidence.update({event.evidence} - {""})
            if event.person is None:
                count.unlinked.add(event.number)
            else:
                count.people.add(event.person)
    rows = []
    for (group, what), count in sorted(counts.items()):
        known = len(count.people)
        low, high = max(known, min(1, len(count.unlinked))), known + len(count.unlinked)
        rows.append(Persons(group, what, shown(low), shown(high), tuple(sorted(count.evidence))))
    return rows


def _groups(event: Event, by: str) -> tuple[str, ...]:
    if by == "line":
        return lines_of(event.initiative) or ("",)
    return (event.kind,) if by == "kind" else (event.initiative,)


def events(period: Period) -> Iterator[Event]:
    """All events of a period of people who agreed to be counted, each kind once per person and initiative."""
    agreed = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).values("person_id")
    yield from _outcomes(period, agreed)
    yield from _bookings(period, agreed)
    yield from _referrals(period, agreed)


def _outcomes(period: Period, agreed: QuerySet[Consent, Any]) -> Iterator[Event]:
    found = Outcome.objects.filter(period.q("on"), journey__fictional=False, journey__person__in=agreed)
    fields = ("kind", "step__offer__kind", "initiative", "evidence", "journey__person_id")
    for what, kind, initiative, evidence, person in found.order_by(*fields).values_list(*fields).distinct():
        yield Event(what, kind or "", initiative, evidence, person)


def _bookings(period: Period, agreed: QuerySet[Consent, Any]) -> Iterator[Event]:
    found = Booking.objects.filter(period.q("session__starts__date"), session__fictional=False, person__in=agreed)
    fields = ("state", "session__offer__kind", "session__offer__initiative", "person_id")
    for what, kind, initiative, person in found.order_by(*fields).values_list(*fields).distinct():
        yield Event(what, kind, initiative, "session", person)


def _referrals(period: Period, agreed: QuerySet[Consent, Any]) -> Iterator[Event]:
    """A question without an account cannot be linked: it holds no consent and no person, only that it was handed over."""
    linked = Q(request__person__in=agreed) | Q(request__person=None)
    found = Referral.objects.filter(linked, period.q("asked__date"), request__fictional=False)
    fields = ("request__offer__kind", "request__offer__initiative", "request__person_id", "request_id")
    for kind, initiative, person, request in found.order_by(*fields).values_list(*fields).distinct():
        yield Event("referred", kind or "", initiative or "", "desk", person, request)


def results(*, period: Period) -> dict[str, list[Share]]:
    """Per kind of step: of the persons whose step ended, how many finished; of those who started, how many found work after it."""
    agreed = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).values("person_id")
    found = Outcome.objects.filter(
        period.q("on"), journey__fictional=False, journey__person__in=agreed, step__offer__isnull=False
    )
    fields = ("step__offer__kind", "kind", "journey__person_id")
    told: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for kind, what, person in found.order_by(*fields).values_list(*fields).distinct():
        told[kind][what].add(person)
    hired, started = _last("hired", agreed), _starts(period, agreed)
    finished, work = [], []
    for kind, who in sorted(told.items()):
        done = who["finished"] | who["certified"]
        finished.append(share_of_people(kind, len(done), len(done | who["stopped"])))
        began = {person: day for (of, person), day in started.items() if of == kind}
        later = [person for person, day in began.items() if person in hired and hired[person] >= day]
        work.append(share_of_people(kind, len(later), len(began)))
    return {"finished": finished, "hired": work}


def _last(what: str, agreed: QuerySet[Consent, Any]) -> dict[int, date]:
    """The last day of an outcome of each person: found work after a step is found work on or after it began."""
    found = Outcome.objects.filter(kind=what, journey__fictional=False, journey__person__in=agreed)
    return dict(found.order_by("on", "pk").values_list("journey__person_id", "on"))


def _starts(period: Period, agreed: QuerySet[Consent, Any]) -> dict[tuple[str, int], date]:
    found = Outcome.objects.filter(
        period.q("on"), kind="started", journey__fictional=False, journey__person__in=agreed, step__offer__isnull=False
    )
    rows = found.values("step__offer__kind", "journey__person_id").annotate(first=Min("on"))
    return {
        (row["step__offer__kind"], row["journey__person_id"]): row["first"]
        for row in rows.order_by("step__offer__kind", "journey__person_id")
    }


def in_time(*, now: datetime) -> list[Share]:
    """Per organisation: what it had to answer by now (people handed over, people who said yes, messages), and the share in time."""
    due: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in queries.answered_in_time(now=now):
        _add(due[one.name], one.in_time, one.due)
    for other in called_in_time(today=now.date()):
        _add(due[other.organisation], other.in_time, other.due)
    for reply in replied_in_time(today=now.date()):
        _add(due[reply.organisation], reply.in_time, reply.due)
    return [share(name, part, whole) for name, (part, whole) in sorted(due.items())]


def _add(to: list[int], part: int, whole: int) -> None:
    to[0] += part
    to[1] += whole


def not_counted() -> int | None:
    """How many persons with events did not agree to be counted, as it may be shown."""
    agreed = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).values("person_id")
    plain: dict[str, Iterable[int]] = {
        "outcomes": Outcome.objects.filter(journey__fictional=False)
        .exclude(journey__person__in=agreed)
        .order_by("journey__person_id")
        .values_list("journey__person_id", flat=True)
        .distinct(),
        "bookings": Booking.objects.filter(session__fictional=False, person__isnull=False)
        .exclude(person__in=agreed)
        .order_by("person_id")
        .values_list("person_id", flat=True)
        .distinct(),
    }
    return shown(len({person for rows in plain.values() for person in rows}))


def years() -> list[int]:
    """The years in which something happened, the last one first."""
    days = {one.year for one in Outcome.objects.filter(journey__fictional=False).dates("on", "year")}
    started = Booking.objects.filter(session__fictional=False).values_list("session__starts__year", flat=True)
    days |= set(started.order_by("session__starts__year").distinct())
    return sorted(days, reverse=True)


def shown(count: int) -> int | None:
    """The number as it may be shown: rounded, None for a small one."""
    return disclosure().show(count)


def share(name: str, part: int, whole: int) -> Share:
    """A share that may be shown: nothing of it when the whole is small."""
    if shown(whole) is None:
        return Share(name, None, None, None, None)
    low, high = wilson(part, whole)
    percent = (Decimal(100 * part) / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Share(name, shown(whole), percent, low, high)


def share_of_people(name: str, part: int, whole: int) -> Share:
    """The same where the part is people: nothing when they, or the others, are few, so that no small number follows from it."""
    if shown(part) is None or shown(whole - part) is None:
        return Share(name, None, None, None, None)
    return share(name, part, whole)


def group_names(by: str, language: str) -> dict[str, str]:
    """The names of initiatives or lines by their id, in a language."""
    region = current_region()
    if by == "line":
        return {one.id: f"{one.id}. {one.title.in_language(language)}" for one in region.lines}
    return {one.id: one.name for one in region.initiatives} if by == "initiative" else {}
