"""What somebody learned before, from rows or a text to the rules of schools, and what it saves in the words of a page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from schakel.engine.routing import Planning, Waiver
from schakel.engine.routing.prior import Curriculum, Exempt, Learned, exempt, saved, waiver
from schakel.engine.routing.worked import MONTHS, Job, Worked, worked
from schakel.records.core.region import taxonomy
from schakel.records.people import models
from schakel.records.people.engine_io.parts import school_courses


@dataclass(frozen=True, slots=True)
class ModuleView:
    """One module: `state` is known, ask or empty (nothing is known that speaks for an exemption)."""

    key: str
    title: str
    state: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkView:
    """Work a rule asks: the occupation (URI), the months that are asked, and what was counted."""

    occupation: str
    asked: int
    counted: Worked


@dataclass(frozen=True, slots=True)
class ExemptionView:
    """What somebody need not do of one offer and what that saves, and the same for what can still be asked.

    `euros_more` and `weeks_more` come on top when everything that can be asked is granted; `language` is of the titles.
    """

    known: tuple[ModuleView, ...]
    ask: tuple[ModuleView, ...]
    euros: int
    weeks: int
    euros_more: int
    weeks_more: int
    language: str

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rules stand, each once."""
        return tuple(dict.fromkeys(one.source for one in (*self.known, *self.ask) if one.source))


def learned_of(row: models.Profile, *, granted: Mapping[str, frozenset[str]], on: date) -> Learned:
    """What a kept profile says that rules ask about; `granted` maps an offer to what its school said yes to."""
    every = list(row.experiences.all())
    studies = [one for one in every if one.kind == models.Experience.Kind.STUDY and (one.ended or not one.started)]
    return Learned(
        level=row.level,
        studies=tuple(one.title for one in studies),
        skills={one.uri: (one.level, one.tier) for one in row.skills.all()},
        months={uri: one.months for uri, one in _worked(_jobs(every), row.occupation, on).items()},
        granted=granted,
    )


def counted_work(row: models.Profile, offer: str, *, on: date) -> tuple[WorkView, ...]:
    """What was counted of somebody's work for the rules of one offer that ask years of it, where anything was."""
    curriculum = school_courses().curricula.get(offer)
    found = _worked(_jobs(row.experiences.all()), row.occupation, on)
    asked: dict[str, int] = {}
    for rule in curriculum.rules if curriculum else ():
        if rule.occupation in found:
            asked[rule.occupation] = min(rule.years * MONTHS, asked.get(rule.occupation, rule.years * MONTHS))
    return tuple(WorkView(uri, months, found[uri]) for uri, months in asked.items())


def _jobs(rows: Iterable[models.Experience]) -> list[Job]:
    work = [one for one in rows if one.kind == models.Experience.Kind.WORK]
    return [Job(one.title, one.started, one.ended) for one in work]


def _worked(jobs: Iterable[Job], occupation: str, on: date) -> dict[str, Worked]:
    """What was worked as each occupation a rule asks. Work without a job by its name gives something to ask about only."""
    asked = {rule.occupation for one in school_courses().curricula.values() for rule in one.rules if rule.occupation}
    found = {occupation: Worked(vague=True)} if occupation else {}
    every = tuple(jobs)
    for uri in sorted(asked):
        if uri in taxonomy().occupations:
            names = [label for label in taxonomy().occupation(uri).labels.values() if label]
            mine = [one for one in every if _is_named(one.title, names)]
            if mine:
                found[uri] = worked(mine, on=on)
    return found


def _is_named(title: str, names: Iterable[str]) -> bool:
    """Whether a job has one of these names in its title, as whole words."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.IGNORECASE) for name in names)


def planning_for(learned: Learned, *, on: date) -> Planning | None:
    """What routes may reckon with: the modules that are known, of every programme. None when there are none."""
    found: list[Waiver] = []
    for curriculum in school_courses().curricula.values():
        one = waiver(curriculum, exempt(curriculum, learned, on=on))
        if one is not None:
            found.append(one)
    return Planning(waivers=tuple(sorted(found, key=lambda one: one.offer))) if found else None


def exemption_of(offer: str, learned: Learned, *, on: date) -> ExemptionView | None:
    """What somebody is, or can ask to be, exempt from in one offer. None when nothing of it is known."""
    curriculum = school_courses().curricula.get(offer)
    if curriculum is None:
        return None
    found = exempt(curriculum, learned, on=on)
    return _view(curriculum, found) if found else None


def _view(curriculum: Curriculum, found: tuple[Exempt, ...]) -> ExemptionView:
    known = [one for one in found if one.state == "known"]
    euros, weeks = saved(curriculum, [one.module for one in known])
    all_euros, all_weeks = saved(curriculum, [one.module for one in found])
    return ExemptionView(
        known=tuple(_module(one) for one in known),
        ask=tuple(_module(one) for one in found if one.state == "ask"),
        euros=euros,
        weeks=weeks,
        euros_more=all_euros - euros,
        weeks_more=all_weeks - weeks,
        language=curriculum.language,
    )


def modules_of(offer: str, learned: Learned, *, on: date) -> tuple[ModuleView, ...]:
    """Every module of an offer, with whether somebody is exempt from it."""
    curriculum = school_courses().curricula.get(offer)
    if curriculum is None:
        return ()
    found = {one.module.key: one for one in exempt(curriculum, learned, on=on)}
    return tuple(
        _module(found[one.key]) if one.key in found else ModuleView(one.key, one.title, "", "")
        for one in curriculum.modules
    )


def _module(one: Exempt) -> ModuleView:
    return ModuleView(one.module.key, one.module.title, one.state, one.source)
