"""The search of one part in compiled form: the same sums as in `search`. Needs the extra ``fast`` (numba).

A batch of phrases goes through one part at a time, so that the tables of that part stay in the near caches.
"""

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
SPACE = np.uint64(32)
BITS = np.uint64(12)


@njit(cache=True, nogil=True)
def runs_into(letters: Any, smallest: int, largest: int, codes: Any, counts: Any) -> int:
    """As `runs_of` for one text of `joined`: its runs ascending into ``codes``, how often each into ``counts``; how many."""
    found, end = 0, len(letters)
    for first in range(end - 1):
        if letters[first] == SPACE and letters[first + 1] == SPACE:
            continue
        code = letters[first]
        for size in range(2, min(largest, end - first) + 1):
            at = first + size - 1
            if size > 2 and letters[at - 1] == SPACE:
                break
            code = code << BITS | letters[at]
            if size >= smallest:
                codes[found] = np.uint64(size) << BITS * np.uint64(size) | code
                found += 1
    codes[:found].sort()
    kept = 0
    for at in range(found):
        if at and codes[at] == codes[kept - 1]:
            counts[kept - 1] += 1
        else:
            codes[kept] = codes[at]
            counts[kept] = 1
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def weigh_runs(runs: Any, counts: Any, table: Any, rarest: Any, most: int, room: Any) -> int:
    """As `Part.question` does for runs: into ``room`` (places, for labels, for concepts); gives how many are known."""
    known_runs, idf_label, idf_concept, starts = table
    places, for_labels, for_concepts, spread = room
    found, square_label, square_concept, low = 0, 0, 0, 0
    for at in range(len(runs)):
        # Both ascend: what was passed need not be searched again.
        place = low + np.searchsorted(known_runs[low:], runs[at])
        low = place
        count = counts[at]
        if place < len(known_runs) and known_runs[place] == runs[at]:
            places[found] = place
            for_labels[found] = idf_label[place] * count
            for_concepts[found] = idf_concept[place] * count
            spread[found] = starts[place + 1] - starts[place]
            square_label += for_labels[found] ** 2
            square_concept += for_concepts[found] ** 2
            found += 1
        else:
            square_label += (rarest[0] * count) ** 2
            square_concept += (rarest[1] * count) ** 2
    by_label = UNIT / sqrt(max(1, square_label))
    by_concept = UNIT / sqrt(max(1, square_concept))
    for at in range(found):
        for_labels[at] = np.rint(for_labels[at] * by_label)
        for_concepts[at] = np.rint(for_concepts[at] * by_concept)
    together = 0
    for rank, at in enumerate(np.argsort(spread[:found], kind="mergesort")):
        together += spread[at]
        if together > most and rank > 0:
            for_concepts[at] = 0
    return found


@njit(cache=True, nogil=True)
def weigh_words(numbers: Any, idf: Any, twins: Any, unknown: Any, room: Any) -> Any:
    """As `Part.words_in`: words and their twins into ``room`` (numbers, how telling, shares); how many, and the sum."""
    words, telling, shares = room
    starts, owners, strengths = twins
    found, total, square = 0, unknown[0], unknown[1]
    for number in numbers:
        total += idf[number]
        square += idf[number] * idf[number]
        for at in range(starts[number] - 1, starts[number + 1]):
            own = at < starts[number]
            word = number if own else owners[at]
            value = idf[number] if own else idf[number] * strengths[at] // STRENGTH
            place = 0
            while place < found and words[place] != word:
                place += 1
            if place == found:
                words[place] = word
                telling[place] = value
                found += 1
            elif telling[place] < value:
                telling[place] = value
    scale = UNIT / sqrt(max(1, square))
    for at in range(found):
        shares[at] = np.rint(telling[at] * scale)
    return found, max(total, 1)


@njit(cache=True, nogil=True)
def all_runs(letters: Any, bounds: Any, smallest: int, largest: int, out: Any) -> None:
    """The runs of each text one after another into ``out``: where those of each begin, the runs, how often each."""
    starts, codes, counts = out
    for one in range(len(bounds) - 1):
        first = starts[one]
        text = letters[bounds[one] : bounds[one + 1]]
        starts[one + 1] = first + runs_into(text, smallest, largest, codes[first:], counts[first:])


