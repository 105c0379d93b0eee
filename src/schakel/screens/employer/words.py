"""Words for states."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

POSTING_STATES: Mapping[str, Any] = {
    "draft": pgettext_lazy("state of an offer", "draft"),
    "published": pgettext_lazy("state of an offer", "published"),
    "closed": pgettext_lazy("state of an offer", "closed"),
}
GUESTS: Mapping[str, Any] = {
    "booked": pgettext_lazy("state of a guest", "has a place"),
    "waiting": pgettext_lazy("state of a guest", "on the waiting list"),
    "attended": pgettext_lazy("state of a guest", "came"),
    "no-show": pgettext_lazy("state of a guest", "did not come"),
}
SKILL_LEVELS: Mapping[int, Any] = {1: _("a little"), 2: _("good"), 3: _("very good")}
TIERS: Mapping[str, Any] = {
    "claimed": pgettext_lazy("proof of a skill", "as the person says"),
    "evidenced": pgettext_lazy("proof of a skill", "with an example"),
    "validated": pgettext_lazy("proof of a skill", "confirmed by others"),
}
MILESTONES: Mapping[str, Any] = {
    "arrange": _("The employer arranges this"),
    "learn": pgettext_lazy("milestone", "Learn"),
    "talk": _("Sit down together"),
}
