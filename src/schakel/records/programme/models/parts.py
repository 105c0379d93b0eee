"""What the records of a plan have in common."""

from django.db import models


class PlanRecord(models.Model):
    """A record of the plan: `slug` is its id in the region's files, `position` its place in the file."""

    slug = models.CharField("key", max_length=120, unique=True)
    position = models.PositiveSmallIntegerField("order in the plan", default=0)
    where = models.CharField("place in the source", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug


class Titled(PlanRecord):
    """A record with a title in three languages."""

    title_nl = models.CharField("title, Dutch", max_length=400, blank=True)
    title_en = models.CharField("title, English", max_length=400, blank=True)
    title_de = models.CharField("title, German", max_length=400, blank=True)

    class Meta(PlanRecord.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title_nl or self.slug


class Summarised(Titled):
    """A record with a title and our own short version of it."""

    summary_nl = models.TextField("summary, Dutch", blank=True)
    summary_en = models.TextField("summary, English", blank=True)
    summary_de = models.TextField("summary, German", blank=True)

    class Meta(Titled.Meta):
        abstract = True
