"""The search of one part in compiled form: the same sums as in `search`. Needs the extra ``fast`` (numba)."""

# numba has no types; what goes in and out is typed where the kernels are called.
# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
from numba import njit

WHOLE = 10_000
SAME = 9_950
UNIT = 4096.0
UNIT_BITS = 24
STRENGTH = 1000


@njit(cache=True, nogil=True)
def weigh_runs(runs: Any, counts: Any, table: Any, rarest: Any, most: int, room: Any) -> int:
    """As `Part.question` does for runs: into ``room`` (places, for labels, for concepts); gives how many are known."""
    known_runs, idf_label, idf_concept, starts = table
    places, for_labels, for_concepts = room
    found, square_label, square_concept = 0, 0, 0
    for at in range(len(runs)):
        place = np.searchsorted(known_runs, runs[at])
        count = counts[at]
        if place < len(known_runs) and known_runs[place] == runs[at]:
            places[found] = place
            for_labels[found] = idf_label[place] * count
            for_concepts[found] = idf_concept[place] * count
            square_label += for_labels[found] ** 2
            square_concept += for_concepts[found] ** 2
            found += 1
        else:
            square_label += (rarest[0] * count) ** 2
            square_concept += (rarest[1] * count) ** 2
    by_label = UNIT / sqrt(max(1, square_label))
    by_concept = UNIT / sqrt(max(1, square_concept))
    spread = np.empty(found, dtype=np.int64)
    for at in range(found):
        for_labels[at] = np.rint(for_labels[at] * by_label)
        for_concepts[at] = np.rint(for_concepts[at] * by_concept)
        spread[at] = starts[places[at] + 1] - starts[places[at]]
    together = 0
    for rank, at in enumerate(np.argsort(spread, kind="mergesort")):
        together += spread[at]
        if together > most and rank > 0:
            for_concepts[at] = 0
    return found


@njit(cache=True, nogil=True)
def search_part(
    runs: Any, counts: Any, words: Any, table: Any, rarest: Any, limits: Any, of_run: Any, of_word: Any, tables: Any,
    weights: Any, room: Any, sums: Any, worths: Any, points: Any,
) -> Any:  # fmt: skip
    """The whole search of one part; gives how many concepts were found (places in ``sums``, scores in ``points``), and
    the highest rough score."""
    shortlist, worth, before, most = limits
    numbers, telling, shares, total = words
    whole, told, tally, rough, chosen = sums
    whole[:] = 0
    told[:] = 0
    known = weigh_runs(runs, counts, table, rarest, most, room)
    places, for_labels, for_concepts = room[0][:known], room[1][:known], room[2][:known]
    add_weighed(of_run[0], of_run[1], of_run[2], places, for_concepts, whole)
    add_weighed(of_word[0], of_word[1], of_word[2], numbers, telling, told)
    found, highest = shorten(whole, told, total, (shortlist, worth, before), tally, rough, chosen)
    question = (places, for_labels, numbers, telling, shares, total)
    score_labels(tables, question, weights, chosen[:found], whole, told, worths[0], worths[1], worths[2], points)
    return found, highest


@njit(cache=True, nogil=True)
def add_weighed(starts: Any, owners: Any, weights: Any, terms: Any, values: Any, into: Any) -> None:
    """Add value times weight to every text that holds a term."""
    for at in range(len(terms)):
        value = values[at]
        if value:
            for one in range(starts[terms[at]], starts[terms[at] + 1]):
                into[owners[one]] += value * weights[one]


@njit(cache=True, nogil=True)
def shorten(whole: Any, told: Any, total: int, limits: Any, tally: Any, rough: Any, chosen: Any) -> Any:
    """Turn sums into shares of 10,000 and choose the likest concepts, in order; gives how many, and the highest rough score.

    ``tally`` (all zero, and left so) counts how many concepts have each ``rough`` score.
    """
    most, worth, before = limits
    highest = 0
    for place in range(len(whole)):
        rough[place] = 0
        if whole[place] or told[place]:
            whole[place] = min(whole[place] * WHOLE >> UNIT_BITS, WHOLE)
            if told[place]:
                told[place] = min(told[place] * WHOLE // (total * STRENGTH), WHOLE)
            rough[place] = (whole[place] + told[place]) // 2
            if rough[place]:
                tally[rough[place]] += 1
                highest = max(highest, rough[place])
    # `above` concepts have `edge` or more; of those just below it, the first `spare` are taken too.
    floor = max(1, max(highest, before) * worth // 1000)
    edge, above = highest + 1, 0
    while edge > floor and above + tally[edge - 1] <= most:
        edge -= 1
        above += tally[edge]
    spare = most - above if edge > floor else 0
    tally[: highest + 1] = 0
    found = 0
    for place in range(len(whole)):
        value = rough[place]
        if value >= edge:
            chosen[found] = place
            found += 1
        elif value and value == edge - 1 and spare > 0:
            chosen[found] = place
            found += 1
            spare -= 1
    return found, highest


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
    bits: Any,
    out: Any,
) -> None:
    """Score each chosen concept by its best label into ``out``; what is written in ``run_worth`` is wiped again."""
    first_label, label_total, bonus, run_at, run_of, run_weight, word_at, word_of, word_weight = tables
    runs, for_labels, words, telling, shares, total = question
    chars, wordly, least, wholly, concept = weights
    # Most runs of a label are not in the phrase: a bit a run stays in the nearest cache, a number a run does not.
    for at in range(len(runs)):
        run_worth[runs[at]] = for_labels[at]
        bits[runs[at] >> 5] |= np.uint32(1) << np.uint32(runs[at] & 31)
    for at in range(len(words)):
        word_worth[words[at], 0] = shares[at]
        word_worth[words[at], 1] = telling[at]
    for found in range(len(chosen)):
        place = chosen[found]
        best, same = 0, 0
        for label in range(first_label[place], first_label[place + 1]):
            likeness, cosine, shared = 0, 0, 0
            for one in range(run_at[label], run_at[label + 1]):
                run = run_of[one]
                if bits[run >> 5] >> np.uint32(run & 31) & np.uint32(1):
                    likeness += run_worth[run] * run_weight[one]
            for one in range(word_at[label], word_at[label + 1]):
                cosine += word_worth[word_of[one], 0] * word_weight[one]
                shared += word_worth[word_of[one], 1]
            like = min(likeness * WHOLE >> UNIT_BITS, WHOLE)
            share = min(shared * WHOLE // max(total, label_total[label]), WHOLE)
            best = max(best, chars * like + wordly * min(cosine * WHOLE >> UNIT_BITS, WHOLE) + least * share)
            if like >= SAME:
                same = max(same, WHOLE + bonus[label])
        best += wholly * whole[place] + concept * told[place]
        out[found] = max(best // 1000, same + best // 100_000 if same else 0)
    for at in range(len(runs)):
        run_worth[runs[at]] = 0
        bits[runs[at] >> 5] = 0
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
