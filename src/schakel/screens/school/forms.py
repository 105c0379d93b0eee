"""What a school fills in."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import InputError
from schakel.records.journeys.actions.accreditation import Told
from schakel.records.journeys.actions.bookings import GROUP_MOST
from schakel.records.journeys.actions.draws import PLACES_MOST, Dates
from schakel.records.journeys.actions.sessions import Plan, Terms
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Accreditation
from schakel.records.journeys.validators import TEXT_MOST, checked_text
from schakel.screens.desk.forms import NO_BSN
from schakel.screens.school.words import COUNTRIES, DECISIONS
from schakel.ui.fields import PlainForm

BOX = "utrecht-textbox utrecht-textbox--html-input"
NO_DATE = _("This is not a date. Write it like 2027-01-31.")
NO_TIME = _("Write a time, such as 09:30.")
SEATS_MOST = 2000
A_MOMENT = timedelta(microseconds=1)


def last_day_before(moment: datetime | None) -> Any:
    """The last whole day before a moment: what a page shows for "until and including"."""
    return timezone.localdate(moment - A_MOMENT) if moment else None


def _midnight_after(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def date_field(label: Any, *, help_text: Any = "", required: bool = True, missing: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": BOX}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": NO_DATE, "required": missing or _("Choose a day.")},
    )


def _time(label: Any, *, required: bool) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time", "class": BOX}, format="%H:%M"),
        error_messages={"required": NO_TIME, "invalid": NO_TIME},
    )


def number_field(
    label: Any, *, most: int, wrong: Any, required: bool = True, help_text: Any = ""
) -> forms.IntegerField:
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong, "required": wrong}
    return forms.IntegerField(
        label=label, required=required, min_value=1, max_value=most, help_text=help_text, error_messages=messages
    )


def words_field(
    label: Any, *, most: int = 200, rows: int = 0, missing: Any = "", help_text: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(missing),
        help_text=help_text,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
    )


def price_field(label: Any, help_text: Any) -> forms.DecimalField:
    """An amount in euros."""
    wrong = _("Fill in an amount, such as 250.")
    kinds = ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits")
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        localize=True,
        help_text=help_text,
        error_messages=dict.fromkeys(kinds, wrong),
    )


class SafeForm(PlainForm):
    """A form that refuses a citizen service number in any of its texts."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in list(data.items()):
            if isinstance(value, str) and value:
                try:
                    data[name] = checked_text(value, place=name, needed=False)
                except InputError:
                    self.add_error(name, NO_BSN)
        return data


class TermsForm(SafeForm):
    """What one pays and needs."""

    prijs = price_field(_("You pay, in euro"), _("Fill in 0 when it is free. Leave it empty when you do not know yet."))
    instap = words_field(_("What do you need to start?"), most=TEXT_MOST, rows=4)
    versie = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def told(self) -> Terms:
        return Terms(self.cleaned_data["prijs"], self.cleaned_data["instap"])


class SessionForm(PlainForm):
    """A date of an offer."""

    dag = date_field(_("Day"))
    van = _time(_("From"), required=True)
    tot = _time(_("Until"), required=False)
    boeken_tot = date_field(
        _("Booking until and including"), required=False, help_text=_("Leave it empty: one can book until it starts.")
    )
    gemeente = forms.ChoiceField(label=_("Place"), required=False)
    plekken = number_field(
        _("Seats"),
        most=SEATS_MOST,
        required=False,
        wrong=_("Fill in a whole number, such as 32."),
        help_text=_("Leave it empty when there is room for everybody."),
    )
    versie = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, *args: Any, places: Iterable[Any], taken: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = [(one.code, one.name) for one in places]
        self.fields["gemeente"].choices = [("", _("not told")), *towns]  # type: ignore[attr-defined]
        self.taken = taken

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, start, end, last = (data.get(name) for name in ("dag", "van", "tot", "boeken_tot"))
        if day and start:
            data["starts"] = timezone.make_aware(datetime.combine(day, start))
            data["ends"] = timezone.make_aware(datetime.combine(day, end)) if end else None
            if data["starts"] <= timezone.now():
                self.add_error("dag", _("This day is past. Choose a later day."))
            elif data["ends"] and data["ends"] <= data["starts"]:
                self.add_error("tot", _("This is before the time it starts."))
            if last and last > day:
                self.add_error("boeken_tot", _("This is after the day itself."))
            data["book_until"] = min(_midnight_after(last), data["starts"]) if last else None
        seats = data.get("plekken")
        if seats is not None and seats < self.taken:
            self.add_error("plekken", _("More seats than that are taken already."))
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(data["starts"], data["ends"], data["book_until"], data["gemeente"] or None, data["plekken"])


