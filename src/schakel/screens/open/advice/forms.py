"""What a person sends: a text, and later their corrections. All of it travels with the page; nothing is kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from schakel.records.people.engine_io.own_view import Asked
from schakel.records.people.engine_io.linking import Linked, ict_occupations, link_words, skill_uri_of
from schakel.screens.open.text_form import TextForm

ANSWER = "n_"
# The words a person answers with, and the level they stand for.
ANSWERS = (("nee", _("not right")), ("1", _("a little")), ("2", _("good")), ("3", _("very good")))


class AdviceForm(TextForm):
    """The first page: a text, and what one would like to become."""

    doel = forms.ChoiceField(label=_("Do you know what you want to become?"), required=False, help_text=_("You can leave this open."))
    nothing_given = _("Paste your CV, tell what you do, or choose a file.")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = _("Paste your CV, or tell what you do")
        self.fields["tekst"].help_text = _("In Dutch, English, German or French. Write what you did and what you can do, also outside work.")
        self.fields["doel"].choices = [("", _("No, show me everything")), *((one.id, one.label) for one in ict_occupations(language))]  # type: ignore[attr-defined]


def answers_in(data: QueryDict) -> dict[str, str]:
    """Answers by skill id: one select a skill, and the button that says "not right" with one click."""
    answers = {name.removeprefix(ANSWER): value for name, value in data.items() if name.startswith(ANSWER) and value}
    if data.get("weg"):
        answers[data["weg"]] = "nee"
    return {id_: value for id_, value in answers.items() if value in dict(ANSWERS) and skill_uri_of(id_)}


def unticked_in(data: QueryDict) -> tuple[str, ...]:
    """Assumed skills the person does not have: those shown and not ticked, and those unticked before."""
    kept = set(data.getlist("houd"))
    gone = [id_ for id_ in data.getlist("aangenomen") if id_ not in kept] + data.getlist("uit")
    return tuple(dict.fromkeys(id_ for id_ in gone if skill_uri_of(id_)))


def asked_in(data: QueryDict, *, text: str, language: str) -> tuple[Asked, tuple[Linked, ...]]:
    """Everything asked, and what the words typed under "forgotten something?" were linked to."""
    answers: dict[str, str] = answers_in(data)
    linked = link_words(data.get("erbij", ""), language)
    for one in linked:
        for found in one.found:
            answers.setdefault(found.id, "2")
    goal = data.get("doel", "")
    asked = Asked(text=text, answers=answers, unticked=unticked_in(data), occupation=data.get("beroep", ""), goal=goal)
    return asked, linked


def answer_labels() -> Mapping[str, Any]:
    return dict(ANSWERS)
