"""Work that was found.

Who comes: somebody whom an employer says to have hired, or who was hired and says so. They leave with what counts being
so: it stands, is taken back within a day, or is not so. Other invitations end only when they say it.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import hire_queries as queries
from schakel.records.journeys.actions import hiring as actions
from schakel.records.journeys.invitation_queries import open_for
from schakel.records.journeys.models import Hire
from schakel.records.people.models import Person
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.mine.forms import WorkForm
from schakel.screens.open.text_form import not_kept
from schakel.ui.templatetags.schakel import in_language

PAGE = 24


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, person: Person) -> HttpResponse:
    """What was told, and a form to tell it oneself."""
    choices = queries.choices_for(person, now=timezone.now())
    options = [(key, f"{name}: {in_language(offer, 'title')}") for key, (_after, name, offer) in choices.items()]
    form = WorkForm(choices=options)
    if request.method == "POST":
        if request.POST.get("wat") != "aangenomen":
            return _act(request, person)
        form = WorkForm(request.POST, choices=options)
        if form.is_valid():
            after = choices[form.cleaned_data["waar"]][0]
            answer = _tell(request, after, form)
            if answer is not None:
                return answer
    found = Paginator(queries.hires_for(person), PAGE).get_page(request.GET.get("pagina"))
    now = timezone.now()
    context = page(
        gettext("Work found"),
        "work",
        rows=[{"one": one, "undo": queries.can_undo(one, Hire.By.PERSON, now=now)} for one in found],
        page_obj=found,
        page_numbers=list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
        form=form,
        can_tell=bool(choices),
        hired=any(one.ended is None for one in found),
        open_count=open_for(person, today=timezone.localdate()),
    )
    return not_kept(render(request, "mine/work.html", context, status=422 if form.errors else 200))


def _tell(request: HttpRequest, after: actions.After, form: WorkForm) -> HttpResponse | None:
    words: dict[str, Any] = {"by": by(request), "now": timezone.now()}
    try:
        actions.tell(after=after, starts=form.cleaned_data["eerste_dag"], told_by=Hire.By.PERSON, **words)
    except InputError:
        form.add_error("eerste_dag", gettext("Choose a day within a year from now."))
        return None
    except Conflict:
        messages.error(request, gettext("This changed in the meantime. Look again."))
    else:
        messages.success(request, gettext("Good news. The employer sees it too."))
    return redirect("mine:work")


def _act(request: HttpRequest, person: Person) -> HttpResponse:
    """Say that it is not so, take it back, or leave the other invitations."""
    words: dict[str, Any] = {"by": by(request), "now": timezone.now()}
    if request.POST.get("wat") == "anderen":
        count = actions.leave_others(person=person.pk, **words)
        said = ngettext("You left %(n)s invitation.", "You left %(n)s invitations.", count) % {"n": count}
        messages.info(request, said)
        return redirect("mine:work")
    found = _found(person, request.POST.get("bericht", ""))
    try:
        if request.POST.get("wat") == "niet-zo":
            actions.not_so(hire=found.pk, **words)
            messages.info(request, gettext("It counts nowhere now. The employer hears that it is not so."))
        elif request.POST.get("wat") == "terug":
            actions.undo(hire=found.pk, told_by=Hire.By.PERSON, **words)
            messages.info(request, gettext("You took it back. It counts nowhere."))
    except Conflict:
        messages.error(request, gettext("This changed in the meantime. Look again."))
    return redirect("mine:work")


def _found(person: Person, key: str) -> Hire:
    try:
        found = queries.hire_for(person, UUID(key))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
