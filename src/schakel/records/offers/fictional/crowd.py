"""A crowd: tens of thousands of made-up people and thousands of made-up offers, to measure with.

It comes in parts, each written whole or not at all, so that it goes on after a stop. The same seed and day give the same crowd.
What it makes is marked as made up, is told apart from the fictional region by its keys, and goes with `clear`.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from schakel.engine.errors import Conflict
from schakel.engine.regions import Region
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.records.accounts.models import User
from schakel.records.offers.fictional import employers, fresh_world, learning, people, vacancies
from schakel.records.offers.fictional.rows import Draft, save
from schakel.records.offers.fictional.world import World
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person

PREFIX = "drukte"
NAME = "Fictief persoon drukte "
PART = 2000
OFFERS_PER_EMPLOYER = 12
# Of every 40 offers: so many of each kind.
KINDS = (("vacancy", 24), ("internship", 5), ("shadow-day", 5), ("module", 4), ("event", 2))
# Keys of accounts and people say nothing; those of the crowd can be told again.
SPACE = uuid.UUID("5c4a2e1b-6f0d-4c93-9b1e-0d1f5a7c2030")


def load(
    *, people_most: int, offers_most: int, region: Region, taxonomy: Taxonomy, seed: int, today: date
) -> Iterator[dict[str, int]]:
    """Add what is still missing of the crowd, part by part; yields how much there is after each part.

    Raises Conflict when somebody real is in the database: a crowd is for machines to measure with.
    """
    if Person.objects.filter(fictional=False).exists() or User.objects.filter(fictional=False).exists():
        raise Conflict(
            "This database holds real people", place="database", remedy="Load the crowd into a database of its own"
        )
    world = fresh_world(region, taxonomy, random=Random(seed), today=today)
    _employers(world, seed, max(1, offers_most // OFFERS_PER_EMPLOYER))
    for first in range(_there(Offer.objects.filter(slug__startswith=PREFIX)), offers_most, PART):
        world.random = Random(f"{seed} offers {first}")
        with transaction.atomic():
            save([draft(world, number) for number in range(first, min(first + PART, offers_most))])
        yield size()
    for first in range(_there(crowd_people()), people_most, PART):
        world.random = Random(f"{seed} people {first}")
        with transaction.atomic():
            people.save(world, [_person(seed, n) for n in range(first, min(first + PART, people_most))])
        yield size()


def size() -> dict[str, int]:
    """How much of the crowd there is."""
    return {
        "employers": Organisation.objects.filter(slug__startswith=PREFIX).count(),
        "offers": Offer.objects.filter(slug__startswith=PREFIX).count(),
        "people": crowd_people().count(),
    }


@transaction.atomic
def clear() -> dict[str, int]:
    """Remove the crowd, and nothing else; says how much that was. Bookings of its sessions must be gone."""
    gone = size()
    Offer.objects.filter(slug__startswith=PREFIX).delete()
    Organisation.objects.filter(slug__startswith=PREFIX, fictional=True).delete()
    User.objects.filter(person__in=crowd_people()).delete()
    crowd_people().delete()
    return gone


def crowd_people() -> QuerySet[Person]:
    """The people of the crowd."""
    return Person.objects.filter(name__startswith=NAME, fictional=True)


def _there(rows: QuerySet[Any]) -> int:
    return int(rows.count())


def _person(seed: int, number: int) -> Person:
    return Person(key=uuid.uuid5(SPACE, f"{seed} {number}"), name=f"{NAME}{number + 1}", fictional=True)


def _employers(world: World, seed: int, wanted: int) -> None:
    with transaction.atomic():
        world.random = Random(f"{seed} employers")
        there = Organisation.objects.filter(slug__startswith=PREFIX)
        if _there(there) < wanted:
            employers.make(world, wanted, prefix=PREFIX)
        world.employers = list(there.select_related("place").order_by("slug"))


MAKERS: dict[str, Callable[[World, int], Draft]] = {
    "vacancy": vacancies.vacancy,
    "internship": vacancies.internship,
    "shadow-day": learning.shadow_day,
    "event": learning.event,
}


def draft(world: World, number: int) -> Draft:
    """One offer of the crowd, of a kind that follows from its number."""
    kind = _kind(number)
    if kind == "module":
        taught = learning.taught(world, 40)
        made = learning.module(world, number, taught[number % len(taught)], world.pick(world.employers))
    else:
        made = MAKERS[kind](world, number)
    made.offer.slug = made.offer.slug.replace("fictief", PREFIX, 1)
    for session in made.sessions:
        session.key = session.key.replace("fictief", PREFIX, 1)
    return made


def _kind(number: int) -> str:
    place = number * 7 % sum(count for _kind, count in KINDS)
    for kind, count in KINDS:
        if place < count:
            return kind
        place -= count
    raise AssertionError(place)
