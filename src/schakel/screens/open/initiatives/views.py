"""The initiatives of the region: a list to search and a page each."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schakel.records.programme import initiative_queries as queries
from schakel.screens.open.initiatives.filters import Filters, facets
from schakel.screens.open.initiatives.labels import all_labels

PAGE = 24


def _frame(here: str, *trail: dict[str, str]) -> dict[str, Any]:
    return {"section": "programme", "page": "initiatives", "breadcrumb_here": here, "breadcrumb_trail": list(trail)}


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """The list, with filters and counts."""
    values, labels = queries.facet_values(), all_labels()
    filters = Filters.read(request.GET, values)
    found = queries.initiatives(text=filters.text, chosen=filters.chosen)
    counts = queries.initiative_counts(text=filters.text, chosen=filters.chosen)
    groups = facets(filters, query=request.GET, values=values, counts=counts, labels=labels)
    paginator = Paginator(found, PAGE)
    page = paginator.get_page(request.GET.get("pagina"))
    context = {
        "filters": filters,
        "facets": groups,
        "chips": [choice for group in groups for choice in group.choices if choice.checked],
        "labels": labels,
        "page_obj": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        **_frame(_("Initiatives")),
    }
    return render(request, "open/initiatives/initiatives.html", context)


@require_safe
def initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """One initiative: our short version, the annex as printed, what it feeds and what it offers."""
    found = queries.initiative(slug)
    if found is None:
        raise Http404
    context = {
        "initiative": found,
        "labels": all_labels(),
        "offers": queries.offers_of(slug),
        **_frame(found.name, {"label": _("Initiatives"), "url": reverse("open:initiatives")}),
    }
    return render(request, "open/initiatives/initiative.html", context)
