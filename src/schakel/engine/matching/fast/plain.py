"""The score of the fast path, as plainly as it can be said: what the machine code must equal to the bit.

An offer has weights (whole numbers from 0 to 255) for terms; a person's skills make each term worth 0 to 255. The score
is the sum of weight times worth. No rounding, no fraction, no order: the same on every machine.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence


def plain_score(weights: Mapping[int, int], worth: Mapping[int, int]) -> int:
    """The sum of weight times worth over the terms that both have.

    >>> plain_score({7: 100, 9: 50}, {7: 255, 8: 10})
    25500
    """
    return sum(weight * worth.get(term, 0) for term, weight in weights.items())


def plain_expand(
    claims: Iterable[tuple[int, int, int]],
    served: Mapping[int, Sequence[tuple[int, int]]],
    credit: Callable[[int, int, int, int], int],
    *,
    wide: int,
) -> dict[int, int]:
    """What claims (skill, tier, level) are worth for each term: the best of all skills that can meet it.

    `served` maps a skill to the (demand, relation) it can meet; `credit(relation, tier, level, wanted)` is 0 to 255; a
    term is a demand at one of `wide` wanted levels.
    """
    worth: dict[int, int] = {}
    for skill, tier, level in claims:
        for demand, relation in served.get(skill, ()):
            for wanted in range(wide):
                value = credit(relation, tier, level, wanted)
                if value > worth.get(demand * wide + wanted, 0):
                    worth[demand * wide + wanted] = value
    return worth


def plain_top(
    offers: Sequence[Mapping[int, int]], worth: Mapping[int, int], most: int, *, counts: Callable[[int], bool]
) -> list[tuple[int, int]]:
    """(score, offer number) of the `most` best offers that count and score above zero; of equal scores the first.

    >>> plain_top([{1: 10}, {1: 20}, {1: 10}], {1: 2}, 2, counts=lambda offer: True)
    [(40, 1), (20, 0)]
    """
    scored = ((plain_score(weights, worth), -at) for at, weights in enumerate(offers) if counts(at))
    best = heapq.nlargest(most, (row for row in scored if row[0] > 0))
    return [(score, -at) for score, at in best]
