"""The initiatives of the region: the annex as printed, and our own reading of it."""

from django.db import models

from schakel.records.core.models import Place
from schakel.records.organisations.models import Organisation
from schakel.records.programme.models.activities import Line, Subline


class Initiative(models.Model):
    """An existing effort in the region. Texts stand as printed; summaries are ours."""

    slug = models.SlugField("key", max_length=80, unique=True)
    number = models.PositiveSmallIntegerField("number in the annex", null=True, blank=True)
    position = models.PositiveSmallIntegerField("order in the plan", default=0)
    name = models.CharField("name, as printed", max_length=300)
    address = models.CharField("address, as printed", max_length=300, blank=True)
    municipality = models.CharField("municipality", max_length=80, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="initiatives", verbose_name="place"
    )
    activities_text = models.TextField("activities, as printed", blank=True)
    audience_text = models.TextField("audience, as printed", blank=True)
    level_text = models.TextField("level, as printed", blank=True)
    achieved_text = models.TextField("achieved, as printed", blank=True)
    expected_text = models.TextField("expected, as printed", blank=True)
    summary_nl = models.TextField("summary, Dutch", blank=True)
    summary_en = models.TextField("summary, English", blank=True)
    summary_de = models.TextField("summary, German", blank=True)
    note = models.TextField("note of the reader", blank=True)
    where = models.CharField("place in the source", max_length=200, blank=True)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = "initiative"
        verbose_name_plural = "initiatives"

    def __str__(self) -> str:
        return self.name


class InitiativeAudience(models.Model):
    """Someone an initiative is for."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="audiences", verbose_name="initiative"
    )
    code = models.CharField("audience", max_length=20, db_index=True)

    class Meta:
        ordering = ["initiative_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="one_row_per_initiative_audience")]
        verbose_name = "audience of an initiative"
        verbose_name_plural = "audiences of initiatives"

    def __str__(self) -> str:
        return self.code


class InitiativeLevel(models.Model):
    """A level of education an initiative works on."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="levels", verbose_name="initiative"
    )
    code = models.CharField("level", max_length=12, db_index=True)

    class Meta:
        ordering = ["initiative_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="one_row_per_initiative_level")]
        verbose_name = "level of an initiative"
        verbose_name_plural = "levels of initiatives"

    def __str__(self) -> str:
        return self.code


class InitiativeScope(models.Model):
    """The area an initiative reaches."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="scopes", verbose_name="initiative"
    )
    code = models.CharField("area", max_length=40, db_index=True)

    class Meta:
        ordering = ["initiative_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "code"], name="one_row_per_initiative_scope")]
        verbose_name = "area of an initiative"
        verbose_name_plural = "areas of initiatives"

    def __str__(self) -> str:
        return self.code


class InitiativeLine(models.Model):
    """A programme line an initiative works on."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="lines", verbose_name="initiative"
    )
    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="initiatives", verbose_name="line")

    class Meta:
        ordering = ["initiative_id", "line__position"]
        constraints = [models.UniqueConstraint(fields=["initiative", "line"], name="one_row_per_initiative_line")]
        verbose_name = "line of an initiative"
        verbose_name_plural = "lines of initiatives"

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.line_id}"


class InitiativeSubline(models.Model):
    """A part of a line that an initiative feeds."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="sublines", verbose_name="initiative"
    )
    subline = models.ForeignKey(
        Subline, on_delete=models.CASCADE, related_name="initiatives", verbose_name="part of a line"
    )

    class Meta:
        ordering = ["initiative_id", "subline__position"]
        constraints = [models.UniqueConstraint(fields=["initiative", "subline"], name="one_row_per_initiative_subline")]
        verbose_name = "part of a line of an initiative"
        verbose_name_plural = "parts of lines of initiatives"

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.subline_id}"


class InitiativePartner(models.Model):
    """An organisation behind an initiative."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="partners", verbose_name="initiative"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="initiatives", verbose_name="organisation"
    )

    class Meta:
        ordering = ["initiative_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "organisation"], name="one_row_per_initiative_partner")
        ]
        verbose_name = "partner of an initiative"
        verbose_name_plural = "partners of initiatives"

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.organisation_id}"
