"""From the address bar to criteria, and from a published profile to a card without a name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.criteria import LEVELS, Asked
from schakel.records.people.engine_io.linking import Choice, link_words
from schakel.records.people.engine_io.own import SPOKEN, skill_choices
from schakel.records.people.models import Profile
from schakel.records.people.searching import reference_of
from schakel.screens.employer.words import SKILL_LEVELS, TIERS
from schakel.screens.open.offers.labels import LANGUAGES, level_label
from schakel.ui.fields import PlainForm

KILOMETRES = (30, 10, 20, 50)  # the first stands when nothing was chosen
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
SKILLS_MOST = 12
ANY = ("", pgettext_lazy("criterion", "does not matter"))


class SearchForm(PlainForm):
    """On what one searches. All of it must hold."""

    q = forms.CharField(
        label=_("What must somebody be able to do?"),
        required=False,
        max_length=600,
        help_text=_("Skills with commas between them, such as: Linux, Python."),
    )
    goed = forms.ChoiceField(label=_("How well?"), required=False, choices=[ANY, *SKILL_LEVELS.items()])
    niveau = forms.ChoiceField(
        label=_("Level, at least"), required=False, choices=[ANY, *((one, level_label(one)) for one in LEVELS)]
    )
    taal = forms.ChoiceField(label=_("Speaks"), required=False, choices=[ANY, *LANGUAGES.items()])
    taalniveau = forms.ChoiceField(
        label=_("Language level, at least"), required=False, choices=[ANY, *((one, one) for one in CEFR)]
    )
    uren = forms.IntegerField(label=_("Hours a week"), required=False, min_value=1, max_value=60)
    gemeente = forms.ChoiceField(label=_("Travels from near"), required=False)
    km = forms.ChoiceField(
        label=_("Within"),
        required=False,
        choices=[(str(one), _("%(n)s kilometres") % {"n": one}) for one in KILOMETRES],
    )

    def __init__(self, *args: Any, places: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [ANY, *((one.code, one.name) for one in places)]  # type: ignore[attr-defined]


class Question:
    """What was asked: criteria, the skills in words, and the phrases nobody knows."""

    def __init__(self, data: dict[str, Any], language: str) -> None:
        linked = link_words(data.get("q") or "", language)
        found = {one.id: one for phrase in linked for one in phrase.found}
        self.skills = list(found.values())[:SKILLS_MOST]
        self.unknown = [phrase.phrase for phrase in linked if not phrase.found]
        least = int(data["goed"]) if data.get("goed") else None
        self.asked = Asked(
            skills=tuple((one.id, least) for one in self.skills),
            level=data.get("niveau") or "",
            hours=data.get("uren"),
            languages=((data["taal"], data.get("taalniveau") or ""),) if data.get("taal") else (),
            near=(data["gemeente"], int(data.get("km") or KILOMETRES[0])) if data.get("gemeente") else None,
        )

    @property
    def asks(self) -> bool:
        """Nobody is shown to who asks nothing: at least one skill or a language."""
        return bool(self.asked.skills or self.asked.languages)


def cards(profiles: Iterable[Profile], of: Organisation, language: str, asked: Iterable[str]) -> list[dict[str, Any]]:
    """What somebody published, without a word that says who it is; the skills that were asked (ids) stand apart."""
    wanted = list(asked)
    found = list(profiles)
    names = skill_choices([claim.uri for one in found for claim in one.skills.all()], language)
    return [
        {
            "reference": reference_of(one.person, of),
            "fictional": one.person.fictional,
            "asked": [row for row in _skills(one, names) if row["id"] in wanted],
            "others": [row for row in _skills(one, names) if row["id"] not in wanted],
            "languages": [
                f"{LANGUAGES.get(spoken.language, SPOKEN.get(spoken.language, spoken.language))} {spoken.cefr}".strip()
                for spoken in one.languages.all()
            ],
            "level": level_label(one.level) if one.level else "",
            "hours": (one.hours_min, one.hours_max),
            "from": one.available_from,
        }
        for one in found
    ]


def _skills(of: Profile, names: dict[str, Choice]) -> list[dict[str, Any]]:
    return [
        {
            "id": names[claim.uri].id,
            "label": names[claim.uri].label,
            "level": SKILL_LEVELS.get(claim.level or 0, ""),
            "tier": TIERS[claim.tier],
        }
        for claim in of.skills.all()
        if claim.uri in names
    ]
