"""Figures of ICT work and study: what they say, where they come from, and files to take along."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from schakel.records.observatory import queries
from schakel.screens.open.figures.downloads import FILES
from schakel.screens.open.figures.labels import RESULTS, SOURCES_ELSEWHERE, THEMES, explained

SECTION = {"section": "figures", "page": "figures"}


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure this region has numbers for, each with what it says and a small chart."""
    shown = queries.shown_figures(get_language() or "nl")
    groups = [(key, label, [figure for figure in shown if figure.theme == key]) for key, label in THEMES]
    return render(
        request,
        "open/figures/list.html",
        SECTION
        | {
            "groups": [group for group in groups if group[2]],
            "figure_count": len(shown),
            "sources": queries.sources(),
            "elsewhere": SOURCES_ELSEWHERE,
            "breadcrumb_here": gettext("Figures"),
        },
    )


@require_safe
def figure(request: HttpRequest, figure: str) -> HttpResponse:
    """One figure with chart, table, how to read it, and the way back to the words of the source."""
    page = queries.figure_page(figure, get_language() or "nl")
    return render(
        request,
        "open/figures/figure.html",
        SECTION
        | {
            "figure": page.figure,
            "related": page.related,
            "snapshots": page.snapshots,
            "source": page.source,
            "result": RESULTS[page.result],
            "findings": [explained(finding) for finding in page.figure.findings],
            "files": [
                {"suffix": suffix, "name": file.name, "type": file.content_type} for suffix, file in FILES.items()
            ],
            "breadcrumb_here": page.figure.name,
            "breadcrumb_trail": [{"label": gettext("Figures"), "url": reverse("open:figures")}],
        },
    )


@require_safe
def download(request: HttpRequest, figure: str, suffix: str) -> HttpResponseBase:
    """A figure as a file. Its ETag changes when its numbers or its sentences do."""
    if suffix not in FILES:
        raise Http404
    file, language = FILES[suffix], get_language() or "nl"
    export = queries.export(figure)
    response = HttpResponse(file.make(export, language), content_type=file.content_type)
    response["Content-Disposition"] = f'{"inline" if file.inline else "attachment"}; filename="{figure}.{suffix}"'
    etag = f'"{export.fingerprint()[:32]}-{language}-{suffix}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=3600)
    return get_conditional_response(request, etag=etag, response=response) or response
