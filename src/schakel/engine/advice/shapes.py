"""Advice and routes as plain data for the command line and the API. The keys are a contract; more may be added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from schakel.engine.advice.types import Advice, AdviceOffer, GainTerm, NextStep, OfferAdvice, RoleAdvice
from schakel.engine.matching.explain import Speaker, fit, gate_sentence, term_sentence
from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.types import Gate, Match, Profile, SkillClaim, Term
from schakel.engine.matching.whatif import SmallestSet, WhatIf
from schakel.engine.routing.types import NotCovered, Route, Routes, Step

Shape = dict[str, Any]


def advice_shape(advice: Advice, speaker: Speaker, rules: MatchingRules) -> Shape:
    """The whole advice: profile, roles, offers, next steps."""
    return {
        "profile": profile_shape(advice.profile, speaker, rules),
        "roles": [role_shape(role, speaker, rules) for role in advice.roles],
        "offers": [offer_shape(one, speaker) for one in advice.offers],
        "next_steps": [step_shape(step, speaker) for step in advice.next_steps],
        "rules": rules.edition.isoformat(),
    }


def profile_shape(profile: Profile, speaker: Speaker, rules: MatchingRules) -> Shape:
    """What was taken from the text or the person, and what is only assumed."""
    return {
        "skills": [_claim(claim, speaker, rules) for claim in profile.skills if claim.tier != "assumed"],
        "assumed": [_claim(claim, speaker, rules) for claim in profile.skills if claim.tier == "assumed"],
        "languages": [
            {"uri": one.code, "label": speaker.skill(one.code), "cefr": one.cefr} for one in profile.languages
        ],
        "occupation": None if profile.occupation is None else named(profile.occupation, speaker),
        "undecided": [named(uri, speaker) for uri in profile.undecided],
    }


def named(uri: str, speaker: Speaker) -> Shape:
    """A concept by URI and label."""
    occupation = speaker.taxonomy.occupations.get(uri)
    label = speaker.skill(uri) if occupation is None else speaker.taxonomy.label(uri, speaker.language)
    return {"uri": uri, "label": label}


def _claim(claim: SkillClaim, speaker: Speaker, rules: MatchingRules) -> Shape:
    return {
        **named(claim.uri, speaker),
        "level": claim.level,
        "level_word": rules.level_word(claim.level, speaker.language),
        "tier": claim.tier,
    }


def match_shape(match: Match, speaker: Speaker, rules: MatchingRules) -> Shape:
    """One target with its score; the `points` of its `terms` add up to `score`."""
    return {
        "uri": match.target.uri,
        "label": speaker.target(match.target),
        "kind": match.target.kind,
        "isco": match.target.isco,
        "score": match.score,
        "score_milli": match.milli,
        "fit": None if match.score is None else fit(match.score, rules),
        "terms": [_term(term, speaker) for term in match.terms],
        "gates": [_gate(gate, speaker) for gate in match.gates],
        "missing": [{**named(term.demand, speaker), "relevance": term.relevance} for term in match.missing],
        "demands_known": match.demands_known,
        "demands_total": match.demands_total,
        "outside": match.outside,
    }


def _term(term: Term, speaker: Speaker) -> Shape:
    claim = term.claim
    return {
        "demand": speaker.skill(term.demand),
        "uri": term.demand,
        "relevance": term.relevance,
        "evidence": None if claim is None else claim.uri,
        "evidence_label": None if claim is None else speaker.skill(claim.uri),
        "tier": None if claim is None else claim.tier,
        "relation": term.relation or "none",
        "weight": term.weight,
        "points": term.points,
        "worth": term.worth,
        "milli": term.milli,
        "why": term_sentence(term, speaker),
    }


def _gate(gate: Gate, speaker: Speaker) -> Shape:
    return {"gate": gate.gate, "result": gate.result, "why": gate_sentence(gate, speaker)}


def role_shape(role: RoleAdvice, speaker: Speaker, rules: MatchingRules) -> Shape:
    """An occupation for the person: the match, what would help, and routes where they were looked for."""
    rank = role.demanded_rank
    asked = None if rank is None else {"rank": rank, "text": speaker.say("demand.top", rank=rank)}
    routes = routes_shape(role.routes, speaker) if role.routes is not None else {"routes": [], "not_covered": []}
    return {
        **match_shape(role.match, speaker, rules),
        **_occupation(role.match, speaker),
        "asked_in_region": asked,
        "usual_step": speaker.say("role.usual-step") if role.usual_step else None,
        "helps": [_help(one, speaker) for one in role.helps],
        "smallest_set": None if role.smallest is None else _smallest(role.smallest, speaker),
        "routes": routes["routes"],
        "routes_looked_for": role.routes is not None,
        "not_covered": routes["not_covered"],
    }


def _occupation(match: Match, speaker: Speaker) -> Shape:
    """What the taxonomy says of the occupation: what one does, from which level, junior or senior."""
    occupation = speaker.taxonomy.occupations.get(match.target.uri)
    if occupation is None:
        return {"about": None, "levels": [], "seniority": []}
    about = occupation.about.get(speaker.language) or occupation.about.get("en")
    return {"about": about, "levels": list(occupation.levels), "seniority": list(occupation.seniority)}


def _help(one: WhatIf, speaker: Speaker) -> Shape:
    uri = one.added[0].uri
    text = speaker.say("whatif.one", skill=speaker.skill(uri), after=one.after)
    return {**named(uri, speaker), "before": one.before, "after": one.after, "text": text}


def _smallest(found: SmallestSet, speaker: Speaker) -> Shape:
    skills = [claim.uri for claim in found.skills]
    return {"skills": [named(uri, speaker) for uri in skills], "score": found.score, "proven": found.proven}


def offer_shape(one: OfferAdvice, speaker: Speaker) -> Shape:
    """An offer in the shape of a role: `score` is the points it adds to `for_role`, the sum of its `points`."""
    return {
        "uri": f"urn:schakel:offer:{one.offer.route.id}",
        "id": one.offer.route.id,
        "label": _label(one.offer.route.labels, speaker, one.offer.route.id),
        "score": one.score,
        "terms": [_gain(term, speaker) for term in one.terms],
        "gates": [],
        "missing": [],
        "routes": [],
        "for_role": named(one.role, speaker),
        "before": one.before,
        "after": one.after,
        **_facts(one.offer, speaker),
    }


def _gain(term: GainTerm, speaker: Speaker) -> Shape:
    return {
        "demand": speaker.skill(term.demand),
        "uri": term.demand,
        "evidence": term.taught,
        "evidence_label": speaker.skill(term.taught),
        "relation": term.relation,
        "weight": term.weight,
        "points": term.points,
        "milli": term.milli,
    }


def _facts(offer: AdviceOffer, speaker: Speaker) -> Shape:
    route = offer.route
    return {
        "kind": offer.kind,
        "provider": offer.provider,
        "level": offer.level,
        "place": route.place,
        "language": route.language,
        "weeks": route.weeks,
        "hours_per_week": route.hours_per_week,
        "price": route.price_eur,
        "start": offer.start_text or next((one.start.isoformat() for one in route.sessions if one.start), None),
        "entry": speaker.say("step.entry", entry=offer.entry) if offer.entry else None,
        "verified": offer.verified,
        "note": None if offer.verified else speaker.say("step.not-verified"),
    }


def _label(labels: Mapping[str, str], speaker: Speaker, fallback: str) -> str:
    return labels.get(speaker.language) or labels.get("nl") or fallback


def routes_shape(routes: Routes, speaker: Speaker) -> Shape:
    """Routes, what nothing closes, and whether a better route is ruled out."""
    return {
        "routes": [route_shape(route, speaker) for route in (*routes.routes, *routes.alternatives, *routes.over_jobs)],
        "held": [named(uri, speaker) for uri in routes.held],
        "not_covered": [_not_covered(one, speaker) for one in routes.not_covered],
        "proven": routes.proven,
        "text": speaker.say("route.proven" if routes.proven else "route.not-proven"),
    }


def route_shape(route: Route, speaker: Speaker) -> Shape:
    """One route. `price` and `weeks` are null when any part of them is unknown; the known part stands apart."""
    gap = route.gap_to_bound
    return {
        "names": list(route.names),
        "label": ", ".join(speaker.say(f"route.{name}") for name in route.names),
        "steps": [_step(step, speaker) for step in route.steps],
        "price": route.price,
        "price_known_part": route.cost.price,
        "prices_unknown": route.cost.prices_unknown,
        "net_price": route.price,
        "support": "not-worked-out",
        "weeks": route.weeks,
        "weeks_known_part": -(-route.cost.days // 7),
        "times_unknown": route.cost.times_unknown,
        "covered": list(route.covered),
        "gap_to_bound": None if gap is None else gap / 1000,
    }


def _step(step: Step, speaker: Speaker) -> Shape:
    offer = step.offer
    return {
        "offer": offer.id,
        "label": _label(offer.labels, speaker, offer.id),
        "session": step.session,
        "start": step.start.isoformat() if step.start else None,
        "end": step.end.isoformat() if step.end else None,
        "dates_are_earliest": step.earliest,
        "weeks": offer.weeks,
        "hours": offer.hours,
        "price": offer.price_eur,
        "net_price": offer.pays,
        "closes": list(step.closes),
        "opens": list(step.opens),
        "exempted": list(step.exempted),
        "why": " ".join(_reasons(step, speaker)),
    }


def _reasons(step: Step, speaker: Speaker) -> Iterable[str]:
    for key, uris in (("closes", step.closes), ("opens", step.opens), ("exempted", step.exempted)):
        if uris:
            yield speaker.say(f"step.{key}", skills=speaker.skills(uris))


def _not_covered(one: NotCovered, speaker: Speaker) -> Shape:
    why = speaker.say(f"uncovered.{one.why}", skill=speaker.skill(one.demand))
    advice = [{"id": key, "text": speaker.say(f"help.{key}")} for key in one.advice]
    return {**named(one.demand, speaker), "why": why, "advice": advice}


def step_shape(step: NextStep, speaker: Speaker) -> Shape:
    """A thing to do tomorrow, with its sentence."""
    facts = {name: _said(name, value, speaker) for name, value in step.facts.items()}
    return {"id": step.id, "text": speaker.say(step.key, **facts)}


def _said(name: str, value: object, speaker: Speaker) -> object:
    if name == "skills" and isinstance(value, (list, tuple)):
        return speaker.skills(value)
    if name in ("skill", "role"):
        return named(str(value), speaker)["label"]
    if isinstance(value, AdviceOffer):
        return _label(value.route.labels, speaker, value.route.id)
    return value
