"""A busy house for the race of the pages: one organisation and one person with hundreds of everything, all made up.

It is written inside the race's transaction, which is rolled back: the crowd itself stays as it was.
"""

import uuid
from datetime import timedelta
from itertools import islice
from typing import Any

MANY, SOME = 400, 60


def furnish(*, organisation: Any, person: Any, adviser: Any, many: int = MANY, some: int = SOME) -> None:
    """Postings, invitations, conversations, bookings and cases: `many` of the organisation and the adviser, `some` of the
    person.
    """
    from django.utils import timezone

    from schakel.records.offers.fictional.crowd import PREFIX, crowd_people
    from schakel.records.offers.models import Offer, Posting

    now = timezone.now()
    taken = Offer.objects.filter(slug__startswith=PREFIX, kind="vacancy").order_by("pk")[:many]
    Offer.objects.filter(pk__in=[one.pk for one in taken]).update(organisation=organisation)
    Posting.objects.bulk_create(
        Posting(
            organisation=organisation,
            offer=one,
            kind=one.kind,
            state="published",
            title=one.title_nl or one.slug,
            made=now,
            changed=now,
            published=now,
        )
        for one in taken
    )
    people = list(crowd_people().exclude(pk=person.pk).order_by("pk")[:many])
    pairs = [*zip(taken, people, strict=False), *((one, person) for one in islice(taken, some))]
    _asked(pairs, now)
    _talks(now)
    _seats(organisation, people, person, now=now, some=some)
    _cases(people, adviser, now)


def _asked(pairs: list[tuple[Any, Any]], now: Any) -> None:
    from schakel.records.journeys.models import Invitation

    Invitation.objects.bulk_create(
        Invitation(
            offer=offer,
            person=who,
            message="Kom eens praten.",
            asked=now - timedelta(days=at % 9),
            answer_by=(now + timedelta(days=9)).date(),
            state="accepted" if at % 2 else "asked",
            answered=now if at % 2 else None,
        )
        for at, (offer, who) in enumerate(pairs)
    )


def _talks(now: Any) -> None:
    """A conversation about every accepted invitation, with four messages each, the last not read yet."""
    from schakel.records.journeys.models import Conversation, Invitation, Message

    accepted = Invitation.objects.filter(state="accepted", asked__gte=now - timedelta(days=10)).order_by("pk")
    Conversation.objects.bulk_create(
        Conversation(
            person_id=one.person_id,
            organisation_id=one.offer.organisation_id,
            name="Drukte",
            side="employer",
            kind="uitnodiging",
            invitation=one,
            made=now,
            last=now - timedelta(minutes=at),
        )
        for at, one in enumerate(accepted.select_related("offer"))
    )
    talks = Conversation.objects.filter(invitation__in=accepted).order_by("pk")
    Message.objects.bulk_create(
        Message(
            conversation=talk,
            sender=("person", "organisation")[turn % 2],
            by="test",
            text="Dag, tot dan.",
            at=now - timedelta(hours=4 - turn),
            token=uuid.uuid4(),
            read=None if turn == 3 else now,
        )
        for talk in talks
        for turn in range(4)
    )


def _seats(organisation: Any, people: list[Any], person: Any, *, now: Any, some: int) -> None:
    """Days of this organisation with guests, groups of a school among them; and bookings of the person."""
    from schakel.records.journeys.models import Booking
    from schakel.records.offers.models import Session

    days = list(Session.objects.filter(starts__gt=now, cancelled=None, offer__kind="shadow-day").order_by("pk")[:some])
    for day in days:
        day.offer.organisation = organisation
        day.offer.save(update_fields=["organisation"])
    rows = [
        Booking(session=days[at % len(days)], person=who, state="booked", made=now, changed=now)
        for at, who in enumerate(people)
    ]
    rows += [Booking(session=day, person=person, state="booked", made=now, changed=now) for day in days]
    rows += [
        Booking(session=day, school=organisation, group=f"groep {at}", seats=12, state="booked", made=now, changed=now)
        for at, day in enumerate(days)
    ]
    Booking.objects.bulk_create(rows)


def _cases(people: list[Any], adviser: Any, now: Any) -> None:
    """Journeys of people with steps to take, and the questions of the crowd that this adviser has."""
    from schakel.records.journeys.fictional import crowd_requests
    from schakel.records.journeys.models import Journey, Request, Step

    Journey.objects.bulk_create(Journey(person=who, adviser=adviser, opened=now) for who in people)
    Step.objects.bulk_create(
        Step(journey=one, number=number, title="Een stap", due=(now + timedelta(days=number * 5 - 4)).date())
        for one in Journey.objects.filter(adviser=adviser).order_by("pk")
        for number in range(1, 4)
    )
    waiting = (
        crowd_requests().filter(state=Request.State.NEW).order_by("pk").values_list("pk", flat=True)[: len(people)]
    )
    Request.objects.filter(pk__in=list(waiting)).update(
        state=Request.State.TAKEN, taken_by=adviser, next_action=now.date()
    )
