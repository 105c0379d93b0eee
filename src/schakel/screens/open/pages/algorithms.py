"""How we calculate, for everybody to read: the rules, what they cannot see, what was measured, the register."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.views.decorators.http import require_safe

from schakel.engine.errors import NotFound
from schakel.records.core.region import current_region
from schakel.records.journeys import trials
from schakel.records.people.engine_io.fairness import (
    fairness_results,
    register_names,
    register_record,
    register_table,
    team_rules,
    transition_rules,
)
from schakel.records.people.engine_io.parts import matching_rules as rules_in_force
from schakel.records.people.engine_io.rules import is_choice, route_values, scheme_rows

SUFFIXES = ("json", "csv")
MEASURES = {
    "started": pgettext_lazy("we measure who", "starts a step"),
    "finished": pgettext_lazy("we measure who", "finishes a step"),
    "certified": pgettext_lazy("we measure who", "gets a certificate"),
    "hired": pgettext_lazy("we measure who", "finds work"),
    "stayed": pgettext_lazy("we measure who", "stays in the region"),
}


@require_safe
def algorithms(request: HttpRequest) -> HttpResponse:
    """Which calculations this site does about people, and which it does not."""
    language = get_language() or "nl"
    context = {
        "rules": rules_in_force(),
        "teams": team_rules(),
        "team_table": rule_table("teams", gettext("Making teams"), team_rules().values, language),
        "trials": [{**one, "measure": MEASURES.get(one["outcome"], one["outcome"])} for one in trials.shown(language)],
        "records": [{"name": name, "files": files_of(id_)} for id_, name in register_names()],
        "breadcrumb_here": gettext("Calculation rules"),
    }
    return render(request, "open/pages/algorithms.html", context)


@require_safe
def matching_rules(request: HttpRequest) -> HttpResponse:
    """The rule file itself, what the ranker cannot see, what was measured, and how to object."""
    language = get_language() or "nl"
    rules = rules_in_force()
    changes = transition_rules()
    results = fairness_results(language)
    context = {
        "rule_tables": [
            rule_table("waarden", gettext("All values"), rules.values, language),
            rule_table("overstap", changes.title[language], changes.values, language),
            rule_table("routes", gettext("Planning a route"), route_values(), language),
        ],
        "schemes": scheme_rows(language, timezone.localdate()),
        "files": files_of("matching"),
        "edition": rules.edition,
        "results": results,
        "kinds": kind_labels(),
        "tables": tables(results, language) if results else [],
        "breadcrumb_here": gettext("Matching"),
        "breadcrumb_trail": [{"label": gettext("Calculation rules"), "url": reverse("open:algorithms")}],
    }
    return render(request, "open/pages/matching_rules.html", context)


@require_safe
def register_download(request: HttpRequest, record: str, suffix: str) -> HttpResponse:
    """The record for the Dutch Algorithm Register, ready to hand in."""
    if suffix not in SUFFIXES:
        raise Http404(suffix)
    page = request.build_absolute_uri(reverse("open:matching-rules"))
    other = request.build_absolute_uri(reverse("open:algorithms"))
    pages = {name: page if name == "matching" else other for name, _ in register_names()}
    try:
        content = register_record(record, contact=request.build_absolute_uri(reverse("open:help")), pages=pages)
    except NotFound as error:
        raise Http404(str(error)) from error
    if suffix == "csv":
        response = HttpResponse(register_table(content), content_type="text/csv; charset=utf-8")
    else:
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{record}.{suffix}"'
    return response


def rule_table(id_: str, title: str, values: Iterable[Any], language: str) -> dict[str, Any]:
    """A table of rules, and how many of its values are choices that nobody has measured."""
    shown = shown_values(values, language)
    return {"id": id_, "title": title, "values": shown, "chosen": sum(one["chosen"] for one in shown)}


def shown_values(values: Iterable[Any], language: str) -> list[dict[str, Any]]:
    """Values of rules with the reason in one language."""
    return [
        {
            "id": value.id,
            "shown": ", ".join(value.value) if isinstance(value.value, tuple) else value.value,
            "reason": value.reason.get(language, value.reason["nl"]),
            "source": value.source,
            "chosen": is_choice(value.source),
        }
        for value in values
    ]


def files_of(record: str) -> list[dict[str, str]]:
    """The downloads of one record: name and address."""
    return [
        {"name": f"{record}.{suffix}", "url": reverse("open:register-download", args=[record, suffix])}
        for suffix in SUFFIXES
    ]


def kind_labels() -> dict[str, str]:
    """What differs between twins, in words."""
    return {
        "name": gettext("Name"),
        "sex": gettext("Sex"),
        "age": gettext("Date of birth"),
        "nationality": gettext("Nationality"),
        "address": gettext("Address"),
        "gap": gettext("Gap between jobs"),
        "birthplace": gettext("Place of birth"),
        "family": gettext("Family"),
    }


def group_labels(language: str) -> dict[str, str]:
    """Groups of the fairness test in words."""
    regions = current_region().labour_market_regions
    return {
        **{one.id: getattr(one.name, language) or one.name.nl or one.id for one in regions},
        "mbo": "mbo",
        "hbo": "hbo",
        "wo": "wo",
        "starter": gettext("Starter"),
        "some": gettext("Some experience"),
        "experienced": gettext("Much experience"),
    }


def tables(results: object, language: str) -> list[dict[str, object]]:
    """The tables of the fairness test: people first, then offers, each by sub-region, level and experience."""
    titles = {
        "sub-region": gettext("By sub-region"),
        "level": gettext("By level"),
        "experience": gettext("By experience"),
    }
    labels = group_labels(language)
    order = list(labels.values())
    found: list[dict[str, object]] = []
    for part in ("reach", "exposure"):
        for name, title in titles.items():
            rows = [
                {"label": labels.get(row.group, row.group), "row": row} for row in getattr(results, part).get(name, [])
            ]
            rows.sort(key=lambda line: order.index(line["label"]) if line["label"] in order else len(order))
            found.append({"part": part, "title": title, "rows": rows})
    return found
