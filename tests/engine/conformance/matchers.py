"""Matchers: the full list, the fast list, lists for many, what-ifs, searches and reach; a question is a pair of inputs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from engine.conformance.adapter import Adapter, Many, one_by_one, shuffled
from engine.matching.small import NOW, asks, own_view, small_scorer, small_taxonomy, uri
from schakel.engine.matching import (
    Criteria,
    Disclosure,
    LanguageClaim,
    PersonsOwnView,
    Published,
    SkillClaim,
    Target,
    curriculum_reach,
    occupation_targets,
    people_who_meet,
    rank,
    smallest_set,
    vacancy_reach,
    what_helps,
)

ROLES = occupation_targets(small_taxonomy())
JOBS = (
    asks("sql", "reporting", important=("python",), name="1"),
    asks("cisco", "networking", wished=("customer-care",), name="2"),
    asks("service-desk", "customer-care", name="3"),
)
VIEWS = (
    own_view("sql", "python", "reporting"),
    own_view(SkillClaim(uri("cisco"), 2, "evidenced"), "juniper"),
    own_view("customer-care", undecided=("service-desk",)),
    own_view("postgresql", "tableau", "customer-care"),
)
Question = tuple[PersonsOwnView, tuple[Target, ...]]
QUESTIONS: tuple[Question, ...] = tuple((view, targets) for view in VIEWS for targets in (ROLES, JOBS))
NOBODY: Question = (own_view(), ())


def _reorder(question: Question, draw: random.Random) -> Question:
    """Claims, demands and targets in another order."""
    view, targets = question
    profile = replace(view.profile, skills=shuffled(view.profile.skills, draw))
    turned = [replace(one, demands=shuffled(one.demands, draw)) for one in shuffled(targets, draw)]
    return view.with_profile(profile), tuple(turned)


def _each(answer: Callable[[PersonsOwnView, tuple[Target, ...], Any], Any]) -> Callable[[], Many]:
    def make() -> Many:
        scorer = small_scorer()
        return one_by_one(lambda question: answer(*question, scorer))

    return make


def _rank(view: PersonsOwnView, targets: tuple[Target, ...], scorer: Any) -> Any:
    return [_told(one) for one in rank(view, targets, scorer, now=NOW)]


def _told(one: Any) -> Any:
    """A match without its target, whose demands stand in the order given."""
    return one.target.uri, one.milli, one.score, one.terms, one.gates, one.outside


def _rank_best(view: PersonsOwnView, targets: tuple[Target, ...], scorer: Any) -> Any:
    from schakel.engine.matching.fast import OfferIndex, rank_best

    return [_told(one) for one in rank_best(view, OfferIndex(targets, scorer), now=NOW, limit=3)]


def _helps(view: PersonsOwnView, targets: tuple[Target, ...], scorer: Any) -> Any:
    return {one.uri: what_helps(view, one, scorer) for one in targets}


def _smallest(view: PersonsOwnView, targets: tuple[Target, ...], scorer: Any) -> Any:
    return {one.uri: smallest_set(view, one, scorer, threshold=60) for one in targets}


def _curriculum(view: PersonsOwnView, targets: tuple[Target, ...], scorer: Any) -> Any:
    return curriculum_reach([claim.uri for claim in view.profile.skills], targets, scorer)


def _many() -> Many:
    """All people at once over the same roles: the targets of the question are not looked at."""
    from schakel.engine.matching.fast import OfferIndex, rank_many

    index = OfferIndex(ROLES, small_scorer())

    def lists(questions: Sequence[Question]) -> list[Any]:
        found = rank_many([view for view, _ in questions], index, now=NOW, limit=3, threads=2)
        return [[_told(one) for one in best] for best in found]

    return lists


PEOPLE = {
    f"p{at}": Published(f"p{at}", (SkillClaim("sql", at % 4), SkillClaim("cisco")), (LanguageClaim("nl", "B2"),))
    for at in range(40)
}
SEARCHES = tuple((Criteria({"sql": level, "cisco": None}), PEOPLE) for level in (None, 1, 2, 3))
NO_SEARCH = (Criteria({"sql": 1}), {})


def _other_people(question: Any, draw: random.Random) -> Any:
    criteria, people = question
    return criteria, {key: people[key] for key in shuffled(list(people), draw)}


def _reach(question: Any) -> Any:
    return vacancy_reach(*question, Disclosure(10, 5))


MATCHERS = [
    Adapter("rank", _each(_rank), QUESTIONS, NOBODY, lambda found: found == [], _reorder),
    Adapter("rank_best", _each(_rank_best), QUESTIONS, NOBODY, lambda found: found == [], _reorder),
    Adapter("rank_many", _many, QUESTIONS, NOBODY, lambda found: found == [], _reorder),
    Adapter("what_helps", _each(_helps), QUESTIONS, NOBODY, lambda found: found == {}, _reorder),
    Adapter("smallest_set", _each(_smallest), QUESTIONS, NOBODY, lambda found: found == {}, _reorder),
    Adapter("curriculum_reach", _each(_curriculum), QUESTIONS, NOBODY, lambda found: found.total == 0, _reorder),
    Adapter(
        "people_who_meet",
        lambda: one_by_one(lambda question: people_who_meet(*question, seed="seed")),
        SEARCHES,
        NO_SEARCH,
        lambda found: found == (),
        _other_people,
    ),
    Adapter(
        "vacancy_reach",
        lambda: one_by_one(_reach),
        SEARCHES,
        NO_SEARCH,
        lambda found: found.everything is None and found.costliest is None,
        _other_people,
    ),
]
