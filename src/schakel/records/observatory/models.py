"""Where numbers come from, and the numbers themselves."""

from django.db import models
from django.db.models import Q


class Source(models.Model):
    """A document or data set that numbers were taken from."""

    key = models.SlugField("key", max_length=80, unique=True)
    title = models.CharField("title", max_length=300)
    publisher = models.CharField("publisher", max_length=300, blank=True)
    edition = models.CharField("edition", max_length=200, blank=True)
    date = models.DateField("date of the source", null=True, blank=True, help_text="empty is unknown")
    status = models.CharField("status", max_length=40, blank=True, help_text="concept, final; empty is unknown")
    language = models.CharField("language", max_length=3, blank=True)
    licence = models.CharField("licence", max_length=300, blank=True)
    note = models.TextField("note", blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = "source"
        verbose_name_plural = "sources"

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """One file as it was read: its name and the hash of its bytes."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="snapshots", verbose_name="source")
    file = models.CharField("file", max_length=120)
    sha256 = models.CharField("sha256", max_length=64)
    retrieved = models.DateField("retrieved on", null=True, blank=True, help_text="empty is unknown")

    class Meta:
        ordering = ["source_id", "file"]
        constraints = [models.UniqueConstraint(fields=["source", "file"], name="one_snapshot_per_file")]
        verbose_name = "snapshot"
        verbose_name_plural = "snapshots"

    def __str__(self) -> str:
        return f"{self.file} {self.sha256[:8]}"


class Series(models.Model):
    """Numbers of one kind: what is counted, of which level, where, in which unit."""

    key = models.CharField("key", max_length=64, unique=True, help_text="hash of all that makes the series")
    measure = models.CharField("measure", max_length=60, db_index=True)
    level = models.CharField("level", max_length=20, blank=True)
    area = models.CharField("area or group", max_length=200, blank=True)
    unit = models.CharField("unit", max_length=20)
    code = models.CharField("code of the occupation", max_length=10, blank=True, help_text="ISCO-08 unit group")
    label_nl = models.CharField("what is counted, Dutch", max_length=300, blank=True)
    label_en = models.CharField("what is counted, English", max_length=300, blank=True)
    label_de = models.CharField("what is counted, German", max_length=300, blank=True)

    class Meta:
        ordering = ["measure", "level", "key"]
        verbose_name = "series"
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return " ".join(part for part in (self.measure, self.level, self.label_nl, self.area) if part)


class Observation(models.Model):
    """One number of a series, as the source prints it. An unknown value is empty, never zero."""

    class Sex(models.TextChoices):
        TOTAL = "total", "all"
        MEN = "men", "men"
        WOMEN = "women", "women"

    class Qualifier(models.TextChoices):
        EXACT = "exact", "exact"
        ABOUT = "about", "about"
        ALMOST = "almost", "almost"
        OVER = "over", "over"
        UNDER = "under", "less than"

    class Status(models.TextChoices):
        FINAL = "final", "final"
        PROVISIONAL = "provisional", "provisional"
        UNKNOWN = "unknown", "unknown"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="observations", verbose_name="series")
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.CASCADE, related_name="observations", verbose_name="snapshot"
    )
    key = models.CharField("key in the source file", max_length=120)
    year = models.PositiveSmallIntegerField("year", null=True, blank=True, help_text="empty: the source names none")
    sex = models.CharField("sex", max_length=6, choices=Sex.choices, default=Sex.TOTAL)
    value = models.DecimalField(
        "value", max_digits=18, decimal_places=6, null=True, blank=True, help_text="empty is unknown"
    )
    qualifier = models.CharField("qualifier", max_length=8, choices=Qualifier.choices)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.UNKNOWN)
    text = models.TextField("as printed", blank=True)
    where = models.CharField("place in the source", max_length=200, blank=True)
    position = models.PositiveIntegerField("position", help_text="order of the source")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "key"], name="one_observation_per_key"),
            models.CheckConstraint(condition=Q(sex__in=["total", "men", "women"]), name="observation_sex_known"),
        ]
        verbose_name = "observation"
        verbose_name_plural = "observations"

    def __str__(self) -> str:
        return self.key


class NumberFinding(models.Model):
    """Something that does not add up, told of one number."""

    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, related_name="findings", verbose_name="number"
    )
    key = models.CharField("key", max_length=160, unique=True)
    stated = models.DecimalField("stated", max_digits=18, decimal_places=6, null=True, blank=True)
    computed = models.DecimalField("computed", max_digits=18, decimal_places=6, null=True, blank=True)
    status = models.CharField("status", max_length=20)
    where = models.CharField("place in the source", max_length=200, blank=True)
    note = models.TextField("note", blank=True, help_text="English, as the check words it")
    position = models.PositiveIntegerField("position")

    class Meta:
        ordering = ["position"]
        verbose_name = "finding on a number"
        verbose_name_plural = "findings on numbers"

    def __str__(self) -> str:
        return self.key
