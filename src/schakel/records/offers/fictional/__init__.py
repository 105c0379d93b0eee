"""A fictional region: employers, vacancies, learning offers, sessions and people, seeded, at any size, marked as made up.

The same seed, scale and day give the same region. Nothing here is measured: it is there to browse, test and measure with.
"""

import tomllib
from datetime import date
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from schakel.engine.regions import Region
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.records.core.actions import record_event
from schakel.records.core.models import Place
from schakel.records.offers.fictional import employers, learning, people, programme, vacancies
from schakel.records.offers.fictional.world import World
from schakel.records.offers.models import Offer, Session
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person
from schakel.reference import REFERENCE


@transaction.atomic
def load(
    *, by: str, region: Region, taxonomy: Taxonomy, scale: float = 1.0, seed: int = 2030, today: date | None = None
) -> dict[str, int]:
    """Replace everything fictional by a fresh region of this size; returns how much there is of each kind."""
    clear()
    world = fresh_world(region, taxonomy, random=Random(seed), today=today or timezone.localdate())
    size = {name: max(1, round(count * scale)) for name, count in world.words["scale"].items()}
    counts = {"employers": employers.make(world, size["employers"])}
    counts |= vacancies.make(world, vacancies=size["vacancies"], internships=size["internships"])
    counts |= learning.make(world, shadow_days=size["shadow_days"], modules=size["modules"], events=size["events"])
    counts["people"] = people.make(world, size["people"])
    counts["sessions"] += programme.make(world)
    record_event(by=by, action="offers.load_fictional", details={**counts, "seed": seed})
    return counts


def clear() -> None:
    """Remove everything fictional, and nothing else."""
    Session.objects.filter(fictional=True).delete()
    Offer.objects.filter(fictional=True).delete()
    Organisation.objects.filter(fictional=True).delete()
    Person.objects.filter(fictional=True).delete()


def fresh_world(region: Region, taxonomy: Taxonomy, *, random: Random, today: date) -> World:
    """A world with the words of the reference data."""
    words = tomllib.loads((REFERENCE / "fictional" / "words.toml").read_text(encoding="utf-8"))
    return make_world(region, taxonomy, words, random=random, today=today)


def make_world(region: Region, taxonomy: Taxonomy, words: dict[str, Any], *, random: Random, today: date) -> World:
    """What the makers draw from: places weighted by how much happens there, occupations weighted by what the region asks for."""
    partners = [partner.municipality for partner in region.partners]
    places = list(Place.objects.filter(kind=Place.Kind.MUNICIPALITY).order_by("code"))
    asked = {top.isco: len(region.top_occupations) + 1 - top.rank for top in region.top_occupations}
    roles = [o for o in sorted(taxonomy.occupations.values(), key=lambda o: o.uri) if o.kind == "ict" and o.demands]
    return World(
        random=random,
        today=today,
        region=region.facts.name,
        words=words,
        taxonomy=taxonomy,
        places=places,
        place_weights=[1 + 2 * sum(name in (place.name, place.code) for name in partners) for place in places],
        roles=roles,
        role_weights=[2 + asked.get(role.isco, 0) for role in roles],
        sources=[o for o in sorted(taxonomy.occupations.values(), key=lambda o: o.uri) if o.kind == "source"],
    )
