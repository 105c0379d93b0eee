"""What the mobility pool needs of transitions: which roles can feed which, and how large the gap is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schakel.engine.allocation.pool import Crossing
from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.targets import occupation_target
from schakel.engine.matching.types import FULL_MILLI, Profile, SkillClaim, Term
from schakel.engine.transitions.types import BANDS, Band
from schakel.engine.transitions.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class RoleGap:
    """What somebody from one role misses of another.

    `milli` is the gap in thousandths of a point of 100, `terms` are what the second role asks with what meets it, `have`
    the skills (URIs, sorted) that the first role asks and brings along.
    """

    milli: int
    terms: tuple[Term, ...]
    have: tuple[str, ...]


def role_gap(start: str, end: str, scorer: Scorer, yardstick: Yardstick, *, worst: Band = "near") -> RoleGap | None:
    """The gap between two occupations (URIs); None when the step is too large.

    Somebody from the first role is taken to say, without proof, to have all that it asks and all that it brings along
    (`carries_over`). A step can be made when the second role lies in the band `worst` or better, or when the taxonomy
    names it as one that people from the first role often make (`leads_to`). Nobody steps into a role of which nothing
    is known; staying where one is costs nothing. For roles only: it says nothing about any person. Raises NotFound for
    an unknown occupation.
    """
    first, second = scorer.taxonomy.occupation(start), scorer.taxonomy.occupation(end)
    have = tuple(sorted({*(demand.uri for demand in first.demands), *first.carries_over}))
    if start == end:
        return RoleGap(0, (), have)
    if not second.demands:
        return None
    profile = Profile(skills=tuple(SkillClaim(uri) for uri in have), occupation=first.uri)
    found = score_target(profile, occupation_target(second), scorer)
    near = BANDS.index(yardstick.band(found.milli)) <= BANDS.index(worst)
    if not near and second.uri not in first.leads_to:
        return None
    return RoleGap(FULL_MILLI - (found.milli or 0), found.terms, have)


def role_crossings(
    starts: Sequence[str], ends: Sequence[str], scorer: Scorer, yardstick: Yardstick, *, worst: Band = "near"
) -> tuple[Crossing, ...]:
    """Crossings between occupations (URIs) for `plan_pool`, where no route with a price is known: see `role_gap`.

    The cost is the gap in thousandths of a point. A role that is both shrinking and growing costs nothing.
    """
    found = []
    for start in sorted(set(starts)):
        for end in sorted(set(ends)):
            gap = role_gap(start, end, scorer, yardstick, worst=worst)
            if gap is not None:
                found.append(Crossing(start, end, gap.milli))
    return tuple(found)
