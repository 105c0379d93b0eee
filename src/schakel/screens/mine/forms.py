"""What a person fills in about themselves."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schakel.records.offers.engine_io import KINDS
from schakel.records.people.engine_io import ict_occupations, occupations
from schakel.records.people.engine_io.own import SPOKEN
from schakel.screens.open.offers.labels import KINDS as KIND_WORDS
from schakel.screens.open.offers.labels import LEVELS
from schakel.ui.fields import PlainForm

OWN_LEVELS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
SIDES = (("NL", _("the Netherlands")), ("DE", _("Germany")), ("BE", _("Belgium")))
HOME = (
    ("", _("I would rather not say")),
    ("partly", _("Partly at home")),
    ("fully", _("Only at home")),
    ("no", _("Rather on site")),
)
# The languages the form always shows; others a CV told of stay.
ASKED = ("nl", "en", "de", "fr")
LANGUAGE_WORDS = {
    "nl": _("Dutch"),
    "en": _("English"),
    "de": _("German"),
    "fr": _("French"),
    "li": _("Limburgish"),
    "ar": _("Arabic"),
    "bg": _("Bulgarian"),
    "zh": _("Chinese"),
    "el": _("Greek"),
    "fa": _("Persian"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
}


class BeginForm(PlainForm):
    """A name, and the word that one is 16 or older. No birth date."""

    naam = forms.CharField(
        label=_("What is your name?"),
        max_length=120,
        help_text=_("Employers do not see it."),
        error_messages={"required": _("Write your name.")},
    )
    leeftijd = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[("", _("choose")), ("ja", _("16 or older")), ("nee", _("younger than 16"))],
        help_text=_("We do not keep your age or birth date."),
        error_messages={
            "required": _("Choose whether you are 16 or older."),
            "invalid_choice": _("Choose whether you are 16 or older."),
        },
    )


class WishesForm(PlainForm):
    """What somebody looks for."""

    doel = forms.ChoiceField(label=_("What do you want to become?"), required=False)
    beroep = forms.ChoiceField(label=_("Which work do or did you do?"), required=False)
    niveau = forms.ChoiceField(
        label=_("Which level did you reach?"),
        required=False,
        help_text=_(
            "A diploma from abroad? mbo is a vocational school, hbo a university of applied sciences, wo a university."
        ),
    )
    gemeente = forms.ChoiceField(label=_("Where do you travel from?"), required=False)
    afstand = forms.IntegerField(label=_("How far at most, in kilometres?"), required=False, min_value=1, max_value=300)
    uren_van = forms.IntegerField(label=_("At least hours a week"), required=False, min_value=1, max_value=60)
    uren_tot = forms.IntegerField(label=_("At most hours a week"), required=False, min_value=1, max_value=60)
    start = forms.DateField(
        label=_("When can you start?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
    )
    landen = forms.MultipleChoiceField(
        label=_("On which side of the border?"), required=False, choices=SIDES, widget=forms.CheckboxSelectMultiple
    )
    thuis = forms.ChoiceField(label=_("Do you want to work at home?"), required=False, choices=HOME)
    werkland = forms.MultipleChoiceField(
        label=_("In which countries are you allowed to work?"),
        required=False,
        choices=SIDES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "With a passport of an EU country that is all three. Unsure? Leave it open and ask the desk. "
            "Only you see this, and it never changes your points."
        ),
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, places: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rather_not = ("", _("I would rather not say"))
        self._choose("doel", [("", _("I do not know yet")), *((o.id, o.label) for o in ict_occupations(language))])
        self._choose("beroep", [("", _("None of these")), *((o.id, o.label) for o in occupations(language))])
        self._choose("niveau", [rather_not, *((code, LEVELS[code]) for code in OWN_LEVELS)])
        self._choose("gemeente", [rather_not, *((place.code, place.name) for place in places)])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("uren_van"), data.get("uren_tot")
        if low and high and low > high:
            self.add_error("uren_tot", _("This is less than the hours above."))
        return data


class LanguagesForm(PlainForm):
    """A level for each language: those always asked, and those the profile holds."""

    def __init__(self, *args: Any, held: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = pgettext_lazy("language", "I do not speak it")
        for code in dict.fromkeys([*ASKED, *(one for one in held if one in SPOKEN)]):
            choices = [("", nothing), ("?", _("level not told")), *((level, level) for level in CEFR)]
            self.fields[f"taal_{code}"] = forms.ChoiceField(
                label=LANGUAGE_WORDS[code],
                required=False,
                choices=choices,
                widget=forms.Select(attrs={"class": "utrecht-select utrecht-select--html-select"}),
            )

    def told(self) -> dict[str, str]:
        """Code to level; "" where the level is not told."""
        values = {name.removeprefix("taal_"): value for name, value in self.cleaned_data.items()}
        return {code: "" if value == "?" else value for code, value in values.items() if value}


class ExperienceForm(PlainForm):
    """Work or a study."""

    soort = forms.ChoiceField(label=_("What is it?"), choices=[("work", _("work")), ("study", _("study"))])
    wat = forms.CharField(label=_("Job or study"), max_length=160)
    waar = forms.CharField(label=_("Employer or school"), max_length=160, required=False)
    van = forms.RegexField(
        label=_("From"),
        regex=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$",
        required=False,
        help_text=_("A year, or a year and a month: 2021-09."),
        error_messages={"invalid": _("Write a year, or a year and a month: 2021-09.")},
    )
    tot = forms.RegexField(
        label=_("Until"),
        regex=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$",
        required=False,
        help_text=_("Leave this open when you still do it."),
        error_messages={"invalid": _("Write a year, or a year and a month: 2021-09.")},
    )
    tekst = forms.CharField(
        label=_("What did you do there?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EuropassForm(PlainForm):
    """A file from Europass."""

    bestand = forms.FileField(
        label=_("Your Europass file"),
        allow_empty_file=True,
        help_text=_("The PDF, XML or JSON you downloaded from Europass, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.xml,.json"}),
    )


class AlertForm(PlainForm):
    """Of which new offers one wants to hear."""

    soort = forms.MultipleChoiceField(label=_("Which offers?"), widget=forms.CheckboxSelectMultiple)
    punten = forms.ChoiceField(
        label=_("How well must it fit?"),
        choices=[
            ("30", _("at least 30 of 100 points")),
            ("50", _("at least 50 of 100 points")),
            ("70", _("at least 70 of 100 points")),
        ],
        initial="50",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [(kind, KIND_WORDS[kind]) for kind in KINDS]  # type: ignore[attr-defined]


class WorkForm(PlainForm):
    """After what somebody was hired, and from when."""

    waar = forms.ChoiceField(
        label=_("By whom?"), error_messages={"required": _("Choose by whom."), "invalid_choice": _("Choose by whom.")}
    )
    eerste_dag = forms.DateField(
        label=_("First day at work"),
        widget=forms.DateInput(
            attrs={"type": "date", "class": "utrecht-textbox utrecht-textbox--html-input"}, format="%Y-%m-%d"
        ),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={
            "required": _("This is not a date. Write it like 2027-01-31."),
            "invalid": _("This is not a date. Write it like 2027-01-31."),
        },
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["waar"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = list(choices)
