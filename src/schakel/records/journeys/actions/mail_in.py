"""Mails to the desk become questions in its inbox: each once, however often its file is brought in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from schakel.engine.errors import InputError
from schakel.records.journeys.actions import desk
from schakel.records.journeys.engine_io import language_of_text, without_bsn
from schakel.records.journeys.mail_files import FILE_MOST, Left, Mail, mails_in
from schakel.records.journeys.models import Request
from schakel.records.journeys.validators import TEXT_MOST

# A mail that lay longer counts from the day it is brought in: its answer day would be over already.
COUNTS_FROM_SENT = timedelta(days=14)
NAME_MOST = 120


@dataclass(slots=True)
class Report:
    """What came of the files: questions taken in, how many were there already, and what was left out and why."""

    taken: list[Request] = field(default_factory=list)
    there: int = 0
    left: list[Left] = field(default_factory=list)


def take_in_mails(*, files: Iterable[tuple[str, bytes]], by: str, now: datetime) -> Report:
    """Put every mail of these files (name, bytes) in the inbox. Each mail stands by itself: one that fails stops nothing."""
    report = Report()
    for name, data in files:
        try:
            for place, one in enumerate(mails_in(data, name=name), start=1):
                _take(one, f"{name}, mail {place}", report=report, by=by, now=now)
        except InputError:
            report.left.append(Left(name, "too-large" if len(data) > FILE_MOST else "no-mail"))
    return report


def _take(one: Mail | Left, place: str, *, report: Report, by: str, now: datetime) -> None:
    if isinstance(one, Left):
        report.left.append(one)
        return
    if Request.objects.filter(mail=one.number).exists():
        report.there += 1
        return
    try:
        validate_email(one.address)
        with transaction.atomic():
            made = desk.take_in(asked=_asked(one), by=by, now=_counts_from(one, now))
            Request.objects.filter(pk=made.pk, mail="").update(mail=one.number)
    except (InputError, ValidationError):
        report.left.append(Left(place, "no-sender"))
    except IntegrityError:  # a colleague brought the same file in at the same moment
        report.there += 1
    else:
        report.taken.append(made)


def _asked(one: Mail) -> desk.Asked:
    words = without_bsn(f"{one.subject}\n\n{one.text}" if one.subject else one.text)
    return desk.Asked(
        channel=Request.Channel.MAIL,
        subject=Request.Subject.OTHER,
        text=words[:TEXT_MOST],
        name=without_bsn(one.name)[:NAME_MOST],
        email=one.address,
        language=language_of_text(words),
    )


def _counts_from(one: Mail, now: datetime) -> datetime:
    recent = one.sent is not None and now - COUNTS_FROM_SENT < one.sent <= now
    return one.sent if recent and one.sent else now
