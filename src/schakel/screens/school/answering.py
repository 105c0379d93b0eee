"""Answering what people and schools ask about one's offers: one list and one page, for the rooms of schools and employers.

Who comes: whoever decides on exemptions, or on a place for a teacher. They say yes or no, why, and by when they must.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import enquiry_queries as queries
from schakel.records.journeys.actions import enquiries as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Enquiry
from schakel.records.organisations.models import Organisation
from schakel.screens.open.text_form import not_kept
from schakel.screens.school.access import by, paged
from schakel.screens.school.forms import SafeForm, words_field
from schakel.screens.school.words import ENQUIRIES

YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True)
class Room:
    """Where questions of one kind are answered: the frame of its pages, its entry in the menu, its addresses."""

    kind: str
    page: Callable[..., dict[str, Any]]
    name: str
    listed: str
    one: str
    title: Any


class AnswerForm(SafeForm):
    """Yes or no, and why."""

    besluit = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no.")},
    )
    modules = forms.MultipleChoiceField(
        label=_("Exempt from which modules?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reden = forms.ChoiceField(label=_("Why not?"), required=False, help_text=_("Only when you say no."))
    woorden = words_field(
        _("In your own words"), most=2000, rows=4, help_text=_("Who asked reads this. Say what would help.")
    )

    def __init__(self, *args: Any, found: Enquiry, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.id, one.texts.get(language, one.texts["en"])) for one in house_rules().reasons_for(found.kind)]
        self.fields["reden"].choices = [("", _("Choose")), *reasons]  # type: ignore[attr-defined]
        self.fields["modules"].choices = [(one["key"], one["title"]) for one in found.modules]  # type: ignore[attr-defined]
        if not found.modules:
            del self.fields["modules"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("besluit") == YES and "modules" in self.fields and not data.get("modules"):
            self.add_error("modules", _("Choose at least one module, or say no."))
        if data.get("besluit") == NO and not data.get("reden"):
            self.add_error("reden", _("Choose a reason first."))
        if data.get("besluit") == NO and data.get("reden") == actions.OTHER and not data.get("woorden"):
            self.add_error("woorden", _("Write why."))
        return data


def listed(request: HttpRequest, of: Organisation, room: Room) -> HttpResponse:
    """Every question of this kind: what waits first, the first to be answered on top."""
    rows = paged(request, queries.to_answer(of, room.kind))
    shown = list(rows["page_obj"])
    actions.looked_at(shown, organisation=of, by=by(request)["by"])
    context = room.page(
        str(room.title),
        room.name,
        room=room,
        rows=[_row(one) for one in shown],
        today=timezone.localdate(),
        **rows,
    )
    return not_kept(render(request, "school/enquiries.html", context))


def _row(one: Enquiry) -> dict[str, Any]:
    who = one.person.name if one.person else one.school.name if one.school else ""
    late = one.state == Enquiry.State.ASKED and one.answer_by < timezone.localdate()
    return {"one": one, "who": who, "state": ENQUIRIES[one.state], "late": late}


def answer(request: HttpRequest, of: Organisation, key: UUID, room: Room) -> HttpResponse:
    """One question, and the answer to it."""
    found = queries.to_answer_by_key(of, key)
    if found is None or found.kind != room.kind or found.state == Enquiry.State.WITHDRAWN:
        raise Http404
    language = get_language() or "nl"
    if request.method != "POST":
        start = {"modules": [one["key"] for one in found.modules]}
        return _page(request, of, found, room=room, form=AnswerForm(initial=start, found=found, language=language))
    form = AnswerForm(request.POST, found=found, language=language)
    if not form.is_valid():
        return _page(request, of, found, room=room, form=form, status=422)
    try:
        _keep(found, form.cleaned_data, **by(request))
    except (Conflict, InputError):
        fresh = queries.to_answer_by_key(of, key) or found
        said = gettext("This was answered or taken back in the meantime.")
        return _page(request, of, fresh, room=room, form=form, said=said, status=409)
    messages.success(request, gettext("Answered. Who asked gets a mail."))
    return redirect(room.listed)


def _keep(found: Enquiry, data: dict[str, Any], **by_whom: Any) -> None:
    if data["besluit"] == YES:
        modules = [UUID(one) for one in data.get("modules", [])]
        actions.grant(enquiry=found.pk, modules=modules, words=data["woorden"], **by_whom)
    else:
        actions.refuse(enquiry=found.pk, reason=data["reden"], words=data["woorden"], **by_whom)


def _page(
    request: HttpRequest,
    of: Organisation,
    found: Enquiry,
    *,
    room: Room,
    form: AnswerForm,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    actions.looked_at([found], organisation=of, by=by(request)["by"])
    given = set(found.granted)
    context = room.page(
        gettext("A question"),
        room.name,
        deeper=True,
        room=room,
        row=_row(found),
        one=found,
        form=form,
        wrong=form if form.is_bound and form.errors else None,
        said=said,
        granted=[one["title"] for one in found.modules if one["key"] in given],
        reason=house_rules().text(found.reason, get_language() or "nl") if found.reason else "",
    )
    return not_kept(render(request, "school/enquiry.html", context, status=status))
