"""What schools, students and companies fill in about assignment rounds."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schakel.records.core.region import current_region
from schakel.records.journeys.actions.team_places import SKILLS_MOST, Said
from schakel.records.journeys.actions.team_results import Made
from schakel.records.journeys.actions.teams import SIZE_MOST, Plan
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import LEVELS, TeamResult
from schakel.records.journeys.validators import TEXT_MOST
from schakel.records.people.engine_io.linking import Choice
from schakel.screens.open.offers import labels
from schakel.screens.school.forms import SafeForm, date_field, number_field, words_field
from schakel.screens.teams.words import LICENCES
from schakel.ui.fields import PlainForm


def level_choices(levels: Iterable[str]) -> list[tuple[str, str]]:
    """Levels with their words."""
    return [(one, labels.level_label(one)) for one in levels]


class RoundForm(SafeForm):
    """A round: its days, the size of a team and the levels asked."""

    naam = words_field(_("Name"), most=120, missing=_("Write a name."), help_text=_("Such as Data for care, spring."))
    niveaus = forms.MultipleChoiceField(
        label=_("Levels that every team should have"),
        widget=forms.CheckboxSelectMultiple,
        choices=level_choices(LEVELS),
        error_messages={"required": _("Choose at least one level.")},
    )
    grootte = number_field(
        _("At most so many in a team"), most=SIZE_MOST, wrong=_("Fill in a number from 2 to 8."), help_text=_("2 to 8.")
    )
    tot = date_field(_("Students sign up until and including"))
    start = date_field(_("Teams start on"))
    midden = date_field(_("Midway, look back together"))
    eind = date_field(_("Last day"))
    initiatief = forms.ChoiceField(label=_("Part of the initiative"), required=False)
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted((one.name, one.id) for one in current_region().initiatives)
        rows = [(id_, name) for name, id_ in known]
        self.fields["initiatief"].choices = [("", _("no initiative")), *rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        last, start, middle, end = (data.get(name) for name in ("tot", "start", "midden", "eind"))
        if last and last < timezone.localdate():
            self.add_error("tot", _("This day is past. Choose a later day."))
        for name, before, after in (("start", last, start), ("midden", start, middle), ("eind", middle, end)):
            if before and after and after <= before:
                self.add_error(name, _("Choose a later day than the one above."))
        size = data.get("grootte")
        if size is not None and size < 2:
            self.add_error("grootte", _("Fill in a number from 2 to 8."))
        elif size is not None and len(data.get("niveaus", ())) > size:
            self.add_error("niveaus", _("A team is too small for so many levels."))
        return data

    def told(self) -> Plan:
        data = self.cleaned_data
        midnight = datetime.combine(data["tot"] + timedelta(days=1), time())
        return Plan(
            name=data["naam"],
            team_size=data["grootte"],
            levels=tuple(data["niveaus"]),
            closes=timezone.make_aware(midnight),
            starts=data["start"],
            midway=data["midden"],
            ends=data["eind"],
            initiative=data["initiatief"],
        )


class InviteForm(PlainForm):
    """A school to ask."""

    school: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("School"),
        to_field_name="slug",
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a school."), "invalid_choice": _("Choose a school.")},
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class CoachForm(SafeForm):
    """Who coaches: the one who fills this in."""

    coach = words_field(_("Your name, as teams read it"), most=120, missing=_("Write your name."))
    bereik = words_field(
        _("How do teams reach you?"),
        most=200,
        missing=_("Write how teams reach you."),
        help_text=_("Such as a work address."),
    )


class SignUpForm(PlainForm):
    """What a student shows for this purpose alone."""

    school = forms.ChoiceField(label=_("Your school"), error_messages={"required": _("Choose your school.")})
    niveau = forms.ChoiceField(label=_("Your level"), error_messages={"required": _("Choose your level.")})
    vaardigheden = forms.MultipleChoiceField(
        label=_("Skills you want to show"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bedrijf = forms.BooleanField(label=_("The company may see my name too"), required=False)
    akkoord = forms.BooleanField(
        label=_("Yes, my team and coach may see this"),
        error_messages={"required": _("Without this yes you cannot take part.")},
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, schools: Sequence[Any], levels: Sequence[str], skills: dict[str, Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows: dict[str, list[tuple[str, Any]]] = {
            "school": [("", _("Choose")), *((str(one.school_id), one.school.name) for one in schools)],
            "niveau": [("", _("Choose")), *level_choices(levels)],
            "vaardigheden": [(uri, one.label) for uri, one in skills.items()],
        }
        for name, choices in rows.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_vaardigheden(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["vaardigheden"]
        if len(chosen) > SKILLS_MOST:
            raise forms.ValidationError(_("Choose 40 skills at most."))
        return chosen

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(int(data["school"]), data["niveau"], tuple(data["vaardigheden"]), data["bedrijf"])


class ResultForm(SafeForm):
    """What a team made."""

    titel = words_field(_("Title"), most=200, missing=_("Write a title."))
    samenvatting = words_field(
        _("What did you do, and what can a class learn from it?"),
        most=TEXT_MOST,
        rows=6,
        missing=_("Write a few sentences."),
        help_text=_("Name the tools and skills you used. Write no names of people."),
    )
    link = forms.URLField(
        label=_("Link to where it lies"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Such as a repository, a film or a document that everybody can open."),
        error_messages={
            "required": _("Write an address that begins with https://."),
            "invalid": _("Write an address that begins with https://."),
            "max_length": _("This address is too long. Use a shorter one."),
        },
        widget=forms.TextInput(),
    )
    licentie = forms.ChoiceField(label=_("Licence"), choices=[(one, LICENCES[one]) for one in TeamResult.LICENCES])
    taal = forms.ChoiceField(label=_("Language"), choices=[(one, labels.LANGUAGES[one]) for one in ("nl", "en", "de")])
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def made(self) -> Made:
        data = self.cleaned_data
        return Made(data["titel"], data["samenvatting"], data["link"], data["licentie"], data["taal"])


class ReturnForm(PlainForm):
    """Why a result goes back to the team, which reads it."""

    reden = forms.ChoiceField(
        label=_("Why do you give it back?"),
        error_messages={"required": _("Choose a reason first."), "invalid_choice": _("Choose a reason first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nl"
        rows = [(one.id, one.texts.get(language, one.texts["en"])) for one in house_rules().reasons_for("result")]
        self.fields["reden"].choices = [("", _("Choose")), *rows]  # type: ignore[attr-defined]


class UseForm(SafeForm):
    """A lesson in which material was used."""

    les = words_field(
        _("In which lesson?"), most=120, missing=_("Write in which lesson."), help_text=_("Such as Databases, year 2.")
    )


class MaterialFilter(PlainForm):
    """What one looks for."""

    vaardigheid = forms.ChoiceField(label=_("Skill"), required=False)
    niveau = forms.ChoiceField(label=_("Level"), required=False)
    taal = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, skills: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("all"))
        rows: dict[str, list[tuple[str, Any]]] = {
            "vaardigheid": [everything, *((one.id, one.label) for one in skills)],
            "niveau": [everything, *level_choices(LEVELS)],
            "taal": [everything, *((one, labels.LANGUAGES[one]) for one in ("nl", "en", "de"))],
        }
        for name, choices in rows.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """A choice that exists; anything else is no choice."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
