"""What an employer sends: a vacancy text, and later their corrections. All of it travels with the page; nothing is kept."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from schakel.records.people.engine_io.vacancies import VacancyAsked
from schakel.screens.open.text_form import TextForm

ANSWER = "n_"
# The value in the form, how the engine names it, and the words.
ANSWERS = (
    ("eis", "required", _("required")),
    ("wens", "wished", _("wished")),
    ("genoemd", "mentioned", _("only mentioned")),
    ("nee", "nee", _("not asked")),
)
DEMANDS = {value: demand for value, demand, _label in ANSWERS}


class VacancyForm(TextForm):
    """A vacancy text."""

    nothing_given = _("Paste the text of your vacancy, or choose a file.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = _("Paste the text of your vacancy")
        self.fields["tekst"].help_text = _("In Dutch, English, German or French.")


def asked_in(data: QueryDict, text: str) -> VacancyAsked:
    """Everything asked: the text, the answers by skill id, the chosen occupation."""
    answers = {
        name.removeprefix(ANSWER): DEMANDS[value]
        for name, value in data.items()
        if name.startswith(ANSWER) and isinstance(value, str) and value in DEMANDS
    }
    return VacancyAsked(text=text, answers=answers, occupation=data.get("beroep", ""))
