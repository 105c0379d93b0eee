"""Prior learning: which modules of a programme somebody need not do under its rules, and what that takes off."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from schakel.engine.routing.given import Waiver

LEVELS = ("mbo-1", "mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
TIERS = ("claimed", "evidenced", "validated")
MONTHS = 12

State = Literal["known", "ask"]
_MET = ("no", "part", "full")


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a programme: study hours and part of the price in euros, None where unknown; `teaches` are skill URIs."""

    key: str
    title: str
    hours: int | None = None
    price: Decimal | None = None
    teaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorRule:
    """Who is exempt from `modules` (keys), from a day to a day. Any one of the three ways is enough.

    A diploma of at least `level`, of one of `studies` (lower-case words of its name; none: of any study); all `skills`
    (URI to least level, None: any) shown by at least `tier`; `years` of work in `occupation` (URI).
    """

    modules: tuple[str, ...]
    source: str
    level: str = ""
    studies: tuple[str, ...] = ()
    skills: Mapping[str, int | None] = field(default_factory=dict)
    tier: str = "evidenced"
    occupation: str = ""
    years: int = 1
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Curriculum:
    """A programme in modules: `offer` is its id, `price` in euros and `weeks` of the whole, None where unknown.

    `language` is that of the titles and sources.
    """

    offer: str
    price: Decimal | None
    weeks: int | None
    modules: tuple[Module, ...]
    rules: tuple[PriorRule, ...]
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Learned:
    """What somebody tells that rules ask about. Nothing of it reaches the ranker.

    `level` is the highest diploma, `studies` the names of studies that were finished, `skills` maps a URI to level and
    tier, `months` an occupation to months worked in it (see `worked`), `granted` an offer to the keys of modules a school
    said yes to.
    """

    level: str = ""
    studies: tuple[str, ...] = ()
    skills: Mapping[str, tuple[int | None, str]] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    granted: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exempt:
    """A module somebody need not do (`known`: a rule is met, or the school granted it) or can ask about (`ask`)."""

    module: Module
    state: State
    source: str


def exempt(curriculum: Curriculum, learned: Learned, *, on: date) -> tuple[Exempt, ...]:
    """The modules somebody is exempt from on a day, or may ask an exemption for, in the order of the programme.

    A rule that is met wholly makes its modules known; one that is met in part makes them worth asking.

    >>> sql = Module("m1", "Databases", hours=100, price=Decimal(250))
    >>> rule = PriorRule(("m1",), "exam rules", level="mbo-4", studies=("software developer",))
    >>> programme = Curriculum("ad", Decimal(1000), 40, (sql,), (rule,))
    >>> who = Learned(level="mbo-4", studies=("Software Developer",))
    >>> [(one.module.title, one.state) for one in exempt(programme, who, on=date(2026, 11, 24))]
    [('Databases', 'known')]
    """
    best: dict[str, tuple[int, str]] = {}
    for rule in curriculum.rules:
        met = _met(rule, learned) if _in_force(rule, on) else 0
        for key in rule.modules if met else ():
            if met > best.get(key, (0, ""))[0]:
                best[key] = met, rule.source
    granted = learned.granted.get(curriculum.offer, frozenset())
    found = []
    for module in curriculum.modules:
        met, source = best.get(module.key, (0, ""))
        if module.key in granted or met == _MET.index("full"):
            found.append(Exempt(module, "known", source))
        elif met:
            found.append(Exempt(module, "ask", source))
    return tuple(found)


def saved(curriculum: Curriculum, modules: Iterable[Module]) -> tuple[int, int]:
    """What a programme without these modules costs less, in whole euros and weeks: never more than what is sure.

    Euros are the difference between what one pays whole and without, each rounded up as prices are shown. Weeks follow
    the study hours: with a quarter of the hours gone, a quarter of the weeks is. Unknown takes nothing off.

    >>> rows = (Module("a", "A", 100, Decimal("250.50")), Module("b", "B", 300, Decimal(600)))
    >>> saved(Curriculum("ad", Decimal("850.50"), 10, rows, ()), rows[:1])
    (251, 2)
    """
    gone = {one.key for one in modules}
    off = [one for one in curriculum.modules if one.key in gone]
    euros = 0
    if curriculum.price is not None:
        less = sum((one.price for one in off if one.price is not None), Decimal(0))
        euros = math.ceil(curriculum.price) - math.ceil(max(Decimal(0), curriculum.price - less))
    hours = [one.hours for one in curriculum.modules]
    weeks = 0
    if curriculum.weeks is not None and all(hours) and hours:
        whole = sum(one or 0 for one in hours)
        left = whole - sum(one.hours or 0 for one in off)
        weeks = curriculum.weeks - -(-curriculum.weeks * left // whole)
    return euros, weeks


def waiver(curriculum: Curriculum, found: Iterable[Exempt]) -> Waiver | None:
    """What a route may reckon with: the modules that are known. None when these take nothing off."""
    known = [one for one in found if one.state == "known"]
    euros, weeks = saved(curriculum, [one.module for one in known])
    if not euros and not weeks:
        return None
    return Waiver(
        curriculum.offer,
        price_off=euros,
        weeks_off=weeks,
        source="; ".join(dict.fromkeys(one.source for one in known if one.source)),
        outcomes=tuple(dict.fromkeys(uri for one in known for uri in one.module.teaches)),
    )


def _in_force(rule: PriorRule, on: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= on) and (rule.valid_until is None or on <= rule.valid_until)


def _met(rule: PriorRule, learned: Learned) -> int:
    """How far the best way of a rule is met: 0 not, 1 in part, 2 wholly."""
    return max(_by_diploma(rule, learned), _by_skills(rule, learned), _by_work(rule, learned))


def _by_diploma(rule: PriorRule, learned: Learned) -> int:
    """Wholly with the level and a study of that name; in part with one of the two where both are asked."""
    if not rule.level:
        return 0
    high = learned.level in LEVELS and LEVELS.index(learned.level) >= LEVELS.index(rule.level)
    if not rule.studies:
        return 2 if high else 0
    named = any(name in study.casefold() for study in learned.studies for name in rule.studies)
    return int(high) + int(named)


def _by_skills(rule: PriorRule, learned: Learned) -> int:
    """Wholly with every skill at its level and proof; in part with at least half of the skills, whatever the proof."""
    if not rule.skills:
        return 0
    held = [uri for uri in rule.skills if uri in learned.skills]
    full = [uri for uri in held if _shown(rule, uri, *learned.skills[uri])]
    if len(full) == len(rule.skills):
        return 2
    return 1 if 2 * len(held) >= len(rule.skills) else 0


def _shown(rule: PriorRule, uri: str, level: int | None, tier: str) -> bool:
    least = rule.skills[uri]
    return TIERS.index(tier) >= TIERS.index(rule.tier) and (least is None or (level is not None and level >= least))


def _by_work(rule: PriorRule, learned: Learned) -> int:
    """Wholly with the years; in part with some of that work."""
    if not rule.occupation or rule.occupation not in learned.months:
        return 0
    return 2 if learned.months[rule.occupation] >= rule.years * MONTHS else 1
