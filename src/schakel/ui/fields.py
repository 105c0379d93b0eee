"""Form parts with the classes of the design system and the links between field, help and error that screen readers need."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

CLASSES: dict[type[forms.Widget], str] = {
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.Select: "utrecht-select utrecht-select--html-select",
    forms.TextInput: "utrecht-textbox utrecht-textbox--html-input",
    forms.FileInput: "schakel-file",
    forms.EmailInput: "utrecht-textbox utrecht-textbox--html-input",
    forms.PasswordInput: "utrecht-textbox utrecht-textbox--html-input",
    forms.NumberInput: "utrecht-textbox utrecht-textbox--html-input",
}


class PlainForm(forms.Form):
    """A form whose widgets get their class, and `aria-required`, `aria-describedby` and `aria-invalid` where needed.

    Our own messages say what is missing, in the language of the page, not the browser's; and no field is red from the start.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            for kind, css in CLASSES.items():
                if isinstance(field.widget, kind):
                    field.widget.attrs.setdefault("class", css)
                    break
            if field.required:
                field.widget.attrs["aria-required"] = "true"
                _name_what_is_missing(field)

    def full_clean(self) -> None:
        super().full_clean()
        for bound in self:
            described = []
            if bound.field.help_text:
                described.append(f"{bound.id_for_label}_uitleg")
            if bound.name in self.errors:
                # The first keeps the plain name; a second error has a name of its own: see forms/field.html.
                described += [
                    f"{bound.id_for_label}_fout" + (f"_{number}" if number > 1 else "")
                    for number in range(1, len(bound.errors) + 1)
                ]
                bound.field.widget.attrs["aria-invalid"] = "true"
                _mark(bound.field.widget)
            if described:
                bound.field.widget.attrs["aria-describedby"] = " ".join(described)


def _mark(widget: forms.Widget) -> None:
    """A list to choose from is only red with a class of its own; text fields are by `aria-invalid`."""
    if isinstance(widget, forms.Select):
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} utrecht-select--invalid".strip()


def _name_what_is_missing(field: forms.Field) -> None:
    """Above the form all errors stand together: a field without words of its own says there which one it is."""
    if field.label and field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = format_lazy(_("Still to fill in: {label}"), label=field.label)


def version_in(request: HttpRequest) -> int:
    """The version of a thing that the page with the form showed; 0, which is never one, for anything else."""
    value = request.POST.get("versie", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0
