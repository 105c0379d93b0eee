"""Words for the codes of an initiative, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.records.core.region import current_region
from schakel.records.programme import queries
from schakel.screens.open.programme.labels import LEVELS
from schakel.ui.templatetags.schakel import in_language, language

AUDIENCES: dict[str, Any] = {
    "pupils": gettext_lazy("Pupils"),
    "students": gettext_lazy("Students"),
    "jobseekers": gettext_lazy("Job seekers"),
    "workers": gettext_lazy("Workers"),
    "switchers": gettext_lazy("Switchers"),
    "employers": gettext_lazy("Employers"),
    "teachers": gettext_lazy("Teachers"),
    "researchers": gettext_lazy("Researchers"),
    "newcomers": gettext_lazy("Newcomers"),
    "public": gettext_lazy("Everyone"),
}


def scopes() -> dict[str, str]:
    """The areas: labour-market regions, the whole region, the country, over the border."""
    facts = current_region().facts
    names = {area.id: area.name.in_language(language()) for area in current_region().labour_market_regions}
    whole = _("The whole of %(region)s") % {"region": facts.name.in_language(language())}
    return {**names, facts.slug: whole, "national": _("The whole country"), "euregio": _("Over the border")}


def lines() -> dict[str, str]:
    """The programme lines by their number."""
    return {line.slug: f"{line.slug}. {in_language(line, 'title')}" for line in queries.lines()}


def levels() -> dict[str, str]:
    """Levels of education, with a capital."""
    return {code: str(label)[:1].upper() + str(label)[1:] for code, label in LEVELS.items()}


def all_labels() -> dict[str, dict[str, str]]:
    """The words of every facet, by code."""
    audiences = {code: str(label) for code, label in AUDIENCES.items()}
    return {"audience": audiences, "level": levels(), "scope": scopes(), "line": lines()}
