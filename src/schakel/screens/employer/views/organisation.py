"""The organisation's own page.

Who comes: somebody of HR, once, before the first offer. They leave with a number, places and a few words that every
reader of their offers sees.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from schakel.records.core import queries as core
from schakel.records.organisations.models import Organisation
from schakel.records.organisations.pages import OwnPage, change_page
from schakel.screens.employer.access import by, page, room
from schakel.screens.employer.forms import OrganisationForm


@room
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, of: Organisation) -> HttpResponse:
    """What everybody reads of the organisation."""
    words: dict[str, Any] = {"language": get_language() or "nl", "places": list(core.places())}
    status = 200
    if request.method == "POST":
        form = OrganisationForm(request.POST, **words)
        if form.is_valid():
            change_page(organisation=of, told=_told(form), by=by(request)["by"])
            messages.success(request, gettext("Kept. Everybody reads this on your offers."))
            return redirect("employer:organisation")
        status = 422
    else:
        form = OrganisationForm(initial=_initial(of), **words)
    context = page(gettext("Our organisation"), "organisation", form=form, of=of)
    return render(request, "employer/organisation.html", context, status=status)


def _told(form: OrganisationForm) -> OwnPage:
    data = form.cleaned_data
    return OwnPage(
        kvk=data["kvk"],
        sector=data["sector"],
        place=data["gemeente"] or None,
        branches=tuple(data["vestigingen"]),
        website=data["website"],
        learning_company=data["leerbedrijf"],
        working_languages=tuple(data["talen"]),
        own_words=data["over"],
    )


def _initial(of: Organisation) -> dict[str, object]:
    return {
        "kvk": of.kvk,
        "sector": of.sector,
        "gemeente": of.place_id or "",
        "vestigingen": list(of.branches.order_by("code").values_list("code", flat=True)),
        "website": of.website,
        "leerbedrijf": of.learning_company,
        "talen": of.working_languages.split(","),
        "over": of.own_words,
    }
