"""Advice: what fits, what is missing, which offers close it, along which route, and what to do tomorrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schakel.engine.advice.claims import assumed_claims
from schakel.engine.advice.gains import best_offers, gain_of
from schakel.engine.advice.jobs import Stones, stones_to
from schakel.engine.advice.offers import closing, worthwhile
from schakel.engine.advice.order import in_order, is_usual_step
from schakel.engine.advice.tomorrow import next_steps
from schakel.engine.advice.types import Advice, AdviceOffer, RoleAdvice
from schakel.engine.matching.rank import match, rank
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.targets import occupation_target, occupation_targets
from schakel.engine.matching.types import Match
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.matching.whatif import smallest_set, what_helps
from schakel.engine.routing.candidates import JOB
from schakel.engine.routing.given import Planning
from schakel.engine.routing.plan import plan_routes
from schakel.engine.routing.types import NotCovered, Route, Routes
from schakel.engine.skills.concepts import Occupation


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks advice about.

    `goal` is the occupation they aim at, if any; `unticked` are assumed skills they do not have; `asked_isco` maps an
    ISCO-08 group to its place among the most asked occupations of the region. `planning` adds to routes what is known
    beside skills: schemes, distances, chances; the ranking does not see it. With `stones` routes over a job on the way
    are looked for too; they stand apart in `Routes.over_jobs`. `routes_for` looks for routes for fewer occupations than
    the rules say, for who shows no more.
    """

    now: date
    goal: Occupation | None = None
    unticked: tuple[str, ...] = ()
    asked_isco: Mapping[str, int] | None = None
    weekly_hours_most: int | None = None
    planning: Planning | None = None
    stones: Stones | None = None
    routes_for: int | None = None


def advise(view: PersonsOwnView, scorer: Scorer, offers: Sequence[AdviceOffer], request: Request) -> Advice:
    """Advice for one person, for that person only.

    Occupations are ranked with their terms, usual next steps of someone's occupation with a lead (`in_order`); a goal comes first whatever its score. For someone who comes from another
    occupation, what that occupation usually brings is added as assumed skills, marked as such. For the first
    occupations (`advice.routes_for`, or the goal alone) routes are looked for that close the essential demands, or the
    important ones when no essential is missing. Occupations without any point are left out:
    an empty profile gets none, and is asked for more.
    """
    assumed = assumed_claims(view.profile, scorer, unticked=request.unticked)
    view = view.with_profile(replace(view.profile, skills=(*view.profile.skills, *assumed)))
    matches = _roles(view, scorer, request)
    most = scorer.rules.routes_for if request.routes_for is None else request.routes_for
    first = 1 if request.goal else most
    roles = tuple(
        _role(one, view, scorer, offers=offers if at < first else None, request=request)
        for at, one in enumerate(matches)
    )
    found = best_offers(view, [role.match for role in roles[:first]], offers, scorer)
    return Advice(
        profile=view.profile,
        assumed=tuple(claim.uri for claim in assumed),
        roles=roles,
        offers=found,
        next_steps=next_steps(view, roles, offers, scorer),
    )


def _roles(view: PersonsOwnView, scorer: Scorer, request: Request) -> tuple[Match, ...]:
    shown = scorer.rules.roles_shown
    every = rank(view, occupation_targets(scorer.taxonomy), scorer, now=request.now)
    ranked = in_order([one for one in every if one.milli], view.profile, scorer)
    if request.goal is None:
        return ranked[:shown]
    goal = match(view, occupation_target(request.goal), scorer, now=request.now)
    return (goal, *[one for one in ranked if one.target.uri != goal.target.uri])[:shown]


def _role(
    found: Match, view: PersonsOwnView, scorer: Scorer, *, offers: Sequence[AdviceOffer] | None, request: Request
) -> RoleAdvice:
    near = scorer.rules.threshold_good
    return RoleAdvice(
        match=found,
        demanded_rank=(request.asked_isco or {}).get(found.target.isco),
        helps=what_helps(view, found.target, scorer)[:3] if offers is not None else (),
        smallest=smallest_set(view, found.target, scorer, threshold=near) if offers is not None else None,
        routes=None if offers is None else routes_to(view, found, scorer, offers=offers, request=request),
        usual_step=is_usual_step(view.profile, found, scorer),
    )


