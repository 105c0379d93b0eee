"""What to do tomorrow: a few small steps that follow from the advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schakel.engine.advice.types import AdviceOffer, NextStep, RoleAdvice
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.sheet import claims_of
from schakel.engine.matching.types import Profile, SkillClaim
from schakel.engine.matching.view import PersonsOwnView
from schakel.engine.routing.types import Route


def next_steps(
    view: PersonsOwnView, roles: Sequence[RoleAdvice], offers: Sequence[AdviceOffer], scorer: Scorer
) -> tuple[NextStep, ...]:
    """The steps in the order to take them; each has a reason in its facts."""
    profile = view.profile
    return (
        *_about_claims(profile),
        *(_about_proof(profile, roles[0], scorer) if roles else ()),
        *(_about_role(roles[0], offers, scorer) if roles and profile.skills else ()),
    )


def _about_claims(profile: Profile) -> Iterator[NextStep]:
    if not profile.skills:
        yield NextStep("tell-more", "next.tell-more", {})
    if any(claim.tier == "assumed" for claim in profile.skills):
        yield NextStep("untick", "next.untick", {})
    if profile.undecided:
        yield NextStep("answer", "next.answer", {"skills": profile.undecided[:5]})


def _about_proof(profile: Profile, role: RoleAdvice, scorer: Scorer) -> Iterator[NextStep]:
    """The one claim that gains most for the first role when it is shown instead of only said."""
    before = role.match.milli or 0
    sheet, own = scorer.sheet(profile, role.match.target), claims_of(profile)
    gains = []
    for claim in profile.skills:
        if claim.tier == "claimed" and scorer.taxonomy.skill(claim.uri).kind != "spoken-language":
            shown = SkillClaim(claim.uri, claim.level, "evidenced")
            gains.append(((sheet.milli({**own, claim.uri: shown}) or 0) - before, claim.uri))
    best = max(gains, key=lambda gain: (gain[0], gain[1]), default=(0, ""))
    if best[0] >= 1000:
        yield NextStep("prove", "next.prove", {"skill": best[1], "gain": best[0] // 1000})


def _about_role(role: RoleAdvice, offers: Sequence[AdviceOffer], scorer: Scorer) -> Iterator[NextStep]:
    found = role.match
    if found.score is not None and found.score >= scorer.rules.threshold_good:
        yield NextStep("apply", "next.apply", {"role": found.target.uri})
    elif found.milli:
        yield NextStep("shadow-day", "next.shadow-day", {"role": found.target.uri})
    if role.routes is None:
        return
    if role.routes.routes:
        yield from _about_route(role.routes.routes[0], offers)
    left = [one.demand for one in role.routes.not_covered]
    if left:
        yield NextStep("ask-desk", "next.ask-desk", {"skills": left[:5]})


def _about_route(route: Route, offers: Sequence[AdviceOffer]) -> Iterator[NextStep]:
    step = route.steps[0]
    offer = next(one for one in offers if one.route.id == step.offer.id)
    known = step.start is not None and step.offer.weeks is not None and step.offer.pays is not None
    key = "next.book" if known else "next.ask-provider"
    yield NextStep(key.removeprefix("next."), key, {"offer": offer, "provider": offer.provider})
