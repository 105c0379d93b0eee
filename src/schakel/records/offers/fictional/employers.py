"""Fictional employers."""

from django.utils.text import slugify

from schakel.records.offers.fictional.world import World
from schakel.records.organisations.models import Organisation


def make(world: World, count: int) -> int:
    """Add employers to the world; names are made of the region's own sounds."""
    words = world.words["employer"]
    rows = []
    used: set[str] = set()
    for number in range(count):
        sector = words["sectors"][number % len(words["sectors"])]
        name = f"{world.pick(words['first'])}{world.pick(words['second'][sector])}"
        if name in used:
            name = f"{name} {number + 1}"
        used.add(name)
        rows.append(
            Organisation(
                slug=f"fictief-{slugify(name)}-{number + 1}",
                name=name,
                kind=Organisation.Kind.EMPLOYER,
                sector=sector,
                place=world.place(),
                fictional=True,
            )
        )
    Organisation.objects.bulk_create(rows)
    world.employers = list(Organisation.objects.filter(fictional=True).select_related("place").order_by("slug"))
    return len(rows)
