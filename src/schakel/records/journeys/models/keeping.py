"""Keeping people: who was hired, and who in an organisation answers newcomers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from schakel.records.journeys.models.bookings import Booking
from schakel.records.journeys.models.draws import DrawEntry
from schakel.records.journeys.models.invitations import Invitation
from schakel.records.journeys.models.paths import Outcome, Step
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person


class Hire(models.Model):
    """Somebody was hired: after an invitation, a booked day or an internship. One side tells it, both see it.

    It stands until who told it takes it back within a day, or the person says that it is not so; `ended` then tells
    when, and the outcome in the figures goes with it. `new_step` is a step of the journey that was made for it.
    """

    class By(models.TextChoices):
        EMPLOYER = "employer", "the employer"
        PERSON = "person", "the person"

    class Ending(models.TextChoices):
        UNDONE = "undone", "taken back by who told it"
        NOT_SO = "not-so", "not so, says the person"

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="hires", verbose_name="person")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="hires", verbose_name="organisation"
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="hires", verbose_name="after offer"
    )
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="hires", verbose_name="invitation"
    )
    booking = models.ForeignKey(
        Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="hires", verbose_name="booking"
    )
    entry = models.ForeignKey(
        DrawEntry, on_delete=models.SET_NULL, null=True, blank=True, related_name="hires", verbose_name="internship"
    )
    outcome = models.OneToOneField(
        Outcome, on_delete=models.SET_NULL, null=True, blank=True, related_name="hire", verbose_name="outcome"
    )
    new_step = models.ForeignKey(
        Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="hires", verbose_name="step made for it"
    )
    starts = models.DateField("first day at work")
    told = models.DateTimeField("told")
    told_by = models.CharField("told by", max_length=8, choices=By.choices)
    ended = models.DateTimeField("no longer so since", null=True, blank=True)
    ending = models.CharField("why no longer", max_length=6, choices=Ending.choices, blank=True)

    class Meta:
        ordering = ["-told", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(ended__isnull=True), name="hired_once_by_an_organisation"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True, ending="") | Q(ended__isnull=False) & ~Q(ending=""),
                name="hire_ended_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "told"], name="hire_by_organisation")]
        verbose_name = "hire"
        verbose_name_plural = "hires"

    def __str__(self) -> str:
        return f"hire {self.pk}"


class Ambassador(models.Model):
    """Somebody in an organisation who answers newcomers, shown only after their own yes. Questions go through the desk.

    A no, or a yes taken back, removes the row: nothing of somebody who does not want it is kept.
    """

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="ambassadors", verbose_name="organisation"
    )
    name = models.CharField("name", max_length=80)
    languages = models.CharField("languages", max_length=40, help_text="ISO 639 codes, separated by commas")
    about = models.CharField("about", max_length=400, blank=True)
    email = models.EmailField("e-mail, never shown")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="ambassadors",
        verbose_name="account",
    )
    asked = models.DateTimeField("asked")
    answer_by = models.DateField("answer by", null=True, blank=True)
    reminded = models.DateTimeField("reminded of the question", null=True, blank=True)
    agreed = models.DateTimeField("said yes", null=True, blank=True)
    fictional = models.BooleanField("made up", default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="one_ambassador_per_address"),
        ]
        verbose_name = "ambassador"
        verbose_name_plural = "ambassadors"

    def __str__(self) -> str:
        return f"ambassador {self.pk}"


class TrialRefusal(models.Model):
    """Somebody does not want to take part in a trial: they see what everybody sees, and are not counted in it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="refusals", verbose_name="person")
    trial = models.SlugField("trial", max_length=40)
    at = models.DateTimeField("said")

    class Meta:
        ordering = ["trial", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "trial"], name="refused_once")]
        verbose_name = "refusal of a trial"
        verbose_name_plural = "refusals of trials"

    def __str__(self) -> str:
        return f"refusal {self.pk}"
