"""What a school fills in about its own offers: the text, what was read, modules, and who is exempt."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schakel.records.journeys.house_rules import house_rules
from schakel.records.offers.models import CourseModule, Posting
from schakel.records.offers.posting import Told
from schakel.records.offers.schooling import ModuleTold, RuleTold
from schakel.records.people.engine_io.linking import link_words
from schakel.records.people.models import SkillClaim
from schakel.screens.employer.forms import NO_NUMBER, NOT_TOLD, CheckForm
from schakel.screens.employer.words import SKILL_LEVELS, TIERS
from schakel.screens.open.offers.labels import KINDS, LEVELS
from schakel.screens.open.text_form import TextForm
from schakel.screens.school.forms import SafeForm, date_field, number_field, price_field, words_field

HOURS_MOST, YEARS_MOST = 5000, 40
DIPLOMAS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
NO_MODULE = _("Choose at least one module.")


class NewCourseForm(TextForm):
    """A text, or only a title to fill in the rest by hand."""

    soort = forms.ChoiceField(
        label=_("What do you offer?"), choices=[(kind, KINDS[kind]) for kind in Posting.SCHOOL_KINDS]
    )
    titel = forms.CharField(
        label=_("Or fill it in by hand: its title"),
        required=False,
        max_length=200,
        help_text=_("Without a text you fill in the rest on the next page."),
    )
    nothing_given = _("Paste a text, choose a file, or write a title.")
    field_order = ("soort", "tekst", "bestand", "titel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = _("Paste the text")
        self.fields["tekst"].help_text = _("In Dutch, English, German or French. Learning goals say most.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("titel") and "tekst" in self.errors:
            del self.errors["tekst"]
        return data


class CourseCheckForm(CheckForm, SafeForm):
    """What was read beside the skills, to put right."""

    prijs = price_field(_("You pay, in euro"), _("Fill in 0 when it is free. Leave it empty when you do not know yet."))
    instap = words_field(_("What do you need to start?"), most=1000, rows=3)
    erbij = words_field(
        _("What else does it teach?"), most=400, help_text=_("Skills with commas between them, such as SQL, Python.")
    )

    def __init__(self, *args: Any, language: str, occupations: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, kind=Posting.SCHOOL_KINDS[0], occupations=occupations, **kwargs)
        self.language = language
        self.fields["beroep"].label = _("Which occupation do you train for?")
        no_work = ("", _("no one occupation"))
        self.fields["beroep"].choices = [no_work, *((one.id, one.label) for one in occupations)]  # type: ignore[attr-defined]
        self.fields["waar"].label = _("Where is it given?")
        self.fields["taal"].label = _("Language of the lessons")

    def clean_erbij(self) -> str:
        value = str(self.cleaned_data["erbij"])
        self.added = skills_in(value, self.language)
        return value

    def told(self, answers: dict[str, str]) -> Told:
        """As the action takes it, with what was added by hand."""
        more = dict.fromkeys(self.added, "erbij")
        data = self.cleaned_data
        return replace(super().told({**answers, **more}), price=data["prijs"], entry=data["instap"])


def skills_in(text: str, language: str) -> list[str]:
    """Ids of the skills that were typed; a form error names what we do not know, with what is near."""
    found: list[str] = []
    for phrase in link_words(text, language):
        if not phrase.found:
            near = ", ".join(one.label for one in phrase.nearest)
            said = gettext("We do not know “%(words)s”.") % {"words": phrase.phrase}
            hint = gettext("Do you mean: %(near)s?") % {"near": near} if near else gettext("Try another word.")
            raise forms.ValidationError(f"{said} {hint}")
        found += [one.id for one in phrase.found]
    return list(dict.fromkeys(found))


class CloseForm(forms.Form):
    """What happens to the dates people booked."""

    datums = forms.ChoiceField(
        label=_("What happens to the dates people booked?"),
        choices=[
            ("go-on", _("They go on. Nobody new can book.")),
            ("call-off", _("They are called off.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say first what happens to the dates people booked.")},
    )
    reden = forms.ChoiceField(
        label=_("Why are they called off?"), required=False, help_text=_("Who booked reads this reason.")
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.id, one.texts.get(language, one.texts["en"])) for one in house_rules().reasons_for("session")]
        self.fields["reden"].choices = [("", _("Choose")), *reasons]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("datums") == "call-off" and not data.get("reden"):
            self.add_error("reden", _("Choose a reason first."))
        return data


class ModuleForm(SafeForm):
    """A part of a programme."""

    titel = words_field(_("Name of the module"), most=160, missing=_("Write a name."))
    uren = number_field(_("Study hours in all"), most=HOURS_MOST, required=False, wrong=NO_NUMBER)
    prijs = price_field(_("Part of the price, in euro"), _("What somebody pays less without this module."))
    leert = words_field(
        _("What does it teach?"), most=400, help_text=_("Skills with commas between them, such as SQL, Python.")
    )
    nummer = number_field(_("Place in the order"), most=99, required=False, wrong=NO_NUMBER)
    nodig = forms.MultipleChoiceField(
        label=_("Which modules does one need first?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: Sequence[CourseModule], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nodig"].choices = [(str(one.key), one.title) for one in others]  # type: ignore[attr-defined]
        self.language = language
        if not others:
            del self.fields["nodig"]

    def clean_leert(self) -> str:
        value = str(self.cleaned_data["leert"])
        self.skills = skills_in(value, self.language)
        return value

    def told(self) -> ModuleTold:
        data = self.cleaned_data
        return ModuleTold(
            title=data["titel"],
            number=data["nummer"] or 0,
            hours=data["uren"],
            price=data["prijs"],
            teaches=tuple(self.skills),
            needs=tuple(UUID(one) for one in data.get("nodig", [])),
        )


class RuleForm(SafeForm):
    """Who need not do which modules."""

    modules = forms.MultipleChoiceField(
        label=_("From which modules is somebody exempt?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_MODULE, "invalid_choice": NO_MODULE},
    )
    niveau = forms.ChoiceField(
        label=_("With a diploma of at least"),
        required=False,
        choices=[("", pgettext_lazy("diploma", "none asked")), *((one, LEVELS[one]) for one in DIPLOMAS)],
    )
    studies = words_field(
        _("Names of the study"),
        most=1000,
        rows=2,
        help_text=_("With commas between them. Leave it empty when any study counts."),
    )
    kan = words_field(
        _("Or with these skills"), most=400, help_text=_("Skills with commas between them. All of them are asked.")
    )
    hoe_goed = forms.ChoiceField(
        label=_("How well, at least?"), required=False, choices=[NOT_TOLD, *SKILL_LEVELS.items()]
    )
    bewijs = forms.ChoiceField(
        label=_("Shown how, at least?"), choices=list(TIERS.items()), initial=SkillClaim.Tier.EVIDENCED
    )
    werk = forms.ChoiceField(label=_("Or with work as"), required=False)
    jaren = number_field(_("For how many years?"), most=YEARS_MOST, required=False, wrong=NO_NUMBER)
    bron = words_field(
        _("Where does this rule stand?"),
        most=300,
        missing=_("Write where it stands."),
        help_text=_("Such as the exam rules of 2026, article 12, or a web address."),
    )
    vanaf = date_field(_("Holds from"), required=False)
    tot = date_field(_("Holds until and including"), required=False)
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, modules: Sequence[CourseModule], occupations: Iterable[Any], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields["modules"].choices = [(str(one.key), one.title) for one in modules]  # type: ignore[attr-defined]
        work = [("", pgettext_lazy("work", "none asked")), *((one.id, one.label) for one in occupations)]
        self.fields["werk"].choices = work  # type: ignore[attr-defined]

    def clean_kan(self) -> str:
        value = str(self.cleaned_data["kan"])
        self.skills = skills_in(value, self.language)
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not {"kan", "niveau", "werk"} & set(self.errors) and not (
            data.get("niveau") or data.get("kan") or data.get("werk")
        ):
            self.add_error("niveau", _("Name a diploma, skills or work: one of them at least."))
        if data.get("werk") and not data.get("jaren"):
            self.add_error("jaren", _("Fill in how many years."))
        if data.get("vanaf") and data.get("tot") and data["tot"] < data["vanaf"]:
            self.add_error("tot", _("This is before the first day."))
        return data

    def told(self) -> RuleTold:
        data = self.cleaned_data
        level = int(data["hoe_goed"]) if data["hoe_goed"] else None
        return RuleTold(
            modules=tuple(UUID(one) for one in data["modules"]),
            source=data["bron"],
            level=data["niveau"],
            studies=data["studies"] if data["niveau"] else "",
            skills=tuple((id_, level) for id_ in self.skills),
            tier=data["bewijs"],
            occupation=data["werk"],
            years=data["jaren"],
            valid_from=data["vanaf"],
            valid_until=data["tot"],
        )
