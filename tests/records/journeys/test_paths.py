"""A path: steps go forward, outcomes are written once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.journeys.actions import paths
from schakel.records.journeys.models import Journey, Outcome
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
BY = {"by": "test", "now": NOW}


def a_journey() -> Journey:
    course = make.offer("Cursus", initiative="make-it-work")
    steps = [paths.PlannedStep("Cursus", offer=course.pk), paths.PlannedStep("Solliciteren")]
    return paths.open_journey(person=make.person().pk, goal="", steps=steps, **BY)


def test_open_numbers_the_steps() -> None:
    assert [step.number for step in a_journey().steps.order_by("number")] == [1, 2]


def test_steps_go_forward_and_leave_outcomes_with_their_initiative() -> None:
    step = a_journey().steps.order_by("number")[0]
    for state in ("booked", "started", "finished"):
        paths.move_step(step=step.pk, state=state, **BY)
    found = list(Outcome.objects.order_by("pk").values_list("kind", "initiative"))
    assert found == [("started", "make-it-work"), ("finished", "make-it-work")]


def test_moving_to_the_same_state_changes_nothing() -> None:
    step = a_journey().steps.order_by("number")[0]
    paths.move_step(step=step.pk, state="started", **BY)
    paths.move_step(step=step.pk, state="started", **BY)
    assert Outcome.objects.count() == 1


def test_an_ended_step_does_not_start_again() -> None:
    step = a_journey().steps.order_by("number")[0]
    paths.move_step(step=step.pk, state="dropped", **BY)
    with pytest.raises(Conflict, match="cannot become"):
        paths.move_step(step=step.pk, state="started", **BY)
    with pytest.raises(NotFound):
        paths.move_step(step=0, state="started", **BY)


def test_stayed_is_asked_once_per_moment() -> None:
    journey = a_journey()
    words = {"journey": journey.pk, "kind": "stayed", "on": NOW.date(), "evidence": "person", **BY}
    paths.record_outcome(months=6, **words)
    with pytest.raises(Conflict, match="before"):
        paths.record_outcome(months=6, **words)
    paths.record_outcome(months=12, **words)
    with pytest.raises(InputError, match="7 months"):
        paths.record_outcome(months=7, **words)
    with pytest.raises(InputError, match="future"):
        paths.record_outcome(months=24, **{**words, "on": NOW.date() + timedelta(days=2)})
