"""Advice on a given text, for the person who gave it and nobody else. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from schakel.engine.advice import Advice, NextStep, Request, advise, profile_of_reading
from schakel.engine.advice.programmes import learned_of_text
from schakel.engine.advice.shapes import step_shape
from schakel.engine.advice.types import AdviceOffer
from schakel.engine.matching import PersonsOwnView, Profile, SkillClaim, merge_claims
from schakel.engine.matching.explain import Speaker
from schakel.engine.skills.result import Reading
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.exemptions import planning_for
from schakel.records.people.engine_io.linking import (
    Choice,
    can_claim,
    choice,
    occupation_uri_of,
    skill_id,
    skill_uri_of,
)
from schakel.records.people.engine_io.moves import Moves, Pay, moves_of, stones_for
from schakel.records.people.engine_io.parts import asked_ranks, matching_rules, reader, scorer, speaker, trainings
from schakel.records.people.engine_io.places import is_place
from schakel.records.people.engine_io.reading import NO, TextView, view_of
from schakel.records.people.engine_io.roles import OfferView, Person, RoleView, offer_view, role_view

# A guess of the kind of text leans on few words; only a clear one that also asks or teaches something counts.
SURE_OF_KIND = 0.6
ASKS_LEAST = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A text and what the person said about it.

    `answers` maps a skill id to nee, 1, 2 or 3; `unticked` are ids of assumed skills that are not so; `occupation` is
    the id of the one they come from (None: as read, "": none of these); `goal` the id of the one they aim at.
    """

    text: str
    answers: Mapping[str, str] = field(default_factory=dict)
    unticked: tuple[str, ...] = ()
    occupation: str | None = None
    goal: str = ""
    level: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do, with its sentence; `offer` is the training it is about, `role` the occupation."""

    id: str
    text: str
    offer: OfferView | None = None
    role: Choice | None = None


@dataclass(frozen=True, slots=True)
class Assumed:
    """A skill the occupation someone comes from usually brings."""

    skill: Choice
    ticked: bool


@dataclass(frozen=True, slots=True)
class Gain:
    """A training and the points it would add to the role it helps most."""

    offer: OfferView
    points: int
    role: Choice


@dataclass(frozen=True, slots=True)
class AdviceView:
    """What was read, what fits and what to do: ready to show. `seems` is vacancy or course for a text that is no CV."""

    read: TextView
    seems: str
    occupation: Choice | None
    assumed: tuple[Assumed, ...]
    roles: tuple[RoleView, ...]
    goal: Choice | None
    gains: tuple[Gain, ...]
    steps: tuple[Step, ...]
    place: str
    level: str
    edition: date
    moves: Moves | None = None

    @property
    def nothing_found(self) -> bool:
        """Whether there is nothing to go by."""
        return not self.read.rows and not any(one.ticked for one in self.assumed)


def advise_text(asked: Asked, *, language: str, now: date, pay: Pay | None = None) -> AdviceView:
    """Advice on a text in the language of the page. The same text and answers always give the same advice.

    `pay` is what occupations usually pay, as far as anybody told: it stands apart and counts in no points.
    """
    known = {id_: answer for id_, answer in asked.answers.items() if skill_uri_of(id_)}
    guessed = reader().read(asked.text)
    reading = reader().read(asked.text, kind="cv") if guessed.supported and guessed.kind != "cv" else guessed
    profile = answered(profile_of_reading(reading, taxonomy(), matching_rules()), known)
    if asked.occupation is not None:
        profile = replace(profile, occupation=occupation_uri_of(asked.occupation))
    read = view_of(reading, language, answers=known)
    place = asked.place if is_place(asked.place) else read.place
    level = asked.level or (read.levels[-1] if read.levels else "")
    goal = occupation_uri_of(asked.goal) if asked.goal else None
    goal = goal if goal and taxonomy().occupation(goal).demands else None
    unticked = tuple(uri for id_ in asked.unticked if (uri := skill_uri_of(id_)))
    learned, stones = learned_of_text(asked.text, profile, level), stones_for(level, pay)
    request = Request(
        now=now,
        goal=taxonomy().occupation(goal) if goal else None,
        unticked=(*unticked, *(uri for id_ in known if known[id_] == NO and (uri := skill_uri_of(id_)))),
        asked_isco=asked_ranks(),
        planning=planning_for(learned, on=now),
        stones=stones,
    )
    # The person is nobody we know: this request is theirs, and so is the view.
    view = PersonsOwnView.open(profile, person="visitor", viewer="visitor")
    advice = advise(view, scorer(), trainings(), request)
    words, person = speaker(language), Person(level, place, learned, now)
    return AdviceView(
        read=read,
        seems=seems(guessed),
        occupation=choice(profile.occupation, language) if profile.occupation else None,
        assumed=_assumed(advice, asked.unticked, language),
        roles=tuple(role_view(role, words, person, goal=goal) for role in advice.roles),
        goal=choice(goal, language) if goal else None,
        gains=tuple(
            Gain(offer_view(one.offer, words, person), one.score, choice(one.role, language)) for one in advice.offers
        ),
        steps=tuple(_step(step, words, person) for step in advice.next_steps),
        place=place,
        level=level,
        edition=matching_rules().edition,
        moves=moves_of(view, advice, language, given=stones, unticked=request.unticked),
    )


def seems(reading: Reading) -> str:
    """`vacancy` or `course` when the text clearly is one and no CV; else empty."""
    if reading.kind_confidence < SURE_OF_KIND:
        return ""
    asks = sum(1 for one in reading.skills if one.demand in ("required", "wished"))
    if reading.kind == "vacancy" and asks >= ASKS_LEAST:
        return "vacancy"
    teaches = any(section.id == "teaches" for section in reading.sections)
    return "course" if reading.kind == "course" and teaches else ""


def answered(profile: Profile, answers: Mapping[str, str]) -> Profile:
    """The profile with the person's own answers in place of what was read."""
    claims = {claim.uri: claim for claim in profile.skills}
    undecided = list(profile.undecided)
    for id_, answer in answers.items():
        uri = skill_uri_of(id_)
        if uri is None or not answer:
            continue
        undecided = [one for one in undecided if one != uri]
        if answer == NO:
            claims.pop(uri, None)
        else:
            tier = claims[uri].tier if uri in claims else "claimed"
            claims[uri] = SkillClaim(uri, int(answer), tier)
    return replace(profile, skills=merge_claims(claims.values()), undecided=tuple(undecided))


def _assumed(advice: Advice, unticked: tuple[str, ...], language: str) -> tuple[Assumed, ...]:
    occupation = taxonomy().occupations.get(advice.profile.occupation or "")
    brings = occupation.carries_over if occupation is not None and occupation.kind == "source" else ()
    return tuple(
        Assumed(choice(uri, language), uri in advice.assumed)
        for uri in dict.fromkeys(brings)
        if can_claim(uri) and (uri in advice.assumed or skill_id(uri) in unticked)
    )


def _step(step: NextStep, words: Speaker, person: Person) -> Step:
    offer, role = step.facts.get("offer"), step.facts.get("role")
    return Step(
        step.id,
        str(step_shape(step, words)["text"]),
        offer_view(offer, words, person) if isinstance(offer, AdviceOffer) else None,
        choice(str(role), words.language) if role else None,
    )
