"""What a person sends: a text, and later their corrections. All of it travels with the page; nothing is kept."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from schakel.records.people.engine_io import (
    Asked,
    Linked,
    ict_occupations,
    is_occupation,
    is_place,
    is_skill,
    link_words,
    occupations,
)
from schakel.screens.open.offers.labels import LEVELS
from schakel.screens.open.text_form import TextForm

ANSWER = "n_"
# The words a person answers with, and the level they stand for.
ANSWERS = (("nee", _("not right")), ("1", _("a little")), ("2", _("good")), ("3", _("very good")))
OWN_LEVELS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
ADDED_MOST = 400


class AdviceForm(TextForm):
    """The first page: a text, and what the person wants and where they travel from."""

    doel = forms.ChoiceField(
        label=_("Do you know what you want to become?"), required=False, help_text=_("You can leave this open.")
    )
    gemeente = forms.ChoiceField(label=_("Where do you travel from?"), required=False)
    niveau = forms.ChoiceField(label=_("Which level did you reach?"), required=False)
    nothing_given = _("Paste your CV, tell what you do, or choose a file.")

    def __init__(self, *args: Any, language: str, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = _("Paste your CV, or tell what you do")
        self.fields["tekst"].help_text = _(
            "In Dutch, English, German or French. Write what you did and what you can do, also outside work."
        )
        goals = [(one.id, one.label) for one in ict_occupations(language)]
        self._choose("doel", [("", _("No, show me everything")), *goals])
        self._choose("gemeente", [("", _("I would rather not say")), *((one.code, one.name) for one in places)])
        self._choose("niveau", [("", _("I would rather not say")), *((code, LEVELS[code]) for code in OWN_LEVELS)])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class CorrectionsForm(AdviceForm):
    """What can be changed beside the result: where one comes from, too."""

    beroep = forms.ChoiceField(label=_("Which work do or did you do?"), required=False)

    def __init__(self, *args: Any, language: str, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, language=language, places=places, **kwargs)
        work = [(one.id, one.label) for one in occupations(language)]
        self._choose("beroep", [("", _("None of these")), *work])


def answers_in(data: QueryDict) -> dict[str, str]:
    """Answers by skill id: one select a skill, and the button that says "not right" with one click."""
    answers = {
        name.removeprefix(ANSWER): str(value) for name, value in data.items() if name.startswith(ANSWER) and value
    }
    if data.get("weg"):
        answers[str(data["weg"])] = "nee"
    return {id_: value for id_, value in answers.items() if value in dict(ANSWERS) and is_skill(id_)}


def unticked_in(data: QueryDict) -> tuple[str, ...]:
    """Assumed skills the person does not have: those shown and not ticked."""
    kept = set(data.getlist("houd"))
    return tuple(dict.fromkeys(id_ for id_ in data.getlist("aangenomen") if id_ not in kept and is_skill(id_)))


def asked_in(data: QueryDict, *, text: str, language: str) -> tuple[Asked, tuple[Linked, ...]]:
    """Everything asked, and what the words typed under "forgotten something?" were linked to."""
    answers = answers_in(data)
    linked = link_words(data.get("erbij", "")[:ADDED_MOST], language)
    for one in linked:
        for found in one.found:
            answers.setdefault(found.id, "2")
    work = data.get("beroep")
    asked = Asked(
        text=text,
        answers=answers,
        unticked=unticked_in(data),
        occupation=work if work is None or is_occupation(work) else "",
        goal=data.get("richting") or data.get("doel", ""),
        level=data.get("niveau", "") if data.get("niveau") in OWN_LEVELS else "",
        place=data.get("gemeente", "") if is_place(data.get("gemeente", "")) else "",
    )
    return asked, linked
