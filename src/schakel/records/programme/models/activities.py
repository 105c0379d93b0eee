"""What is done: lines, their parts, activities, who does them."""

from django.db import models

from schakel.records.organisations.models import Organisation
from schakel.records.programme.models.parts import Summarised, Titled


class Line(Titled):
    """A programme line."""

    printed = models.CharField("number, as printed", max_length=80, blank=True)
    intro = models.TextField("introduction, as printed", blank=True)
    goal_text = models.TextField("goal, as printed", blank=True)
    monitoring = models.TextField("how it is followed, as printed", blank=True)
    actors_text = models.TextField("who does it, as printed", blank=True)
    lead_in = models.TextField("words before the parts, as printed", blank=True)

    class Meta(Titled.Meta):
        verbose_name = "line"
        verbose_name_plural = "lines"


class Subline(Summarised):
    """A part of a line; the budget rows that pay for it are its `payments`."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="sublines", verbose_name="line")
    printed = models.CharField("number, as printed", max_length=80, blank=True)
    text = models.TextField("text, as printed", blank=True)
    goal_text = models.TextField("goal, as printed", blank=True)
    results = models.TextField("results, as printed", blank=True)
    lead_in = models.TextField("words before the activities, as printed", blank=True)

    class Meta(Summarised.Meta):
        verbose_name = "part of a line"
        verbose_name_plural = "parts of lines"


class Activity(Titled):
    """An activity. `title_printed` is False where the plan gives it no heading of its own and the title is ours."""

    subline = models.ForeignKey(
        Subline, on_delete=models.CASCADE, related_name="activities", verbose_name="part of a line"
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name="part of"
    )
    initiative = models.ForeignKey(
        "programme.Initiative",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="initiative",
    )
    title_printed = models.BooleanField("the plan prints this title", default=True)
    example = models.BooleanField("an example, not a choice", default=False)
    text = models.TextField("text, as printed", blank=True)
    goal_text = models.TextField("goal, as printed", blank=True)
    actors_text = models.TextField("who does it, as printed", blank=True)
    results = models.TextField("results, as printed", blank=True)
    monitoring = models.TextField("how it is followed, as printed", blank=True)
    note = models.TextField("note, as printed", blank=True)
    steps = models.JSONField("steps, as printed", default=list, blank=True)

    class Meta(Titled.Meta):
        verbose_name = "activity"
        verbose_name_plural = "activities"


class ActivityActor(models.Model):
    """An organisation that takes part in an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="actors", verbose_name="activity")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="activities", verbose_name="organisation"
    )

    class Meta:
        ordering = ["activity_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "organisation"], name="one_row_per_activity_actor")]
        verbose_name = "actor of an activity"
        verbose_name_plural = "actors of activities"

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.organisation_id}"


class Attention(Titled):
    """A point of attention within a part of a line."""

    subline = models.ForeignKey(
        Subline, on_delete=models.CASCADE, related_name="attentions", verbose_name="part of a line"
    )
    text = models.TextField("text, as printed")

    class Meta(Titled.Meta):
        verbose_name = "point of attention"
        verbose_name_plural = "points of attention"
