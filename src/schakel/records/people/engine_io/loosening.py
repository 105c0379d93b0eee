"""Which demands a vacancy can best keep: the most demands that together still reach so many people that a number is given."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from schakel.engine.matching.reach import Disclosure

# So many sets of demands go on to the next size; with more, those that reach most people do.
SETS_MOST = 400


def most_to_keep(
    having: Counter[frozenset[str]], demands: Sequence[str], hide: Disclosure, *, needs: Collection[str]
) -> tuple[frozenset[str], int] | None:
    """The largest set of demands that reaches enough people, and about how many; None when no demand alone does.

    `having` counts people by which of the demands they meet. Only numbers that may be shown decide, and of equal sets the
    one that reaches most, then the order of `demands`. At least one of `needs` stays: a language alone is no work.

    >>> from collections import Counter
    >>> met = Counter({frozenset("ab"): 12, frozenset("bc"): 30, frozenset("abc"): 3})
    >>> kept, people = most_to_keep(met, "abcd", Disclosure(10, 5), needs="abcd")
    >>> sorted(kept), people
    (['b', 'c'], 35)
    """
    place = {demand: number for number, demand in enumerate(demands)}
    best: tuple[frozenset[str], int] | None = None
    sets: Iterable[tuple[str, ...]] = [(demand,) for demand in demands]
    while True:
        reached = [(kept, shown) for kept in sets if (shown := _people(kept, having, hide)) is not None]
        reached.sort(key=lambda one: (-one[1], [place[demand] for demand in one[0]]))
        found = next(((frozenset(kept), shown) for kept, shown in reached if not set(needs).isdisjoint(kept)), None)
        if found is None:
            return best
        best = found
        going_on = {kept for kept, _shown in reached[:SETS_MOST]}
        alone = sorted({demand for kept in going_on for demand in kept}, key=place.__getitem__)
        sets = [(*kept, demand) for kept in going_on for demand in alone if place[demand] > place[kept[-1]]]


def _people(kept: tuple[str, ...], having: Counter[frozenset[str]], hide: Disclosure) -> int | None:
    wanted = frozenset(kept)
    return hide.show(sum(number for have, number in having.items() if wanted <= have))
