"""A person's path: plan, do, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.core.region import lines_of
from schakel.records.journeys.models import Journey, Outcome, Step

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
    made = Journey.objects.create(person_id=person, goal=goal, adviser_id=adviser, opened=now)
    Step.objects.bulk_create(
        Step(journey=made, number=number, title=step.title, offer_id=step.offer, due=step.due)
        for number, step in enumerate(steps, start=1)
    )
    record_event(by=by, action="journeys.open", subject=f"journey {made.pk}", details={"steps": len(steps)})
    return made


# What may follow what: a step that ended does not start again.
_NEXT = {
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
    if state not in _NEXT.get(Step.State(found.state), ()):
        raise Conflict(
            f"A step that is {found.state} cannot become {state}", place=f"step {found.pk}", remedy="Add a new step"
        )
    found.state = state
    found.save(update_fields=["state"])
    kinds = {
        Step.State.STARTED: Outcome.Kind.STARTED,
        Step.State.FINISHED: Outcome.Kind.FINISHED,
        Step.State.FAILED: Outcome.Kind.STOPPED,
        Step.State.DROPPED: Outcome.Kind.STOPPED,
    }
    if state in kinds:
        _record(found.journey_id, step=found, kind=kinds[Step.State(state)], on=now.date(), evidence=evidence, now=now)
    record_event(by=by, action="journeys.move_step", subject=f"step {found.pk}", details={"state": state})
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
