"""Fictional questions at the desk, in every state, marked as made up; and the order in which fictional things may go."""

import tomllib
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import QuerySet

from schakel.records.core.actions import record_event
from schakel.records.core.models import Place
from schakel.records.journeys.actions import desk
from schakel.records.journeys.models import Booking, Letter, Request
from schakel.reference import REFERENCE

DAYS_BACK = 9
# What keys and addresses of a crowd begin with: see `offers.fictional.crowd`.
CROWD = "drukte"
ANSWERED = "Fictief antwoord: kom langs op een van de inloopdagen, dan kijken we samen."


@transaction.atomic
def clear() -> None:
    """Remove fictional requests, and all bookings of fictional sessions: those go before the sessions do."""
    made_up = Request.objects.filter(fictional=True)
    Letter.objects.filter(about="request", number__in=made_up.order_by().values("pk")).delete()
    made_up.delete()
    Booking.objects.filter(session__fictional=True).delete()


def crowd(*, requests: int, now: datetime, seed: int) -> int:
    """Bring the made-up questions of a crowd to this number, in one statement; returns how many were added."""
    there = crowd_requests().count()
    random = Random(f"{seed} requests {there}")
    places = list(Place.objects.filter(kind=Place.Kind.MUNICIPALITY).order_by("code").values_list("code", flat=True))
    texts = [
        row["text"]
        for row in tomllib.loads((REFERENCE / "fictional" / "requests.toml").read_text(encoding="utf-8"))["requests"]
    ]
    rows = [_of_crowd(random, number, texts, places, now) for number in range(there + 1, requests + 1)]
    Request.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _of_crowd(random: Random, number: int, texts: list[str], places: list[str], now: datetime) -> Request:
    """Half of them wait, half were answered."""
    received = now - timedelta(days=random.randrange(60))
    waits = number % 2 == 0
    return Request(
        channel=Request.Channel.FORM,
        subject=random.choice(Request.Subject.values),
        text=random.choice(texts),
        name=f"Fictief persoon {number}",
        email=f"{CROWD}{number}@schakel.example",
        place_id=random.choice(places) if places else None,
        state=Request.State.NEW if waits else Request.State.ANSWERED,
        received=received,
        answer_by=(received + timedelta(days=5)).date(),
        answer="" if waits else ANSWERED,
        ended=None if waits else received + timedelta(days=2),
        fictional=True,
    )


def crowd_requests() -> QuerySet[Request]:
    """The questions of a crowd."""
    return Request.objects.filter(fictional=True, email__startswith=CROWD)


@transaction.atomic
def clear_crowd() -> int:
    """Remove the questions of a crowd, and the bookings of its sessions; returns how many questions that were."""
    count = crowd_requests().count()
    crowd_requests().delete()
    Booking.objects.filter(session__fictional=True, session__key__startswith=CROWD).delete()
    return count


@transaction.atomic
def load(*, by: str, now: datetime, seed: int = 2030) -> int:
    """Put the invented questions in the inbox: some new, some late, some answered; returns how many."""
    random = Random(seed)
    rows = tomllib.loads((REFERENCE / "fictional" / "requests.toml").read_text(encoding="utf-8"))["requests"]
    places = list(Place.objects.filter(kind=Place.Kind.MUNICIPALITY).order_by("code").values_list("code", flat=True))
    for number, row in enumerate(rows, start=1):
        asked = desk.Asked(
            channel=random.choice([Request.Channel.FORM, Request.Channel.PHONE, Request.Channel.VISIT]),
            subject=row["subject"],
            text=row["text"],
            name=f"Fictief persoon {number}",
            email=f"vraag{number}@schakel.example",
            language=row["language"],
            place=random.choice(places) if places else None,
            fictional=True,
        )
        made = desk.take_in(asked=asked, by=by, now=now - timedelta(days=random.randrange(DAYS_BACK)))
        if number % 4 == 0:
            desk.answer(request=made.pk, version=made.version, text=ANSWERED, by=by, now=now)
    record_event(by=by, action="journeys.load_fictional", details={"requests": len(rows)})
    return len(rows)