@njit(cache=True, nogil=True)
def search_batch(
    runs: Any, words: Any, table: Any, idf: Any, rarest: Any, limits: Any, of_run: Any, of_word: Any, twins: Any,
    tables: Any, weights: Any, room: Any, sums: Any, worths: Any, most: int, highest: Any, out: Any,
) -> None:  # fmt: skip
    """The search of one part for many phrases; ``highest`` holds the highest likeness so far of each, and is raised.

    Into ``out``: how many concepts were found for each phrase, which, their points, and the share heard.
    """
    run_bounds, codes, counts = runs
    word_bounds, numbers, unknown = words
    run_room, word_room = room
    whole, told, tally, touched, chosen, spare = sums
    founds, concepts, points, heards = out
    for one in range(len(founds)):
        first, stop = run_bounds[one], run_bounds[one + 1]
        known = weigh_runs(codes[first:stop], counts[first:stop], table, rarest, most, run_room)
        asked = numbers[word_bounds[one] : word_bounds[one + 1]]
        heard, total = weigh_words(asked, idf, twins, unknown[one], word_room)
        places, for_labels = run_room[0][:known], run_room[1][:known]
        seen = add_weighed(of_run, places, run_room[2][:known], whole, whole, touched, 0)
        seen = add_weighed(of_word, word_room[0][:heard], word_room[1][:heard], told, whole, touched, seen)
        edges = (limits[0], limits[1], highest[one])
        found, top = shorten(whole, told, total, edges, tally, touched[:seen], (chosen, spare))
        highest[one] = max(highest[one], top)
        for at in range(found):
            points[one, at] = whole[chosen[at]]
            heards[one, at] = told[chosen[at]]
        for at in range(seen):
            whole[touched[at]] = 0
            told[touched[at]] = 0
        question = (places, for_labels, word_room[0][:heard], word_room[1][:heard], word_room[2][:heard], total)
        score_labels(tables, question, weights, chosen[:found], heards[one], worths, points[one])
        founds[one] = found
        concepts[one, :found] = chosen[:found]


@njit(cache=True, nogil=True)
def add_weighed(table: Any, terms: Any, values: Any, into: Any, other: Any, touched: Any, seen: int) -> int:
    """Add value times weight to every text that holds a term; those whose sums (and ``other`` sums) were zero are
    added to ``touched``, of which ``seen`` are there already. Gives how many there are then."""
    starts, owners, weights = table
    for at in range(len(terms)):
        value = values[at]
        if value:
            for one in range(starts[terms[at]], starts[terms[at] + 1]):
                owner = owners[one]
                worth = value * weights[one]
                if worth:
                    if into[owner] == 0 and other[owner] == 0:
                        touched[seen] = owner
                        seen += 1
                    into[owner] += worth
    return seen


