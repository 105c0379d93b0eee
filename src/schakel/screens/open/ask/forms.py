"""What somebody sends to the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import InputError
from schakel.records.core.models import Place
from schakel.records.journeys.validators import TEXT_MOST, checked_text
from schakel.ui.fields import PlainForm

SUBJECTS = (
    ("", _("Choose")),
    ("work", _("work, or switching to other work")),
    ("study", _("a study or a course")),
    ("shadow-day", _("spending a day along at a company")),
    ("internship", _("an internship")),
    ("people", _("people for my organisation")),
    ("teaching", _("teaching, or my school")),
    ("support", _("money or support")),
    ("living", _("coming to live or work here")),
    ("other", _("something else")),
)


class AskForm(PlainForm):
    """A question, who asks it, and how they want to be answered."""

    onderwerp = forms.ChoiceField(
        label=_("What is it about?"), choices=SUBJECTS, error_messages={"required": _("Choose what it is about.")}
    )
    vraag = forms.CharField(
        label=_("Your question"),
        help_text=_("Never write your citizen service number (BSN)."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=TEXT_MOST,
        error_messages={"required": _("Write your question.")},
    )
    naam = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know who we speak to.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Fill in your e-mail address or your phone number."),
        required=False,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "class": "utrecht-textbox utrecht-textbox--html-input"}
        ),
        error_messages={"invalid": _("This is not an e-mail address. Write it like name@example.org.")},
    )
    telefoon = forms.RegexField(
        r"^[+0-9][0-9 ().-]{5,28}$",
        label=_("Phone number"),
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "type": "tel", "class": "utrecht-textbox utrecht-textbox--html-input"}
        ),
        error_messages={"invalid": _("This is not a phone number. Use digits, spaces and + only.")},
    )
    gemeente = forms.ChoiceField(label=_("Where do you live or work?"), required=False)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["gemeente"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("I would rather not say")), *((place.code, place.name) for place in places)]

    def clean_vraag(self) -> str:
        text = str(self.cleaned_data["vraag"])
        try:
            return checked_text(text, place="question")
        except InputError:
            raise forms.ValidationError(
                _(
                    "Your question holds a number that looks like a citizen service number (BSN). Take it out: we never need it."
                )
            ) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("email") and not data.get("telefoon") and not {"email", "telefoon"} & set(self.errors):
            self.add_error("email", _("Fill in your e-mail address or your phone number, so that we can answer."))
        return data
