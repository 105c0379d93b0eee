"""The search in compiled form: the same sums as in `search`, label by label. Needs the extra ``fast`` (numba)."""

from __future__ import annotations

from typing import Any

from numba import njit

WHOLE = 10_000
SAME = 9_950
UNIT_BITS = 24
STRENGTH = 1000


@njit(cache=True, nogil=True)
def add_weighed(places: Any, values: Any, starts: Any, owners: Any, weights: Any, into: Any) -> None:
    """Add value times weight to every text that holds a term."""
    for at in range(len(places)):
        value = values[at]
        for one in range(starts[places[at]], starts[places[at] + 1]):
            into[owners[one]] += value * weights[one]


@njit(cache=True, nogil=True)
def add_words(
    places: Any, values: Any, directions: Any, starts: Any, owners: Any, weights: Any, into: Any, shared: Any
) -> None:
    """Add up both the cosine and the shared weight of the words of labels, in one walk."""
    for at in range(len(places)):
        value, direction = values[at], directions[at]
        for one in range(starts[places[at]], starts[places[at] + 1]):
            into[owners[one]] += direction * weights[one]
            shared[owners[one]] += value


@njit(cache=True, nogil=True)
def score_part(
    sums: Any,
    bounds: Any,
    label_total: Any,
    bonus: Any,
    first_label: Any,
    concepts: Any,
    score: Any,
    heard: Any,
    origin: Any,
) -> None:
    """Turn the sums of one part into scores, and keep them where they beat those of earlier parts.

    ``sums`` holds likeness, cosine and shared of labels and likeness and shared of concepts; all are set to zero again.
    ``bounds`` holds the five weights, the total of the phrase, the factor and the number of the part.
    """
    likeness, cosine, shared, whole, told = sums
    chars, words, least, wholly, concept, total, factor, number = bounds
    for place in range(len(concepts)):
        best, same = 0, 0
        for label in range(first_label[place], first_label[place + 1]):
            if likeness[label] == 0 and shared[label] == 0:
                continue
            like = likeness[label] * WHOLE >> UNIT_BITS
            most = total if total > label_total[label] else label_total[label]
            points = (
                chars * min(like, WHOLE)
                + words * min(cosine[label] * WHOLE >> UNIT_BITS, WHOLE)
                + least * min(shared[label] * WHOLE // most, WHOLE)
            )
            best = max(best, points)
            if like >= SAME:
                same = max(same, WHOLE + bonus[label])
            likeness[label] = 0
            cosine[label] = 0
            shared[label] = 0
        share = min(told[place] * WHOLE // (total * STRENGTH), WHOLE)
        best += wholly * min(whole[place] * WHOLE >> UNIT_BITS, WHOLE) + concept * share
        whole[place] = 0
        told[place] = 0
        points = max(best // 1000, same) * factor // 1000
        where = concepts[place]
        if points > score[where]:
            score[where] = points
            heard[where] = share
            origin[where] = number
