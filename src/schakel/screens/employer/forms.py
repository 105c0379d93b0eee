"""What an employer fills in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schakel.engine.errors import InputError
from schakel.records.core.region import current_region
from schakel.records.journeys.actions.ambassadors import ABOUT_MOST
from schakel.records.journeys.onboarding import templates
from schakel.records.offers.models import Posting
from schakel.records.offers.posting import Told
from schakel.records.organisations.pages import WORDS_MOST, WORKING_LANGUAGES
from schakel.records.organisations.validators import checked_kvk
from schakel.screens.desk.forms import NO_BSN
from schakel.screens.employer.answers import A_DAY
from schakel.screens.open.employer.forms import VacancyForm
from schakel.screens.open.offers.labels import KINDS, LANGUAGES, LEVELS, MODES
from schakel.ui.fields import PlainForm

ASKED_LEVELS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
BOX = "utrecht-textbox utrecht-textbox--html-input"
NOT_TOLD = ("", _("not told"))
NO_NUMBER = _("Fill in a whole number, such as 32.")
NO_AMOUNT = _("Fill in a whole amount, such as 3200.")
NO_DATE = _("This is not a date. Write it like 2027-01-31.")


def _date(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": BOX}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": NO_DATE},
    )


def _number(
    label: Any, *, most: int, least: int = 1, wrong: Any = NO_NUMBER, required: bool = False
) -> forms.IntegerField:
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong, "required": wrong}
    return forms.IntegerField(label=label, required=required, min_value=least, max_value=most, error_messages=messages)


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class OrganisationForm(PlainForm):
    """What an organisation tells of itself."""

    kvk = forms.CharField(
        label=_("KvK number"), required=False, max_length=20, help_text=_("8 digits, such as 12345678.")
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    gemeente = forms.ChoiceField(label=_("Where is your main office?"), required=False)
    vestigingen = forms.MultipleChoiceField(
        label=_("Where else do people work for you?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.TextInput,
        error_messages={"invalid": _("This is not a web address. Write it like www.example.org.")},
    )
    leerbedrijf = forms.BooleanField(label=_("We are a recognised learning company"), required=False)
    talen = forms.MultipleChoiceField(
        label=_("In which languages do people work with you?"),
        required=False,
        choices=[(code, LANGUAGES[code]) for code in WORKING_LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    over = forms.CharField(
        label=_("Who are you?"),
        required=False,
        max_length=WORDS_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody can read this on your offers."),
    )

    def __init__(self, *args: Any, language: str, places: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = [(one.code, one.name) for one in places]
        sectors = [(one.id, one.name.in_language(language)) for one in current_region().sectors]
        _choose(self, "sector", [NOT_TOLD, *sectors])
        _choose(self, "gemeente", [NOT_TOLD, *towns])
        _choose(self, "vestigingen", towns)

    def clean_kvk(self) -> str:
        try:
            return checked_kvk(self.cleaned_data["kvk"])
        except InputError:
            raise forms.ValidationError(_("A KvK number has 8 digits. Write it like 12345678.")) from None


class NewForm(VacancyForm):
    """A text, and what kind of offer it is."""

    soort = forms.ChoiceField(label=_("What do you offer?"), choices=[(kind, KINDS[kind]) for kind in Posting.KINDS])
    field_order = ("soort", "tekst", "bestand")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = _("Paste the text")


class CheckForm(PlainForm):
    """What was read beside the skills, to put right."""

    titel = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Write a title.")})
    beroep = forms.ChoiceField(label=_("Which work is it?"), required=False)
    niveau = forms.MultipleChoiceField(
        label=_("Level"),
        required=False,
        choices=[(level, LEVELS[level]) for level in ASKED_LEVELS],
        widget=forms.CheckboxSelectMultiple,
    )
    gemeente = forms.ChoiceField(label=_("Place"), required=False)
    waar = forms.ChoiceField(label=_("Where is the work done?"), required=False, choices=[NOT_TOLD, *MODES.items()])
    taal = forms.ChoiceField(label=_("Language of the work"), required=False, choices=[NOT_TOLD, *LANGUAGES.items()])
    uren_van = _number(_("Hours a week, from"), most=60)
    uren_tot = _number(_("Hours a week, to"), most=60)
    salaris_van = _number(_("Gross salary a month, from"), most=50_000, wrong=NO_AMOUNT)
    salaris_tot = _number(_("Gross salary a month, to"), most=50_000, wrong=NO_AMOUNT)
    weken = _number(_("How many weeks does it take?"), most=200)
    open_tot = _date(_("Open until"), _("After this day it leaves the lists."))
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, places: Iterable[Any], occupations: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "gemeente", [NOT_TOLD, *((one.code, one.name) for one in places)])
        _choose(self, "beroep", [("", _("as we read it in your text")), *((o.id, o.label) for o in occupations)])
        if kind != "vacancy":
            del self.fields["salaris_van"], self.fields["salaris_tot"]
        if kind in ("vacancy", *A_DAY):
            del self.fields["weken"]
        if kind in A_DAY:
            del self.fields["uren_van"], self.fields["uren_tot"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for low, high in (("uren_van", "uren_tot"), ("salaris_van", "salaris_tot")):
            if data.get(low) and data.get(high) and data[low] > data[high]:
                self.add_error(high, _("This is less than the number above."))
        if data.get("open_tot") and data["open_tot"] < timezone.localdate():
            self.add_error("open_tot", _("This day is past. Choose a later day."))
        return data

    def told(self, answers: dict[str, str]) -> Told:
        """As the action takes it."""
        data = self.cleaned_data
        return Told(
            title=data["titel"],
            answers=answers,
            occupation=data["beroep"],
            levels=",".join(data["niveau"]),
            place_id=data["gemeente"] or None,
            mode=data["waar"],
            spoken=data["taal"],
            weeks=data.get("weken"),
            hours_min=data.get("uren_van"),
            hours_max=data.get("uren_tot"),
            salary_min=data.get("salaris_van"),
            salary_max=data.get("salaris_tot"),
            closes=data["open_tot"],
        )


def initial_of(posting: Posting) -> dict[str, Any]:
    """The row as the form shows it."""
    return {
        "titel": posting.title,
        "beroep": posting.occupation,
        "niveau": posting.levels.split(","),
        "gemeente": posting.place_id or "",
        "waar": posting.mode,
        "taal": posting.spoken,
        "uren_van": posting.hours_min,
        "uren_tot": posting.hours_max,
        "salaris_van": posting.salary_min,
        "salaris_tot": posting.salary_max,
        "weken": posting.weeks,
        "open_tot": posting.closes,
        "versie": posting.version,
    }


class DayForm(PlainForm):
    """A day that people can book."""

    dag = _date(_("Day"))
    van = forms.TimeField(
        label=_("From"),
        widget=forms.TimeInput(attrs={"type": "time", "class": BOX}, format="%H:%M"),
        error_messages={"required": _("Write a time, such as 09:30."), "invalid": _("Write a time, such as 09:30.")},
    )
    tot = forms.TimeField(
        label=_("Until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": BOX}, format="%H:%M"),
        error_messages={"invalid": _("Write a time, such as 09:30.")},
    )
    plekken = _number(_("Places"), most=500, required=True, wrong=_("Fill in how many people can come."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, start, end = data.get("dag"), data.get("van"), data.get("tot")
        if "dag" not in self.errors and day is None:
            self.add_error("dag", _("Choose a day."))
        if day and start:
            data["starts"] = timezone.make_aware(datetime.combine(day, start))
            data["ends"] = timezone.make_aware(datetime.combine(day, end)) if end else None
            if data["starts"] <= timezone.now():
                self.add_error("dag", _("This day is past. Choose a later day."))
            elif data["ends"] and data["ends"] <= data["starts"]:
                self.add_error("tot", _("This is before the time it starts."))
        return data


class InviteForm(PlainForm):
    """For which offer, and what one writes."""

    aanbod = forms.ChoiceField(label=_("For which of your offers?"))
    bericht = forms.CharField(
        label=_("Your message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say who you are, why you ask this person, and what happens after a yes."),
        error_messages={"required": _("Write a few sentences.")},
    )

    def __init__(self, *args: Any, postings: Iterable[Posting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "aanbod", [(str(one.key), one.title) for one in postings])

    def refuse_bsn(self) -> None:
        """The action found a citizen service number in the message."""
        self.add_error("bericht", NO_BSN)


class OnboardingForm(PlainForm):
    """From when, and who is the buddy."""

    eerste_dag = forms.DateField(
        label=_("First day at work"),
        widget=forms.DateInput(attrs={"type": "date", "class": BOX}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"required": NO_DATE, "invalid": NO_DATE},
    )
    maatje = forms.CharField(
        label=_("Who is the buddy?"),
        required=False,
        max_length=120,
        help_text=_("A colleague one can ask everything. The new colleague reads this name."),
    )


class HireForm(OnboardingForm):
    """The same, with a plan when one is wanted."""

    plan = forms.ChoiceField(label=_("Which plan fits?"), required=False)
    field_order = ("eerste_dag", "plan", "maatje")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "plan", [("", _("no plan now")), *((one.id, one.title[language]) for one in templates())])


class PlanForm(PlainForm):
    """Which plan, and who is the buddy; the first day is known."""

    plan = forms.ChoiceField(label=_("Which plan fits?"))
    maatje = forms.CharField(
        label=_("Who is the buddy?"),
        required=False,
        max_length=120,
        help_text=_("A colleague one can ask everything. The new colleague reads this name."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "plan", [(one.id, one.title[language]) for one in templates()])


class AmbassadorForm(PlainForm):
    """Whom to ask to be a contact for newcomers."""

    voornaam = forms.CharField(
        label=_("First name"),
        max_length=80,
        help_text=_("Everybody can read this, after a yes."),
        error_messages={"required": _("Write a first name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We ask this person. The address is never shown."),
        widget=forms.EmailInput(attrs={"class": BOX}),
        error_messages={
            "required": _("This is not an e-mail address. Write it like name@example.org."),
            "invalid": _("This is not an e-mail address. Write it like name@example.org."),
        },
    )
    talen = forms.MultipleChoiceField(
        label=_("Which languages does this person speak?"),
        choices=[(code, LANGUAGES[code]) for code in WORKING_LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    over = forms.CharField(
        label=_("What can one ask?"),
        required=False,
        max_length=ABOUT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: came from Spain in 2022, works with data."),
    )
