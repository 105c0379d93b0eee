"""A person's path: one offer after another, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schakel.records.journeys.models.bookings import Booking
from schakel.records.offers.models import Offer
from schakel.records.people.models import Person


class Journey(models.Model):
    """The way of one person to one goal."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="journeys", verbose_name="person")
    goal = models.CharField("goal", max_length=120, blank=True, help_text="URI of an occupation; empty is open")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="journeys",
        verbose_name="adviser",
    )
    opened = models.DateTimeField("opened")
    closed = models.DateTimeField("closed", null=True, blank=True)
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["-opened", "-pk"]
        verbose_name = "journey"
        verbose_name_plural = "journeys"

    def __str__(self) -> str:
        return f"journey {self.pk}"


class Step(models.Model):
    """One offer in a journey, or something to do that is no offer."""

    class State(models.TextChoices):
        PLANNED = "planned", "planned"
        BOOKED = "booked", "booked"
        STARTED = "started", "started"
        FINISHED = "finished", "finished"
        FAILED = "failed", "did not work out"
        DROPPED = "dropped", "dropped"

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="steps", verbose_name="journey")
    number = models.PositiveSmallIntegerField("number")
    title = models.CharField("title", max_length=200)
    offer = models.ForeignKey(
        Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name="offer"
    )
    booking = models.ForeignKey(
        Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name="booking"
    )
    state = models.CharField("state", max_length=8, choices=State.choices, default=State.PLANNED)
    due = models.DateField("to be done by", null=True, blank=True)

    class Meta:
        ordering = ["journey_id", "number"]
        constraints = [models.UniqueConstraint(fields=["journey", "number"], name="one_step_per_number")]
        verbose_name = "step"
        verbose_name_plural = "steps"

    def __str__(self) -> str:
        return f"step {self.number}: {self.state}"


class Outcome(models.Model):
    """What came of a step or a journey: an event with time, evidence, initiative and line, so that figures follow from it."""

    class Kind(models.TextChoices):
        STARTED = "started", "started"
        FINISHED = "finished", "finished"
        CERTIFIED = "certified", "certified"
        HIRED = "hired", "hired"
        STAYED = "stayed", "stayed in the region"
        LEFT = "left", "left the region"
        STOPPED = "stopped", "stopped"

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="outcomes", verbose_name="journey")
    step = models.ForeignKey(
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes", verbose_name="step"
    )
    kind = models.CharField("what", max_length=10, choices=Kind.choices)
    on = models.DateField("on")
    months = models.PositiveSmallIntegerField(
        "after months", null=True, blank=True, help_text="6, 12 or 24 for stayed and left"
    )
    evidence = models.CharField("known from", max_length=40, help_text="id of a kind of evidence")
    initiative = models.SlugField("initiative", max_length=80, blank=True)
    line = models.CharField("programme line", max_length=10, blank=True)
    recorded = models.DateTimeField("recorded")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "kind"], condition=Q(step__isnull=False), name="one_outcome_of_a_kind_per_step"
            ),
            models.UniqueConstraint(
                fields=["journey", "months"], condition=Q(months__isnull=False), name="one_answer_per_moment"
            ),
        ]
        verbose_name = "outcome"
        verbose_name_plural = "outcomes"

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
