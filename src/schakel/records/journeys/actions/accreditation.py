"""The question whether an internship over the border counts: ask it, write down what came of it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys.models import Accreditation
from schakel.records.journeys.validators import checked_text
from schakel.records.organisations.models import Organisation

DECIDED = (Accreditation.State.RECOGNISED, Accreditation.State.REFUSED)


@dataclass(frozen=True, slots=True)
class Told:
    """What a school tells: a decided question has a day and a document to look it up in."""

    programme: str
    country: str
    body: str
    question: str
    asked: date
    host: str = ""
    state: str = Accreditation.State.ASKED
    decided: date | None = None
    document: str = ""
    learned: str = ""


@transaction.atomic
def ask(*, school: Organisation, told: Told, by: str, now: datetime) -> Accreditation:
    """Write a new question down. The same question of the same school again gives the one there is."""
    # The school's row is taken, so that a double click cannot make two.
    Organisation.objects.select_for_update(of=("self",)).filter(pk=school.pk).order_by("pk").first()
    words = _checked(told)
    same = {name: words[name] for name in ("programme", "country", "host", "body", "asked")}
    there = Accreditation.objects.filter(school=school, **same).order_by("pk").first()
    if there is not None:
        return there
    made = Accreditation.objects.create(school=school, changed=now, fictional=school.fictional, **words)
    record_event(by=by, action="journeys.accreditation_ask", subject=f"accreditation {made.key}")
    return made


@transaction.atomic
def change(*, question: int, version: int, told: Told, by: str, now: datetime) -> Accreditation:
    """Write down what changed: most often the decision."""
    found = Accreditation.objects.select_for_update(of=("self",)).filter(pk=question).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such question", remedy="Look in the list")
    words = _checked(told)
    if all(getattr(found, name) == value for name, value in words.items()):
        return found
    if found.version != version:
        raise Conflict(
            "A colleague changed this in the meantime", place=f"accreditation {found.key}", remedy="Load it again"
        )
    for name, value in words.items():
        setattr(found, name, value)
    found.version, found.changed = version + 1, now
    found.save()
    record_event(
        by=by,
        action="journeys.accreditation_change",
        subject=f"accreditation {found.key}",
        details={"state": found.state},
    )
    return found


def _checked(told: Told) -> dict[str, object]:
    words = asdict(told)
    for name in ("programme", "body", "question", "host", "document", "learned"):
        words[name] = checked_text(words[name], place=name, needed=name in ("programme", "body", "question"))
    if told.state in DECIDED:
        if told.decided is None or told.decided < told.asked:
            raise InputError("A decision has a day", place="decided", remedy="Fill in a day on or after the question")
        if not words["document"]:
            raise InputError("A decision has a document", place="document", remedy="Name its number, title or address")
    else:
        words["decided"] = None
    return words
