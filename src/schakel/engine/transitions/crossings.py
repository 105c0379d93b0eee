"""What the mobility pool needs of transitions: which roles can feed which, and how large the gap is."""

from __future__ import annotations

from collections.abc import Sequence

from schakel.engine.allocation.pool import Crossing
from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.targets import occupation_target
from schakel.engine.matching.types import FULL_MILLI
from schakel.engine.transitions.types import BANDS, Band
from schakel.engine.transitions.yardstick import Yardstick, profile_of


def role_crossings(
    starts: Sequence[str], ends: Sequence[str], scorer: Scorer, yardstick: Yardstick, *, worst: Band = "near"
) -> tuple[Crossing, ...]:
    """Crossings between occupations (URIs) for `plan_pool`, where no route with a price is known.

    The cost is what somebody who can do all that the first role asks misses of the second, in thousandths of a point.
    `worst` is the last band that still counts as possible. A role that is both shrinking and growing costs nothing.
    Raises NotFound for an unknown occupation. For roles only: it says nothing about any person.
    """
    found = []
    for start in sorted(set(starts)):
        profile = profile_of(scorer.taxonomy.occupation(start))
        for end in sorted(set(ends)):
            milli = score_target(profile, occupation_target(scorer.taxonomy.occupation(end)), scorer).milli
            if start == end:
                found.append(Crossing(start, end, 0))
            elif BANDS.index(yardstick.band(milli)) <= BANDS.index(worst):
                found.append(Crossing(start, end, FULL_MILLI - (milli or 0)))
    return tuple(found)
