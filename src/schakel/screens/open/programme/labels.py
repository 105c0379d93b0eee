"""Words for the codes of the plan, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COVER_KINDS: dict[str, Any] = {
    "in-kind": _("in kind"),
    "cash": _("cash"),
    "in-kind-or-cash": _("in kind or cash"),
    "requested": _("requested"),
}

ORGANISATION_KINDS: dict[str, Any] = {
    "campus": _("Campuses"),
    "university": _("Universities"),
    "hbo": _("Universities of applied sciences (hbo)"),
    "mbo": _("Schools for vocational education (mbo)"),
    "private-trainer": _("Private trainers"),
    "employer": _("Employers"),
    "association": _("Associations"),
    "public": _("Public bodies"),
    "network": _("Networks"),
    "foreign": _("Over the border"),
}

GAP_KINDS: dict[str, Any] = {
    "white-spot": _("White spots: this is missing"),
    "abundance": _("Abundance: there is much of this already"),
    "chance": _("Chances"),
    "challenge": _("Challenges"),
}

LEVELS: dict[str, Any] = {
    "po": _("primary school"),
    "vo": _("secondary school"),
    "mbo": pgettext_lazy("level of education", "mbo"),
    "ad": pgettext_lazy("level of education", "associate degree"),
    "hbo": pgettext_lazy("level of education", "hbo"),
    "wo": pgettext_lazy("level of education", "university"),
}

STATUSES: dict[str, Any] = {
    "open": _("A person has to decide which number holds."),
    "stated": _("The plan shows this difference itself."),
    "explained": _("We understand this number. Nothing else changes."),
    "unclear": _("The page of the plan can be read in more than one way."),
    "wording": _("Only the words differ."),
    "rounding": _("This can come from rounding."),
}

GROUPS: dict[str, Any] = {
    "money": _("Money"),
    "goals": _("Goals"),
    "figures": _("Other figures"),
    "words": _("Words and numbering"),
}