@njit(cache=True, nogil=True)
def shorten(whole: Any, told: Any, total: int, limits: Any, tally: Any, touched: Any, out: Any) -> Any:
    """Turn sums into shares of 10,000 and choose the likest concepts, in order; gives how many, and the highest rough score.

    ``tally`` (all zero, and left so) counts how many concepts have each rough score.
    """
    most, worth, before = limits
    chosen, spare = out
    highest = 0
    for place in touched:
        whole[place] = min(np.int64(whole[place]) * WHOLE >> UNIT_BITS, WHOLE)
        if told[place]:
            told[place] = min(told[place] * WHOLE // (total * STRENGTH), WHOLE)
        value = (whole[place] + told[place]) // 2
        tally[value] += 1
        highest = max(highest, value)
    tally[0] = 0
    # `above` concepts have `edge` or more; of those just below it, the first ones are taken too.
    floor = max(1, max(highest, before) * worth // 1000)
    edge, above = highest + 1, 0
    while edge > floor and above + tally[edge - 1] <= most:
        edge -= 1
        above += tally[edge]
    left = most - above if edge > floor else 0
    tally[: highest + 1] = 0
    found, waiting = 0, 0
    for place in touched:
        value = (whole[place] + told[place]) // 2
        if value >= edge:
            chosen[found] = place
            found += 1
        elif left and value == edge - 1:
            spare[waiting] = place
            waiting += 1
    spare[:waiting].sort()
    for at in range(min(left, waiting)):
        chosen[found] = spare[at]
        found += 1
    chosen[:found].sort()
    return found, highest


@njit(cache=True, nogil=True)
def score_labels(
    tables: Any, question: Any, weights: Any, chosen: Any, heards: Any, worths: Any, points: Any
) -> None:  # fmt: skip
    """Score each chosen concept by its best label into ``points`` (which hold its likeness as a whole); what is written
    in ``worths`` is wiped again."""
    first_label, label_total, bonus, run_at, run_of, run_weight, word_at, word_of, word_weight = tables
    runs, for_labels, words, telling, shares, total = question
    chars, wordly, least, wholly, concept = weights
    run_worth, word_worth, bits = worths
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
        best += wholly * points[found] + concept * heards[found]
        points[found] = max(best // 1000, same + best // 100_000 if same else 0)
    for at in range(len(runs)):
        run_worth[runs[at]] = 0
        bits[runs[at] >> 5] = 0
    for at in range(len(words)):
        word_worth[words[at], 0] = 0
        word_worth[words[at], 1] = 0


@njit(cache=True, nogil=True)
def look_up_batch(runs: Any, table: Any, most: int, room: Any, sums: Any, out: Any) -> None:
    """As `Spelling.plain_look_up` for many words: into ``out`` how many places each has, and the places ascending."""
    bounds, codes, counts = runs
    known_runs, starts, owners, weights = table
    places, often, spread, touched = room
    founds, chosen = out
    for one in range(len(founds)):
        known = 0
        for at in range(bounds[one], bounds[one + 1]):
            place = np.searchsorted(known_runs, codes[at])
            if place < len(known_runs) and known_runs[place] == codes[at]:
                places[known] = place
                often[known] = counts[at]
                spread[known] = starts[place + 1] - starts[place]
                known += 1
        together = 0
        for rank, at in enumerate(np.argsort(spread[:known], kind="mergesort")):
            together += spread[at]
            if together > most and rank > 0:
                often[at] = 0
        table_of = (starts, owners, weights)
        seen = add_weighed(table_of, places[:known], often[:known], sums, sums, touched, 0)
        founds[one] = top_of(sums, touched[:seen], chosen[one])


@njit(cache=True, nogil=True)
def top_of(sums: Any, touched: Any, places: Any) -> int:
    """The ``places`` of the highest sums, the first of equal ones, ascending; gives how many; sums are wiped."""
    most, found, weakest = len(places), 0, 0
    for at in touched:
        if found < most:
            places[found] = at
            found += 1
            fits = found == most
        else:
            least = sums[places[weakest]]
            fits = sums[at] > least or (sums[at] == least and at < places[weakest])
            if fits:
                places[weakest] = at
        if fits:
            for one in range(most):
                gap = sums[places[one]] - sums[places[weakest]]
                if gap < 0 or (gap == 0 and places[one] > places[weakest]):
                    weakest = one
    for at in touched:
        sums[at] = 0
    places[:found].sort()
    return found


@njit(cache=True, nogil=True)
def best_of(parts: Any, factors: Any, english: Any, digital: Any, mask: Any, out: Any) -> None:
    """As `LinkIndex.ranked`: over all parts the best rows of each phrase, one a concept; into ``out`` how many and which."""
    founds, concepts, points, heards = parts
    counts, rows = out
    flags, near, same = digital
    numbers, phrases, width = concepts.shape
    minus = np.empty(numbers * width, dtype=np.int64)
    for one in range(phrases):
        for part in range(numbers):
            for at in range(width):
                place = part * width + at
                minus[place] = 1
                if at < founds[part, one] and mask[concepts[part, one, at]]:
                    value = points[part, one, at]
                    if not english[part] or value < WHOLE:
                        value = value * factors[one, part] // 1000
                    if flags[concepts[part, one, at]]:
                        value += same if value >= WHOLE else min(near, max(WHOLE - 1 - value, 0))
                    minus[place] = -value
        count = 0
        while count < rows.shape[1]:
            best, chosen = 1, -1
            for place in range(numbers * width):
                if minus[place] <= 0 and (chosen < 0 or minus[place] <= best):
                    part, at = place // width, place % width
                    concept = concepts[part, one, at]
                    if chosen < 0 or minus[place] < best or concept < rows[one, count, 1]:
                        best, chosen = minus[place], place
                        rows[one, count, 0] = best
                        rows[one, count, 1] = concept
                        rows[one, count, 2] = part
                        rows[one, count, 3] = heards[part, one, at]
            if chosen < 0:
                break
            for place in range(numbers * width):
                if minus[place] <= 0 and concepts[place // width, one, place % width] == rows[one, count, 1]:
                    minus[place] = 1
            count += 1
        counts[one] = count


@njit(cache=True, nogil=True)
def told_batch(phrases: Any, said: Any, words: Any, rows: Any, marks: Any, out: Any) -> None:
    """As `dictionary.told_plain` for many phrases; ``marks`` (all zero, and left so) has a place for each word."""
    asked_bounds, numbers, telling, totals = phrases
    starts, owners, weights = said
    first_word, word_of = words
    bounds, concepts = rows
    for one in range(len(bounds) - 1):
        for at in range(bounds[one], bounds[one + 1]):
            first, stop = first_word[concepts[at]], first_word[concepts[at] + 1]
            for place in range(first, stop):
                marks[word_of[place]] = 1
            told = 0
            for asked in range(asked_bounds[one], asked_bounds[one + 1]):
                best = np.int64(0)
                for place in range(starts[numbers[asked]], starts[numbers[asked] + 1]):
                    if marks[owners[place]]:
                        # The translations of a word stand in order of their strength.
                        best = np.int64(weights[place])
                        break
                told += telling[asked] * best
            out[at] = told * WHOLE // (totals[one] * STRENGTH)
            for place in range(first, stop):
                marks[word_of[place]] = 0
