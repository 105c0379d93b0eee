"""The programme, its goals and targets, the texts of the plan, its bodies, gaps and cases."""

from django.db import models

from schakel.records.organisations.models import Organisation
from schakel.records.programme.models.parts import PlanRecord, Summarised, Titled


class Programme(PlanRecord):
    """The agenda of the region, and the document it was read from."""

    name_nl = models.CharField("name, Dutch", max_length=200)
    name_en = models.CharField("name, English", max_length=200, blank=True)
    name_de = models.CharField("name, German", max_length=200, blank=True)
    lead = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lead"
    )
    start = models.DateField("start", null=True, blank=True)
    years = models.PositiveSmallIntegerField("years", null=True, blank=True)
    source_title = models.CharField("title of the document", max_length=300, blank=True)
    source_publisher = models.CharField("publisher of the document", max_length=300, blank=True)
    source_version = models.CharField("version of the document", max_length=300, blank=True)
    source_status = models.CharField("status of the document", max_length=80, blank=True)
    source_language = models.CharField("language of the document", max_length=3, blank=True)
    source_date = models.DateField("date of the document", null=True, blank=True)

    class Meta(PlanRecord.Meta):
        verbose_name = "programme"
        verbose_name_plural = "programmes"

    def __str__(self) -> str:
        return self.name_nl


class PlanText(Summarised):
    """A text of the plan as printed. `slug` is `<kind>:<id>`."""

    class Kind(models.TextChoices):
        VISION = "vision", "vision"
        MISSION = "mission", "mission"
        PROBLEM = "problem", "problem"
        PRINCIPLE = "principle", "principle"
        WORDING = "wording", "wording"
        SECTION = "section", "introduction of a section"

    kind = models.CharField("kind", max_length=10, choices=Kind.choices, db_index=True)
    number = models.CharField("number in the plan", max_length=20, blank=True)
    part_of = models.CharField("part of", max_length=120, blank=True)
    topic = models.CharField("what a wording is about", max_length=200, blank=True)
    text = models.TextField("text, as printed", blank=True)
    quote = models.TextField("longer text, as printed", blank=True)
    note = models.TextField("note of the reader", blank=True)

    class Meta(Summarised.Meta):
        verbose_name = "text of the plan"
        verbose_name_plural = "texts of the plan"


class Goal(Titled):
    """Something the agenda wants; `context` marks an aim that is not the programme's own."""

    line = models.ForeignKey(
        "programme.Line", on_delete=models.CASCADE, null=True, blank=True, related_name="goals", verbose_name="line"
    )
    context = models.BooleanField("not the programme's own", default=False)
    text = models.TextField("text, as printed", blank=True)

    class Meta(Titled.Meta):
        verbose_name = "goal"
        verbose_name_plural = "goals"


class Target(PlanRecord):
    """A number promised: `value` of `unit` in (or up to and with) `year`."""

    class Unit(models.TextChoices):
        PERCENT = "percent", "percent"
        PERSONS = "persons", "persons"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="targets", verbose_name="goal")
    indicator = models.CharField("indicator", max_length=80, db_index=True)
    value = models.DecimalField("value", max_digits=12, decimal_places=2)
    unit = models.CharField("unit", max_length=8, choices=Unit.choices)
    per_year = models.BooleanField("per year", default=False)
    baseline_year = models.PositiveSmallIntegerField("compared with the year", null=True, blank=True)
    year = models.PositiveSmallIntegerField("year")
    year_basis = models.TextField("how we know the year", blank=True, help_text="empty: the plan says it")
    context = models.BooleanField("not the programme's own", default=False)
    text_nl = models.TextField("text, as printed")
    text_en = models.TextField("text, English", blank=True)
    text_de = models.TextField("text, German", blank=True)

    class Meta(PlanRecord.Meta):
        verbose_name = "target"
        verbose_name_plural = "targets"

    def __str__(self) -> str:
        return self.text_nl


class TargetLevel(models.Model):
    """A level of education a target counts."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="levels", verbose_name="target")
    level = models.CharField("level", max_length=12)

    class Meta:
        ordering = ["target_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["target", "level"], name="one_row_per_target_level")]
        verbose_name = "level of a target"
        verbose_name_plural = "levels of targets"

    def __str__(self) -> str:
        return self.level


class Body(PlanRecord):
    """A body that steers or carries out: steering group, programme team."""

    name_nl = models.CharField("name, Dutch", max_length=200)
    name_en = models.CharField("name, English", max_length=200, blank=True)
    name_de = models.CharField("name, German", max_length=200, blank=True)
    chair = models.CharField("chair, as printed", max_length=200, blank=True)
    task = models.TextField("task, as printed", blank=True)
    text = models.TextField("text, as printed", blank=True)

    class Meta(PlanRecord.Meta):
        verbose_name = "body"
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name_nl


class BodyMember(models.Model):
    """A member of a body: an organisation, or one the plan names in words."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members", verbose_name="body")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name="organisation",
    )
    name = models.CharField("name, as printed", max_length=200, blank=True)

    class Meta:
        ordering = ["body_id", "pk"]
        verbose_name = "member of a body"
        verbose_name_plural = "members of bodies"

    def __str__(self) -> str:
        return self.name or str(self.organisation_id)


class Case(Summarised):
    """A story of one organisation."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="organisation",
    )
    line = models.ForeignKey(
        "programme.Line", on_delete=models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name="line"
    )
    text = models.TextField("text, as printed")

    class Meta(Summarised.Meta):
        verbose_name = "case"
        verbose_name_plural = "cases"


class Gap(Titled):
    """A white spot, an abundance, a challenge or a chance."""

    class Kind(models.TextChoices):
        WHITE_SPOT = "white-spot", "white spot"
        ABUNDANCE = "abundance", "abundance"
        CHANCE = "chance", "chance"
        CHALLENGE = "challenge", "challenge"

    kind = models.CharField("kind", max_length=12, choices=Kind.choices, db_index=True)
    line = models.ForeignKey(
        "programme.Line", on_delete=models.SET_NULL, null=True, blank=True, related_name="gaps", verbose_name="line"
    )
    text = models.TextField("text, as printed")

    class Meta(Titled.Meta):
        verbose_name = "gap"
        verbose_name_plural = "gaps"
