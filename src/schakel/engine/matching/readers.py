"""The same facts for other readers than the person: an employer and an adviser.

Neither gets a score, points or an order of people. The employer sees the own criteria beside what one person chose to
publish; the adviser sees what to talk about with that person. Both read `Published`, never a profile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from schakel.engine.matching.criteria import Criteria, Published, language_met
from schakel.engine.matching.explain import Speaker, demand_name
from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.types import Profile, Target

Standing = Literal["met", "lower", "open"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of an employer for one person: `met`, met at a `lower` level, or `open` (not published)."""

    what: str
    standing: Standing
    sentence: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The criteria of an employer beside one person, in the order of the criteria; `lead` counts those that stand."""

    lead: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class TalkingPoints:
    """What an adviser can talk about with somebody who aims at something: in plain sentences."""

    shown: tuple[str, ...]
    said: tuple[str, ...]
    near: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def overview(criteria: Criteria, person: Published, speaker: Speaker) -> Overview:
    """Each criterion with yes, lower or open, for somebody who chose to be seen. What is not published is no refusal.

    >>> from schakel.engine.matching.texts import Texts
    >>> from schakel.engine.skills.taxonomy import Skill, Taxonomy
    >>> sql = Skill("urn:schakel:skill:sql", "sql", "knowledge", {"en": "SQL"}, {})
    >>> taxonomy = Taxonomy({sql.uri: sql}, {})
    >>> texts = {key: {"en": text} for key, text in {"employer.count": "{met} of {total}",
    ...     "employer.met": "{criterion}: yes", "employer.open": "{criterion}: ask"}.items()}
    >>> speaker = Speaker(Texts(texts), taxonomy, "en")
    >>> [one.sentence for one in overview(Criteria({sql.uri: None}), Published("r", ()), speaker).criteria]
    ['SQL: ask']
    """
    rows = [*_skills(criteria, person, speaker), *_languages(criteria, person, speaker)]
    if criteria.hours is not None:
        rows.append(_hours(criteria.hours, person, speaker))
    met = sum(row.standing == "met" for row in rows)
    return Overview(speaker.say("employer.count", met=met, total=len(rows)), tuple(rows))


def _row(what: str, standing: Standing, speaker: Speaker) -> Criterion:
    return Criterion(what, standing, speaker.say(f"employer.{standing}", criterion=what))


def _skills(criteria: Criteria, person: Published, speaker: Speaker) -> Iterable[Criterion]:
    levels = {claim.uri: claim.level for claim in person.skills if claim.tier != "assumed" and claim.level != 0}
    for uri, least in criteria.skills.items():
        standing: Standing = "open"
        if uri in levels:
            level = levels[uri]
            standing = "met" if least is None or (level or 0) >= least else "open" if level is None else "lower"
        yield _row(speaker.skill(uri), standing, speaker)


def _languages(criteria: Criteria, person: Published, speaker: Speaker) -> Iterable[Criterion]:
    spoken = {claim.code: claim.cefr for claim in person.languages}
    for wanted in criteria.languages:
        what = f"{speaker.skill(wanted.code)} {wanted.cefr or ''}".strip()
        standing: Standing = "open"
        if wanted.code in spoken:
            have = spoken[wanted.code]
            standing = "met" if language_met(have, wanted.cefr) else "open" if have is None else "lower"
        yield _row(what, standing, speaker)


def _hours(hours: int, person: Published, speaker: Speaker) -> Criterion:
    what = speaker.say("employer.hours", hours=hours)
    least, most = person.hours_least, person.hours_most
    told = least is not None or most is not None
    fits = (least or 0) <= hours and (most is None or hours <= most)
    return _row(what, "met" if told and fits else "open", speaker)


def talking_points(person: Published, target: Target, scorer: Scorer, speaker: Speaker) -> TalkingPoints:
    """What to talk about with one person who aims at `target`: what was shown, said, near, missing and not known.

    The order is that of the demands of the target, so it says nothing about the person.
    """
    scored = score_target(Profile(skills=person.skills), target, scorer)
    lines: dict[str, list[str]] = {"shown": [], "said": [], "near": [], "missing": []}
    for term in scored.terms:
        demand = speaker.skill(term.demand)
        if term.claim is None or term.milli == 0:
            lines["missing"].append(speaker.say("adviser.missing", demand=demand))
        elif term.relation != "same":
            have = speaker.skill(term.claim.uri)
            lines["near"].append(speaker.say("adviser.near", demand=demand, have=have))
        else:
            key = "shown" if term.claim.tier in ("validated", "evidenced") else "said"
            lines[key].append(speaker.say(f"adviser.{key}", skill=demand))
    unknown = (speaker.say("adviser.unknown", demand=demand_name(one, speaker)) for one in scored.unknown)
    return TalkingPoints(**{key: tuple(said) for key, said in lines.items()}, unknown=tuple(unknown))
