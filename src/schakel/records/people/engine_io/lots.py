"""Who meets criteria, in an order drawn by lot: a yes or no each, and never a score.

The engine judges each different answer that people gave; the database looks up who gave it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from django.db.models import Q, QuerySet

from schakel.engine.matching.criteria import Criteria, Published, drawn, meets
from schakel.engine.matching.types import LanguageClaim, SkillClaim
from schakel.records.people.engine_io.criteria import Asked, published_near
from schakel.records.people.models import LanguageClaim as LanguageRow
from schakel.records.people.models import Profile
from schakel.records.people.models import SkillClaim as SkillRow


class Lots(Sequence[int]):
    """Numbers in an order that only `seed` decides. A page of them is found without putting all others in order."""

    def __init__(self, numbers: Iterable[int], *, seed: str) -> None:
        self._numbers = [str(one) for one in numbers]
        self._seed = seed

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[int, ...]: ...

    def __getitem__(self, at: int | slice) -> int | tuple[int, ...]:
        if isinstance(at, int):
            return self[:][at]
        places = range(*at.indices(len(self)))
        first = drawn(self._numbers, seed=self._seed, first=max(places, default=-1) + 1)
        return tuple(int(first[place]) for place in places)

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])


def neutral_order(asked: Asked, *, seed: str) -> Lots:
    """The profiles (numbers) that meet all criteria, in an order only `seed` decides; a part of it costs no whole sort."""
    return Lots(_meeting(asked).order_by("pk").values_list("pk", flat=True), seed=seed)


def _meeting(asked: Asked) -> QuerySet[Profile]:
    """Who meets all criteria. The engine judges each answer that people gave; the database looks up who gave it."""
    criteria = asked.criteria()
    found = published_near(asked)
    for subquery in (*_with_skills(criteria), *_with_languages(asked, criteria)):
        found = found.filter(pk__in=subquery)
    if criteria.hours is None:
        return found
    given = Profile.objects.order_by("hours_min", "hours_max").values_list("hours_min", "hours_max").distinct()
    hours = Criteria({}, hours=criteria.hours)
    good = [pair for pair in given if meets(hours, Published("", (), (), *pair))]
    return found.filter(_any_of(("hours_min", "hours_max"), good))


def _with_skills(criteria: Criteria) -> list[QuerySet[Any, Any]]:
    """For each skill that is asked: the profiles that hold it well enough."""
    claims = SkillRow.objects.filter(uri__in=list(criteria.skills)).order_by("uri", "level", "tier")
    good: dict[str, list[tuple[Any, ...]]] = {uri: [] for uri in criteria.skills}
    for uri, level, tier in claims.values_list("uri", "level", "tier").distinct() if good else ():
        if meets(Criteria({uri: criteria.skills[uri]}), Published("", (SkillClaim(uri, level, tier),))):  # type: ignore[arg-type]
            good[uri].append((level, tier))
    return [
        SkillRow.objects.filter(_any_of(("level", "tier"), pairs), uri=uri).order_by().values("profile_id")
        for uri, pairs in good.items()
    ]


def _with_languages(asked: Asked, criteria: Criteria) -> list[QuerySet[Any, Any]]:
    """For each language that is asked: the profiles that speak it well enough."""
    codes = [code for code, _cefr in asked.languages]
    claims = LanguageRow.objects.filter(language__in=codes).order_by("language", "cefr")
    told = list(claims.values_list("language", "cefr").distinct()) if codes else []
    found = []
    for code, wanted in zip(codes, criteria.languages, strict=True):
        one = Criteria({}, (wanted,))
        spoken = [(cefr, LanguageClaim(wanted.code, cefr or None)) for spoken, cefr in told if spoken == code]  # type: ignore[arg-type]
        good = [(cefr,) for cefr, claim in spoken if meets(one, Published("", (), (claim,)))]
        found.append(
            LanguageRow.objects.filter(_any_of(("cefr",), good), language=code).order_by().values("profile_id")
        )
    return found


def _any_of(fields: Sequence[str], answers: Iterable[Sequence[Any]]) -> Q:
    """Rows with one of these answers; nothing where there is none."""
    either = Q(pk__in=[])
    for answer in answers:
        either |= Q(
            *(
                (f"{name}__isnull", True) if one is None else (name, one)
                for name, one in zip(fields, answer, strict=True)
            )
        )
    return either
