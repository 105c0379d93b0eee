"""The other direction: who meets these criteria? A yes or no each, a neutral order, and never a score.

Employers and advisers search on what people chose to publish. Who meets the criteria comes back in an order that says
nothing about fit: shuffled by a seed that is logged. `counts_without` tells an employer what each demand costs in
people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from schakel.engine.errors import InputError
from schakel.engine.matching.types import CEFR, LanguageClaim, SkillClaim


@dataclass(frozen=True, slots=True)
class Published:
    """What one person chose to publish, under an opaque reference."""

    reference: str
    skills: tuple[SkillClaim, ...] = ()
    languages: tuple[LanguageClaim, ...] = ()
    hours_least: int | None = None
    hours_most: int | None = None


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is searched: skill URI to least level (None = any), languages, and hours a week. All must be met."""

    skills: Mapping[str, int | None]
    languages: tuple[LanguageClaim, ...] = ()
    hours: int | None = None


def people_who_meet(criteria: Criteria, published: Mapping[str, Published], *, seed: str) -> tuple[str, ...]:
    """References of those who meet all criteria, in a neutral order that only `seed` decides.

    What somebody did not publish counts as not met, except hours, which then stay open.

    >>> people = {r: Published(r, (SkillClaim("sql"),)) for r in ("a", "b", "c")}
    >>> sorted(people_who_meet(Criteria({"sql": None}), people, seed="2026-11-24"))
    ['a', 'b', 'c']
    """
    return drawn([reference for reference in published if meets(criteria, published[reference])], seed=seed)


def drawn(references: Iterable[str], *, seed: str, first: int | None = None) -> tuple[str, ...]:
    """The same references in a neutral order: only `seed` decides it, not the order in which they come.

    `first` gives so many of that order only, without putting the others in order.

    >>> drawn(["a", "b", "c"], seed="2026-11-24") == drawn(["c", "a", "b"], seed="2026-11-24")
    True
    >>> drawn("abcdef", seed="2026-11-24", first=2) == drawn("abcdef", seed="2026-11-24")[:2]
    True
    """
    if not seed:
        raise InputError("A neutral order needs a seed", remedy="Give a seed and log it")
    begun = f"{seed}\n".encode()
    lots = [(hashlib.sha256(begun + reference.encode()).digest(), reference) for reference in references]
    ordered = sorted(lots) if first is None else nsmallest(first, lots)
    return tuple(reference for _lot, reference in ordered)


def counts_without(
    criteria: Criteria, published: Mapping[str, Published], *, shown_from: int, round_to: int = 1
) -> dict[str, int | None]:
    """For each skill: how many people meet the criteria when it is left out; key `""` for all criteria.

    Numbers below `shown_from` come back as None, so that nobody can be singled out; the others in steps of `round_to`.
    `vacancy_reach` says more: what a lower level or a wish would give.
    """
    trials = {"": criteria} | {uri: _without(criteria, uri) for uri in sorted(criteria.skills)}
    counts = {key: sum(meets(trial, person) for person in published.values()) for key, trial in trials.items()}
    return {
        key: None if count < shown_from else (count + round_to // 2) // round_to * round_to
        for key, count in counts.items()
    }


def _without(criteria: Criteria, uri: str) -> Criteria:
    return Criteria(
        {key: level for key, level in criteria.skills.items() if key != uri}, criteria.languages, criteria.hours
    )


def meets(criteria: Criteria, person: Published) -> bool:
    """Whether what one person published meets all criteria: yes or no, never how well."""
    return _has_skills(criteria, person) and _has_languages(criteria, person) and _has_hours(criteria, person)


def _has_skills(criteria: Criteria, person: Published) -> bool:
    levels = {claim.uri: claim.level for claim in person.skills if claim.tier != "assumed" and claim.level != 0}
    return all(
        uri in levels and (least is None or (levels[uri] or 0) >= least) for uri, least in criteria.skills.items()
    )


def _has_languages(criteria: Criteria, person: Published) -> bool:
    spoken = {claim.code: claim.cefr for claim in person.languages}
    return all(
        wanted.code in spoken and language_met(spoken[wanted.code], wanted.cefr) for wanted in criteria.languages
    )


def language_met(have: str | None, wanted: str | None) -> bool:
    """Whether a CEFR level reaches the wanted one; a level that was not told does not."""
    return wanted is None or (have is not None and CEFR.index(have) >= CEFR.index(wanted))


def _has_hours(criteria: Criteria, person: Published) -> bool:
    if criteria.hours is None:
        return True
    least, most = person.hours_least or 0, person.hours_most
    return least <= criteria.hours and (most is None or criteria.hours <= most)
