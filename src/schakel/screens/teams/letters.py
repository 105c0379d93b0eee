"""What the letters about assignment rounds say. A function gives None for what is no longer true when the letter goes out."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, gettext

from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Letter, RoundAssignment, RoundSchool, TeamEntry, TeamResult
from schakel.screens.open.after.words import Words, link
from schakel.ui.templatetags.schakel import long_date


def invited(found: RoundSchool, letter: Letter) -> Words | None:
    if found.state != RoundSchool.State.INVITED or found.answer_by is None:
        return None
    line = gettext("Your school is asked to join %(name)s: teams of several levels on assignments of companies.")
    day = gettext("Say yes or no by %(day)s.") % {"day": long_date(found.answer_by)}
    pages = ((gettext("Read and answer:"), link("rounds:home")),)
    return Words(gettext("Join an assignment round?"), (line % {"name": found.round.name}, day), pages)


def picked_up(found: RoundAssignment, letter: Letter) -> Words | None:
    if found.gone or found.school is None:
        return None
    line = gettext("%(school)s wants to let a team of students work on %(title)s.")
    pages = ((gettext("Follow it here:"), link("assigned:team", found.key)),)
    names = {"school": found.school.name, "title": found.title}
    return Words(gettext("A school picked up your assignment"), (line % names,), pages)


# Letters to a student: subject and sentence. {title} is the assignment.
TO_STUDENTS: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "teams-made": (lambda: gettext("The teams are made"), lambda: gettext("Read in which team you are, and why.")),
    "team-later": (lambda: gettext("You are in a team now"), lambda: gettext("A place came free, and you were next.")),
    "team-changed": (
        lambda: gettext("Your team changed"),
        lambda: gettext("Somebody gave the place back. Who waited may have come in."),
    ),
    "team-ended": (
        lambda: gettext("Your assignment is taken out"),
        lambda: gettext("Your school took the assignment out. We look for a place in another team."),
    ),
    "team-company-gone": (
        lambda: gettext("The company no longer takes part"),
        lambda: gettext("Nothing you made is lost: your team goes on with the coach."),
    ),
    "team-school-gone": (
        lambda: gettext("The school that coached you is gone"),
        lambda: gettext("Nothing you made is lost. The other schools are asked to coach your team."),
    ),
    "result-returned": (
        lambda: gettext("Your result came back"),
        lambda: gettext("Read why, change it, and hand it in again."),
    ),
    "result-accepted": (
        lambda: gettext("Your result is teaching material now"),
        lambda: gettext("Everybody said yes. Say yourself whether your name stands with it."),
    ),
}


def student(found: TeamEntry, letter: Letter) -> Words | None:
    if found.withdrawn or found.returned:
        return None
    subject, line = TO_STUDENTS[letter.kind]
    return Words(
        subject(), (line(), found.round.name), ((gettext("Your page:"), link("teams:round", found.round.key)),)
    )


# Letters to who coaches, or may take over.
TO_SCHOOLS: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "team-member-left": (
        lambda: gettext("A student left a team"),
        lambda: gettext("Somebody gave the place in the team back. Who waited may have come in."),
    ),
    "company-gone": (
        lambda: gettext("A company no longer takes part"),
        lambda: gettext("The team keeps what it made. Talk with it about how to go on."),
    ),
    "school-gone": (
        lambda: gettext("A team has no coach"),
        lambda: gettext("The school that coached is gone. Can your school take the team over?"),
    ),
}


def school(found: RoundAssignment, letter: Letter) -> Words | None:
    subject, line = TO_SCHOOLS[letter.kind]
    return Words(subject(), (line(), found.title), ((gettext("The round:"), link("rounds:round", found.round.key)),))


def result(found: TeamResult, letter: Letter) -> Words | None:
    side = "coach" if letter.kind.endswith("coach") else "company"
    if found.accepted or getattr(found, side) != TeamResult.Answer.WAITING or found.answer_by is None:
        return None
    again = letter.kind.startswith("remind")
    subject = gettext("A team waits for your answer") if again else gettext("A team handed in its result")
    line = gettext("%(title)s: say yes or give it back by %(day)s.")
    team = found.team
    page = link("rounds:team", team.round.key, team.key) if side == "coach" else link("assigned:team", team.key)
    words = {"title": team.title, "day": long_date(found.answer_by)}
    return Words(subject, (line % words,), ((gettext("Look and answer:"), page),))


def reason_text(reason: str) -> str:
    """Why a result came back, in the language of the page."""
    return house_rules().text(reason, get_language() or "nl")


WORDS: dict[str, Callable[[Any, Letter], Words | None]] = {
    "round-invited": invited,
    "assignment-picked-up": picked_up,
    **dict.fromkeys(TO_STUDENTS, student),
    **dict.fromkeys(TO_SCHOOLS, school),
    **dict.fromkeys(("result-for-coach", "result-for-company", "remind-result-coach", "remind-result-firm"), result),
}
