"""Offers: search, filters and a map, and the page of one offer.

Who comes: somebody who wants to learn, try or work, with a word ("netwerk"), a place or a skill that advice said is missing.
They leave with a few offers that fit, what each costs and when it begins, and where to ask.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from schakel.records.core import queries as core
from schakel.records.core.region import current_region, taxonomy
from schakel.records.journeys.team_queries import material_for, open_rounds_with
from schakel.records.offers import queries
from schakel.records.offers.models import Offer, Posting
from schakel.records.offers.posting_queries import modules_of, posting_of, rules_of
from schakel.records.organisations.models import Organisation
from schakel.screens.open.offers import labels
from schakel.screens.open.offers.filters import OCCUPATION, SKILL, chips, facets, question
from schakel.screens.school.words import rule_rows

PAGE = 24
KEPT = ("vaardigheid", "beroep", "initiatief")  # choices that a link made: the filters keep them
MAP_CLASSES = ((9, 4), (5, 3), (3, 2), (1, 1))


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """The list: what was found, in order of start, with filters that say how many each gives."""
    now = timezone.now()
    places = list(core.places())
    names = chosen_names(request, places)
    asked = question(request.GET, names=names, today=timezone.localdate())
    # First which, then their rows: the database sorts numbers, not all that an offer holds.
    found = queries.in_order_of_start(queries.find_offers(asked), now=now).values_list("pk", flat=True)
    page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    counts = queries.facet_counts(asked)
    return render(
        request,
        "open/offers/list.html",
        {
            "asked": asked,
            "page_obj": page,
            "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
            "rows": [row(offer) for offer in queries.listed(list(page), now=now)],
            "facets": facets(asked, counts),
            "chips": chips(request.GET, names),
            "kept": {name: request.GET[name] for name in KEPT if names.get(name)},
            "tiles": tiles(request, places, counts["municipality"], asked.municipality),
            "material": material_for([asked.skill]) if asked.skill else [],
            "place_counts": counts["municipality"],
            "places": places,
            "section": "talent",
            "page": "offers",
            "breadcrumb_here": gettext("Offers"),
        },
    )


def chosen_names(request: HttpRequest, places: list[Any]) -> dict[str, str]:
    """Words for the choices that are not in a fixed list."""
    known, language = taxonomy(), get_language() or "nl"
    names = {}
    for parameter, prefix, concepts in (
        ("vaardigheid", SKILL, known.skills),
        ("beroep", OCCUPATION, known.occupations),
    ):
        uri = prefix + request.GET.get(parameter, "")
        if uri in concepts:
            names[parameter] = known.label(uri, language)
    names["gemeente"] = next((place.name for place in places if place.code == request.GET.get("gemeente")), "")
    slug = request.GET.get("initiatief", "")
    names["initiatief"] = next(
        (initiative.name for initiative in current_region().initiatives if initiative.id == slug), ""
    )
    return names


def tiles(request: HttpRequest, places: list[Any], counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """The blocks of the map: how many offers each municipality has, and the link that filters on it."""
    blocks = []
    for place in sorted((p for p in places if p.tile_row), key=lambda p: (p.tile_row, p.tile_column)):
        n = counts.get(place.code, 0)
        query = request.GET.copy()
        query.pop("pagina", None)
        query["gemeente"] = place.code
        blocks.append(
            {
                "place": place,
                "n": n,
                "shade": next((shade for least, shade in MAP_CLASSES if n >= least), 0),
                "short": short_name(place.name),
                "query": f"?{query.urlencode()}",
                "on": place.code == chosen,
            }
        )
    return blocks


def short_name(name: str) -> str:
    """A name that fits a block of the map: seven letters at most."""
    first = name.replace(" en ", "-").replace(" aan ", " ").split()[0]
    return first if len(first) <= 7 else f"{first[:6]}."


def row(offer: Any) -> dict[str, Any]:
    """One offer as a list shows it."""
    known, language = taxonomy(), get_language() or "nl"
    skills = [known.label(skill.uri, language) for skill in offer.shown_skills if skill.uri in known.skills]
    sessions = offer.coming
    return {
        "offer": offer,
        "kind": labels.KINDS.get(offer.kind, offer.kind),
        "skills": skills[:5],
        "more_skills": max(0, len(skills) - 5),
        "levels": [labels.level_label(level.level) for level in offer.shown_levels],
        "session": sessions[0] if sessions else None,
        "mode": labels.MODES.get(offer.mode, ""),
        "language": labels.LANGUAGES.get(offer.language, ""),
    }


@require_safe
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """One offer: what it is, what it teaches or asks, what it costs, when it begins, where to ask."""
    now = timezone.now()
    found = (
        queries.for_list(Offer.objects.filter(slug=slug).order_by("slug"), now=now)
        .prefetch_related("occupations")
        .first()
    )
    if found is None:
        raise Http404
    known, language = taxonomy(), get_language() or "nl"
    posting = posting_of(found)
    groups = [
        (gettext("What you learn"), "teaches"),
        (gettext("What is asked"), "requires"),
        (gettext("What is wished"), "wishes"),
    ]
    skills = [
        {
            "title": title,
            "skills": [
                {"id": known.skills[s.uri].id, "label": known.label(s.uri, language)}
                for s in found.shown_skills
                if s.role == role and s.uri in known.skills
            ],
        }
        for title, role in groups
    ]
    occupations = [known.occupations[o.uri] for o in found.occupations.all() if o.uri in known.occupations]
    return render(
        request,
        "open/offers/detail.html",
        {
            "offer": found,
            "posting": posting,
            **_curriculum(posting, language),
            **(about_organisation(posting.organisation, language) if posting else {}),
            "closed": bool(found.published_until and found.published_until < timezone.localdate()),
            "material": material_for(one.uri for one in found.shown_skills),
            "team_rounds": open_rounds_with(found, now) if found.kind == Offer.Kind.ASSIGNMENT else [],
            "shown": row(found),
            "sessions": found.coming,
            "skill_groups": [group for group in skills if group["skills"]],
            "occupations": [{"id": o.id, "label": known.label(o.uri, language)} for o in occupations],
            "basis": labels.BASES.get(found.basis, ""),
            "initiative": next((i for i in current_region().initiatives if i.id == found.initiative), None),
            "section": "talent",
            "page": "offers",
            "breadcrumb_here": next(
                (t for t in (getattr(found, f"title_{language}"), found.title_nl, found.title_en, found.title_de) if t),
                slug,
            ),
            "breadcrumb_trail": [{"label": gettext("Offers"), "url": reverse("open:offers")}],
        },
    )


def _curriculum(posting: Posting | None, language: str) -> dict[str, Any]:
    """Modules, and who need not do which, of what a school wrote itself."""
    modules = modules_of(posting) if posting is not None and posting.kind in Posting.SCHOOL_KINDS else []
    rules = rules_of(posting) if posting is not None and modules else []
    return {"modules": modules, "rules": rule_rows(rules, language)}


def about_organisation(of: Organisation, language: str) -> dict[str, Any]:
    """What an organisation that posts its own offers tells of itself, in words."""
    sector = next((one.name.in_language(language) for one in current_region().sectors if one.id == of.sector), "")
    offices = [of.place.name] if of.place else []
    return {
        "sector": sector,
        "offices": offices + [one.name for one in of.branches.order_by("name")],
        "work_languages": [
            labels.LANGUAGES[code] for code in of.working_languages.split(",") if code in labels.LANGUAGES
        ],
    }
