"""A message, as both sides write it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import InputError
from schakel.records.journeys.actions.messages import MESSAGE_MOST
from schakel.records.journeys.validators import checked_text
from schakel.screens.desk.forms import NO_BSN
from schakel.ui.fields import PlainForm


class MessageForm(PlainForm):
    """Plain text, and whether it asks for an answer."""

    bericht = forms.CharField(
        label=_("Your message"),
        help_text=_("Plain text, at most 2,000 characters."),
        max_length=MESSAGE_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write a sentence."),
            "max_length": _("Make it shorter: at most 2,000 characters."),
        },
    )
    vraag = forms.BooleanField(required=False)
    stempel = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_bericht(self) -> str:
        text = str(self.cleaned_data["bericht"])
        try:
            return checked_text(text, place="message")
        except InputError:
            raise forms.ValidationError(NO_BSN) from None

    @property
    def asks(self) -> bool:
        """Whether the box is ticked, also on a form nobody sent yet."""
        value: Any = self["vraag"].value()
        return bool(value)
