"""What every maker of fictional rows draws from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from django.utils import timezone

from schakel.engine.regions.words import Words
from schakel.engine.skills.taxonomy import Occupation, Taxonomy
from schakel.records.core.models import Place
from schakel.records.organisations.models import Organisation

T = TypeVar("T")
LANGUAGES = ("nl", "en", "de")
BATCH = 2000


@dataclass
class World:
    """The seeded source of chance, and what there is to choose from."""

    random: Random
    today: date
    region: Words
    words: dict[str, Any]
    taxonomy: Taxonomy
    places: list[Place]
    place_weights: list[int]
    roles: list[Occupation]
    role_weights: list[int]
    sources: list[Occupation]
    employers: list[Organisation] = field(default_factory=list)

    def __post_init__(self) -> None:
        named = (skill for skill in self.taxonomy.skills.values() if skill.is_named)
        self.names = {re.split(r"[\s/-]", label)[0] for skill in named for label in skill.labels.values()}

    def place(self) -> Place | None:
        return self.random.choices(self.places, self.place_weights)[0] if self.places else None

    def town(self, place: Place | None, language: str) -> str:
        """The name of a place as a sentence needs it: the region's own where there is no place."""
        return place.name if place else self.region.in_language(language)

    def role(self, *, levels: Sequence[str] = ()) -> Occupation:
        """An occupation the region asks for; of one of these levels when there is one."""
        pairs = [
            (r, w)
            for r, w in zip(self.roles, self.role_weights, strict=True)
            if not levels or set(levels) & set(r.levels)
        ]
        pairs = pairs or list(zip(self.roles, self.role_weights, strict=True))
        return self.random.choices([role for role, _ in pairs], [weight for _, weight in pairs])[0]

    def by_spread(self, name: str) -> str:
        spread = self.words["spread"][name]
        return str(self.random.choices(list(spread), list(spread.values()))[0])

    def pick(self, items: Sequence[T]) -> T:
        return items[self.random.randrange(len(items))]

    def some(self, items: Sequence[T], *, least: int, most: int) -> list[T]:
        """A few of the items, in their own order."""
        count = min(len(items), self.random.randint(least, most))
        return [items[i] for i in sorted(self.random.sample(range(len(items)), count))]

    def label(self, uri: str, language: str) -> str:
        return self.taxonomy.label(uri, language)

    def in_sentence(self, uri: str, language: str) -> str:
        """A label as it stands within a sentence: small first letter in Dutch and English, unless it begins with a name (Java, SAP)."""
        label = self.label(uri, language)
        first = re.split(r"[\s/-]", label)[0]
        if language == "de" or first in self.names or not first[1:].islower():
            return label
        return label[:1].lower() + label[1:]

    def moment(self, *, days: tuple[int, int], hour: int) -> datetime:
        """A working day some days from today, at this hour, in local time; around Christmas and New Year two weeks later."""
        day = self.today + timedelta(days=self.random.randint(*days))
        if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2):
            day += timedelta(days=14)
        day += timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
        return timezone.make_aware(datetime.combine(day, time(hour)))


def level_family(level: str) -> str:
    """`mbo` for mbo-2 to mbo-4, `hbo` for ad and hbo, `wo` for wo."""
    return "mbo" if level.startswith("mbo") else "wo" if level == "wo" else "hbo"


FAMILIES = {"mbo": ("mbo-2", "mbo-3", "mbo-4"), "hbo": ("ad", "hbo"), "wo": ("wo",)}
