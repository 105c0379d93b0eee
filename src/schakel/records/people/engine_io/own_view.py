"""From a text and the person's own corrections to advice for that person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from schakel.engine.advice import Request, advise, assumed_claims, profile_of_reading, target_of_reading
from schakel.engine.advice.shapes import advice_shape
from schakel.engine.matching import PersonsOwnView
from schakel.engine.matching.types import Profile, SkillClaim, merge_claims
from schakel.engine.skills.concepts import OCCUPATION_PREFIX, SKILL_PREFIX
from schakel.engine.skills.result import Reading
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.linking import (
    Choice,
    can_claim,
    choice,
    label_of,
    occupation_uri_of,
    skill_uri_of,
)
from schakel.records.people.engine_io.parts import asked_ranks, matching_rules, reader, scorer, speaker, trainings
from schakel.records.people.engine_io.reading import NO, TextView, view_of

ANSWERS_MOST = 400


@dataclass(frozen=True)
class Asked:
    """What the person gave: the text, answers by skill id (nee, 1, 2, 3), assumed skills they do not have, where they come from, what they aim at."""

    text: str
    answers: Mapping[str, str] = field(default_factory=dict)
    unticked: tuple[str, ...] = ()
    occupation: str = ""
    goal: str = ""


@dataclass(frozen=True)
class AdviceView:
    """Advice ready to show: the text with what was read, what was assumed, and the shape of the advice in one language."""

    text: TextView
    occupation: Choice | None
    assumed: tuple[Choice, ...]
    advice: Mapping[str, Any]
    vacancy_asks: tuple[Choice, ...]


def advise_text(asked: Asked, *, language: str, today: date) -> AdviceView:
    """Advice for the person who wrote the text, for nobody else. Nothing is stored."""
    reading = reader().read(asked.text)
    profile = profile_with_answers(profile_of_reading(reading, taxonomy(), matching_rules()), asked)
    unticked = tuple(SKILL_PREFIX + id_ for id_ in asked.unticked)
    goal = occupation_uri_of(asked.goal)
    request = Request(
        now=today, goal=taxonomy().occupations[goal] if goal else None, unticked=unticked, asked_isco=asked_ranks()
    )
    view = PersonsOwnView.open(profile, person="self", viewer="self")
    shape = advice_shape(advise(view, scorer(), trainings(), request), speaker(language), matching_rules())
    assumed = tuple(choice(claim.uri, language) for claim in assumed_claims(profile, scorer(), unticked=unticked))
    return AdviceView(
        text=view_of(reading, language, answers=asked.answers),
        occupation=choice(profile.occupation, language) if profile.occupation else None,
        assumed=assumed,
        advice=shape,
        vacancy_asks=_asks(reading, language),
    )


def profile_with_answers(profile: Profile, asked: Asked) -> Profile:
    """The profile that was read, with the person's own answers put in: they know best."""
    claims = {claim.uri: claim for claim in profile.skills}
    answered: set[str] = set()
    for id_, answer in list(asked.answers.items())[:ANSWERS_MOST]:
        uri = skill_uri_of(id_)
        if uri is None or answer not in (NO, "1", "2", "3"):
            continue
        answered.add(uri)
        if answer == NO:
            claims.pop(uri, None)
        else:
            tier = claims[uri].tier if uri in claims else "claimed"
            claims[uri] = SkillClaim(uri, int(answer), tier)
    occupation = occupation_uri_of(asked.occupation) or (None if asked.occupation == NO else profile.occupation)
    undecided = tuple(uri for uri in profile.undecided if uri not in answered)
    return replace(profile, skills=merge_claims(claims.values()), occupation=occupation, undecided=undecided)


def _asks(reading: Reading, language: str) -> tuple[Choice, ...]:
    """What a text asks when it is a vacancy and no CV."""
    if reading.kind != "vacancy":
        return ()
    target = target_of_reading(reading, taxonomy(), uri="urn:schakel:text:given")
    return tuple(choice(demand.uri, language) for demand in target.demands if demand.uri and can_claim(demand.uri))


def occupation_id(uri: str) -> str:
    """The id of an occupation in an address."""
    return uri.removeprefix(OCCUPATION_PREFIX)


def term_label(uri: str, language: str) -> str:
    return label_of(uri, language)
