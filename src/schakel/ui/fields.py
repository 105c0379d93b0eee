"""Form parts with the classes of the design system and the links between field, help and error that screen readers need."""

from typing import Any

from django import forms

CLASSES: dict[type[forms.Widget], str] = {
    forms.Textarea: "utrecht-textarea utrecht-textarea--html-textarea",
    forms.Select: "utrecht-select utrecht-select--html-select",
    forms.TextInput: "utrecht-textbox utrecht-textbox--html-input",
    forms.FileInput: "schakel-file",
}


class PlainForm(forms.Form):
    """A form whose widgets get their class, and `aria-describedby` and `aria-invalid` where needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            for kind, css in CLASSES.items():
                if isinstance(field.widget, kind):
                    field.widget.attrs.setdefault("class", css)
                    break

    def full_clean(self) -> None:
        super().full_clean()
        for bound in self:
            described = []
            if bound.field.help_text:
                described.append(f"{bound.id_for_label}_uitleg")
            if bound.name in self.errors:
                described.append(f"{bound.id_for_label}_fout")
                bound.field.widget.attrs["aria-invalid"] = "true"
            if described:
                bound.field.widget.attrs["aria-describedby"] = " ".join(described)
