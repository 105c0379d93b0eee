"""Words for the kinds, levels and other codes of offers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: Mapping[str, Any] = {
    "programme": _("Study programme"),
    "course": _("Course"),
    "module": _("Separate module"),
    "switch-track": _("Switch track"),
    "work-learn": _("Learning while working"),
    "shadow-day": _("Shadow day"),
    "internship": _("Internship"),
    "vacancy": _("Vacancy"),
    "event": _("Event"),
    "assignment": _("Assignment"),
    "mentoring": _("Mentoring"),
    "teacher-post": _("Hybrid teacher"),
    "placement": _("Teacher placement"),
    "masterclass": _("Masterclass"),
    "doe-lab": _("DOE-lab"),
    "company-visit": _("Company visit"),
}
LEVELS: Mapping[str, Any] = {
    "mbo": "mbo",
    "mbo-2": "mbo 2",
    "mbo-3": "mbo 3",
    "mbo-4": "mbo 4",
    "ad": "Associate degree",
    "hbo": "hbo",
    "post-hbo": "post-hbo",
    "wo": "wo",
    "wo-bachelor": "wo bachelor",
    "wo-master": "wo master",
    "hbo-master": "hbo master",
}
PRICES: Mapping[str, Any] = {
    "niets": _("Nothing"),
    "tot-250": _("Up to € 250"),
    "tot-1000": _("Up to € 1,000"),
    "onbekend": pgettext_lazy("price", "Unknown"),
}
TIMES: Mapping[str, Any] = {
    "dag": _("In the daytime"),
    "avond": _("In the evening"),
    "online": _("Online or partly online"),
}
LANGUAGES: Mapping[str, Any] = {"nl": _("Dutch"), "en": _("English"), "de": _("German"), "fr": _("French")}
ORIGINS: Mapping[str, Any] = {"echt": _("From the action plan"), "fictief": _("Fictional, to try things out")}
MODES: Mapping[str, Any] = {"on-site": _("on site"), "hybrid": _("partly online"), "online": _("online")}
BASES: Mapping[str, Any] = {
    "plan": _("What it teaches stands in the action plan."),
    "qualification-file": _("What it teaches follows from the national qualification file."),
    "name": _("What it teaches is our reading of its name. The provider did not check it."),
}


def level_label(level: str) -> str:
    return str(LEVELS.get(level, level))
