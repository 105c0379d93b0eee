"""Reads of the programme."""

from django.db.models import Count, Prefetch, QuerySet

from schakel.engine.ledger import Budget
from schakel.records.organisations.models import Organisation
from schakel.records.programme import engine_io
from schakel.records.programme.models import (
    Activity,
    Body,
    BudgetRow,
    Case,
    CoverRow,
    Finding,
    Gap,
    Goal,
    Line,
    PlanText,
    Programme,
    StatedTotal,
    Subline,
)


def programme() -> Programme | None:
    """The programme, or None when no region is loaded."""
    return Programme.objects.select_related("lead").order_by("position", "slug").first()


def texts(*kinds: str) -> QuerySet[PlanText]:
    """The texts of the plan of some kinds, in the order of the plan."""
    return PlanText.objects.filter(kind__in=kinds).order_by("position")


def goals() -> QuerySet[Goal]:
    """The goals with their targets and levels."""
    return Goal.objects.select_related("line").prefetch_related("targets__levels").order_by("position")


def lines() -> QuerySet[Line]:
    """The lines with their parts, the rows that pay for these, and their activities."""
    sublines = Subline.objects.prefetch_related("activities", "payments__row").order_by("position")
    return Line.objects.prefetch_related(Prefetch("sublines", sublines)).order_by("position")


def line(slug: str) -> Line | None:
    """One line with everything the plan says about it."""
    activities = (
        Activity.objects.select_related("initiative", "part_of")
        .prefetch_related("actors__organisation")
        .order_by("position")
    )
    sublines = Subline.objects.prefetch_related(
        Prefetch("activities", activities),
        "attentions",
        "payments__row__amounts",
        "payments__row__pays_for__subline",
        "initiatives__initiative",
    ).order_by("position")
    found = Line.objects.prefetch_related(
        Prefetch("sublines", sublines),
        "goals__targets__levels",
        "cases__organisation",
        "gaps",
    )
    return found.filter(slug=slug).order_by("position").first()


def cost_rows() -> QuerySet[BudgetRow]:
    """The printed rows of costs with their years and the parts they pay for."""
    return (
        BudgetRow.objects.select_related("parent", "line")
        .prefetch_related("amounts", "pays_for__subline")
        .order_by("position")
    )


def cover_rows() -> QuerySet[CoverRow]:
    """The printed rows of cover with their years and funders."""
    return CoverRow.objects.prefetch_related("amounts", "funders__organisation").order_by("position")


def stated_totals() -> QuerySet[StatedTotal]:
    """What the plan states about its money."""
    return StatedTotal.objects.order_by("position")


def budget() -> Budget:
    """The budget as kept, for the ledger to add up."""
    return engine_io.to_budget(list(cost_rows()), list(cover_rows()), stated_totals())


def findings() -> QuerySet[Finding]:
    """Where the plan does not say what it adds up to, in the order the engine finds it."""
    return Finding.objects.order_by("position")


def bodies() -> QuerySet[Body]:
    """The bodies with their members."""
    return Body.objects.prefetch_related("members__organisation").order_by("position")


def cases() -> QuerySet[Case]:
    """The cases with their organisation."""
    return Case.objects.select_related("organisation", "line").order_by("position")


def gaps() -> QuerySet[Gap]:
    """White spots, abundances, chances and challenges."""
    return Gap.objects.select_related("line").order_by("position")


def organisations() -> QuerySet[Organisation]:
    """Every organisation the plan names, with what it does in the programme; made-up ones are left out."""
    counted = Organisation.objects.filter(fictional=False).annotate(
        activity_count=Count("activities", distinct=True), initiative_count=Count("initiatives", distinct=True)
    )
    return counted.select_related("place").order_by("name", "slug")
