"""Which occupations are shown, and in what order: points, what proves them, and usual next steps."""

from __future__ import annotations

from collections.abc import Sequence

from schakel.engine.matching.score import Scorer
from schakel.engine.matching.types import Match, Profile, Relation

# Something near it proves little; a part of it proves it.
_PROVES: tuple[Relation, ...] = ("same", "narrower", "narrower_far")


def is_usual_step(profile: Profile, match: Match, scorer: Scorer) -> bool:
    """Whether people from the occupation somebody comes from (one of kind `source`) usually step into this one."""
    occupation = scorer.taxonomy.occupations.get(profile.occupation or "")
    return occupation is not None and occupation.kind == "source" and match.target.uri in occupation.leads_to


def is_shown_by_work(match: Match, scorer: Scorer) -> bool:
    """Whether enough demands are met that say something of the work itself, not only of how somebody is.

    Kinds in `advice.proof_not_for` and assumed skills do not count; `advice.proof_least` is how many it takes.
    """
    proved = 0
    for term in match.terms:
        kind = scorer.taxonomy.skills[term.demand].kind
        claimed = term.claim is not None and term.claim.tier != "assumed" and term.relation in _PROVES
        proved += claimed and kind not in scorer.rules.proof_not_for
    return proved >= scorer.rules.proof_least


def in_order(matches: Sequence[Match], profile: Profile, scorer: Scorer) -> tuple[Match, ...]:
    """The occupations to show, best first.

    Usual next steps stand as if they had `advice.usual_step_lead` points more; their own points stay as they are.
    Occupations of which too little is shown by work and that are no usual step come after all others, and are left
    out where at least `advice.roles_least` others are there.
    """
    lead = scorer.rules.usual_step_lead * 1000
    usual = [is_usual_step(profile, one, scorer) for one in matches]
    ranked = sorted(range(len(matches)), key=lambda at: (-((matches[at].milli or 0) + (lead if usual[at] else 0)), at))
    founded = [matches[at] for at in ranked if usual[at] or is_shown_by_work(matches[at], scorer)]
    if len(founded) >= scorer.rules.roles_least:
        return tuple(founded)
    return (*founded, *(matches[at] for at in ranked if not any(matches[at] is one for one in founded)))
