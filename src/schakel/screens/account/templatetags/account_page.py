"""Form fields of allauth in our own clothes, and data for the passkey script."""

import base64
import json
from typing import Any

from django import forms, template

from schakel.ui.fields import CLASSES

register = template.Library()


@register.filter
def styled(field: forms.BoundField) -> forms.BoundField:
    """The field with our class, tied to its help and its error; without a placeholder, which is no label."""
    attrs = field.field.widget.attrs
    attrs.pop("placeholder", None)
    described = []
    for kind, css in CLASSES.items():
        if isinstance(field.field.widget, kind):
            attrs.setdefault("class", css)
            break
    if field.help_text:
        described.append(f"{field.id_for_label}_uitleg")
    if field.errors:
        described.append(f"{field.id_for_label}_fout")
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field


@register.filter
def as_data(value: Any) -> str:
    """A value for a data attribute, as base64 of JSON: nothing inline, nothing to escape."""
    return base64.b64encode(json.dumps(value).encode()).decode()
