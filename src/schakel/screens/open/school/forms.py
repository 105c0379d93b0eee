"""What a teacher sends: the text of a programme or module, an occupation to compare with, and later corrections. Nothing is kept."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from schakel.records.people.engine_io.courses import CourseAsked
from schakel.records.people.engine_io.linking import ict_occupations
from schakel.screens.open.text_form import TextForm


class CourseForm(TextForm):
    """A text of a programme or module, and the occupation to lay it beside."""

    beroep = forms.ChoiceField(label=_("Which occupation do you train for?"), required=False)
    nothing_given = _("Paste the text of your programme or module, or choose a file.")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = _("Paste the text of your programme or module")
        self.fields["tekst"].help_text = _("In Dutch, English, German or French. Learning goals say most.")
        choices = [(one.id, one.label) for one in ict_occupations(language)]
        self.fields["beroep"].choices = [("", _("Choose the best fit for me")), *choices]  # type: ignore[attr-defined]


def asked_in(data: QueryDict, text: str) -> CourseAsked:
    """Everything asked: the text, skills ticked and unticked, the chosen occupation."""
    ticked = set(data.getlist("leert"))
    shown = data.getlist("gezien")
    return CourseAsked(
        text=text,
        taught=tuple(id_ for id_ in shown if id_ in ticked),
        not_taught=tuple(id_ for id_ in shown if id_ not in ticked),
        occupation=data.get("beroep", ""),
    )
