"""A person's path: plan, do, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.core.region import lines_of
from schakel.records.journeys.models import Journey, Outcome, Step
from schakel.records.journeys.validators import checked_text

STAYED_MONTHS = (6, 12, 24)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step to come: a title, and the offer where it is one."""

    title: str
    offer: int | None = None
    due: date | None = None


@transaction.atomic
def open_journey(
    *, person: int, goal: str, steps: Sequence[PlannedStep], by: str, now: datetime, adviser: int | None = None
) -> Journey:
    """Start a path to a goal (URI of an occupation, or empty) with its first steps."""
    if len(steps) > STEPS_MOST:
        raise InputError(f"A path has at most {STEPS_MOST} steps", place="steps", remedy="Plan the first ones")
    made = Journey.objects.create(person_id=person, goal=goal, adviser_id=adviser, opened=now)
    Step.objects.bulk_create(
        Step(journey=made, number=number, title=step.title, offer_id=step.offer, due=step.due)
        for number, step in enumerate(steps, start=1)
    )
    record_event(by=by, action="journeys.open", subject=f"journey {made.pk}", details={"steps": len(steps)})
    return made


STEPS_MOST = 40
# What may follow what: a step that ended does not start again.
NEXT = {
    Step.State.PLANNED: (Step.State.BOOKED, Step.State.STARTED, Step.State.DROPPED),
    Step.State.BOOKED: (Step.State.PLANNED, Step.State.STARTED, Step.State.DROPPED),
    Step.State.STARTED: (Step.State.FINISHED, Step.State.FAILED, Step.State.DROPPED),
}


@transaction.atomic
def move_step(*, step: int, state: str, by: str, now: datetime, evidence: str = "person") -> Step:
    """Bring a step further; started, finished and stopped are recorded as outcomes, so that figures follow from them."""
    found = Step.objects.select_for_update(of=("self",)).select_related("offer").filter(pk=step).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such step", remedy="Look at the journey")
    if found.state == state:
        return found
    if state not in NEXT.get(Step.State(found.state), ()):
        raise Conflict(
            f"A step that is {found.state} cannot become {state}", place=f"step {found.pk}", remedy="Add a new step"
        )
    begun, found.state = found.state == Step.State.STARTED, state
    found.save(update_fields=["state"])
    kinds = {
        Step.State.STARTED: Outcome.Kind.STARTED,
        Step.State.FINISHED: Outcome.Kind.FINISHED,
        Step.State.FAILED: Outcome.Kind.STOPPED,
        Step.State.DROPPED: Outcome.Kind.STOPPED,
    }
    # What never began and is no longer needed is no outcome.
    if state in kinds and (begun or state != Step.State.DROPPED):
        _record(found.journey_id, step=found, kind=kinds[Step.State(state)], on=now.date(), evidence=evidence, now=now)
    record_event(by=by, action="journeys.move_step", subject=f"step {found.pk}", details={"state": state})
    return found


@transaction.atomic
def add_step(*, journey: int, step: PlannedStep, by: str, now: datetime) -> Step:
    """Put a step at the end of a path. The same one that is still to be done is not put there twice."""
    found = _open(journey)
    title = checked_text(step.title, place="step")[:200]
    planned = found.steps.filter(title=title, state=Step.State.PLANNED).order_by("number")
    there = next((one for one in planned if one.offer_id == step.offer), None)
    if there is not None:
        return there
    last = found.steps.order_by("-number").values_list("number", flat=True).first() or 0
    if last >= STEPS_MOST:
        raise InputError(f"A path has at most {STEPS_MOST} steps", place="step", remedy="Close it and begin a new one")
    made = Step.objects.create(journey=found, number=last + 1, title=title, offer_id=step.offer, due=step.due)
    record_event(by=by, action="journeys.add_step", subject=f"journey {found.pk}")
    return made


@transaction.atomic
def close_journey(*, journey: int, by: str, now: datetime) -> Journey:
    """The person is there, or goes another way: what was planned is no longer needed. What happened stays."""
    found = _open(journey)
    found.steps.filter(state__in=[Step.State.PLANNED, Step.State.BOOKED]).update(state=Step.State.DROPPED)
    found.closed = now
    found.save(update_fields=["closed"])
    record_event(by=by, action="journeys.close", subject=f"journey {found.pk}")
    return found


@transaction.atomic
def go_alone(*, journey: int, by: str, now: datetime) -> Journey:
    """The person goes on without the adviser, who no longer sees the path."""
    found = _open(journey)
    found.adviser = None
    found.save(update_fields=["adviser"])
    record_event(by=by, action="journeys.go_alone", subject=f"journey {found.pk}")
    return found


def _open(journey: int) -> Journey:
    found = Journey.objects.select_for_update(of=("self",)).filter(pk=journey).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such path any more", remedy="Look at your paths")
    if found.closed is not None:
        raise Conflict("This path is closed", place=f"journey {journey}", remedy="Begin a new one")
    return found


@transaction.atomic
def record_outcome(
    *,
    journey: int,
    kind: str,
    on: date,
    evidence: str,
    by: str,
    now: datetime,
    step: int | None = None,
    months: int | None = None,
) -> Outcome:
    """Write down what came of it, once: certified, hired, and after 6, 12 or 24 months stayed or left."""
    if months is not None and months not in STAYED_MONTHS:
        raise InputError(f"There is no question after {months} months", remedy="Use 6, 12 or 24")
    if on > now.date():
        raise InputError("The day is in the future", place="day", remedy="Write it down when it has happened")
    of = (
        Step.objects.select_related("offer").filter(pk=step, journey_id=journey).order_by("pk").first()
        if step
        else None
    )
    made = _record(journey, step=of, kind=kind, on=on, evidence=evidence, now=now, months=months)
    record_event(by=by, action="journeys.record_outcome", subject=f"journey {journey}", details={"kind": kind})
    return made


def _record(
    journey: int, *, step: Step | None, kind: str, on: date, evidence: str, now: datetime, months: int | None = None
) -> Outcome:
    initiative = step.offer.initiative if step and step.offer else ""
    try:
        with transaction.atomic():
            return Outcome.objects.create(
                journey_id=journey,
                step=step,
                kind=kind,
                on=on,
                months=months,
                evidence=evidence,
                initiative=initiative,
                line=",".join(lines_of(initiative)),
                recorded=now,
            )
    except IntegrityError:
        raise Conflict("This was written down before", place=f"journey {journey}", remedy="It counts once") from None
