"""Occupations: what people in ICT do, what it asks, how to get there.

Who comes: somebody who reads a job title and wonders what it is, or who thinks of switching. They leave knowing what the work is, what it
asks, from which work others come, and which trainings in the region prepare for it.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from schakel.records.core.region import current_region, taxonomy
from schakel.records.offers import queries as offers
from schakel.records.offers.search import STEM_BEGINS, asked_words, forms, words_of
from schakel.screens.open.offers.labels import LEVELS, level_label

PREFIX = "urn:schakel:occupation:"
SHOWN_LEVELS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
SENIORITIES = {"junior": _("starter"), "medior": _("with some experience"), "senior": _("with much experience")}
VACANCIES_SHOWN = 5
ORIGINS_SHOWN = 8
PAGE = 24


@require_safe
def occupations(request: HttpRequest) -> HttpResponse:
    """All ICT occupations, by level and word."""
    known, language = taxonomy(), get_language() or "nl"
    text, level = request.GET.get("q", "").strip()[:100], request.GET.get("niveau", "")
    level = level if level in SHOWN_LEVELS else ""
    ict = [o for o in known.occupations.values() if o.kind == "ict"]
    counts = {code: sum(code in o.levels for o in ict) for code in SHOWN_LEVELS}
    found = [o for o in ict if (not level or level in o.levels) and matches(o, text)]
    asked = asked_in_region()
    rows = sorted(
        (
            {
                "id": o.id,
                "label": known.label(o.uri, language),
                "about": o.about.get(language) or o.about.get("nl", ""),
                "levels": [level_label(c) for c in o.levels],
                "asked": o.isco in asked,
            }
            for o in found
        ),
        key=lambda row: str(row["label"]).casefold(),
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    return render(
        request,
        "open/occupations/list.html",
        {
            "rows": page.object_list,
            "page_obj": page,
            "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
            "text": text,
            "level": level,
            "levels": [{"code": c, "label": LEVELS[c], "n": counts[c], "on": c == level} for c in SHOWN_LEVELS],
            "section": "talent",
            "page": "occupations",
            "breadcrumb_here": gettext("Occupations"),
        },
    )


def matches(occupation: Any, text: str) -> bool:
    """Whether one of the titles holds every word of the text. A longer word may lie inside a compound: "beheerder" in "systeembeheerder"."""
    asked = [[form for form, begins in forms(word) if begins] or [word] for word in asked_words(text)]
    titles = [*occupation.labels.values(), *(title for group in occupation.alternatives.values() for title in group)]
    return not asked or any(_holds(title, asked) for title in titles)


def _holds(title: str, asked: list[list[str]]) -> bool:
    have = words_of(title)
    return all(
        any(word.startswith(form) or (len(form) >= STEM_BEGINS and form in word) for word in have for form in either)
        for either in asked
    )


def asked_in_region() -> dict[str, int]:
    """ISCO-08 groups the plan names as most asked, with their rank."""
    ranks: dict[str, int] = {}
    for top in current_region().top_occupations:
        ranks[top.isco] = min(top.rank, ranks.get(top.isco, top.rank))
    return ranks


@require_safe
def occupation(request: HttpRequest, occupation: str) -> HttpResponse:
    """One occupation. Occupations people come from have a page too: it shows what they lead to."""
    known, language = taxonomy(), get_language() or "nl"
    found = known.occupations.get(PREFIX + occupation)
    if found is None:
        raise Http404
    groups = [
        (gettext("You cannot do without"), "essential"),
        (gettext("Often needed"), "important"),
        (gettext("Nice to have"), "wished"),
    ]
    demands = [
        {"title": title, "skills": [skill_of(d.uri) for d in found.demands if d.relevance == relevance]}
        for title, relevance in groups
    ]
    if found.carries_over:
        demands = [{"title": gettext("What you take along"), "skills": [skill_of(uri) for uri in found.carries_over]}]
    from_here = [known.occupations[uri] for uri in found.leads_to if uri in known.occupations]
    to_here = [o for o in known.occupations.values() if found.uri in o.leads_to]
    vacancies = offers.vacancies_for_occupation(found.uri, today=timezone.localdate())
    return render(
        request,
        "open/occupations/detail.html",
        {
            "occupation": found,
            "label": known.label(found.uri, language),
            "about": found.about.get(language) or found.about.get("nl", ""),
            "other_titles": [t for t in found.alternatives.get(language, ()) if t][:8],
            "demands": [d for d in demands if d["skills"]],
            "levels": [level_label(code) for code in found.levels],
            "seniority": [SENIORITIES[s] for s in found.seniority if s in SENIORITIES],
            "next": [short(o) for o in from_here],
            "from_ict": [short(o) for o in to_here if o.kind == "ict"],
            "from_other": [short(o) for o in to_here if o.kind == "source"][:ORIGINS_SHOWN],
            "from_more": [short(o) for o in to_here if o.kind == "source"][ORIGINS_SHOWN:],
            "trainings": list(offers.offers_for_occupation(found.uri)),
            "vacancies": list(vacancies[:VACANCIES_SHOWN]),
            "vacancy_count": vacancies.count(),
            "rank": asked_in_region().get(found.isco),
            "section": "talent",
            "page": "occupations",
            "breadcrumb_here": known.label(found.uri, language),
            "breadcrumb_trail": [{"label": gettext("Occupations"), "url": reverse("open:occupations")}],
        },
    )


def short(occupation: Any) -> dict[str, str]:
    return {"id": occupation.id, "label": taxonomy().label(occupation.uri, get_language() or "nl")}


def skill_of(uri: str) -> dict[str, str]:
    known = taxonomy()
    return {"id": known.skills[uri].id, "label": known.label(uri, get_language() or "nl")}
