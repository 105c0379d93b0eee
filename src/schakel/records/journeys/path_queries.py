"""Reads of paths: the steps of a person to a goal, for that person and for the adviser they plan it with."""

from django.db.models import Prefetch, QuerySet

from schakel.records.journeys.actions.paths import NEXT
from schakel.records.journeys.models import Journey, Step


def paths_of(person: int) -> QuerySet[Journey]:
    """The paths of a person, open ones first, each with its steps and their offers."""
    return _with_steps(Journey.objects.filter(person_id=person)).order_by("closed", "-opened", "-pk")


def planned_with(person: int | None, *, adviser: int | None) -> Journey | None:
    """The open path that this adviser plans with this person; nobody else's path is ever shown to an adviser."""
    if person is None or adviser is None:
        return None
    found = Journey.objects.filter(person_id=person, adviser_id=adviser, closed=None)
    return _with_steps(found).order_by("-opened", "-pk").first()


def step_of(person: int, step: int) -> Step | None:
    """A step in an open path of this person."""
    return Step.objects.filter(pk=step, journey__person_id=person, journey__closed=None).order_by("pk").first()


def next_states(step: Step) -> tuple[str, ...]:
    """What can be said of a step now."""
    return tuple(NEXT.get(Step.State(step.state), ()))


def _with_steps(rows: QuerySet[Journey]) -> QuerySet[Journey]:
    steps = Step.objects.select_related("offer").order_by("number", "pk")
    return rows.select_related("adviser").prefetch_related(Prefetch("steps", queryset=steps))
