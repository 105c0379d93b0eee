"""Words for the codes a school meets."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from schakel.records.journeys.models import Accreditation, Booking, Enquiry
from schakel.records.offers.models import PriorLearning
from schakel.records.people.engine_io.linking import label_of, skill_uri_of
from schakel.screens.employer.words import SKILL_LEVELS, TIERS
from schakel.screens.open.offers.labels import level_label

COUNTRIES: Mapping[str, Any] = {
    Accreditation.Country.DE: _("Germany"),
    Accreditation.Country.BE: _("Belgium"),
    Accreditation.Country.NL: _("the Netherlands"),
    Accreditation.Country.LU: _("Luxembourg"),
}
DECISIONS: Mapping[str, Any] = {
    Accreditation.State.ASKED: _("asked"),
    Accreditation.State.RECOGNISED: _("recognised"),
    Accreditation.State.REFUSED: _("refused"),
}
BOOKINGS: Mapping[str, Any] = {
    Booking.State.BOOKED: _("has a place"),
    Booking.State.WAITING: _("on the waiting list"),
    Booking.State.CANCELLED: _("cancelled"),
    Booking.State.ATTENDED: _("came"),
    Booking.State.NO_SHOW: _("did not come"),
}
ENQUIRIES: Mapping[str, Any] = {
    Enquiry.State.ASKED: _("waits for an answer"),
    Enquiry.State.GRANTED: _("granted"),
    Enquiry.State.REFUSED: _("refused"),
    Enquiry.State.WITHDRAWN: _("taken back"),
}


def rule_rows(rules: Iterable[PriorLearning], language: str) -> list[dict[str, Any]]:
    """Exemption rules as one reads them: the modules, and the ways to be exempt, one of which is enough."""
    return [
        {"rule": one, "modules": [module.title for module in one.modules.all()], "ways": ways_of(one, language)}
        for one in rules
    ]


def ways_of(rule: PriorLearning, language: str) -> list[str]:
    """What makes somebody exempt, a sentence for each way."""
    found = []
    if rule.level:
        words = {"level": level_label(rule.level), "studies": rule.studies}
        found.append(
            gettext("A diploma at %(level)s or higher: %(studies)s.") % words
            if rule.studies
            else gettext("A diploma at %(level)s or higher, of any study.") % words
        )
    if rule.skills:
        named = [_skill(id_, level, language) for id_, level in rule.skills if skill_uri_of(id_)]
        words = {"skills": ", ".join(named), "proof": TIERS[rule.tier]}
        found.append(gettext("These skills: %(skills)s. Proof at least: %(proof)s.") % words)
    if rule.occupation:
        years = rule.years or 1
        text = ngettext("%(n)s year of work as: %(work)s.", "%(n)s years of work as: %(work)s.", years)
        found.append(text % {"n": years, "work": label_of(rule.occupation, language)})
    return found


def _skill(id_: str, level: int | None, language: str) -> str:
    label = label_of(skill_uri_of(id_) or "", language)
    return label if level is None else f"{label} ({SKILL_LEVELS[level]})"
