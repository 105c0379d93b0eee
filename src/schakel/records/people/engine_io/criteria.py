"""Criteria meet published profiles: a yes or no each, counts that single nobody out, and never a score.

Only what people chose to publish is looked at. How many meet the criteria comes rounded, and small numbers are not given
at all; `lots` says who they are, in a neutral order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from schakel.engine.matching.criteria import Criteria, Published, meets
from schakel.engine.matching.reach import Disclosure, vacancy_reach
from schakel.engine.matching.types import LanguageClaim, SkillClaim
from schakel.records.core.models import Place
from schakel.records.people.engine_io.learning import Teaching, learnable
from schakel.records.people.engine_io.linking import Choice, choice, skill_uri_of
from schakel.records.people.engine_io.loosening import most_to_keep
from schakel.records.people.engine_io.own import language_uri
from schakel.records.people.engine_io.parts import matching_rules
from schakel.records.people.engine_io.places import km_between
from schakel.records.people.models import LanguageClaim as LanguageRow
from schakel.records.people.models import Profile
from schakel.records.people.models import SkillClaim as SkillRow

LEVELS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
TRAININGS_SHOWN = 6
OTHERS = frozenset({"level", "language", "hours"})
IN_ONE_QUESTION = 500  # more numbers than this are not listed in one question to the database


@dataclass(frozen=True, slots=True)
class Asked:
    """Criteria as a page asks them: skill ids with the least level (None is any), and the rest.

    `level` is the lowest level of schooling; `languages` pairs of ISO 639 code and least European level ("" is any);
    `near` a place code and the most kilometres from there.
    """

    skills: tuple[tuple[str, int | None], ...] = ()
    level: str = ""
    hours: int | None = None
    languages: tuple[tuple[str, str], ...] = ()
    near: tuple[str, int] | None = None

    def uris(self) -> dict[str, int | None]:
        """The skills by URI; ids that are no skill fall away."""
        return {uri: least for id_, least in self.skills if (uri := skill_uri_of(id_))}

    def criteria(self) -> Criteria:
        spoken = tuple(LanguageClaim(language_uri(code), cefr or None) for code, cefr in self.languages)  # type: ignore[arg-type]
        return Criteria(self.uris(), spoken, self.hours)


@dataclass(frozen=True, slots=True)
class Loosened:
    """One demand of a vacancy: about how many people there are without it, and how many more that is.

    `what` is skill (then `skill` says which), level, language or hours.
    """

    what: str
    skill: Choice | None
    without: int | None
    gain: int | None


@dataclass(frozen=True, slots=True)
class NearlyThere:
    """A training, and about how many people meet everything once they followed it; None is too few to say."""

    training: Teaching
    people: int | None


@dataclass(frozen=True, slots=True)
class Together:
    """The fewest demands to let go of together before a number can be given, about how many people there are then, and
    what stays. `others` are demands beside skills: level, language, hours."""

    skills: tuple[Choice, ...]
    people: int
    others: tuple[str, ...] = ()
    kept: tuple[Choice, ...] = ()
    kept_others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """What a vacancy hears back before it is published. None is: so few that no number is given.

    `published` is about how many people publish anything at all; `costliest` the demand that costs most people;
    `after` about how many people would meet everything after each of the ways asked about.
    """

    everything: int | None
    published: int | None
    demands: tuple[Loosened, ...]
    costliest: Loosened | None
    shown_from: int
    rounded_to: int
    trainings: tuple[NearlyThere, ...] = ()
    nowhere: tuple[Choice, ...] = field(default_factory=tuple)
    together: Together | None = None
    after: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """People who published the same of what is asked; `held`: how many of the asked skills they hold."""

    person: Published
    numbers: tuple[int, ...]
    of_level: bool
    held: int


def disclosure() -> Disclosure:
    """How counts of people are shown, as the published rules say."""
    return Disclosure.of(matching_rules())


def reach_of(asked: Asked, language: str, *, ways: Sequence[frozenset[str]] = ()) -> Reach:
    """How many people in the region publish what is asked, what each demand costs, and what people could learn.

    `ways` are sets of skills (URIs) that a route teaches: of each `Reach.after` says how many people it would add.
    """
    criteria, hide = asked.criteria(), disclosure()
    learning = learnable(list(criteria.skills), language, most=TRAININGS_SHOWN)
    # Who lacks more demands than this is in none of the counts below.
    taught = [*(len(one.skills) for one in learning.trainings), *map(len, ways)]
    missing = max([len(criteria.skills) - 1, 0, *taught])
    groups = _groups(asked, criteria, missing=missing)
    able = [one for one in groups if one.of_level]
    found = vacancy_reach(criteria, _people(able, at_least=len(criteria.skills) - 1), hide)
    rows = [
        Loosened("skill", choice(one.demand, language), one.dropped, _gain(one.dropped, found.everything))
        for one in found.demands
    ]
    rows += [
        Loosened(what, None, number, _gain(number, found.everything)) for what, number in _others(asked, groups, hide)
    ]
    costly = [one for one in rows if one.without is not None and one.without != found.everything]
    met = _met(groups, criteria, asked)
    having = _having(met)
    return Reach(
        everything=found.everything,
        published=hide.show(published_near(replace(asked, level="")).count()),
        demands=tuple(rows),
        costliest=max(costly, key=lambda one: one.without or 0, default=None),
        shown_from=hide.shown_from,
        rounded_to=hide.round_to,
        trainings=tuple(
            NearlyThere(one, hide.show(_added(_taught(one), criteria, having))) for one in learning.trainings
        ),
        nowhere=learning.nowhere,
        together=None if found.everything or costly else _together(asked, met, hide, language),
        after=tuple(hide.show(_added(one, criteria, having)) for one in ways),
    )


def _met(groups: Iterable[_Group], criteria: Criteria, asked: Asked) -> Counter[frozenset[str]]:
    """How many people meet which of the demands: skills by URI, the rest by its kind."""
    alone = {uri: Criteria({uri: least}) for uri, least in criteria.skills.items()}
    others = {"language": Criteria({}, criteria.languages), "hours": Criteria({}, (), criteria.hours)}
    skills: dict[tuple[SkillClaim, ...], frozenset[str]] = {}
    found: Counter[frozenset[str]] = Counter()
    for one in groups:
        claims = one.person.skills
        if claims not in skills:
            skills[claims] = frozenset(uri for uri in alone if meets(alone[uri], one.person))
        rest = {kind for kind in others if meets(others[kind], one.person)} | ({"level"} if one.of_level else set())
        found[skills[claims] | rest] += len(one.numbers)
    return found


def _having(met: Counter[frozenset[str]]) -> Counter[frozenset[str]]:
    """Of who meets all but the skills: how many meet which of the skills."""
    found: Counter[frozenset[str]] = Counter()
    for have, number in met.items():
        if have >= OTHERS:
            found[have - OTHERS] += number
    return found


def _together(asked: Asked, met: Counter[frozenset[str]], hide: Disclosure, language: str) -> Together | None:
    """What to let go of so that a number can be given, and what stays."""
    skills = list(asked.uris())
    rest = [kind for kind, is_asked in _asked_beside(asked) if is_asked]
    found = most_to_keep(met, [*skills, *rest], hide, needs=skills)
    if found is None:
        return None
    kept, people = found
    return Together(
        skills=tuple(choice(uri, language) for uri in skills if uri not in kept),
        people=people,
        others=tuple(kind for kind in rest if kind not in kept),
        kept=tuple(choice(uri, language) for uri in skills if uri in kept),
        kept_others=tuple(kind for kind in rest if kind in kept),
    )


def _asked_beside(asked: Asked) -> list[tuple[str, bool]]:
    return [("level", asked.level in LEVELS), ("language", bool(asked.languages)), ("hours", asked.hours is not None)]


def _gain(without: int | None, everything: int | None) -> int | None:
    return None if without is None or everything is None else without - everything


def _others(asked: Asked, groups: list[_Group], hide: Disclosure) -> list[tuple[str, int | None]]:
    """What is asked beside skills, and about how many people there are without it."""
    criteria = asked.criteria()

    def count(loosened: Criteria, *, any_level: bool = False) -> int | None:
        able = (one for one in groups if (any_level or one.of_level) and one.held == len(criteria.skills))
        return hide.show(sum(len(one.numbers) for one in able if meets(loosened, one.person)))

    found = []
    if asked.level in LEVELS:
        found.append(("level", count(criteria, any_level=True)))
    if criteria.languages:
        found.append(("language", count(replace(criteria, languages=()))))
    if criteria.hours is not None:
        found.append(("hours", count(replace(criteria, hours=None))))
    return found


def _taught(training: Teaching) -> frozenset[str]:
    return frozenset(uri for one in training.skills if (uri := skill_uri_of(one.id)))


def _added(taught: frozenset[str], criteria: Criteria, having: Counter[frozenset[str]]) -> int:
    """How many people do not meet everything now, and would with what is taught."""
    everything = frozenset(criteria.skills)
    rest = everything - taught
    return sum(number for have, number in having.items() if rest <= have and have != everything)


def published_near(asked: Asked) -> QuerySet[Profile]:
    """Published profiles of this level or higher, that travel from near enough. Unknown does not meet a demand."""
    found = Profile.objects.filter(published=True)
    if asked.level in LEVELS:
        found = found.filter(level__in=LEVELS[LEVELS.index(asked.level) :])
    if asked.near is not None:
        found = found.filter(place_id__in=_near(*asked.near))
    return found


def _near(place: str, km: int) -> list[str]:
    codes = Place.objects.order_by("pk").values_list("pk", flat=True)
    return [code for code in codes if (far := km_between(place, code)) is not None and far <= km]


def _groups(asked: Asked, criteria: Criteria, *, missing: int) -> list[_Group]:
    """Who published the same of what is asked, together: in three queries at most, however many people there are.

    `missing`: so many of the skills may be lacking.
    """
    profiles = published_near(replace(asked, level=""))
    uris = list(criteria.skills)
    skills = _skills(profiles, uris) if uris else {}
    least = len(uris) - missing
    if least > 0:
        wanted = [pk for pk, held in skills.items() if len(held) >= least]
        profiles = profiles.filter(pk__in=wanted) if len(wanted) <= IN_ONE_QUESTION else profiles
    languages = _languages(profiles, asked) if asked.languages else {}
    together: dict[Any, list[int]] = defaultdict(list)
    for pk, low, high, level in profiles.order_by("pk").values_list("pk", "hours_min", "hours_max", "level"):
        held = tuple(skills.get(pk, ()))
        if len(held) >= least:
            together[held, tuple(languages.get(pk, ())), low, high, _reaches(level, asked.level)].append(pk)
    return [_group(key, numbers) for key, numbers in together.items()]


def _group(key: Any, numbers: list[int]) -> _Group:
    held, spoken, low, high, of_level = key
    claims = tuple(SkillClaim(uri, level, tier) for uri, level, tier in held)
    speaks = tuple(LanguageClaim(language_uri(code), cefr or None) for code, cefr in spoken)
    return _Group(Published(str(numbers[0]), claims, speaks, low, high), tuple(numbers), of_level, len(held))


def _people(groups: Iterable[_Group], *, at_least: int) -> dict[str, Published]:
    """The people of these groups who hold so many of the asked skills, each under their own reference."""
    return {str(pk): one.person for one in groups if one.held >= at_least for pk in one.numbers}


def _reaches(level: str, wanted: str) -> bool:
    """Whether a level of schooling is the wanted one or higher; one that was not told is not."""
    return wanted not in LEVELS or (level in LEVELS and LEVELS.index(level) >= LEVELS.index(wanted))


def _skills(profiles: QuerySet[Profile], uris: list[str]) -> dict[int, list[tuple[str, int | None, str]]]:
    """Of each of these profiles: which of these skills it holds, with level and tier."""
    found: dict[int, list[tuple[str, int | None, str]]] = defaultdict(list)
    rows = SkillRow.objects.filter(profile__in=profiles, uri__in=uris).order_by("profile_id", "uri")
    for pk, uri, level, tier in rows.values_list("profile_id", "uri", "level", "tier"):
        found[pk].append((uri, level, tier))
    return found


def _languages(profiles: QuerySet[Profile], asked: Asked) -> dict[int, list[tuple[str, str]]]:
    """Of each of these profiles: which of the asked languages it speaks, with its level."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    codes = [code for code, _cefr in asked.languages]
    rows = LanguageRow.objects.filter(profile__in=profiles, language__in=codes).order_by("profile_id", "language")
    for pk, code, cefr in rows.values_list("profile_id", "language", "cefr"):
        found[pk].append((code, cefr))
    return found
