"""What a posting hears back before it is published: reach, words, what is missing. Words and order for the page."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from schakel.records.offers.engine_io_courses import school_courses
from schakel.records.offers.models import Posting
from schakel.records.offers.posting import reading_of
from schakel.records.people.engine_io.criteria import LEVELS, Asked, Reach, reach_of
from schakel.records.people.engine_io.fairness import excluding_words, word_book
from schakel.records.people.engine_io.leading import Leading, leading_to
from schakel.records.people.engine_io.linking import skill_uri_of
from schakel.records.people.engine_io.parts import with_courses
from schakel.records.people.engine_io.vacancies import VacancyView
from schakel.screens.open.offers.labels import LANGUAGES, level_label

MISSING = {
    "salary": gettext_lazy("the salary, from and to"),
    "hours": gettext_lazy("the hours a week"),
    "place": gettext_lazy("the place"),
    "level": gettext_lazy("the level"),
    "closes": gettext_lazy("until when one can answer"),
    "language": gettext_lazy("the language of the work"),
}

# What takes place on days: who comes looks or learns, and need not be able to do what the text names.
DATED = ("shadow-day", "masterclass", "company-visit", "placement")
# Of these one says no hours a week and no weeks: they last a day.
A_DAY = ("shadow-day", "masterclass", "company-visit")

# With more demands to let go of than this the page says what to keep.
GONE_MOST = 3

# The form says these: the list of what is missing tells them.
TOLD_ELSEWHERE = ("no-salary", "no-hours")


def asked_of(posting: Posting, found: VacancyView) -> Asked:
    """The demands of a posting as criteria: its musts, its lowest level, its language, its hours when they are fixed."""
    levels = [level for level in LEVELS if level in posting.levels.split(",")]
    fixed = posting.hours_min if posting.hours_min == posting.hours_max else None
    return Asked(
        skills=tuple((row.id, None) for row in found.required),
        level=levels[0] if levels else "",
        hours=fixed,
        languages=((posting.spoken, ""),) if posting.spoken else (),
    )


def missing_in(posting: Posting) -> list[Any]:
    """What a reader looks for and does not find."""
    there = {
        "salary": posting.kind != "vacancy" or (posting.salary_min and posting.salary_max),
        "hours": posting.hours_min or posting.hours_max or posting.kind in (*A_DAY, "mentoring"),
        "place": posting.place_id or posting.mode == "online",
        "level": posting.levels or posting.kind in (*DATED, "mentoring", "teacher-post"),
        "closes": posting.closes or posting.kind in DATED,
        "language": posting.spoken,
    }
    return [words for name, words in MISSING.items() if not there[name]]


def words_in(posting: Posting, language: str) -> dict[str, Any]:
    """Words that keep people away, each with why and what to write instead; `strict` counts those the law speaks of."""
    check = excluding_words(posting.text, posting.language)
    if check is None:
        return {"rows": [], "strict": 0, "leaning": "even"}
    kinds = word_book().kinds
    rows = {
        (one.text.casefold(), one.kind): {
            "text": one.text,
            "better": one.better,
            "strict": one.force == "strict",
            "why": kinds[one.kind].why.get(language, kinds[one.kind].why["en"]),
        }
        for one in check.findings
    }
    return {"rows": list(rows.values()), "strict": len(check.strict), "leaning": check.leaning}


def answer_to(posting: Posting, language: str) -> dict[str, Any]:
    """All of it, for the page of one posting; what schools wrote themselves counts among the trainings."""
    if posting.kind in DATED:
        return _looking(posting, language)
    with with_courses(school_courses(now=timezone.now())):
        return _answer(posting, language)


def _looking(posting: Posting, language: str) -> dict[str, Any]:
    """For who comes to look there is nobody to count and nothing to loosen: what it is about, its words, what is missing."""
    found = reading_of(posting, language)
    return {
        "looking": True,
        "heading": gettext("Who comes need not know this work yet"),
        "about": [row.label for row in found.asked],
        "words": words_in(posting, language),
        "missing": missing_in(posting),
        "hints": [],
    }


def _answer(posting: Posting, language: str) -> dict[str, Any]:
    found = reading_of(posting, language)
    asked = asked_of(posting, found)
    leading = _leading(posting, found, language)
    reach = reach_of(asked, language, ways=[way.closes for one in leading for way in one.ways])
    people = iter(reach.after)
    return {
        "leading": [{"from": one, "ways": [(way.route, next(people)) for way in one.ways]} for one in leading],
        "found": found,
        "reach": reach,
        "asks": bool(found.required or asked.level or asked.languages or asked.hours),
        "heading": heading(posting, reach),
        "rows": [{"demand": one, "label": _label(one, asked)} for one in reach.demands],
        "costliest_label": _label(reach.costliest, asked) if reach.costliest else "",
        "together": _together(reach, asked),
        "alone": bool(found.required) and (reach.everything, reach.together, reach.costliest) == (None, None, None),
        "far": posting.kind == "vacancy" and not leading,
        "words": words_in(posting, language),
        "missing": missing_in(posting),
        "hints": [
            {"hint": hint, "levels": [level_label(level) for level in hint.levels]}
            for hint in found.hints
            if hint.code not in TOLD_ELSEWHERE
        ],
    }


def _leading(posting: Posting, found: VacancyView, language: str) -> tuple[Leading, ...]:
    """Routes are for work that one stays in; to a shadow day nobody need study first."""
    if posting.kind != "vacancy":
        return ()
    demands = [uri for row in found.required if (uri := skill_uri_of(row.id))]
    work = found.occupation.id if found.occupation else ""
    return leading_to(demands, work, language, on=timezone.localdate())


def _label(one: Any, asked: Asked) -> str:
    """A demand in words."""
    return str(one.skill.label) if one.what == "skill" else _other(one.what, asked)


def _other(kind: str, asked: Asked) -> str:
    """A demand beside skills in words."""
    if kind == "level":
        return gettext("%(level)s or higher") % {"level": level_label(asked.level)}
    if kind == "language":
        return str(LANGUAGES.get(asked.languages[0][0], asked.languages[0][0]))
    return gettext("%(n)s hours a week") % {"n": asked.hours}


def _together(reach: Reach, asked: Asked) -> dict[str, Any] | None:
    """What to let go of together, in words; where that is much, what to keep is the shorter story."""
    found = reach.together
    if found is None:
        return None
    gone = [*(one.label for one in found.skills), *(_other(kind, asked) for kind in found.others)]
    kept = [*(one.label for one in found.kept), *(_other(kind, asked) for kind in found.kept_others)]
    return {"gone": gone, "kept": kept, "much": len(gone) > GONE_MOST, "people": found.people}


def heading(posting: Posting, reach: Reach) -> str:
    """The answer in one line."""
    best = reach.costliest.without if reach.costliest else None
    if reach.everything is None and best is None and reach.together is not None:
        return gettext("Hardly anybody publishes all this. Ask fewer things, and about %(most)s people do") % {
            "most": reach.together.people
        }
    if reach.everything is None and best is None:
        return gettext("So few people publish all this that we give no number")
    if reach.everything is None:
        return gettext("Hardly anybody publishes all this. Ask one thing less, and about %(most)s people do") % {
            "most": best
        }
    if best is None or best <= reach.everything:
        return gettext("About %(n)s people publish what you ask") % {"n": reach.everything}
    return gettext("About %(n)s people publish what you ask. It could be %(most)s") % {
        "n": reach.everything,
        "most": best,
    }
