"""Trials: chance decides between two otherwise equal alternatives. Off by default, public when on, one answer at the end.

Which arm somebody is in follows from the seed of the trial and the key of the person; that they came in is written down
under a keyed hash, never under who they are. The analysis answers what was registered, once, and nothing before that.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.engine.statistics import difference, wilson
from schakel.records.core.actions import record_event
from schakel.records.journeys.models import Outcome, TrialEntry, TrialRefusal
from schakel.records.people.models import Consent, Person
from schakel.reference import REFERENCE

FILE = REFERENCE / "desk" / "trials.toml"
SALT = "schakel.journeys.trial"
PURPOSE = "counted"
ARMS = 2


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial, as it was registered."""

    id: str
    on: bool
    start: date
    end: date
    registered: str
    outcome: str
    days: int
    sample: int
    seed: str
    arms: tuple[str, ...]
    name: dict[str, str]
    question: dict[str, str]
    arm_names: dict[str, dict[str, str]]

    def runs(self, today: date) -> bool:
        """Whether people come in on this day."""
        return self.on and self.start <= today <= self.end


def read_trials(path: Path) -> tuple[Trial, ...]:
    """The trials of a file; raises an `InputError` for one that may not run as it stands."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("trials", [])
    return tuple(_checked(Trial(**{**row, "arms": tuple(row["arms"])}), path.name) for row in rows)


def _checked(trial: Trial, file: str) -> Trial:
    place = f"{file}, trial {trial.id}"
    if len(set(trial.arms)) != ARMS or set(trial.arms) != set(trial.arm_names):
        raise InputError("A trial has two arms, each with a name", place=place, remedy="Name both in arm_names")
    if trial.outcome not in Outcome.Kind.values:
        known = ", ".join(Outcome.Kind.values)
        raise InputError(f"'{trial.outcome}' is no outcome", place=place, remedy=f"Choose one of {known}")
    if trial.on and not trial.registered.startswith("https://"):
        raise InputError("It is on but not registered", place=place, remedy="Write the address of the registration")
    if trial.end <= trial.start:
        raise InputError("It ends before it starts", place=place, remedy="Write a later last day")
    if trial.days < 1 or trial.sample < ARMS:
        raise InputError("It counts nobody", place=place, remedy="Give at least a day and two people")
    return trial


@lru_cache(maxsize=1)
def trials() -> tuple[Trial, ...]:
    """All trials, in the order of the file."""
    return read_trials(FILE)


def trial(id_: str) -> Trial:
    """The trial with this id."""
    found = next((one for one in trials() if one.id == id_), None)
    if found is None:
        known = ", ".join(one.id for one in trials()) or "none"
        raise NotFound(f"There is no trial '{id_}'", remedy=f"Known are: {known}")
    return found


def announced() -> list[Trial]:
    """The trials that are on, for everybody to read, also before their first day."""
    return [one for one in trials() if one.on]


def arm_of(person_key: UUID, of: Trial) -> str:
    """The arm chance gives somebody: the same on every day and every machine, for who knows the seed to check."""
    drawn = hashlib.sha256(f"{of.seed}|{person_key}".encode()).digest()
    return of.arms[int.from_bytes(drawn[:8], "big") % len(of.arms)]


@transaction.atomic
def enter(*, person: Person, of: Trial, now: datetime) -> str:
    """The arm somebody sees; written down the first time. Who did not agree to be counted, or does not want to take
    part, sees the first arm, uncounted."""
    if not of.runs(timezone.localdate(now)):
        return of.arms[0]
    if TrialRefusal.objects.filter(person=person, trial=of.id).exists():
        return of.arms[0]
    if not may_be_counted(person):
        return of.arms[0]
    arm = arm_of(person.key, of)
    words = {"arm": arm, "at": now}
    _entry, new = TrialEntry.objects.get_or_create(trial=of.id, token=token_of(person.key, of), defaults=words)
    if new:
        record_event(by="trial", action="journeys.enter_trial", subject=f"trial {of.id}", details={"arm": arm})
    return arm


def may_be_counted(person: Person) -> bool:
    """Whether somebody agreed to be counted: only then they are in a trial."""
    return Consent.objects.filter(person=person, purpose=PURPOSE, withdrawn=None).exists()


@transaction.atomic
def refuse(*, person: Person, of: Trial, by: str, now: datetime) -> None:
    """Somebody takes no part: from now on they see what everybody sees, and are not counted. Twice changes nothing."""
    _made, new = TrialRefusal.objects.get_or_create(person=person, trial=of.id, defaults={"at": now})
    if new:
        record_event(by=by, action="journeys.refuse_trial", subject=f"trial {of.id}")


@transaction.atomic
def take_part(*, person: Person, of: Trial, by: str) -> None:
    """Somebody takes part again."""
    gone, _rows = TrialRefusal.objects.filter(person=person, trial=of.id).delete()
    if gone:
        record_event(by=by, action="journeys.join_trial", subject=f"trial {of.id}")


def refused(person: Person, of: Trial) -> bool:
    """Whether somebody does not want to take part."""
    return TrialRefusal.objects.filter(person=person, trial=of.id).exists()


def running(id_: str, *, now: datetime) -> Trial | None:
    """The trial with this id when people come in now; None when it is off, over, or not in the file."""
    today = timezone.localdate(now)
    return next((one for one in trials() if one.id == id_ and one.runs(today)), None)


def token_of(person_key: UUID, of: Trial) -> str:
    """Under what somebody stands in a trial: nobody without the key of this site can tell who it is."""
    return str(salted_hmac(SALT, f"{of.id} {of.seed} {person_key}", algorithm="sha256").hexdigest())


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: people who had their days, how many of them had the outcome, in percent with an interval."""

    id: str
    people: int
    had: int
    low: Decimal
    high: Decimal
    lost: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answer: the second arm less the first, in percent points, with its 95 % interval."""

    trial: str
    outcome: str
    days: int
    arms: tuple[Arm, Arm]
    difference: Decimal
    low: Decimal
    high: Decimal


def analyse(of: Trial, *, now: datetime) -> Analysis:
    """The registered outcome, of the registered number of people, the first ones who came in.

    Raises a `Conflict` before so many had their days. Who left Schakel, takes the consent
    back or takes no part any more is `lost`: not counted.
    """
    until = now - timedelta(days=of.days)
    rows = TrialEntry.objects.filter(trial=of.id).order_by("at", "pk")[: of.sample]
    entries = [(row.token, row.arm, row.at) for row in rows]
    ready = sum(at <= until for _token, _arm, at in entries)
    if ready < of.sample:
        raise Conflict(
            f"{ready} of the {of.sample} people had their {of.days} days",
            place=f"trial {of.id}",
            remedy="Wait: looking earlier spoils the answer",
        )
    people, happened = _people(of), _happened(of)
    first, second = (
        _arm(id_, [(people.get(token), at) for token, arm, at in entries if arm == id_], happened, of)
        for id_ in of.arms
    )
    middle, low, high = difference((first.had, first.people), (second.had, second.people))
    return Analysis(of.id, of.outcome, of.days, (first, second), middle, low, high)


def _people(of: Trial) -> dict[str, int]:
    """Numbers of the people who agree to be counted and to take part, by their token in this trial."""
    agreed = Consent.objects.filter(purpose=PURPOSE, withdrawn=None).values("person_id")
    against = TrialRefusal.objects.filter(trial=of.id).values("person_id")
    rows = Person.objects.filter(pk__in=agreed).exclude(pk__in=against).order_by("pk").values_list("pk", "key")
    return {token_of(key, of): pk for pk, key in rows}


def _happened(of: Trial) -> dict[int, list[date]]:
    """The days of the registered outcome, per person."""
    rows = Outcome.objects.filter(kind=of.outcome, journey__fictional=False).order_by("on", "pk")
    found: dict[int, list[date]] = {}
    for person, on in rows.values_list("journey__person_id", "on"):
        found.setdefault(person, []).append(on)
    return found


def _arm(id_: str, entered: list[tuple[int | None, datetime]], happened: dict[int, list[date]], of: Trial) -> Arm:
    """`entered`: who came in, None for who is lost, and when."""
    had = counted = 0
    for person, at in entered:
        if person is None:
            continue
        counted += 1
        first = timezone.localdate(at)
        last = first + timedelta(days=of.days)
        had += any(first <= on <= last for on in happened.get(person, []))
    if not counted:
        raise Conflict(f"Nobody is left in arm '{id_}'", place=f"trial {of.id}", remedy="There is nothing to compare")
    low, high = wilson(had, counted)
    return Arm(id_, counted, had, low, high, len(entered) - counted)


def shown(language: str) -> list[dict[str, Any]]:
    """The trials that are on, in words, for the page that announces them."""
    return [
        {
            "name": one.name.get(language, one.name["nl"]),
            "question": one.question.get(language, one.question["nl"]),
            "arms": [one.arm_names[arm].get(language, one.arm_names[arm]["nl"]) for arm in one.arms],
            "outcome": one.outcome,
            "days": one.days,
            "sample": one.sample,
            "start": one.start,
            "end": one.end,
            "registered": one.registered,
        }
        for one in announced()
    ]
