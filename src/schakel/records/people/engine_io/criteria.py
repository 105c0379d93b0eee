"""Criteria meet published profiles: a yes or no each, counts that single nobody out, and never a score.

Only what people chose to publish is looked at. Who meets the criteria comes in the engine's neutral order; how many do
comes rounded, and small numbers are not given at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations

from django.db.models import Count, Q, QuerySet

from schakel.engine.matching.criteria import Criteria, Published, meets, people_who_meet
from schakel.engine.matching.reach import Disclosure, vacancy_reach
from schakel.engine.matching.types import LanguageClaim, SkillClaim
from schakel.records.people.engine_io.learning import Teaching, learnable
from schakel.records.people.engine_io.linking import Choice, choice, skill_uri_of
from schakel.records.people.engine_io.own import language_uri
from schakel.records.people.engine_io.parts import matching_rules
from schakel.records.people.engine_io.places import km_between
from schakel.records.people.models import LanguageClaim as LanguageRow
from schakel.records.people.models import Profile
from schakel.records.people.models import SkillClaim as SkillRow

LEVELS = ("mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
TRAININGS_SHOWN = 6
TOGETHER_MOST = 3


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
    """The fewest demands to let go of together before a number can be given, and about how many people there are then."""

    skills: tuple[Choice, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What a vacancy hears back before it is published. None is: so few that no number is given.

    `published` is about how many people publish anything at all; `costliest` the demand that costs most people.
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


def disclosure() -> Disclosure:
    """How counts of people are shown, as the published rules say."""
    return Disclosure.of(matching_rules())


def reach_of(asked: Asked, language: str) -> Reach:
    """How many people in the region publish what is asked, what each demand costs, and what people could learn."""
    criteria, hide = asked.criteria(), disclosure()
    ways = learnable(list(criteria.skills), language, most=TRAININGS_SHOWN)
    # Who lacks more demands than this, and more than any training teaches, is in none of the counts below.
    missing = max([TOGETHER_MOST, *(len(one.skills) for one in ways.trainings)])
    profiles = _profiles(replace(asked, level=""))
    everybody = _published(profiles, criteria, missing=missing)
    people = _of_level(asked.level, profiles, everybody)
    found = vacancy_reach(criteria, people, hide)
    rows = [
        Loosened("skill", choice(one.demand, language), one.dropped, _gain(one.dropped, found.everything))
        for one in found.demands
    ]
    rows += [
        Loosened(what, None, number, _gain(number, found.everything))
        for what, number in _others(asked, people, everybody, hide)
    ]
    costly = [one for one in rows if one.without is not None and one.without != found.everything]
    return Reach(
        everything=found.everything,
        published=hide.show(profiles.count()),
        demands=tuple(rows),
        costliest=max(costly, key=lambda one: one.without or 0, default=None),
        shown_from=hide.shown_from,
        rounded_to=hide.round_to,
        trainings=tuple(_nearly(one, criteria, people, hide) for one in ways.trainings),
        nowhere=ways.nowhere,
        together=None if found.everything or costly else _together(criteria, people, hide, language),
    )


def _together(criteria: Criteria, people: dict[str, Published], hide: Disclosure, language: str) -> Together | None:
    """Two demands, else three, without which most people meet the rest; chosen on the numbers that may be shown."""
    rest = replace(criteria, skills={})
    having = Counter(
        frozenset(uri for uri in criteria.skills if meets(Criteria({uri: criteria.skills[uri]}), one))
        for one in people.values()
        if meets(rest, one)
    )
    for size in range(2, min(TOGETHER_MOST, len(criteria.skills)) + 1):
        best: tuple[int, tuple[str, ...]] | None = None
        for gone in combinations(criteria.skills, size):
            wanted = frozenset(criteria.skills) - set(gone)
            shown = hide.show(sum(number for have, number in having.items() if wanted <= have))
            if shown is not None and (best is None or shown > best[0]):
                best = shown, gone
        if best is not None:
            return Together(tuple(choice(uri, language) for uri in best[1]), best[0])
    return None


def _gain(without: int | None, everything: int | None) -> int | None:
    return None if without is None or everything is None else without - everything


def _of_level(level: str, profiles: QuerySet[Profile], people: dict[str, Published]) -> dict[str, Published]:
    """Those of this level of schooling or higher."""
    if level not in LEVELS:
        return people
    able = profiles.filter(level__in=LEVELS[LEVELS.index(level) :]).order_by("pk").values_list("pk", flat=True)
    return {str(pk): people[str(pk)] for pk in able if str(pk) in people}


def _others(
    asked: Asked, people: dict[str, Published], everybody: dict[str, Published], hide: Disclosure
) -> list[tuple[str, int | None]]:
    """What is asked beside skills, and about how many people there are without it."""
    criteria = asked.criteria()

    def count(loosened: Criteria, among: dict[str, Published]) -> int | None:
        return hide.show(sum(meets(loosened, one) for one in among.values()))

    found = []
    if asked.level in LEVELS:
        found.append(("level", count(criteria, everybody)))
    if criteria.languages:
        found.append(("language", count(replace(criteria, languages=()), people)))
    if criteria.hours is not None:
        found.append(("hours", count(replace(criteria, hours=None), people)))
    return found


def _nearly(training: Teaching, criteria: Criteria, people: dict[str, Published], hide: Disclosure) -> NearlyThere:
    """Who does not meet everything now, and would with what this training teaches."""
    taught = {uri for one in training.skills if (uri := skill_uri_of(one.id))}
    rest = Criteria(
        {uri: level for uri, level in criteria.skills.items() if uri not in taught}, criteria.languages, criteria.hours
    )
    count = sum(meets(rest, one) and not meets(criteria, one) for one in people.values())
    return NearlyThere(training, hide.show(count))


def neutral_order(asked: Asked, *, seed: str) -> tuple[int, ...]:
    """The profiles (numbers) that meet all criteria, in an order only `seed` decides."""
    criteria = asked.criteria()
    people = _published(_profiles(asked), criteria, missing=0)
    return tuple(int(reference) for reference in people_who_meet(criteria, people, seed=seed))


def _profiles(asked: Asked) -> QuerySet[Profile]:
    """Published profiles of this level or higher, that travel from near enough. Unknown does not meet a demand."""
    found = Profile.objects.filter(published=True)
    if asked.level in LEVELS:
        found = found.filter(level__in=LEVELS[LEVELS.index(asked.level) :])
    if asked.near is not None:
        found = found.filter(place_id__in=_near(*asked.near))
    return found


def _near(place: str, km: int) -> list[str]:
    codes = Profile.objects.exclude(place=None).order_by("place_id").values_list("place_id", flat=True).distinct()
    return [code for code in codes if code and (far := km_between(place, code)) is not None and far <= km]


def _published(profiles: QuerySet[Profile], criteria: Criteria, *, missing: int) -> dict[str, Published]:
    """What these people published of what is asked, in three queries at most. `missing`: so many skills may lack."""
    uris = list(criteria.skills)
    if uris:
        held = Count("skills", filter=Q(skills__uri__in=uris))
        profiles = profiles.annotate(held=held).filter(held__gte=len(uris) - missing)
    rows = list(profiles.order_by("pk").values_list("pk", "hours_min", "hours_max"))
    skills = _skills(profiles, uris) if uris else {}
    languages = _languages(profiles) if criteria.languages else {}
    return {
        str(pk): Published(str(pk), tuple(skills.get(pk, ())), tuple(languages.get(pk, ())), least, most)
        for pk, least, most in rows
    }


def _skills(profiles: QuerySet[Profile], uris: Iterable[str]) -> dict[int, list[SkillClaim]]:
    found: dict[int, list[SkillClaim]] = defaultdict(list)
    rows = SkillRow.objects.filter(profile__in=profiles.values("pk"), uri__in=uris).order_by("profile_id", "uri")
    for pk, uri, level, tier in rows.values_list("profile_id", "uri", "level", "tier"):
        found[pk].append(SkillClaim(uri, level, tier))  # type: ignore[arg-type]
    return found


def _languages(profiles: QuerySet[Profile]) -> dict[int, list[LanguageClaim]]:
    found: dict[int, list[LanguageClaim]] = defaultdict(list)
    rows = LanguageRow.objects.filter(profile__in=profiles.values("pk")).order_by("profile_id", "language")
    for pk, code, cefr in rows.values_list("profile_id", "language", "cefr"):
        found[pk].append(LanguageClaim(language_uri(code), cefr or None))  # type: ignore[arg-type]
    return found
