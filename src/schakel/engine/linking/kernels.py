"""The search of one part in compiled form: the same sums as in `search`. Needs the extra ``fast`` (numba)."""

from __future__ import annotations

from typing import Any

from numba import njit

WHOLE = 10_000
SAME = 9_950
UNIT_BITS = 24
STRENGTH = 1000


@njit(cache=True, nogil=True)
def add_weighed(starts: Any, owners: Any, weights: Any, terms: Any, values: Any, into: Any) -> None:
    """Add value times weight to every text that holds a term."""
    for at in range(len(terms)):
        value = values[at]
        if value:
            for one in range(starts[terms[at]], starts[terms[at] + 1]):
                into[owners[one]] += value * weights[one]


@njit(cache=True, nogil=True)
def shorten(whole: Any, told: Any, total: int, most: int, tally: Any, chosen: Any) -> int:
    """Turn sums into shares of 10,000 and choose the ``most`` likest concepts, in order; gives how many there are.

    ``tally`` (all zero, and left so) counts how many concepts have each rough score.
    """
    count = 0
    for place in range(len(whole)):
        whole[place] = min(whole[place] * WHOLE >> UNIT_BITS, WHOLE)
        told[place] = min(told[place] * WHOLE // (total * STRENGTH), WHOLE)
        rough = (whole[place] + told[place]) // 2
        if rough:
            tally[rough] += 1
            count += 1
    edge, above = 0, count
    if count > most:
        edge, above = WHOLE, tally[WHOLE]
        while above + tally[edge - 1] <= most:
            edge -= 1
            above += tally[edge]
    tally[:] = 0
    found, spare = 0, most - above
    for place in range(len(whole)):
        rough = (whole[place] + told[place]) // 2
        if rough and (rough >= edge or (rough == edge - 1 and spare > 0)):
            spare -= rough == edge - 1
            chosen[found] = place
            found += 1
    return found


@njit(cache=True, nogil=True)
def score_labels(
    tables: Any,
    question: Any,
    weights: Any,
    chosen: Any,
    whole: Any,
    told: Any,
    run_worth: Any,
    word_worth: Any,
    out: Any,
) -> None:
    """Score each chosen concept by its best label into ``out``; what is written in ``run_worth`` is wiped again."""
    first_label, label_total, bonus, run_at, run_of, run_weight, word_at, word_of, word_weight = tables
    runs, for_labels, words, telling, shares, total = question
    chars, wordly, least, wholly, concept = weights
    for at in range(len(runs)):
        run_worth[runs[at]] = for_labels[at]
    for at in range(len(words)):
        word_worth[words[at], 0] = shares[at]
        word_worth[words[at], 1] = telling[at]
    for found in range(len(chosen)):
        place = chosen[found]
        best, same = 0, 0
        for label in range(first_label[place], first_label[place + 1]):
            likeness, cosine, shared = 0, 0, 0
            for one in range(run_at[label], run_at[label + 1]):
                likeness += run_worth[run_of[one]] * run_weight[one]
            for one in range(word_at[label], word_at[label + 1]):
                cosine += word_worth[word_of[one], 0] * word_weight[one]
                shared += word_worth[word_of[one], 1]
            like = min(likeness * WHOLE >> UNIT_BITS, WHOLE)
            share = min(shared * WHOLE // max(total, label_total[label]), WHOLE)
            best = max(best, chars * like + wordly * min(cosine * WHOLE >> UNIT_BITS, WHOLE) + least * share)
            if like >= SAME:
                same = max(same, WHOLE + bonus[label])
        best += wholly * whole[place] + concept * told[place]
        out[found] = max(best // 1000, same)
    for at in range(len(runs)):
        run_worth[runs[at]] = 0
    for at in range(len(words)):
        word_worth[words[at], 0] = 0
        word_worth[words[at], 1] = 0


@njit(cache=True, nogil=True)
def top_words(sums: Any, most: int, places: Any) -> int:
    """The places of the ``most`` highest sums above zero, the first of equal ones, ascending; sums are wiped."""
    found, least, weakest = 0, 0, 0
    for at in range(len(sums)):
        value = sums[at]
        if value > least:
            if found < most:
                places[found] = at
                found += 1
            else:
                for after in range(weakest, most - 1):
                    places[after] = places[after + 1]
                places[most - 1] = at
            if found == most:
                weakest = 0
                for one in range(1, most):
                    if sums[places[one]] <= sums[places[weakest]]:
                        weakest = one
                least = sums[places[weakest]]
    return found
