"""What advisers and partners fill in."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import InputError
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Request
from schakel.records.journeys.validators import TEXT_MOST, checked_text
from schakel.records.organisations.models import Organisation
from schakel.screens.open.ask.forms import AskForm
from schakel.ui.fields import PlainForm

CHANNELS = (
    ("phone", _("telephone")),
    ("visit", _("at the counter")),
    ("mail", _("mail")),
    ("partner", _("through a partner")),
)
BOX = "utrecht-textbox utrecht-textbox--html-input"
NO_BSN = _("The text holds a number that looks like a citizen service number (BSN). Take it out: we never need it.")


def _text(label: Any, *, rows: int = 4, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write a sentence.")},
    )


class CaseForm(PlainForm):
    """A form on a case: it knows which version of the case the page showed, and refuses a citizen service number."""

    versie = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in list(data.items()):
            if isinstance(value, str):
                try:
                    checked_text(value, place=name, needed=False)
                except InputError:
                    self.add_error(name, NO_BSN)
        return data


class TakeInForm(AskForm):
    """The same question, written down by an adviser."""

    kanaal = forms.ChoiceField(label=_("How did it come in?"), choices=CHANNELS)
    field_order = ("kanaal",)


class NoteForm(CaseForm):
    """A note, and when to look at the case again."""

    notitie = _text(_("What was said or done?"), help_text=_("The person may read this."))
    volgende = forms.DateField(
        label=_("Next action on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": BOX}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Write it like 2027-01-31.")},
    )


class ReferForm(CaseForm):
    """To whom, and what the person agreed to."""

    partner = forms.ModelChoiceField(
        label=_("To which partner?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a partner."), "invalid_choice": _("Choose a partner.")},
        widget=forms.Select,
    )
    toestemming = _text(
        _("What did the person agree to?"),
        rows=2,
        help_text=_("In the person's words. Without a yes nothing goes to a partner."),
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = partners


class AnswerForm(CaseForm):
    """The answer, as the person reads it."""

    antwoord = _text(_("Your answer"), rows=6, help_text=_("The person reads this on their own page."))


class _Reasons(forms.ChoiceField):
    """A choice out of the reviewed list, in the language of the page."""

    def __init__(self, place: str, **words: Any) -> None:
        def choices() -> list[tuple[str, str]]:
            rules, language = house_rules(), get_language() or "nl"
            return [
                ("", str(_("Choose"))),
                *((one.id, rules.text(one.id, language)) for one in rules.reasons_for(place)),
            ]

        super().__init__(choices=choices, **words)


class CloseForm(CaseForm):
    """Why a request ends without an answer."""

    reden = _Reasons(
        "request", label=_("Why?"), error_messages={"required": _("Choose a reason. The person reads it.")}
    )


class ReferralForm(PlainForm):
    """A partner's answer."""

    reden = _Reasons("referral", label=_("If you return it: why?"), required=False)
    toelichting = _text(_("A word to the desk"), rows=2, required=False)

    def clean_toelichting(self) -> str:
        text = str(self.cleaned_data["toelichting"])
        try:
            return checked_text(text, place="note", needed=False)
        except InputError:
            raise forms.ValidationError(NO_BSN) from None


SUBJECTS = dict(AskForm.base_fields["onderwerp"].choices)  # type: ignore[attr-defined]
STATES = {
    Request.State.NEW: _("new"),
    Request.State.TAKEN: _("an adviser has it"),
    Request.State.REFERRED: _("asked of a partner"),
    Request.State.ANSWERED: _("answered"),
    Request.State.CLOSED: _("closed"),
}