class CancelForm(PlainForm):
    """Why a session or booking ends: the other side reads it."""

    reden = forms.ChoiceField(
        label=_("Why?"),
        error_messages={"required": _("Choose a reason first."), "invalid_choice": _("Choose a reason first.")},
    )

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nl"
        reasons = [(one.id, one.texts.get(language, one.texts["en"])) for one in house_rules().reasons_for(place)]
        self.fields["reden"].choices = [("", _("Choose")), *reasons]  # type: ignore[attr-defined]


class GroupForm(SafeForm):
    """Seats for a group: no names of pupils."""

    groep = words_field(
        _("Name of the group"),
        most=GROUP_MOST,
        missing=_("Write the name of the group."),
        help_text=_("Such as 3 havo B. Write no names of pupils."),
    )
    aantal = number_field(_("How many seats?"), most=SEATS_MOST, wrong=_("Fill in how many people come."))


class PeriodForm(SafeForm):
    """The days of an internship period."""

    naam = words_field(_("Name"), most=120, missing=_("Write a name."), help_text=_("Such as Spring 2027, ICT year 3."))
    van = date_field(_("Students choose from"))
    tot = date_field(_("Students choose until and including"))
    loting = date_field(_("Day of the draw"), help_text=_("After the last day to choose."))
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last, draw = (data.get(name) for name in ("van", "tot", "loting"))
        if last and last < timezone.localdate():
            self.add_error("tot", _("This day is past. Choose a later day."))
        elif first and last and last < first:
            self.add_error("tot", _("This is before the first day."))
        if draw and last and draw <= last:
            self.add_error("loting", _("Choose a day after the last day to choose."))
        return data

    def told(self) -> Dates:
        data = self.cleaned_data
        opens = timezone.make_aware(datetime.combine(data["van"], time()))
        return Dates(data["naam"], opens, _midnight_after(data["tot"]), data["loting"])


class PlaceForm(PlainForm):
    """How many places an internship has in a period."""

    stage = forms.IntegerField(widget=forms.HiddenInput)
    plekken = number_field(_("Places"), most=PLACES_MOST, wrong=_("Fill in how many students can come."))


class AccreditationForm(SafeForm):
    """A question whether an internship over the border counts, and the answer."""

    opleiding = words_field(_("For which programme?"), missing=_("Write the name of the programme."))
    land = forms.ChoiceField(label=_("Country of the internship"), choices=list(COUNTRIES.items()))
    waar = words_field(_("At which company or school?"), help_text=_("Leave it empty when it holds for all."))
    wie = words_field(_("Who decides?"), missing=_("Write who decides."), help_text=_("Such as the exam board."))
    vraag = words_field(_("What do you ask?"), most=TEXT_MOST, rows=4, missing=_("Write a sentence."))
    gevraagd = date_field(_("Asked on"))
    stand = forms.ChoiceField(label=_("Where does it stand?"), choices=list(DECISIONS.items()))
    besloten = date_field(_("Decided on"), required=False)
    stuk = words_field(
        _("Document of the decision"),
        most=300,
        help_text=_("Its number, title or web address. Other schools can ask you for it."),
    )
    geleerd = words_field(_("What can other schools learn from it?"), most=TEXT_MOST, rows=3)
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("stand") in (Accreditation.State.RECOGNISED, Accreditation.State.REFUSED):
            asked, decided = data.get("gevraagd"), data.get("besloten")
            if "besloten" not in self.errors and (decided is None or (asked and decided < asked)):
                self.add_error("besloten", _("Fill in the day of the decision. It is not before the question."))
            if not data.get("stuk"):
                self.add_error("stuk", _("Name the document: its number, title or web address."))
        return data

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            programme=data["opleiding"],
            country=data["land"],
            host=data["waar"],
            body=data["wie"],
            question=data["vraag"],
            asked=data["gevraagd"],
            state=data["stand"],
            decided=data["besloten"],
            document=data["stuk"],
            learned=data["geleerd"],
        )
