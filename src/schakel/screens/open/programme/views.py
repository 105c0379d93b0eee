"""The programme: what the region wants, does and pays, and whether it adds up."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schakel.records.core.region import current_region
from schakel.records.programme import queries
from schakel.records.programme.models import PlanText
from schakel.screens.open.programme import downloads
from schakel.screens.open.programme.charts import year_chart
from schakel.screens.open.programme.findings import Explained, Plan, by_group, explain_all
from schakel.screens.open.programme.labels import GAP_KINDS, ORGANISATION_KINDS
from schakel.screens.open.programme.money import Money


def frame(here: str, *trail: dict[str, str]) -> dict[str, Any]:
    """What every page of the programme passes to the frame."""
    return {"section": "programme", "page": "plan", "breadcrumb_here": here, "breadcrumb_trail": list(trail)}


def _below(here: str) -> dict[str, Any]:
    return frame(here, {"label": _("Programme"), "url": reverse("open:programme")})


def _explained(money: Money) -> list[Explained]:
    goals, wordings = queries.goals(), queries.texts("wording")
    targets = [target for goal in goals for target in goal.targets.all()]
    plan = Plan.of(
        costs=money.costs, cover=money.cover, stated=money.stated, targets=targets, lines=queries.lines(),
        wordings=wordings,
    )  # fmt: skip
    return explain_all(queries.findings(), plan)


def _numbers(explained: list[Explained]) -> list[Explained]:
    """Findings with numbers: what a person has to decide on first, what is understood last."""
    order = {"open": 0, "stated": 0, "rounding": 2, "explained": 2}
    found = [item for item in explained if item.finding.stated is not None]
    return sorted(found, key=lambda item: order.get(item.finding.status, 1))


def _lines(money: Money) -> list[dict[str, Any]]:
    return [{"line": line, "costs": money.lines.get(line.slug)} for line in queries.lines()]


def _principles(texts: list[PlanText]) -> list[dict[str, Any]]:
    """The principles, each with those the plan lists below it."""
    whole = [text for text in texts if not text.part_of]
    return [{"text": text, "parts": [part for part in texts if part.part_of == text.slug]} for text in whole]


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The whole on one page."""
    money = Money.load()
    explained = _explained(money)
    goals = list(queries.goals())
    texts = list(queries.texts("vision", "mission", "principle", "problem"))
    context = {
        "programme": queries.programme(),
        "money": money,
        "goals": [goal for goal in goals if not goal.context],
        "context_goals": [goal for goal in goals if goal.context],
        "target_count": sum(len(goal.targets.all()) for goal in goals if not goal.context),
        "lines": _lines(money),
        "problems": [text for text in texts if text.kind == "problem"],
        "statements": [text for text in texts if text.kind in ("vision", "mission")],
        "principles": _principles([text for text in texts if text.kind == "principle"]),
        "late_targets": sum(item.finding.slug.endswith("-year") for item in explained if item.group == "goals"),
        "unmeasurable": sum(item.finding.kind == "incomplete" for item in explained),
        "numbers": _numbers(explained),
        "groups": by_group(explained),
        "finding_count": len(explained),
        **frame(_("Programme")),
    }
    return render(request, "open/programme/programme.html", context)


@require_safe
def line(request: HttpRequest, line: str) -> HttpResponse:
    """One line with all its parts and activities."""
    found = queries.line(line)
    if found is None:
        raise Http404
    money = Money.load()
    costs = money.lines.get(found.slug)
    context = {
        "line": found,
        "others": [other for other in queries.lines() if other.slug != found.slug],
        "costs": costs,
        "chart": year_chart([costs.years]) if costs else None,
        "costs_by_year": list(enumerate(costs.years, 1)) if costs else [],
        **_below(_("Line %(line)s") % {"line": found.slug}),
    }
    return render(request, "open/programme/line.html", context)


@require_safe
def budget(request: HttpRequest) -> HttpResponse:
    """All money as printed, what it adds up to, and every finding."""
    money = Money.load()
    explained = _explained(money)
    context = {
        "programme": queries.programme(),
        "money": money,
        "lines": _lines(money),
        "groups": by_group(explained),
        "finding_count": len(explained),
        **_below(_("Budget")),
    }
    return render(request, "open/programme/budget.html", context)


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Who works together, who steers, and every organisation the plan names."""
    organisations = list(queries.organisations())
    kinds = [
        {"key": key, "label": label, "organisations": [o for o in organisations if o.kind == key]}
        for key, label in ORGANISATION_KINDS.items()
    ]
    context = {
        "consortium": [organisation for organisation in organisations if organisation.consortium],
        "organisation_count": len(organisations),
        "kinds": [kind for kind in kinds if kind["organisations"]],
        "bodies": queries.bodies(),
        **_below(_("Partners")),
    }
    return render(request, "open/programme/partners.html", context)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """What is missing, what there is much of, chances, challenges and cases."""
    found = list(queries.gaps())
    kinds = [
        {"key": key, "label": label, "gaps": [gap for gap in found if gap.kind == key]}
        for key, label in GAP_KINDS.items()
    ]
    context = {
        "kinds": [kind for kind in kinds if kind["gaps"]],
        "gap_count": len(found),
        "cases": queries.cases(),
        "sections": queries.texts("section"),
        **_below(_("White spots")),
    }
    return render(request, "open/programme/gaps.html", context)


@require_safe
def download(request: HttpRequest, table: str) -> HttpResponse:
    """Costs, cover or findings as CSV."""
    make = downloads.TABLES.get(table)
    if make is None:
        raise Http404
    text = downloads.as_csv(make())
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{current_region().facts.slug}-{table}.csv"'
    return response
