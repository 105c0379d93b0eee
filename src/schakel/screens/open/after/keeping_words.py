"""What letters about hires and ambassadors say."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from schakel.records.journeys.actions.ambassadors import token_of
from schakel.records.journeys.models import Ambassador, DrawEntry, Hire, Letter
from schakel.screens.open.after.words import Words, link
from schakel.ui.templatetags.schakel import long_date


def hired(found: Hire, letter: Letter) -> Words | None:
    """To the other side than the one who told it."""
    if found.ended is not None:
        return None
    day = {"day": long_date(found.starts)}
    if found.told_by == Hire.By.EMPLOYER:
        lines = (
            gettext("%(name)s says that it hired you. First day: %(day)s.") % {**day, "name": found.organisation.name},
            gettext("Is this not so? Say it on that page, then it counts nowhere."),
        )
        return Words(gettext("An employer says that it hired you"), lines, ((gettext("Look:"), link("mine:work")),))
    line = (
        gettext("Somebody says that you hired them. First day: %(day)s. A plan helps a new colleague settle in.") % day
    )
    pages = ((gettext("Who it is, and make a plan:"), link("employer:onboardings")),)
    return Words(gettext("You have a new colleague, it was told"), (line,), pages)


def not_so(found: Hire, letter: Letter) -> Words | None:
    if found.ending != Hire.Ending.NOT_SO:
        return None
    lines = (gettext("You told that you hired somebody. The person says that this is not so. It counts nowhere now."),)
    return Words(gettext("It is not so, says the person"), lines, ((gettext("Look:"), link("employer:onboardings")),))


def ambassador(found: Ambassador, letter: Letter) -> Words | None:
    """The question whether somebody wants to be a contact; the link works until the row is gone."""
    if found.agreed is not None:
        return None
    lines: tuple[str, ...] = (
        gettext("%(name)s asks whether newcomers may ask you a question now and then, through the talent desk.")
        % {"name": found.organisation.name},
        gettext("Your first name stands on the site only after your yes. Your e-mail address never does."),
    )
    if found.answer_by is not None:
        day = {"day": long_date(found.answer_by)}
        lines += (gettext("Say yes or no by %(day)s. As long as you say nothing, nobody sees you.") % day,)
    pages = ((gettext("Say yes or no:"), link("open:ambassador", token_of(found))),)
    if letter.kind == "remind-ambassador":
        return Words(gettext("Will you still say yes or no?"), (gettext("We ask this once more."), *lines), pages)
    return Words(gettext("Will you be a contact for newcomers?"), lines, pages)


def draw_name(found: DrawEntry, letter: Letter) -> Words | None:
    """A student showed the host who they are; the name itself stands on the page, not in a mail."""
    if found.shown is None or found.returned or found.place is None:
        return None
    line = gettext("A student with a place at %(title)s shows you their name.") % {"title": found.place.title}
    pages = ((gettext("Who it is, and how to reach them:"), link("employer:draws")),)
    return Words(gettext("You know who comes for your internship"), (line,), pages)


WORDS: dict[str, Callable[[Any, Letter], Words | None]] = {
    "hired": hired,
    "hired-not-so": not_so,
    "ambassador-asked": ambassador,
    "remind-ambassador": ambassador,
    "draw-name": draw_name,
}
