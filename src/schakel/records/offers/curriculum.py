"""What a school writes of a programme beside its offer: modules, and who is exempt from which of them."""

import uuid

from django.db import models
from django.db.models import F, Q


class CourseModule(models.Model):
    """A part of a programme or course, in its order. What it teaches stands as skill ids; None is unknown."""

    posting = models.ForeignKey(
        "offers.Posting", on_delete=models.CASCADE, related_name="modules", verbose_name="programme"
    )
    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField("place in the order")
    title = models.CharField("title", max_length=160)
    hours = models.PositiveSmallIntegerField("study hours in all", null=True, blank=True)
    price = models.DecimalField(
        "part of the price, euro", max_digits=9, decimal_places=2, null=True, blank=True, help_text="empty is unknown"
    )
    teaches = models.JSONField("teaches", default=list, blank=True, help_text="ids of skills")
    needs = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="opens", verbose_name="modules one needs first"
    )

    class Meta:
        ordering = ["posting_id", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "title"], name="one_module_of_a_title"),
            models.CheckConstraint(condition=Q(price__isnull=True) | Q(price__gte=0), name="module_price_not_negative"),
        ]
        verbose_name = "module"
        verbose_name_plural = "modules"

    def __str__(self) -> str:
        return self.title


class PriorLearning(models.Model):
    """Who is exempt from modules: with a diploma, or with skills, or with years of work. One of these is enough."""

    posting = models.ForeignKey(
        "offers.Posting", on_delete=models.CASCADE, related_name="exemptions", verbose_name="programme"
    )
    key = models.UUIDField("key", default=uuid.uuid4, unique=True, editable=False)
    modules = models.ManyToManyField(CourseModule, related_name="exemptions", verbose_name="modules one need not do")
    level = models.CharField("diploma of at least this level", max_length=8, blank=True)
    studies = models.TextField("names of the study", blank=True, help_text="separated by commas; empty: any study")
    skills = models.JSONField("skills", default=list, blank=True, help_text="pairs of skill id and least level")
    tier = models.CharField("skills shown by at least", max_length=10, default="evidenced")
    occupation = models.CharField("work as", max_length=120, blank=True, help_text="URI of an occupation")
    years = models.PositiveSmallIntegerField("years of it", null=True, blank=True)
    source = models.CharField("where this rule stands", max_length=300)
    valid_from = models.DateField("holds from", null=True, blank=True)
    valid_until = models.DateField("holds until", null=True, blank=True)
    made = models.DateTimeField("written")

    class Meta:
        ordering = ["posting_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="exemption_days_in_order",
            )
        ]
        verbose_name = "exemption rule"
        verbose_name_plural = "exemption rules"

    def __str__(self) -> str:
        return f"exemption rule {self.pk}"
