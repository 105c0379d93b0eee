"""What a guest and a host fill in after a shadow day."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schakel.records.journeys.actions.after import DAY_AHEAD_MOST, EVALUATION, PLACES_MOST
from schakel.records.offers.models import Session
from schakel.ui.fields import PlainForm

BOX = "utrecht-textbox utrecht-textbox--html-input"
ANSWERS = {"yes": _("Yes"), "partly": _("Partly"), "maybe": _("Perhaps"), "no": _("No")}
QUESTIONS: dict[str, dict[str, Any]] = {
    "evaluate": {
        "useful": _("Do you know better now what the work is like?"),
        "as-agreed": _("Did the day go as agreed?"),
        "this-work": _("Would you like to do this work?"),
    },
    "host-again": {
        "useful": _("Was the day worth your time?"),
        "as-agreed": _("Did the day go as agreed?"),
        "again": _("Would you do it again?"),
    },
}


class EvaluationForm(PlainForm):
    """Three questions, each with a fixed list of answers."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, answers in EVALUATION[kind].items():
            choices = [("", _("Choose")), *((one, ANSWERS[one]) for one in answers)]
            self.fields[name] = forms.ChoiceField(
                label=QUESTIONS[kind][name],
                choices=choices,
                error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
                widget=forms.Select(attrs={"class": "utrecht-select utrecht-select--html-select"}),
            )


class DateForm(PlainForm):
    """Another date of a shadow day: filled in with four weeks after the last one, so that one click is enough."""

    dag = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": BOX}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )
    tijd = forms.TimeField(
        label=_("Starts at"),
        widget=forms.TimeInput(attrs={"type": "time", "class": BOX}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Choose a time.")},
    )
    plekken = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=PLACES_MOST,
        widget=forms.NumberInput(attrs={"min": 1, "max": PLACES_MOST, "class": BOX}),
        error_messages={
            "required": _("Fill in how many people can come."),
            "invalid": _("Fill in how many people can come."),
        },
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("dag") and data.get("tijd"):
            starts = timezone.make_aware(datetime.combine(data["dag"], data["tijd"]))
            if not timezone.now() < starts <= timezone.now() + DAY_AHEAD_MOST:
                self.add_error("dag", _("Choose a day in the coming year."))
            data["starts"] = starts
        return data


def next_date(session: Session) -> dict[str, Any]:
    """What the form of another date starts with: same weekday and time, four weeks on, not within two weeks."""
    starts = timezone.localtime(session.starts)
    day, soonest = starts.date() + timedelta(weeks=4), timezone.localdate() + timedelta(weeks=2)
    while day < soonest:
        day += timedelta(weeks=1)
    return {"dag": day, "tijd": time(starts.hour, starts.minute), "plekken": session.capacity or 1}
