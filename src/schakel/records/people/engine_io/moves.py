"""Where somebody can go from here: feasible work, what is known of wanting it, and jobs on the way; for that person only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schakel.engine.advice import Advice, Stones
from schakel.engine.matching import PersonsOwnView
from schakel.engine.routing import RouteSettings, load_settings
from schakel.engine.routing.types import Route, Step
from schakel.engine.transitions import (
    PayBand,
    Transition,
    TransitionRules,
    Yardstick,
    load_transition_rules,
    make_yardstick,
    skills_that_unlock,
    transitions,
)
from schakel.engine.transitions import Region as Known
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.linking import Choice, choice, label_of
from schakel.records.people.engine_io.parts import asked_ranks, scorer, trainings
from schakel.reference import REFERENCE

SHOWN = {"feasible": 8, "near": 6}
OPENS_SHOWN = 5
WORDS_SHOWN = 4

Pay = Mapping[str, PayBand]
"""An occupation (URI) or ISCO group to what it usually pays."""


@dataclass(frozen=True, slots=True)
class Move:
    """One kind of work: `points` say how far one's skills reach; what makes one want it stands apart and may be unknown.

    `assumed`: the band rests on what one's occupation usually brings. `level`: above, unknown or empty (fits).
    """

    role: Choice
    points: int
    has: tuple[str, ...]
    lacks: tuple[str, ...]
    assumed: bool
    level: str
    asked_rank: int | None
    pay: tuple[int, int] | None
    pay_change: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A skill, and the work that becomes feasible with it."""

    skill: Choice
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobStep:
    """A job on the way: what one learns there, how many months, and what it usually pays (None: unknown)."""

    role: Choice
    months: int
    learns: tuple[str, ...]
    pay: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A training of a route over a job; `language` is that of its title."""

    id: str
    label: str
    language: str
    provider: str
    learns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverJob:
    """A route that goes over jobs: the jobs, and the trainings beside or after them."""

    jobs: tuple[JobStep, ...]
    trainings: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """All of it, ready to show. Thresholds in whole points, with the number of pairs of occupations they rest on."""

    feasible: tuple[Move, ...]
    near: tuple[Move, ...]
    feasible_more: int
    opens: tuple[Opening, ...]
    over_jobs: tuple[OverJob, ...]
    goal: Choice | None
    feasible_from: int
    near_from: int
    pairs: int


@lru_cache(maxsize=1)
def transition_rules() -> TransitionRules:
    """The rules of transitions in force, as published."""
    return load_transition_rules(REFERENCE / "transitions")


@lru_cache(maxsize=1)
def yardstick() -> Yardstick:
    """From where on a change of work can be done, read from the taxonomy itself."""
    return make_yardstick(scorer(), transition_rules())


@lru_cache(maxsize=1)
def route_settings() -> RouteSettings:
    """The published numbers of planning."""
    return load_settings(REFERENCE / "routing")


def stones_for(level: str, pay: Pay | None = None) -> Stones:
    """What advice needs to look for jobs on the way of somebody with this level (empty: not told)."""
    return Stones(yardstick(), transition_rules(), route_settings(), pay or {}, level or None)


def moves_of(
    view: PersonsOwnView, advice: Advice, language: str, *, given: Stones, unticked: Sequence[str] = ()
) -> Moves | None:
    """Where the person of a view can go from here; None when they told nothing. `advice` is theirs, with its routes."""
    if not view.profile.skills and not advice.assumed:
        return None
    known = Known(pay=given.pay)
    found = transitions(
        view, scorer(), given.yardstick, given.rules, level=given.level, unticked=unticked, region=known
    )
    feasible, near = found.in_band("feasible"), found.in_band("near")
    opens = skills_that_unlock(view, scorer(), given.yardstick, given.rules)[:OPENS_SHOWN]
    first = advice.roles[0] if advice.roles else None
    routes = first.routes.over_jobs if first is not None and first.routes is not None else ()
    return Moves(
        feasible=tuple(_move(one, language) for one in feasible[: SHOWN["feasible"]]),
        near=tuple(_move(one, language) for one in near[: SHOWN["near"]]),
        feasible_more=max(0, len(feasible) - SHOWN["feasible"]),
        opens=tuple(
            Opening(choice(one.skill, language), tuple(label_of(uri, language) for uri in one.opens)) for one in opens
        ),
        over_jobs=tuple(_over_job(one, language, given) for one in routes),
        goal=choice(first.match.target.uri, language) if first is not None and routes else None,
        feasible_from=-(-given.yardstick.feasible // 1000),
        near_from=-(-given.yardstick.near // 1000),
        pairs=given.yardstick.group_pairs,
    )


def _move(one: Transition, language: str) -> Move:
    band = one.desirability.pay
    matched = sorted(one.matched, key=lambda term: (-term.milli, term.demand))
    return Move(
        role=choice(one.role, language),
        points=(one.milli or 0) // 1000,
        has=tuple(label_of(term.demand, language) for term in matched[:WORDS_SHOWN]),
        lacks=tuple(label_of(term.demand, language) for term in one.missing[:WORDS_SHOWN]),
        assumed=one.rests_on_assumed,
        level=one.warning.removeprefix("level-"),
        asked_rank=asked_ranks().get(taxonomy().occupation(one.role).isco),
        pay=None if band is None else (band.low, band.high),
        pay_change=one.desirability.pay_change,
    )


def _over_job(route: Route, language: str, given: Stones) -> OverJob:
    jobs = [step for step in route.steps if step.offer.kind == "job"]
    others = [step for step in route.steps if step.offer.kind != "job"]
    return OverJob(
        jobs=tuple(_job(step, language, given) for step in jobs),
        trainings=tuple(_beside(step, language) for step in others),
    )


def _job(step: Step, language: str, given: Stones) -> JobStep:
    uri = step.offer.id.removeprefix("job:")
    band = given.pay.get(uri, given.pay.get(taxonomy().occupation(uri).isco))
    return JobStep(
        role=choice(uri, language),
        months=given.settings.stones_months,
        learns=tuple(label_of(one, language) for one in (*step.closes, *step.opens)),
        pay=None if band is None else (band.low, band.high),
    )


def _beside(step: Step, language: str) -> Beside:
    labels = step.offer.labels
    shown = language if labels.get(language) and labels.get(language) != labels.get("nl") else "nl"
    provider = next((one.provider for one in trainings() if one.route.id == step.offer.id), "")
    return Beside(
        id=step.offer.id,
        label=labels.get(shown) or step.offer.id,
        language=shown,
        provider=provider,
        learns=tuple(label_of(one, language) for one in (*step.closes, *step.opens)),
    )
