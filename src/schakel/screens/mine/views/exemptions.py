"""Exemptions: what I need not do of a programme, what I asked a school, and what it said."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import enquiry_queries as queries
from schakel.records.journeys.actions import enquiries as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Enquiry
from schakel.records.offers.engine_io_courses import school_courses
from schakel.records.offers.models import Offer
from schakel.records.offers.queries import offer_by_slug
from schakel.records.people import queries as people
from schakel.records.people.engine_io.exemptions import (
    ModuleView,
    counted_work,
    exemption_of,
    learned_of,
    modules_of,
)
from schakel.records.people.engine_io.linking import label_of
from schakel.records.people.engine_io.parts import with_courses
from schakel.records.people.models import Person
from schakel.screens.desk.forms import NO_BSN
from schakel.screens.mine.access import by, own_page, page
from schakel.screens.open.text_form import not_kept
from schakel.ui.fields import PlainForm

PAGE = 24
TEXT_MOST, DOCUMENT_MOST = 2000, 300


class AskForm(PlainForm):
    """From which modules, why, and with which document."""

    modules = forms.MultipleChoiceField(
        label=_("From which modules do you want an exemption?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one module."),
            "invalid_choice": _("Choose at least one module."),
        },
    )
    tekst = forms.CharField(
        label=_("Why can you do this already?"),
        max_length=TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Say what you learned or did, where and when."),
        error_messages={"required": _("Write a sentence.")},
    )
    stuk = forms.CharField(
        label=_("Which document shows it?"),
        required=False,
        max_length=DOCUMENT_MOST,
        help_text=_("Such as your diploma with list of marks. Name it only; the school asks you for it."),
    )
    mag = forms.BooleanField(
        label=_("The school may read my name and this text."),
        error_messages={"required": _("Without this the school cannot answer you.")},
    )

    def __init__(self, *args: Any, open_modules: list[ModuleView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"].choices = [(one.key, one.title) for one in open_modules]  # type: ignore[attr-defined]


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def exemptions(request: HttpRequest, person: Person) -> HttpResponse:
    """What I asked and what was answered; a question that waits can be taken back."""
    if request.method == "POST":
        return _take_back(request, person)
    found = Paginator(queries.asked_by_person(person), PAGE).get_page(request.GET.get("pagina"))
    context = {
        "rows": [_row(one) for one in found],
        "page_obj": found,
        "page_numbers": list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1)),
    }
    answer = render(request, "mine/exemptions.html", page(gettext("Exemptions"), "routes", **context))
    return not_kept(answer)


def _row(one: Enquiry) -> dict[str, Any]:
    given = set(one.granted)
    return {
        "one": one,
        "granted": [module["title"] for module in one.modules if module["key"] in given],
        "asked": [module["title"] for module in one.modules],
        "reason": house_rules().text(one.reason, get_language() or "nl") if one.reason else "",
        "late": one.state == Enquiry.State.ASKED and one.answer_by < timezone.localdate(),
    }


def _take_back(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        key = UUID(request.POST.get("terug", ""))
    except ValueError:
        raise Http404 from None
    found = queries.asked_by_person(person).filter(key=key).first()
    if found is None:
        raise Http404
    try:
        actions.withdraw(enquiry=found.pk, by=by(request), now=timezone.now())
        messages.info(request, gettext("You took your question back."))
    except Conflict:
        messages.warning(request, gettext("The school answered already. Read the answer here."))
    return redirect("mine:exemptions")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """One programme: what I need not do, and a question to the school about the rest."""
    offer = offer_by_slug(slug)
    if offer is None:
        raise Http404
    facts = _facts(person, offer)
    if facts is None:
        raise Http404
    if request.method != "POST":
        chosen = [one.key for one in facts["open"] if one.state == "ask"]
        form = AskForm(initial={"modules": chosen}, open_modules=facts["open"])
        return _ask_page(request, person, offer, facts=facts, form=form)
    form = AskForm(request.POST, open_modules=facts["open"])
    if not form.is_valid():
        return _ask_page(request, person, offer, facts=facts, form=form, status=422)
    data = form.cleaned_data
    try:
        actions.ask_exemption(
            offer=offer,
            person=person,
            modules=[UUID(one) for one in data["modules"]],
            text=data["tekst"],
            document=data["stuk"],
            by=by(request),
            now=timezone.now(),
        )
    except Conflict:
        said = gettext("The school takes no questions about this here. Ask the desk for help.")
        return _ask_page(request, person, offer, facts=facts, form=form, said=said, status=409)
    except InputError as error:
        form.add_error({"text": "tekst", "document": "stuk"}.get(error.place or "", "modules"), NO_BSN)
        return _ask_page(request, person, offer, facts=facts, form=form, status=422)
    messages.info(request, gettext("Your question is with the school. You get a mail when it answers."))
    return redirect("mine:exemptions")


def _facts(person: Person, offer: Offer) -> dict[str, Any] | None:
    """What rules say of this person in one programme; None for an offer without modules that is open."""
    today = timezone.localdate()
    with with_courses(school_courses(now=timezone.now(), only=offer)):
        profile = people.profile_for(person)
        learned = learned_of(profile, granted=actions.granted_to(person.pk), on=today)
        rows = modules_of(offer.slug, learned, on=today)
        if not rows:
            return None
        return {
            "modules": rows,
            "open": [one for one in rows if one.state != "known"],
            "exemption": exemption_of(offer.slug, learned, on=today),
            "work": [
                {"label": label_of(one.occupation, get_language() or "nl"), "asked": one.asked, "counted": one.counted}
                for one in counted_work(profile, offer.slug, on=today)
            ],
        }


def _ask_page(
    request: HttpRequest,
    person: Person,
    offer: Offer,
    *,
    facts: dict[str, Any],
    form: AskForm,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = page(
        gettext("Ask for an exemption"),
        "routes",
        offer=offer,
        form=form,
        said=said,
        waiting=queries.open_of(offer, person),
        days=house_rules().days["exemption"],
        **facts,
    )
    return not_kept(render(request, "mine/ask_exemption.html", context, status=status))
