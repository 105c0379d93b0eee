"""The parts of the engine, each made once per process when first asked for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings

from schakel.engine.advice import region_offers
from schakel.engine.advice.types import AdviceOffer
from schakel.engine.matching import MatchingRules, Scorer, load_rules, load_texts
from schakel.engine.matching.explain import Speaker
from schakel.engine.matching.texts import Texts
from schakel.engine.routing.prior import Curriculum
from schakel.engine.routing.solving import make_ready
from schakel.engine.skills.compiled import ready_reader
from schakel.engine.skills.reading import Reader
from schakel.engine.text.lexicon import Lexicon, load_lexicon
from schakel.engine.text.masking import Masker
from schakel.records.core.region import current_region, taxonomy
from schakel.reference import REFERENCE

_building = Lock()


@lru_cache(maxsize=1)
def matching_rules() -> MatchingRules:
    """The rules of matching in force, as published."""
    return load_rules(REFERENCE / "matching")


@lru_cache(maxsize=1)
def scorer() -> Scorer:
    return Scorer(taxonomy(), matching_rules())


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return load_lexicon(REFERENCE / "reading")


@lru_cache(maxsize=1)
def masker() -> Masker:
    return Masker(lexicon())


@lru_cache(maxsize=1)
def _reader() -> Reader:
    region = current_region()
    places: list[Any] = [*region.municipalities, *region.neighbours]
    return ready_reader(REFERENCE / "taxonomy", REFERENCE / "reading", places=places, cache=settings.HOME / "cache")[0]


def reader() -> Reader:
    """The reader. Two requests that come first at the same time do not both build it: it takes seconds."""
    with _building:
        return _reader()


@dataclass(frozen=True, slots=True)
class SchoolCourses:
    """What schools wrote themselves: offers, the programmes in modules among them, and the ids of what is made up."""

    offers: tuple[AdviceOffer, ...] = ()
    curricula: Mapping[str, Curriculum] = field(default_factory=dict)
    fictional: frozenset[str] = frozenset()


# Offers stand right of people, which may not know them: who asks for advice hands them over for that one question.
_courses: ContextVar[SchoolCourses] = ContextVar("school_courses", default=SchoolCourses())  # noqa: B039 -- frozen


@contextmanager
def with_courses(courses: SchoolCourses) -> Iterator[None]:
    """Within this, trainings hold what schools wrote themselves too; it takes the place of what the plan says."""
    token = _courses.set(courses)
    try:
        yield
    finally:
        _courses.reset(token)


def school_courses() -> SchoolCourses:
    """What schools wrote themselves, as far as it was handed over."""
    return _courses.get()


def trainings() -> tuple[AdviceOffer, ...]:
    """The real trainings of the region as offers, with those that schools wrote."""
    own = school_courses().offers
    if not own:
        return _region_trainings()
    ids = {one.route.id for one in own}
    return (*(one for one in _region_trainings() if one.route.id not in ids), *own)


@lru_cache(maxsize=1)
def _region_trainings() -> tuple[AdviceOffer, ...]:
    return region_offers(current_region(), matching_rules())


@lru_cache(maxsize=1)
def asked_ranks() -> dict[str, int]:
    """ISCO-08 group to its place among the occupations most asked in the region."""
    ranks: dict[str, int] = {}
    for top in current_region().top_occupations:
        ranks.setdefault(top.isco, top.rank)
    return ranks


@lru_cache(maxsize=1)
def sentences() -> Texts:
    return load_texts(REFERENCE / "matching" / "texts.toml")


def speaker(language: str) -> Speaker:
    """Sentences and labels in one language (nl, en, de)."""
    return Speaker(sentences(), taxonomy(), language)


def warm_up() -> None:
    """Build everything now, so that the first visitor need not wait."""
    reader()
    scorer()
    trainings()
    masker()
    make_ready()
