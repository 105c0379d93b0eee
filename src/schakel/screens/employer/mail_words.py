"""What a mail about a day in the plan of somebody who was hired says: to the employer, and to the person."""

from django.utils.translation import get_language, gettext

from schakel.records.journeys.hire_queries import known_to_employer
from schakel.records.journeys.models import Letter, Milestone, Onboarding
from schakel.records.journeys.onboarding import template
from schakel.screens.open.after.words import Words, link
from schakel.ui.templatetags.schakel import long_date


def milestone(found: Milestone, letter: Letter) -> Words | None:
    """Nothing when it was ticked off, or when the hire no longer stands or is no longer shown to the employer."""
    known = Onboarding.objects.filter(known_to_employer("hire__"), pk=found.onboarding_id, hire__ended=None)
    planned = template(found.onboarding.template).milestone(found.code)
    if found.done or planned is None or not known.exists():
        return None
    day = gettext("In the plan for %(day)s:") % {"day": long_date(found.day)}
    what = planned.texts[get_language() or "nl"]
    subject = gettext("Today in the plan of the first months")
    if letter.person_id is not None:
        return Words(subject, (day, what), ((gettext("Your plan:"), link("mine:invitations")),))
    buddy = found.onboarding.buddy
    lines = (day, what, gettext("Buddy: %(name)s") % {"name": buddy} if buddy else "")
    return Words(
        subject, lines, ((gettext("The plan, to tick off:"), link("employer:onboarding", found.onboarding.key)),)
    )
