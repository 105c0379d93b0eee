"""Many offers, ready to be ranked for anybody: the same list as `rank`, found without scoring every offer.

The kernel gives for each offer an upper bound of its score, and leaves out what a gate rules out. Offers are scored in
full from the highest bound down, until the last one kept beats every bound that is left. So the list is exactly that of
`rank` over all offers, whatever the machine or the number of threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from schakel.engine.matching.fast.group import Chooser, Group, Within
from schakel.engine.matching.fast.index import OfferIndex
from schakel.engine.matching.gates import Scene
from schakel.engine.matching.rank import Place, match, mix_in_outside, place_in_list, rank
from schakel.engine.matching.travel import Distances, Ways
from schakel.engine.matching.types import Match, Target
from schakel.engine.matching.view import PersonsOwnView

_GROUP = 256
FIRST_ASK = 4


def rank_best(
    view: PersonsOwnView,
    offers: OfferIndex,
    *,
    now: date,
    limit: int,
    distances: Distances | Ways | None = None,
) -> tuple[Match, ...]:
    """Exactly `rank(view, offers.targets, ..., limit=limit)`, for long lists.

    >>> from schakel.engine.matching import Profile, Scorer, SkillClaim, Target, TargetDemand, load_rules
    >>> from schakel.engine.skills.taxonomy import Skill, Taxonomy
    >>> from schakel.reference import REFERENCE
    >>> taxonomy = Taxonomy({"sql": Skill("sql", "sql", "knowledge", {"en": "SQL"}, {})}, {})
    >>> scorer = Scorer(taxonomy, load_rules(REFERENCE / "matching"))
    >>> jobs = [Target(f"job{at}", "vacancy", (TargetDemand("sql", "essential"),)) for at in range(3)]
    >>> view = PersonsOwnView.open(Profile(skills=(SkillClaim("sql"),)), person="p", viewer="p")
    >>> [(one.target.uri, one.score) for one in rank_best(view, OfferIndex(jobs, scorer), now=date(2026, 11, 24), limit=2)]
    [('job0', 80), ('job1', 80)]
    """
    ways = Ways.of(distances or {})
    found = next(iter(_ranked([view], offers, Scene(now, ways), limit=limit, threads=1, fill=True)))
    if found.complete:
        return found.best
    return rank(view, offers.targets, offers.scorer, now=now, distances=ways, limit=limit)


def rank_many(
    views: Iterable[PersonsOwnView],
    offers: OfferIndex,
    *,
    now: date,
    limit: int,
    distances: Distances | Ways | None = None,
    threads: int = 1,
) -> Iterator[tuple[Match, ...]]:
    """For each person their own list, in the order in which the people came: for messages about new offers.

    A list holds only offers that give points and pass the gates, so it may be shorter than `limit`. People are never
    compared with each other.
    """
    scene = Scene(now, Ways.of(distances or {}))
    people = iter(views)
    while group := list(islice(people, _GROUP)):
        for found in _ranked(group, offers, scene, limit=limit, threads=threads):
            yield found.best


class _Found(NamedTuple):
    """The list of one person; `complete` when nothing that was not looked at could belong to it."""

    best: tuple[Match, ...]
    complete: bool


def _ranked(
    views: Sequence[PersonsOwnView], offers: OfferIndex, scene: Scene, *, limit: int, threads: int, fill: bool = False
) -> Iterator[_Found]:
    """The lists; `fill` adds offers without points where there are too few with points."""
    rules = offers.scorer.rules
    need = max(limit, rules.outside_among_first) + rules.outside_least
    group = Group([view.profile for view in views], offers, scene)
    bests = group.search(need * FIRST_ASK, within="open", threads=threads)
    others = group.search(rules.outside_least * FIRST_ASK, within="outside", threads=threads)
    for person in range(len(views)):
        chosen = Chooser(group, person)
        good = chosen.best(bests[person], need, within="open")
        if fill and len(good) < need:
            good += chosen.without_points(need - len(good))
        if fill and len(good) < need:
            ruled_out = group.search_some([person], need * FIRST_ASK, within="any")[0]
            good += chosen.best(ruled_out, need - len(good), within="any")
        lifted = chosen.best(others[person], rules.outside_least, within="outside")
        every = {one[1].target.uri: one for one in (*good, *lifted)}
        ordered = sorted(every.values(), key=lambda one: one[0])
        mixed = mix_in_outside([one for _, one in ordered], offers.scorer)
        yield _Found(tuple(mixed[:limit]), len(good) >= need)


def rank_part(
    view: PersonsOwnView,
    offers: OfferIndex,
    *,
    now: date,
    limit: int,
    among: npt.NDArray[np.bool_],
    also: Sequence[Target] = (),
    distances: Distances | Ways | None = None,
) -> tuple[Match, ...]:
    """What gives points among a part of the offers and some others, as `rank` over these would order it.

    `among`: one boolean per offer, in the order of `offers.targets`, that says whether it counts. `also` are targets that
    are not in the index (yet), or changed since; an offer may not stand in both. Exactly the first `limit` of
    `[one for one in rank(view, [...], ...) if one.milli]`.
    """
    rules, scene = offers.scorer.rules, Scene(now, Ways.of(distances or {}))
    need = max(limit, rules.outside_among_first) + rules.outside_least
    group = Group([view.profile], offers, scene, among=among)
    chosen = Chooser(group, 0)

    def best(most: int, within: Within) -> list[tuple[Place, Match]]:
        entries = group.search_some([0], most * FIRST_ASK, within=within)[0]
        return chosen.best(entries, most, within=within)

    rows = best(need, "open") + best(rules.outside_least, "outside")
    others = [match(view, one, offers.scorer, now=now, distances=scene.ways) for one in also]
    rows += [(place_in_list(one, view.profile, scene.ways), one) for one in others if one.milli]
    passing = {one.target.uri for _, one in rows if not one.gate_results("fail")}
    if len(passing) < need:  # what a condition rules out comes after all that none does
        rows += best(need - len(passing), "any")
    every = {one[1].target.uri: one for one in rows}
    ordered = [one for _, one in sorted(every.values(), key=lambda row: row[0])]
    return tuple(mix_in_outside(ordered, offers.scorer)[:limit])
