"""Words of the figures' pages: themes, findings, and sources that are not here."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from schakel.ui.templatetags.schakel import number

THEMES = (("work", _("Work in ICT")), ("study", _("Study and school")))

# How a figure as computed now compares with what was published of it.
RESULTS = {
    "same": _("Each time this page is opened we compute the figure again. The outcome is the same as published."),
    "changed": _(
        "Each time this page is opened we compute the figure again. The outcome now differs from what was published."
    ),
    "new": _("Each time this page is opened we compute the figure again. It was not published before."),
}

# Where newer figures can be had. They are not loaded here, and nothing is shown in their place.
SOURCES_ELSEWHERE = (
    ("CBS", _("people at work, jobs and pay, for the whole country and by region")),
    ("UWV", _("vacancies and how hard they are to fill, by occupation and region")),
    ("ROA", _("what graduates do next, and a forecast by occupation")),
    ("DUO", _("students and diplomas, by school and programme")),
)

_NO_WORD = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True)
class Explained:
    """A finding in the reader's words. `language` is set where the text is in another language than the page."""

    text: str
    language: str
    anchor: str


def explained(finding: Any) -> Explained:
    """What does not add up, in plain words; `anchor` is its place on the page of all findings."""
    anchor = "bevinding-" + _NO_WORD.sub("-", finding.id)
    if finding.class_ == "men-women":
        text = _("The source says %(stated)s in all. Men and women together are %(computed)s.")
        return Explained(
            str(text) % {"stated": number(finding.stated), "computed": number(finding.computed)}, "", anchor
        )
    return Explained(finding.note, "en", anchor)
