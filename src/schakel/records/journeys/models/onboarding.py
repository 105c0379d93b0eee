"""The first months of somebody an employer hired."""

import uuid

from django.db import models

from schakel.records.journeys.models.invitations import Invitation
from schakel.records.journeys.models.keeping import Hire


class Onboarding(models.Model):
    """A plan made from a template; both sides read it, the employer ticks it off."""

    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    hire = models.OneToOneField(
        Hire, on_delete=models.CASCADE, null=True, related_name="onboarding", verbose_name="hire"
    )
    invitation = models.OneToOneField(
        Invitation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="onboarding",
        verbose_name="invitation",
        help_text="empty: hired after a booked day or an internship",
    )
    template = models.CharField("template", max_length=40, help_text="id of a template of the published list")
    starts = models.DateField("first day at work")
    buddy = models.CharField("buddy", max_length=120, blank=True)
    made = models.DateTimeField("made")

    class Meta:
        ordering = ["-starts", "-pk"]
        verbose_name = "onboarding plan"
        verbose_name_plural = "onboarding plans"

    def __str__(self) -> str:
        return f"onboarding plan {self.pk}"


class Milestone(models.Model):
    """Something to do or to talk about on a day of the plan."""

    onboarding = models.ForeignKey(
        Onboarding, on_delete=models.CASCADE, related_name="milestones", verbose_name="onboarding plan"
    )
    code = models.CharField("milestone", max_length=40, help_text="id of a milestone of the template")
    day = models.DateField("day")
    done = models.DateTimeField("done", null=True, blank=True)
    reminded = models.DateTimeField("reminded on the day", null=True, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["onboarding", "code"], name="one_milestone_per_code")]
        verbose_name = "milestone"
        verbose_name_plural = "milestones"

    def __str__(self) -> str:
        return f"milestone {self.code}"
