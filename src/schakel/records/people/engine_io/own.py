"""A person's own profile, from rows to the engine and back: advice on it, for that person only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from schakel.engine.advice import Request, advise
from schakel.engine.advice import profile_of_reading as read_profile
from schakel.engine.matching import PersonsOwnView, Profile, SkillClaim, merge_claims
from schakel.engine.matching import types as matching
from schakel.engine.matching.travel import Ways
from schakel.engine.routing.prior import Learned
from schakel.engine.skills.concepts import OCCUPATION_PREFIX, SKILL_PREFIX
from schakel.records.core.kept import Kept
from schakel.records.core.region import taxonomy
from schakel.records.people import models
from schakel.records.people.engine_io.advice import Asked, answered
from schakel.records.people.engine_io.exemptions import learned_of, planning_for
from schakel.records.people.engine_io.linking import Choice, can_claim, choice, occupation_uri_of, skill_uri_of
from schakel.records.people.engine_io.moves import Moves, Pay, moves_of, stones_for
from schakel.records.people.engine_io.parts import (
    asked_ranks,
    matching_rules,
    reader,
    school_courses,
    scorer,
    speaker,
    trainings,
)
from schakel.records.people.engine_io.reading import TextView, view_of
from schakel.records.people.engine_io.roles import Person, RoleView, role_view

# ISO 639 code of the languages a profile asks for, to the id of the skill of speaking it.
SPOKEN = {
    "nl": "dutch",
    "en": "english",
    "de": "german",
    "fr": "french",
    "li": "limburgish",
    "ar": "arabic",
    "bg": "bulgarian",
    "zh": "chinese",
    "el": "greek",
    "fa": "persian",
    "hu": "hungarian",
    "it": "italian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "so": "somali",
    "es": "spanish",
    "tr": "turkish",
    "uk": "ukrainian",
}
# What the URI of a skill and of an occupation begin with.
SKILL, OCCUPATION = SKILL_PREFIX, OCCUPATION_PREFIX

# The role routes lead to, and those named beside it.
ROLES_SHOWN = 4


def language_uri(code: str) -> str:
    """The URI of speaking a language; the code itself for one the taxonomy does not hold."""
    uri = SKILL_PREFIX + SPOKEN.get(code, code)
    return uri if uri in taxonomy().skills else code


def to_profile(row: models.Profile) -> Profile:
    """All the ranker may know of a person: no name, no dates of work, no words of their own."""
    spoken = [(language_uri(one.language), one.cefr or None) for one in row.languages.all()]
    claims = [SkillClaim(one.uri, one.level, one.tier) for one in row.skills.all() if can_claim(one.uri)]  # type: ignore[arg-type]
    claims += [SkillClaim(uri) for uri, _cefr in spoken if uri in taxonomy().skills]
    countries = tuple(row.countries.split(",")) if row.countries else ()
    return Profile(
        skills=merge_claims(claims),
        languages=tuple(matching.LanguageClaim(uri, cefr) for uri, cefr in spoken),  # type: ignore[arg-type]
        wishes=matching.Wishes(
            hours_least=row.hours_min,
            hours_most=row.hours_max,
            travel_most_km=row.travel_km,
            place=row.place_id,
            abroad=any(country != _country(row) for country in countries) if countries else None,
            remote=row.remote or None,  # type: ignore[arg-type]
            start=row.available_from,
            may_work_in=tuple(row.may_work_in.split(",")) if row.may_work_in else None,
        ),
        occupation=row.occupation if row.occupation in taxonomy().occupations else None,
    )


def _country(row: models.Profile) -> str:
    """Where somebody lives, as far as told: without a place it is taken to be the country of the region."""
    return Ways().country(row.place_id) or "NL"


def open_view(row: models.Profile, *, viewer: str) -> PersonsOwnView:
    """The ranked view of a profile; opens for the person alone. `viewer` is the key of the account that looks."""
    user = row.person.user
    return PersonsOwnView.open(to_profile(row), person=str(user.key) if user else "", viewer=viewer)


@dataclass(frozen=True, slots=True)
class OwnAdvice:
    """The first fitting roles with reasons, the aim first, routes to the first of them, and where one can go from here."""

    roles: tuple[RoleView, ...]
    goal: Choice | None
    moves: Moves | None = None


_KEPT: Kept[OwnAdvice] = Kept(most=200, seconds=15 * 60)


def advise_profile(
    row: models.Profile,
    *,
    viewer: str,
    language: str,
    now: date,
    granted: Mapping[str, frozenset[str]] | None = None,
    pay: Pay | None = None,
) -> OwnAdvice:
    """Advice on a kept profile. The same profile always gives the same advice.

    `granted` maps an offer to the modules its school exempted this person from: routes reckon with them. `pay` is what
    occupations usually pay, as far as anybody told: it stands apart and counts in no points. While nothing it hangs on
    changes the advice is not made again.
    """
    learned = learned_of(row, granted=granted or {}, on=now)
    view = open_view(row, viewer=viewer)
    hangs_on = (view.profile, row.level, row.place_id, row.goal, learned, now, pay, school_courses())
    return _KEPT.of(
        (viewer, language), hangs_on, lambda: _advice(view, row, learned, language=language, now=now, pay=pay)
    )


def _advice(
    view: PersonsOwnView, row: models.Profile, learned: Learned, *, language: str, now: date, pay: Pay | None
) -> OwnAdvice:
    """The advice itself."""
    goal = row.goal if row.goal in taxonomy().occupations and taxonomy().occupation(row.goal).demands else None
    request = Request(
        now=now,
        goal=taxonomy().occupation(goal) if goal else None,
        asked_isco=asked_ranks(),
        planning=planning_for(learned, on=now),
        stones=stones_for(row.level, pay),
        routes_for=1,
    )
    advice = advise(view, scorer(), trainings(), request)
    words, person = speaker(language), Person(row.level, row.place_id or "", learned, now)
    roles = tuple(role_view(role, words, person, goal=goal) for role in advice.roles[:ROLES_SHOWN])
    moves = moves_of(view, advice, language, given=stones_for(row.level, pay))
    return OwnAdvice(roles, choice(goal, language) if goal else None, moves)


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """What a CV says, to look at before anything is kept: skills with their level and proof, languages, the rest."""

    read: TextView
    skills: tuple[tuple[str, int | None, str], ...]
    languages: dict[str, str]
    occupation: str
    place: str
    level: str


def read_cv(asked: Asked, *, language: str) -> ReadProfile:
    """Read a text as a CV, with the person's answers. Nothing is kept."""
    reading = reader().read(asked.text, kind="cv")
    known = {id_: answer for id_, answer in asked.answers.items() if skill_uri_of(id_)}
    profile = answered(read_profile(reading, taxonomy(), matching_rules()), known)
    if asked.occupation is not None:
        profile = replace(profile, occupation=occupation_uri_of(asked.occupation))
    view = view_of(reading, language, answers=known)
    quotes = {SKILL_PREFIX + row.id: row.quotes for row in view.rows}
    codes = {SKILL_PREFIX + id_: code for code, id_ in SPOKEN.items()}
    return ReadProfile(
        read=view,
        skills=tuple(
            (one.uri, one.level, " · ".join(quotes.get(one.uri, ()))[:300] if one.tier == "evidenced" else "")
            for one in profile.skills
            if can_claim(one.uri)
        ),
        languages={codes[one.code]: one.cefr or "" for one in profile.languages if one.code in codes},
        occupation=profile.occupation or "",
        place=asked.place or view.place,
        level=asked.level or (view.levels[-1] if view.levels else ""),
    )


def skill_choices(uris: list[str], language: str) -> dict[str, Choice]:
    """The labels of skills, for a list on the page."""
    return {uri: choice(uri, language) for uri in uris if can_claim(uri)}
