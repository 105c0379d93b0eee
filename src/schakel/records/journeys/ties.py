"""What a person and an organisation are both in: only then they may write to each other, and only as long as it lasts.

Each kind of tie says once, in lookups, when it lasts. Every read and every write asks that again, so that a yes that was
taken back closes the conversation in the same moment, whoever took it back and wherever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Booking, Conversation, DrawEntry, Invitation, Referral, Request
from schakel.records.organisations.models import Membership, Organisation, Role
from schakel.records.people.models import Person

Kind = Conversation.Kind
Lookups = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of tie: the row, the ways from it to both sides, and the role that answers (None: whichever acts)."""

    field: str
    model: type[models.Model]
    person: str
    organisation: str
    role: Role | None
    lasts: Lookups


SORTS: dict[str, Sort] = {
    Kind.INVITATION: Sort(
        "invitation",
        Invitation,
        "person",
        "offer__organisation",
        Role.EMPLOYER,
        {"state": Invitation.State.ACCEPTED},
    ),
    Kind.BOOKING: Sort(
        "booking",
        Booking,
        "person",
        "session__offer__organisation",
        None,
        {"state__in": [Booking.State.WAITING, *Booking.SEATED], "session__cancelled": None},
    ),
    Kind.HOST: Sort(
        "entry",
        DrawEntry,
        "person",
        "place__offer__organisation",
        None,
        # The host knows who it is, or hears from them, only after the student's yes.
        {"period__drawn__isnull": False, "withdrawn": None, "returned": None, "shown__isnull": False},
    ),
    Kind.SCHOOL: Sort(
        "entry",
        DrawEntry,
        "person",
        "period__school",
        Role.SCHOOL,
        {"period__drawn__isnull": False, "withdrawn": None, "returned": None, "place__isnull": False},
    ),
    Kind.REQUEST: Sort(
        "request",
        Request,
        "person",
        "",
        Role.ADVISER,
        {"state__in": Request.OPEN, "taken_by__isnull": False},
    ),
    Kind.REFERRAL: Sort(
        "referral",
        Referral,
        "request__person",
        "partner",
        Role.PARTNER,
        {"state": Referral.State.ACCEPTED, "request__state__in": Request.OPEN},
    ),
}
# In which order the roles of an organisation are asked who answers for it.
ANSWERS = (Role.EMPLOYER, Role.SCHOOL)


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that lasts now: who may write to whom, about what."""

    kind: str
    row: Any
    person: Person
    organisation: Organisation
    side: str


def lasts(kind: str, *, now: datetime) -> dict[str, Any]:
    """The lookups of a kind, from its own row."""
    found = dict(SORTS[kind].lasts)
    if kind == Kind.BOOKING:
        found["session__starts__gt"] = now - timedelta(days=house_rules().days["message_after"])
    return found


def live(*, now: datetime) -> Q:
    """Of conversations: the tie lasts, nobody stopped, and somebody of the organisation is there to read."""
    acts = Membership.objects.filter(organisation=OuterRef("organisation"), role=OuterRef("side"), user__is_active=True)
    ties = Q()
    for kind, sort in SORTS.items():
        told = {f"{sort.field}__{name}": value for name, value in lasts(kind, now=now).items()}
        same = {"organisation": F(f"{sort.field}__{sort.organisation}")} if sort.organisation else {}
        ties |= Q(kind=kind, person=F(f"{sort.field}__{sort.person}"), **told, **same)
    return Q(ties, Exists(acts), closed=None)


def tie(kind: str, key: UUID, *, now: datetime) -> Tie | None:
    """The tie with this key; None when it is not there, has ended, or nobody would read what is written."""
    found = _as_ties(_rows(kind, key=key, now=now)) if kind in SORTS else []
    return found[0] if found else None


def ties_of(person: Person, *, now: datetime) -> list[Tie]:
    """All ties of a person that last now, by kind: with whom they can write."""
    rows = [_rows(kind, now=now, **{sort.person: person}) for kind, sort in SORTS.items()]
    return _as_ties([one for found in rows for one in found])


def of_request(request: Request, *, person: int | None, now: datetime) -> list[Tie]:
    """With whom a person can write about their question: the adviser who has it, and the partner who took it over."""
    if person is None or request.person_id != person:
        return []
    return _as_ties([*_rows(Kind.REQUEST, now=now, pk=request.pk), *_rows(Kind.REFERRAL, now=now, request=request)])


def writable(kind: str, rows: Iterable[models.Model], *, now: datetime) -> set[int]:
    """Which of these rows (numbers) are ties that last now: beside them stands the way to write."""
    numbers = [row.pk for row in rows]
    return {one.row.pk for one in _as_ties(_rows(kind, now=now, pk__in=numbers))} if numbers else set()


def _rows(kind: str, *, now: datetime, **which: Any) -> list[tuple[str, Any]]:
    """The rows of a kind that last, each with its kind."""
    sort = SORTS[kind]
    ways = [sort.person, *([sort.organisation] if sort.organisation else []), *_also(kind)]
    rows = sort.model._default_manager.filter(**which, **lasts(kind, now=now), **{f"{sort.person}__isnull": False})
    return [(kind, row) for row in rows.select_related(*ways).order_by("pk")]


def _as_ties(rows: Sequence[tuple[str, Any]]) -> list[Tie]:
    """The rows with both sides, in two questions however many there are; those nobody would answer are left out."""
    desks = _desks([row.taken_by_id for kind, row in rows if kind == Kind.REQUEST])
    found = [
        (kind, row, _follow(row, SORTS[kind].organisation) if SORTS[kind].organisation else desks.get(row.taken_by_id))
        for kind, row in rows
    ]
    acting = _acting(of.pk for _kind, _row, of in found if of)
    ties = []
    for kind, row, of in found:
        side = _side(SORTS[kind], acting.get(of.pk, set())) if of else ""
        if of and side:
            ties.append(Tie(kind, row, cast(Person, _follow(row, SORTS[kind].person)), of, side))
    return ties


def _also(kind: str) -> tuple[str, ...]:
    """What the words about a tie need: see `about`."""
    return {
        Kind.INVITATION: ("offer",),
        Kind.BOOKING: ("session__offer",),
        Kind.HOST: ("place__offer", "period"),
        Kind.SCHOOL: ("place", "period"),
        Kind.REQUEST: ("offer", "taken_by"),
        Kind.REFERRAL: ("request__offer",),
    }[Kind(kind)]


def _desks(advisers: Sequence[int]) -> dict[int, Organisation]:
    """For which organisation each of these advisers acts: of several, the first."""
    if not advisers:
        return {}
    acts = Membership.objects.filter(user__in=advisers, role=Role.ADVISER, user__is_active=True)
    return {one.user_id: one.organisation for one in acts.select_related("organisation").order_by("-since", "-pk")}


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    return row


def _acting(organisations: Iterable[int]) -> dict[int, set[str]]:
    """In which roles somebody acts for each of these organisations."""
    rows = Membership.objects.filter(organisation__in=sorted(set(organisations)), user__is_active=True)
    acting: dict[int, set[str]] = {}
    for number, role in rows.order_by("organisation_id", "role").values_list("organisation_id", "role"):
        acting.setdefault(number, set()).add(role)
    return acting


def _side(sort: Sort, roles: set[str]) -> str:
    able = (sort.role,) if sort.role else ANSWERS
    return next((str(role) for role in able if role in roles), "")


def why(found: Conversation, *, now: datetime) -> str:
    """Why a conversation that is not live has closed: the id of a reason. Ask it of rows of `message_queries`."""
    if found.reason:
        return found.reason
    row: Any = getattr(found, SORTS[found.kind].field)
    if found.organisation_id is None or row is None:
        return "message-gone"
    return _ended(found.kind, row, now) or "message-nobody"


def _ended(kind: str, row: Any, now: datetime) -> str:
    """What ended in the tie itself; "" when it lasts."""
    if kind == Kind.INVITATION:
        return "" if row.state == Invitation.State.ACCEPTED else "message-yes-back"
    if kind == Kind.BOOKING:
        return _booking_ended(row, now)
    if kind in (Kind.HOST, Kind.SCHOOL):
        holds = row.place_id and not row.withdrawn and not row.returned
        hidden = kind == Kind.HOST and not row.shown
        return "message-no-place" if not holds else "message-hidden" if hidden else ""
    if kind == Kind.REQUEST:
        return "" if row.state in Request.OPEN and row.taken_by_id else "message-case-ended"
    accepted = row.state == Referral.State.ACCEPTED and row.request.state in Request.OPEN
    return "" if accepted else "message-handed-back"


def _booking_ended(row: Booking, now: datetime) -> str:
    if row.session.cancelled:
        return "message-called-off"
    if row.state == Booking.State.CANCELLED:
        return "message-cancelled"
    over = row.session.starts + timedelta(days=house_rules().days["message_after"]) <= now
    return "message-over" if over else ""