def routes_to(
    view: PersonsOwnView, found: Match, scorer: Scorer, *, offers: Sequence[AdviceOffer], request: Request
) -> Routes:
    """Routes that close what is missing for one role: its essential demands.

    When none is missing, or no offer closes one, the important demands are looked at too, and then the wished ones: a
    training that brings somebody nearer is worth naming. What stays open is told for the demands looked at first.
    """
    have, wanted = _held(view), list[str]()
    first: Routes | None = None
    for relevance in ("essential", "important", "wished"):
        missing = _open_demands(found, relevance, have, scorer)
        wanted += missing
        if not missing:
            continue
        routes = _routes_for(wanted, view, found, scorer, offers=offers, request=request)
        first = first or routes
        if routes.routes:
            break
    else:
        routes = first or _routes_for([], view, found, scorer, offers=offers, request=request)
    first = first or routes
    return replace(
        routes,
        not_covered=_honest_all(first.not_covered, routes, offers, scorer),
        over_jobs=_over_jobs(wanted, view, found, scorer, offers=offers, request=request),
    )


def _over_jobs(
    wanted: Sequence[str],
    view: PersonsOwnView,
    found: Match,
    scorer: Scorer,
    *,
    offers: Sequence[AdviceOffer],
    request: Request,
) -> tuple[Route, ...]:
    """Routes to the same demands that go over a job, the cheapest first; none where no job brings the goal nearer."""
    stones = stones_to(view, found, scorer, request.stones) if request.stones and wanted else ()
    if not stones or request.stones is None:
        return ()
    planning = request.planning or Planning()
    whole = replace(planning, stones=stones, settings=planning.settings or request.stones.settings)
    routes = _routes_for(wanted, view, found, scorer, offers=offers, request=replace(request, planning=whole))
    over = [one for one in routes.routes if any(step.offer.kind == JOB for step in one.steps)]
    return tuple(replace(one, names=("job",)) for one in over[: request.stones.settings.stones_most])


def _held(view: PersonsOwnView) -> list[str]:
    """The skills somebody has, or is taken to have; one that they are only learning is not had."""
    return [claim.uri for claim in view.profile.skills if claim.level != 0]


def _open_demands(found: Match, relevance: str, have: Sequence[str], scorer: Scorer) -> list[str]:
    """The demands of one relevance that routes are made for and that nothing the person has closes."""
    return [
        term.demand
        for term in found.terms
        if term.relevance == relevance
        and scorer.taxonomy.skills[term.demand].kind not in scorer.rules.route_not_for
        and scorer.closers(term.demand).isdisjoint(have)
    ]


def _routes_for(
    wanted: Sequence[str],
    view: PersonsOwnView,
    found: Match,
    scorer: Scorer,
    *,
    offers: Sequence[AdviceOffer],
    request: Request,
) -> Routes:
    every = [term.demand for term in found.terms]
    have = _held(view)
    usable = worthwhile(offers, wanted, scorer, gain=lambda offer: gain_of(view, found, offer, scorer))
    held = [uri for uri in every if not scorer.closers(uri).isdisjoint(have)]
    return plan_routes(
        [*have, *held],
        wanted,
        closing([offer.route for offer in usable], every, scorer),
        scorer.rules,
        now=request.now,
        wishes=every,
        weekly_hours_most=request.weekly_hours_most,
        planning=request.planning,
    )


def _honest_all(
    left: Sequence[NotCovered], routes: Routes, offers: Sequence[AdviceOffer], scorer: Scorer
) -> tuple[NotCovered, ...]:
    """What no route closes, said truly; what the routes found close in passing is no longer left."""
    closed = {uri for route in routes.routes for uri in route.covered}
    return tuple(_honest(one, offers, scorer) for one in left if one.demand not in closed)


def _honest(left: NotCovered, offers: Sequence[AdviceOffer], scorer: Scorer) -> NotCovered:
    """Says so where an offer does teach what is left, but was too large for what it closes."""
    closers = scorer.closers(left.demand)
    taught = any(not closers.isdisjoint(offer.route.teaches) for offer in offers)
    return replace(left, why="only-larger") if left.why == "not-taught" and taught else left
