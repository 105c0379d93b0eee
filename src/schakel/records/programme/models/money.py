"""Money of the plan: rows of costs and cover as printed, what it states, and where that does not add up.

Amounts are exact. An amount that is not a number keeps its kind: `pm` (there will be costs, not yet estimated) and
`unknown` (nothing printed) are not zero.
"""

from django.db import models
from django.db.models import Q

from schakel.records.organisations.models import Organisation
from schakel.records.programme.models.activities import Line, Subline
from schakel.records.programme.models.parts import PlanRecord


class Status(models.TextChoices):
    """What kind of number a cell holds; `none`: the cell is empty."""

    AMOUNT = "amount", "amount"
    ZERO = "zero", "zero"
    PM = "pm", "pm"
    UNKNOWN = "unknown", "unknown"
    NONE = "none", "nothing printed"


def known_has_amount(name: str) -> models.CheckConstraint:
    """An amount stands exactly where the status says that there is one."""
    known = Q(status__in=[Status.AMOUNT, Status.ZERO], amount__isnull=False)
    return models.CheckConstraint(
        condition=known | (~Q(status__in=[Status.AMOUNT, Status.ZERO]) & Q(amount__isnull=True)), name=name
    )


class Money(models.Model):
    """One printed cell."""

    amount = models.DecimalField("euro", max_digits=14, decimal_places=2, null=True, blank=True)
    status = models.CharField("kind of number", max_length=8, choices=Status.choices)

    class Meta:
        abstract = True


class BudgetRow(PlanRecord, Money):
    """A printed row of costs; `amount` and `status` are its printed total."""

    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="part of"
    )
    line = models.ForeignKey(
        Line, on_delete=models.SET_NULL, null=True, blank=True, related_name="budget_rows", verbose_name="line"
    )
    part = models.CharField("number, as printed", max_length=20, blank=True)
    label = models.CharField("label, as printed", max_length=300)
    kind = models.CharField("kind of row", max_length=8, help_text="amount, zero, pm, or heading")
    remark = models.CharField("remark, as printed", max_length=300, blank=True)

    class Meta(PlanRecord.Meta):
        constraints = [known_has_amount("budget_row_amount_fits_status")]
        verbose_name = "budget row"
        verbose_name_plural = "budget rows"

    def __str__(self) -> str:
        return self.label


class BudgetAmount(Money):
    """One year of a budget row: euro and hours as printed."""

    row = models.ForeignKey(BudgetRow, on_delete=models.CASCADE, related_name="amounts", verbose_name="row")
    year = models.PositiveSmallIntegerField("year of the programme", help_text="1 is the first")
    hours = models.DecimalField("hours", max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["row_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["row", "year"], name="one_amount_per_budget_row_year"),
            known_has_amount("budget_amount_fits_status"),
        ]
        verbose_name = "amount of a budget row"
        verbose_name_plural = "amounts of budget rows"

    def __str__(self) -> str:
        return f"{self.row_id}, {self.year}"


class SublineBudget(models.Model):
    """A budget row that pays for a part of a line."""

    subline = models.ForeignKey(
        Subline, on_delete=models.CASCADE, related_name="payments", verbose_name="part of a line"
    )
    row = models.ForeignKey(BudgetRow, on_delete=models.CASCADE, related_name="pays_for", verbose_name="budget row")

    class Meta:
        ordering = ["subline_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["subline", "row"], name="one_row_per_subline_budget")]
        verbose_name = "budget of a part of a line"
        verbose_name_plural = "budgets of parts of lines"

    def __str__(self) -> str:
        return f"{self.subline_id}: {self.row_id}"


class CoverRow(PlanRecord, Money):
    """A printed row of cover: who pays."""

    class Kind(models.TextChoices):
        IN_KIND = "in-kind", "in kind"
        CASH = "cash", "cash"
        EITHER = "in-kind-or-cash", "in kind or cash"
        REQUESTED = "requested", "requested"

    label = models.CharField("label, as printed", max_length=300)
    kind = models.CharField("kind of cover", max_length=16, choices=Kind.choices)
    notes = models.JSONField("other numbers and words on the row", default=list, blank=True)

    class Meta(PlanRecord.Meta):
        constraints = [known_has_amount("cover_row_amount_fits_status")]
        verbose_name = "cover row"
        verbose_name_plural = "cover rows"

    def __str__(self) -> str:
        return self.label


class CoverAmount(Money):
    """One year of a cover row."""

    row = models.ForeignKey(CoverRow, on_delete=models.CASCADE, related_name="amounts", verbose_name="row")
    year = models.PositiveSmallIntegerField("year of the programme", help_text="1 is the first")

    class Meta:
        ordering = ["row_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["row", "year"], name="one_amount_per_cover_row_year"),
            known_has_amount("cover_amount_fits_status"),
        ]
        verbose_name = "amount of a cover row"
        verbose_name_plural = "amounts of cover rows"

    def __str__(self) -> str:
        return f"{self.row_id}, {self.year}"


class CoverFunder(models.Model):
    """An organisation that pays a row of cover."""

    row = models.ForeignKey(CoverRow, on_delete=models.CASCADE, related_name="funders", verbose_name="row")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="funding", verbose_name="organisation"
    )

    class Meta:
        ordering = ["row_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["row", "organisation"], name="one_row_per_cover_funder")]
        verbose_name = "funder of a cover row"
        verbose_name_plural = "funders of cover rows"

    def __str__(self) -> str:
        return f"{self.row_id}: {self.organisation_id}"


class StatedTotal(PlanRecord):
    """A total, check, result or key figure as the plan prints it; `scope` says what it should equal."""

    label = models.CharField("label, as printed", max_length=300)
    kind = models.CharField("kind", max_length=12)
    scope = models.CharField("what it should equal", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("year of the programme", null=True, blank=True)
    amount = models.DecimalField("euro", max_digits=14, decimal_places=2)
    cover_kind = models.CharField("kind of cover", max_length=16, blank=True)
    sure = models.BooleanField("the page can be read in one way only", default=True)

    class Meta(PlanRecord.Meta):
        verbose_name = "stated total"
        verbose_name_plural = "stated totals"

    def __str__(self) -> str:
        return f"{self.label}: {self.amount}"


class Finding(PlanRecord):
    """A place where the plan does not say what it adds up to. `slug` is the id the engine gives it."""

    stated = models.DecimalField("stated", max_digits=16, decimal_places=4, null=True, blank=True)
    computed = models.DecimalField("computed", max_digits=16, decimal_places=4, null=True, blank=True)
    difference = models.DecimalField("difference", max_digits=16, decimal_places=4, null=True, blank=True)
    kind = models.CharField("class", max_length=24, db_index=True)
    status = models.CharField("status", max_length=12, db_index=True)
    note = models.TextField("note, English", blank=True)

    class Meta(PlanRecord.Meta):
        verbose_name = "finding"
        verbose_name_plural = "findings"
