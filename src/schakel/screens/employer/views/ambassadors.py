"""Contacts for newcomers.

Who comes: somebody of HR who wants newcomers to hear from a colleague what it is like. They leave having asked that
colleague, who says yes or no by mail; until a yes nobody sees anything.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import stay_queries as queries
from schakel.records.journeys.actions import ambassadors as actions
from schakel.records.organisations.models import Organisation
from schakel.screens.desk.forms import NO_BSN
from schakel.screens.employer.access import by, page, room
from schakel.screens.employer.forms import AmbassadorForm
from schakel.screens.open.text_form import not_kept


@room
@require_http_methods(["GET", "HEAD", "POST"])
def ambassadors(request: HttpRequest, of: Organisation) -> HttpResponse:
    """Whom we asked, and a form to ask somebody."""
    form = AmbassadorForm()
    if request.method == "POST":
        if request.POST.get("weg"):
            return _remove(request, of)
        form = AmbassadorForm(request.POST)
        if form.is_valid() and _asked(request, of, form):
            return redirect("employer:ambassadors")
    context = page(
        gettext("Contacts for newcomers"),
        "organisation",
        form=form,
        rows=queries.ambassadors_of(of),
        of=of,
        most=actions.MOST,
    )
    return not_kept(render(request, "employer/ambassadors.html", context, status=422 if form.errors else 200))


def _remove(request: HttpRequest, of: Organisation) -> HttpResponse:
    found = next((one for one in queries.ambassadors_of(of) if str(one.key) == request.POST["weg"]), None)
    if found is None:
        raise Http404
    actions.remove(ambassador=found.pk, by=by(request)["by"])
    messages.info(request, gettext("Removed. Newcomers no longer see this contact."))
    return redirect("employer:ambassadors")


def _asked(request: HttpRequest, of: Organisation, form: AmbassadorForm) -> bool:
    data = form.cleaned_data
    words = {"name": data["voornaam"], "email": data["email"], "languages": data["talen"], "about": data["over"]}
    try:
        actions.ask(organisation=of, **words, **by(request))
    except Conflict:
        form.add_error(None, gettext("You have as many contacts as fit. Remove one first."))
        return False
    except InputError as error:
        form.add_error("over" if error.place == "about" else "voornaam", NO_BSN)
        return False
    messages.success(request, gettext("Asked by mail. After a yes newcomers see the first name."))
    return True
