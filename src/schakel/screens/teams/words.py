"""Words for the codes of assignment rounds."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MENU_SCHOOL = _("Assignments in teams")
MENU_COMPANY = _("Our assignments")
MENU_OWN = _("Assignments in teams")
MENU_OPEN = _("Teaching material")

STATES: Mapping[str, Any] = {
    "open": _("open to sign up"),
    "closed": _("waits for the teams"),
    "ready": _("teams are made"),
    "busy": _("teams are at work"),
    "over": pgettext_lazy("state of a round", "over"),
}
MOMENTS: Mapping[str, Any] = {
    "start": pgettext_lazy("moment of a team", "Start"),
    "midway": pgettext_lazy("moment of a team", "Midway"),
    "end": pgettext_lazy("moment of a team", "End"),
}
ANSWERS: Mapping[str, Any] = {
    "waiting": _("has not answered yet"),
    "accepted": _("said yes"),
    "returned": _("gave it back"),
}
LICENCES: Mapping[str, Any] = {
    "CC0-1.0": _("CC0: everybody may do everything with it"),
    "CC-BY-4.0": _("CC BY 4.0: use and change it, name the makers"),
    "CC-BY-SA-4.0": _("CC BY-SA 4.0: name the makers, share it on in the same way"),
    "CC-BY-NC-4.0": _("CC BY-NC 4.0: name the makers, earn nothing with it"),
}
LICENCE_LINKS: Mapping[str, str] = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
}
